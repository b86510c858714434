"""Examples become evidence and are judged; those that come out otherwise, and what nothing proves, are told at their lines."""

from datetime import date, timedelta

import pytest

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Example
from congkhai.proving import check, evidence
from congkhai.records import DateOrigin, DateRole, DateSeen, EvidenceKind, FieldSeen, FieldState, Publisher

SCHEDULES = "obligations/schedules.yaml"
SHOWN = '      - {part: schedule, fields: {number: "1/QĐ", approved_on: 2012-09-03}, dates: {approved: 2012-09-03}}\n'


def example(**shown: object) -> Example:
    return Example.model_validate(
        {"name": "An example", "case": "met", "on": "2012-09-27", "kind": "province", "shown": [{"part": "schedule", **shown}]}
    )


@pytest.fixture
def schedules(law):
    return load(law.path).obligations["schedules"]


def test_a_right_folder_has_no_problem(law):
    assert check(law.path) == ()


def test_an_example_that_comes_out_otherwise_is_told_at_its_line(law):
    law.change(SCHEDULES, "expect: {completeness: none}", "expect: {completeness: full}")
    (problem,) = check(law.path)
    assert f"{problem.file}:{problem.line}" == f"law/{SCHEDULES}:48"
    for language in ("vi", "en"):
        assert '"Nothing there"' in problem.said(language)
        assert "none" in problem.said(language)
        assert "full" in problem.said(language)


def test_what_an_example_does_not_expect_is_not_compared(law):
    law.change(SCHEDULES, "expect: {completeness: full}", "expect: {part_grades: {schedule: full}}")
    assert check(law.path) == ()


def test_an_expected_nothing_is_compared(law):
    law.change(SCHEDULES, "expect: {completeness: full}", "expect: {days_late: null, timeliness: late}")
    (problem,) = check(law.path)
    assert "timeliness" in problem.cause.en
    assert "days_late" not in problem.cause.en


def test_a_page_that_is_recognised_against_its_example_is_told(law):
    law.change(SCHEDULES, "page: {label: Tin}", "page: {label: Lịch làm việc}")
    (problem,) = check(law.path)
    assert problem.line == 50
    assert '"Lịch làm việc"' in problem.cause.vi


def test_a_page_that_is_not_recognised_against_its_example_is_told(law):
    law.change(SCHEDULES, "recognised: false", "recognised: true")
    assert [problem.line for problem in check(law.path)] == [50]


def test_a_page_recognised_as_its_part_comes_out(law):
    law.change(
        SCHEDULES,
        "page: {label: Tin}, recognised: false",
        "page: {label: Lịch làm việc}, recognised: true, expect: {part: schedule}",
    )
    assert check(law.path) == ()


def test_a_version_without_an_example_in_its_days_is_told(law):
    text = (law.path / SCHEDULES).read_text(encoding="utf-8")
    law.write(SCHEDULES, text.replace("on: 2021-09-27", "on: 2012-09-27"))
    assert [problem.line for problem in check(law.path)] == [25]


def test_a_part_without_an_example_is_told(law):
    law.change(
        SCHEDULES,
        "    parts:\n",
        '    parts:\n      visits:\n        title: {vi: "Thăm", en: "Visits"}\n        basis: ours\n        due: {kind: none}\n',
    )
    problem = check(law.path)[0]
    assert problem.line == 17
    assert '"visits"' in problem.cause.vi


def test_what_does_not_load_is_told_without_judging(law):
    law.change(SCHEDULES, "expect: {completeness: none}", "expect: {completeness: full}")
    law.change(SCHEDULES, "face: calendar", "face: clock")
    law.write("workdays.yaml", "closd: []\n")
    assert [f"{problem.file}:{problem.line}" for problem in check(law.path)] == [f"law/{SCHEDULES}:5", "law/workdays.yaml:1"]


def test_swapped_days_of_the_folder_are_counted_with(law):
    law.change(SCHEDULES, SHOWN, SHOWN.replace("}}", ", posted: 2012-09-18}}"))
    law.change(SCHEDULES, "expect: {completeness: full}", "expect: {days_late: 1}")
    assert check(law.path) == ()


def test_each_field_has_the_state_it_is_given(schedules):
    (seen,) = evidence(example(fields={"number": "1/QĐ"}, absent=["a"], withheld=["b"], unreadable=["c"]), schedules)
    assert seen.fields == {
        "number": FieldSeen("1/QĐ", FieldState.PRESENT),
        "a": FieldSeen(None, FieldState.ABSENT),
        "b": FieldSeen(None, FieldState.WITHHELD),
        "c": FieldSeen(None, FieldState.UNREADABLE),
    }


def test_dates_are_stated_but_for_our_own_visits(schedules):
    row = example(
        dates={"issued": "2012-09-03", "period": ["2012-07-01", "2012-09-30"]}, first_seen="2012-09-10", last_absent="2012-09-01"
    )
    (seen,) = evidence(row, schedules)
    assert set(seen.dates) == {
        DateSeen(date(2012, 9, 3), DateRole.ISSUED, DateOrigin.STATED),
        DateSeen(date(2012, 7, 1), DateRole.PERIOD, DateOrigin.STATED, date(2012, 9, 30)),
        DateSeen(date(2012, 9, 10), DateRole.POSTED, DateOrigin.FIRST_SEEN),
        DateSeen(date(2012, 9, 1), DateRole.POSTED, DateOrigin.LAST_ABSENT),
    }


def test_repeated_records_have_keys_of_their_own_and_lie_a_day_apart(schedules):
    seen = list(evidence(example(key="K", dates={"issued": "2012-09-03"}, repeat=3), schedules))
    assert [(one.key, one.dates[0].value.day) for one in seen] == [("K-1", 3), ("K-2", 2), ("K-3", 1)]


def test_records_without_a_key_are_still_apart(schedules):
    row = example().shown[0]
    seen = list(evidence(example().model_copy(update={"shown": (row, row)}), schedules))
    assert len({one.key for one in seen}) == 2


def test_a_nil_return_is_shown_as_one(schedules):
    (seen,) = evidence(example(nil=True, dates={"period": ["2012-07-01", "2012-09-30"]}), schedules)
    assert seen.kind is EvidenceKind.NIL_RETURN


def test_a_declared_total_is_shown_by_the_section(schedules):
    section, record = evidence(example().model_copy(update={"total": 13}), schedules)
    assert (section.kind, section.total, record.total) == (EvidenceKind.SECTION, 13, None)


def test_what_is_shown_is_seen_on_the_day_of_the_example_in_vietnam(schedules):
    (seen,) = evidence(example(publisher="subject", own_page=False), schedules)
    assert (seen.at.date(), seen.at.utcoffset()) == (date(2012, 9, 27), timedelta(hours=7))
    assert (seen.own_page, seen.publisher) == (False, Publisher.SUBJECT)
