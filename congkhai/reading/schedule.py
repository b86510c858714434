"""A page with a schedule in; its weeks with their entries out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from congkhai.catalogue.obligation import FieldType, PartRule
from congkhai.reading import dates
from congkhai.reading.fields import of_type
from congkhai.reading.page import Page
from congkhai.reading.record import Draft, columns, entries_of
from congkhai.records import Capture, DateOrigin, DateRole, DateSeen, FieldSeen, FieldState
from congkhai.text import fold, nfc

_DAY = re.compile(r"\W*(?:thu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s*nhat|cn)\b")
_HALF = re.compile(r"(?:sang|chieu|toi)\b|\d{1,2}\s?[:hg]\s?\d{0,2}")
_LONGEST = timedelta(days=13)  # two weeks shown as one
_SHORTEST = timedelta(days=3)

Entry = dict[str, str]


def is_schedule(part: PartRule) -> bool:
    """Whether the part's records are periods filled with rows that each have a day, as a week's schedule is."""
    rows = of_type(part, FieldType.ROWS)
    dated = rows is not None and any(column.type is FieldType.DATE for column in rows.columns)
    return dated and of_type(part, FieldType.PERIOD) is not None


def week_in(texts: Sequence[str], near: date) -> tuple[date, date] | None:
    """The first span of days, of about a week, that one of the texts names."""
    for text in texts:
        for found in dates.written(dates.folded(text), near=near):
            if found.until and _SHORTEST <= found.until - found.value <= _LONGEST:
                return found.value, found.until
    return None


def read_schedule(page: Page, part: PartRule, key: str, capture: Capture) -> Iterator[Draft]:
    """One draft for each week the page shows with something in it. The week is the one its title names, else the first its text
    names, else the days its rows are for. A schedule in a picture, or in
    words that do not come apart into entries, is a week whose entries cannot be read."""
    rows_rule, week_rule = of_type(part, FieldType.ROWS), of_type(part, FieldType.PERIOD)
    assert rows_rule is not None
    assert week_rule is not None
    near = dates.local_day(capture.at)
    named = week_in((page.title, *page.lines), near)
    tables = [t for t in page.tables if any(columns(t, rows_rule))]
    weeks: dict[date, tuple[tuple[date, date], list[Entry]]] = {}
    for table in tables:
        heading_week = week_in((table.heading,), near)
        entries = [e for e in entries_of(table, rows_rule, near) if len(e) > 1]
        week = heading_week or named or _around(entries)
        if week and entries:
            weeks.setdefault(week[0], (week, []))[1].extend(entries)
    if not weeks:
        entries = list(_spoken(page.lines, near))
        week = named or _around(entries)
        if week and entries:
            weeks[week[0]] = (week, entries)
    for (start, until), entries in weeks.values():
        draft = Draft(f"{key}#{start.isoformat()}", page.title, own_page=True, named=2)
        draft.fields[week_rule.name] = FieldSeen([start.isoformat(), until.isoformat()], FieldState.PRESENT)
        draft.fields[rows_rule.name] = FieldSeen(entries, FieldState.PRESENT)
        draft.date(DateSeen(start, DateRole.PERIOD, DateOrigin.STATED, until))
        yield draft
    if (
        not weeks
        and named
        and (page.pictures or page.files or not page.legible or any(map(_DAY.match, map(dates.folded, page.lines))))
    ):
        draft = Draft(f"{key}#{named[0].isoformat()}", page.title, own_page=True, named=1)
        draft.fields[week_rule.name] = FieldSeen([end.isoformat() for end in named], FieldState.PRESENT)
        if not page.files:
            draft.fields[rows_rule.name] = FieldSeen(None, FieldState.UNREADABLE)
        draft.date(DateSeen(named[0], DateRole.PERIOD, DateOrigin.STATED, named[1]))
        yield draft


def _spoken(lines: Sequence[str], near: date) -> Iterator[Entry]:
    """Days written as lines: a line that begins with the day of the week, with what follows it."""
    day: str | None = None
    for line in map(nfc, lines):
        plain = fold(line).replace("–", "-")  # letters stand where the line's own do
        for start, end in _days_in(plain):
            piece, text = plain[start:end], line[start:end].strip()
            found = dates.written(piece[:40], near=near)
            day = found[0].value.isoformat() if found else text[:20]
            rest = text[found[0].end if found else 0 :].strip(" :-–,.)(")
            if rest and _HALF.search(piece):
                yield {"day": day, "content": rest}
        if day and not _DAY.match(plain) and _HALF.match(plain.lstrip("-+•* ")):
            yield {"day": day, "content": line}


def _days_in(plain: str) -> Iterator[tuple[int, int]]:
    """Where the days of a line begin and end: one at its start, and any after a full stop."""
    starts = [
        m.start()
        for m in re.finditer(rf"(?:(?<=^)|(?<=[.;])\s+)(?={_DAY.pattern}[\s,:(-]*(?:ngay\s+)?\d{{1,2}}\s?[/-]\s?\d)", plain)
    ]
    if not starts and _DAY.match(plain):
        starts = [0]
    return zip(starts, [*starts[1:], len(plain)], strict=False)


def _around(entries: Sequence[Entry]) -> tuple[date, date] | None:
    """The week that the days of the entries lie in, Monday to Sunday; None if they lie in several."""
    days = {date.fromisoformat(e["day"]) for e in entries if re.fullmatch(r"\d{4}-\d\d-\d\d", e.get("day", ""))}
    mondays = {day - timedelta(days=day.weekday()) for day in days}
    if len(mondays) != 1:
        return None
    (monday,) = mondays
    return monday, monday + timedelta(days=6)
