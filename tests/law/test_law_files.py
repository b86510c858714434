"""The law files of the house load, agree with one another, and prove every version and part. Their examples are collected beside
these tests (conftest.py)."""

from datetime import date
from pathlib import Path

import pytest

from congkhai.catalogue.loading import LawError, load, open_law
from congkhai.catalogue.workdays import load_workdays
from congkhai.proving import unproven
from congkhai.records import Force, Kind

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


BY_THE_LAW_OF_2016 = {
    "legal-dissemination",
    "local-strategies-and-plans",
    "national-strategies-and-plans",
    "science-programmes",
    "science-results",
}


@pytest.mark.parametrize(
    ("on", "binding"),
    [
        ("2011-10-01", None),
        ("2022-08-14", None),
        ("2022-08-15", BY_THE_LAW_OF_2016),
        ("2026-08-31", BY_THE_LAW_OF_2016),
        ("2026-09-01", set()),
    ],
)
def test_of_the_thirteen_items_all_bind_until_decree_42_and_five_until_the_law_of_2026(on: str, binding: set[str] | None):
    items = load(LAW).asked("letter-2613")
    versions = {obligation.id: obligation.version_on(date.fromisoformat(on)) for obligation in items}
    bound = {name for name, version in versions.items() if version and version.force is Force.BINDING}
    assert bound == (set(versions) if binding is None else binding)


def test_whatever_rests_on_the_unread_law_of_2026_says_so():
    resting = [
        version
        for obligation in load(LAW).obligations.values()
        for version in obligation.versions
        if any(citation.instrument == "luat-tctt-2026" for citation in version.cites)
    ]
    assert resting
    assert all(version.text_not_seen and not version.parts for version in resting)


def test_nothing_binds_by_a_clause_that_leaves_the_form_of_disclosure_to_the_agency_alone():
    """Law 104/2016, Article 17, names what must be disclosed somehow; only Article 19 says on the portal."""
    for obligation in load(LAW).obligations.values():
        for version in obligation.versions:
            norms = [citation for citation in version.cites if citation.role == "norm"]
            if version.force is Force.BINDING:
                assert any(
                    citation.instrument != "luat-104-2016" or not citation.place.startswith(("Điều 17", "Điều 18"))
                    for citation in norms
                ), (obligation.id, version.from_)


def test_of_the_letters_items_the_law_of_2006_named_but_legal_dissemination():
    asked = [one.id for one in load(LAW).asked("letter-2613") if one.version_on(date(2011, 9, 30)) is not None]
    assert asked == ["legal-dissemination"]


def test_every_duty_of_decree_43_is_in_its_rule_set():
    law = load(LAW)
    cited = {
        obligation.id
        for obligation in law.obligations.values()
        for version in obligation.versions
        for citation in version.cites
        if citation.instrument == "nd-43-2011" and citation.role == "norm"
    }
    assert cited <= set(law.rulesets["nd-43-2011"].obligations)


def test_what_the_law_of_2016_puts_on_portals_is_in_its_rule_set():
    law = load(LAW)
    cited = {
        obligation.id
        for obligation in law.obligations.values()
        for version in obligation.versions
        for citation in version.cites
        if citation.instrument == "luat-104-2016" and citation.role == "norm" and citation.place.startswith("Điều 19")
    }
    assert cited == set(law.rulesets["luat-104-2016"].obligations)


@pytest.mark.parametrize("on", ["2007-01-01", "2011-10-01", "2018-07-01", "2022-08-15", "2026-07-01", "2026-09-01"])
def test_since_2007_the_law_binds_a_ministry_to_show_what_it_is_and_does(on: str):
    day = date.fromisoformat(on)
    shown = [load(LAW).obligations[name].version_on(day) for name in ("about-agency", "online-services")]
    assert {version and (version.force.value, version.text_not_seen, Kind.MINISTRY in version.binds) for version in shown} == {
        ("binding", False, True)
    }
