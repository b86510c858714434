"""A list narrowed by whether documents are in force: the database says of each what its own tag says."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from congkhai.agencies.law import catalogue
from congkhai.portal.models import Disclosure, Relation
from congkhai.portal.public import addresses
from congkhai.portal.public.narrowing import STANDS, _standing
from congkhai.portal.public.records import open_records
from congkhai.portal.related import InForce, done_to, in_force
from tests.portal.public.states import Desk
from tests.portal.test_related import LAW, document

TODAY = timezone.localdate()
NOW = timezone.now()
NUMBERS = ("", *(f"{n}/{year}QDUBND" for n in range(25) for year in ("", "2025/")))


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture
def desk(db):
    return Desk(rules="portal-2026")


def documents(agency, number, chance):
    """So many documents with days, numbers and relations as they fall, put there past the acts; some are not open."""

    def day(*choices):
        days = chance.choice(choices)
        return days if days is None else TODAY + timedelta(days=days)

    numbers = [chance.choice(NUMBERS) if number < 1000 else f"{n}/2025/QDUBND" for n in range(number)]
    made = Disclosure._base_manager.bulk_create(
        Disclosure(
            agency=agency,
            obligation=LAW,
            part="documents",
            title=f"Văn bản {n}",
            slug=f"van-ban-{n}",
            number_key=numbers[n // 2],  # a document and its translation bear one
            duty_on=day(None, None, -400, -30, 5),
            period_from=day(None, None, -380, -20, 1),
            period_until=day(None, None, None, -1, 0),
            language=("vi", "en")[n % 2],
            nil_return=chance.random() < 0.05,
            natural_key=f"n:{n // 2}",
            live=chance.random() < 0.9,
            withdrawn_at=NOW if chance.random() < 0.05 else None,
            expire_at=chance.choice([None, None, NOW + timedelta(days=1), NOW - timedelta(minutes=1)]),
            first_published_at=NOW,
            last_published_at=NOW,
        )
        for n in range(number)
    )
    for _n in range(min(number, 400) // 2):
        source = chance.choice(made)
        other = chance.choice([source, *chance.choices(made, k=4)])  # some name themselves
        if other.number_key:
            act = chance.choice(["amends", "amends", "replaces", "repeals"])
            Relation.objects.create(source=source, act=act, number_key=other.number_key, on=day(None, None, -400, -30))


@pytest.mark.parametrize("seed", range(3))
def test_the_database_says_of_each_document_what_its_tag_says(desk, seed):
    chance = random.Random(seed)
    for agency in (desk.agency, Desk(rules="portal-2026").agency):
        documents(agency, 200, chance)
    listed = list(open_records(desk.agency))
    done = done_to(listed, open_records(desk.agency))
    states = {record.pk: in_force(record, done.get(record.pk, ()), TODAY) for record in listed}
    assert set(states.values()) == set(InForce), "every state is among them"
    expected = {
        value: {record.pk for record in listed if states[record.pk] in some and not record.nil_return}
        for value, (_words, some) in STANDS.items()
    }
    told = {value: set(_standing(open_records(desk.agency), value).values_list("pk", flat=True)) for value in STANDS}
    assert told == expected


def test_the_values_of_the_select_hold_each_state_once():
    states = [state for _words, some in STANDS.values() for state in some]
    assert sorted(states) == sorted(InForce)


def listed(client, desk, query):
    response = client.get(addresses.of_section(desk.agency, catalogue().obligations[LAW]), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def four(desk):
    """A document in force, one repealed by it, one to come, one that does not say."""
    document(desk, "01/2025/QĐ-UBND", issued=400)
    document(desk, "02/2026/QĐ-UBND", issued=30, begins=20, acts=[("repeals", "01/2025/QĐ-UBND")])
    document(desk, "03/2026/QĐ-UBND", issued=3, begins=-10)
    document(desk, "04/2026/QĐ-UBND", issued=3, begins=None)
    return desk


def numbers(page):
    return {number for number in range(1, 5) if f"Văn bản 0{number}/" in page}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {1, 2, 3, 4}),
        ({"hieu-luc": "con-hieu-luc"}, {2}),
        ({"hieu-luc": "het-hieu-luc"}, {1}),
        ({"hieu-luc": "chua-co-hieu-luc"}, {3}),
        ({"hieu-luc": "khong-ro"}, {4}),
        ({"hieu-luc": "' OR 1=1"}, {1, 2, 3, 4}),
        ({"hieu-luc": ""}, {1, 2, 3, 4}),
        ({"hieu-luc": "con-hieu-luc", "q": "01/2025"}, {2}),
        ({"hieu-luc": "het-hieu-luc", "q": "01/2025"}, {1}),
        ({"hieu-luc": "con-hieu-luc", "nam": str((TODAY - timedelta(days=30)).year), "trang": "7"}, {2}),
    ],
)
def test_a_list_is_narrowed_by_whether_its_documents_are_in_force(client, four, query, expected):
    assert numbers(listed(client, four, query)) == expected


def test_the_select_names_what_was_chosen_and_the_pager_keeps_it(client, desk):
    documents(desk.agency, 300, random.Random(1))
    page = listed(client, desk, {"hieu-luc": "con-hieu-luc"})
    assert '<option value="con-hieu-luc" selected>Còn hiệu lực</option>' in page
    page = listed(client, desk, {"hieu-luc": "het-hieu-luc"})
    assert 'href="?hieu-luc=het-hieu-luc&amp;trang=2"' in page


def test_a_withdrawn_document_gives_back_what_it_repealed(client, desk):
    document(desk, "01/2025/QĐ-UBND", issued=400)
    document(desk, "02/2026/QĐ-UBND", issued=30, begins=20, acts=[("repeals", "01/2025/QĐ-UBND")], state="withdrawn")
    assert numbers(listed(client, desk, {"hieu-luc": "con-hieu-luc"})) == {1}
    assert numbers(listed(client, desk, {"hieu-luc": "het-hieu-luc"})) == set()


def test_lists_of_other_things_are_not_asked_for_it(client, desk):
    desk.live("leader-directives", title="Chỉ thị")
    response = client.get(addresses.of_section(desk.agency, catalogue().obligations["leader-directives"]), {"hieu-luc": "khong-ro"})
    page = response.content.decode()
    assert 'name="hieu-luc"' not in page
    assert "Chỉ thị" in page


@pytest.mark.parametrize("number", [10, 10_000])
def test_narrowing_by_it_asks_no_more_often_however_many_documents(client, desk, number):
    documents(desk.agency, number, random.Random(2))
    listed(client, desk, {})
    with CaptureQueriesContext(connection) as queries:
        listed(client, desk, {"hieu-luc": "con-hieu-luc", "trang": "2"})
    assert len(queries) <= 12
