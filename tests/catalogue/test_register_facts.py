"""Facts of the real register that any survey rests on: who was in being when, and who came after whom."""

import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from congkhai.catalogue.register import RegisteredAgency, load_register
from congkhai.records import Kind

REGISTER = Path(__file__).resolve().parents[2] / "register"
LETTER_DAY = date(2012, 9, 27)
TODAY = date(2026, 11, 25)
MERGED_DAY = date(2025, 7, 1)


@pytest.fixture(scope="module")
def agencies() -> dict[str, RegisteredAgency]:
    return {agency.id: agency for agency in load_register(REGISTER)}


def in_being(agencies: dict[str, RegisteredAgency], day: date) -> Counter[Kind]:
    return Counter(agency.kind for agency in agencies.values() if agency.on(day))


def last_of(agency: RegisteredAgency, agencies: dict[str, RegisteredAgency]) -> RegisteredAgency:
    seen = set()
    while agency.successor is not None:
        assert agency.id not in seen, "successors go in a circle"
        seen.add(agency.id)
        agency = agencies[agency.successor]
    return agency


def test_the_letter_was_sent_to_22_ministries_and_63_provinces(agencies: dict[str, RegisteredAgency]) -> None:
    counted = in_being(agencies, LETTER_DAY)
    assert (counted[Kind.MINISTRY], counted[Kind.PROVINCE]) == (22, 63)


def test_today_there_are_17_ministries_and_34_provinces_and_no_district(agencies: dict[str, RegisteredAgency]) -> None:
    counted = in_being(agencies, TODAY)
    assert (counted[Kind.MINISTRY], counted[Kind.PROVINCE], counted[Kind.DISTRICT]) == (17, 34, 0)


@pytest.mark.parametrize(
    ("day", "ministries", "provinces"),
    [
        (date(2025, 1, 1), 22, 63),  # Huế has changed its name, not the count
        (date(2025, 2, 28), 22, 63),
        (date(2025, 3, 1), 17, 63),
        (date(2025, 6, 30), 17, 63),
        (date(2025, 7, 1), 17, 34),
        (date(2026, 4, 29), 17, 34),
        (date(2026, 4, 30), 17, 34),  # Đồng Nai has become a city
    ],
)
def test_no_day_of_change_counts_an_agency_twice_or_never(
    agencies: dict[str, RegisteredAgency], day: date, ministries: int, provinces: int
) -> None:
    counted = in_being(agencies, day)
    assert (counted[Kind.MINISTRY], counted[Kind.PROVINCE]) == (ministries, provinces)


def test_the_63_provinces_lead_by_their_successors_to_all_of_the_34(agencies: dict[str, RegisteredAgency]) -> None:
    old = [a for a in agencies.values() if a.kind is Kind.PROVINCE and a.on(LETTER_DAY)]
    today = {a.id for a in agencies.values() if a.kind is Kind.PROVINCE and a.on(TODAY)}
    assert {last_of(a, agencies).id for a in old} == today


def test_the_22_ministries_lead_by_their_successors_to_all_of_the_17(agencies: dict[str, RegisteredAgency]) -> None:
    old = [a for a in agencies.values() if a.kind is Kind.MINISTRY and a.on(LETTER_DAY)]
    today = {a.id for a in agencies.values() if a.kind is Kind.MINISTRY and a.on(TODAY)}
    assert {last_of(a, agencies).id for a in old} == today


def test_a_successor_is_in_being_on_the_day_its_predecessor_ends(agencies: dict[str, RegisteredAgency]) -> None:
    gaps = [a.id for a in agencies.values() if a.successor and not (a.until and agencies[a.successor].on(a.until))]
    assert gaps == []


def test_a_successor_is_of_the_same_kind(agencies: dict[str, RegisteredAgency]) -> None:
    assert [a.id for a in agencies.values() if a.successor and agencies[a.successor].kind is not a.kind] == []


def test_only_departments_and_districts_have_a_parent_and_it_is_a_province(agencies: dict[str, RegisteredAgency]) -> None:
    lower = {a.id for a in agencies.values() if a.kind in {Kind.DEPARTMENT, Kind.DISTRICT}}
    assert {a.id for a in agencies.values() if a.parent} == lower
    assert {agencies[i].parent for i in lower} == {"tinh-bac-giang"}


def test_nothing_below_a_province_outlives_it(agencies: dict[str, RegisteredAgency]) -> None:
    below = [a for a in agencies.values() if a.parent]
    assert all(a.until and a.until <= (agencies[a.parent or ""].until or date.max) for a in below)


def test_each_row_has_its_own_id_and_names_are_composed_unicode() -> None:
    text = (REGISTER / "agencies.csv").read_text(encoding="utf-8")
    ids = [line.partition(",")[0] for line in text.splitlines()]
    assert len(ids) == len(set(ids))
    assert unicodedata.is_normalized("NFC", text)


def test_two_agencies_in_being_never_share_a_name(agencies: dict[str, RegisteredAgency]) -> None:
    for day in (LETTER_DAY, TODAY):
        named = Counter(a.name for a in agencies.values() if a.on(day))
        assert [name for name, count in named.items() if count > 1] == []


def test_merged_provinces_that_kept_a_name_are_new_agencies(agencies: dict[str, RegisteredAgency]) -> None:
    assert agencies["tinh-bac-ninh"].until == MERGED_DAY
    assert agencies["tinh-bac-ninh-2025"].since == MERGED_DAY
    assert last_of(agencies["tinh-bac-giang"], agencies).id == "tinh-bac-ninh-2025"


def test_a_province_that_was_not_merged_is_one_row_throughout(agencies: dict[str, RegisteredAgency]) -> None:
    throughout = [a for a in agencies.values() if a.kind is Kind.PROVINCE and a.on(LETTER_DAY) and a.on(TODAY)]
    assert len(throughout) == 10


def test_an_address_is_called_confirmed_only_where_there_is_one(agencies: dict[str, RegisteredAgency]) -> None:
    assert [a.id for a in agencies.values() if a.confirmed and not a.site] == []
