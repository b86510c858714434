"""A part as it is asked for and a day in; the window in which records count as shown, and each record's place in it, out."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from congkhai.catalogue.obligation import DueWeekly
from congkhai.catalogue.workdays import first_of_week
from congkhai.judging.merging import Record
from congkhai.judging.scope import WEEK, Asked, months_from


class Place(Enum):
    """Where a record stands to the window; unplaced if it bears nothing that says."""

    INSIDE = auto()
    OUTSIDE = auto()
    UNPLACED = auto()


_INSIDE, _OUTSIDE, _UNPLACED = Place.INSIDE, Place.OUTSIDE, Place.UNPLACED


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last. ``in_force``: both are the day of asking, and what has not ended by then is inside."""

    first: date
    last: date
    months: bool = False
    in_force: bool = False


def monday(day: date) -> date:
    """The first day of the day's week."""
    return day - timedelta(days=day.weekday())


def span(asked: Asked, on: date, closed: Container[date]) -> Span:
    """The window's days. A schedule's window reaches back to the last week whose own deadline has passed, so that a week without
    working days, or a Monday morning, asks for nothing new."""
    window = asked.window
    if window.months is not None:
        return Span(months_from(on, -window.months), on, months=True)
    if window.weeks_ahead is None:
        return Span(on, on, in_force=True)
    first = monday(on)
    last = first + WEEK * window.weeks_ahead + timedelta(days=6)
    if isinstance(asked.due, DueWeekly):
        while (due := first_of_week(first, closed)) is None or due >= on:
            first -= WEEK
    return Span(first, last)


def place(record: Record, window: Span) -> Place:
    """Where the record stands.

    In months, its newest day decides; one without any day is placed by our own visits if they can. In force, it counts until a
    stated period has ended: a decision without a term stands until it is replaced. In weeks, the days it is about decide. A nil
    return counts if its period ends inside a window of months, or touches any other."""
    if record.nil:
        return _place_nil(record, window)
    if window.months:
        return _place_in_months(record, window)
    if window.in_force:
        ended = record.periods and all(until is not None and until < window.first for _first, until in record.periods)
        return _OUTSIDE if ended else _INSIDE
    spans = record.spans
    if not spans:
        return _UNPLACED
    return _touching(spans, window)


def _place_in_months(record: Record, window: Span) -> Place:
    if any(day >= window.first for day in record.days):
        return _INSIDE
    if any(until is None or until >= window.first for _first, until in record.periods):
        return _INSIDE
    if record.days or record.periods or record.first_seen < window.first:
        return _OUTSIDE
    if record.last_absent is not None and record.last_absent >= window.first and record.first_seen <= window.last:
        return _INSIDE
    return _UNPLACED


def _place_nil(record: Record, window: Span) -> Place:
    if not record.periods:
        return _UNPLACED
    spans = [(first, until or first) for first, until in record.periods]
    if window.months:
        return _INSIDE if any(window.first <= last <= window.last for _first, last in spans) else _OUTSIDE
    return _touching(spans, window)


def _touching(spans: Iterable[tuple[date, date]], window: Span) -> Place:
    return _INSIDE if any(first <= window.last and last >= window.first for first, last in spans) else _OUTSIDE
