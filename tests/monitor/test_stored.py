"""What is kept comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from types import MappingProxyType

import pytest
from django.db import connection

from congkhai.agencies.models import Agency
from congkhai.monitor.captures import Held, keep_capture, kept_captures, place_of
from congkhai.monitor.models import RoundSite
from congkhai.monitor.stored import evidence_of, sights_of, to_json, verdict_of
from congkhai.records import Capture, DateOrigin, DateRole, DateSeen, FieldSeen, FieldState, Looked, Sight, SightQuality, Via
from tests import factories
from tests.monitor.surveys import REWARDS, C, T, judgement, record, reviewable, verdict

PLACE = Looked("https://tinh.example/tin", "Tin", "empty")
DAYS = (DateSeen(date(2026, 11, 2), DateRole.PERIOD, DateOrigin.STATED, date(2026, 11, 8)),)


def there_and_back(value: object) -> object:
    return json.loads(json.dumps(to_json(value)))


def test_evidence_comes_back_as_it_was() -> None:
    fields = MappingProxyType(
        {"rows": FieldSeen([["08:00", "Họp"]], FieldState.PRESENT), "x": FieldSeen(None, FieldState.WITHHELD)}
    )
    seen = (record("12", *DAYS, fields=fields, total=40),)
    assert evidence_of(there_and_back(seen)) == seen


def test_sights_come_back_as_they_were() -> None:
    sights = (Sight(REWARDS, None, SightQuality.POOR, list_read_to_end=False, reason="blocked", looked=(PLACE,)),)
    assert sights_of(there_and_back(sights)) == sights


def test_a_verdict_comes_back_as_it_was() -> None:
    agency = Agency(slug="tinh", kind="province")
    whole = verdict(agency, REWARDS, C.PARTIAL, T.LATE, judgements=(judgement(),), evidence=(record("12", *DAYS),), looked=(PLACE,))
    assert verdict_of(there_and_back(replace(whole, part_grades=MappingProxyType({"rewards": C.FULL})))) == replace(
        whole, part_grades={"rewards": C.FULL}
    )


@pytest.mark.django_db
@pytest.mark.parametrize("unfit", ["a\x00b", "a\ud800b"])
def test_what_a_database_would_choke_on_is_marked_as_unreadable(owner: Agency, unfit: str) -> None:
    site = reviewable(owner, {factories.agency(): {}}).sites.get()
    site.evidence = to_json([record("12", label=unfit)])
    site.save()
    site.refresh_from_db()
    assert evidence_of(site.evidence)[0].label == "a\ufffdb", connection.vendor


# --- captures -----------------------------------------------------------------------------------------


def capture(url: str = "https://tinh.example/a", body: bytes = b"xin ch\xc3\xa0o") -> Capture:
    at = datetime(2026, 11, 25, 3, 4, 5, 678901, tzinfo=UTC)
    via = Via("Khen thưởng", "https://tinh.example/", ("Khen thưởng",), lead_for=(REWARDS,))
    return Capture(url, url + "?b", 200, {"content-type": "text/html"}, at, sha256(body).hexdigest(), body, via, "tinh")


@pytest.fixture
def site(owner: Agency) -> RoundSite:
    return reviewable(owner, {factories.agency(slug="tinh"): {}}).sites.get()


def test_a_capture_comes_back_as_it_was(site: RoundSite) -> None:
    keep_capture(site, capture())
    assert list(kept_captures(site)) == [capture()]


def test_a_capture_is_kept_once_a_visit_and_the_first_stays(site: RoundSite) -> None:
    keep_capture(site, capture())
    keep_capture(site, capture(body=b"khac"))
    assert [kept.body for kept in kept_captures(site)] == [capture().body]


def test_an_address_as_long_as_any_is_kept(site: RoundSite) -> None:
    long = "https://tinh.example/" + "%E1%BB%87" * 900
    keep_capture(site, capture(long))
    assert [kept.url for kept in kept_captures(site)] == [long]


def test_captures_of_an_earlier_visit_are_not_those_of_the_last(site: RoundSite) -> None:
    keep_capture(site, capture())
    site.visit = 2
    keep_capture(site, capture("https://tinh.example/b"))
    assert [kept.url for kept in kept_captures(site)] == ["https://tinh.example/b"]


@pytest.mark.parametrize("damage", [lambda place: place.unlink(), lambda place: place.write_bytes(b"khac")])
def test_a_page_that_is_gone_or_damaged_is_as_if_never_held(site: RoundSite, damage: object) -> None:
    keep_capture(site, capture(body=b"se mat"))
    held = Held()
    held.hold(site)
    assert held.get("https://tinh.example/a") is not None
    damage(place_of(capture(body=b"se mat").sha256))
    assert held.get("https://tinh.example/a") is None
    assert list(kept_captures(site)) == []
