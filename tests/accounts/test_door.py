"""Signing in: one door, and no other."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congkhai.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "mat khau dai"


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password} | more)


def signed_in(client):
    return "_auth_user_id" in client.session


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def editor():
    return factories.member(factories.agency(), email="bien-tap@example.vn")


@pytest.fixture
def guarded(editor):
    """An editor with an authenticator app, and its secret."""
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    return editor, secret


def test_an_editor_signs_in_and_lands_at_the_desk(client, editor):
    assert sign_in(client, editor.username).url == reverse("wagtailadmin_home")
    assert signed_in(client)


def test_one_who_acts_for_no_agency_lands_on_the_public_site(client):
    assert sign_in(client, factories.user().username).url == "/"


def test_one_who_acts_for_no_agency_is_refused_at_the_desk(client):
    client.force_login(factories.user())
    assert client.get(reverse("wagtailadmin_home")).status_code == 403


def test_the_desk_sends_a_stranger_to_the_door_and_back(client, editor):
    sent = client.get(reverse("wagtailadmin_home"))
    assert sent.url == f"{reverse('account_login')}?next={reverse('wagtailadmin_home')}"
    assert sign_in(client, editor.username, next=reverse("wagtailadmin_home")).url == reverse("wagtailadmin_home")


def test_the_door_sends_nobody_to_another_site(client, editor):
    assert sign_in(client, editor.username, next="https://example.com/").url == reverse("wagtailadmin_home")


def test_the_second_step_is_asked_after_the_password(client, guarded):
    editor, secret = guarded
    assert sign_in(client, editor.username).url == reverse("mfa_authenticate")
    assert not signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert signed_in(client)


def test_a_recovery_code_opens_once(client, guarded):
    editor, secret = guarded
    sign_in(client, editor.username)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    client.post(reverse("mfa_generate_recovery_codes"))
    spare = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()[0]
    for opens in (True, False):
        client.post(reverse("account_logout"))
        sign_in(client, editor.username)
        client.post(reverse("mfa_authenticate"), {"code": spare})
        assert signed_in(client) is opens


def all_addresses(resolver=None, prefix="", space=""):
    """Every (path, view name) of the installation, arguments filled with something."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from all_addresses(entry, path, space + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern):
            filled = re.sub(r"<[^>]+>|\(\?P<\w+>[^)]+\)", "1", path)
            yield "/" + re.sub(r"[\^$\\]|\.\*", "", filled), space + (entry.name or "")


SMELLS = re.compile(
    r"log.?in|sign.?in|sign.?up|password|reauth|auth|register|dang-nhap|dang-ky|mat-khau|xac-nhan|hai-buoc", re.IGNORECASE
)


def test_no_address_lets_a_password_alone_in(client, guarded):
    editor, _secret = guarded
    doors = {path for path, name in all_addresses() if SMELLS.search(path) or SMELLS.search(name)}
    assert len(doors) > 15
    answer = dict.fromkeys(("login", "username", "email", "user", "id_username"), editor.username)
    answer |= dict.fromkeys(("password", "password1", "password2", "new_password1", "new_password2", "oldpassword"), PASSWORD)
    for path in sorted(doors):
        client.get(path)
        client.post(path, answer, follow=True)
        assert not signed_in(client), path


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/quan-tri/login/?next=/quan-tri/", "/tai-khoan/dang-nhap/?next=/quan-tri/"),
        ("/quan-tri/password_reset/", "/tai-khoan/mat-khau/quen/"),
        ("/quan-tri/password_reset/confirm/MQ/set-password/", "/tai-khoan/mat-khau/quen/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_own_addresses_lead_to_the_door(client, path, door, method):
    assert getattr(client, method)(path).url == door


@pytest.mark.parametrize(
    "path", ["/tai-khoan/dang-ky/", "/tai-khoan/signup/", "/accounts/signup/", "/admin/", "/django-admin/login/"]
)
def test_there_is_no_sign_up_and_no_other_admin(client, path):
    assert client.get(path).status_code == 404


def test_wagtail_lets_nobody_change_a_password_or_address_from_inside(client, editor):
    client.force_login(editor)
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "password" not in page
    assert "name_email-email" not in page


# --- the second step required -------------------------------------------------------------------------


def test_without_a_second_factor_the_desk_sends_to_its_set_up(client, editor, settings):
    settings.MFA_REQUIRED = True
    client.force_login(editor)
    for name in ("wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_sprite"):
        assert client.get(reverse(name)).url == reverse("mfa_activate_totp")


def test_a_second_factor_is_required_of_those_who_run_the_installation_too(client, settings):
    settings.MFA_REQUIRED = True
    client.force_login(factories.superuser())
    assert client.get(reverse("wagtailadmin_home")).url == reverse("mfa_activate_totp")


def test_a_person_sets_up_the_second_step_and_enters(client, editor, settings):
    settings.MFA_REQUIRED = True
    sign_in(client, editor.username)
    client.get(reverse("mfa_activate_totp"))
    done = client.post(reverse("mfa_activate_totp"), {"code": code(client.session["mfa.totp.secret"])})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("wagtailadmin_account")).status_code == 200


def test_the_second_step_cannot_be_switched_off_without_confirming_who_one_is(client, guarded):
    editor, _secret = guarded
    client.force_login(editor)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=editor, type="totp").exists()


# --- failures -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", [True, False])
def test_five_failures_lock_the_door_and_say_for_how_long(client, editor, known):
    name = editor.username if known else "khong-co-ai"
    answers = [sign_in(client, name, "sai") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "15" in answers[-1].content.decode()
    assert int(answers[-1]["Retry-After"]) == pytest.approx(15 * 60, abs=5)


def test_a_locked_door_refuses_the_right_password_too(client, editor):
    for _ in range(5):
        sign_in(client, editor.username, "sai")
    assert sign_in(client, editor.username).status_code == 429
    assert not signed_in(client)


def test_the_lock_is_for_one_name_from_one_address(client, editor):
    for _ in range(5):
        sign_in(client, editor.username, "sai")
    assert client.post(
        reverse("account_login"), {"login": editor.username, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7"
    ).url == reverse("wagtailadmin_home")


def test_a_forged_forwarding_header_does_not_open_a_locked_door(client, editor):
    for n in range(5):
        client.post(reverse("account_login"), {"login": editor.username, "password": "sai"}, HTTP_X_FORWARDED_FOR=f"192.0.2.{n}")
    assert sign_in(client, editor.username).status_code == 429


def test_the_lock_opens_after_its_time(client, editor, time_machine):
    time_machine.move_to(datetime.now(UTC))
    for _ in range(5):
        sign_in(client, editor.username, "sai")
    time_machine.shift(timedelta(minutes=16))
    assert sign_in(client, editor.username).url == reverse("wagtailadmin_home")


def test_the_lock_counts_wrong_passwords_at_reauthentication_too(client, editor):
    client.force_login(editor)
    answers = [client.post(reverse("account_reauthenticate"), {"password": "sai"}) for _ in range(5)]
    assert answers[-1].status_code == 429


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(client, editor):
    wrong, unknown = (sign_in(client, name, "sai").content.decode() for name in (editor.username, "khong-co-ai-" + "x" * 3))
    hide = re.compile(r'value="[^"]*"')
    assert hide.sub("", wrong) == hide.sub("", unknown)


# --- a forgotten password -----------------------------------------------------------------------------


def test_a_known_and_an_unknown_address_are_answered_alike_and_only_the_known_gets_a_letter(client, editor):
    answers = [client.post(reverse("account_reset_password"), {"email": email}) for email in (editor.email, "khong@example.vn")]
    assert {answer.url for answer in answers} == {reverse("account_reset_password_done")}
    assert [letter.to for letter in mail.outbox] == [[editor.email]]


def test_the_letters_link_sets_a_password_once_and_lets_nobody_in_by_itself(client, guarded):
    editor, _secret = guarded
    client.post(reverse("account_reset_password"), {"email": editor.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True)
    client.get(link)  # a mail scanner's visit changes nothing
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": "mot mat khau moi", "password2": "mot mat khau moi"})
    assert not signed_in(client)
    assert User.objects.get(pk=editor.pk).check_password("mot mat khau moi")
    client.cookies.clear()
    client.post(
        client.get(link, follow=True).request["PATH_INFO"], {"password1": "lai doi nua day", "password2": "lai doi nua day"}
    )
    assert User.objects.get(pk=editor.pk).check_password("mot mat khau moi")


def test_a_changed_password_ends_the_other_sessions(client, editor):
    client.force_login(editor)
    editor.set_password("mot mat khau moi")
    editor.save()
    assert client.get(reverse("wagtailadmin_home")).url.startswith(reverse("account_login"))


def test_a_session_ends_after_ten_hours(client, editor, time_machine):
    time_machine.move_to(datetime.now(UTC))
    sign_in(client, editor.username)
    time_machine.shift(timedelta(hours=10, minutes=1))
    assert client.get(reverse("wagtailadmin_home")).url.startswith(reverse("account_login"))


def test_one_no_longer_active_is_out_at_once(client, editor):
    client.force_login(editor)
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert client.get(reverse("wagtailadmin_home")).url.startswith(reverse("account_login"))
