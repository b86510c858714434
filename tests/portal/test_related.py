"""Documents and what they do to each other: told at both ends, and by open documents of the same agency alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from congkhai.agencies.law import catalogue
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.public import addresses
from congkhai.portal.public.records import open_records
from congkhai.portal.related import InForce, does, done_to, in_force
from tests.portal.public.states import Desk

TODAY = timezone.localdate()
DOCUMENTS = [
    (obligation.id, part)
    for obligation in catalogue().obligations.values()
    for part, rule in obligation.versions[-1].parts.items()
    if any(field.relates for field in rule.fields)
]
LAW = DOCUMENTS[-1][0]  # legal documents, which also say when their force ends


def ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture
def desk(db):
    return Desk(rules="portal-2026")


def document(desk, number, *, obligation=LAW, issued=400, begins=380, ends=None, acts=(), state="live", **given):
    """A document of that number; ``acts`` are what it does: act, number, and perhaps the day the other was issued."""
    rows = [dict(zip(("act", "number", "issued_on"), row, strict=False)) for row in acts]
    fields = {
        "number": number,
        "issued_on": ago(issued),
        "effective_on": None if begins is None else ago(begins),
        "expired_on": None if ends is None else ago(ends),
        "relations": rows or None,
    }
    return getattr(desk, state)(obligation, title=f"Văn bản {number} ngày {ago(issued)}", fields=fields, **given)


def stands(record):
    return in_force(record, done_to([record], open_records(record.agency)).get(record.pk, []), TODAY)


def test_the_law_has_such_documents():
    assert len({obligation for obligation, _part in DOCUMENTS}) >= 2


@pytest.mark.parametrize(("obligation", "part"), DOCUMENTS)
def test_each_part_that_relates_says_from_when_it_is_in_force(desk, obligation, part):
    assert stands(document(desk, "01/2025/QĐ-UBND", obligation=obligation)) is InForce.YES
    assert stands(document(desk, "02/2025/QĐ-UBND", obligation=obligation, begins=-5)) is InForce.NOT_YET


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"begins": 380}, InForce.YES),
        ({"begins": 0}, InForce.YES),
        ({"begins": -1}, InForce.NOT_YET),
        ({"begins": 380, "ends": 0}, InForce.LAPSED),
        ({"begins": 380, "ends": -1}, InForce.YES),
        ({"begins": None}, InForce.UNKNOWN),
        ({"begins": None, "ends": 3}, InForce.LAPSED),
    ],
)
def test_its_own_days_say_whether_it_is_in_force(desk, given, expected):
    assert stands(document(desk, "01/2025/QĐ-UBND", **given)) is expected


@pytest.mark.parametrize(
    ("act", "expected"), [("amends", InForce.AMENDED), ("replaces", InForce.REPLACED), ("repeals", InForce.REPEALED)]
)
def test_what_an_open_document_does_to_another_is_told_at_both(client, desk, act, expected):
    old = document(desk, "01/2025/QĐ-UBND")
    new = document(desk, "02/2026/QĐ-UBND", issued=30, begins=20, acts=[(act, "01/2025/QĐ-UBND")])
    assert stands(old) is expected
    assert [one.record for one in does(new, open_records(desk.agency))] == [old]
    pages = [client.get(addresses.of_record(one, desk.agency)).content.decode() for one in (old, new)]
    assert addresses.of_record(new, desk.agency) in pages[0]
    assert addresses.of_record(old, desk.agency) in pages[1]
    words = {"amends": "Còn hiệu lực, đã được sửa đổi", "replaces": "đã bị thay thế", "repeals": "đã bị bãi bỏ"}[act]
    section = client.get(addresses.of_section(desk.agency, catalogue().obligations[LAW])).content.decode()
    assert words in pages[0]
    assert words in section


def test_a_document_not_yet_in_force_does_nothing_yet(desk):
    old = document(desk, "01/2025/QĐ-UBND")
    document(desk, "02/2026/QĐ-UBND", issued=3, begins=-10, acts=[("replaces", "01/2025/QĐ-UBND")])
    assert stands(old) is InForce.YES


def test_a_bare_number_that_two_documents_have_links_to_neither(desk):
    old, older = document(desk, "15/QĐ-UBND", issued=400), document(desk, "15/QĐ-UBND", issued=900, begins=890)
    new = document(desk, "02/2026/QĐ-UBND", issued=30, begins=20, acts=[("repeals", "15/QĐ-UBND")])
    assert [one.record for one in does(new, open_records(desk.agency))] == [None]
    assert {stands(old), stands(older)} == {InForce.YES}


def test_its_day_tells_two_documents_of_one_number_apart(desk):
    old, older = document(desk, "15/QĐ-UBND", issued=400), document(desk, "15/QĐ-UBND", issued=900, begins=890)
    new = document(desk, "02/2026/QĐ-UBND", issued=30, begins=20, acts=[("repeals", "15/QĐ-UBND", ago(900))])
    assert [one.record for one in does(new, open_records(desk.agency))] == [older]
    assert (stands(old), stands(older)) == (InForce.YES, InForce.REPEALED)


def test_another_agency_s_document_of_the_number_is_another_document(desk):
    other = Desk(rules="portal-2026")
    theirs = document(other, "01/2025/QĐ-UBND")
    new = document(desk, "02/2026/QĐ-UBND", issued=30, begins=20, acts=[("repeals", "01/2025/QĐ-UBND")])
    assert stands(theirs) is InForce.YES
    assert [one.record for one in does(new, open_records(desk.agency))] == [None]


@pytest.mark.parametrize("state", ["draft", "in_review", "scheduled", "withdrawn", "expired"])
def test_a_document_that_is_not_open_does_nothing_and_is_not_named(client, desk, state):
    old = document(desk, "01/2025/QĐ-UBND")
    hidden = document(desk, "02/2026/QĐ-UBND", issued=30, begins=20, acts=[("repeals", "01/2025/QĐ-UBND")], state=state)
    assert stands(old) is InForce.YES
    page = client.get(addresses.of_record(old, desk.agency)).content.decode()
    assert hidden.title not in page
    assert "02/2026" not in page


def test_a_newer_version_not_yet_approved_does_nothing(desk):
    old = document(desk, "01/2025/QĐ-UBND")
    live = document(desk, "02/2026/QĐ-UBND", issued=30, begins=20)
    rows = [{"act": "repeals", "number": "01/2025/QĐ-UBND"}]
    desk.rewrite(live, fields=live.fields | {"relations": rows})
    assert stands(old) is InForce.YES


def test_withdrawing_the_document_undoes_what_it_did(desk):
    old = document(desk, "01/2025/QĐ-UBND")
    new = document(desk, "02/2026/QĐ-UBND", issued=30, begins=20, acts=[("repeals", "01/2025/QĐ-UBND")])
    assert stands(old) is InForce.REPEALED
    withdraw(new, by=desk.chief, reason="Đăng nhầm.")
    assert stands(old) is InForce.YES


@pytest.mark.parametrize("number", [3, 20])
def test_a_list_of_documents_asks_for_all_their_relations_at_once(client, desk, number):
    for n in range(number):
        document(desk, f"{n + 1}/2025/QĐ-UBND")
        document(desk, f"{n + 101}/2026/QĐ-UBND", issued=30, begins=20, acts=[("amends", f"{n + 1}/2025/QĐ-UBND")])
    url = addresses.of_section(desk.agency, catalogue().obligations[LAW])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) <= 12
