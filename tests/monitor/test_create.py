"""Planning a round: over whom, by which rules, how politely."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.crawling.pace import Pace
from congkhai.ledger.models import Entry
from congkhai.monitor.acts.create import create
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.plan import plan
from congkhai.monitor.scope import surveyed
from congkhai.records import Kind
from tests import factories
from tests.monitor.surveys import ON

pytestmark = pytest.mark.django_db


def made(owner: Agency, by: User | None, **given: Any) -> Round:
    asked = {"rules": "letter-2613", "on": ON, "agencies": [factories.agency(site="https://tinh.example/")]}
    return create(owner=owner, by=by, **{**asked, **given})


def refusal(owner: Agency, by: User | None, **given: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        made(owner, by, **given)
    return " ".join(refused.value.messages)


def test_a_round_is_planned_and_written_down(owner: Agency, chief: User) -> None:
    round = made(owner, chief)
    assert (round.stage, round.owner, round.created_by, round.slug) == (Stage.PLANNED, owner, chief, "letter-2613-2026-11-25")
    assert [site.domain for site in round.sites.all()] == ["tinh.example"]
    assert Entry.objects.get(verb="planned").data["sites"] == 1


def test_each_round_has_an_address_of_its_own(owner: Agency, chief: User) -> None:
    assert [made(owner, chief).slug for _ in range(3)] == [
        "letter-2613-2026-11-25",
        "letter-2613-2026-11-25-2",
        "letter-2613-2026-11-25-3",
    ]


def test_only_the_owners_chief_plans_a_round(owner: Agency, approver: User, stranger: User) -> None:
    for person in (approver, stranger):
        with pytest.raises(PermissionDenied):
            made(owner, person)


def test_a_rule_set_that_does_not_exist_is_refused_with_the_nearest(owner: Agency, chief: User) -> None:
    assert "letter-2613" in refusal(owner, chief, rules="letter-2316")


def test_a_round_over_nobody_is_refused(owner: Agency, chief: User) -> None:
    assert refusal(owner, chief, agencies=[])


def test_agencies_that_the_rule_set_does_not_ask_are_refused_by_name(owner: Agency, chief: User) -> None:
    assert "Xã Thử" in refusal(owner, chief, agencies=[factories.agency(kind=Kind.COMMUNE, name="Xã Thử")])


@pytest.mark.parametrize("pace", [{"between_requests": 0.5}, {"contact_": "x"}, {"timeouts": [1]}])
def test_a_pace_that_may_not_be_walked_is_refused(owner: Agency, chief: User, pace: dict[str, Any]) -> None:
    assert refusal(owner, chief, pace=pace)


def test_a_private_address_is_refused_from_the_desk_whatever_is_asked(owner: Agency, chief: User) -> None:
    inside = [factories.agency(site="http://127.0.0.1:8000/")]
    assert refusal(owner, chief, agencies=inside)
    with pytest.raises(PermissionDenied):
        made(owner, chief, agencies=inside, pace={"allow_private": True})
    assert made(owner, None, agencies=inside, pace={"allow_private": True}).pk


def test_the_register_is_asked_as_of_a_day() -> None:
    factories.agency(slug="cu", register_id="cu", until=date(2025, 7, 1))
    factories.agency(slug="moi", register_id="moi", since=date(2025, 7, 1))
    factories.agency(slug="bo", register_id="bo", kind=Kind.MINISTRY)
    factories.agency(slug="bia")
    assert [a.slug for a in surveyed(register=date(2025, 6, 30), kinds=[Kind.PROVINCE])] == ["cu"]
    assert [a.slug for a in surveyed(register=date(2025, 7, 1))] == ["bo", "moi"]
    assert [a.slug for a in surveyed(named=["bia"])] == ["bia"]


def test_the_register_is_asked_for_those_under_one_agency() -> None:
    province = factories.agency(slug="tinh", register_id="tinh")
    factories.agency(slug="so", register_id="so", kind=Kind.DEPARTMENT, parent=province)
    assert [a.slug for a in surveyed(register=ON, under=province)] == ["so"]


def test_a_name_that_is_no_agency_is_refused() -> None:
    with pytest.raises(ValidationError, match="khong-co"):
        surveyed(named=["khong-co"])


def test_a_plan_says_who_would_be_visited_and_for_how_long() -> None:
    agencies = [factories.agency(site=f"https://tinh-{n}.example/") for n in range(3)] + [factories.agency(site="")]
    made = plan(agencies, Pace("x@y.example", pages=120, sites_at_once=2))
    assert [home for _agency, home in made.visited] == [f"https://tinh-{n}.example/" for n in range(3)]
    assert (len(made.without), made.domains) == (1, 3)
    assert (made.likely.total_seconds(), made.longest.total_seconds()) == (240, 7200)
