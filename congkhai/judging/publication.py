"""A record and the day of its act in; the interval in which it was published out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from congkhai.judging.merging import Record
from congkhai.records import DateRole

_ISSUED = DateRole.ISSUED


class Publication(NamedTuple):
    """Published no earlier than ``earliest`` and no later than ``latest``; the same day where a stated day is believed. Both are
    None where the record's dates contradict our visits. ``backdated``: the record states a day before a visit of ours that read
    the list without it."""

    earliest: date | None
    latest: date | None
    backdated: bool


def published(record: Record, act: date | None) -> Publication:
    """The publication day as an interval (METHOD §3).

    It starts no earlier than the issue day (where the record has none, the day of the act its limit counts from) and the last visit
    that read the list without it; it ends with the first visit that saw it. A stated day, the earliest if there are two, is
    believed only inside it. On the day of our last visit it may have been published after we left, so that day is inside."""
    absent = record.last_absent
    start = record.acts.get(_ISSUED, act)
    if absent is not None and (start is None or start < absent):
        start = absent
    end = record.first_seen
    day = record.posted[0] if record.posted else None
    if day is not None and day <= end and (start is None or day >= start):
        return Publication(day, day, backdated=False)
    backdated = absent is not None and day is not None and day < absent
    if start is not None and start > end:
        return Publication(None, None, backdated=backdated)
    return Publication(start, end, backdated=backdated)
