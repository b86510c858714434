"""Wagtail's admin: what is left of it, and whom it lets where."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congkhai.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db
FORBIDDEN_IN_PAGES = re.compile(
    r"<script(?![^>]*(?:\ssrc=|application/json|text/x-template|text/django-))[^>]*>|<style|\sstyle=\"|\son\w+=\"|javascript:|<(?:script|link|img|iframe)[^>]+=\"(?:https?:)?//",
    re.IGNORECASE,
)


def admin_patterns(resolver=None, prefix="", space=""):
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from admin_patterns(entry, path, space + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern) and path.startswith("quan-tri/"):
            yield path, space + (entry.name or ""), entry


def addresses():
    """Every admin address; where a row or a name is asked for, one that may not exist."""
    for path, name, _entry in admin_patterns():
        filled = re.sub(r"<[^>]+>|\(\?P<\w+>[^)]+\)|\(\?:[a-z|0-9]+\)", "1", path)
        yield "/" + re.sub(r"[\^$\\]|\.\*", "", filled), name


def test_no_address_of_the_admin_fails_for_those_who_run_the_installation(client):
    client.force_login(factories.superuser())
    asked = list(addresses())
    assert len(asked) > 80
    for path, name in asked:
        if name not in {"wagtailadmin_logout"}:
            assert client.get(path).status_code < 500, path


def test_wagtails_own_views_are_closed_to_editors_but_for_a_harmless_few(client):
    client.force_login(factories.member(factories.agency(), Role.CHIEF))
    closed = [
        "wagtailadmin_reports:site_history",
        "wagtailadmin_workflows:index",
        "wagtailadmin_workflows:task_index",
        "wagtailadmin_tag_autocomplete",
    ]
    for name in closed:
        assert client.get(reverse(name)).status_code == 403, name
    for path in (
        "/quan-tri/pages/",
        "/quan-tri/collections/",
        "/quan-tri/api/main/pages/",
        "/quan-tri/users/",
        "/quan-tri/groups/",
        "/quan-tri/images/",
        "/quan-tri/documents/",
    ):
        assert client.get(path).status_code == 404, path
    for name in ("wagtailadmin_account", "wagtailadmin_javascript_catalog"):
        assert client.get(reverse(name)).status_code == 200, name


def test_a_stranger_gets_the_door_at_every_address_of_the_admin(client):
    open_to_all = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}
    for path, name in addresses():
        answer = client.get(path)
        assert answer.status_code in {302, 404, 405} or name in open_to_all, path
        if answer.status_code == 302 and path != "/quan-tri/logout/":
            assert answer.url.startswith(("/tai-khoan/", "/quan-tri/login/")), path


@pytest.mark.parametrize("name", ["wagtailadmin_account", "nguoi:index", "nguoi:add", "bo-phan:add", "co-quan:index"])
def test_our_screens_hold_nothing_that_our_policy_would_block(client, name):
    client.force_login(factories.member(factories.agency(), Role.CHIEF))
    page = client.get(reverse(name)).content.decode()
    assert FORBIDDEN_IN_PAGES.findall(page) == []


def test_the_admin_asks_nothing_of_other_hosts_and_names_no_avatar_service(client):
    client.force_login(factories.member(factories.agency(), Role.CHIEF, email="a@example.vn"))
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "gravatar" not in page


def test_the_admin_speaks_vietnamese_unless_asked_otherwise(client):
    person = factories.member(factories.agency())
    client.force_login(person)
    assert '<html lang="vi"' in client.get(reverse("wagtailadmin_account")).content.decode()
