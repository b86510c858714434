"""A record, or a part of the law, in; by when it is to be public, out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congkhai.agencies.law import closed_days
from congkhai.catalogue.obligation import Due, DueRegularly, DueWeekly, DueWithin, Obligation, PartRule, Version, Window
from congkhai.catalogue.workdays import after, between, first_of_week
from congkhai.portal.rules import find_obligation, find_part, version_at
from congkhai.records import Force

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Duty:
    """What is asked of one record. ``left`` counts working days to the deadline, below zero those since; both are None where no
    limit is set, or no day yet to count from."""

    obligation: Obligation
    version: Version
    part: PartRule
    deadline: date | None
    left: int | None

    @property
    def due(self) -> Due:
        return self.part.due or self.version.due

    @property
    def binding(self) -> bool:
        return self.version.force is Force.BINDING

    @property
    def limited(self) -> bool:
        """Whether a deadline comes once the record has its day."""
        return deadline_of(self.due, self.version.from_, self.version.from_) is not None

    @property
    def proxy(self) -> bool:
        return getattr(self.due, "proxy", False)


def days_left(deadline: date, on: date) -> int:
    """Working days from a day to a deadline: 0 on the day itself, below zero when it is past."""
    closed = closed_days()
    return between(on, deadline, closed) if deadline >= on else -between(deadline, on, closed)


def deadline_of(due: Due, duty_on: date | None, week_of: date | None) -> date | None:
    """The day by which a record is to be public: by the shorter limit, where the law gives the issuer less time than others."""
    closed = closed_days()
    match due:
        case DueWithin() if duty_on:
            return after(duty_on, min(limit.working_days for limit in due.limits), closed)
        case DueRegularly(event_driven=True, within_working_days=int(days)) if duty_on:
            return after(duty_on, days, closed)
        case DueWeekly() if week_of:
            return first_of_week(week_of, closed)
    return None


def next_week_of(last_shown: date | None, on: date) -> date:
    """The Monday of the week whose schedule is to come: the one after the last shown, and never one that is past."""
    this_monday = on - timedelta(days=on.weekday())
    return max(this_monday, last_shown - timedelta(days=last_shown.weekday()) + WEEK) if last_shown else this_monday


def next_deadline(due: Due, newest: date | None, on: date) -> date | None:
    """The day by which a part must move next even if nothing happens: a regular one by its newest record, a weekly one by its last
    shown week (``newest`` is that week's Monday)."""
    match due:
        case DueRegularly(event_driven=False):
            return (newest or on) + timedelta(days=due.every_days)
        case DueWeekly():
            return first_of_week(next_week_of(newest, on), closed_days())
    return None


def duty_of(record: Any, on: date) -> Duty | None:
    """What is asked of a record, by the version in force when its duty arose; None if the law files no longer hold it."""
    obligation = find_obligation(record.obligation)
    part = find_part(record.obligation, record.part, record.duty_on or on)
    if obligation is None or part is None:
        return None
    version = version_at(obligation, record.duty_on or on)
    deadline = None if record.nil_return else deadline_of(part.due or version.due, record.duty_on, record.period_from)
    return Duty(obligation, version, part, deadline, None if deadline is None else days_left(deadline, on))


def window_in_words(window: Window) -> str:
    """Which records count as shown."""
    if window.months:
        return (
            ngettext("Records of the last %d month count.", "Records of the last %d months count.", window.months) % window.months
        )
    if window.in_force:
        return _("What is in force on the day counts, however old.")
    weeks: Any = window.weeks_ahead or 0
    if not weeks:
        return _("The current week counts.")
    return ngettext("The current week and %d week ahead count.", "The current week and %d weeks ahead count.", weeks) % weeks


def duty_met(record: Any) -> Duty | None:
    """What was asked of a public record, if it was published by the deadline. None says nothing: there may be no limit, or the
    record came here from an older portal."""
    duty = duty_of(record, timezone.localdate())
    met = duty is not None and duty.deadline is not None and timezone.localtime(record.first_published_at).date() <= duty.deadline
    return duty if met else None
