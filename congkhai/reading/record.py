"""One row of a list or one page of its own in; what it says of one record out, as Evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from congkhai.catalogue.obligation import FieldRule, FieldType, PartRule
from congkhai.reading import dates
from congkhai.reading.fields import body_rule, listing_rule, of_type, rule_for, title_rule, typed
from congkhai.reading.html import is_file, line_pairs
from congkhai.reading.numbers import DOCUMENT_KIND, find_numbers, normal
from congkhai.reading.page import Cell, Item, Link, Page, Pair, Table
from congkhai.reading.publisher import publisher
from congkhai.records import Capture, DateOrigin, DateRole, DateSeen, Evidence, EvidenceKind, FieldSeen, FieldState
from congkhai.text import label_key

_DIGIT = re.compile(r"\d")
LITTLE_TEXT = 300  # characters: beside a picture, so much is its caption and the record is in the picture
_SESSION = re.compile(r"(?i)(?:jsessionid|phpsessid|sid|sessionid|session_id|aspsessionid\w*|cfid|cftoken|utm_\w+|fbclid|gclid)")
_SESSION_IN_PATH = re.compile(r"(?i);jsessionid=[^/?;]*")
_FRONT_PAGE = re.compile(r"(?i)/(?:index|default|home|trang-chu)\.(?:html?|aspx?|php)$")
_TITLED_NUMBER = re.compile(rf"(?:{DOCUMENT_KIND}\s+)?(?:so\s*:?\s*)?(?=\d)")
_ANNOUNCED = re.compile(rf"\b(?:ban hanh|vua co|da co|co|ky|ra|cong bo)\s+(?:{DOCUMENT_KIND})\s+(?:so\s*:?\s*)?(?=\d)")
_PLAN_YEARS = re.compile(r"(?:.*\bphe duyet )?ke hoach\b.*\bnam\s+(?:20\d\d)\b")
_UNTIL_YEAR = re.compile(r"\bden\s+(?:het\s+)?nam\s+(20\d\d)")


_ABSENT, _WITHHELD, _UNREADABLE = (
    FieldSeen(None, state) for state in (FieldState.ABSENT, FieldState.WITHHELD, FieldState.UNREADABLE)
)


@lru_cache(maxsize=4096)
def address_key(url: str) -> str:
    """One key for all spellings of one address: without scheme, ``www.``, fragment, session ids and closing slash, the query in
    order."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    path = _FRONT_PAGE.sub("", _SESSION_IN_PATH.sub("", unquote(parts.path))).rstrip("/")
    query = "&".join(sorted(f"{k}={v}" for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _SESSION.fullmatch(k)))
    return f"{host}{port}{path}" + (f"?{query}" if query else "")


def title_key(title: str) -> str:
    """What tells records on one address apart."""
    return label_key(title)[:80].replace(" ", "-")


@dataclass(slots=True)
class Draft:
    """A record as one place shows it, before it is known whose evidence it is."""

    key: str
    label: str
    kind: EvidenceKind = EvidenceKind.RECORD
    own_page: bool = False
    fields: dict[str, FieldSeen] = field(default_factory=dict)
    dates: list[DateSeen] = field(default_factory=list)
    issuer: str = ""
    named: int = 0  # fields that the page itself names
    number: bool = False  # has a document's number
    files: bool = False

    def fill(self, rule: FieldRule, seen: FieldSeen | None) -> None:
        """Keeps a field's first value, but lets one that is there replace one that is not."""
        known = self.fields.get(rule.name)
        if seen is None or (known is not None and known.state is FieldState.PRESENT):
            return
        self.fields[rule.name] = seen
        if seen.state is FieldState.PRESENT:
            self.number = self.number or (rule.type is FieldType.DOCUMENT_NUMBER and "/" in seen.value)
            self.files = self.files or rule.type is FieldType.FILE
            if rule.type is FieldType.AGENCY and not self.issuer:
                self.issuer = seen.value

    def date(self, seen: DateSeen) -> None:
        """Adds a date, one a role: the first given, so the nearest to the record, stays."""
        if all(known.role is not seen.role for known in self.dates):
            self.dates.append(seen)

    def evidence(self, obligation: str, part: str | None, capture: Capture, site: str) -> Evidence:
        return Evidence(
            key=self.key,
            kind=self.kind,
            obligation=obligation,
            part=part,
            url=capture.final_url,
            label=self.label,
            at=capture.at,
            sha256=capture.sha256,
            fields=self.fields,
            dates=tuple(self.dates),
            own_page=self.own_page,
            publisher=publisher(self.issuer, site),
        )


# --- rows -------------------------------------------------------------------------------------------


# What any list may call its number, whatever the obligation calls it.
_NUMBER_HEADS = frozenset(("so ky hieu", "so ki hieu", "so hieu", "ky hieu", "so van ban", "so hieu van ban", "so"))


def columns(table: Table, part: PartRule | FieldRule) -> list[FieldRule | None]:
    """Which field each column of a table holds; a field fills one column, the first that names it."""
    found: list[FieldRule | None] = []
    for label in table.header:
        rule = rule_for(label, part)
        if rule is None and isinstance(part, PartRule) and label_key(label) in _NUMBER_HEADS:
            rule = of_type(part, FieldType.DOCUMENT_NUMBER)
        found.append(None if any(rule is known for known in found) else rule)
    return found


_NO_FIELD = re.compile(
    r"(?:stt|tt|so tt|so thu tu|no|ghi chu|chi tiet|xem|xem chi tiet|thao tac|luot xem|tai ve|ngay dang|ngay cap nhat"
    r"|ngay dua tin|\W*)"
)


def from_row(
    table: Table, row: Sequence[Cell], rules: Sequence[FieldRule | None], part: PartRule, capture: Capture
) -> Draft | None:
    """A row of a table with a header. A row that leads to no page is the record's own: what its columns leave empty is absent, and,
    where it carries no file either, what the law names and the header lacks, unless a column by another name may hold it."""
    near = dates.local_day(capture.at)
    links = [link for cell in row for link in cell.links]
    own, title = _title_of(row, rules, part)
    if not title:
        return None
    draft = Draft(_row_key(own, links, title, row, rules, capture), title)
    unknown = False
    for cell, rule, head in zip(row, rules, table.header, strict=False):
        if rule is not None:
            seen = typed(rule, cell.text, cell.links, near=near)
            draft.fill(rule, seen)
            draft.named += seen is not None
            _date_of(draft, rule, seen, cell.text, capture)
        else:
            if _DIGIT.search(cell.text[:40]):
                for found in dates.labelled(f"{dates.folded(head)}: {dates.folded(cell.text)}", capture.at):
                    draft.date(found)
            unknown = unknown or (bool(cell.text) and _NO_FIELD.fullmatch(label_key(head)) is None)
    _fill_from_title(draft, part, title, capture)
    _fill_files(draft, part, links)
    if own is None and draft.named >= 2:
        draft.own_page = True
        if not links and not unknown:
            mark_absent(draft, part)
        for rule in filter(None, rules):
            draft.fields.setdefault(rule.name, _ABSENT)
    return draft


def from_item(item: Item, part: PartRule, capture: Capture) -> Draft:
    """An entry of a list: what its title and the lines beside it say."""
    draft = Draft(_key_of(item.link, item.link.text, capture), item.link.text)
    _fill_pairs(draft, part, line_pairs(item.lines), capture)
    for found in dates.of_row(item.lines, capture.at):
        draft.date(found)
    rule = of_type(part, FieldType.DOCUMENT_NUMBER)
    if rule:
        for line in item.lines:
            numbers = find_numbers(line) if len(line) < 60 else []
            if numbers and len(line) < len(numbers[0]) + 12:
                draft.fill(rule, typed(rule, line))
    _fill_from_title(draft, part, item.link.text, capture)
    _fill_files(draft, part, (item.link, *item.files))
    return draft


def _title_of(row: Sequence[Cell], rules: Sequence[FieldRule | None], part: PartRule) -> tuple[Link | None, str]:
    """The row's own link (to a page rather than a file) and what it is called."""
    pages = [link for cell in row for link in cell.links if not is_file(link)]
    own = max(pages, key=lambda link: len(link.text), default=None)
    named = title_rule(part)
    title = next(
        (cell.text for cell, rule in zip(row, rules, strict=False) if rule is not None and rule is named and cell.text), ""
    )
    if not title and own and len(own.text) >= 8:
        title = own.text
    if not title:
        title = max((cell.text for cell in row), key=len, default="")
    return own, " ".join(title.split()) if re.search(r"[^\W\d]", title) else ""


def _row_key(
    own: Link | None, links: Sequence[Link], title: str, row: Sequence[Cell], rules: Sequence[FieldRule | None], capture: Capture
) -> str:
    number = next(
        (
            n
            for cell, rule in zip(row, rules, strict=False)
            if rule and rule.type is FieldType.DOCUMENT_NUMBER and (n := normal(cell.text))
        ),
        None,
    )
    for link in (*([own] if own else []), *(link for link in links if is_file(link))):
        if not link.script:
            return address_key(link.href)
    return number or f"{address_key(capture.url)}#{title_key(title)}"


def _key_of(link: Link, title: str, capture: Capture) -> str:
    if not link.script:
        return address_key(link.href)
    numbers = find_numbers(title)
    return (normal(numbers[0]) if numbers else None) or f"{address_key(capture.url)}#{title_key(title)}"


def lists_documents(table: Table, part: PartRule) -> bool:
    """Whether a table is the list of documents that the part asks a record for, and no list of records."""
    rule = listing_rule(part)
    heads = [found for found in columns(table, rule) if found] if rule else []
    return len(heads) > 1 and any(found.type is FieldType.DOCUMENT_NUMBER for found in heads)


def entries_of(table: Table, rule: FieldRule, near: date) -> Iterator[dict[str, str]]:
    """The rows of a field's table by the names of its columns; a day as ISO text where its year is certain."""
    heads = [rule_for(label, rule) for label in table.header]
    for row in table.rows:
        entry: dict[str, str] = {}
        for cell, column in zip(row, heads, strict=False):
            if column is None or column.name in entry:
                continue
            seen = typed(column, cell.text, cell.links, near=near)
            if seen is not None and seen.value is not None:
                entry[column.name] = str(seen.value)
        if entry:
            yield entry


# --- own page ---------------------------------------------------------------------------------------


def from_page(page: Page, pairs: Sequence[Pair], title: str, key: str, part: PartRule, capture: Capture) -> Draft:
    """The record's own page or file. What is not there is absent only if nothing unread could hold it: no file beside a page that
    says little, no page without text."""
    draft = Draft(key, title, EvidenceKind.FILE if page.is_file else EvidenceKind.RECORD, own_page=True)
    _fill_pairs(draft, part, _whole(pairs, page.lines, part), capture)
    if draft.named < 2 and not page.tables:
        _fill_pairs(draft, part, _one_above_the_other(page.lines, part), capture)
    origin = DateOrigin.FILE if page.is_file else DateOrigin.STATED
    number_rule = of_type(part, FieldType.DOCUMENT_NUMBER)
    issued = None
    for line in page.lines[:12]:
        found, issued_on = _own_number(line, page.is_file)
        if found and number_rule:
            draft.fill(number_rule, FieldSeen(found, FieldState.PRESENT))
            issued = issued or issued_on
    _fill_from_title(draft, part, title, capture)
    if page.is_file:
        issued = issued or _dateline(page.lines)
    if issued and not dates.refused(issued, DateRole.ISSUED, capture.at):
        _act(draft, part, issued, origin)
    if not page.is_file:
        for seen_on in dates.of_page(page.lines, page.title, page.url, capture.at, marked=page.marked):
            draft.date(seen_on)
        body = "\n".join(line for line in page.lines if line != page.title)
        if (rule := body_rule(part)) and len(body) >= 80:
            draft.fill(rule, typed(rule, body))
        if rule := listing_rule(part):
            draft.fill(rule, _listed(page, rule, body, dates.local_day(capture.at)))
    _fill_files(draft, part, page.files if not page.is_file else (Link(title, page.url),))
    if not page.legible or (page.pictures and draft.named < 2 and sum(map(len, page.lines)) < LITTLE_TEXT):
        for rule in part.fields:
            if rule.type is not FieldType.FILE:
                draft.fields.setdefault(rule.name, _UNREADABLE)
    elif page.is_file or not page.files or draft.named >= 3:
        mark_absent(draft, part)
    return draft


def _listed(page: Page, rule: FieldRule, body: str, near: date) -> FieldSeen | None:
    """The documents that a record's page lists: in a table, else by their numbers in its text."""
    tables = [
        table for table in page.tables if any(found and found.type is FieldType.DOCUMENT_NUMBER for found in columns(table, rule))
    ]
    entries = [entry for table in tables for entry in entries_of(table, rule, near)]
    if entries:
        return FieldSeen(entries, FieldState.PRESENT)
    return typed(rule, body) if find_numbers(body) else None


def from_foot(page: Page, part: PartRule, key: str, capture: Capture) -> Draft:
    """What the pairs of a site's footer give of a part's fields."""
    draft = Draft(key, page.site or page.title)
    _fill_pairs(draft, part, page.foot, capture)
    return draft


def _fill_pairs(draft: Draft, part: PartRule, pairs: Iterable[Pair], capture: Capture) -> None:
    near = dates.local_day(capture.at)
    for pair in pairs:
        rule = rule_for(pair.label, part)
        if rule is not None and (rule.type is not FieldType.ROWS or rule.lists_documents):
            seen = typed(rule, pair.value, pair.links, near=near)
            draft.fill(rule, seen)
            draft.named += seen is not None
            _date_of(draft, rule, seen, pair.value, capture)


def _one_above_the_other(lines: Sequence[str], part: PartRule) -> Iterator[Pair]:
    """Labels and values in blocks of their own, nothing but their order to say which belongs to which."""
    for label, value in pairwise(lines):
        if len(label) <= 40 and rule_for(label, part) and not rule_for(value, part):
            yield Pair(label, value)


def mark_absent(draft: Draft, part: PartRule) -> None:
    """The fields that a legible record does not show; kept back where it states a ground for that."""
    kept_back = "withheld_basis" in draft.fields
    for rule in part.fields:
        if rule.name not in draft.fields and rule.name != "withheld_basis":
            draft.fields[rule.name] = _WITHHELD if kept_back and rule.type is FieldType.FILE else _ABSENT


def _whole(pairs: Sequence[Pair], lines: Sequence[str], part: PartRule) -> Iterable[Pair]:
    """The pairs, a label that stands alone taking all lines down to the next label that the part knows (a question, an answer)."""
    for pair in pairs:
        rule = rule_for(pair.label, part)
        if rule is None or not (rule.type is FieldType.LONG_TEXT or rule.lists_documents) or pair.links:
            yield pair
            continue
        start = next(
            (n for n, line in enumerate(lines) if line.lstrip("-•+* ").replace(" :", ":").startswith(f"{pair.label}:")), None
        )
        if start is None:
            yield pair
            continue
        more = []
        for line in lines[start + 1 : start + 60]:
            label, mark, _value = line.partition(":")
            if (mark and rule_for(label, part)) or line in pair.value:
                if line in pair.value:
                    continue
                break
            more.append(line)
        yield Pair(pair.label, "\n".join((pair.value, *more)))


def _own_number(line: str, is_file: bool) -> tuple[str | None, date | None]:
    """The number of the very document that a line gives, and its day if beside it: ``Số: 12/QĐ-UBND``, ``… ban hành Quyết định số
    163/QĐ-UBND ngày 14/10/2026 …``. A document that is only cited is not the page's own."""
    numbers = find_numbers(line)
    if not numbers:
        return None, None
    plain = dates.folded(line)
    at = plain.find(dates.folded(numbers[0]))
    announced = next((m for m in _ANNOUNCED.finditer(plain) if m.end() == at), None)
    heads = re.fullmatch(r"\W*so\s*:?\s*", plain[:at]) is not None
    if announced is None and not heads:
        return None, None
    day = next((w.value for w in dates.written(plain[at:]) if w.until is None and w.start < len(numbers[0]) + 12), None)
    return normal(numbers[0]), day


def _dateline(lines: Sequence[str]) -> date | None:
    """``Bắc Giang, ngày 27 tháng 9 năm 2012`` at the head of a document's own text."""
    for line in lines[:25]:
        match = re.search(r"[a-z]\s*,\s*ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}\s*$", dates.folded(line))
        if match:
            return dates.single(match[0])
    return None


# --- shared -----------------------------------------------------------------------------------------


def _date_of(draft: Draft, rule: FieldRule, seen: FieldSeen | None, text: str, capture: Capture) -> None:
    """The date that a field stands for, by the role the law file gives it."""
    if rule.role is None or seen is None or seen.value is None:
        return
    if rule.type is FieldType.PERIOD:
        if isinstance(seen.value, list):
            start, until = map(date.fromisoformat, seen.value)
            draft.date(DateSeen(start, rule.role, DateOrigin.STATED, until))
        return
    day = dates.single(text, near=dates.local_day(capture.at))
    if day and not dates.refused(day, rule.role, capture.at):
        draft.date(DateSeen(day, rule.role, DateOrigin.STATED))


def _act(draft: Draft, part: PartRule, day: date, origin: DateOrigin) -> None:
    """The day a document was issued, under the role that the part gives such a day."""
    rule = next((r for r in part.fields if r.role in (DateRole.ISSUED, DateRole.APPROVED)), None)
    if rule is None:
        draft.date(DateSeen(day, DateRole.ISSUED, origin))
    elif rule.name not in draft.fields:
        draft.fields[rule.name] = FieldSeen(day.isoformat(), FieldState.PRESENT)
        draft.date(DateSeen(day, rule.role or DateRole.ISSUED, origin))


def _fill_from_title(draft: Draft, part: PartRule, title: str, capture: Capture) -> None:
    """What a title says of its record: its name, on its own page (a list may shorten it); its number and day if the title begins
    with them; the term it names."""
    rule = title_rule(part)
    if rule is not None and draft.own_page:
        draft.fill(rule, FieldSeen(title, FieldState.PRESENT))
    numbers, number_rule = find_numbers(title), of_type(part, FieldType.DOCUMENT_NUMBER)
    if not _DIGIT.search(title):
        return
    plain = dates.folded(title)
    if numbers and number_rule and (match := _TITLED_NUMBER.match(plain)) and match.end() == plain.find(dates.folded(numbers[0])):
        draft.fill(number_rule, typed(number_rule, numbers[0]))
        issued = dates.issued_in_title(title, capture.at)
        if issued:
            _act(draft, part, issued, DateOrigin.STATED)
    term = next((r for r in part.fields if r.role is DateRole.PERIOD), None)
    if term and not any(d.role is DateRole.PERIOD for d in draft.dates):
        span = _term(plain, draft.dates)
        if span:
            draft.date(DateSeen(span[0], DateRole.PERIOD, DateOrigin.STATED, span[1]))
            draft.fill(term, FieldSeen([end.isoformat() for end in span], FieldState.PRESENT))


def _term(plain: str, known: Sequence[DateSeen]) -> tuple[date, date] | None:
    """The years a plan's title says it is for. ``đến năm 2030`` begins when the plan was made, if that is known."""
    if re.search(
        r"(?:giai doan|thoi ky|nam)\s+(?:tu\s+)?(?:nam\s+)?20\d\d\s*(?:-|den)\s*(?:nam\s+)?20\d\d", plain
    ) or _PLAN_YEARS.match(plain):
        years = dates.period(plain)
        if years and (years[1].year == years[0].year or years[0] < years[1]):
            return years
    made = min((d.value for d in known if d.role in (DateRole.ISSUED, DateRole.APPROVED)), default=None)
    if made and (match := _UNTIL_YEAR.search(plain)) and int(match[1]) >= made.year:
        return made, date(int(match[1]), 12, 31)
    return None


def _fill_files(draft: Draft, part: PartRule, links: Iterable[Link]) -> None:
    """Attached files: each to the field its name names, the rest to the field for the document itself."""
    rules = [rule for rule in part.fields if rule.type is FieldType.FILE]
    whole = next((r for r in rules if r.name == "file"), None)
    rest: list[str] = []
    for link in links:
        if link.script or not is_file(link):
            continue
        rule = _file_rule(link, rules, part)
        if rule is not None and rule is not whole:
            draft.fill(rule, FieldSeen([link.href], FieldState.PRESENT))
        else:
            rest.append(link.href)
    if whole is not None and rest:
        draft.fill(whole, FieldSeen(rest, FieldState.PRESENT))


def _file_rule(link: Link, rules: Sequence[FieldRule], part: PartRule) -> FieldRule | None:
    """The file field whose name stands in the link's text or the file's name."""
    if (named := rule_for(link.text, part)) in rules:
        return named
    words = f" {label_key(link.text)} {label_key(unquote(urlsplit(link.href).path.rsplit('/', 1)[-1]))} "
    names: Mapping[str, FieldRule] = {label_key(n): r for r in rules for n in (r.title.vi, *r.labels) if " " in label_key(n)}
    return next((names[n] for n in sorted(names, key=len, reverse=True) if f" {n} " in words), None)
