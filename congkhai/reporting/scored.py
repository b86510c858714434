"""A scoring sheet and verdicts in; for each row its points, where it is shown and why, out.

What could not be judged is never zero: its points stand apart, as do those of what no machine measures and what is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any
from urllib.parse import urlsplit

from congkhai.catalogue.obligation import Catalogue
from congkhai.catalogue.sheet import AtLeast, ByGrade, Criterion, OnTime, Seal, Shares, Sheet
from congkhai.records import Completeness, Evidence, EvidenceKind, Sentence, Timeliness, Verdict
from congkhai.reporting.words import GRADES, TIMES, number, plain_number, why_unknown

C = Completeness
_ORDER = (C.NONE, C.PARTIAL, C.SUBSTANTIAL, C.FULL)
Bounds = tuple[Fraction, Fraction]  # the least and the most of the points that is left open, as shares
OPEN: Bounds = (Fraction(0), Fraction(1))


class Standing(StrEnum):
    """Whether a row has points, and if not, why not."""

    SCORED = "scored"
    UNKNOWN = "unknown"
    NOT_MEASURED = "not_measured"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion scored. ``points`` is None unless it could be; ``least`` and ``most`` bound what is left open. ``evidence`` is
    the address where it is shown, empty if none was found."""

    criterion: Criterion
    of: Fraction
    standing: Standing
    points: Fraction | None
    least: Fraction
    most: Fraction
    evidence: str
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Scored:
    """A sheet scored. The five sums are points, and but for ``awarded``, which is of ``judged``, they add up to the whole sheet.
    ``seals`` are those that may have been earned, one if that is settled; None stands for no seal."""

    sheet: Sheet
    rows: tuple[Row, ...]
    awarded: Fraction
    judged: Fraction
    unknown: Fraction
    not_measured: Fraction
    not_asked: Fraction
    seals: tuple[Seal | None, ...]


def score(sheet: Sheet, verdicts: Iterable[Verdict], catalogue: Catalogue, totals: Mapping[str, int] | None = None) -> Scored:
    """Every row of a sheet, by verdicts about one agency. ``totals``: how many the agency says there are of an obligation."""
    found = {verdict.obligation: verdict for verdict in verdicts}
    rows = tuple(_row(sheet, criterion, found, catalogue, totals or {}) for criterion in sheet.rows)

    def of(standing: Standing) -> Fraction:
        return sum((row.of for row in rows if row.standing is standing), Fraction(0))

    return Scored(
        sheet=sheet,
        rows=rows,
        awarded=sum((row.points or Fraction(0) for row in rows), Fraction(0)),
        judged=of(Standing.SCORED),
        unknown=of(Standing.UNKNOWN),
        not_measured=of(Standing.NOT_MEASURED),
        not_asked=of(Standing.NOT_ASKED),
        seals=_seals(sheet, rows),
    )


def to_json(scored: Scored) -> dict[str, Any]:
    """The shape that ``congkhai sheet --json`` prints. Points as numbers; ``seals`` from the lowest to the highest that may be."""
    return {
        "rows": [_row_to_json(row) for row in scored.rows],
        **{name: plain_number(getattr(scored, name)) for name in ("awarded", "judged", "unknown", "not_measured", "not_asked")},
        "seals": [seal.title.model_dump() if seal else None for seal in scored.seals],
    }


def _row_to_json(row: Row) -> dict[str, Any]:
    criterion = row.criterion
    return {
        "number": criterion.number,
        "wording": criterion.wording.model_dump(),
        "obligations": list(criterion.obligations),
        "of": plain_number(row.of),
        "standing": row.standing,
        "points": plain_number(row.points) if row.points is not None else None,
        "least": plain_number(row.least),
        "most": plain_number(row.most),
        "evidence": row.evidence,
        "reason": {"vi": row.reason.vi, "en": row.reason.en},
    }


# --- a row ----------------------------------------------------------------------------------------------


def _row(sheet: Sheet, criterion: Criterion, found: Mapping[str, Verdict], catalogue: Catalogue, totals: Mapping[str, int]) -> Row:
    of = _exact(sheet.points(criterion))
    if criterion.not_measured is not None:
        why = Sentence(criterion.not_measured.vi, criterion.not_measured.en)
        return Row(criterion, of, Standing.NOT_MEASURED, None, Fraction(0), of, "", why)
    asked = [name for name in criterion.obligations if name not in found or not _unbound(criterion, found[name])]
    if not asked:
        why = Sentence("Không áp dụng với loại cơ quan này vào ngày xét.", "Not asked of this kind of agency on the day.")
        return Row(criterion, of, Standing.NOT_ASKED, None, Fraction(0), Fraction(0), "", why)
    answers = [_bounds(criterion, name, found.get(name), sheet.shares, totals.get(name)) for name in asked]
    chosen = max if criterion.combine == "any" else min
    least, most = chosen(low for (low, _), _ in answers), chosen(high for (_, high), _ in answers)
    settled = least == most
    said = [_named(catalogue, name, why) if len(asked) > 1 else why for name, (_, why) in zip(asked, answers, strict=True)]
    return Row(
        criterion=criterion,
        of=of,
        standing=Standing.SCORED if settled else Standing.UNKNOWN,
        points=least * of if settled else None,
        least=least * of,
        most=most * of,
        evidence=next(filter(None, (_place(criterion, found.get(name)) for name in asked)), ""),
        reason=_joined([*said, *([] if settled or (least, most) == OPEN else [_left_open(least * of, most * of)])]),
    )


def _unbound(criterion: Criterion, verdict: Verdict) -> bool:
    if criterion.parts and verdict.part_grades:  # a part that the version of the day does not know is not asked for either
        return all(verdict.part_grades.get(part, C.NOT_BOUND) is C.NOT_BOUND for part in criterion.parts)
    return verdict.completeness is C.NOT_BOUND


def _bounds(criterion: Criterion, name: str, verdict: Verdict | None, shares: Shares, total: int | None) -> tuple[Bounds, Sentence]:
    """Between which shares of the points one obligation leaves a row, and why."""
    if verdict is None:
        return OPEN, Sentence("Lần kiểm tra này không xét nội dung ấy.", "This check did not ask about it.")
    measure = criterion.measure
    if isinstance(measure, OnTime):
        return _by_time(verdict)
    if isinstance(measure, ByGrade | AtLeast):
        low, high = _grades(criterion, verdict)
        worth = _worth(measure, shares)
        grade = GRADES[low if low is high else C.UNKNOWN]
        said = Sentence(f"{grade.vi.capitalize()}.", f"{grade.en.capitalize()}.")
        return (worth[low], worth[high]), _joined([said, *_details(verdict, low, high)])
    return _by_total(verdict, total)


def _grades(criterion: Criterion, verdict: Verdict) -> tuple[Completeness, Completeness]:
    """The lowest and highest grade that is left open; of parts, of the least of them."""
    if criterion.parts:
        absent = C.NOT_BOUND if verdict.part_grades else C.UNKNOWN
        grades = [verdict.part_grades.get(part, absent) for part in criterion.parts]
        known = [grade for grade in grades if grade in _ORDER]
        least = min(known, key=_ORDER.index, default=C.FULL)
        return (C.NONE if C.UNKNOWN in grades else least), least
    if verdict.completeness in _ORDER:
        return verdict.completeness, verdict.completeness
    return verdict.at_least or C.NONE, verdict.at_most or C.FULL


def _worth(measure: ByGrade | AtLeast, shares: Shares) -> Mapping[Completeness, Fraction]:
    if isinstance(measure, AtLeast):
        enough = _ORDER.index(C(measure.grade))
        return {grade: Fraction(_ORDER.index(grade) >= enough) for grade in _ORDER}
    by_grade = {C.FULL: shares.full, C.SUBSTANTIAL: shares.substantial, C.PARTIAL: shares.partial, C.NONE: 0.0}
    return {grade: _exact(share) for grade, share in by_grade.items()}


def _by_time(verdict: Verdict) -> tuple[Bounds, Sentence]:
    time = TIMES[verdict.timeliness]
    ours = verdict.proxy and verdict.timeliness in {Timeliness.ON_TIME, Timeliness.LATE}
    said = Sentence(
        f"{time.vi.capitalize()}{' theo hạn do chúng tôi đặt, không phải hạn luật định' if ours else ''}.",
        f"{time.en.capitalize()}{' by a limit of ours, not of the law' if ours else ''}.",
    )
    share = {Timeliness.ON_TIME: Fraction(1), Timeliness.LATE: Fraction(0)}.get(verdict.timeliness)
    return ((share, share) if share is not None else OPEN), said


def _by_total(verdict: Verdict, total: int | None) -> tuple[Bounds, Sentence]:
    """Records seen of those that there are. Where sight is poor more may be there than were seen."""
    shown = len({seen.key for seen in verdict.evidence if seen.kind is EvidenceKind.RECORD})
    sections = [seen.total for seen in verdict.evidence if seen.kind is EvidenceKind.SECTION and seen.total]
    of = total if total is not None else min(sections, default=0)
    if of <= 0:
        return OPEN, Sentence("Không biết tổng số để so.", "There is no total to hold it against.")
    share = min(Fraction(shown, of), Fraction(1))
    well_seen = verdict.completeness is not C.UNKNOWN
    vi, en = f"Thấy {shown} trên tổng số {of} mà cơ quan ghi.", f"{shown} seen of the {of} that the agency declares."
    return (share, share if well_seen else Fraction(1)), Sentence(vi, en)


def _details(verdict: Verdict, low: Completeness, high: Completeness) -> Sequence[Sentence]:
    """What the judge says besides the clauses, where something is wanting; why it could not be told, where that is open."""
    if low is not high:
        return why_unknown(verdict)
    return () if low is C.FULL else verdict.reasons[1:] or verdict.reasons


def _place(criterion: Criterion, verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    seen = [e for e in verdict.evidence if not criterion.parts or e.part in (None, *criterion.parts)]
    return place_of(seen)


def place_of(evidence: Iterable[Evidence]) -> str:
    """Where to look for what was seen: the section, that nearest the home page if there are several, for below it stand its
    guides and archives; else the first record; empty for no evidence."""
    seen = list(evidence)
    sections = [e.url for e in seen if e.kind is EvidenceKind.SECTION]
    return min(sections, key=nearness) if sections else next((e.url for e in seen), "")


def nearness(url: str) -> tuple[int, int]:
    """Sorts addresses by how deep they stand below their host."""
    return urlsplit(url).path.strip("/").count("/"), len(url)


def _named(catalogue: Catalogue, name: str, why: Sentence) -> Sentence:
    title = catalogue.obligations[name].title
    return Sentence(f"{title.vi}: {why.vi[:1].lower()}{why.vi[1:]}", f"{title.en}: {why.en[:1].lower()}{why.en[1:]}")


def _left_open(least: Fraction, most: Fraction) -> Sentence:
    vi, en = (f"{number(least, one)}–{number(most, one)}" for one in ("vi", "en"))
    return Sentence(f"Điểm nằm trong khoảng {vi}.", f"The points lie between {en}.")


def _joined(sentences: Sequence[Sentence]) -> Sentence:
    return Sentence(" ".join(one.vi for one in sentences), " ".join(one.en for one in sentences))


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


# --- seals ----------------------------------------------------------------------------------------------


def _seals(sheet: Sheet, rows: Sequence[Row]) -> tuple[Seal | None, ...]:
    """The seals that may have been earned, from the lowest that is sure to the highest that is possible. Rows that nobody measures
    or asks count neither way."""
    counted = [row for row in rows if row.standing in {Standing.SCORED, Standing.UNKNOWN}]
    of = sum((row.of for row in counted), Fraction(0))
    if not sheet.seals or not of:
        return ()

    def earned(best: bool) -> int:
        total = sum((row.most if best else row.least for row in counted), Fraction(0)) / of
        for place, seal in enumerate(sheet.seals):
            needed = [row for row in counted if row.criterion.class_ in seal.whole]
            if total >= _exact(seal.at_least) and all((row.most if best else row.least) == row.of for row in needed):
                return place
        return len(sheet.seals)

    ladder: tuple[Seal | None, ...] = (*sheet.seals, None)
    return tuple(reversed(ladder[earned(True) : earned(False) + 1]))
