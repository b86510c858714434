"""What holds of an agency and an obligation, and the verdict it rests on, in; the same in the reader's own words out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.law import said
from congkhai.catalogue.obligation import Version
from congkhai.crawling.remedies import STATES, remedy
from congkhai.monitor.alarms import NO_ADDRESS
from congkhai.monitor.effective import Effective, Surveyed
from congkhai.monitor.models import COMPLETENESS, TIMELINESS, Review, RoundSite
from congkhai.records import (
    Completeness,
    DateOrigin,
    DateRole,
    DateSeen,
    Evidence,
    EvidenceKind,
    Judgement,
    Looked,
    Sentence,
    SiteSeen,
    SiteState,
    Timeliness,
    Verdict,
)
from congkhai.reporting.scored import nearness
from congkhai.skin.grades import GLYPHS, NOT_BOUND

Text = str | Promise
Act = Review.Act

ROLES: Mapping[DateRole, Text] = {
    DateRole.ISSUED: _("issued"),
    DateRole.APPROVED: _("approved on"),
    DateRole.ACCEPTED: _("accepted on"),
    DateRole.RECEIVED: _("received on"),
    DateRole.EVENT: _("happened on"),
    DateRole.POSTED: _("posted"),
    DateRole.UPDATED: _("updated"),
    DateRole.PERIOD: _("period"),
}
ORIGINS: Mapping[DateOrigin, Text] = {
    DateOrigin.STATED: _("as stated there"),
    DateOrigin.URL: _("from the address"),
    DateOrigin.FILE: _("from inside the file"),
    DateOrigin.SITEMAP: _("from the site map"),
    DateOrigin.FIRST_SEEN: _("our first visit that saw it"),
    DateOrigin.LAST_ABSENT: _("our last visit that did not see it"),
}
KINDS: Mapping[EvidenceKind, Text] = {
    EvidenceKind.SECTION: _("section"),
    EvidenceKind.RECORD: _("one record"),
    EvidenceKind.FILE: _("a file"),
    EvidenceKind.NIL_RETURN: _("statement that nothing arose"),
    EvidenceKind.FUNCTION: _("a function of the site, tried"),
}
OUTCOMES: Mapping[str, Text] = {  # what says the most first
    "look_alike": _("much like it, and set aside"),
    "no_answer": _("a search that did not answer"),
    "no_form": _("no form for it"),
    "no_map": _("no site map"),
    "no_control": _("nothing to print or keep it by"),
    "no_metadata": _("no metadata"),
    "no_links": _("leads to no such site"),
    "other_domain": _("another kind of domain name"),
    "other_encoding": _("not UTF-8"),
    "read": _("read, and nothing of it found"),
    "empty": _("an empty page"),
    "placeholder": _("a page that only promises content"),
    "soft_error": _("an error page"),
    "not_found": _("not there"),
    "blocked": _("we were turned away"),
    "failed": _("could not be fetched"),
    "not_visited": _("not reached"),
}
STANDING: Mapping[str, Text] = {
    "": _("By machine; nobody has confirmed it"),
    Act.CONFIRM: _("Confirmed by a person"),
    Act.OVERTURN: _("Changed by a person after review"),
    Act.RETURN: _("Being looked at anew"),
    Act.BY_HAND: _("Judged by a person by hand"),
}


NOWHERE = Sentence("Chưa biết địa chỉ trang.", "No address of a site is known.")


# --- a grade --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grade:
    """How one verdict is drawn and called. ``late`` folds the corner; ``alone`` dots the foot: no person stands behind it.
    ``words`` is the grade, ``time`` the timeliness, ``tag`` whose act it comes from where nobody does, ``whole`` grade,
    lateness and tag, for who cannot see the drawing."""

    completeness: Completeness
    timeliness: Timeliness
    glyph: str
    late: bool
    alone: bool
    words: str
    time: str
    tag: str
    by: str
    whole: str

    @property
    def classes(self) -> str:
        """The classes of its disc."""
        return f"g {self.glyph}{' late' if self.late else ''}{' auto' if self.alone else ''}"


def grade(completeness: Completeness, timeliness: Timeliness, act: str | None) -> Grade:
    """A grade by the newest act of review, empty or None if there is none."""
    bound = completeness is not Completeness.NOT_BOUND
    late = timeliness is Timeliness.LATE
    alone = bound and (not act or act == Act.RETURN)
    words, time = str(COMPLETENESS[completeness]), str(TIMELINESS[timeliness])
    tag = "" if not alone else str(_("was sent back") if act == Act.RETURN else _("by machine"))
    told = ", ".join([words, *([time] if late else []), *([tag] if tag else [])])
    return Grade(
        completeness,
        timeliness,
        GLYPHS.get(completeness, NOT_BOUND),
        late,
        alone,
        words[:1].upper() + words[1:],
        time,
        tag,
        str(STANDING[act or ""]) if bound else "",
        told[:1].upper() + told[1:],
    )


def grade_of(held: Effective) -> Grade:
    """What holds, as it is drawn and called."""
    return grade(held.completeness, held.timeliness, held.act)


def pair(completeness: Completeness, timeliness: Timeliness) -> str:
    """Both in words, each with what it measures: they share words."""
    if completeness is Completeness.NOT_BOUND:
        return str(COMPLETENESS[completeness])
    return f"{_('completeness')}: {COMPLETENESS[completeness]} · {_('timeliness')}: {TIMELINESS[timeliness]}"


# --- what it rests on -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date with what it says of its record, and how we know it."""

    seen: DateSeen
    role: Text
    origin: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One thing found: all evidence that bears its key, a row of a list and its own page being one. ``best`` is its own page where
    that was read; ``part`` is the law's name for what it answers, empty where the verdict has but one part. ``label`` is empty
    where the law files mark that private persons stand in such records: we do not repeat their names."""

    best: Evidence
    label: str
    kind: Text
    part: str
    dates: Sequence[DateSaid]
    judgement: Judgement | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """One place looked at in vain."""

    looked: Looked
    outcome: Text


def grouped(verdict: Verdict) -> list[list[Evidence]]:
    """The evidence by what it is of: sections, that nearest the home page first, then what is late, the latest first, then the
    newest."""
    judged = {judgement.key: judgement for judgement in verdict.judgements}
    by_key: dict[str, list[Evidence]] = {}
    for seen in verdict.evidence:
        by_key.setdefault(seen.key, []).append(seen)

    def first(group: Sequence[Evidence]) -> tuple[bool, int, int, tuple[int, int], str]:
        judgement = judged.get(group[0].key)
        late = (judgement.days_late or 0) if judgement and judgement.timeliness is Timeliness.LATE else -1
        newest = max((seen.value.toordinal() for one in group for seen in one.dates), default=0)
        section = group[0].kind is EvidenceKind.SECTION
        return not section, -late, -newest, nearness(group[0].url) if section else (0, 0), group[0].key

    return sorted(by_key.values(), key=first)


def dates_of(group: Iterable[Evidence]) -> list[DateSaid]:
    """Each date once, the earliest first."""
    dates = dict.fromkeys(seen for one in group for seen in one.dates)
    return [
        DateSaid(seen, ROLES[seen.role], ORIGINS[seen.origin]) for seen in sorted(dates, key=lambda seen: (seen.value, seen.role))
    ]


def rows_of(verdict: Verdict, version: Version | None, groups: Iterable[Sequence[Evidence]] | None = None) -> list[Row]:
    """What was found, in the order of ``grouped``; of some ``groups`` only, if they are given."""
    judged = {judgement.key: judgement for judgement in verdict.judgements}
    parts = version.parts if version and len(version.parts) > 1 else {}
    rows = []
    for group in grouped(verdict) if groups is None else groups:
        best = next((seen for seen in group if seen.own_page), group[0])
        part = parts.get(best.part or "")
        total = next((seen.total for seen in group if seen.total is not None), None)
        title = said(part.title) if part else ""
        label = "" if best.kind is not EvidenceKind.SECTION and _names_persons(version, best.part) else best.label
        rows.append(Row(best, label, KINDS[best.kind], title, dates_of(group), judged.get(best.key), total))
    return rows


def _names_persons(version: Version | None, part: str | None) -> bool:
    """Whether a record of the part, or of any where that is not known, holds a field that the law files mark as personal."""
    rules = version.parts if version else {}
    asked = [rules[part]] if part in rules else rules.values()
    return any(field.personal for rule in asked for field in rule.fields)


def places_of(verdict: Verdict) -> list[Place]:
    """Where it was looked for, each address once, with what says the most of it; a code without words stands for itself."""
    rank = {outcome: number for number, outcome in enumerate(OUTCOMES)}
    best = dict.fromkeys(place.url for place in verdict.looked)
    for place in sorted(verdict.looked, key=lambda place: rank.get(place.outcome, len(rank)), reverse=True):
        best[place.url] = place
    return [Place(place, OUTCOMES.get(place.outcome, place.outcome)) for place in best.values() if place]


def parts_of(verdict: Verdict, version: Version | None) -> list[tuple[str, str]]:
    """Each part with its grade, by the law's name for it; none where there is but one."""
    rules = version.parts if version else {}
    graded = [(said(rules[name].title) if name in rules else name, str(COMPLETENESS[g])) for name, g in verdict.part_grades.items()]
    return graded if len(graded) > 1 else []


# --- how a site ended -----------------------------------------------------------------------------------


def ended_as(site: RoundSite | Surveyed) -> Sentence | None:
    """What a site's end means and what its webmaster can do; None while it has none, or was seen whole."""
    if site.reason == NO_ADDRESS:
        return NOWHERE
    if not site.state or site.state == SiteState.OK:
        return None
    return remedy(SiteSeen("", site.home, SiteState(site.state), site.reason))


def state_words(state: SiteState | str) -> str:
    """How a state is called in lists: the first sentence of what it means."""
    return said(STATES[SiteState(state)]).split(". ")[0].rstrip(".")
