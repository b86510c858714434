"""A record's own words in; in composed Unicode, with the columns that lists, order, deadlines and the natural key need, out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from congkhai import text
from congkhai.catalogue.obligation import DueWeekly, DueWithin, FieldType, PartRule, Version
from congkhai.portal.rules import field_called, find_obligation, find_part, version_at
from congkhai.records import DateRole

DUTY_ROLES = (DateRole.ISSUED, DateRole.APPROVED, DateRole.ACCEPTED, DateRole.RECEIVED, DateRole.EVENT)
BEGINS, ENDS = "ngay co hieu luc", "ngay het hieu luc"  # what documents call the days, as text.label_key folds them
NIL_PERIOD = "period"  # where a nil return keeps its period among the fields


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return text.nfc(value).replace("\0", "")
    if isinstance(value, dict):
        return {key: _composed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_composed(inner) for inner in value]
    return value


def day_of(value: Any) -> date | None:
    """The day of a kept date or hour, None if it is none."""
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        return None


def dates_of(part: PartRule, fields: dict[str, Any]) -> dict[DateRole, date]:
    """The record's dates by role, from the fields that the part gives a role; the first of each role counts."""
    found: dict[DateRole, date] = {}
    for rule in part.fields:
        if rule.role and rule.type in {FieldType.DATE, FieldType.DATETIME} and (day := day_of(fields.get(rule.name))):
            found.setdefault(rule.role, day)
    return found


def periods_of(part: PartRule, fields: dict[str, Any]) -> Iterable[tuple[date, date | None]]:
    """The periods that the record states, as first and last day."""
    for rule in part.fields:
        value = fields.get(rule.name)
        if rule.type is FieldType.PERIOD and isinstance(value, dict) and (first := day_of(value.get("from"))):
            yield first, day_of(value.get("until"))


def days_in_force(part: PartRule, fields: dict[str, Any]) -> tuple[date | None, date | None]:
    """The first and the last day that a document says it is in force, where two dates say so and no period: a document is no
    longer in force on the day that its force ends."""
    begins, ends = (field_called(part, {name}, FieldType.DATE) for name in (BEGINS, ENDS))
    first = day_of(fields.get(begins.name)) if begins else None
    over = day_of(fields.get(ends.name)) if ends else None
    return first, over - timedelta(days=1) if over else None


def _duty_day(version: Version, part: PartRule, dates: dict[DateRole, date]) -> date | None:
    """The day that the limit counts from: the role that the due rule names, else the first role that says when the duty arose."""
    due = part.due or version.due
    roles = (due.after, *DUTY_ROLES) if isinstance(due, DueWithin) else DUTY_ROLES
    return next((dates[role] for role in roles if role in dates), None)


def natural_key(record: Any, *, weekly: bool) -> str:
    """What makes this record the same as another of its agency, part and language: a nil return's period; a schedule's week; a
    document's number, with its year where the number itself has none; else its title and day."""
    day = record.duty_on or record.period_from
    if record.nil_return:
        return f"nil:{record.period_from or ''}:{record.period_until or ''}"
    if weekly and record.period_from:
        year, week, _weekday = record.period_from.isocalendar()
        return f"week:{year}-W{week:02d}"
    if record.number_key:
        return f"number:{record.number_key}:{day.year if day else ''}"
    title = text.label_key(record.title)
    return f"title:{text.slug(title, 120)}:{hashlib.sha256(title.encode()).hexdigest()[:8]}:{day or ''}"


def derive(record: Any) -> None:
    """Bring the record's columns into line with its words. A record of an obligation that the law files no longer hold keeps those
    it had."""
    record.title = " ".join(_composed(record.title).split())
    record.summary = _composed(record.summary)
    record.body = _composed(record.body)
    record.fields = _composed(record.fields)
    record.sort_key = text.sort_key(record.title)[:400]
    today = timezone.localdate()
    obligation, part = find_obligation(record.obligation), find_part(record.obligation, record.part, today)
    weekly = False
    if obligation is not None and part is not None:
        version = version_at(obligation, today)
        weekly = isinstance(part.due or version.due, DueWeekly)
        numbers = (record.fields.get(rule.name) for rule in part.fields if rule.type is FieldType.DOCUMENT_NUMBER)
        record.number = next((str(number)[:100] for number in numbers if number), "")
        record.number_key = (text.document_number(record.number) or "")[:100]
        dates = dates_of(part, record.fields)
        record.duty_on = None if record.nil_return else _duty_day(version, part, dates)
        stated = record.fields.get(NIL_PERIOD) if record.nil_return else None
        spans = (
            [(day_of(stated.get("from")), day_of(stated.get("until")))]
            if isinstance(stated, dict)
            else list(periods_of(part, record.fields))
        )
        dated = any(rule.relates for rule in part.fields) and not record.nil_return and not spans
        record.period_from, record.period_until = (
            spans[0] if spans else days_in_force(part, record.fields) if dated else (None, None)
        )
        if weekly and record.period_from is None:
            record.period_from = dates.get(DateRole.EVENT) or dates.get(DateRole.PERIOD)
    if record.first_published_at is None:  # once public, its address stays
        record.slug = text.slug(record.title, 100)
    record.natural_key = natural_key(record, weekly=weekly)
