"""A round that was not approved is nowhere in public: not for a citizen, not for the wrong person, not for the right one."""

from __future__ import annotations

import re

import pytest

from congkhai.agencies.law import catalogue
from congkhai.monitor.acts.close import close
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.public import addresses
from congkhai.monitor.urls import urlpatterns
from tests.monitor.public.rounds import full_round, opened, provinces

SECRET = "Đợt bí mật"
OF_A_ROUND = sorted(p.name for p in urlpatterns if "<slug:round>" in str(p.pattern))


def address(name, slug, agency, language="vi"):
    obligation = catalogue().obligations["rewards-and-sanctions"]
    args = {"figure": ["directives"], "obligation": [obligation], "agency": [agency], "verdict": [agency, obligation]}.get(name, [])
    return addresses.of(name, slug, *args, language=language)


def hidden(owner, chief, agencies):
    """A round in each state that the public must not see."""
    for stage in Stage:
        if stage is Stage.APPROVED:
            continue
        round = full_round(owner, agencies, slug=f"kin-{stage}", title=f"{SECRET} {stage}")
        if stage is Stage.CLOSED:
            close(round, by=chief, reason="Bỏ")
        else:
            Round.objects.filter(pk=round.pk).update(stage=stage)
        yield round.slug


def test_each_address_of_a_round_is_tried_here():
    assert len(OF_A_ROUND) == 13


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_round_that_is_not_public_is_answered_like_one_that_never_was(client, owner, chief, language):
    agency = provinces("Tỉnh Kín")[0]
    slugs = list(hidden(owner, chief, [agency]))
    for name in OF_A_ROUND:
        never = client.get(address(name, "chua-tung-co", agency.slug, language))
        assert never.status_code == 404, name
        for slug in slugs:
            response = client.get(address(name, slug, agency.slug, language))
            assert response.status_code == 404, (name, slug)
            assert response.content == never.content, (name, slug)
            same = {key: value for key, value in never.headers.items() if key != "Content-Length"}
            assert {key: value for key, value in response.headers.items() if key != "Content-Length"} == same


def test_no_list_map_feed_or_search_tells_of_it(client, owner, chief, told):
    agency = provinces("Tỉnh Kín")[0]
    slugs = list(hidden(owner, chief, [agency]))
    opened(full_round(owner, provinces("Tỉnh Mở"), slug="mo", title="Đợt mở"), chief)
    pages = [
        addresses.of(name, language=lang) for name in ("front", "rounds", "agencies", "feed", "method") for lang in ("vi", "en")
    ]
    for url in [*pages, addresses.of("agencies") + "?q=kin", addresses.of("round", "mo"), "/sitemap.xml"]:
        page = told(url)
        assert SECRET not in page, url
        assert not any(slug in page for slug in slugs), url
        assert "Tỉnh Kín" not in page, url
    told(addresses.of("agency-over-time", agency.slug), 404)


def test_even_its_owner_s_people_see_it_at_their_desk_only(client, owner, chief, stranger):
    agency = provinces("Tỉnh Kín")[0]
    slug = next(iter(hidden(owner, chief, [agency])))
    for person in (chief, stranger):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        for name in OF_A_ROUND:
            assert client.get(address(name, slug, agency.slug)).status_code == 404


def test_a_round_that_was_approved_and_closed_stays_open(told, owner, chief):
    round = opened(full_round(owner, provinces("Tỉnh Mở")), chief)
    close(round, by=chief)
    assert told(addresses.of("round", round.slug))


def test_an_agency_s_page_leaves_out_its_rounds_that_are_not_public(told, owner, chief):
    agency = provinces("Tỉnh Mở")[0]
    opened(full_round(owner, [agency], slug="mo"), chief)
    slugs = list(hidden(owner, chief, [agency]))
    page = told(addresses.of("agency-over-time", agency.slug))
    assert not any(slug in page for slug in slugs)


@pytest.mark.usefixtures("cache_table")
def test_anonymous_pages_are_alike_for_all_and_asked_for_again(client, round, chief):
    agency = round.sites.first().agency.slug
    for name in OF_A_ROUND:
        url = address(name, round.slug, agency)
        response = client.get(url)
        assert response.status_code == 200
        assert "Cookie" not in response.get("Vary", ""), name
        assert not response.cookies
        assert response["Cache-Control"] == "public, no-cache", name
        if name != "json":  # written as it is read
            again = client.get(url, headers={"If-None-Match": response["ETag"]})
            assert (again.status_code, again.content) == (304, b""), name
    before = client.get(address("agency", round.slug, agency)).content
    client.force_login(chief, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address("agency", round.slug, agency)).content == before


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_done_to_a_public_page_but_read_it(client, round, method):
    agency = round.sites.first().agency.slug
    for name in OF_A_ROUND:
        assert getattr(client, method)(address(name, round.slug, agency)).status_code == 405, name
    for name in ("front", "rounds", "agencies", "method", "feed"):
        assert getattr(client, method)(addresses.of(name)).status_code == 405


def test_a_page_can_be_asked_for_its_head_alone(client, round):
    for name in OF_A_ROUND:
        if name != "letter-pdf":
            assert client.head(address(name, round.slug, round.sites.first().agency.slug)).getvalue() == b"", name


def test_no_page_holds_inline_style_script_or_foreign_asset(told, round):
    agency = round.sites.first().agency.slug
    for name in OF_A_ROUND:
        if name in {"csv", "json", "figures-json", "letter-pdf", "sitemap"}:
            continue
        page = told(address(name, round.slug, agency))
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", page), name
        assert not re.search(r"<script(?![^>]*application/ld\+json)", page), name
        assert not re.search(r"(?:src|rel=\"stylesheet\" href)=\"(?!/static/)", page), name
