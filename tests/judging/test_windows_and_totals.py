"""METHOD §2: which records count as shown, and of how many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from congkhai.catalogue.obligation import FieldRule, FieldType, PartRule, Total, Window, Words
from congkhai.records import Completeness, DateOrigin
from tests.judging.cases import (
    IN_FORCE,
    MONTHS,
    ON,
    WEEK,
    WEEKENDS,
    WEEKLY,
    ask,
    many,
    nil,
    obligation,
    part,
    record,
    section,
    version,
)

DECLARED = Total(by="declared")
TWELVE_MONTHS = Total(by="periods", unit="month", expected=12, proxy=True)
FIFTEENTHS = [date(2011 + (m // 12), m % 12 + 1, 15) for m in range(9, 21)]  # October 2011 to September 2012


def test_a_record_of_the_first_day_of_the_window_counts() -> None:
    assert ask(obligation(), record(posted=date(2011, 9, 27))).completeness is Completeness.FULL


def test_only_records_older_than_the_window_are_partial() -> None:
    assert ask(obligation(), record(posted=date(2011, 9, 26))).completeness is Completeness.PARTIAL


def test_a_window_of_months_ends_on_the_last_day_of_a_shorter_month() -> None:
    duty = obligation(window=Window(months=6))
    assert ask(duty, record(posted=date(2012, 2, 29)), on=date(2012, 8, 31)).completeness is Completeness.FULL


def test_the_newest_day_of_a_record_places_it() -> None:
    assert ask(obligation(), record(issued=date(2010, 1, 5), posted=date(2012, 9, 3))).completeness is Completeness.FULL


def test_a_day_in_an_address_places_a_record() -> None:
    assert ask(obligation(), record(posted=date(2012, 4, 24), origin=DateOrigin.URL)).completeness is Completeness.FULL


def test_a_period_that_still_runs_places_a_record_in_the_window() -> None:
    assert ask(obligation(), record(period=(date(2009, 1, 1), date(2013, 1, 1)))).completeness is Completeness.FULL


def test_an_open_period_still_runs() -> None:
    assert ask(obligation(), record(period=(date(2009, 1, 1), None))).completeness is Completeness.FULL


def test_a_record_without_any_day_may_be_old_so_the_grade_is_unknown() -> None:
    verdict = ask(obligation(), *many(20))
    assert verdict.completeness is Completeness.UNKNOWN
    assert (verdict.at_least, verdict.at_most) == (Completeness.PARTIAL, Completeness.FULL)


def test_an_undated_record_that_appeared_between_two_visits_in_the_window_counts() -> None:
    assert ask(obligation(), record(last_absent=date(2012, 3, 1), first_seen=date(2012, 5, 1))).completeness is Completeness.FULL


def test_an_undated_record_that_a_visit_saw_before_the_window_is_old() -> None:
    assert ask(obligation(), record(first_seen=date(2010, 3, 1))).completeness is Completeness.PARTIAL


def test_an_undated_record_beside_a_dated_one_changes_nothing() -> None:
    assert ask(obligation(), record("dated", posted=ON), record("undated")).completeness is Completeness.FULL


def test_a_plan_of_2009_valid_to_2020_is_still_in_force() -> None:
    duty = obligation(window=IN_FORCE)
    assert (
        ask(duty, record(approved=date(2009, 5, 1), period=(date(2009, 1, 1), date(2020, 12, 31)))).completeness
        is Completeness.FULL
    )


def test_a_plan_whose_period_has_ended_is_partial() -> None:
    duty = obligation(window=IN_FORCE)
    assert ask(duty, record(period=(date(2006, 1, 1), date(2010, 12, 31)))).completeness is Completeness.PARTIAL


def test_a_plan_without_a_term_stands_until_it_is_replaced() -> None:
    assert ask(obligation(window=IN_FORCE), record(approved=date(2007, 5, 1))).completeness is Completeness.FULL


def test_a_plan_with_an_open_period_is_in_force() -> None:
    assert ask(obligation(window=IN_FORCE), record(period=(date(2006, 1, 1), None))).completeness is Completeness.FULL


def test_next_weeks_schedule_counts_as_shown() -> None:
    duty = obligation(window=WEEK, due=WEEKLY)
    assert ask(duty, record(period=(date(2012, 10, 1), date(2012, 10, 7)))).completeness is Completeness.FULL


def test_a_schedule_by_its_days_counts_as_the_weeks() -> None:
    assert ask(obligation(window=WEEK), record(event=date(2012, 9, 25))).completeness is Completeness.FULL


def test_last_weeks_schedule_alone_is_partial() -> None:
    duty = obligation(window=WEEK, due=WEEKLY)
    assert ask(duty, record(period=(date(2012, 9, 17), date(2012, 9, 23)))).completeness is Completeness.PARTIAL


def test_a_schedule_that_names_no_week_is_unknown() -> None:
    assert ask(obligation(window=WEEK, due=WEEKLY), record(posted=ON)).completeness is Completeness.UNKNOWN


def test_on_monday_last_weeks_schedule_still_stands() -> None:
    duty = obligation(window=WEEK, due=WEEKLY)
    last_week = record(period=(date(2012, 9, 17), date(2012, 9, 23)))
    assert ask(duty, last_week, on=date(2012, 9, 24)).completeness is Completeness.FULL
    assert ask(duty, last_week, on=date(2012, 9, 25)).completeness is Completeness.PARTIAL


def test_in_a_week_without_working_days_the_last_working_weeks_schedule_still_stands() -> None:
    tet = WEEKENDS | {date(2012, 1, 23) + timedelta(days=n) for n in range(5)}
    duty = obligation(window=WEEK, due=WEEKLY)
    before = record(period=(date(2012, 1, 16), date(2012, 1, 22)))
    assert ask(duty, before, on=date(2012, 1, 27), closed=tet).completeness is Completeness.FULL


def test_a_parts_own_window_stands_over_its_versions() -> None:
    parts = {"a": part(), "b": part(window=Window(months=24))}
    old = date(2011, 3, 1)
    verdict = ask(obligation(parts=parts, window=MONTHS), record("a", part="a", posted=old), record("b", part="b", posted=old))
    assert verdict.part_grades == {"a": Completeness.PARTIAL, "b": Completeness.FULL}


# --- totals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "grade"),
    [(1, Completeness.PARTIAL), (150, Completeness.SUBSTANTIAL), (180, Completeness.FULL)],
    ids=["1", "150", "180"],
)
def test_a_declared_total_tells_one_of_two_hundred_from_most_of_them(shown: int, grade: Completeness) -> None:
    assert ask(obligation(total=DECLARED), section(200), *many(shown, posted=ON)).completeness is grade


def test_a_declared_total_of_the_whole_list_is_set_against_records_of_any_age() -> None:
    seen = [*many(5, posted=ON), *many(15, "old", posted=date(2005, 1, 1))]
    assert ask(obligation(total=DECLARED), section(20), *seen).completeness is Completeness.FULL


def test_of_two_declared_totals_the_smaller_is_taken() -> None:
    first, second = section(40), section(10)
    assert ask(obligation(total=DECLARED), first, second, *many(10, posted=ON)).completeness is Completeness.FULL


def test_a_total_declared_for_all_parts_together_counts_over_all() -> None:
    duty = obligation(parts={"a": part(), "b": part()}, total=DECLARED)
    seen = [*many(2, part="a", posted=ON), *many(2, "s", part="b", posted=ON)]
    assert ask(duty, section(100, part=None), *seen).completeness is Completeness.PARTIAL
    assert ask(duty, section(4, part=None), *seen).completeness is Completeness.FULL


def test_a_first_record_of_a_part_that_ought_to_have_many_lowers_nothing() -> None:
    duty = obligation(parts={"a": part(), "b": part(), "c": part(), "d": part(total=DECLARED)})
    three = [record(name, part=name, posted=ON) for name in "abc"]
    assert ask(duty, section(100, part="d"), *three).completeness is Completeness.SUBSTANTIAL
    assert ask(duty, section(100, part="d"), *three, record("d", part="d", posted=ON)).completeness is Completeness.SUBSTANTIAL


def test_without_a_known_total_the_verdict_says_so() -> None:
    verdict = ask(obligation(total=DECLARED), *many(2, posted=ON))
    assert verdict.completeness is Completeness.FULL
    assert any("Không biết tổng số" in reason.vi for reason in verdict.reasons)


def test_the_same_month_counts_once() -> None:
    duty = obligation(total=TWELVE_MONTHS)
    assert ask(duty, *many(12, posted=date(2012, 9, 3)), on=date(2012, 10, 2)).completeness is Completeness.PARTIAL


def test_nine_months_of_twelve_are_substantial_and_eleven_are_full() -> None:
    duty = obligation(total=TWELVE_MONTHS)
    months = [record(str(day), posted=day) for day in FIFTEENTHS]
    assert ask(duty, *months[:9], on=date(2012, 10, 2)).completeness is Completeness.SUBSTANTIAL
    assert ask(duty, *months[:11], on=date(2012, 10, 2)).completeness is Completeness.FULL


def test_no_more_months_are_expected_than_have_wholly_passed_since_the_duty_began() -> None:
    duty = obligation(total=TWELVE_MONTHS)
    months = [record(str(day), posted=day) for day in FIFTEENTHS[:3]]
    assert ask(duty, *months, on=date(2012, 1, 10)).completeness is Completeness.FULL


def test_the_month_in_which_a_new_agency_began_is_not_expected_of_it() -> None:
    duty = obligation(total=TWELVE_MONTHS)
    july_and_august = [record("july", posted=date(2012, 7, 4)), record("august", posted=date(2012, 8, 4))]
    assert ask(duty, *july_and_august, since=date(2012, 6, 18)).completeness is Completeness.FULL
    assert ask(duty, july_and_august[0], since=date(2012, 6, 18)).completeness is Completeness.PARTIAL


def test_a_version_change_inside_the_window_does_not_restart_the_count_of_months() -> None:
    amended = date(2012, 8, 1)
    duty = obligation(version(until=amended, total=TWELVE_MONTHS), version(since=amended, total=TWELVE_MONTHS))
    assert ask(duty, record(posted=date(2012, 9, 3)), on=date(2012, 10, 2)).completeness is Completeness.PARTIAL


def test_a_nil_return_holds_the_months_of_its_period() -> None:
    duty = obligation(parts={"main": part(nil=True)}, total=TWELVE_MONTHS)
    half = nil(period=(date(2011, 10, 1), date(2012, 9, 30)), posted=date(2012, 10, 1))
    assert ask(duty, half, on=date(2012, 10, 2)).completeness is Completeness.FULL


def numbered() -> PartRule:
    number = FieldRule(name="number", type=FieldType.DOCUMENT_NUMBER, basis="ours", title=Words(vi="Số", en="Number"))
    return part().model_copy(update={"fields": (number,)})


def test_gaps_in_a_number_series_are_counted() -> None:
    duty = obligation(parts={"main": numbered()}, total=Total(by="series"))
    shown = [record(f"n{n}", values={"number": f"{n}/2012/QĐ-UBND"}, posted=ON) for n in (1, 2, 3, 10)]
    assert ask(duty, *shown).completeness is Completeness.PARTIAL
    assert ask(duty, *shown[:3]).completeness is Completeness.FULL


def test_numbers_without_a_year_run_by_the_year_of_issue_and_by_their_code() -> None:
    duty = obligation(parts={"main": numbered()}, total=Total(by="series"))
    shown = [
        record("a", values={"number": "90/QĐ-UBND"}, issued=date(2011, 12, 20)),
        record("b", values={"number": "02/QĐ-UBND"}, issued=date(2012, 1, 20)),
        record("c", values={"number": "30 /CT-UBND"}, issued=date(2012, 1, 20)),
    ]
    assert ask(duty, *shown).completeness is Completeness.FULL
