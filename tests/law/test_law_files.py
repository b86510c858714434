"""The law files of the house load, agree with one another, and prove every version and part. Their examples are collected beside
these tests (conftest.py)."""

from datetime import date
from pathlib import Path

import pytest

from congkhai.catalogue.loading import LawError, load, open_law
from congkhai.catalogue.workdays import load_workdays
from congkhai.proving import unproven

LAW = Path(__file__).parents[2] / "law"


def test_the_law_loads():
    try:
        load(LAW)
    except LawError as error:
        pytest.fail("\n".join(problem.said("vi") for problem in error.problems), pytrace=False)


def test_the_swapped_days_load():
    try:
        load_workdays(LAW)
    except LawError as error:
        pytest.fail("\n".join(problem.said("vi") for problem in error.problems), pytrace=False)


def test_every_version_and_part_has_an_example():
    loaded = open_law(LAW)
    problems = [p for obligation in loaded.catalogue.obligations.values() for p in unproven(obligation, loaded)]
    if problems:
        pytest.fail("\n".join(problem.said("vi") for problem in problems), pytrace=False)


def test_the_thirteen_items_are_asked_in_the_order_of_the_letter():
    assert [obligation.id for obligation in load(LAW).asked("letter-2613")] == [
        "leader-directives",
        "petition-replies",
        "rewards-and-sanctions",
        "leaders-schedule",
        "national-strategies-and-plans",
        "local-strategies-and-plans",
        "investment-calls",
        "construction-and-urban-plans",
        "land-use-plans",
        "natural-resources",
        "science-programmes",
        "science-results",
        "legal-dissemination",
    ]


@pytest.mark.parametrize(("on", "force"), [("2011-10-01", "binding"), ("2022-08-14", "binding"), ("2022-08-15", "practice")])
def test_the_thirteen_items_bind_until_decree_42(on: str, force: str):
    days = {obligation.id: obligation.version_on(date.fromisoformat(on)) for obligation in load(LAW).asked("letter-2613")}
    assert {version and version.force.value for version in days.values()} == {force}


def test_nothing_is_asked_before_decree_43():
    assert all(obligation.version_on(date(2011, 9, 30)) is None for obligation in load(LAW).asked("letter-2613"))
