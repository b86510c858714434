"""One site's address and the law in; what was seen of it, and a verdict for each obligation, out.

The bench where crawling, reading and judging are wired together; nothing is decided here that one of them could decide.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from congkhai.catalogue.obligation import Catalogue, Obligation
from congkhai.catalogue.register import RegisteredAgency, beside, find_by_address
from congkhai.crawling.addresses import host_of, typed
from congkhai.crawling.archive import Archive
from congkhai.crawling.crawl import crawled
from congkhai.crawling.pace import Pace
from congkhai.judging.judge import judge
from congkhai.reading.functions.noted import Noted, note
from congkhai.reading.functions.tried import tried
from congkhai.reading.join import join
from congkhai.reading.page import PageState
from congkhai.reading.read import Reading, look
from congkhai.records import (
    Agency,
    Capture,
    DateSeen,
    Evidence,
    Kind,
    Lead,
    Looked,
    Sight,
    SightQuality,
    SiteSeen,
    SiteState,
    Target,
    Verdict,
)

log = logging.getLogger(__name__)

KIND_UNLESS_KNOWN = Kind.PROVINCE


@dataclass(frozen=True, slots=True)
class Checked:
    """One site, seen and judged on one day."""

    site: str
    agency: Agency
    on: date
    rules: str
    seen: SiteSeen
    verdicts: tuple[Verdict, ...]


def check(
    url: str,
    *,
    kind: Kind | None,
    rules: str,
    on: date,
    catalogue: Catalogue,
    closed: Container[date],
    pace: Pace,
    declared: Sequence[tuple[str, str]] = (),
    archive: Archive | None = None,
    register: Iterable[RegisteredAgency] = (),
    watch: Callable[[Capture], None] | None = None,
) -> Checked:
    """Crawls, reads and judges one site. ``kind`` None: the register's by the host, else a province's. ``declared``: obligation ids
    and the addresses where they are met; ``closed``: the non-working days; ``watch`` is told of every page. Of a site that cannot
    be seen every verdict is unknown. Raises BadAddress if the address is none, KeyError if there is no such rule set."""
    site, register = str(typed(url)), tuple(register)
    agency = agency_of(site, kind=kind, register=register, on=on)
    obligations = catalogue.asked(rules)
    others = beside(register, site, on)
    target = Target(agency.id, agency.kind, site, tuple(declared), leads_of(obligations, agency.kind, on), others)
    read = PagesRead(obligations, on, agency.kind)
    seen = SiteSeen(agency.id, site, SiteState.CRAWLER_FAULT, "no_end")
    for item in crawled([target], pace=pace, archive=archive):
        if isinstance(item, SiteSeen):
            seen = read.seen(item)
        else:
            read.add(item)
            if watch:
                watch(item)
    verdicts = judged(agency, read.evidence, seen.sights, rules=rules, on=on, closed=closed, catalogue=catalogue)
    return Checked(site, agency, on, rules, seen, verdicts)


def judged(
    agency: Agency,
    evidence: Sequence[Evidence],
    sights: Sequence[Sight],
    *,
    rules: str,
    on: date,
    closed: Container[date],
    catalogue: Catalogue,
) -> tuple[Verdict, ...]:
    """A verdict for each obligation of the rule set, from what was read of the agency's site and how well it was seen."""
    return tuple(
        judge(o, agency, evidence, rules=rules, sight=sights, on=on, closed=closed, catalogue=catalogue.hash)
        for o in catalogue.asked(rules)
    )


def agency_of(site: str, *, kind: Kind | None, register: Iterable[RegisteredAgency], on: date) -> Agency:
    """Who answers for a site that day: the register's agency, or one that is called by its host. A ``kind`` that is asked for
    stands over the register's."""
    host = host_of(typed(site))
    known = find_by_address(register, site, on)
    if known is None:
        return Agency(host, kind or KIND_UNLESS_KNOWN)
    return Agency(known.id, kind or known.kind, known.name, known.since)


def leads_of(obligations: Iterable[Obligation], kind: Kind, on: date) -> tuple[Lead, ...]:
    """Where to look for what binds this kind of agency that day: each obligation's own signs, and apart those of its parts."""
    leads = []
    for obligation in obligations:
        version, find = obligation.version_on(on), obligation.find
        if version is None or kind not in version.binds:
            continue
        if version.text_not_seen:
            continue  # what it asks for is not known
        misleading = tuple(find.not_)
        slugs = (*find.slugs, obligation.slug.vi)
        tries = next((part.check for part in version.parts.values() if part.check), "")
        leads.append(Lead(obligation.id, None, (*find.labels, obligation.title.vi), slugs, misleading, find.weak, tries))
        for name, part in version.parts.items():
            if part.labels or part.slugs:
                leads.append(Lead(obligation.id, name, part.labels, part.slugs, misleading))
    return tuple(leads)


@dataclass(slots=True)
class PagesRead:
    """Captures of one site read as they come: the evidence in them, and what stands at each address for each obligation."""

    obligations: Sequence[Obligation]
    on: date
    kind: Kind | None = None
    evidence: list[Evidence] = field(default_factory=list)
    _noted: list[Noted] = field(default_factory=list)
    _standing: dict[tuple[str, str], PageState] = field(default_factory=dict)
    _unread: set[str] = field(default_factory=set)  # obligations that a fault of ours kept from being read; "" for all

    def add(self, capture: Capture) -> None:
        """Reads one capture. A page that the reader stumbles over makes sight poor; the others are read all the same."""
        try:
            reading = look(capture, self.obligations, on=self.on)
            noted = note(capture, reading.page) if self._tries else None
        except Exception:
            log.exception("reading %s", capture.url)
            self._unread.update((*capture.via.declared_for, *capture.via.lead_for) or ("",))
            return
        if noted is not None:
            self._noted.append(noted)
        self.evidence += reading.evidence
        self._standing[capture.url, ""] = reading.page.state
        self._standing |= {(capture.url, obligation): state for obligation, state in reading.states.items()}

    def seen(self, seen: SiteSeen) -> SiteSeen:
        """The crawler's account with the reader's word for what stands at each address that was read. All pages being in by then,
        what belongs to one record is put under one key."""
        unseen = seen.reason or seen.state
        works, told = tried(self._tries, self._noted, seen.sights, home=seen.home, kind=self.kind, on=self.on, unseen=unseen)
        self.evidence = [*join(self.evidence), *works]
        apart = {obligation.id for obligation in self._tries}
        sights = [self._told(sight) for sight in seen.sights if sight.obligation not in apart]
        return replace(seen, sights=(*sights, *told))

    @property
    def _tries(self) -> list[Obligation]:
        """The obligations that ask for functions of the site."""
        return [obligation for obligation in self.obligations if obligation.checked_only]

    def _told(self, sight: Sight) -> Sight:
        looked = tuple(self._outcome(place, sight.obligation) for place in sight.looked)
        if sight.quality is SightQuality.GOOD and self._unread & {"", sight.obligation}:
            return replace(sight, quality=SightQuality.POOR, reason="reading_fault", looked=looked)
        return replace(sight, looked=looked)

    def _outcome(self, place: Looked, obligation: str) -> Looked:
        state = self._standing.get((place.url, obligation)) or self._standing.get((place.url, ""), PageState.CONTENT)
        return replace(place, outcome=str(state)) if place.outcome == "read" and state is not PageState.CONTENT else place


# --- as JSON ------------------------------------------------------------------------------------------


def to_json(checked: Checked) -> dict[str, Any]:
    """The shape that ``congkhai check --json`` prints and other tools rely on."""
    return {
        "site": checked.site,
        "kind": checked.agency.kind,
        "on": checked.on.isoformat(),
        "rules": checked.rules,
        "state": checked.seen.state,
        "pages": checked.seen.counters.get("pages", 0),
        "verdicts": [_verdict_to_json(verdict) for verdict in checked.verdicts],
    }


def page_to_json(url: str, reading: Reading) -> dict[str, Any]:
    """The shape that ``congkhai read --json`` prints."""
    return {
        "url": url,
        "title": reading.page.title,
        "encoding": reading.page.encoding,
        "links": [{"text": link.text, "href": link.href} for link in reading.page.links],
        "evidence": [_evidence_to_json(evidence) for evidence in reading.evidence],
    }


def _verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "obligation": verdict.obligation,
        "force": verdict.force,
        "part_grades": dict(verdict.part_grades),
        "completeness": verdict.completeness,
        "timeliness": verdict.timeliness,
        "days_late": verdict.days_late,
        "proxy": verdict.proxy,
        "reasons": {language: " ".join(getattr(reason, language) for reason in verdict.reasons) for language in ("vi", "en")},
        "sentences": [{"vi": reason.vi, "en": reason.en} for reason in verdict.reasons],
        "at_least": verdict.at_least,
        "at_most": verdict.at_most,
        "evidence": [_evidence_to_json(evidence) for evidence in verdict.evidence],
        "looked": [{"url": place.url, "label": place.label, "outcome": place.outcome} for place in verdict.looked],
    }


def _evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    return {
        "key": evidence.key,
        "kind": evidence.kind,
        "url": evidence.url,
        "label": evidence.label,
        "obligation": evidence.obligation,
        "part": evidence.part,
        "fields": {name: {"value": _plain(seen.value), "state": seen.state} for name, seen in evidence.fields.items()},
        "total": evidence.total,
        "dates": [{"value": _day(seen), "role": seen.role, "origin": seen.origin} for seen in evidence.dates],
    }


def _day(seen: DateSeen) -> str:
    """ISO 8601: a day, or an interval of days for a period."""
    return f"{seen.value}/{seen.until}" if seen.until else seen.value.isoformat()


def _plain(value: Any) -> Any:
    """A field's value as JSON has it: numbers and truth as they are, lists and rows within, all else as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else str(value)
