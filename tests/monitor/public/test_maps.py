"""What machines are told: the lists of pages, the feed, the facts of a page."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

from congkhai.monitor.public import addresses
from tests.monitor.public.rounds import full_round, opened

HOST = "http://127.0.0.1:8000"


def test_every_address_of_a_round_s_list_can_be_read_and_both_languages_are_there(client, told, round):
    listed = re.findall(r"<loc>([^<]+)</loc>", told(addresses.of("sitemap", round.slug)))
    assert len(listed) == len(set(listed))
    assert {HOST + addresses.of("matrix", round.slug, language=language) for language in ("vi", "en")} <= set(listed)
    for url in listed:
        assert client.get(url.removeprefix(HOST)).status_code == 200, url


def test_the_installation_s_list_of_lists_leads_there(told, round):
    assert f"<loc>{HOST}{addresses.of('sitemap', round.slug)}</loc>" in told("/sitemap.xml")


def test_the_feed_holds_the_public_rounds_the_last_approved_first(told, owner, chief, round, surveyed):
    later = opened(full_round(owner, surveyed[:1], title="Đợt duyệt sau", on=round.on.replace(year=2025)), chief)
    feed = ET.fromstring(told(addresses.of("feed")))
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert [entry.text for entry in feed.findall("a:entry/a:title", atom)] == [later.title, round.title]
    links = [link.get("href") for link in feed.findall("a:entry/a:link", atom)]
    assert links[1] == HOST + addresses.of("round", round.slug)
    assert len({entry.text for entry in feed.findall("a:entry/a:id", atom)}) == 2


def test_an_empty_feed_is_a_feed_still(told, db):
    assert ET.fromstring(told(addresses.of("feed"))).tag.endswith("feed")


def test_a_page_tells_those_who_share_it_what_it_is(told, round, surveyed):
    page = told(addresses.of_agency(round, surveyed[0].slug))
    told_of = dict(re.findall(r'<meta property="(og:[a-z_]+)" content="([^"]*)">', page))
    assert told_of["og:title"] == "Tỉnh Đông, Đợt đã mở"
    assert told_of["og:url"] == HOST + addresses.of_agency(round, surveyed[0].slug)
    assert told_of["og:site_name"] == "Bộ Khảo Sát"
    assert told_of["og:image"].endswith("share.png")
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert data is not None
    assert json.loads(data[1])["publisher"]["name"] == "Bộ Khảo Sát"


def test_the_portal_s_foot_leads_here_once_there_is_something_to_see(client, told, owner, chief, surveyed):
    surveyed[0].portal = True
    surveyed[0].save()
    link = f'href="{addresses.of("front")}"'
    home = f"/{surveyed[0].slug}/"
    assert link not in told(home)
    opened(full_round(owner, surveyed[:1]), chief)
    assert link in told(home)
