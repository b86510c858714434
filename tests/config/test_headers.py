"""What a browser may do with each kind of page."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congkhai.accounts.models import Role
from congkhai.files.serve import respond
from congkhai.files.store import store
from tests import factories

pytestmark = pytest.mark.django_db


def policy_of(response):
    words = (directive.split() for directive in response["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in words}


@pytest.fixture
def agency():
    return factories.agency(slug="tinh-mau")


def pages(client, agency):
    """One answer of each kind, with its name."""
    yield "home", client.get("/")
    yield "an agency's home", client.get(f"/{agency.slug}/")
    yield "in English", client.get(f"/en/{agency.slug}/")
    yield "not there", client.get("/khong-co-trang-nay/")
    yield "a redirect", client.get(f"/{agency.slug}")
    yield "the door", client.get(reverse("account_login"))
    client.force_login(factories.user())
    yield "refused", client.get("/quan-tri/")
    client.force_login(factories.member(agency, Role.CHIEF))
    yield "own settings", client.get(reverse("wagtailadmin_account"))
    yield "people", client.get(reverse("nguoi:index"))
    yield "the desk", client.get(f"/quan-tri/{agency.slug}/")


def test_every_kind_of_page_forbids_all_that_is_inline_or_from_elsewhere(client, agency):
    for name, answer in pages(client, agency):
        policy = policy_of(answer)
        assert policy["default-src"] == {"'none'"}, name
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == {"'self'"}, name
        assert policy["base-uri"] == {"'none'"}, name
        assert "unsafe" not in answer["Content-Security-Policy"], name
        assert "nonce" not in answer["Content-Security-Policy"], name


def test_nobody_may_frame_us_but_the_admin_itself(client, agency):
    for name, answer in pages(client, agency):
        inside = answer.wsgi_request.path.startswith("/quan-tri/")
        assert policy_of(answer)["frame-ancestors"] == ({"'self'"} if inside else {"'none'"}), name


def test_every_kind_of_page_says_what_else_is_off(client, agency):
    for name, answer in pages(client, agency):
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin", name
        assert "camera=()" in answer["Permissions-Policy"], name
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", name


def test_pages_for_those_signed_in_are_kept_by_no_cache(client, agency):
    client.force_login(factories.member(agency, Role.CHIEF))
    for address in (reverse("wagtailadmin_account"), reverse("nguoi:index"), reverse("mfa_index")):
        assert "no-store" in client.get(address)["Cache-Control"] or "private" in client.get(address)["Cache-Control"], address


def test_a_kept_files_own_policy_is_not_widened(client, agency, rf):
    stored = store(SimpleUploadedFile("a.txt", b"x"), agency=agency, by=None)
    response = respond(rf.get("/"), stored)
    assert policy_of(response)["sandbox"] == set()
    response.close()


def test_cookies_are_not_for_scripts_nor_for_other_sites(client, agency):
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": factories.member(agency).username, "password": "mat khau dai"})
    for name in ("csrftoken", "sessionid"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
