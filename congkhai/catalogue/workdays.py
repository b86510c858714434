"""Decided swaps in (``law/workdays.yaml``, over the holidays library); the days on which state agencies do not work out."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, timedelta
from pathlib import Path

import holidays
from pydantic import Field, TypeAdapter

from congkhai.catalogue.explain import validate
from congkhai.catalogue.marked import read
from congkhai.catalogue.obligation import Frozen
from congkhai.catalogue.problem import LawError, Problem

_DAY = timedelta(days=1)


class DayDecided(Frozen):
    """One day that a decision closed or opened."""

    on: date
    decision: str = Field(min_length=1)
    note: str = ""


class Overlay(Frozen):
    """``law/workdays.yaml``: working days taken off, and days of rest worked to make up for them."""

    closed: tuple[DayDecided, ...] = ()
    open: tuple[DayDecided, ...] = ()


_OVERLAY = TypeAdapter(Overlay)


class Workdays(Container[date]):
    """The non-working days, as a container: ``day in closed``. Weekends and public holidays, days off given for those that fall on
    a weekend, and swapped days; not the Saturdays worked to make up. ``closed`` and ``worked`` stand over the library."""

    def __init__(self, closed: Iterable[date] = (), worked: Iterable[date] = ()) -> None:
        self._closed, self._worked = frozenset(closed), frozenset(worked)
        self._years: dict[int, frozenset[date]] = {}

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        days = self._years.get(day.year)
        if days is None:
            days = self._years[day.year] = self._of_year(day.year)
        return day in days

    def _of_year(self, year: int) -> frozenset[date]:
        known = holidays.country_holidays("VN", years=year)
        first = date(year, 1, 1).toordinal()
        days = (date.fromordinal(n) for n in range(first, date(year, 12, 31).toordinal() + 1))
        return frozenset(d for d in days if d not in self._worked and (d in self._closed or not known.is_working_day(d)))


def load_workdays(folder: Path) -> Workdays:
    """The non-working days by the library and by ``workdays.yaml`` of a law folder, if there is one. Raises LawError."""
    path = folder.resolve() / "workdays.yaml"
    if not path.exists():
        return Workdays()
    value, source = read(path, f"{path.parent.name}/{path.name}")
    overlay = validate(_OVERLAY, value, source)
    problems: list[Problem] = []
    seen: set[date] = set()
    for key, entries in (("closed", overlay.closed), ("open", overlay.open)):
        for position, entry in enumerate(entries):
            if entry.on in seen:
                vi = (f"ngày {entry.on} có hai lần", "chỉ giữ một")
                en = (f"the day {entry.on} is there twice", "keep one of the two")
                problems.append(source.problem((key, position, "on"), vi, en))
            seen.add(entry.on)
    if problems:
        raise LawError(problems)
    return Workdays((entry.on for entry in overlay.closed), (entry.on for entry in overlay.open))


def after(day: date, n: int, closed: Container[date]) -> date:
    """The n-th working day after a day; for n = 0 the day itself, or the next working day if it is closed."""
    day = day if n else day - _DAY
    for _ in range(n or 1):
        day += _DAY
        while day in closed:
            day += _DAY
    return day


def between(start: date, end: date, closed: Container[date]) -> int:
    """How many working days there are after ``start`` up to and including ``end``; 0 unless ``end`` is later."""
    return sum(date.fromordinal(n) not in closed for n in range(start.toordinal() + 1, end.toordinal() + 1))


def first_of_week(day: date, closed: Container[date]) -> date | None:
    """The first working day of the day's week, Monday to Sunday; None if the week has none."""
    monday = day - day.weekday() * _DAY
    return next((d for d in (monday + n * _DAY for n in range(7)) if d not in closed), None)
