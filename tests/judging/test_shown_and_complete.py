"""METHOD §2: parts shown, fields, sight, nil returns, look-alikes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from congkhai.records import Completeness, EvidenceKind, Looked, Timeliness
from tests.judging.cases import (
    IN_FORCE,
    ON,
    POOR,
    WEEK,
    ask,
    many,
    nil,
    obligation,
    part,
    record,
    section,
    sight,
    within,
)

CODE = {"main": part(law=["code"])}
TWO = {"rewards": part("Khen thưởng", nil=True), "sanctions": part("Xử phạt", nil=True)}
FOUR = {name: part(name) for name in ("a", "b", "c", "d")}


def test_every_part_shown_is_full() -> None:
    assert (
        ask(obligation(parts=TWO), record(part="rewards", posted=ON), record("r2", part="sanctions", posted=ON)).completeness
        == "full"
    )


def test_one_part_of_two_is_partial() -> None:
    verdict = ask(obligation(parts=TWO), *many(20, part="rewards", posted=ON))
    assert verdict.completeness is Completeness.PARTIAL
    assert verdict.part_grades == {"rewards": Completeness.FULL, "sanctions": Completeness.NONE}


def test_three_parts_of_four_are_substantial() -> None:
    assert ask(obligation(parts=FOUR), *(record(p, part=p, posted=ON) for p in "abc")).completeness is Completeness.SUBSTANTIAL


def test_two_parts_of_four_are_partial() -> None:
    assert ask(obligation(parts=FOUR), *(record(p, part=p, posted=ON) for p in "ab")).completeness is Completeness.PARTIAL


def test_nothing_at_all_under_good_sight_is_none() -> None:
    verdict = ask(obligation(due=within(10)))
    assert verdict.completeness is verdict.at_least is verdict.at_most is Completeness.NONE
    assert verdict.timeliness is Timeliness.UNKNOWN


def test_a_menu_label_over_an_empty_section_is_none() -> None:
    assert ask(obligation(), section()).completeness is Completeness.NONE


def test_the_places_looked_at_prove_a_negative() -> None:
    placeholder = Looked("https://example.vn/lich", "Lịch làm việc", "placeholder")
    like = Looked("https://example.vn/tin", "Tin tức", "look_alike")
    verdict = ask(obligation(), sight=[sight(looked=(placeholder, like)), sight(part="main", looked=(like,))])
    assert verdict.completeness is Completeness.NONE
    assert verdict.looked == (placeholder, like)


def test_nine_of_ten_complete_is_full() -> None:
    seen = [*many(9, present=["code"], posted=ON), record("bad", absent=["code"], posted=ON)]
    assert ask(obligation(parts=CODE), *seen).completeness is Completeness.FULL


def test_nine_of_thirteen_complete_is_partial() -> None:
    seen = [*many(9, present=["code"], posted=ON), *many(4, "bad", absent=["code"], posted=ON)]
    assert ask(obligation(parts=CODE), *seen).completeness is Completeness.PARTIAL


def test_three_of_four_complete_is_substantial() -> None:
    seen = [*many(3, present=["code"], posted=ON), record("bad", absent=["code"], posted=ON)]
    assert ask(obligation(parts=CODE), *seen).completeness is Completeness.SUBSTANTIAL


def test_completeness_is_counted_over_the_records_of_all_parts() -> None:
    parts = {"a": part(law=["code"]), "b": part(law=["code"])}
    seen = [*many(19, part="a", present=["code"], posted=ON), record("bad", part="b", absent=["code"], posted=ON)]
    verdict = ask(obligation(parts=parts), *seen)
    assert verdict.completeness is Completeness.FULL
    assert verdict.part_grades["b"] is Completeness.PARTIAL


def test_a_field_of_ours_never_counts() -> None:
    duty = obligation(parts={"main": part(law=["code"], ours=["budget"])})
    assert ask(duty, record(present=["code"], absent=["budget"], posted=ON)).completeness is Completeness.FULL


def test_a_field_withheld_with_its_basis_is_complete() -> None:
    assert ask(obligation(parts=CODE), record(withheld=["code"], posted=ON)).completeness is Completeness.FULL


def test_a_field_that_a_list_row_leaves_out_is_unknown() -> None:
    verdict = ask(obligation(parts=CODE), record(absent=["code"], posted=ON, own_page=False))
    assert verdict.completeness is Completeness.UNKNOWN
    assert (verdict.at_least, verdict.at_most) == (Completeness.PARTIAL, Completeness.FULL)


def test_a_field_that_no_reading_speaks_of_is_unknown_even_on_its_own_page() -> None:
    assert ask(obligation(parts=CODE), record(posted=ON)).completeness is Completeness.UNKNOWN


def test_an_unreadable_field_is_unknown() -> None:
    assert ask(obligation(parts=CODE), record(unreadable=["code"], posted=ON)).completeness is Completeness.UNKNOWN


def test_an_unknown_field_does_not_matter_where_the_grade_does_not_depend_on_it() -> None:
    seen = [*many(19, present=["code"], posted=ON), record("row", posted=ON, own_page=False)]
    assert ask(obligation(parts=CODE), *seen).completeness is Completeness.FULL


def test_a_record_known_to_lack_one_field_lacks_whatever_another_may_be() -> None:
    duty = obligation(parts={"main": part(law=["code", "host"])})
    assert ask(duty, record(absent=["code"], unreadable=["host"], posted=ON)).completeness is Completeness.PARTIAL


def test_a_file_alone_is_a_record() -> None:
    assert ask(obligation(), record(kind=EvidenceKind.FILE, posted=ON)).completeness is Completeness.FULL


def test_a_field_absent_from_a_legible_file_is_absent() -> None:
    seen = record(kind=EvidenceKind.FILE, absent=["code"], posted=ON, own_page=False)
    assert ask(obligation(parts=CODE), seen).completeness is Completeness.PARTIAL


def test_an_undated_record_that_lacks_a_field_leaves_the_grade_open() -> None:
    verdict = ask(obligation(parts=CODE), record("whole", present=["code"], posted=ON), record("undated", absent=["code"]))
    assert verdict.completeness is Completeness.UNKNOWN
    assert (verdict.at_least, verdict.at_most) == (Completeness.PARTIAL, Completeness.FULL)


# --- sight ---------------------------------------------------------------------------------------------


def test_nothing_under_poor_sight_is_unknown() -> None:
    verdict = ask(obligation(), sight=POOR)
    assert verdict.completeness is Completeness.UNKNOWN
    assert (verdict.at_least, verdict.at_most) == (Completeness.NONE, Completeness.FULL)


def test_something_under_poor_sight_is_unknown_and_at_least_partial() -> None:
    verdict = ask(obligation(parts=TWO), record(part="rewards", posted=ON), sight=POOR)
    assert verdict.completeness is Completeness.UNKNOWN
    assert (verdict.at_least, verdict.at_most) == (Completeness.PARTIAL, Completeness.FULL)


def test_what_is_substantial_under_good_sight_is_at_least_partial_under_poor() -> None:
    seen = [record(p, part=p, posted=ON) for p in "abc"]
    verdict = ask(obligation(parts=FOUR), *seen, sight=POOR)
    assert verdict.completeness is Completeness.UNKNOWN
    assert verdict.at_least is Completeness.PARTIAL


def test_all_shown_is_full_even_under_poor_sight() -> None:
    assert ask(obligation(), record(posted=ON), sight=POOR).completeness is Completeness.FULL


def test_without_any_word_of_sight_nothing_is_held_to_be_missing() -> None:
    assert ask(obligation(), sight=()).completeness is Completeness.UNKNOWN


def test_poor_sight_of_one_part_leaves_the_other_its_grade() -> None:
    verdict = ask(obligation(parts=TWO), sight=[sight(part="rewards"), sight("poor", part="sanctions")])
    assert verdict.part_grades == {"rewards": Completeness.NONE, "sanctions": Completeness.UNKNOWN}
    assert verdict.completeness is Completeness.UNKNOWN
    assert (verdict.at_least, verdict.at_most) == (Completeness.NONE, Completeness.PARTIAL)


def test_a_known_lack_beside_a_part_badly_seen_is_told_by_the_bounds_alone() -> None:
    seen = record(part="sanctions", posted=ON)
    verdict = ask(obligation(parts=TWO), seen, sight=[sight(part="rewards"), sight("poor", part="sanctions")])
    assert verdict.completeness is Completeness.UNKNOWN
    assert verdict.at_least is verdict.at_most is Completeness.PARTIAL


def test_sight_of_another_obligation_says_nothing() -> None:
    assert ask(obligation(), sight=[replace(sight(), obligation="another")]).completeness is Completeness.UNKNOWN


# --- parts that are not told -----------------------------------------------------------------------------


def test_a_record_that_names_no_part_is_of_the_only_part() -> None:
    assert ask(obligation(), record(part=None, posted=ON)).completeness is Completeness.FULL


def test_a_record_of_no_certain_part_keeps_every_part_from_being_missing() -> None:
    verdict = ask(obligation(parts=TWO), record(part=None, posted=ON))
    assert verdict.part_grades == {"rewards": Completeness.UNKNOWN, "sanctions": Completeness.UNKNOWN}
    assert verdict.completeness is Completeness.UNKNOWN
    assert verdict.at_least is Completeness.PARTIAL


def test_a_record_of_a_part_that_is_not_asked_for_shows_nothing() -> None:
    assert ask(obligation(), record(part="elsewhere", posted=ON)).completeness is Completeness.NONE


def test_evidence_of_another_obligation_shows_nothing() -> None:
    seen = record(posted=ON)
    assert ask(obligation(), replace(seen, obligation="another")).completeness is Completeness.NONE


# --- nil returns -------------------------------------------------------------------------------------------


def test_a_nil_return_satisfies_its_part() -> None:
    quarter = (date(2012, 4, 1), date(2012, 6, 30))
    verdict = ask(obligation(parts=TWO), record(part="rewards", posted=ON), nil(part="sanctions", period=quarter, posted=ON))
    assert verdict.completeness is Completeness.FULL


def test_a_nil_return_counts_for_nothing_where_the_part_may_not_be_nil() -> None:
    seen = nil(period=(date(2012, 4, 1), date(2012, 6, 30)))
    assert ask(obligation(), seen).completeness is Completeness.NONE


def test_a_nil_return_for_a_period_before_the_window_is_partial() -> None:
    seen = nil(period=(date(2010, 4, 1), date(2010, 6, 30)), posted=date(2010, 7, 1))
    assert ask(obligation(parts={"main": part(nil=True)}), seen).completeness is Completeness.PARTIAL


def test_a_nil_return_for_a_period_that_has_not_ended_does_not_satisfy_yet() -> None:
    seen = nil(period=(date(2012, 1, 1), date(2012, 12, 31)), posted=ON)
    assert ask(obligation(parts={"main": part(nil=True)}), seen).completeness is Completeness.PARTIAL


def test_a_nil_return_without_a_period_leaves_the_part_unknown() -> None:
    verdict = ask(obligation(parts={"main": part(nil=True)}), nil(posted=ON))
    assert verdict.completeness is Completeness.UNKNOWN
    assert (verdict.at_least, verdict.at_most) == (Completeness.PARTIAL, Completeness.FULL)


def test_a_nil_return_of_this_year_stands_for_what_is_in_force() -> None:
    duty = obligation(parts={"main": part(nil=True)}, window=IN_FORCE)
    assert ask(duty, nil(period=(date(2012, 1, 1), date(2012, 12, 31)))).completeness is Completeness.FULL
    assert ask(duty, nil(period=(date(2011, 1, 1), date(2011, 12, 31)))).completeness is Completeness.PARTIAL


def test_a_nil_return_for_this_week_stands_for_its_schedule() -> None:
    duty = obligation(parts={"main": part(nil=True)}, window=WEEK)
    assert ask(duty, nil(period=(date(2012, 9, 24), date(2012, 9, 30)))).completeness is Completeness.FULL
    assert ask(duty, nil(period=(date(2012, 9, 1), date(2012, 10, 31)))).completeness is Completeness.FULL


@pytest.mark.parametrize("due", [within(2), within(2, proxy=True)])
def test_a_nil_return_has_no_act_to_be_late_by(due: object) -> None:
    duty = obligation(parts={"main": part(nil=True)}, due=due)
    verdict = ask(duty, nil(period=(date(2012, 1, 1), date(2012, 6, 30)), posted=ON))
    assert verdict.completeness is Completeness.FULL
    assert verdict.timeliness is Timeliness.NO_LIMIT
