"""An obligation, a kind of agency and a day in; the version in force, the parts it asks for and each part's history out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from congkhai.catalogue.obligation import (
    Basis,
    Due,
    DueRegularly,
    DueWeekly,
    DueWithin,
    Obligation,
    PartRule,
    Total,
    Version,
    Window,
)
from congkhai.catalogue.workdays import first_of_week
from congkhai.judging.deadlines import after
from congkhai.records import DateRole, Kind, Publisher

WEEK = timedelta(days=7)
# A plan in force is a window without a length; where no deadline measures it either, a year is given. Ours.
GRACE_MONTHS = 12
# What dates an event (a sanction, a directive). The latest that the record names counts, which accuses least.
_EVENT = (DateRole.EVENT, DateRole.ISSUED, DateRole.APPROVED)


@dataclass(frozen=True, slots=True, eq=False)  # known by identity, so that what is said of it can be kept
class Asked:
    """One part as one version asks for it.

    ``names`` are the fields that the law names. ``acts`` are the roles of the dates that a record's own limit counts from; none
    where no record has a limit of its own. ``limits`` are, for each that may have published, and for None where that is not known,
    the shortest and longest limit in working days that may hold: the longest is None where it may be someone whom the law sets no
    limit, and whoever is known to be so is not among the keys."""

    part: str
    version: Version
    rule: PartRule
    window: Window
    total: Total | None
    due: Due
    names: tuple[str, ...]
    acts: tuple[DateRole, ...]
    limits: Mapping[Publisher | None, tuple[int, int | None]]
    proxy: bool


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """``parts`` maps each part asked for on the day to its history, newest version first, so that ``[0]`` is the day's own.
    ``unbound`` are parts that the law or the letter names, but not for this kind of agency."""

    version: Version
    parts: Mapping[str, tuple[Asked, ...]]
    unbound: tuple[str, ...]


class _Itself:
    """An obligation as a cache key: the same object, not an equal one, since hashing a whole law file costs more than judging."""

    __slots__ = ("obligation",)

    def __init__(self, obligation: Obligation) -> None:
        self.obligation = obligation

    def __hash__(self) -> int:
        return id(self.obligation)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.obligation is self.obligation


def scope(obligation: Obligation, kind: Kind, on: date) -> Scope | None:
    """What is asked of this kind of agency on this day; None where the day has no version, or one that does not bind it, or
    one whose text was not seen."""
    index = next((i for i, version in enumerate(obligation.versions) if version.on(on)), None)
    return None if index is None else _scope(_Itself(obligation), index, kind)


@lru_cache(maxsize=1024)
def _scope(itself: _Itself, index: int, kind: Kind) -> Scope | None:
    version = itself.obligation.versions[index]
    if version.text_not_seen:
        return None  # what it asks for is not known
    named = {name for name, rule in version.parts.items() if rule.basis is not Basis.OURS}
    bound = {name for name in named if kind in (version.parts[name].binds or version.binds)}
    if not bound:
        return None
    read = (v for v in itself.obligation.versions if v.from_ <= version.from_ and not v.text_not_seen)
    known = sorted(read, key=lambda v: v.from_, reverse=True)
    parts = {name: tuple(a for v in known if (a := _asked(name, v, kind)) is not None) for name in version.parts if name in bound}
    return Scope(version, parts, tuple(name for name in version.parts if name in named - bound))


def _asked(name: str, version: Version, kind: Kind) -> Asked | None:
    rule = version.parts.get(name)
    if rule is None or rule.basis is Basis.OURS or kind not in (rule.binds or version.binds):
        return None
    due = rule.due or version.due
    names = tuple(field.name for field in rule.fields if field.basis is Basis.LAW)
    window, total, proxy = rule.window or version.window, rule.total or version.total, getattr(due, "proxy", False)
    return Asked(name, version, rule, window, total, due, names, _acts(due), _limits(due), proxy)


def _acts(due: Due) -> tuple[DateRole, ...]:
    if isinstance(due, DueWithin):
        return (due.after,)
    if isinstance(due, DueRegularly) and due.event_driven and due.within_working_days is not None:
        return _EVENT
    return ()


def _limits(due: Due) -> dict[Publisher | None, tuple[int, int | None]]:
    if isinstance(due, DueRegularly) and due.within_working_days is not None:
        return dict.fromkeys((None, *Publisher), (due.within_working_days, due.within_working_days))
    if not isinstance(due, DueWithin):
        return {}
    days = {limit.who: limit.working_days for limit in due.limits}
    longest = max(days.values()) if len(days) == len(Publisher) else None
    return {None: (min(days.values()), longest), **{who: (number, number) for who, number in days.items()}}


def months_from(day: date, months: int) -> date:
    """The same day so many months on (back, if negative), or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def began(asked: Asked, since: date | None) -> date:
    """The first day of the duty under this version for an agency that came to be on ``since``."""
    return max(asked.version.from_, since) if since else asked.version.from_


def grace_ends(parts: Sequence[Sequence[Asked]], since: date | None, closed: Container[date]) -> date:
    """The last day on which a new agency or version is too young for a denominator: the first deadline that can fall on any record,
    the latest of the parts', or one window where the law gives none of them a number. Each part with its history, newest first: one
    that an earlier version asked for without a break, and with no field fewer, is not new."""
    begun = [(history[0], _unbroken_since(history, since)) for history in parts]
    deadlines = [day for asked, start in begun if (day := _first_deadline(asked, start, closed)) is not None]
    return max(deadlines) if deadlines else max(_one_window(asked, start) for asked, start in begun)


def _unbroken_since(history: Sequence[Asked], since: date | None) -> date:
    oldest = history[0]
    for before in history[1:]:
        if before.version.until != oldest.version.from_ or not set(history[0].names) <= set(before.names):
            break
        oldest = before
    return began(oldest, since)


def _first_deadline(asked: Asked, start: date, closed: Container[date]) -> date | None:
    due = asked.due
    if isinstance(due, DueWithin):
        return after(start, max(limit.working_days for limit in due.limits), closed)
    if isinstance(due, DueRegularly):
        return start + timedelta(days=due.every_days)
    return _first_week(start, closed) if isinstance(due, DueWeekly) else None


def _one_window(asked: Asked, start: date) -> date:
    window = asked.window
    if window.weeks_ahead is not None:
        return start + WEEK * (window.weeks_ahead + 1)
    return months_from(start, window.months or GRACE_MONTHS)


def _first_week(start: date, closed: Container[date]) -> date:
    day = start
    while (first := first_of_week(day, closed)) is None or first < start:
        day += WEEK
    return first
