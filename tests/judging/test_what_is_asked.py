"""METHOD §1: which version, which parts, which agencies, and from when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from congkhai.catalogue.obligation import Basis, Due, Thresholds, Window
from congkhai.records import Completeness, Force, Kind, Timeliness
from tests.judging.cases import (
    DECREE,
    IN_FORCE,
    NO_TIME,
    ON,
    POOR,
    PROMPTLY,
    WEEK,
    WEEKLY,
    ask,
    by_events,
    many,
    obligation,
    only_judgement,
    part,
    record,
    regularly,
    version,
    within,
)

REPEAL = date(2022, 8, 15)


def test_a_kind_of_agency_that_the_version_does_not_name_is_not_bound() -> None:
    verdict = ask(obligation(), record(posted=ON), kind=Kind.COMMUNE)
    assert verdict.completeness is Completeness.NOT_BOUND
    assert verdict.timeliness is Timeliness.NOT_BOUND
    assert verdict.force is None
    assert verdict.at_least is None
    assert verdict.at_most is None


def test_before_the_first_version_nobody_is_bound() -> None:
    verdict = ask(obligation(), record(posted=ON), on=DECREE - timedelta(days=1))
    assert verdict.completeness is Completeness.NOT_BOUND
    assert "không có quy định nào" in verdict.reasons[0].vi


def test_the_day_a_version_ends_it_no_longer_binds() -> None:
    duty = obligation(until=REPEAL)
    assert ask(duty, on=REPEAL - timedelta(days=1)).completeness is Completeness.NONE
    assert ask(duty, on=REPEAL).completeness is Completeness.NOT_BOUND


def test_an_agency_is_not_bound_before_it_came_to_be() -> None:
    verdict = ask(obligation(), since=ON + timedelta(days=1))
    assert verdict.completeness is Completeness.NOT_BOUND
    assert "chưa được thành lập" in verdict.reasons[0].vi


def test_a_part_may_bind_other_kinds_than_its_version() -> None:
    duty = obligation(parts={"all": part(), "ministries": part(binds=(Kind.MINISTRY,))})
    verdict = ask(duty, record(part="all", posted=ON))
    assert verdict.completeness is Completeness.FULL
    assert verdict.part_grades == {"all": Completeness.FULL, "ministries": Completeness.NOT_BOUND}


def test_where_no_part_binds_the_kind_the_obligation_does_not() -> None:
    duty = obligation(parts={"ministries": part(binds=(Kind.MINISTRY,))})
    assert ask(duty, kind=Kind.PROVINCE).completeness is Completeness.NOT_BOUND


def test_a_part_of_our_own_is_never_asked_for() -> None:
    duty = obligation(parts={"main": part(), "ours": part(basis=Basis.OURS)})
    verdict = ask(duty, record(posted=ON))
    assert verdict.completeness is Completeness.FULL
    assert verdict.part_grades == {"main": Completeness.FULL}


def test_a_part_that_only_the_letter_names_is_asked_for() -> None:
    duty = obligation(parts={"main": part(), "letter": part(basis=Basis.LETTER)})
    assert ask(duty, record(posted=ON)).part_grades["letter"] is Completeness.NONE


def test_practice_is_judged_the_same_and_marked() -> None:
    practice = obligation(force=Force.PRACTICE, due=within(10))
    seen = record(approved=date(2012, 3, 5), posted=date(2012, 3, 20))
    verdict = ask(practice, seen)
    assert verdict.force is Force.PRACTICE
    assert verdict.timeliness is Timeliness.LATE
    assert verdict.days_late == ask(obligation(due=within(10)), seen).days_late == 1
    assert only_judgement(verdict).force is Force.PRACTICE


def test_the_verdict_takes_the_force_of_the_day_and_each_judgement_its_own() -> None:
    duty = obligation(version(until=REPEAL, due=within(10)), version(since=REPEAL, force=Force.PRACTICE, due=within(10)))
    old = record("old", approved=date(2022, 3, 1), posted=date(2022, 4, 20), seen=date(2022, 12, 1))
    new = record("new", approved=date(2022, 9, 1), posted=date(2022, 9, 5), seen=date(2022, 12, 1))
    verdict = ask(duty, old, new, on=date(2022, 12, 1))
    assert verdict.force is Force.PRACTICE
    assert {j.key: j.force for j in verdict.judgements} == {"old": Force.BINDING, "new": Force.PRACTICE}


def test_lateness_is_not_binding_when_the_deadline_lies_after_the_binding_version() -> None:
    duty = obligation(version(until=REPEAL, due=within(10)), version(since=REPEAL, force=Force.PRACTICE, due=within(10)))
    late = record(approved=date(2022, 8, 12), posted=date(2022, 10, 3), seen=date(2022, 12, 1))
    judgement = only_judgement(ask(duty, late, on=date(2022, 12, 1)))
    assert judgement.version_from == DECREE
    assert judgement.timeliness is Timeliness.LATE
    assert judgement.force is Force.PRACTICE


def test_a_record_is_judged_by_the_version_in_force_when_its_duty_arose() -> None:
    amended = date(2012, 6, 1)
    duty = obligation(version(until=amended, due=within(2)), version(since=amended, due=within(20)))
    before = record("before", approved=date(2012, 5, 21), posted=date(2012, 5, 31))
    after = record("after", approved=date(2012, 6, 4), posted=date(2012, 6, 14))
    verdict = ask(duty, before, after)
    assert {j.key: (j.version_from, j.timeliness) for j in verdict.judgements} == {
        "before": (DECREE, Timeliness.LATE),
        "after": (amended, Timeliness.ON_TIME),
    }


def test_an_act_in_the_days_of_a_version_without_a_limit_is_that_versions_and_not_from_before_the_duty() -> None:
    amended = date(2012, 6, 1)
    duty = obligation(
        version({"main": part(law=["code"])}, until=amended, due=within(10)),
        version({"main": part(law=["code", "host"])}, since=amended, due=PROMPTLY),
    )
    seen = record(present=["code"], absent=["host"], approved=date(2012, 6, 4), posted=date(2012, 9, 3))
    verdict = ask(duty, seen)
    assert verdict.completeness is Completeness.PARTIAL  # what the version of its day names is asked of it
    assert verdict.timeliness is Timeliness.NO_LIMIT
    assert not any("trước khi nghĩa vụ phát sinh" in reason.vi for reason in verdict.reasons)


def test_a_record_from_an_older_version_is_asked_only_for_the_fields_of_that_version() -> None:
    amended = date(2012, 6, 1)
    duty = obligation(
        version({"main": part(law=["code"])}, until=amended, due=within(10)),
        version({"main": part(law=["code", "host"])}, since=amended, due=within(10)),
    )
    old = record("old", present=["code"], absent=["host"], approved=date(2012, 3, 5))
    assert ask(duty, old).completeness is Completeness.FULL
    new = record("new", present=["code"], absent=["host"], approved=date(2012, 7, 5))
    assert ask(duty, new).completeness is Completeness.PARTIAL


def test_a_new_limit_does_not_excuse_lateness_under_the_old_one() -> None:
    amended = date(2012, 6, 1)
    duty = obligation(version(until=amended, due=within(10)), version(since=amended, due=PROMPTLY))
    verdict = ask(duty, record(approved=date(2012, 3, 5), posted=date(2012, 3, 21)), on=date(2012, 12, 1), since=None)
    assert verdict.judgements[0].timeliness is Timeliness.LATE
    assert verdict.judgements[0].days_late == 2


def test_records_from_before_the_decree_count_as_shown_and_never_as_late() -> None:
    duty = obligation(due=within(10), window=IN_FORCE)
    verdict = ask(duty, record(approved=date(2010, 3, 1), posted=date(2010, 12, 1)))
    assert verdict.completeness is Completeness.FULL
    assert verdict.timeliness is Timeliness.NO_LIMIT
    assert verdict.judgements == ()


def test_a_record_of_a_time_when_the_version_bound_others_only_is_never_late() -> None:
    amended = date(2012, 6, 1)
    duty = obligation(version(until=amended, due=within(2), binds=(Kind.MINISTRY,)), version(since=amended, due=within(2)))
    verdict = ask(duty, record(approved=date(2012, 4, 2), posted=date(2012, 5, 31)), on=date(2012, 12, 1))
    assert verdict.completeness is Completeness.FULL
    assert verdict.judgements == ()


def test_an_agency_does_not_answer_for_what_arose_before_it_came_to_be() -> None:
    verdict = ask(obligation(due=within(2)), record(approved=date(2012, 4, 2), posted=date(2012, 7, 2)), since=date(2012, 6, 1))
    assert verdict.completeness is Completeness.FULL
    assert verdict.judgements == ()


@pytest.mark.parametrize("due", [within(10), regularly(30), by_events(20)], ids=lambda due: due.kind)
def test_an_agency_two_weeks_old_is_not_yet_due_and_enters_no_figure(due: Due) -> None:
    verdict = ask(obligation(due=due), since=ON - timedelta(days=14))
    assert verdict.timeliness is Timeliness.NOT_YET_DUE
    assert verdict.completeness is Completeness.NONE
    assert not verdict.enters_figures


def test_a_new_agency_cannot_be_late_before_its_first_deadline() -> None:
    verdict = ask(
        obligation(due=within((2, 10))), record(approved=ON - timedelta(days=9), posted=ON), since=ON - timedelta(days=10)
    )
    assert verdict.timeliness is Timeliness.NOT_YET_DUE
    assert verdict.days_late is None


def test_what_a_new_agency_already_published_in_time_is_on_time() -> None:
    verdict = ask(obligation(due=within(10)), record(approved=ON - timedelta(days=3), posted=ON), since=ON - timedelta(days=7))
    assert verdict.timeliness is Timeliness.ON_TIME
    assert not verdict.enters_figures


def test_an_agency_enters_the_figures_the_day_after_its_first_deadline() -> None:
    since = date(2012, 9, 3)  # a Monday; ten working days end on Monday the 17th
    duty = obligation(due=within(10))
    assert not ask(duty, on=date(2012, 9, 17), since=since).enters_figures
    assert ask(duty, on=date(2012, 9, 18), since=since).enters_figures


def test_a_new_version_has_one_window_where_the_law_gives_no_number() -> None:
    duty = obligation(due=NO_TIME, window=Window(months=6))
    assert not ask(duty, on=date(2012, 4, 1)).enters_figures
    assert ask(duty, on=date(2012, 4, 2)).enters_figures


def test_a_new_wording_of_an_unbroken_duty_is_not_young() -> None:
    amended = date(2012, 9, 26)
    duty = obligation(version(until=amended, due=NO_TIME), version(since=amended, due=NO_TIME))
    assert ask(duty, on=date(2012, 12, 3)).enters_figures


def test_a_wording_that_names_one_field_more_is_young() -> None:
    amended = date(2012, 9, 26)
    duty = obligation(
        version({"main": part(law=["code"])}, until=amended, due=within(10)),
        version({"main": part(law=["code", "host"])}, since=amended, due=within(10)),
    )
    assert not ask(duty, on=ON).enters_figures


def test_a_duty_that_rested_for_a_day_is_young_again() -> None:
    duty = obligation(version(until=date(2012, 9, 25), due=within(10)), version(since=date(2012, 9, 26), due=within(10)))
    assert not ask(duty, on=ON).enters_figures


def test_the_first_deadline_counts_where_some_parts_have_no_number() -> None:
    duty = obligation(parts={"timed": part(due=within(10)), "untimed": part(due=NO_TIME)})
    assert ask(duty, on=date(2012, 1, 2)).enters_figures


def test_the_latest_of_the_parts_first_deadlines_counts() -> None:
    duty = obligation(parts={"quick": part(due=within(2)), "slow": part(due=within(10))})
    since = date(2012, 9, 3)  # a Monday
    assert not ask(duty, on=date(2012, 9, 17), since=since).enters_figures
    assert ask(duty, on=date(2012, 9, 18), since=since).enters_figures


def test_a_schedule_first_falls_due_in_the_first_week_that_begins_after_the_agency() -> None:
    duty = obligation(window=WEEK, due=WEEKLY)
    since = date(2012, 9, 12)  # a Wednesday
    assert not ask(duty, on=date(2012, 9, 17), since=since).enters_figures
    assert ask(duty, on=date(2012, 9, 18), since=since).enters_figures


def test_a_young_verdict_under_poor_sight_stays_out_too() -> None:
    assert not ask(obligation(due=within(10)), sight=POOR, since=ON - timedelta(days=1)).enters_figures


def test_thresholds_are_those_of_the_version() -> None:
    strict = obligation(parts={"main": part(law=["code"])}, thresholds=Thresholds(full=1.0, substantial=0.95))
    seen = [*many(19, present=["code"], posted=ON), record("last", absent=["code"], posted=ON)]
    assert ask(strict, *seen).completeness is Completeness.SUBSTANTIAL
