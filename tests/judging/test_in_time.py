"""METHOD §3: the publication day, and whether it was in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from congkhai.catalogue.obligation import Due, DueWithin, Limit
from congkhai.records import Completeness, DateOrigin, DateRole, DateSeen, Evidence, Publisher, Timeliness, Verdict
from tests.judging.cases import (
    IN_FORCE,
    NO_TIME,
    ON,
    POOR,
    PROMPTLY,
    WEEK,
    WEEKENDS,
    WEEKLY,
    ask,
    by_events,
    nil,
    obligation,
    only_judgement,
    part,
    record,
    regularly,
    said,
    sight,
    within,
)

TEN = obligation(due=within(10))
APPROVED = date(2012, 3, 5)  # a Monday; ten working days end on Monday the 19th
DEADLINE = date(2012, 3, 19)


def judged(**more: object) -> Verdict:
    """One plan approved on 5 March 2012, to be published within ten working days."""
    return ask(TEN, record(approved=APPROVED, **more))  # type: ignore[arg-type]


# --- within: the stated day -----------------------------------------------------------------------------


def test_published_on_the_last_day_is_on_time() -> None:
    verdict = judged(posted=DEADLINE)
    assert verdict.timeliness is Timeliness.ON_TIME
    assert only_judgement(verdict).deadline == DEADLINE
    assert only_judgement(verdict).days_late == 0
    assert verdict.days_late is None


def test_days_late_are_the_working_days_past_the_deadline() -> None:
    verdict = judged(posted=date(2012, 3, 27))
    assert verdict.timeliness is Timeliness.LATE
    assert verdict.days_late == 6


def test_a_weekend_after_the_deadline_is_not_late_yet() -> None:
    friday = record(approved=date(2012, 3, 2), posted=date(2012, 3, 18))  # the deadline is Friday the 16th
    assert ask(TEN, friday).timeliness is Timeliness.ON_TIME


def test_holidays_put_the_deadline_off() -> None:
    closed = WEEKENDS | {date(2012, 3, 19), date(2012, 3, 20)}
    assert ask(TEN, record(approved=APPROVED, posted=date(2012, 3, 21)), closed=closed).timeliness is Timeliness.ON_TIME


def test_the_limit_counts_from_the_role_that_the_law_names() -> None:
    duty = obligation(due=within(20, DateRole.ACCEPTED))
    verdict = ask(duty, record(issued=date(2012, 1, 2), accepted=APPROVED, posted=date(2012, 4, 2)))
    assert verdict.timeliness is Timeliness.ON_TIME


def test_a_record_that_does_not_state_the_act_is_unknown() -> None:
    assert ask(TEN, record(issued=APPROVED, posted=date(2012, 8, 1))).timeliness is Timeliness.UNKNOWN


def test_an_act_read_from_an_address_makes_nothing_late() -> None:
    act = record(approved=APPROVED, origin=DateOrigin.URL, last_absent=date(2012, 6, 1))
    assert ask(TEN, act).timeliness is Timeliness.UNKNOWN


def test_of_two_days_for_one_act_the_later_counts() -> None:
    twice = record(approved=APPROVED, posted=date(2012, 3, 22))
    again = DateSeen(date(2012, 3, 12), DateRole.APPROVED, DateOrigin.STATED)
    seen = replace(twice, dates=(*twice.dates, again))
    assert ask(TEN, seen).timeliness is Timeliness.ON_TIME


# --- within: the publication interval -------------------------------------------------------------------


def test_an_undated_record_seen_before_the_deadline_is_on_time() -> None:
    assert judged(first_seen=date(2012, 3, 14)).timeliness is Timeliness.ON_TIME


def test_an_undated_record_still_absent_after_the_deadline_is_late() -> None:
    verdict = judged(last_absent=date(2012, 3, 22), first_seen=date(2012, 4, 2))
    assert verdict.timeliness is Timeliness.LATE
    assert verdict.days_late == 3


def test_an_undated_record_that_appeared_around_the_deadline_is_unknown() -> None:
    assert judged(last_absent=date(2012, 3, 14), first_seen=date(2012, 4, 2)).timeliness is Timeliness.UNKNOWN


def test_an_undated_record_absent_on_the_deadline_day_may_have_come_later_that_day() -> None:
    assert judged(last_absent=DEADLINE, first_seen=date(2012, 4, 2)).timeliness is Timeliness.UNKNOWN


def test_an_undated_record_first_seen_after_the_deadline_and_never_missed_is_unknown() -> None:
    assert judged(first_seen=date(2012, 6, 1)).timeliness is Timeliness.UNKNOWN


def test_without_a_word_of_earlier_visits_the_capture_is_the_first_that_saw_it() -> None:
    assert judged(seen=date(2012, 3, 16)).timeliness is Timeliness.ON_TIME


def test_an_absence_after_it_was_first_seen_says_nothing_of_its_publication() -> None:
    assert judged(first_seen=date(2012, 3, 14), last_absent=date(2012, 7, 1)).timeliness is Timeliness.ON_TIME


def test_a_stated_day_before_our_last_absence_is_flagged_and_not_believed() -> None:
    verdict = judged(posted=date(2012, 3, 12), last_absent=date(2012, 3, 22), first_seen=date(2012, 4, 2))
    assert verdict.timeliness is Timeliness.LATE
    assert only_judgement(verdict).backdated
    assert "đã đọc danh sách mà chưa có mục ấy" in said(verdict)


def test_a_back_dated_record_is_unknown_where_the_interval_does_not_decide() -> None:
    verdict = judged(posted=date(2012, 3, 6), last_absent=date(2012, 3, 14), first_seen=date(2012, 4, 2))
    assert verdict.timeliness is Timeliness.UNKNOWN
    assert only_judgement(verdict).backdated


def test_a_stated_day_on_the_day_of_our_last_absence_is_believed() -> None:
    verdict = judged(posted=date(2012, 3, 14), last_absent=date(2012, 3, 14), first_seen=date(2012, 4, 2))
    assert verdict.timeliness is Timeliness.ON_TIME
    assert not only_judgement(verdict).backdated


def test_of_two_stated_days_the_earlier_is_believed() -> None:
    once = record(approved=APPROVED, posted=date(2012, 4, 20))
    again = DateSeen(date(2012, 3, 12), DateRole.POSTED, DateOrigin.STATED)
    seen = replace(once, dates=(*once.dates, again))
    assert ask(TEN, seen).timeliness is Timeliness.ON_TIME


def test_a_stated_day_after_we_saw_it_is_not_believed() -> None:
    verdict = judged(posted=date(2012, 4, 20), first_seen=date(2012, 3, 14))
    assert verdict.timeliness is Timeliness.ON_TIME


def test_a_stated_day_before_the_issue_is_not_believed() -> None:
    verdict = judged(issued=date(2012, 3, 7), posted=date(2012, 3, 1), first_seen=date(2012, 6, 1))
    assert verdict.timeliness is Timeliness.UNKNOWN


def test_an_issue_day_after_we_saw_it_leaves_the_record_undecided() -> None:
    assert judged(issued=date(2012, 7, 1), first_seen=date(2012, 3, 14)).timeliness is Timeliness.UNKNOWN


def test_a_day_of_posting_that_is_not_stated_is_not_taken_for_one() -> None:
    act = record(approved=APPROVED)
    address = DateSeen(date(2012, 4, 20), DateRole.POSTED, DateOrigin.URL)
    seen = replace(act, dates=(*act.dates, address))
    assert ask(TEN, seen).timeliness is Timeliness.UNKNOWN


@pytest.mark.parametrize("role", ["posted", "issued", "approved", "accepted", "received"])
def test_a_future_day_is_refused(role: str) -> None:
    verdict = ask(TEN, record("dated", approved=APPROVED, posted=DEADLINE), record("future", **{role: ON + timedelta(days=1)}))
    assert "ngày ấy không được dùng: Văn bản future" in said(verdict)
    assert all(j.timeliness is Timeliness.UNKNOWN for j in verdict.judgements if j.key == "future")


# --- within: who published --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("publisher", "posted", "expected"),
    [
        (Publisher.ISSUER, date(2012, 3, 8), Timeliness.LATE),
        (Publisher.SUBJECT, date(2012, 3, 8), Timeliness.ON_TIME),
        (Publisher.SUBJECT, date(2012, 3, 20), Timeliness.LATE),
        (None, date(2012, 3, 7), Timeliness.ON_TIME),
        (None, date(2012, 3, 8), Timeliness.UNKNOWN),
        (None, date(2012, 3, 20), Timeliness.LATE),
    ],
    ids=["issuer-past-two", "subject-past-two", "subject-past-ten", "unknown-within-two", "unknown-between", "unknown-past-ten"],
)
def test_the_limit_is_that_of_whoever_published(publisher: Publisher | None, posted: date, expected: Timeliness) -> None:
    duty = obligation(due=within((2, 10)))
    assert ask(duty, record(approved=APPROVED, posted=posted, publisher=publisher)).timeliness is expected


def test_who_is_not_known_is_late_by_the_longer_limit() -> None:
    verdict = ask(obligation(due=within((2, 10))), record(approved=APPROVED, posted=date(2012, 3, 21), publisher=None))
    assert verdict.days_late == 2


def only_issuers() -> DueWithin:
    limit = Limit(who=Publisher.ISSUER, working_days=2)
    return DueWithin(kind="within", after=DateRole.APPROVED, limits=(limit,))


def test_where_the_law_sets_the_subject_no_limit_an_unknown_publisher_is_never_late() -> None:
    seen = record(approved=APPROVED, posted=date(2012, 8, 1), publisher=None)
    assert ask(obligation(due=only_issuers()), seen).timeliness is Timeliness.UNKNOWN


def test_whoever_the_law_sets_no_limit_has_none() -> None:
    seen = record(approved=APPROVED, posted=date(2012, 8, 1), publisher=Publisher.SUBJECT)
    assert ask(obligation(due=only_issuers()), seen).timeliness is Timeliness.NO_LIMIT


# --- many records -------------------------------------------------------------------------------------------


def in_time(count: int) -> list[Evidence]:
    return [record(f"good{n}", approved=APPROVED, posted=DEADLINE) for n in range(count)]


def too_late(count: int, days: int = 7) -> list[Evidence]:
    return [record(f"late{n}", approved=APPROVED, posted=DEADLINE + timedelta(days=days * (n + 1))) for n in range(count)]


def undecided(count: int) -> list[Evidence]:
    return [record(f"open{n}", approved=APPROVED) for n in range(count)]


@pytest.mark.parametrize(
    ("good", "late", "unknown", "expected"),
    [
        (9, 1, 0, Timeliness.ON_TIME),
        (8, 1, 0, Timeliness.LATE),
        (18, 1, 1, Timeliness.ON_TIME),
        (9, 1, 1, Timeliness.UNKNOWN),
        (8, 2, 9, Timeliness.LATE),
        (0, 1, 9, Timeliness.UNKNOWN),
        (0, 0, 3, Timeliness.UNKNOWN),
    ],
)
def test_nine_tenths_on_time_is_on_time_and_the_undecided_count_both_ways(
    good: int, late: int, unknown: int, expected: Timeliness
) -> None:
    assert ask(TEN, *in_time(good), *too_late(late), *undecided(unknown)).timeliness is expected


def test_the_verdicts_days_late_are_the_greatest_among_its_late_judgements() -> None:
    assert ask(TEN, *too_late(3)).days_late == 15


def test_the_worst_known_part_wins() -> None:
    duty = obligation(parts={"a": part(), "b": part(), "c": part()}, due=within(10))
    seen = [
        record("a", part="a", approved=APPROVED, posted=DEADLINE),
        record("b", part="b", approved=APPROVED, posted=date(2012, 5, 2)),
    ]
    assert ask(duty, *seen).timeliness is Timeliness.LATE
    assert ask(duty, seen[0]).timeliness is Timeliness.ON_TIME


def test_records_whose_act_lies_before_the_window_do_not_answer_for_it_now() -> None:
    old = record("old", approved=date(2012, 5, 2), posted=date(2012, 8, 1))
    verdict = ask(obligation(due=within(10)), old, on=date(2013, 6, 3))
    assert verdict.completeness is Completeness.FULL
    assert verdict.timeliness is Timeliness.UNKNOWN
    assert verdict.judgements == ()


def test_a_plan_in_force_answers_for_its_own_publication_however_old() -> None:
    seen = record(approved=date(2011, 11, 1), period=(date(2011, 1, 1), date(2020, 12, 31)), posted=date(2012, 2, 1))
    assert ask(obligation(due=within(10), window=IN_FORCE), seen, on=date(2016, 1, 4)).timeliness is Timeliness.LATE


def test_a_proxy_is_marked_on_the_judgement_and_the_verdict() -> None:
    verdict = ask(obligation(due=within(10, proxy=True)), record(approved=APPROVED, posted=DEADLINE))
    assert verdict.proxy
    assert only_judgement(verdict).proxy
    assert "hạn do chúng tôi đặt" in said(verdict)


def test_lateness_by_the_laws_own_number_is_not_marked_a_proxy() -> None:
    duty = obligation(parts={"a": part(), "b": part(due=within(10, proxy=True))}, due=within(10))
    late = record("a", part="a", approved=APPROVED, posted=date(2012, 5, 2))
    verdict = ask(duty, late, record("b", part="b", approved=APPROVED, posted=DEADLINE))
    assert verdict.timeliness is Timeliness.LATE
    assert not verdict.proxy


# --- poor sight ---------------------------------------------------------------------------------------------


def test_under_poor_sight_late_is_unknown() -> None:
    verdict = ask(TEN, *too_late(2), sight=POOR)
    assert verdict.timeliness is Timeliness.UNKNOWN
    assert verdict.days_late is None
    assert "không kết luận là muộn" in said(verdict)


def test_a_part_well_seen_may_be_late_beside_one_badly_seen() -> None:
    duty = obligation(parts={"a": part(), "b": part()}, due=within(10))
    late = record("a", part="a", approved=APPROVED, posted=date(2012, 5, 2))
    assert ask(duty, late, sight=[sight(part="a"), sight("poor", part="b")]).timeliness is Timeliness.LATE


# --- regularly ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("newest", "expected", "days"),
    [
        (date(2012, 8, 28), Timeliness.ON_TIME, None),
        (date(2012, 8, 27), Timeliness.LATE, 1),
        (date(2012, 7, 2), Timeliness.LATE, 41),
    ],
)
def test_the_newest_record_may_be_no_older_than_the_limit(newest: date, expected: Timeliness, days: int | None) -> None:
    verdict = ask(obligation(due=regularly(30)), record("old", posted=date(2012, 1, 3)), record("new", posted=newest))
    assert verdict.timeliness is expected
    assert verdict.days_late == days
    assert only_judgement(verdict).key == "new"


def test_a_record_older_than_the_window_still_tells_the_sections_age() -> None:
    verdict = ask(obligation(due=regularly(30)), record(posted=date(2010, 1, 4)), on=date(2012, 3, 1))
    assert verdict.completeness is Completeness.PARTIAL
    assert verdict.timeliness is Timeliness.LATE


def test_each_part_is_to_be_kept_fresh() -> None:
    duty = obligation(parts={"a": part(), "b": part()}, due=regularly(30))
    assert ask(duty, record("a", part="a", posted=ON), record("b", part="b", posted=date(2012, 5, 2))).timeliness is Timeliness.LATE


def test_a_section_whose_records_bear_no_day_is_neither_fresh_nor_stale() -> None:
    assert ask(obligation(due=regularly(30)), record(), record("r2", posted=date(2012, 3, 1))).timeliness is Timeliness.UNKNOWN


def test_an_undated_record_that_was_absent_last_week_is_fresh() -> None:
    seen = record(last_absent=date(2012, 9, 20), first_seen=ON)
    assert ask(obligation(due=regularly(30)), seen).timeliness is Timeliness.ON_TIME


def test_an_undated_record_that_has_stood_there_for_half_a_year_is_stale() -> None:
    assert ask(obligation(due=regularly(30)), record(first_seen=date(2012, 3, 1))).timeliness is Timeliness.LATE


def test_the_age_counts_from_the_duty_where_the_records_are_older() -> None:
    duty = obligation(due=regularly(30))
    old = record(posted=date(2010, 1, 4))
    verdict = ask(duty, old, on=date(2011, 12, 1))
    assert only_judgement(verdict).deadline == date(2011, 10, 31)
    assert verdict.days_late == 23


def test_the_longest_gap_of_the_year_is_printed_and_not_judged() -> None:
    seen = [record(str(day), posted=day) for day in (date(2011, 12, 1), date(2012, 8, 1), date(2012, 9, 20))]
    verdict = ask(obligation(due=regularly(30)), *seen)
    assert verdict.timeliness is Timeliness.ON_TIME
    assert "Khoảng trống dài nhất trong năm qua: 244 ngày (chỉ nêu, không xét)" in said(verdict)


@pytest.mark.parametrize(("proxy", "expected"), [(True, Timeliness.NO_LIMIT), (False, Timeliness.LATE)], ids=["ours", "the-laws"])
def test_a_nil_return_is_never_late_by_a_limit_of_ours(proxy: bool, expected: Timeliness) -> None:
    duty = obligation(parts={"main": part(nil=True)}, due=regularly(30, proxy=proxy))
    assert ask(duty, nil(period=(date(2012, 1, 1), date(2012, 6, 30)), posted=date(2012, 7, 2))).timeliness is expected


def test_the_silence_of_an_event_driven_section_is_not_late() -> None:
    assert (
        ask(obligation(due=by_events(20)), record(issued=date(2012, 1, 4), posted=date(2012, 1, 9))).timeliness
        is Timeliness.ON_TIME
    )


def test_publication_long_after_the_event_is_late() -> None:
    verdict = ask(obligation(due=by_events(20)), record(issued=date(2012, 7, 2), posted=date(2012, 8, 6)))
    assert verdict.timeliness is Timeliness.LATE
    assert verdict.days_late == 5
    assert verdict.proxy


def test_an_event_counts_from_its_decision_where_that_is_later() -> None:
    seen = record(event=date(2012, 3, 1), issued=date(2012, 7, 2), posted=date(2012, 7, 20))
    assert ask(obligation(due=by_events(20)), seen).timeliness is Timeliness.ON_TIME


def test_events_without_a_number_have_no_limit() -> None:
    assert ask(obligation(due=by_events(None)), record(issued=date(2012, 1, 4), posted=ON)).timeliness is Timeliness.NO_LIMIT


# --- weekly -------------------------------------------------------------------------------------------------

SCHEDULE = obligation(window=WEEK, due=WEEKLY)
MONDAY = date(2012, 9, 24)
THIS_WEEK = (MONDAY, date(2012, 9, 30))
NEXT_WEEK = (date(2012, 10, 1), date(2012, 10, 7))


@pytest.mark.parametrize(
    ("posted", "expected", "days"),
    [
        (date(2012, 9, 21), Timeliness.ON_TIME, None),
        (MONDAY, Timeliness.ON_TIME, None),
        (date(2012, 9, 26), Timeliness.LATE, 2),
    ],
    ids=["friday-before", "monday", "wednesday"],
)
def test_the_weeks_schedule_is_due_by_its_first_working_day(posted: date, expected: Timeliness, days: int | None) -> None:
    verdict = ask(SCHEDULE, record(period=THIS_WEEK, posted=posted))
    assert verdict.timeliness is expected
    assert verdict.days_late == days
    assert verdict.proxy


def test_next_weeks_schedule_only_is_shown_and_its_timeliness_unknown() -> None:
    verdict = ask(SCHEDULE, record(period=NEXT_WEEK, posted=date(2012, 9, 26)))
    assert verdict.completeness is Completeness.FULL
    assert verdict.timeliness is Timeliness.UNKNOWN


def test_last_weeks_schedule_only_is_partial_and_its_timeliness_unknown() -> None:
    verdict = ask(SCHEDULE, record(period=(date(2012, 9, 17), date(2012, 9, 23)), posted=date(2012, 9, 14)))
    assert verdict.completeness is Completeness.PARTIAL
    assert verdict.timeliness is Timeliness.UNKNOWN


def test_a_schedule_seen_for_the_first_time_in_midweek_is_unknown() -> None:
    assert ask(SCHEDULE, record(period=THIS_WEEK)).timeliness is Timeliness.UNKNOWN


def test_a_schedule_that_monday_and_tuesday_visits_missed_is_late() -> None:
    verdict = ask(SCHEDULE, record(period=THIS_WEEK, last_absent=date(2012, 9, 25), first_seen=date(2012, 9, 26)))
    assert verdict.timeliness is Timeliness.LATE
    assert verdict.days_late == 1


def test_of_several_leaders_the_schedule_visible_first_decides() -> None:
    seen = [record("chair", period=THIS_WEEK, posted=date(2012, 9, 26)), record("deputy", period=THIS_WEEK, posted=MONDAY)]
    assert ask(SCHEDULE, *seen).timeliness is Timeliness.ON_TIME


def test_after_a_holiday_the_schedule_is_due_on_the_first_day_worked() -> None:
    seen = record(period=THIS_WEEK, posted=date(2012, 9, 25))
    assert ask(SCHEDULE, seen, closed=WEEKENDS | {MONDAY}).timeliness is Timeliness.ON_TIME


def test_on_the_first_working_day_itself_the_schedule_is_not_yet_due() -> None:
    last_week = record(period=(date(2012, 9, 17), date(2012, 9, 23)), posted=date(2012, 9, 14))
    assert ask(SCHEDULE, last_week, on=MONDAY).timeliness is Timeliness.NOT_YET_DUE


def test_a_week_without_working_days_has_no_duty() -> None:
    closed = WEEKENDS | {MONDAY + timedelta(days=n) for n in range(5)}
    assert ask(SCHEDULE, record(period=NEXT_WEEK), closed=closed).timeliness is Timeliness.NO_LIMIT


# --- no number ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("due", [PROMPTLY, NO_TIME], ids=["promptly", "none"])
def test_without_a_number_there_is_no_limit(due: Due) -> None:
    assert ask(obligation(due=due), record(approved=APPROVED, posted=ON)).timeliness is Timeliness.NO_LIMIT


@pytest.mark.parametrize("due", [within(10), regularly(30), by_events(20), WEEKLY, PROMPTLY, NO_TIME], ids=lambda d: d.kind)
def test_where_nothing_is_shown_timeliness_is_unknown(due: Due) -> None:
    assert ask(obligation(due=due), on=date(2013, 6, 5)).timeliness is Timeliness.UNKNOWN


def test_no_limit_in_one_part_does_not_hide_that_another_is_unknown() -> None:
    duty = obligation(parts={"a": part(due=NO_TIME), "b": part()}, due=within(10))
    seen = [record("a", part="a", posted=ON), record("b", part="b", posted=ON)]
    assert ask(duty, *seen).timeliness is Timeliness.UNKNOWN
