"""One obligation, one agency, its evidence and a day in; a verdict out. Pure: no clock, no network, no files."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from congkhai.catalogue.obligation import Obligation, Thresholds, Version
from congkhai.judging import reasons
from congkhai.judging.completeness import GRADES, PartSeen, grade
from congkhai.judging.merging import Record, merge
from congkhai.judging.part import Assessed, assess
from congkhai.judging.scope import Scope, grace_ends, scope
from congkhai.judging.timeliness import worst
from congkhai.judging.totals import Known
from congkhai.judging.totals import declared as declared_total
from congkhai.records import (
    Agency,
    Completeness,
    Evidence,
    EvidenceKind,
    Looked,
    Sentence,
    Sight,
    Timeliness,
    Verdict,
)

_SECTION = EvidenceKind.SECTION
_FULL, _PARTIAL, _UNKNOWN = Completeness.FULL, Completeness.PARTIAL, Completeness.UNKNOWN
_LATE = Timeliness.LATE


def judge(
    obligation: Obligation,
    agency: Agency,
    evidence: Iterable[Evidence],
    *,
    rules: str,
    sight: Sequence[Sight],
    on: date,
    closed: Container[date],
    catalogue: str = "",
) -> Verdict:
    """The verdict. ``rules`` names the rule set asked under; ``closed`` holds the non-working days; ``catalogue`` is the hash of
    the law files. Evidence and sight of other obligations are left aside. A part that no sight speaks of is badly seen."""
    seen = _in_order(e for e in evidence if e.obligation == obligation.id)
    sights = [s for s in sight if s.obligation == obligation.id]
    asked = scope(obligation, agency.kind, on)
    unborn = agency.since is not None and agency.since > on
    version = obligation.version_on(on)
    unread = version is not None and version.text_not_seen and agency.kind in version.binds
    if asked is None or unborn:
        why = reasons.unborn if unborn else reasons.unbound if version else reasons.no_version
        opinion = Verdict(
            obligation=obligation.id,
            agency=agency.id,
            kind=agency.kind,
            on=on,
            rules=rules,
            force=None,
            completeness=Completeness.NOT_BOUND,
            timeliness=Timeliness.NOT_BOUND,
            part_grades={},
            days_late=None,
            proxy=False,
            reasons=(why(on),),
            at_least=None,
            at_most=None,
            evidence=seen,
            looked=_looked(sights),
            catalogue=catalogue,
        )
        return _unread(opinion, version) if version is not None and unread and not unborn else opinion

    records = merge(seen, tuple(asked.parts), on)
    of_part: dict[str | None, list[Record]] = {}
    for record in records:
        of_part.setdefault(record.part, []).append(record)
    may_be_nil = any(history[0].rule.nil for history in asked.parts.values())
    strays = [record for record in of_part.get(None, ()) if may_be_nil or not record.nil]
    declared = _declared(asked, seen)
    whole = _whole(asked, declared.get(None, ()), records)
    parts = [
        assess(history, of_part.get(name, ()), strays, declared.get(name, ()), sights, agency.since, on, closed)
        for name, history in asked.parts.items()
    ]

    counted, thresholds = [part.seen for part in parts], asked.version.thresholds
    of_parts = [_grades([seen], thresholds) for seen in counted]
    low, high = of_parts[0] if len(parts) == 1 else _grades(counted, thresholds, len(strays), whole)
    completeness, at_least, at_most = _settled(low, high, good=all(seen.good for seen in counted))
    part_grades = dict.fromkeys(asked.unbound, Completeness.NOT_BOUND)
    for name, seen_part, (part_low, part_high) in zip(asked.parts, counted, of_parts, strict=True):
        part_grades[name] = _settled(part_low, part_high, good=seen_part.good)[0]
    grace = grace_ends(list(asked.parts.values()), agency.since, closed)
    timeliness = worst(part.timeliness for part in parts)
    if on <= grace and timeliness in {_LATE, Timeliness.UNKNOWN}:
        timeliness = Timeliness.NOT_YET_DUE
    judgements = tuple(j for part in parts for j in part.timing.judgements)
    return Verdict(
        obligation=obligation.id,
        agency=agency.id,
        kind=agency.kind,
        on=on,
        rules=rules,
        force=asked.version.force,
        completeness=completeness,
        timeliness=timeliness,
        part_grades=part_grades,
        days_late=max(j.days_late or 0 for j in judgements if j.timeliness is _LATE) if timeliness is _LATE else None,
        proxy=any(j.proxy for j in judgements if j.timeliness is timeliness),
        reasons=tuple(_said(asked, parts, records, whole, agency, on, grace)),
        at_least=at_least,
        at_most=at_most,
        judgements=judgements,
        evidence=seen,
        looked=_looked(sights),
        enters_figures=on > grace,
        catalogue=catalogue,
    )


def _unread(opinion: Verdict, version: Version) -> Verdict:
    """The verdict by a version whose text nobody here has read: bound it may be, to what is not known, so nothing is held against
    the agency and nothing is held to be done."""
    return replace(
        opinion,
        force=version.force,
        completeness=_UNKNOWN,
        timeliness=Timeliness.UNKNOWN,
        reasons=(reasons.text_not_seen(version, opinion.on),),
        at_least=Completeness.NONE,
        at_most=_FULL,
    )


def _in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each piece once, in an order that does not depend on how it was given."""
    ordered = sorted(((_place(e), e) for e in evidence), key=itemgetter(0))
    unique: list[Evidence] = []
    for _key, group in groupby(ordered, key=itemgetter(0)):
        same = [e for _, e in group]
        unique += same if len(same) == 1 else _distinct(same)
    return tuple(unique)


def _place(e: Evidence) -> tuple[Any, ...]:
    return e.part or "", e.key, e.kind, not e.own_page, e.url, e.sha256, e.at, e.label


def _distinct(same: Iterable[Evidence]) -> list[Evidence]:
    exact = {
        repr((sorted((n, f.state, str(f.value)) for n, f in e.fields.items()), e.dates, e.publisher, e.total)): e for e in same
    }
    return [exact[key] for key in sorted(exact)]


def _looked(sights: Iterable[Sight]) -> tuple[Looked, ...]:
    return tuple(dict.fromkeys(place for sight in sights for place in sight.looked))


def _declared(asked: Scope, seen: Iterable[Evidence]) -> dict[str | None, list[int]]:
    """The totals that sections declare, by part; where one part alone is asked for, what names no part is of that part."""
    alone = next(iter(asked.parts)) if len(asked.parts) == 1 else None
    totals: dict[str | None, list[int]] = {}
    for e in seen:
        if e.kind is _SECTION and e.total:
            totals.setdefault(e.part or alone, []).append(e.total)
    return totals


def _whole(asked: Scope, totals: Sequence[int], records: Iterable[Record]) -> Known | None:
    """A total that the agency declares for all parts in one list."""
    rules = (history[0].total for history in asked.parts.values()) if totals else ()
    rule = next((rule for rule in rules if rule is not None and rule.by == "declared"), None)
    return None if rule is None else declared_total(rule, sum(not record.nil for record in records), totals, 0)


def _grades(
    parts: Sequence[PartSeen], thresholds: Thresholds, strays: int = 0, whole: Known | None = None
) -> tuple[Completeness, Completeness]:
    """The lowest and the highest grade that what is doubtful leaves open."""
    low = grade(parts, thresholds, best=False, strays=strays, whole=whole)
    return low, low if low is _FULL else grade(parts, thresholds, best=True, strays=strays, whole=whole)


def _settled(low: Completeness, high: Completeness, *, good: bool) -> tuple[Completeness, Completeness, Completeness]:
    """The grade with its bounds. Well seen: what the doubtful leaves open is unknown. Badly seen: full or unknown, and never more
    than partial for certain."""
    if low is high and (good or low is _FULL):
        return low, low, low
    if good:
        return _UNKNOWN, low, high
    return (_FULL, _FULL, _FULL) if low is _FULL else (_UNKNOWN, min(low, _PARTIAL, key=GRADES.index), high)


def _said(
    asked: Scope, parts: Sequence[Assessed], records: Sequence[Record], whole: Known | None, agency: Agency, on: date, grace: date
) -> Iterator[Sentence]:
    """The reasons, from the law to the last detail of a date."""
    yield reasons.standing_of(asked, on)
    for name in asked.unbound:
        yield reasons.part_unbound(asked.version.parts[name])
    for part in parts:
        yield reasons.shown(part.seen, part.window, on)
        yield from part.timing.reasons
        if part.late_unseen:
            yield reasons.late_unseen(part.seen)
    if poor := [part for part in parts if not part.seen.good]:
        yield reasons.poorly_seen([part.seen for part in poor], len(parts), [part.why_poor for part in poor])
    if whole is not None:
        yield reasons.whole_total(whole)
    elif uncounted := [p.seen for p in parts if p.seen.total is None and p.seen.inside and not p.seen.asked.rule.check]:
        yield reasons.no_total(uncounted, len(parts))
    if strays := sum(record.part is None for record in records):
        yield reasons.strays(strays)
    if before := sum(part.before for part in parts):
        yield reasons.before_duty(before)
    if backdated := sum(part.timing.backdated for part in parts):
        yield reasons.backdated(backdated)
    if refused := [record.label for record in records if record.refused]:
        yield reasons.refused(refused)
    if disagreeing := [record.label for record in records if record.disagrees]:
        yield reasons.disagree(disagreeing)
    late = [j for part in parts for j in part.timing.judgements if j.timeliness is _LATE]
    if otherwise := sum(j.force is not asked.version.force for j in late):
        yield reasons.late_of_other_force(otherwise, asked.version.force)
    if on <= grace:
        yield reasons.too_young(grace, agency=agency.since is not None and agency.since > asked.version.from_)
