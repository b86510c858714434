"""A part's records and its declared totals in; how many records ought to be shown, and how many are, out; None if not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from string import ascii_uppercase

from congkhai.catalogue.obligation import FieldType, Total
from congkhai.judging.merging import Record
from congkhai.judging.scope import Asked
from congkhai.judging.window import Span
from congkhai.records import DateRole, FieldState
from congkhai.text import document_number


@dataclass(frozen=True, slots=True)
class Known:
    """``shown`` of ``of``; ``more`` further records may be of this part or this window, which nothing on them says."""

    rule: Total
    shown: int
    of: int
    more: int = 0

    def share(self, *, best: bool) -> float:
        """The share that is shown, with or without the doubtful ones."""
        return (self.shown + self.more * best) / self.of


def declared(rule: Total, records: int, totals: Iterable[int], more: int) -> Known | None:
    """By the agency's own count of its list, which knows no window: so all records seen are set against it. Of several counts the
    smallest is taken."""
    of = min((total for total in totals if total > 0), default=0)
    return Known(rule, records, of, more) if of else None


def series(rule: Total, asked: Asked, inside: Iterable[Record], more: int) -> Known | None:
    """By document numbers: each run of one code in one year from the lowest number shown to the highest. None without numbers."""
    names = [field.name for field in asked.rule.fields if field.type is FieldType.DOCUMENT_NUMBER]
    runs: dict[tuple[str, str], set[int]] = {}
    for record in inside:
        for name in names:
            seen = record.fields.get(name)
            normal = document_number(str(seen.value)) if seen is not None and seen.state is FieldState.PRESENT else None
            if normal is None:
                continue
            number, *year, code = normal.split("/")
            day = record.acts.get(DateRole.ISSUED) or record.acts.get(DateRole.APPROVED)
            if year or day:
                runs.setdefault((year[0] if year else str(day and day.year), code), set()).add(int(number.rstrip(ascii_uppercase)))
    of = sum(max(run) - min(run) + 1 for run in runs.values())
    return Known(rule, sum(map(len, runs.values())), of, more) if of else None


def periods(rule: Total, records: Sequence[Record], window: Span, on: date, began: date, more: int) -> Known | None:
    """By the calendar: how many of the expected weeks, months, quarters or years hold a record, the running one as good as any. No
    more are expected than have wholly passed since the duty began."""
    unit, expected = rule.unit or "month", rule.expected or 1
    now, last = _ordinal(on, unit), _ordinal(window.last, unit)
    first = now - expected
    of = min(expected, now - _ordinal(began - timedelta(days=1), unit) - 1)
    if of < 1:
        return None
    held: set[int] = set()
    for record in records:
        held.update(_ordinal(day, unit) for day in record.days)
        for start, until in record.periods:
            held.update(range(max(first, _ordinal(start, unit)), min(last, _ordinal(until or start, unit)) + 1))
    return Known(rule, min(of, sum(first <= unit_held <= last for unit_held in held)), of, more)


def _ordinal(day: date, unit: str) -> int:
    match unit:
        case "week":
            return (day.toordinal() - 1) // 7
        case "month":
            return day.year * 12 + day.month
        case "quarter":
            return day.year * 4 + (day.month - 1) // 3
        case _:
            return day.year
