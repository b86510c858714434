"""All evidence of one site in; the same out, where what belongs to one record goes by one key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from congkhai.reading.record import address_key
from congkhai.records import DateRole, DateSeen, Evidence, EvidenceKind, FieldState


def join(evidence: Iterable[Evidence]) -> list[Evidence]:
    """A file joins the record that carries it; a row without a link joins the record of its number, unless they were issued on
    different days; a schedule's row without a week joins its page's only week. A row whose own page turned out to be no
    record is left out: the page has the last word."""
    by_obligation: dict[str, list[Evidence]] = defaultdict(list)
    for seen in evidence:
        by_obligation[seen.obligation].append(seen)
    return [seen for group in by_obligation.values() for seen in _joined(group)]


def _joined(group: list[Evidence]) -> Iterator[Evidence]:
    disowned = {e.key for e in group if _disowns(e)}
    records = [e for e in group if e.kind is not EvidenceKind.SECTION]
    files, numbers, weeks = _by_file(records), _by_number(records), _by_week(records)
    for seen in group:
        if _disowns(seen) or (seen.kind is EvidenceKind.RECORD and not seen.own_page and seen.key in disowned):
            continue
        if seen.kind is EvidenceKind.FILE and (record := files.get(seen.key)):
            yield replace(seen, key=record.key, part=record.part)
        elif seen.kind is EvidenceKind.RECORD and (record := numbers.get(seen.key)) and _same_day(seen, record):
            yield replace(seen, key=record.key)
        elif seen.kind is EvidenceKind.RECORD and seen.key in weeks:
            yield replace(seen, key=weeks[seen.key])
        else:
            yield seen


def _disowns(seen: Evidence) -> bool:
    return seen.kind is EvidenceKind.SECTION and seen.own_page


def _only(pairs: Iterable[tuple[str, Evidence]]) -> Mapping[str, Evidence]:
    """The one record for each key; a key that several records share is left out."""
    found: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for key, record in pairs:
        if key != record.key:
            found[key].setdefault(record.key, record)
    return {key: next(iter(records.values())) for key, records in found.items() if len(records) == 1}


def _by_file(records: Iterable[Evidence]) -> Mapping[str, Evidence]:
    return _only(
        (address_key(href), e)
        for e in records
        if e.kind is EvidenceKind.RECORD
        for seen in e.fields.values()
        if seen.state is FieldState.PRESENT and isinstance(seen.value, list)
        for href in seen.value
        if isinstance(href, str) and "://" in href
    )


def _by_number(records: Iterable[Evidence]) -> Mapping[str, Evidence]:
    """Records that have an address, by the numbers among their fields: those are what rows without a link are keyed by."""
    plain = {e.key for e in records if "." not in e.key.partition("/")[0] and e.key[:1].isdigit()}
    return _only((str(seen.value), e) for e in records for seen in e.fields.values() if str(seen.value) in plain)


def _by_week(records: Iterable[Evidence]) -> Mapping[str, str]:
    weeks: dict[str, set[str]] = defaultdict(set)
    for e in records:
        address, mark, _week = e.key.partition("#")
        if mark and any(d.role is DateRole.PERIOD for d in e.dates):
            weeks[address].add(e.key)
    bare = {e.key for e in records}
    return {address: next(iter(keys)) for address, keys in weeks.items() if len(keys) == 1 and address in bare}


def _same_day(one: Evidence, other: Evidence) -> bool:
    """Whether two sightings of a number can be of one document: numbers begin again each year."""
    first, second = _issued(one), _issued(other)
    return first is None or second is None or first.value == second.value


def _issued(seen: Evidence) -> DateSeen | None:
    return next((d for d in seen.dates if d.role in (DateRole.ISSUED, DateRole.APPROVED)), None)
