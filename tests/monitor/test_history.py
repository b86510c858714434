"""What our own earlier visits say of when a record appeared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from congkhai.agencies.models import Agency
from congkhai.monitor.history import dated_by, earlier_visits
from congkhai.monitor.models import Round, RoundSite, StoredCapture
from congkhai.monitor.stored import to_json
from congkhai.records import DateOrigin, DateRole, DateSeen, Evidence, EvidenceKind, Sight, SightQuality
from tests import factories
from tests.monitor.surveys import ON, REWARDS, record, reviewable

pytestmark = pytest.mark.django_db

GOOD = Sight(REWARDS, None, SightQuality.GOOD, list_read_to_end=True)
OURS = {DateOrigin.FIRST_SEEN, DateOrigin.LAST_ABSENT}


@pytest.fixture
def agency(db: None) -> Agency:
    return factories.agency()


def visit(owner: Agency, agency: Agency, on: date, *evidence: Evidence, sight: Sight = GOOD, **given: Any) -> RoundSite:
    """An earlier visit that began at ten in the morning."""
    site = reviewable(owner, {agency: {}}, on=on, **given).sites.get()
    site.evidence, site.told = to_json(evidence), to_json([sight])
    site.save()
    began = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
    for hours in (0, 20):  # the visit lasted into the next day
        at = began + timedelta(hours=hours)
        StoredCapture.objects.create(site=site, visit=1, address=str(hours), url="x", final_url="x", status=200, at=at, sha256="")
    return site


def ours(site: RoundSite, seen: Evidence) -> list[tuple[DateOrigin, date]]:
    """The days of ours that a record of this round bears."""
    (dated,) = dated_by(earlier_visits(site), [seen])
    return [(day.origin, day.value) for day in dated.dates if day.origin in OURS]


def now(owner: Agency, agency: Agency) -> RoundSite:
    return reviewable(owner, {agency: {}}).sites.get()


def test_a_record_seen_before_bears_the_day_of_that_visit(owner: Agency, agency: Agency) -> None:
    visit(owner, agency, date(2026, 8, 1), record("12"))
    assert ours(now(owner, agency), record("12")) == [(DateOrigin.FIRST_SEEN, date(2026, 8, 1))]


def test_a_record_not_in_a_list_that_was_read_to_its_end_was_absent_on_the_day_that_visit_began(
    owner: Agency, agency: Agency
) -> None:
    visit(owner, agency, date(2026, 8, 1), record("11"))
    assert ours(now(owner, agency), record("12")) == [(DateOrigin.LAST_ABSENT, date(2026, 8, 1))]


@pytest.mark.parametrize(
    "sight",
    [
        Sight(REWARDS, None, SightQuality.POOR, list_read_to_end=True, reason="blocked"),
        Sight(REWARDS, None, SightQuality.GOOD, list_read_to_end=False),
        Sight(REWARDS, "sanctions", SightQuality.GOOD, list_read_to_end=True),
    ],
)
def test_an_absence_that_is_not_sure_is_none(owner: Agency, agency: Agency, sight: Sight) -> None:
    visit(owner, agency, date(2026, 8, 1), record("11"), sight=sight)
    assert ours(now(owner, agency), record("12")) == []


@pytest.mark.parametrize(
    "then",
    [record("khác", url="https://tinh.example/12"), record("khác", label="Quyết định  12"), record("khác", label="QUYET DINH 12")],
)
def test_a_record_that_went_by_another_key_is_known_again(owner: Agency, agency: Agency, then: Evidence) -> None:
    visit(owner, agency, date(2026, 8, 1), then)
    assert ours(now(owner, agency), record("12")) == [(DateOrigin.FIRST_SEEN, date(2026, 8, 1))]


def test_every_earlier_visit_counts(owner: Agency, agency: Agency) -> None:
    visit(owner, agency, date(2026, 5, 1))
    visit(owner, agency, date(2026, 8, 1), record("12"))
    assert ours(now(owner, agency), record("12")) == [
        (DateOrigin.LAST_ABSENT, date(2026, 5, 1)),
        (DateOrigin.FIRST_SEEN, date(2026, 8, 1)),
    ]


def test_what_a_page_states_stays(owner: Agency, agency: Agency) -> None:
    visit(owner, agency, date(2026, 8, 1))
    stated = DateSeen(date(2026, 7, 1), DateRole.POSTED, DateOrigin.STATED)
    (dated,) = dated_by(earlier_visits(now(owner, agency)), [record("12", stated)])
    assert dated.dates[0] == stated


def test_rounds_of_other_owners_and_of_the_same_day_or_later_say_nothing(owner: Agency, agency: Agency) -> None:
    visit(factories.agency(), agency, date(2026, 8, 1), record("12"))
    visit(owner, agency, ON, record("12"))
    visit(owner, agency, ON + timedelta(days=9), record("12"))
    site = RoundSite.objects.get(round__owner=owner, round__on=ON)
    assert earlier_visits(site) == []


def test_sections_bear_no_days(owner: Agency, agency: Agency) -> None:
    visit(owner, agency, date(2026, 8, 1))
    section = replace(record("muc"), kind=EvidenceKind.SECTION)
    assert ours(now(owner, agency), section) == []


def test_an_earlier_round_has_to_be_of_this_agency(owner: Agency, agency: Agency) -> None:
    visit(owner, factories.agency(), date(2026, 8, 1), record("12"))
    assert earlier_visits(now(owner, agency)) == []
    assert Round.objects.count() == 2
