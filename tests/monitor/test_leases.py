"""Who works on which site, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from congkhai.agencies.models import Agency
from congkhai.monitor.leases import claim, next_visit, prolong, release
from congkhai.monitor.models import Round, RoundSite, Stage
from tests import factories
from tests.monitor.surveys import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(owner: Agency) -> Round:
    """Three sites on three domains, and two on one."""
    hosts = ("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3", "http://127.0.0.1:4/a", "http://127.0.0.1:4/b")
    agencies = [factories.agency(site=host) for host in hosts]
    return under_way(planned(owner, agencies))


def under_way(round: Round) -> Round:
    Round.objects.filter(pk=round.pk).update(stage=Stage.CRAWLING)
    round.refresh_from_db()
    return round


def homes(round: Round, worker: str, count: int = 9) -> list[str]:
    claimed = [claim(round, 1, worker) for _ in range(count)]
    return [site.home.removeprefix("http://127.0.0.1:") for site in claimed if site]


def lapse(round: Round) -> None:
    round.sites.update(lease_until=timezone.now() - timedelta(seconds=1))


def test_no_site_is_leased_twice(round: Round) -> None:
    assert homes(round, "a", 2) == ["1/", "2/"]
    assert homes(round, "b", 1) == ["3/"]


def test_sites_on_one_domain_go_to_one_worker(round: Round) -> None:
    assert homes(round, "a", 4) == ["1/", "2/", "3/", "4/a"]
    assert homes(round, "b") == []
    assert homes(round, "a") == ["4/b"]


def test_a_domain_that_another_round_is_visiting_has_to_wait(round: Round, owner: Agency) -> None:
    assert len(homes(round, "a")) == 5
    other = under_way(planned(owner, [factories.agency(site="http://127.0.0.1:1/khac")]))
    assert claim(other, 1, "b") is None
    release("a")
    assert claim(other, 1, "b") is not None


def test_a_lease_that_lapsed_is_anybodys(round: Round) -> None:
    assert len(homes(round, "a")) == 5
    assert next_visit(round, "b") is None
    lapse(round)
    assert len(homes(round, "b")) == 5


def test_the_heartbeat_prolongs_the_lease(round: Round) -> None:
    site = claim(round, 1, "a")
    RoundSite.objects.filter(pk=site.pk).update(lease_until=timezone.now() + timedelta(seconds=1))
    assert prolong("a", 1)
    site.refresh_from_db()
    assert site.lease_until > timezone.now() + settings.SWEEP_LEASE / 2


def test_whoever_lost_a_lease_is_told_at_the_next_heartbeat(round: Round) -> None:
    homes(round, "a", 1)
    lapse(round)
    homes(round, "b", 1)
    assert not prolong("a", 1)


def test_a_stopped_round_gives_nothing_out(round: Round) -> None:
    Round.objects.filter(pk=round.pk).update(stopped=True)
    assert claim(round, 1, "a") is None


def test_a_visit_that_was_broken_off_goes_on_as_the_same_visit(round: Round) -> None:
    claim(round, 1, "a")
    lapse(round)
    again = claim(round, 1, "b")
    assert again.visit == 1


def test_a_resting_site_is_at_its_next_visit_when_it_is_due(round: Round) -> None:
    now = timezone.now()
    round.sites.update(state="timeout", again_at=now + timedelta(hours=1))
    assert next_visit(round, "a") is None
    round.sites.update(again_at=now - timedelta(seconds=1))
    assert next_visit(round, "a") == 2
    site = claim(round, 2, "a")
    assert (site.visit, site.state, site.again_at) == (2, "", None)
