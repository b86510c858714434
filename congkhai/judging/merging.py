"""Evidence of one obligation in; records out, where a list row and its detail page are one, and the page has the last word."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone

from congkhai.records import DateOrigin, DateRole, Evidence, EvidenceKind, FieldSeen, FieldState, Publisher

_VIETNAM = timezone(timedelta(hours=7))

_SECTION, _FILE, _NIL = EvidenceKind.SECTION, EvidenceKind.FILE, EvidenceKind.NIL_RETURN
_FIRST_SEEN, _LAST_ABSENT, _STATED = DateOrigin.FIRST_SEEN, DateOrigin.LAST_ABSENT, DateOrigin.STATED
_OURS = frozenset({DateOrigin.FIRST_SEEN, DateOrigin.LAST_ABSENT})  # our own visits
_POSTED, _UPDATED, _PERIOD, _EVENT = DateRole.POSTED, DateRole.UPDATED, DateRole.PERIOD, DateRole.EVENT
# A day of these cannot lie ahead: it is misread or mistaken, and refused.
_PAST_ONLY = frozenset({DateRole.ISSUED, DateRole.APPROVED, DateRole.ACCEPTED, DateRole.RECEIVED, DateRole.POSTED})
# An act may make a record late, so its day must be read in the record's own words; other origins only help to place it.
_READ = frozenset({DateOrigin.STATED, DateOrigin.FILE})
_NOTHING: Mapping[DateRole, Container[date]] = {}
# Shown in one place is shown; what is illegible in one place is not known to be missing.
_BEST_FIRST = (FieldState.PRESENT, FieldState.WITHHELD, FieldState.UNREADABLE, FieldState.ABSENT)


@dataclass(slots=True)
class Record:
    """One published record as all its sightings show it.

    ``read``: its own page or file was. ``acts`` keeps one day a role, the latest where a page gives two, which accuses least.
    ``posted`` are the stated days of posting, earliest first; ``days`` all the days it bears, periods apart. Our visits first saw
    it on ``first_seen``, and read its list without it on ``absences``, the last of them before that on ``last_absent``.
    ``disagrees`` names the fields and the roles of dates that the list and the detail page give differently."""

    key: str
    part: str | None
    label: str
    nil: bool
    read: bool
    publisher: Publisher | None
    fields: Mapping[str, FieldSeen]
    acts: dict[DateRole, date] = field(default_factory=dict)
    posted: list[date] = field(default_factory=list)
    periods: list[tuple[date, date | None]] = field(default_factory=list)
    events: list[date] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    absences: list[date] = field(default_factory=list)
    first_seen: date = date.max
    last_absent: date | None = None
    refused: bool = False
    disagrees: tuple[str, ...] = ()

    @property
    def spans(self) -> list[tuple[date, date]]:
        """The days that a schedule is about: its events, and its periods, an open one standing for its first day."""
        return [(day, day) for day in self.events] + [(first, until or first) for first, until in self.periods]


def merge(evidence: Iterable[Evidence], parts: Sequence[str], on: date) -> list[Record]:
    """Records in order of part and key. Where one part alone is asked for, what names no part is of that part; else its part stays
    None, unless another sighting of the same record names one."""
    alone = parts[0] if len(parts) == 1 else None
    by_key: dict[str, list[Evidence]] = {}
    for seen in evidence:
        if seen.kind is not _SECTION:
            by_key.setdefault(seen.key, []).append(seen)
    records = []
    for sightings in by_key.values():
        if len(sightings) == 1:
            records.append(_record(sightings[0].part or alone, sightings, on))
        else:
            records += [_record(part or alone, group, on) for part, group in _by_part(sightings).items()]
    records.sort(key=lambda record: (record.part or "", record.key))
    return records


def _by_part(sightings: Sequence[Evidence]) -> dict[str | None, list[Evidence]]:
    """Sightings of one key by part. Two parts may use the same key; a list row that names another part than the only detail page,
    or none, is that page's."""
    pages = {seen.part for seen in sightings if seen.own_page and seen.part}
    known = pages or {seen.part for seen in sightings if seen.part}
    groups: dict[str | None, list[Evidence]] = {}
    for seen in sightings:
        part = seen.part
        if part is None or not seen.own_page:
            if len(known) == 1:
                (part,) = known
            elif part is None and known:
                continue  # a record of each part that it names: this sighting adds nothing
        groups.setdefault(part, []).append(seen)
    return groups


def _record(part: str | None, sightings: Sequence[Evidence], on: date) -> Record:
    first = sightings[0]
    if len(sightings) == 1:
        record = Record(
            first.key, part, first.label, first.kind is _NIL, first.own_page or first.kind is _FILE, first.publisher, first.fields
        )
        _take(record, first, on)
    else:
        record = _joined(part, sightings, on)
    if record.absences:
        record.last_absent = max((day for day in record.absences if day < record.first_seen), default=None)
    record.posted.sort()
    return record


def _joined(part: str | None, sightings: Sequence[Evidence], on: date) -> Record:
    """One record of several sightings: its own pages lead, and list rows add what the pages leave out."""
    leading: Sequence[Evidence] = [seen for seen in sightings if seen.own_page] or sightings
    following = [] if len(leading) == len(sightings) else [seen for seen in sightings if not seen.own_page]
    first = leading[0]
    publishers = {seen.publisher for seen in leading} - {None} or {seen.publisher for seen in following}
    publisher = publishers.pop() if len(publishers) == 1 else None
    fields, disagrees = _fields(leading, following)
    nil = any(seen.kind is _NIL for seen in leading)
    # what a list row calls absent is not among the fields, so that those that are were read
    record = Record(first.key, part, first.label, nil, read=True, publisher=publisher, fields=fields)
    for seen in leading:
        _take(record, seen, on)
    given = _days_by_role(leading, on) if following else {}
    for seen in following:
        disagrees += _take(record, seen, on, given)
    record.disagrees = tuple(sorted(set(disagrees)))
    return record


def _fields(leading: Sequence[Evidence], following: Sequence[Evidence]) -> tuple[Mapping[str, FieldSeen], list[str]]:
    """The best of each field over all sightings, the detail page's value where both show one, and the names they differ on."""
    if len(leading) == 1 and not any(seen.fields for seen in following):
        return leading[0].fields, []
    fields: dict[str, FieldSeen] = {}
    disagrees: list[str] = []
    for sightings in (leading, following):
        here: dict[str, FieldSeen] = {}
        for seen in sightings:
            for name, shown in seen.fields.items():
                if shown.state is FieldState.ABSENT and not (seen.own_page or seen.kind is _FILE):
                    continue
                known = here.get(name)
                if known is None or _preference(shown) < _preference(known):
                    here[name] = shown
        for name, shown in here.items():
            known = fields.get(name)
            if known is None or _BEST_FIRST.index(shown.state) < _BEST_FIRST.index(known.state):
                fields[name] = shown
            elif shown.state is known.state is FieldState.PRESENT and shown.value != known.value:
                disagrees.append(name)
    return fields, disagrees


def _preference(shown: FieldSeen) -> tuple[int, str]:
    return _BEST_FIRST.index(shown.state), str(shown.value)


def _take(record: Record, seen: Evidence, on: date, given: Mapping[DateRole, Container[date]] = _NOTHING) -> list[str]:
    """Add one sighting's dates, but for those of a role that is ``given`` already: its name comes back where the day is another. A
    day that cannot lie ahead is refused."""
    differs: list[str] = []
    visited = None
    for day in seen.dates:
        value, role, origin = day.value, day.role, day.origin
        if origin is _FIRST_SEEN:
            visited = value if visited is None else min(visited, value)
        elif origin is _LAST_ABSENT:
            record.absences.append(value)
        elif value > on and role in _PAST_ONLY:
            record.refused = True
        elif role in given:
            if value not in given[role]:
                differs.append(role.value)
        elif role is _PERIOD:
            record.periods.append((value, day.until))
        else:
            record.days.append(value)
            if role is _POSTED:
                if origin is _STATED:
                    record.posted.append(value)
            elif role is not _UPDATED:
                if role is _EVENT:
                    record.events.append(value)
                if origin in _READ and (role not in record.acts or value > record.acts[role]):
                    record.acts[role] = value
    if visited is None:
        visited = seen.at.astimezone(_VIETNAM).date()
    record.first_seen = min(record.first_seen, visited)
    return differs


def _days_by_role(sightings: Sequence[Evidence], on: date) -> dict[DateRole, set[date]]:
    """The days that pages give, our visits and refused days apart."""
    found: dict[DateRole, set[date]] = {}
    for seen in sightings:
        for day in seen.dates:
            if day.origin not in _OURS and not (day.value > on and day.role in _PAST_ONLY):
                found.setdefault(day.role, set()).add(day.value)
    return found
