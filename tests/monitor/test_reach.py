"""Whom an agency may survey: a ministry any, a province and a department those below them, each itself."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from congkhai.accounts.models import Role
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.create import create
from congkhai.monitor.models import Round
from congkhai.monitor.policy import plans, reach, takes_part
from congkhai.records import Kind
from tests import factories
from tests.monitor.surveys import ON, reviewable

pytestmark = pytest.mark.django_db
RULES = "nd-43-2011"


@pytest.fixture
def tree() -> dict[str, Agency]:
    """Two provinces, each with a department, a district and a commune in it; a ministry with a department of its own."""
    made = {"ministry": factories.agency(kind=Kind.MINISTRY)}
    made["bureau"] = factories.agency(kind=Kind.DEPARTMENT, parent=made["ministry"])
    for name in ("here", "there"):
        made[name] = factories.agency(kind=Kind.PROVINCE)
        made[f"department {name}"] = factories.agency(kind=Kind.DEPARTMENT, parent=made[name])
        made[f"district {name}"] = factories.agency(kind=Kind.DISTRICT, parent=made[name])
        made[f"commune {name}"] = factories.agency(kind=Kind.COMMUNE, parent=made[f"district {name}"])
    made["unit"] = factories.agency(kind=Kind.DEPARTMENT, parent=made["department here"])
    return made


@pytest.mark.parametrize(
    ("owner", "within"),
    [
        ("here", {"here", "department here", "district here", "commune here", "unit"}),
        ("department here", {"department here", "unit"}),
        ("bureau", {"bureau"}),
        ("district here", {"district here"}),
        ("commune here", {"commune here"}),
    ],
)
def test_an_owner_reaches_itself_and_those_below_it(tree: dict[str, Agency], owner: str, within: set[str]) -> None:
    names = {agency.pk: name for name, agency in tree.items()}
    assert {names[agency.pk] for agency in reach(tree[owner])} == within


def test_a_ministry_reaches_any_agency(tree: dict[str, Agency]) -> None:
    assert reach(tree["ministry"]).count() == Agency.objects.count()


def made(owner: Agency, agency: Agency, role: Role = Role.CHIEF) -> Round:
    return create(owner=owner, rules=RULES, on=ON, agencies=[agency], by=factories.member(owner, role))


def test_a_province_plans_a_round_over_its_department(tree: dict[str, Agency]) -> None:
    assert made(tree["here"], tree["department here"]).sites.count() == 1


@pytest.mark.parametrize("stranger", ["department there", "there", "ministry"])
def test_a_province_plans_no_round_over_agencies_that_are_not_below_it(tree: dict[str, Agency], stranger: str) -> None:
    with pytest.raises(ValidationError) as refused:
        made(tree["here"], tree[stranger])
    assert tree[stranger].name in " ".join(refused.value.messages)
    assert not Round.objects.exists()


def test_whoever_runs_the_installation_may_have_anyone_survey_anyone(tree: dict[str, Agency]) -> None:
    for by in (None, factories.superuser()):
        create(owner=tree["here"], rules=RULES, on=ON, agencies=[tree["there"]], by=by)
    assert Round.objects.count() == 2


def test_rounds_are_the_business_of_who_may_plan_one_and_of_the_people_of_an_owner(tree: dict[str, Agency]) -> None:
    chief, editor = (factories.member(tree["here"], role) for role in (Role.CHIEF, Role.EDITOR))
    assert (plans(chief), takes_part(chief)) == (True, True)
    assert (plans(editor), takes_part(editor)) == (False, False)
    reviewable(tree["here"], {tree["department here"]: {}})
    assert (plans(editor), takes_part(editor)) == (False, True)
    assert not takes_part(factories.user())
