"""How often a public page asks the database: the same for ten records and for ten thousand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congkhai.agencies.law import catalogue
from congkhai.portal.public import addresses
from congkhai.portal.rules import asked_of
from congkhai.portal.searched import tell_search
from tests.portal.public.states import PDF, Desk, many


def asked(client, url):
    """How many queries the page takes once the day's self-check is kept."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("number", [10, 10_000])
def test_a_list_takes_nine_queries(client, desk, number):
    many(desk.agency, "leader-directives", "directives", number)
    desk.live("leader-directives", files={"a.pdf": PDF, "b.pdf": PDF + b"2"})
    url = addresses.of_section(desk.agency, catalogue().obligations["leader-directives"])
    assert asked(client, url) <= 9
    assert asked(client, f"{url}?phan=directives&trang=2") <= 9
    assert asked(client, f"{url}?q=ban+ghi") <= 9


def test_a_list_with_nil_returns_takes_as_many(client, desk):
    many(desk.agency, "rewards-and-sanctions", "sanctions", 10)
    desk.live("rewards-and-sanctions", "sanctions", nil_return=True)
    assert asked(client, addresses.of_section(desk.agency, catalogue().obligations["rewards-and-sanctions"])) <= 8


@pytest.mark.parametrize(("sections", "number"), [(3, 10), (3, 1_000), (None, 3)])
def test_the_home_page_asks_ten_times_however_many_the_sections_and_their_records(client, db, sections, number):
    desk = Desk(slug="mau-son", rules="portal-2026")
    parts = [(one.id, name) for one in asked_of(desk.agency) for name in list(one.versions[-1].parts)[:1]]
    for obligation, part in parts[:sections]:
        many(desk.agency, obligation, part, number)
    assert len(asked_of(desk.agency)) >= 28
    for language in ("vi", "en"):
        assert asked(client, addresses.of("home", desk.agency.slug, language=language)) <= 10


def test_a_profile_takes_seven_queries_however_much_it_tells(client, db):
    desk = Desk(rules="portal-2026")
    url = addresses.of_section(desk.agency, catalogue().obligations["about-territory"])
    desk.live("about-territory", "history", files={"a.pdf": PDF})
    before = asked(client, url)
    for part in ("monuments", "sights", "leaders"):
        many(desk.agency, "about-territory", part, 30)
    assert asked(client, url) == before <= 7


def test_a_catalogue_takes_ten_queries_with_its_filters_and_groups(client, db):
    desk = Desk(rules="portal-2026")
    url = addresses.of_section(desk.agency, catalogue().obligations["online-services"]) + "?phan=procedures"
    many(desk.agency, "online-services", "procedures", 50)
    assert asked(client, url) <= 10


def test_a_record_takes_nine_queries_however_many_files_it_has(client, desk):
    files = {f"{n}.pdf": PDF + str(n).encode() for n in range(8)}
    record = desk.live("leader-directives", files=files)
    assert asked(client, addresses.of_record(record, desk.agency)) <= 9


@pytest.mark.parametrize("number", [3, 30])
def test_a_search_takes_seven_queries(client, desk, number):
    for n in range(number):
        record = desk.draft("leader-directives", title=f"Đất đai {n}")
        record.live = True
        tell_search(record)
    assert asked(client, addresses.of("search", desk.agency.slug) + "?q=dat+dai") <= 7


def test_a_schedule_takes_seven_queries(client, desk):
    desk.live("leaders-schedule")
    assert asked(client, addresses.of_section(desk.agency, catalogue().obligations["leaders-schedule"])) <= 7


def test_a_feed_takes_six_queries(client, desk):
    many(desk.agency, "leader-directives", "directives", 60)
    url = addresses.of_section(desk.agency, catalogue().obligations["leader-directives"], page="section-feed")
    assert asked(client, url) <= 6
