"""What machines follow: Atom, the XML site map, robots.txt."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.utils import timezone

from congkhai.agencies.law import catalogue
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.public import addresses, sitemap
from tests.portal.public.states import many

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def url(desk):
    return addresses.of_section(desk.agency, catalogue().obligations["leader-directives"], page="section-feed")


def entries(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content).findall(f"{ATOM}entry")


def test_a_record_is_an_entry_with_a_lasting_name(client, desk, url):
    record = desk.live("leader-directives", title="Chỉ thị <mới> & hay")
    (entry,) = entries(client.get(url))
    day = timezone.localtime(record.first_published_at)
    assert entry.find(f"{ATOM}title").text == "Chỉ thị <mới> & hay"
    assert entry.find(f"{ATOM}id").text == f"tag:127.0.0.1,{day:%Y-%m-%d}:mau-son/{record.pk}"
    assert entry.find(f"{ATOM}link").get("href") == addresses.absolute(addresses.of_record(record, desk.agency))


def test_a_change_moves_updated_and_not_published(client, desk, url):
    record = desk.live("leader-directives")
    (before,) = entries(client.get(url))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        desk.approved(desk.rewrite(record, title="Đã sửa"))
        (after,) = entries(client.get(url))
    assert after.find(f"{ATOM}published").text == before.find(f"{ATOM}published").text
    assert after.find(f"{ATOM}updated").text > before.find(f"{ATOM}updated").text
    assert after.find(f"{ATOM}id").text == before.find(f"{ATOM}id").text


def test_an_unchanged_feed_is_not_sent_again(client, desk, url):
    desk.live("leader-directives")
    first = client.get(url)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(url, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304


def test_a_withdrawal_changes_the_feed(client, desk, url):
    record = desk.live("leader-directives")
    first = client.get(url)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        withdraw(record, by=desk.chief, reason="Nhầm.")
        again = client.get(url, headers={"If-Modified-Since": first["Last-Modified"]})
        assert entries(again) == []
        assert again["ETag"] != first["ETag"]


def test_an_empty_feed_stays_the_same(client, desk, url):
    first = client.get(url)
    assert entries(first) == []
    assert client.get(url)["ETag"] == first["ETag"]


def test_moments_carry_their_zone(client, desk, url):
    desk.live("leader-directives")
    (entry,) = entries(client.get(url))
    assert entry.find(f"{ATOM}published").text.endswith("+00:00")


def test_the_site_map_lists_each_public_address_once(client, desk):
    record = desk.live("leader-directives")
    index = ET.fromstring(client.get("/sitemap.xml").content)
    (only,) = [loc.text for loc in index.iter(f"{MAP}loc")]
    assert only == "http://127.0.0.1:8000/sitemap-mau-son-1.xml"
    listed = [loc.text for loc in ET.fromstring(client.get("/sitemap-mau-son-1.xml").content).iter(f"{MAP}loc")]
    assert len(listed) == len(set(listed))
    assert addresses.absolute(addresses.of_record(record, desk.agency)) in listed
    assert "http://127.0.0.1:8000/en/mau-son/leader-directives/" in listed
    for address in listed:
        assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200, address


def test_a_large_portal_has_several_lists(client, desk, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_FILE", 20)
    many(desk.agency, "leader-directives", "directives", 45)
    index = ET.fromstring(client.get("/sitemap.xml").content)
    assert len(list(index.iter(f"{MAP}loc"))) == 3
    seen = []
    for number in (1, 2, 3):
        listed = ET.fromstring(client.get(f"/sitemap-mau-son-{number}.xml").content)
        seen += [loc.text for loc in listed.iter(f"{MAP}loc") if "-quyet-dinh-" in loc.text]
    assert len(seen) == len(set(seen)) == 45
    assert client.get("/sitemap-mau-son-4.xml").status_code == 404


def test_robots_may_read_everything_but_the_admin(client, db):
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /quan-tri/" in told
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in told
    assert client.get("/robots.txt")["Content-Type"] == "text/plain; charset=utf-8"
