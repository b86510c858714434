"""Points by a sheet: what a verdict is worth, and that what nobody could judge is never a zero."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congkhai.catalogue.obligation import Words
from congkhai.catalogue.sheet import Criterion, Origin, Seal, Section, Shares, Sheet, Weight
from congkhai.records import Evidence, EvidenceKind, Verdict
from congkhai.reporting.fresh import notes, seal_in_words, sums, workbook
from congkhai.reporting.scored import Row, Scored, Standing, score, to_json
from congkhai.reporting.words import number
from tests.reporting.one_site import CATALOGUE, LAW, C, T, seen, verdict

GOLDEN = Path(__file__).parents[1] / "golden"
W = Words(vi="Chữ", en="Words")
DIRECTIVES, SCHEDULE, LAND = "leader-directives", "leaders-schedule", "land-use-plans"


def sheet(*rows: dict[str, Any], **given: Any) -> Sheet:
    """A sheet of such rows, ten points each unless said."""
    criteria = tuple(
        Criterion(**{"number": str(place), "wording": W, "points": 10.0, "obligations": (DIRECTIVES,)} | row)
        for place, row in enumerate(rows, 1)
    )
    asked = {
        "title": W,
        "about": W,
        "source": Origin(vi="x", en="x", seen="none"),
        "shares": Shares(substantial=0.75, partial=0.5, ours=True, why=W),
        "sections": (Section(title=W, rows=criteria),),
    }
    return Sheet(**{**asked, **given})


def scored(*verdicts: Verdict, rows: list[dict[str, Any]] | None = None, **given: Any) -> Scored:
    return score(sheet(*(rows or [{}]), **given), verdicts, CATALOGUE)


def row(*verdicts: Verdict, **criterion: Any) -> Row:
    return scored(*verdicts, rows=[criterion]).rows[0]


@pytest.mark.parametrize(("grade", "points"), [(C.FULL, 10), (C.SUBSTANTIAL, Fraction(15, 2)), (C.PARTIAL, 5), (C.NONE, 0)])
def test_a_grade_is_worth_what_the_sheet_says(grade: C, points: Fraction) -> None:
    found = row(verdict(DIRECTIVES, grade))
    assert (found.standing, found.points) == (Standing.SCORED, points)


def test_what_could_not_be_judged_is_not_scored_and_no_zero() -> None:
    found = scored(verdict(DIRECTIVES, C.UNKNOWN, T.UNKNOWN))
    assert (found.rows[0].standing, found.rows[0].points) == (Standing.UNKNOWN, None)
    assert (found.awarded, found.judged, found.unknown) == (0, 0, 10)


def test_what_was_not_asked_about_is_not_scored() -> None:
    found = row()
    assert found.standing is Standing.UNKNOWN
    assert "không xét" in found.reason.vi


def test_what_does_not_bind_the_agency_is_not_asked() -> None:
    found = scored(verdict(DIRECTIVES, C.NOT_BOUND, T.NOT_BOUND))
    assert (found.rows[0].standing, found.not_asked, found.unknown) == (Standing.NOT_ASKED, 10, 0)


def test_what_no_machine_measures_stands_apart_with_its_reason() -> None:
    found = scored(rows=[{"obligations": (), "not_measured": Words(vi="Việc nội bộ.", en="Internal.")}])
    assert (found.rows[0].standing, found.not_measured, found.rows[0].reason.en) == (Standing.NOT_MEASURED, 10, "Internal.")


def test_bounds_that_leave_no_choice_give_points_all_the_same() -> None:
    poorly = verdict(DIRECTIVES, C.UNKNOWN, at_least=C.PARTIAL, at_most=C.FULL)
    assert row(poorly, measure={"kind": "at_least", "grade": "partial"}).points == 10
    assert row(poorly, measure={"kind": "at_least", "grade": "full"}).points is None


def test_bounds_that_leave_a_choice_are_told_as_points() -> None:
    found = row(verdict(DIRECTIVES, C.UNKNOWN, at_least=C.PARTIAL, at_most=C.FULL))
    assert (found.least, found.most, found.points) == (5, 10, None)
    assert "5–10" in found.reason.vi


@pytest.mark.parametrize(
    ("time", "points"), [(T.ON_TIME, 10), (T.LATE, 0), (T.UNKNOWN, None), (T.NOT_YET_DUE, None), (T.NO_LIMIT, None)]
)
def test_time_gives_all_none_or_nothing_to_score(time: T, points: int | None) -> None:
    assert row(verdict(DIRECTIVES, C.FULL, time), measure={"kind": "on_time"}).points == points


def test_a_limit_of_ours_is_said_to_be_ours() -> None:
    found = row(verdict(DIRECTIVES, C.FULL, T.LATE, proxy=True), measure={"kind": "on_time"})
    assert "không phải hạn luật định" in found.reason.vi
    assert "of ours" in found.reason.en


def counted(records: int, declared: int | None, grade: C = C.PARTIAL) -> Verdict:
    evidence: list[Evidence] = [seen(DIRECTIVES, str(n)) for n in range(records)]
    if declared:
        evidence.append(seen(DIRECTIVES, "muc", EvidenceKind.SECTION, total=declared))
    return verdict(DIRECTIVES, grade, evidence=tuple(evidence))


def test_a_count_is_held_against_what_the_agency_declares() -> None:
    measure = {"kind": "shown_of_total"}
    assert row(counted(6, 8), measure=measure).points == Fraction(15, 2)
    assert row(counted(9, 8), measure=measure).points == 10
    assert row(counted(6, None), measure=measure).points is None
    assert row(counted(6, 8, C.UNKNOWN), measure=measure).standing is Standing.UNKNOWN


def test_a_total_that_the_agency_gives_stands_over_its_sections() -> None:
    asked = sheet({"measure": {"kind": "shown_of_total"}})
    assert score(asked, [counted(5, 8)], CATALOGUE, {DIRECTIVES: 20}).rows[0].points == Fraction(5, 2)


def test_of_several_obligations_any_takes_the_best_and_all_the_least() -> None:
    both = (verdict(DIRECTIVES, C.FULL), verdict(SCHEDULE, C.NONE))
    assert row(*both, obligations=(DIRECTIVES, SCHEDULE), combine="any").points == 10
    assert row(*both, obligations=(DIRECTIVES, SCHEDULE), combine="all").points == 0


def test_one_known_answer_may_settle_a_row_whose_other_is_open() -> None:
    both = (verdict(DIRECTIVES, C.NONE), verdict(SCHEDULE, C.UNKNOWN))
    assert row(*both, obligations=(DIRECTIVES, SCHEDULE), combine="all").points == 0
    assert row(*both, obligations=(DIRECTIVES, SCHEDULE), combine="any").points is None


def test_what_does_not_bind_leaves_the_others_to_decide() -> None:
    both = (verdict(DIRECTIVES, C.NOT_BOUND), verdict(SCHEDULE, C.FULL))
    assert row(*both, obligations=(DIRECTIVES, SCHEDULE), combine="all").points == 10


def test_a_row_may_rest_on_parts_alone() -> None:
    grades = {"recovery": C.NONE, "land_use_plan": C.FULL}
    found = verdict(LAND, C.PARTIAL, part_grades=grades)
    assert row(found, obligations=(LAND,), parts=("land_use_plan",)).points == 10
    assert row(found, obligations=(LAND,), parts=("land_use_plan", "recovery")).points == 0
    assert row(found, obligations=(LAND,), parts=("land_use_plan", "other")).points == 10
    assert row(found, obligations=(LAND,), parts=("other",)).standing is Standing.NOT_ASKED
    assert row(verdict(LAND, C.UNKNOWN), obligations=(LAND,), parts=("recovery",)).standing is Standing.UNKNOWN


def test_the_address_is_that_of_the_section_before_any_record() -> None:
    evidence = (seen(DIRECTIVES, "a"), seen(DIRECTIVES, "muc", EvidenceKind.SECTION))
    assert row(verdict(DIRECTIVES, evidence=evidence)).evidence == "https://tinh.example.vn/muc"
    assert row(verdict(DIRECTIVES, C.NONE)).evidence == ""
    guide, archive = (seen(DIRECTIVES, f"muc/{name}", EvidenceKind.SECTION) for name in ("co-so-phap-ly", "2020"))
    assert row(verdict(DIRECTIVES, evidence=(guide, archive, *evidence))).evidence == "https://tinh.example.vn/muc"


CLASSES = {"first": Weight(title=W, weight=3), "second": Weight(title=W, weight=1)}
SEALS = (
    Seal(title=Words(vi="Vàng", en="Gold"), at_least=0.85, whole=("first",)),
    Seal(title=Words(vi="Bạc", en="Silver"), at_least=0.75, whole=("first",)),
)
TWO = [{"points": None, "class": "first"}, {"points": None, "class": "second", "obligations": (SCHEDULE,)}]


def sealed(*verdicts: Verdict) -> Scored:
    return scored(*verdicts, rows=TWO, classes=CLASSES, seals=SEALS)


def test_a_seal_needs_its_share_and_every_row_of_its_classes_whole() -> None:
    assert [s and s.title.en for s in sealed(verdict(DIRECTIVES), verdict(SCHEDULE)).seals] == ["Gold"]
    assert [s and s.title.en for s in sealed(verdict(DIRECTIVES), verdict(SCHEDULE, C.NONE)).seals] == ["Silver"]
    assert sealed(verdict(DIRECTIVES, C.SUBSTANTIAL), verdict(SCHEDULE)).seals == (None,)


def test_a_seal_stays_open_while_rows_are() -> None:
    found = sealed(verdict(DIRECTIVES), verdict(SCHEDULE, C.UNKNOWN))
    assert [s and s.title.en for s in found.seals] == ["Silver", "Gold"]
    assert "“Bạc”" in seal_in_words(found, "vi")[0]
    assert "“Vàng”" in seal_in_words(found, "vi")[0]


def test_a_sheet_without_seals_says_nothing_of_them() -> None:
    assert seal_in_words(scored(verdict(DIRECTIVES)), "vi") == []


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*C, None]), min_size=4, max_size=4))
def test_the_sums_add_up_to_the_whole_sheet(grades: list[C | None]) -> None:
    names = (DIRECTIVES, SCHEDULE, LAND, "petition-replies")
    verdicts = [verdict(name, grade) for name, grade in zip(names, grades, strict=True) if grade]
    found = scored(*verdicts, rows=[{"obligations": (name,)} for name in names])
    assert found.judged + found.unknown + found.not_measured + found.not_asked == 40
    assert 0 <= found.awarded <= found.judged


@settings(max_examples=60)
@given(st.sampled_from([C.NONE, C.PARTIAL, C.SUBSTANTIAL, C.FULL]), st.sampled_from([C.NONE, C.PARTIAL, C.SUBSTANTIAL, C.FULL]))
def test_a_better_grade_never_gives_fewer_points(one: C, other: C) -> None:
    order = [C.NONE, C.PARTIAL, C.SUBSTANTIAL, C.FULL]
    low, high = sorted((one, other), key=order.index)
    points = [row(verdict(DIRECTIVES, grade)).points for grade in (low, high)]
    assert None not in points
    assert points[0] <= points[1]


def the_ministrys_grid() -> Scored:
    verdicts = [
        verdict(DIRECTIVES, C.FULL, evidence=(seen(DIRECTIVES, "chi-dao", EvidenceKind.SECTION),)),
        verdict("petition-replies", C.PARTIAL, T.LATE, days_late=3),
        verdict("rewards-and-sanctions", C.NONE, T.UNKNOWN),
        verdict(SCHEDULE, C.UNKNOWN, T.UNKNOWN),
        verdict("legal-dissemination", C.SUBSTANTIAL),
    ]
    return score(LAW.sheets["decree-43-self-scoring"], verdicts, CATALOGUE)


def as_text(found: Scored) -> str:
    lines = []
    for one in found.rows:
        points = number(one.points, "vi") if one.points is not None else "—"
        head = f"{one.criterion.number} | {one.criterion.wording.vi} | {points}/{number(one.of, 'vi')}"
        lines.append(f"{head} | {one.standing} | {one.evidence} | {one.reason.vi}")
    lines += [f"{words}: {number(points, 'vi')}" for words, points in sums(found, "vi")]
    return "\n".join([*lines, *notes(found, "vi")]) + "\n"


def test_a_grid_comes_out_as_it_was_agreed() -> None:
    assert as_text(the_ministrys_grid()) == (GOLDEN / "sheet-decree-43.txt").read_text()


def test_the_json_has_its_promised_shape() -> None:
    told = to_json(the_ministrys_grid())
    assert set(told) == {"rows", "awarded", "judged", "unknown", "not_measured", "not_asked", "seals"}
    keys = {"number", "wording", "obligations", "of", "standing", "points", "least", "most", "evidence", "reason"}
    assert all(set(one) == keys for one in told["rows"])
    assert told["rows"][8]["points"] is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_workbook_of_ours_holds_each_row_and_the_sums(language: str) -> None:
    found = the_ministrys_grid()
    page = workbook(found, "Tỉnh Ví Dụ", language).active
    values = [[cell for cell in line if cell is not None] for line in page.iter_rows(values_only=True)]
    assert sum(line[:1] == [one.criterion.number] for line in values for one in found.rows) == len(found.rows)
    directives = next(line for line in values if line[0] == "6")
    assert directives[2:5] == [5, 5, "https://tinh.example.vn/chi-dao"]
    schedule = next(line for line in values if line[0] == "9")
    assert schedule[2] == 5
    assert isinstance(schedule[3], str), "no points, and no zero: the note comes next"
    for words, points in sums(found, language):
        assert [words, float(points)] in [[line[0], float(line[1])] for line in values if len(line) == 2 and line[0] == words]
