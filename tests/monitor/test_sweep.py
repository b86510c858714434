"""A round over sites that are really visited."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from congkhai.agencies.law import catalogue, closed_days
from congkhai.agencies.models import Agency
from congkhai.checking import check
from congkhai.crawling.pace import Pace
from congkhai.monitor.acts.judge import judge
from congkhai.monitor.acts.resume import resume
from congkhai.monitor.acts.revisit import revisit
from congkhai.monitor.acts.stop import stop
from congkhai.monitor.captures import kept_captures, place_of
from congkhai.monitor.models import Round, RoundSite, Stage, StoredCapture
from congkhai.monitor.stored import verdict_of
from congkhai.monitor.sweep import pace_of, work
from congkhai.monitor.verdicts import timeless
from congkhai.records import Kind, SiteState
from tests import factories
from tests.fakesite.server import Answer, FakeSite, page, serving
from tests.monitor.surveys import MENU, ON, of_sites, planned, sites, small_site, started

pytestmark = pytest.mark.django_db


def visited(round: Round) -> RoundSite:
    return round.sites.get()


def said(round: Round) -> list[dict[str, Any]]:
    """Every verdict that stands, but for the moments at which pages were received."""
    rows = round.verdicts.filter(current=True).order_by("agency", "obligation")
    return [timeless(row.verdict) | {"agency": ""} for row in rows]


def test_a_round_visits_reads_and_judges_every_site(owner: Agency) -> None:
    with sites(3) as running:
        round = started(owner, running)
        work(round)
    round.refresh_from_db()
    assert round.stage == Stage.REVIEW
    assert [site.state for site in round.sites.all()] == [SiteState.OK] * 3
    assert round.verdicts.filter(current=True).count() == 3 * 13
    assert round.catalogue == catalogue().hash
    assert all(site.found["leader-directives"] for site in round.sites.all())


def test_a_round_judges_as_check_does(owner: Agency) -> None:
    with sites(1) as running:
        round = started(owner, running)
        work(round)
        checked = check(
            running[0].address,
            kind=Kind.PROVINCE,
            rules="letter-2613",
            on=ON,
            catalogue=catalogue(),
            closed=closed_days(),
            pace=Pace("x@y.example", between_requests=0, allow_private=True),
        )
    kept = {row.obligation: row for row in round.verdicts.all()}
    for verdict in checked.verdicts:
        row = verdict_of(kept[verdict.obligation].verdict)
        for name in ("completeness", "timeliness", "part_grades", "reasons", "judgements", "looked", "days_late"):
            assert getattr(row, name) == getattr(verdict, name)


def test_two_rounds_over_the_same_sites_say_the_same(owner: Agency) -> None:
    with sites(1) as running:
        first, second = started(owner, running), started(owner, running)
        work(first)
        work(second)
    assert said(first) == said(second)


def test_captures_are_kept_as_received_with_how_they_were_reached(owner: Agency) -> None:
    with sites(1) as running:
        round = started(owner, running)
        work(round)
    captures = {capture.url.removeprefix(running[0].address): capture for capture in kept_captures(visited(round))}
    assert set(captures) >= {"/", "/chi-dao", "/chi-dao/1", "/khen-thuong", "/gioi-thieu"}
    assert captures["/gioi-thieu"].body == running[0].pages["/gioi-thieu"].encode()
    assert captures["/khen-thuong"].via.label == "Khen thưởng"


def test_what_stands_on_two_sites_is_kept_once_on_disk(owner: Agency) -> None:
    with sites(2) as running:
        round = started(owner, running)
        work(round)
    about = StoredCapture.objects.filter(site__round=round, url__endswith="/gioi-thieu")
    assert len(about) == 2
    assert len({place_of(row.sha256) for row in about}) == 1


def test_a_site_without_a_known_address_ends_in_a_named_state_and_is_judged_unknown(owner: Agency) -> None:
    with sites(1) as running:
        round = planned(owner, [*of_sites(running), factories.agency(site="", name="Tỉnh Không Trang")])
        Round.objects.filter(pk=round.pk).update(stage=Stage.CRAWLING)
        work(round)
    site = round.sites.get(agency__name="Tỉnh Không Trang")
    assert (site.state, site.reason) == (SiteState.DNS, "no_address")
    grades = set(round.verdicts.filter(agency=site.agency).values_list("completeness", flat=True))
    assert grades == {"unknown", "not_bound"}


def test_a_failed_site_is_visited_again_with_more_patience_and_then_judged(owner: Agency) -> None:
    with serving({"*": Answer("", 500)}) as broken:
        round = started(owner, [broken])
        work(round)
    site = visited(round)
    assert (site.visit, site.again_at, site.state, site.reason) == (3, None, SiteState.ROBOTS, "robots_http_500")
    assert pace_of({}, 3).timeouts == tuple(3 * seconds for seconds in pace_of({}).timeouts)


def test_a_site_that_comes_back_is_judged_by_its_second_visit(owner: Agency) -> None:
    with serving({"*": Answer("", 500)}) as site:
        round = started(owner, [site], again_after=timedelta(hours=20))
        work(round)
        round.refresh_from_db()
        assert round.stage == Stage.CRAWLING
        row = visited(round)
        assert row.again_at is not None
        assert not round.verdicts.exists()

        site.pages.clear()
        site.pages.update(small_site())
        work(round)
        assert visited(round).visit == 1  # not before it has rested
        RoundSite.objects.filter(pk=row.pk).update(again_at=timezone.now())
        work(round)
    round.refresh_from_db()
    assert (visited(round).visit, visited(round).state, round.stage) == (2, SiteState.OK, Stage.REVIEW)


def test_a_person_may_wait_no_longer_for_failed_sites(owner: Agency) -> None:
    with sites(1) as running, serving({"*": Answer("", 500)}) as broken:
        round = started(owner, [*running, broken], again_after=timedelta(hours=20))
        work(round)
        judge(round, by=None)
        work(round)
    round.refresh_from_db()
    assert round.stage == Stage.REVIEW
    assert round.sites.filter(visit=1).count() == 2


def test_what_robots_forbid_is_not_asked_again(owner: Agency) -> None:
    with serving({"/robots.txt": Answer("User-agent: *\nDisallow: /", content_type="text/plain"), "/": page("x")}) as closed:
        round = started(owner, [closed])
        work(round)
    assert (visited(round).state, visited(round).visit) == (SiteState.ROBOTS, 1)
    assert closed.paths == ["/robots.txt"]


def asked_twice(site: FakeSite) -> set[str]:
    """The pages that the site was asked for more than once; its rules and its map are read by each crawl."""
    return {path for path in site.paths if site.paths.count(path) > 1} - {"/robots.txt", "/sitemap.xml"}


def stop_after(round: Round, pages: int) -> Any:
    """Stops the round as a person would, once so many pages were kept."""

    def watch() -> None:
        if StoredCapture.objects.filter(site__round=round).count() >= pages and not Round.objects.get(pk=round.pk).stopped:
            stop(round, by=None)

    return watch


def test_a_stopped_round_goes_on_where_it_was_and_asks_for_no_page_twice(owner: Agency, settings: Any) -> None:
    settings.SWEEP_LEASE = timedelta(seconds=0.2)
    with sites(2, records=12) as running:
        undisturbed = started(owner, running, pace={"between_requests": 0.0})
        work(undisturbed)
        for site in running:
            site.log.clear()
        round = started(owner, running, pace={"between_requests": 0.03})
        work(round, stop_after(round, 10))
        round.refresh_from_db()
        assert (round.stage, round.stopped) == (Stage.CRAWLING, True)
        kept = StoredCapture.objects.filter(site__round=round).count()
        assert 10 <= kept < 50
        assert not round.sites.exclude(leased_by="").exists()
        work(round)
        assert StoredCapture.objects.filter(site__round=round).count() == kept  # stopped is stopped
        resume(round, by=None)
        work(round)
        assert [asked_twice(site) for site in running] == [set(), set()]
    round.refresh_from_db()
    assert round.stage == Stage.REVIEW
    assert said(round) == said(undisturbed)


@pytest.mark.parametrize("changed", [False, True])
def test_a_kept_page_whose_bytes_were_damaged_is_asked_for_anew(owner: Agency, settings: Any, *, changed: bool) -> None:
    settings.SWEEP_LEASE = timedelta(seconds=0.2)
    with sites(1, records=12) as (site,):
        round = started(owner, [site], pace={"between_requests": 0.03})
        work(round, stop_after(round, 10))
        damaged = StoredCapture.objects.get(site__round=round, url__endswith="/khen-thuong")
        place_of(damaged.sha256).write_bytes(b"x")
        if changed:
            site.pages["/khen-thuong"] += "<p>Thêm một dòng.</p>"
        resume(round, by=None)
        work(round)
        assert asked_twice(site) == {"/khen-thuong"}
        kept = {capture.url.removeprefix(site.address): capture.body for capture in kept_captures(visited(round))}
        assert kept["/khen-thuong"] == site.pages["/khen-thuong"].encode()


def test_a_page_that_another_agency_of_the_domain_has_shown_is_not_asked_for_again(owner: Agency) -> None:
    with sites(1) as (site,):
        both = [factories.agency(site=f"{site.address}/"), factories.agency(site=f"{site.address}/gioi-thieu")]
        round = planned(owner, both, pace={"sites_at_once": 1, "between_requests": 0.05})
        Round.objects.filter(pk=round.pk).update(stage=Stage.CRAWLING)
        work(round)
        assert asked_twice(site) == set()
    assert all(row.captures.count() > 5 for row in round.sites.all())


def test_judging_anew_asks_no_site_and_changes_nothing_where_nothing_changed(owner: Agency) -> None:
    with sites(1) as running:
        round = started(owner, running)
        work(round)
    before = list(round.verdicts.values_list("pk", flat=True))
    judge(Round.objects.get(pk=round.pk), by=None, reason="thử lại")
    work(round)
    round.refresh_from_db()
    assert round.stage == Stage.REVIEW
    assert list(round.verdicts.values_list("pk", flat=True)) == before


def test_a_verdict_that_comes_out_differently_takes_the_others_place_in_the_table_alone(owner: Agency) -> None:
    with sites(1) as (site,):
        round = started(owner, [site])
        work(round)
        site.pages["/khen-thuong"] = page("Khen thưởng", "<p>Nội dung đang được cập nhật</p>", menu=MENU)
        revisit(round, list(round.sites.all()), by=None, reason="trang đã sửa")
        work(round)
    rows = round.verdicts.filter(obligation="rewards-and-sanctions").order_by("pk")
    assert [row.current for row in rows] == [False, True]
    assert rows[0].verdict != rows[1].verdict
    assert visited(round).visit == 2
    assert visited(round).captures.filter(visit=1).exists()


def test_a_second_visit_to_an_unchanged_site_replaces_no_verdict(owner: Agency) -> None:
    with sites(1) as running:
        round = started(owner, running)
        work(round)
        revisit(round, list(round.sites.all()), by=None, reason="xem lại")
        work(round)
    assert visited(round).visit == 2
    assert round.verdicts.count() == 13


def test_a_fault_of_the_crawl_is_raised_and_the_sites_wait_for_their_leases(owner: Agency, settings: Any) -> None:
    with sites(1) as running:
        round = started(owner, running)
        Round.objects.filter(pk=round.pk).update(pace={"allow_private": True, "no_such_pace": 1})
        round.refresh_from_db()
        with pytest.raises(TypeError, match="no_such_pace"):
            work(round)
    assert visited(round).state == ""
