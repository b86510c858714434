"""The room's front door: a Capture in; the Page it holds, and Evidence of what the law asks for, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from urllib.parse import urljoin

from congkhai.catalogue.obligation import Face, FieldType, Obligation, PartRule, Version
from congkhai.reading import dates
from congkhai.reading.documents import kind_of, read_document
from congkhai.reading.encodings import decode
from congkhai.reading.fields import of_type, rule_for, title_rule
from congkhai.reading.html import read_html
from congkhai.reading.numbers import DOCUMENT_KIND, find_numbers
from congkhai.reading.page import Item, Page, PageState, Pair, Table
from congkhai.reading.recognise import (
    Lexicon,
    Match,
    Strength,
    denied,
    is_bare,
    is_look_alike,
    is_named,
    lexicon,
    mentions,
    only_vaguely,
    part_of,
    reads_as_news,
    recognise,
    tells_of_an_event,
)
from congkhai.reading.record import (
    LITTLE_TEXT,
    Draft,
    address_key,
    columns,
    from_foot,
    from_item,
    from_page,
    from_row,
    lists_documents,
    title_key,
)
from congkhai.reading.schedule import is_schedule, read_schedule, week_in
from congkhai.reading.states import declared_total, nil_statements, prose, state_of
from congkhai.records import Capture, DateOrigin, DateRole, DateSeen, Evidence, EvidenceKind, FieldState
from congkhai.text import label_key

# What a link to a file is called when it is not called by the document's name.
_NO_NAME = re.compile(
    r"(?:(?:(?:tai|xem) (?:ve|xuong|file|tep|tap tin|van ban|toan van|chi tiet)|download|toan van|chi tiet|(?:file|tep) dinh kem)"
    r"(?: pdf| docx?)?)?"
)
_OTHER_LISTS = re.compile(
    r".*\b(?:khac|lien quan|moi nhat|moi|noi bat|doc nhieu|xem nhieu|tieu diem|lien ket|quang cao|thong bao|su kien"
    r"|video|hinh anh|cung chuyen muc|da dua)\b.*"
)
_PART_OF_LIST = re.compile(r"(?:nam|thang|quy|tuan|danh sach|danh muc|ket qua|van ban|cac)\b.*|.*\d.*")
_DOCUMENT = re.compile(rf"{DOCUMENT_KIND}\b")
_MOST_BYTES = 5_000_000  # of a page; what is longer is cut
_FEEDS = ("json", "xml", "rss", "javascript", "css", "calendar")
_ANSWERED = re.compile(
    r"(?:tra loi|giai dap|phan hoi|phuc dap|ket qua (?:giai quyet|xu ly))\b|.*\b(?:phuc dap|tra loi|giai trinh|y kien) nhu sau\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one capture gives. ``states`` says, for each obligation it was visited or recognised for, what stands there."""

    page: Page
    evidence: tuple[Evidence, ...]
    states: Mapping[str, PageState]


def read(capture: Capture, obligations: Sequence[Obligation], *, on: date | None = None) -> list[Evidence]:
    """The evidence of one capture, by the versions in force on ``on`` (the capture's day in Viet Nam unless said)."""
    return list(look(capture, obligations, on=on).evidence)


def open_page(capture: Capture) -> Page:
    """What a capture holds, before any law is asked. Never an error: what cannot be read is a page that is not legible."""
    kind = kind_of(capture.body, capture.headers.get("content-type", ""), capture.final_url)
    if kind is not None:
        via = capture.via
        title = via.label if not _NO_NAME.fullmatch(label_key(via.label)) else next(iter(via.trail[-2:-1]), "")
        return read_document(capture.body, kind, capture.final_url, title)
    decoded = decode(capture.body[:_MOST_BYTES], capture.headers.get("content-type", ""))
    if any(feed in capture.headers.get("content-type", "").lower().partition(";")[0] for feed in _FEEDS):
        return Page(capture.final_url, "", decoded.encoding, state=PageState.EMPTY)
    page = read_html(decoded.text, capture.final_url, decoded.encoding)
    return replace(page, state=state_of(page, capture, prose(page)))


def look(capture: Capture, obligations: Sequence[Obligation], *, on: date | None = None) -> Reading:
    """The page, its evidence, and what stands there for each obligation of records it was visited or recognised for."""
    obligations = [obligation for obligation in obligations if not obligation.checked_only]  # functions are tried, not read
    page = open_page(capture)
    day = on or dates.local_day(capture.at)
    via = capture.via
    visited = {*via.declared_for, *via.lead_for}
    if page.state in (PageState.SOFT_ERROR, PageState.PLACEHOLDER):
        return Reading(page, (), MappingProxyType(dict.fromkeys(visited, page.state)))
    signs = lexicon(obligations, day)
    texts = (via.label, page.title)
    trail = [step for step in dict.fromkeys((*via.trail, *page.trail)) if step not in texts]
    look_alike = denied(texts, signs)
    matches = _matches(capture, page, trail, visited - look_alike, obligations, day)
    evidence: list[Evidence] = []
    states: dict[str, PageState] = {}
    said = prose(page)
    for obligation in obligations:
        version, match = obligation.version_on(day), matches.get(obligation.id)
        if version is None or not version.parts or (match is None and obligation.id not in visited):
            continue
        found = list(_Reader(capture, page, said, obligation, version, match, trail, signs).evidence()) if match else []
        evidence += found
        if any(e.kind is not EvidenceKind.SECTION for e in found):
            states[obligation.id] = PageState.CONTENT
        elif page.state is PageState.CONTENT and (obligation.id in look_alike or reads_as_news(page.title)):
            states[obligation.id] = PageState.LOOK_ALIKE
        else:
            states[obligation.id] = page.state
    evidence += _boxes(capture, page, said, obligations, set(matches), day)
    evidence += _foot(capture, page, obligations, day)
    return Reading(page, tuple(evidence), MappingProxyType(states))


def _matches(
    capture: Capture, page: Page, trail: Sequence[str], visited: set[str], obligations: Sequence[Obligation], day: date
) -> dict[str, Match]:
    """What the page is read for: what it is recognised as; its declared obligations; and those it was visited for, unless it is
    named as another. A lead that only a general word or a weak label gave is a hint."""
    via, signs = capture.via, lexicon(obligations, day)
    matches = {m.obligation: m for m in recognise(via.label, page.title, trail, capture.final_url, obligations, day)}
    named = any(m.strength is Strength.NAMED for m in matches.values())
    for identity in visited:
        known = matches.get(identity)
        part = known.part if known else None
        if identity in via.declared_for:
            matches[identity] = Match(identity, part, Strength.NAMED, "declared")
        elif known is None and named:
            continue
        elif known is None or known.strength is Strength.HINT:
            vague = known is None and only_vaguely((via.label, *via.trail), identity, signs)
            matches[identity] = Match(identity, part, Strength.HINT if vague else Strength.SECTION, "lead")
    return matches


def _boxes(
    capture: Capture, page: Page, said: list[str], obligations: Sequence[Obligation], done: set[str], day: date
) -> Iterator[Evidence]:
    """Lists under a heading of their own on a page about something else, such as the boxes of a home page."""
    for heading in dict.fromkeys((*(i.heading for i in page.items), *(t.heading for t in page.tables))):
        if not heading or heading == page.title:
            continue
        for match in recognise(heading, "", (), "", obligations, day):
            obligation = next(o for o in obligations if o.id == match.obligation)
            version = obligation.version_on(day)
            if version is None or not version.parts or match.strength is not Strength.NAMED or match.obligation in done:
                continue
            box = replace(
                page,
                title=heading,
                items=tuple(i for i in page.items if i.heading == heading),
                tables=tuple(t for t in page.tables if t.heading == heading),
            )
            yield from _Reader(capture, box, said, obligation, version, match, [], lexicon(obligations, day)).box()


def _foot(capture: Capture, page: Page, obligations: Sequence[Obligation], day: date) -> Iterator[Evidence]:
    """What the footer of a site's first page says of the agency itself, where that is asked as one part: its first field and one
    more at least. As in a list, what is not there may stand elsewhere."""
    if capture.via.referrer is not None:
        return
    for obligation in obligations:
        version = obligation.version_on(day)
        if obligation.face is not Face.PROFILE or version is None or len(version.parts) != 1:
            continue
        ((part, rules),) = version.parts.items()
        draft = from_foot(page, rules, f"{address_key(urljoin(capture.url, '/'))}#foot", capture)
        if len(draft.fields) > 1 and rules.fields[0].name in draft.fields:
            yield draft.evidence(obligation.id, part, capture, page.site)


class _Reader:
    """One page read for one obligation."""

    def __init__(
        self,
        capture: Capture,
        page: Page,
        said: list[str],
        obligation: Obligation,
        version: Version,
        match: Match,
        trail: Sequence[str],
        signs: Lexicon,
    ) -> None:
        self.capture, self.page, self.said = capture, page, said
        self.obligation, self.version, self.match, self.signs = obligation, version, match, signs
        self.section_part = next((p for text in reversed(trail) if self._named(text) and (p := self._part_in(text))), None)
        self.titled = self._named(page.title)
        self.key = self._own_key()

    def _named(self, text: str) -> bool:
        return is_named(text, self.obligation.id, self.signs)

    def _part_in(self, text: str) -> str | None:
        return part_of(text, self.obligation.id, self.signs)

    # --- which part -----------------------------------------------------------------------------------

    def _part(self, *texts: str) -> str | None:
        """The part of a record: the section's, else the one its own words name; the only one where there is only one."""
        if len(self.version.parts) == 1:
            return next(iter(self.version.parts))
        return self.section_part or self.match.part or next((p for text in texts if (p := self._part_in(text))), None)

    def _rules(self, part: str | None) -> PartRule:
        """A part's rules; for a record whose part is not known, those of the first, whose fields most parts share."""
        return self.version.parts[part] if part else next(iter(self.version.parts.values()))

    def _own_key(self) -> str:
        """The key of this page as a record. A file found on a record's page belongs to that record."""
        via = self.capture.via
        if self.page.is_file and via.referrer and len(via.trail) >= 2 and not self._named(via.trail[-2]):
            return address_key(via.referrer)
        return address_key(self.capture.url)

    # --- evidence -------------------------------------------------------------------------------------

    def evidence(self) -> Iterator[Evidence]:
        rows = [*self._weeks(), *self._table_rows(self.page.tables)]
        if not rows and not self._is_record_page():
            rows = list(self._item_rows(self._own_lists()))
        nil = list(self._nil_returns()) if not rows else []
        own = list(self._own_record()) if not rows and not nil else []
        total = declared_total(self.page.lines) if rows else None
        if (rows and not all(e.own_page for e in rows)) or total is not None:
            yield self._section(total)
        yield from (*rows, *nil, *own)

    def box(self) -> Iterator[Evidence]:
        rows = [*self._table_rows(self.page.tables), *self._item_rows(self.page.items)]
        if rows:
            yield self._section(None)
        yield from rows

    def _section(self, total: int | None) -> Evidence:
        key = f"{address_key(self.capture.url)}#section"
        label = self.page.title or self.capture.via.label or self.match.why
        return Evidence(
            key,
            EvidenceKind.SECTION,
            self.obligation.id,
            self._part(),
            self.capture.final_url,
            label,
            self.capture.at,
            self.capture.sha256,
            total=total,
        )

    def _seal(self, draft: Draft, part: str | None) -> Evidence:
        return draft.evidence(self.obligation.id, part, self.capture, self.page.site)

    # --- lists ----------------------------------------------------------------------------------------

    def _is_record_page(self) -> bool:
        """Whether the page is about one record, so that a list on it is of other records."""
        if self.page.is_file or self._has_facts():
            return True
        title = self.page.title
        if not title or self.titled or self._named(self.capture.via.label):
            return False
        if find_numbers(title):
            return True
        little = sum(map(len, self.said)) < LITTLE_TEXT and bool(self._own_lists())
        return not little and (len(title.split()) >= 7 or _DOCUMENT.match(label_key(title)) is not None)

    def _has_facts(self) -> bool:
        """Whether the page itself, rather than an entry of a list on it, gives two fields or more of one record."""
        listed = {line for item in self.page.items for line in item.lines}
        for rules in self.version.parts.values():
            names = [
                rule.name
                for pair in self.page.pairs
                if (rule := rule_for(pair.label, rules)) and not any(pair.label in line for line in listed)
            ]
            if len(set(names)) >= 2:
                return True
        return False

    def _own_lists(self) -> list[Item]:
        """The entries of the page's own list: those under no heading, the page's title or the obligation's label; else those
        under a heading that only divides a list."""
        kinds = {heading: self._kind_of_list(heading) for heading in {item.heading for item in self.page.items}}
        own, divided = ([item for item in self.page.items if kinds[item.heading] == kind] for kind in ("own", "divided"))
        return own or divided

    def _kind_of_list(self, heading: str) -> str:
        key = label_key(heading)
        if not key or key in (label_key(self.page.title), label_key(self.capture.via.label)) or self._named(heading):
            return "own"
        return "divided" if not _OTHER_LISTS.fullmatch(key) and _PART_OF_LIST.fullmatch(key) else "other"

    def _item_rows(self, items: Sequence[Item]) -> Iterator[Evidence]:
        lists: dict[int, list[tuple[Item, str | None, Draft]]] = {}
        for item in items:
            part = self._part(item.link.text, item.heading)
            draft = from_item(item, self._rules(part), self.capture)
            self._add_week(draft, item, part)
            lists.setdefault(item.list_id, []).append((item, part, draft))
        signed = any(_has_sign(draft) for rows in lists.values() for _, _, draft in rows)
        for rows in lists.values():
            with_sign = sum(_has_sign(draft) for _, _, draft in rows)
            if with_sign * 2 < len(rows) and (signed or sum(len(item.link.text.split()) for item, _, _ in rows) < 6 * len(rows)):
                continue
            for item, part, draft in rows:
                title = item.link.text
                fit = _has_sign(draft) or len(title.split()) >= 4
                if self._is_nil(draft, part) or (fit and self._qualifies(draft, title, item.lines)):
                    yield self._seal(draft, part)

    def _table_rows(self, tables: Sequence[Table]) -> Iterator[Evidence]:
        least = 3 if self._is_record_page() else 2
        bare = is_bare(self.page.title, self.obligation.id, self.signs)
        for table in tables:
            heading_part = self._part_in(table.heading) if table.heading else None
            heads = {name: columns(table, rules) for name, rules in self.version.parts.items()}
            fits = {name: sum(c is not None for c in rules) for name, rules in heads.items()}
            best = max(fits, key=lambda name: fits[name])
            known = self._part(table.heading) or heading_part
            if not bare and lists_documents(table, self._rules(known or best)):
                continue
            if is_schedule(self._rules(known or best)) or (fits[known or best] < least and not self._leads_on(table)):
                continue
            keys: Counter[str] = Counter()
            for row in table.rows:
                text = " ".join(cell.text for cell in row)
                part = known or self._part_in(text) or (best if list(fits.values()).count(fits[best]) == 1 else None)
                draft = from_row(table, row, heads[part or best], self._rules(part or best), self.capture)
                if draft is None:
                    continue
                keys[draft.key] += 1
                if "#" in draft.key and keys[draft.key] > 1:  # rows that are called the same and have no page to tell them apart
                    draft.key += f"-{keys[draft.key]}"
                if self._is_nil(draft, part) or (_has_sign(draft) and self._qualifies(draft, draft.label, (text,))):
                    yield self._seal(draft, part)

    def _leads_on(self, table: Table) -> bool:
        """Whether a table whose columns say little is still the section's list: most rows lead to a page of their own."""
        if self._is_record_page() or self.match.strength is Strength.HINT:
            return False
        leading = sum(any(len(link.text) >= 8 for cell in row for link in cell.links) for row in table.rows)
        return leading * 2 > len(table.rows)

    def _qualifies(self, draft: Draft, title: str, lines: Sequence[str]) -> bool:
        """Whether a row is a record of this obligation. News and look-alikes are not; below a mere hint only what names the
        thing is."""
        if is_look_alike(title, self.obligation.id, self.signs):
            return False
        if self.match.strength is Strength.HINT:
            mentioned = draft.named >= 2 or mentions(title, self.obligation.id, self.signs)
            if not mentioned or reads_as_news(title):
                return False
        if self.obligation.face is Face.PLAIN or draft.number or draft.files or draft.named >= 2:
            return True
        return not tells_of_an_event(title, lines)

    # --- own page -------------------------------------------------------------------------------------

    def _own_record(self) -> Iterator[Evidence]:
        part = self._part(self.page.title, *reversed(self.capture.via.trail), *self.said[:3])
        rules = self._rules(part)
        if is_schedule(rules):
            return
        several = _repeated(self.page.pairs, rules)
        for number, pairs in enumerate(several or [self.page.pairs]):
            title = self._record_title(pairs, rules) if several else self.page.title or self.capture.via.label
            key = f"{self.key}#{title_key(title) or number}" if several else self.key
            draft = from_page(self.page, pairs, title, key, rules, self.capture)
            if self._is_content(draft, rules) and self._qualifies(draft, title, self.said):
                yield self._seal(draft, part)
            elif not several and not self.titled and self.page.state is PageState.CONTENT:
                # The record that a list promised turns out to be none: said under its key, so that the page has the last word.
                yield replace(self._seal(draft, part), kind=EvidenceKind.SECTION, fields=MappingProxyType({}), dates=())

    @staticmethod
    def _record_title(pairs: Sequence[Pair], rules: PartRule) -> str:
        named = title_rule(rules)
        return next(
            (p.value.split("\n")[0] for p in pairs if named is not None and rule_for(p.label, rules) is named), pairs[0].value
        )

    def _is_content(self, draft: Draft, rules: PartRule) -> bool:
        """Whether there is a record here rather than words about where it would be."""
        if self.page.is_file:
            return True
        if self.obligation.face is Face.ANSWERS and (rule := next((r for r in rules.fields if r.name == "answer"), None)):
            answer = draft.fields.get(rule.name)
            answered = answer is not None and answer.state is FieldState.PRESENT
            words = self.said if self.titled else (self.page.title, *self.said)
            return answered or draft.files or any(_ANSWERED.match(label_key(line)) for line in words)
        length = sum(map(len, self.said))
        if draft.number or draft.files or draft.named >= 2:
            return True
        # A chart or a map is a picture under its own name.
        if self.page.pictures and length < LITTLE_TEXT and (not self.titled or self.obligation.face is Face.PROFILE):
            return True
        if is_bare(self.page.title, self.obligation.id, self.signs):
            narrative = of_type(rules, FieldType.DOCUMENT_NUMBER) is None or self.obligation.face is Face.PLAIN
            return narrative and length >= 200
        return length >= 40

    # --- schedules and nil returns --------------------------------------------------------------------

    def _weeks(self) -> Iterator[Evidence]:
        for name, rules in self.version.parts.items():
            if is_schedule(rules):
                for draft in read_schedule(self.page, rules, self.key, self.capture):
                    for seen in self._page_dates():
                        draft.date(seen)
                    yield self._seal(draft, name)

    def _page_dates(self) -> Sequence[DateSeen]:
        page = self.page
        return () if page.is_file else dates.of_page(page.lines, page.title, page.url, self.capture.at, marked=page.marked)

    def _add_week(self, draft: Draft, item: Item, part: str | None) -> None:
        """A row that leads to a week's schedule is the record of that week, whose page goes by address and week."""
        if is_schedule(self._rules(part)) and (week := week_in((item.link.text, *item.lines), dates.local_day(self.capture.at))):
            draft.key = f"{draft.key}#{week[0].isoformat()}"
            draft.date(DateSeen(week[0], DateRole.PERIOD, DateOrigin.STATED, week[1]))

    def _nil_returns(self) -> Iterator[Evidence]:
        """Statements that nothing arose, on a page that says little else or in words that name the part."""
        short = sum(map(len, self.said)) < 1200
        for sentence in dict.fromkeys(s.rstrip(". ") for s in nil_statements((self.page.title, *self.said))):
            named = self._part_in(sentence)
            part = named or self._part(self.page.title)
            key = self.key if sentence == self.page.title or not self.titled else f"{self.key}#{title_key(sentence)}"
            draft = Draft(key, sentence, own_page=True)
            if (short or named) and self._is_nil(draft, part):
                if not draft.dates and (period := dates.period(self.page.title)):
                    draft.date(DateSeen(period[0], DateRole.PERIOD, DateOrigin.STATED, period[1]))
                for seen in self._page_dates():
                    draft.date(seen)
                yield self._seal(draft, part)

    def _is_nil(self, draft: Draft, part: str | None) -> bool:
        """Makes a nil return of a draft whose title says that nothing arose, where the part may be nil."""
        if part is None or not self.version.parts[part].nil or not nil_statements((draft.label,)):
            return False
        draft.kind = EvidenceKind.NIL_RETURN
        if period := dates.period(draft.label):
            draft.date(DateSeen(period[0], DateRole.PERIOD, DateOrigin.STATED, period[1]))
        return True


def _has_sign(draft: Draft) -> bool:
    """Whether a row bears something that records bear and menus do not."""
    return bool(draft.dates or draft.number or draft.files or draft.named)


def _repeated(pairs: Sequence[Pair], rules: PartRule) -> list[list[Pair]]:
    """The pairs of several records on one page, each begun by the label that begins the first; empty if there is but one."""
    labels = [label_key(pair.label) if rule_for(pair.label, rules) else "" for pair in pairs]
    first = next(filter(None, labels), None)
    starts = [at for at, label in enumerate(labels) if label == first] if first else []
    if len(starts) < 2 or any(after - before < 2 for before, after in pairwise(starts)):
        return []
    return [list(pairs[start:end]) for start, end in pairwise((*starts, len(pairs)))]
