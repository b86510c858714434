"""A part's records and its sight in; how much of it is shown, between what is sure and what is possible, and the grade, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from congkhai.catalogue.obligation import Thresholds
from congkhai.judging.merging import Record
from congkhai.judging.scope import Asked
from congkhai.judging.totals import Known
from congkhai.judging.window import Place
from congkhai.records import Completeness, FieldState

GRADES = (Completeness.NONE, Completeness.PARTIAL, Completeness.SUBSTANTIAL, Completeness.FULL)
PARTS_FOR_SUBSTANTIAL = 0.75  # METHOD §2: at least three quarters of the parts
_PRESENT, _WITHHELD, _ABSENT = FieldState.PRESENT, FieldState.WITHHELD, FieldState.ABSENT
_INSIDE, _OUTSIDE, _UNPLACED = Place.INSIDE, Place.OUTSIDE, Place.UNPLACED


@dataclass(slots=True)
class PartSeen:
    """One part as seen. Counts are of records: ``inside`` the window, of them ``complete`` and ``lacking`` (the rest may be
    either); ``unplaced``, which nothing says are inside or out, likewise; ``outside``; ``strays`` that may belong to any part.
    ``nil``: a nil return satisfies the part; None if there is one without a period. ``missing`` counts absent fields by name."""

    asked: Asked
    good: bool
    inside: int = 0
    complete: int = 0
    lacking: int = 0
    unplaced: int = 0
    unplaced_complete: int = 0
    unplaced_lacking: int = 0
    outside: int = 0
    strays: int = 0
    nil: bool | None = False
    nil_outside: int = 0
    total: Known | None = None
    missing: dict[str, int] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether something qualifying is shown, of whatever age."""
        return bool(self.inside or self.unplaced or self.outside or self.nil_outside) or self.nil is not False

    def count(self, record: Record, where: Place, names: Sequence[str]) -> None:
        """Count a record; ``names`` are the fields that the law named when its duty arose."""
        if where is _OUTSIDE:
            self.outside += 1
            return
        missing, unknown = _fields(record, names)
        whole, lacks = not missing and not unknown, bool(missing)
        if where is _UNPLACED:
            self.unplaced += 1
            self.unplaced_complete += whole
            self.unplaced_lacking += lacks
            return
        self.inside += 1
        self.complete += whole
        self.lacking += lacks
        for name in missing:
            self.missing[name] = self.missing.get(name, 0) + 1

    def count_nil(self, where: Place) -> None:
        """Count a nil return of a part that may be nil."""
        if where is _INSIDE:
            self.nil = True
        elif where is _OUTSIDE:
            self.nil_outside += 1
        elif not self.nil:
            self.nil = None

    @property
    def may_hold_more(self) -> bool:
        """Whether there may be records of it that were not seen, or not told to be its own."""
        return not self.good or bool(self.strays)

    def held(self, share: float, *, best: bool) -> bool:
        """Whether the part is shown in its window, with that share of its total where one is known."""
        if self.nil or (best and (self.nil is None or not self.good)):
            return True
        if not (self.inside or (best and (self.unplaced or self.strays))):
            return False
        return self.total is None or self.total.share(best=best) >= share


def _fields(record: Record, names: Iterable[str]) -> tuple[list[str], bool]:
    """The fields that are missing, and whether others may be. A record is complete when each field that the law names is present,
    or withheld with its stated basis. A field is missing only where the record's own page or file was read and legible; whether it
    is there is unknown where nothing shows it and nothing rules it out."""
    missing: list[str] = []
    unknown = False
    for name in names:
        seen = record.fields.get(name)
        state = None if seen is None else seen.state
        if state is _PRESENT or state is _WITHHELD:
            continue
        if state is _ABSENT and record.read:
            missing.append(name)
        else:
            unknown = True
    return missing, unknown


def grade(
    parts: Sequence[PartSeen], thresholds: Thresholds, *, best: bool, strays: int = 0, whole: Known | None = None
) -> Completeness:
    """The grade of the parts together, if all that is doubtful speaks against the agency, or (``best``) for it.

    Full: every part is shown in its window, with nine tenths of its total where one is known, and nine tenths of the records in the
    window are complete. Substantial: three quarters of the parts, three quarters of records and totals. Partial: something
    qualifying, of whatever age. None: nothing. The shares are the version's own."""
    if best and not all(part.good for part in parts):
        share = of_whole = 1.0
    else:
        share = _share_complete(parts, best=best)
        of_whole = whole.share(best=best) if whole else 1.0
    lowest = min(share, of_whole)
    if lowest >= thresholds.full and all(part.held(thresholds.full, best=best) for part in parts):
        return Completeness.FULL
    held = sum(part.held(thresholds.substantial, best=best) for part in parts)
    if lowest >= thresholds.substantial and held >= PARTS_FOR_SUBSTANTIAL * len(parts):
        return Completeness.SUBSTANTIAL
    if strays or any(part.anything or (best and part.may_hold_more) for part in parts):
        return Completeness.PARTIAL
    return Completeness.NONE


def _share_complete(parts: Iterable[PartSeen], *, best: bool) -> float:
    """Of the records in the window; a doubtful one counts as lacking, or (``best``) as complete or not at all."""
    done = of = 0
    for part in parts:
        if best:
            of_part = part.inside + part.unplaced - part.unplaced_lacking
            done += of_part - part.lacking
        else:
            of_part = part.inside + part.unplaced - part.unplaced_complete
            done += part.complete
        of += of_part
    return done / of if of else 1.0
