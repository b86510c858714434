"""A part's records and its due rule in; whether it was published in time, with a judgement for each record, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from congkhai.catalogue.obligation import DueRegularly, DueWeekly
from congkhai.catalogue.workdays import first_of_week
from congkhai.judging import reasons
from congkhai.judging.deadlines import after, past
from congkhai.judging.duty import Duty
from congkhai.judging.merging import Record
from congkhai.judging.publication import Publication, published
from congkhai.judging.scope import WEEK, Asked, began
from congkhai.judging.window import Place, Span, monday
from congkhai.records import Force, Judgement, Sentence, Timeliness

ENOUGH_ON_TIME = 0.90  # METHOD §3: nine tenths of the decided records
_LATE, _ON_TIME, _UNKNOWN = Timeliness.LATE, Timeliness.ON_TIME, Timeliness.UNKNOWN
_NOT_YET_DUE, _NO_LIMIT = Timeliness.NOT_YET_DUE, Timeliness.NO_LIMIT
_INSIDE, _OUTSIDE, _PRACTICE = Place.INSIDE, Place.OUTSIDE, Force.PRACTICE
_timeliness = attrgetter("timeliness")
_WORST_FIRST = (_LATE, _ON_TIME, _NOT_YET_DUE, _UNKNOWN, _NO_LIMIT)


class Placed(NamedTuple):
    """A record, where it stands to its part's window, and the duty it answers."""

    record: Record
    place: Place
    duty: Duty


@dataclass(frozen=True, slots=True)
class Matter:
    """What a check is given: a part as the day's version asks for it, its records, nil returns among them, and the day."""

    asked: Asked
    placed: Sequence[Placed]
    window: Span
    since: date | None
    on: date
    closed: Container[date]


@dataclass(frozen=True, slots=True)
class Timing:
    """What a check says of a part."""

    timeliness: Timeliness
    judgements: tuple[Judgement, ...] = ()
    reasons: tuple[Sentence, ...] = ()
    backdated: int = 0


def worst(known: Iterable[Timeliness]) -> Timeliness:
    """The worst that is known; unknown only if nothing is known, and no limit only if nothing had one."""
    said = set(known)
    return next((timeliness for timeliness in _WORST_FIRST if timeliness in said), _UNKNOWN)


def pooled(on_time: int, late: int, undecided: int) -> Timeliness:
    """Nine tenths of the decided on time is on time. Undecided records count both ways: only what either way gives is said."""
    of = on_time + late + undecided
    if of and on_time / of >= ENOUGH_ON_TIME:
        return _ON_TIME
    if of and (on_time + undecided) / of < ENOUGH_ON_TIME:
        return _LATE
    return _UNKNOWN


def force_of(asked: Asked, deadline: date | None) -> Force:
    """Lateness is binding only if the deadline itself lies inside the binding version."""
    return asked.version.force if deadline is None or asked.version.on(deadline) else _PRACTICE


# --- checks, one for each kind of due -----------------------------------------------------------------


def within(matter: Matter) -> Timing:
    """Each record is published within so many working days of the act that the law names, by the limit of whoever published.

    Asked of records in the window; where that is counted in months, of those whose act lies in it, so that no one answers now for
    an act of long ago. Late or on time only if the whole publication interval, and either publisher where it is not known which,
    gives that answer. Unknown where the record states no such act. Not asked of nil returns, nor of records whose duty arose before
    the law, the agency or the bond between them."""
    judgements: list[Judgement] = []
    of_version: dict[Asked, list[Judgement]] = {}
    backdated = elsewhere = 0
    for record, place, (asked, act) in matter.placed:
        if record.nil or asked is None or not asked.acts:
            continue
        if place is _OUTSIDE or (matter.window.months and act is not None and act < matter.window.first):
            elsewhere += 1
        elif (judgement := _judged(record, asked, act, matter.closed)) is not None:
            judgements.append(judgement)
            backdated += judgement.backdated
            of_version.setdefault(asked, []).append(judgement)
    if not judgements:
        return Timing(_UNKNOWN if elsewhere else _NO_LIMIT)
    counts = {asked: Counter(map(_timeliness, own)) for asked, own in of_version.items()}
    said = [
        reasons.counted(
            asked,
            counts[asked][_ON_TIME],
            counts[asked][_LATE],
            counts[asked][_UNKNOWN],
            max(judgement.days_late or 0 for judgement in own),
            today=asked is matter.asked,
        )
        for asked, own in of_version.items()
    ]
    total = Counter(map(_timeliness, judgements))
    return Timing(pooled(total[_ON_TIME], total[_LATE], total[_UNKNOWN]), tuple(judgements), tuple(said), backdated)


def _judged(record: Record, asked: Asked, act: date | None, closed: Container[date]) -> Judgement | None:
    """One record against its own limit; None if the law sets whoever published it no limit."""
    limits = asked.limits.get(record.publisher)
    if limits is None:
        return None
    role = asked.acts[0]
    publication = published(record, act)
    timeliness, days_late, deadline, basis = _UNKNOWN, None, None, f"no {role} date"
    if act is not None:
        shortest, longest = limits
        first = after(act, shortest, closed)
        last = first if longest == shortest else None if longest is None else after(act, longest, closed)
        timeliness, days_late = _standing(publication, first, last, closed)
        deadline = first if timeliness is _ON_TIME else last
        span = str(shortest) if longest == shortest else f"{shortest} to {longest or 'any'}"
        basis = f"{role} {act.isoformat()} +{span} wd"
    return Judgement(
        key=record.key,
        part=asked.part,
        version_from=asked.version.from_,
        force=force_of(asked, deadline),
        timeliness=timeliness,
        deadline=deadline,
        days_late=days_late,
        proxy=asked.proxy,
        basis=basis,
        backdated=publication.backdated,
    )


def _standing(publication: Publication, first: date, last: date | None, closed: Container[date]) -> tuple[Timeliness, int | None]:
    """On time if at the latest it was published by the first deadline that may hold; late if at the earliest after the last."""
    earliest, latest = publication.earliest, publication.latest
    if latest is not None and not past(first, latest, closed):
        return _ON_TIME, 0
    if earliest is not None and last is not None and (days := past(last, earliest, closed)):
        return _LATE, days
    return _UNKNOWN, None


def regularly(matter: Matter) -> Timing:
    """The newest record, of any age, is no older than so many days. A record without a day is as old as our visits allow.

    Where the section is driven by events, silence is not late; only publication long after the event is, and without a number for
    that there is no limit. A new duty has its first so many days before anything is due. A nil return is never late by a limit of
    ours. Unknown while the newest record may be fresh or stale."""
    asked, on = matter.asked, matter.on
    due = asked.due
    assert isinstance(due, DueRegularly)
    if due.event_driven:
        return within(matter) if asked.acts else without_limit(matter)
    start, every = began(asked, matter.since), timedelta(days=due.every_days)
    aged = [_Aged(*_age(record, on), record) for record, _place, _duty in matter.placed]
    newest = max(aged, key=lambda a: (a.surely or date.min, a.record.key))
    if newest.surely is not None and not past(newest.surely + every, on, matter.closed):
        timeliness, deadline, days_late = _ON_TIME, newest.surely + every, 0
    else:
        newest = max(aged, key=lambda a: (a.at_best, a.record.key))
        deadline = max(newest.at_best, start) + every
        days_late = past(deadline, on, matter.closed)
        if days_late:
            excused = due.proxy and any(record.nil and place is _INSIDE for record, place, _duty in matter.placed)
            timeliness = _NO_LIMIT if excused else _LATE
        else:
            timeliness = _UNKNOWN if past(start + every, on, matter.closed) else _NOT_YET_DUE
    judgement = Judgement(
        key=newest.record.key,
        part=asked.part,
        version_from=asked.version.from_,
        force=force_of(asked, deadline),
        timeliness=timeliness,
        deadline=deadline,
        days_late=days_late if timeliness in {_LATE, _ON_TIME} else None,
        proxy=due.proxy,
        basis=f"newest {newest.at_best} +{due.every_days} d",
    )
    day = newest.at_best if newest.surely == newest.at_best else None
    return Timing(timeliness, (judgement,), (reasons.aged(asked, timeliness, day, on, days_late, _gap(aged, on)),))


class _Aged(NamedTuple):
    """The newest day of a record, at the earliest and the latest that it can be; the same where the record bears it."""

    surely: date | None
    at_best: date
    record: Record


def _age(record: Record, on: date) -> tuple[date | None, date]:
    ends = [until or first for first, until in record.periods] if record.nil else [first for first, _until in record.periods]
    days = [day for day in (*record.days, *ends) if day <= on]
    if days:
        return max(days), max(days)
    return record.last_absent, min(record.first_seen, on)


def _gap(aged: Iterable[_Aged], on: date) -> int | None:
    """The longest gap of the last year in days: printed, never judged."""
    days = sorted(a.at_best for a in aged if a.surely == a.at_best and a.at_best > on - timedelta(days=365))
    return max((b - a).days for a, b in pairwise(days)) if len(days) > 1 else None


def weekly(matter: Matter) -> Timing:
    """The week's schedule is visible by the week's first working day; of several, the one visible first decides.

    A week without working days has no duty. With nothing for this week and its deadline passed, unknown: what stood there may have
    been replaced by next week's, or never have stood there, and that it is not there now is a matter of completeness."""
    asked, on, closed = matter.asked, matter.on, matter.closed
    due = asked.due
    assert isinstance(due, DueWeekly)
    first, deadline = monday(on), first_of_week(on, closed)
    if deadline is None:
        return Timing(_NO_LIMIT, reasons=(reasons.week_without_duty(asked, first),))
    if deadline < began(asked, matter.since):
        return Timing(_NOT_YET_DUE)
    last = first + WEEK - timedelta(days=1)
    current = [r for r, _place, _duty in matter.placed if any(a <= last and b >= first for a, b in r.spans)]
    if not current:
        timeliness = _UNKNOWN if on > deadline else _NOT_YET_DUE
        return Timing(timeliness, reasons=(reasons.week(asked, first, deadline, timeliness, None, shown=False),))
    judgements = []
    for record in current:
        publication = published(record, None)
        timeliness, days_late = _standing(publication, deadline, deadline, closed)
        if record.nil and due.proxy and timeliness is _LATE:
            timeliness, days_late = _NO_LIMIT, None
        judgements.append(
            Judgement(
                key=record.key,
                part=asked.part,
                version_from=asked.version.from_,
                force=force_of(asked, deadline),
                timeliness=timeliness,
                deadline=deadline,
                days_late=days_late,
                proxy=due.proxy,
                basis=f"week of {first}",
                backdated=publication.backdated,
            )
        )
    kindest = (_ON_TIME, _NO_LIMIT, _UNKNOWN, _LATE)
    best = min(judgements, key=lambda j: (kindest.index(j.timeliness), j.days_late or 0, j.key))
    said = reasons.week(asked, first, deadline, best.timeliness, best.days_late, shown=True)
    return Timing(best.timeliness, (best,), (said,), sum(j.backdated for j in judgements))


def without_limit(matter: Matter) -> Timing:
    """The law sets no number of days, so there is nothing to be late by."""
    return Timing(_NO_LIMIT, reasons=(reasons.no_limit(matter.asked),))


Check = Callable[[Matter], Timing]
CHECKS: Mapping[str, Check] = {
    "within": within,
    "regularly": regularly,
    "weekly": weekly,
    "promptly": without_limit,
    "none": without_limit,
}


def time(matter: Matter) -> Timing:
    """A part by the day's own check, and records whose duty arose under an older version by that version's limit; the worst known
    of the two. Nothing shown: unknown."""
    if not matter.placed:
        return Timing(_UNKNOWN)
    kind = matter.asked.due.kind
    today = CHECKS[kind](matter)
    if matter.asked.acts or not any(duty.asked and duty.asked.acts for _record, _place, duty in matter.placed):
        return today
    earlier = within(matter)
    return Timing(
        worst([today.timeliness, earlier.timeliness]),
        today.judgements + earlier.judgements,
        today.reasons + earlier.reasons,
        today.backdated + earlier.backdated,
    )
