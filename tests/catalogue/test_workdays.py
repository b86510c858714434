"""Which days state agencies work, and counting them."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.catalogue.workdays import Workdays, after, between, first_of_week, load_workdays

LAW = Path(__file__).parents[2] / "law"
CLOSED = load_workdays(LAW)
WEEKENDS = frozenset(
    date(2012, 9, 1) + timedelta(days=n) for n in range(60) if (date(2012, 9, 1) + timedelta(days=n)).weekday() > 4
)
DAYS = st.dates(date(2011, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2012, 9, 29),  # a Saturday
        date(2012, 9, 30),  # a Sunday
        date(2012, 9, 3),  # for National Day on a Sunday
        date(2011, 5, 2),  # for 30 April on a Saturday
        date(2011, 5, 3),  # for 1 May on a Sunday
        date(2012, 1, 26),  # for the eve of Tết on a Sunday
        date(2012, 1, 27),  # swapped for Saturday 4 February
        date(2012, 12, 31),  # overlay: swapped for Saturday 5 January 2013
        date(2013, 2, 15),  # swapped for Saturday 23 February
        date(2014, 1, 28),  # overlay: Tết 2014 from 28 January
        date(2014, 2, 5),  # overlay: to 5 February
        date(2026, 1, 2),  # overlay: swapped for Saturday 10 January
        date(2026, 8, 31),  # swapped for Saturday 22 August
        date(2026, 11, 24),  # Vietnam Culture Day, new in 2026
    ],
)
def test_agencies_rest_on_weekends_holidays_and_swapped_days(day: date):
    assert day in CLOSED


@pytest.mark.parametrize(
    "day",
    [
        date(2012, 9, 27),
        date(2012, 2, 4),  # a Saturday worked for 27 January
        date(2013, 1, 5),  # overlay: a Saturday worked for 31 December 2012
        date(2013, 2, 23),  # overlay: a Saturday worked for 15 February
        date(2014, 1, 25),  # overlay: a Saturday worked for 28 January
        date(2014, 2, 8),  # overlay: a Saturday worked for 29 January
        date(2014, 12, 27),  # a Saturday worked for 2 January 2015, of another year
        date(2019, 1, 5),  # a Saturday worked for 31 December 2018, of another year
        date(2025, 11, 24),  # before there was a Culture Day
        date(2026, 1, 10),  # overlay: a Saturday worked for 2 January
        date(2026, 8, 22),  # a Saturday worked for 31 August
    ],
)
def test_agencies_work_on_other_days_and_on_saturdays_that_make_up(day: date):
    assert day not in CLOSED


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2011, 2, 2), date(2011, 2, 7)),
        (date(2012, 1, 21), date(2012, 1, 29)),
        (date(2013, 2, 9), date(2013, 2, 17)),
        (date(2014, 1, 28), date(2014, 2, 5)),
        (date(2015, 2, 15), date(2015, 2, 23)),
        (date(2016, 2, 6), date(2016, 2, 14)),
        (date(2017, 1, 26), date(2017, 2, 1)),
        (date(2018, 2, 14), date(2018, 2, 20)),
        (date(2019, 2, 2), date(2019, 2, 10)),
        (date(2020, 1, 23), date(2020, 1, 29)),
        (date(2021, 2, 10), date(2021, 2, 16)),
        (date(2022, 1, 29), date(2022, 2, 6)),
        (date(2023, 1, 20), date(2023, 1, 26)),
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2025, 1, 25), date(2025, 2, 2)),
        (date(2026, 2, 14), date(2026, 2, 22)),
    ],
)
def test_the_days_of_tết_are_those_that_were_announced(first: date, last: date):
    rest = [date.fromordinal(n) for n in range(first.toordinal() - 1, last.toordinal() + 2) if date.fromordinal(n) in CLOSED]
    assert rest == [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def test_only_days_are_contained():
    assert "2012-09-29" not in CLOSED


def test_an_hour_of_a_day_off_is_not_a_day():
    assert datetime(2012, 9, 29, 8) not in CLOSED


def test_the_overlay_stands_over_the_library():
    holiday, saturday, monday = date(2012, 9, 3), date(2012, 9, 29), date(2012, 9, 24)
    closed = Workdays(closed=[monday], worked=[holiday, saturday])
    assert [day in closed for day in (holiday, saturday, monday)] == [False, False, True]


@pytest.mark.parametrize(
    ("day", "n", "deadline"),
    [
        (date(2012, 9, 27), 1, date(2012, 9, 28)),
        (date(2012, 9, 27), 2, date(2012, 10, 1)),
        (date(2012, 9, 29), 1, date(2012, 10, 1)),
        (date(2012, 9, 27), 0, date(2012, 9, 27)),
        (date(2012, 9, 29), 0, date(2012, 10, 1)),
        (date(2012, 1, 20), 2, date(2012, 1, 31)),
        (date(2012, 2, 3), 1, date(2012, 2, 4)),
        (date(2026, 8, 28), 2, date(2026, 9, 4)),
        (date(2025, 12, 31), 1, date(2026, 1, 5)),
        (date(2012, 7, 2), 15, date(2012, 7, 23)),
    ],
)
def test_a_deadline_is_so_many_working_days_after_a_day(day: date, n: int, deadline: date):
    assert after(day, n, CLOSED) == deadline


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2012, 9, 27), date(2012, 9, 28), 1),
        (date(2012, 9, 27), date(2012, 9, 30), 1),
        (date(2012, 9, 28), date(2012, 10, 1), 1),
        (date(2012, 9, 27), date(2012, 9, 27), 0),
        (date(2012, 9, 27), date(2012, 9, 20), 0),
        (date(2012, 2, 3), date(2012, 2, 6), 2),
        (date(2012, 7, 16), date(2012, 7, 30), 10),
    ],
)
def test_working_days_are_counted_after_the_start_up_to_the_end(start: date, end: date, days: int):
    assert between(start, end, CLOSED) == days


@given(DAYS, st.integers(min_value=1, max_value=40))
def test_a_deadline_is_as_far_as_was_counted_and_is_a_working_day(day: date, n: int):
    deadline = after(day, n, CLOSED)
    assert between(day, deadline, CLOSED) == n
    assert deadline not in CLOSED


@given(DAYS, DAYS, st.integers(min_value=0, max_value=30))
def test_a_later_day_never_has_an_earlier_deadline(one: date, other: date, n: int):
    assert after(min(one, other), n, CLOSED) <= after(max(one, other), n, CLOSED)


@pytest.mark.parametrize("day", [date(2012, 10, 1), date(2012, 10, 4), date(2012, 10, 7)])
def test_a_week_starts_on_its_monday(day: date):
    assert first_of_week(day, CLOSED) == date(2012, 10, 1)


def test_a_week_after_a_holiday_starts_on_its_first_working_day():
    assert first_of_week(date(2012, 9, 9), CLOSED) == date(2012, 9, 4)


def test_a_week_of_holidays_starts_on_the_saturday_that_makes_up():
    assert first_of_week(date(2012, 1, 24), CLOSED) is None
    assert first_of_week(date(2012, 1, 24), Workdays(worked=[date(2012, 1, 28)])) == date(2012, 1, 28)


def test_counting_takes_any_container_of_days():
    assert after(date(2012, 9, 27), 2, WEEKENDS) == date(2012, 10, 1)
    assert between(date(2012, 9, 27), date(2012, 10, 1), WEEKENDS) == 2


def test_without_an_overlay_the_library_stands(tmp_path: Path):
    closed = load_workdays(tmp_path)
    assert date(2012, 9, 3) in closed
    assert date(2026, 1, 2) not in closed


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("closed:\n  - {on: 2026-01-02, decision: x, by: x}\n", 2, ['"by"', "on, decision, note"]),
        ("closed:\n  - on: 2026-01-02\n", 2, ['"decision"']),
        ("open:\n  - on: 10/1/2026\n    decision: x\n", 2, ["10/1/2026", "2012-09-27"]),
        ('closed:\n  - {on: 2026-01-02, decision: ""}\n', 2, ['"decision"']),
        ("closed:\n  on: 2026-01-02\n  decision: x\n", 1, ["- "]),
        ("closed: &days\n  - {on: 2026-01-02, decision: x}\nopen:\n  - {on: 2026-01-02, decision: x}\n", 4, ["2026-01-02"]),
    ],
)
def test_a_wrong_overlay_is_told_at_its_line(law, content: str, line: int, words: list[str]):
    law.write("workdays.yaml", content)
    problem = law.problems(load_workdays)[0]
    assert f"{problem.file}:{problem.line}" == f"law/workdays.yaml:{line}"
    assert all(word in problem.said("vi") and word in problem.said("en") for word in words), problem.said("vi") + str(problem)
