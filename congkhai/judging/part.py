"""One part's records, sections and sight in; how much of it is shown, and whether in time, out."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from congkhai.judging import totals
from congkhai.judging.completeness import PartSeen
from congkhai.judging.duty import Duty, duty
from congkhai.judging.merging import Record
from congkhai.judging.scope import Asked
from congkhai.judging.timeliness import Matter, Placed, Timing, time
from congkhai.judging.window import Place, Span, place, span
from congkhai.records import Sight, SightQuality, Timeliness

_NIL = Duty(None, None)
_INSIDE, _OUTSIDE = Place.INSIDE, Place.OUTSIDE


@dataclass(frozen=True, slots=True)
class Assessed:
    """``before``: records in the window from before the duty lay on the agency. ``why_poor``: the code of the first poor sight."""

    seen: PartSeen
    window: Span
    timing: Timing
    before: int
    why_poor: str

    @property
    def timeliness(self) -> Timeliness:
        """Late only where sight is good: what was not seen may have been in time."""
        return Timeliness.UNKNOWN if self.late_unseen else self.timing.timeliness

    @property
    def late_unseen(self) -> bool:
        """Whether poor sight alone keeps the part from being late."""
        return self.timing.timeliness is Timeliness.LATE and not self.seen.good


def assess(
    history: Sequence[Asked],
    records: Sequence[Record],
    strays: Sequence[Record],
    declared: Sequence[int],
    sights: Sequence[Sight],
    since: date | None,
    on: date,
    closed: Container[date],
) -> Assessed:
    """``history`` is the part's, the day's version first; ``strays`` are records that may be of any part; ``declared`` are the
    totals that the agency gives for this part; ``sights`` those of the obligation. A nil return counts only where the part may
    be nil."""
    asked = history[0]
    window = span(asked, on, closed)
    concerned = [sight for sight in sights if sight.part is None or sight.part == asked.part]
    poor = next((sight for sight in concerned if sight.quality is not SightQuality.GOOD), None)
    seen = PartSeen(asked, good=bool(concerned) and poor is None)
    seen.strays = sum(place(r, window) is not _OUTSIDE for r in strays if asked.rule.nil or not r.nil)
    placed: list[Placed] = []
    before = 0
    for record in records:
        if record.nil and not asked.rule.nil:
            continue
        where = place(record, window)
        owed = _NIL if record.nil else duty(record, history, since)
        placed.append(Placed(record, where, owed))
        if record.nil:
            seen.count_nil(where)
        else:
            names = tuple(record.fields) if asked.rule.check else owed.asked.names if owed.asked else ()
            seen.count(record, where, names)
            before += where is _INSIDE and owed.asked is None
    seen.total = _total(history, placed, window, declared, since, on, seen.unplaced + seen.strays)
    timing = time(Matter(asked, placed, window, since, on, closed))
    return Assessed(seen, window, timing, before, poor.reason if poor else "")


def _total(
    history: Sequence[Asked],
    placed: Sequence[Placed],
    window: Span,
    declared: Sequence[int],
    since: date | None,
    on: date,
    more: int,
) -> totals.Known | None:
    rule = history[0].total
    if rule is None:
        return None
    if rule.by == "declared":
        return totals.declared(rule, sum(not p.record.nil for p in placed), declared, more)
    if rule.by == "series":
        return totals.series(rule, history[0], (p.record for p in placed if p.place is _INSIDE), more)
    first = history[-1].version.from_
    return totals.periods(rule, [p.record for p in placed], window, on, max(first, since) if since else first, more)
