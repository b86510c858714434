"""What holds a round back before anyone is judged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.judge import judge
from congkhai.monitor.acts.release import release
from congkhai.monitor.advance import advance
from congkhai.monitor.alarms import alarms
from congkhai.monitor.models import Round, RoundSite, Stage
from congkhai.monitor.sweep import work
from congkhai.records import SiteState
from tests import factories
from tests.fakesite.server import page, serving
from tests.monitor.surveys import DIRECTIVES, ON, REWARDS, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def agencies(db: None) -> list[Agency]:
    return [factories.agency() for _ in range(10)]


def swept(owner: Agency, agencies: list[Agency], *, failed: int = 0, on: date = ON, found: Any = None, **given: Any) -> Round:
    """A round whose sites have ended, the first of them in failure."""
    asked = {"stage": Stage.CRAWLING, "slug": f"dot-{Round.objects.count()}", "title": "Đợt", "rules": "letter-2613"}
    round = Round.objects.create(owner=owner, on=on, **{**asked, **given})
    for number, agency in enumerate(agencies):
        seen = number >= failed
        RoundSite.objects.create(
            round=round,
            agency=agency,
            home="https://tinh.example/",
            domain="tinh.example",
            state=SiteState.OK if seen else SiteState.TIMEOUT,
            found=({REWARDS: 3} if found is None else found) if seen else {},
            evidence=[],
        )
    return round


def before(owner: Agency, agencies: list[Agency], **given: Any) -> Round:
    """An earlier round that was let through."""
    return swept(owner, agencies, on=ON - timedelta(days=90), stage=Stage.APPROVED, swept_at=timezone.now(), **given)


def codes(round: Round) -> list[str]:
    return [code for code, _said in alarms(round)]


def test_a_round_like_the_last_raises_none(owner: Agency, agencies: list[Agency]) -> None:
    before(owner, agencies, failed=2)
    assert codes(swept(owner, agencies, failed=3)) == []


def test_a_jump_in_failures_does(owner: Agency, agencies: list[Agency]) -> None:
    before(owner, agencies, failed=1)
    round = swept(owner, agencies, failed=4)
    assert codes(round) == ["more_failures"]
    assert alarms(round)[0][1].en == "4 of 10 sites could not be seen; last time only 1."


def test_failures_of_sites_that_were_not_surveyed_then_do_not_count(owner: Agency, agencies: list[Agency]) -> None:
    before(owner, agencies[5:])
    assert codes(swept(owner, agencies, failed=5)) == []


def test_without_an_earlier_round_only_half_the_sites_failing_does(owner: Agency, agencies: list[Agency]) -> None:
    assert codes(swept(owner, agencies, failed=4)) == []
    assert codes(swept(owner, agencies, failed=5)) == ["many_failures"]


def test_an_earlier_round_that_was_held_back_is_no_measure(owner: Agency, agencies: list[Agency]) -> None:
    swept(owner, agencies, failed=8, on=ON - timedelta(days=90), stage=Stage.HELD, swept_at=timezone.now())
    assert codes(swept(owner, agencies, failed=8)) == ["many_failures"]


def test_two_small_failures_in_a_small_round_do_not(owner: Agency, agencies: list[Agency]) -> None:
    assert codes(swept(owner, agencies[:2], failed=2)) == []


def test_nothing_found_anywhere_does(owner: Agency, agencies: list[Agency]) -> None:
    assert codes(swept(owner, agencies, found={})) == ["nothing_found"]


def test_an_obligation_gone_silent_everywhere_at_once_does_and_is_named(owner: Agency, agencies: list[Agency]) -> None:
    before(owner, agencies, found={REWARDS: 2, DIRECTIVES: 5})
    round = swept(owner, agencies)
    assert codes(round) == ["gone_silent"]
    assert "Ý kiến chỉ đạo" in alarms(round)[0][1].vi


def test_a_fault_of_the_crawler_does(owner: Agency, agencies: list[Agency]) -> None:
    round = swept(owner, agencies)
    round.sites.filter(agency=agencies[0]).update(state=SiteState.CRAWLER_FAULT, reason="KeyError")
    assert codes(round) == ["crawler_fault"]
    assert "KeyError" in alarms(round)[0][1].vi


def test_a_fault_of_the_reader_does(owner: Agency, agencies: list[Agency]) -> None:
    round = swept(owner, agencies)
    round.sites.filter(agency=agencies[0]).update(told=[{"reason": "reading_fault"}])
    assert codes(round) == ["reading_fault"]


def test_agencies_without_a_known_address_raise_none(owner: Agency, agencies: list[Agency]) -> None:
    round = swept(owner, agencies)
    round.sites.filter(agency__in=agencies[:8]).update(state=SiteState.DNS, reason="no_address", found={})
    assert codes(round) == []


# --- what an alarm does -------------------------------------------------------------------------------


def test_an_alarm_holds_the_round_back_before_anyone_is_judged(owner: Agency, agencies: list[Agency]) -> None:
    round = swept(owner, agencies, failed=6)
    advance(round)
    assert (round.stage, [alarm["code"] for alarm in round.alarms]) == (Stage.HELD, ["many_failures"])
    assert round.alarms[0]["vi"].startswith("6 trên 10 trang")
    assert not round.verdicts.exists()


def test_a_released_round_is_judged_and_keeps_its_alarms(owner: Agency, agencies: list[Agency], chief: User) -> None:
    round = swept(owner, agencies, failed=6)
    advance(round)
    round = release(round, by=chief, reason="bão làm hỏng đường truyền ở miền Trung")
    advance(round)
    assert (round.stage, len(round.alarms)) == (Stage.REVIEW, 1)
    assert round.verdicts.filter(current=True).count() == 10 * 13


def test_a_reader_that_was_mended_lifts_its_alarm(owner: Agency, chief: User) -> None:
    with serving({"/": page("Tỉnh Thử", menu={"/tin": "Tin tức"}), "/tin": page("Tin tức")}) as empty:
        round = started(owner, [empty])
        work(round)
    round.refresh_from_db()
    assert (round.stage, round.alarms[0]["code"]) == (Stage.HELD, "nothing_found")
    judge(round, by=chief, reason="bộ đọc đã sửa")
    advance(round)
    assert round.stage == Stage.HELD  # nothing was mended here: the alarm stands
