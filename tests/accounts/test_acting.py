"""Who acts for which agency as what: one door for every row."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from congkhai.accounts.acting import acts_for, agencies_of, people_of, scoped
from congkhai.accounts.models import Membership, Role
from congkhai.accounts.policy import AgencyPolicy
from congkhai.agencies.models import Agency, Unit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return factories.agency()


@pytest.fixture
def theirs():
    return factories.agency()


@pytest.mark.parametrize(
    ("held", "may"),
    [
        (Role.EDITOR, {Role.EDITOR}),
        (Role.APPROVER, {Role.EDITOR, Role.APPROVER}),
        (Role.CHIEF, {Role.EDITOR, Role.APPROVER, Role.CHIEF}),
    ],
)
def test_each_role_may_do_what_those_below_it_may(ours, held, may):
    person = factories.member(ours, held)
    assert {role for role in Role if acts_for(person, ours, role)} == may


def test_a_role_counts_in_its_own_agency_only(ours, theirs):
    person = factories.member(ours, Role.CHIEF)
    assert not acts_for(person, theirs)
    assert list(agencies_of(person)) == [ours]


def test_a_person_may_act_for_two_agencies_with_two_roles(ours, theirs):
    person = factories.member(ours, Role.CHIEF)
    Membership.objects.create(user=person, agency=theirs, role=Role.EDITOR)
    assert set(agencies_of(person)) == {ours, theirs}
    assert list(agencies_of(person, Role.APPROVER)) == [ours]


def test_rows_are_reached_through_any_path_to_their_agency(ours, theirs):
    for agency in (ours, theirs):
        Unit.objects.create(agency=agency, name="Văn phòng")
    person = factories.member(ours)
    assert [unit.agency for unit in scoped(Unit.objects.all(), person)] == [ours]
    assert list(scoped(Agency.objects.all(), person, path="units__agency")) == [ours]


@pytest.mark.parametrize("who", ["a stranger", "one without a role", "one no longer active"])
def test_whoever_has_no_role_reaches_nothing(ours, who):
    person = {
        "a stranger": lambda: AnonymousUser(),
        "one without a role": factories.user,
        "one no longer active": lambda: factories.member(ours, Role.CHIEF, is_active=False),
    }[who]()
    assert not acts_for(person, ours)
    assert not agencies_of(person).exists()


def test_those_who_run_the_installation_act_for_every_agency(ours, theirs):
    assert set(agencies_of(factories.superuser())) == {ours, theirs}


def test_one_who_ran_it_and_is_no_longer_active_acts_for_none(ours):
    assert not acts_for(factories.superuser(is_active=False), ours)


def test_the_people_of_an_agency_are_those_whose_role_reaches_and_who_are_active(ours, theirs):
    chief = factories.member(ours, Role.CHIEF)
    factories.member(ours, Role.EDITOR)
    factories.member(ours, Role.CHIEF, is_active=False)
    factories.member(theirs, Role.CHIEF)
    assert list(people_of(ours, Role.APPROVER)) == [chief]


def test_roles_are_read_once_a_request(ours, django_assert_num_queries):
    person = factories.member(ours)
    with django_assert_num_queries(1):
        for _ in range(3):
            acts_for(person, ours)


# --- what Wagtail is told -----------------------------------------------------------------------------


@pytest.fixture
def policy():
    return AgencyPolicy(Unit, {"view": Role.EDITOR, "change": Role.APPROVER, "delete": Role.CHIEF})


def test_wagtail_is_told_of_ones_own_agencys_rows_alone(ours, theirs, policy):
    unit, other = (Unit.objects.create(agency=agency, name="Văn phòng") for agency in (ours, theirs))
    person = factories.member(ours, Role.APPROVER)
    assert policy.user_has_permission_for_instance(person, "change", unit)
    assert not policy.user_has_permission_for_instance(person, "change", other)
    assert not policy.user_has_permission_for_instance(person, "delete", unit)
    assert list(policy.instances_user_has_any_permission_for(person, ["change", "delete"])) == [unit]
    assert not policy.instances_user_has_any_permission_for(person, ["delete"]).exists()


def test_an_act_that_no_role_is_named_for_is_nobodys(ours, policy):
    assert not policy.user_has_permission(factories.member(ours, Role.CHIEF), "publish")
    assert not policy.user_has_permission(factories.superuser(), "publish")


def test_wagtail_finds_the_people_who_may_act_on_a_row(ours, theirs, policy):
    unit = Unit.objects.create(agency=ours, name="Văn phòng")
    approver, keeper = factories.member(ours, Role.APPROVER), factories.superuser()
    factories.member(ours, Role.EDITOR)
    factories.member(theirs, Role.CHIEF)
    assert set(policy.users_with_any_permission_for_instance(["change"], unit)) == {approver, keeper}


def test_a_membership_opens_the_admin_and_grants_nothing_else(ours):
    person = factories.member(ours, Role.CHIEF)
    assert person.get_all_permissions() == {"wagtailadmin.access_admin"}
    assert not factories.user().get_all_permissions()
