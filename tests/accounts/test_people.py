"""An editor-in-chief keeps her own agency's people, units and contact, and no other's."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse

from congkhai.accounts.models import Membership, Role, User
from congkhai.agencies.models import Agency, Unit
from tests import factories

pytestmark = pytest.mark.django_db
NEWCOMER = {
    "username": "van-thu",
    "full_name": "Lò Thị Văn Thư",
    "position": "",
    "email": "van-thu@example.vn",
    "role": Role.EDITOR,
    "unit": "",
}


@pytest.fixture
def ours():
    return factories.agency()


@pytest.fixture
def theirs():
    agency = factories.agency(name="Tỉnh Khác")
    factories.member(agency, Role.EDITOR, username="nguoi-khac", full_name="Người Khác")
    Unit.objects.create(agency=agency, name="Văn phòng khác")
    return agency


@pytest.fixture
def chief(client, ours):
    person = factories.member(ours, Role.CHIEF)
    client.force_login(person)
    return person


def test_a_newcomer_gets_a_role_and_a_letter_and_chooses_her_own_password(client, ours, chief):
    client.post(reverse("nguoi:add"), NEWCOMER | {"agency": ours.pk})
    person = User.objects.get(username="van-thu")
    assert person.memberships.get().agency == ours
    assert not person.has_usable_password()
    letter = mail.outbox[0]
    assert letter.to == ["van-thu@example.vn"]
    assert "van-thu" in letter.body
    client.logout()
    form = client.get(re.search(r"http://testserver(\S+)", letter.body).group(1), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "mot mat khau moi", "password2": "mot mat khau moi"})
    assert User.objects.get(pk=person.pk).check_password("mot mat khau moi")


def test_a_newcomer_cannot_be_put_into_another_agency(client, ours, theirs, chief):
    answer = client.post(reverse("nguoi:add"), NEWCOMER | {"agency": theirs.pk})
    assert answer.status_code == 200
    assert not User.objects.filter(username="van-thu").exists()


def test_a_unit_of_another_agency_is_not_offered(client, ours, theirs, chief):
    client.post(reverse("nguoi:add"), NEWCOMER | {"agency": ours.pk, "unit": theirs.units.get().pk})
    assert not User.objects.filter(username="van-thu").exists()


def test_a_name_taken_is_said_so_and_gives_nobody_a_role(client, ours, theirs, chief):
    client.post(reverse("nguoi:add"), NEWCOMER | {"agency": ours.pk, "username": "nguoi-khac"})
    assert not ours.memberships.filter(user__username="nguoi-khac").exists()


def test_those_who_run_the_installation_give_one_person_roles_in_two_agencies(client, ours, theirs):
    client.force_login(factories.superuser())
    client.post(reverse("nguoi:add"), NEWCOMER | {"agency": ours.pk, "username": "nguoi-khac"})
    assert User.objects.get(username="nguoi-khac").memberships.count() == 2
    assert User.objects.get(username="nguoi-khac").full_name == "Người Khác"


def test_a_role_is_changed_and_taken_away(client, ours, chief):
    held = factories.member(ours).memberships.get()
    client.post(reverse("nguoi:edit", args=[held.pk]), {"role": Role.APPROVER, "unit": ""})
    assert Membership.objects.get(pk=held.pk).role == Role.APPROVER
    client.post(reverse("nguoi:delete", args=[held.pk]))
    assert not Membership.objects.filter(pk=held.pk).exists()
    assert User.objects.filter(pk=held.user_id).exists()


def test_nobody_changes_or_removes_her_own_role(client, ours, chief):
    own = chief.memberships.get()
    client.post(reverse("nguoi:edit", args=[own.pk]), {"role": Role.EDITOR, "unit": ""})
    client.post(reverse("nguoi:delete", args=[own.pk]))
    assert Membership.objects.get(pk=own.pk).role == Role.CHIEF


def test_an_editor_in_chief_keeps_how_her_agency_is_reached_and_not_who_it_is(client, ours, chief):
    client.post(reverse("co-quan:edit", args=[ours.pk]), {"telephone": "0204 000 000", "name": "Tỉnh Tự Xưng", "portal": ""})
    changed = Agency.objects.get(pk=ours.pk)
    assert (changed.telephone, changed.name, changed.portal) == ("0204 000 000", ours.name, True)


def test_a_second_step_lost_with_its_telephone_is_removed_by_those_who_run_the_installation(client, ours):
    person = factories.member(ours)
    person.authenticator_set.create(type="totp", data={"secret": "x"})
    client.force_login(factories.superuser())
    details = {
        "username": person.username,
        "full_name": person.full_name,
        "email": "a@example.vn",
        "is_active": "on",
        "forget_second_step": "on",
    }
    client.post(reverse("tai-khoan:edit", args=[person.pk]), details)
    assert not person.authenticator_set.exists()


def screens(theirs):
    """Every address of our own screens, with another agency's row where one is named."""
    rows = {
        "nguoi": theirs.memberships.get().pk,
        "bo-phan": theirs.units.get().pk,
        "co-quan": theirs.pk,
        "tai-khoan": theirs.memberships.get().user_id,
    }
    for screen, pk in rows.items():
        for name, args in [("index", []), ("index_results", []), ("add", []), ("edit", [pk]), ("delete", [pk])]:
            try:
                yield reverse(f"{screen}:{name}", args=args)
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("role", Role)
def test_no_screen_shows_or_changes_another_agencys_rows(client, ours, theirs, role):
    client.force_login(factories.member(ours, role))
    before = [list(model.objects.order_by("pk").values()) for model in (Membership, Unit, Agency, User)]
    for address in screens(theirs):
        for answer in (client.get(address), client.post(address, {"role": Role.CHIEF, "name": "Chiếm", "telephone": "1"})):
            assert answer.status_code in {200, 302, 403, 404, 405}, address
            assert "Khác" not in answer.content.decode(), address
    assert [list(model.objects.order_by("pk").values()) for model in (Membership, Unit, Agency, User)] == before


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_only_an_editor_in_chief_keeps_people(client, ours, role):
    client.force_login(factories.member(ours, role))
    assert client.get(reverse("nguoi:index")).status_code == 302
    client.post(reverse("nguoi:add"), NEWCOMER | {"agency": ours.pk})
    assert not User.objects.filter(username="van-thu").exists()


def test_the_box_in_the_side_bar_searches_accounts_for_those_who_keep_them(client, ours):
    client.force_login(factories.superuser(username="giu-may"))
    page = client.get(reverse("tai-khoan:index")).content.decode()
    assert f'SearchModule", "_args": ["{reverse("tai-khoan:index")}"]' in page
    found = client.get(reverse("tai-khoan:index"), {"q": "giu-may"}).content.decode()
    assert "giu-may" in found
    assert client.get(reverse("tai-khoan:index"), {"q": "khong-co-ai"}).content.decode().count("giu-may") < found.count("giu-may")


def test_the_box_is_not_there_for_anybody_else(client, ours, chief):
    assert "SearchModule" not in client.get(reverse("nguoi:index")).content.decode()
