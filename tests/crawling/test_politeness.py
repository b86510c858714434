"""Politeness, proven from the fake site's own log."""

from __future__ import annotations

import asyncio
from email.utils import formatdate
from itertools import pairwise
from time import monotonic, time

import pytest
from aiohttp import web

from congkhai import __version__
from congkhai.crawling.crawl import crawled
from congkhai.crawling.pace import Pace, Turns
from congkhai.records import Kind, SiteSeen, SiteState, Target
from tests.fakesite.server import Answer, page, serving
from tests.fakesite.visiting import CONTACT, QUICK, SCHEDULE, visit

MENU = {"/lich-lam-viec": "Lịch làm việc", "/gioi-thieu": "Giới thiệu", "/lien-he": "Liên hệ"}
SITE = {"/": page("Trang chủ", menu=MENU), **{path: page(label, menu=MENU) for path, label in MENU.items()}}


def text(body: str, status: int = 200) -> Answer:
    return Answer(body, status, "text/plain")


def test_a_host_is_asked_no_faster_than_the_pace() -> None:
    with serving(SITE) as site:
        visit(site.address, SCHEDULE, between_requests=0.2)
    assert len(site.log) >= 5
    assert min(site.intervals) >= 0.2


def test_a_slow_answer_does_not_bring_the_next_question_nearer() -> None:
    with serving({**SITE, "/": Answer(page("Trang chủ", menu=MENU), delay=0.4)}) as site:
        visit(site.address, between_requests=0.2)
    home = site.paths.index("/")
    assert site.intervals[home] >= 0.6


def test_two_visits_to_one_host_share_its_turns() -> None:
    with serving(SITE) as site:
        targets = [Target(f"co-quan-{n}", Kind.PROVINCE, site.address) for n in range(3)]
        ended = [x for x in crawled(targets, pace=Pace(CONTACT, **{**QUICK, "between_requests": 0.1})) if isinstance(x, SiteSeen)]
    assert {seen.agency for seen in ended} == {"co-quan-0", "co-quan-1", "co-quan-2"}
    assert min(site.intervals) >= 0.1
    assert site.paths.count("/robots.txt") == 1


def test_a_crawl_delay_is_kept() -> None:
    with serving({**SITE, "/robots.txt": text("User-agent: *\nCrawl-delay: 0.4")}) as site:
        visit(site.address, between_requests=0.0)
    assert min(site.intervals[1:]) >= 0.4


def test_a_crawl_delay_is_kept_up_to_a_limit() -> None:
    started = monotonic()
    with serving({**SITE, "/robots.txt": text("User-agent: *\nCrawl-delay: 3600")}) as site:
        visit(site.address, longest_crawl_delay=0.1)
    assert min(site.intervals[1:]) >= 0.1
    assert monotonic() - started < 60


def test_every_request_says_who_asks_and_whom_to_write_to() -> None:
    with serving(SITE) as site:
        visit(site.address)
    assert {asked.headers["User-Agent"] for asked in site.log} == {f"congkhai/{__version__} (+{CONTACT})"}


def test_the_rules_are_asked_for_first_and_obeyed() -> None:
    rules = text("User-agent: *\nDisallow: /gioi-thieu\nDisallow: /sitemap.xml")
    with serving({**SITE, "/robots.txt": rules}) as site:
        visited = visit(site.address, SCHEDULE)
    assert site.paths[0] == "/robots.txt"
    assert "/gioi-thieu" not in site.paths
    assert "/sitemap.xml" not in site.paths
    assert "/lien-he" in site.paths
    assert visited.seen.state is SiteState.OK  # the schedule was found and read


def test_rules_for_us_by_name_go_before_those_for_all() -> None:
    with serving({**SITE, "/robots.txt": text("User-agent: congkhai\nDisallow: /lien-he\n\nUser-agent: *\nDisallow: /")}) as site:
        visit(site.address)
    assert "/gioi-thieu" in site.paths
    assert "/lien-he" not in site.paths


def test_a_site_that_forbids_its_home_is_left_alone() -> None:
    with serving({**SITE, "/robots.txt": text("User-agent: *\nDisallow: /")}) as site:
        visited = visit(site.address, SCHEDULE)
    assert site.paths == ["/robots.txt"]
    assert (visited.seen.state, visited.seen.reason) == (SiteState.ROBOTS, "robots")


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_rules_that_are_refused_or_cannot_be_had_forbid_everything(status: int) -> None:
    with serving({**SITE, "/robots.txt": text("", status)}) as site:
        visited = visit(site.address)
    assert set(site.paths) == {"/robots.txt"}
    assert (visited.seen.state, visited.seen.reason) == (SiteState.ROBOTS, f"robots_http_{status}")


def test_rules_that_are_not_there_allow_everything() -> None:
    with serving(SITE) as site:
        assert visit(site.address).seen.state is SiteState.OK


def test_rules_sent_with_a_404_are_obeyed_all_the_same() -> None:
    with serving({**SITE, "/robots.txt": text("User-agent: *\nDisallow: /lien-he", 404)}) as site:
        visit(site.address)
    assert "/gioi-thieu" in site.paths
    assert "/lien-he" not in site.paths


def test_an_error_page_in_place_of_rules_allows_everything() -> None:
    with serving({**SITE, "/robots.txt": Answer(page("User-agent: * Disallow: /"), 200)}) as site:
        assert visit(site.address).seen.state is SiteState.OK


def test_rules_that_redirect_in_a_circle_are_taken_as_none() -> None:
    with serving({**SITE, "/robots.txt": Answer("", 302, headers={"Location": "/robots.txt"})}) as site:
        assert visit(site.address).seen.state is SiteState.OK


def test_a_redirect_into_what_is_forbidden_is_not_followed() -> None:
    rules = text("User-agent: *\nDisallow: /rieng")
    pages = {**SITE, "/robots.txt": rules, "/lich-lam-viec": Answer("", 302, headers={"Location": "/rieng/lich"})}
    with serving(pages) as site:
        visited = visit(site.address, SCHEDULE)
    assert "/rieng/lich" not in site.paths
    assert visited.outcomes()["/lich-lam-viec"] == "blocked"
    assert visited.sight().reason == "robots"


def busy_once(then: str, headers: dict[str, str]) -> object:
    asked = iter([Answer("", 429, headers=headers)])
    return lambda request: next(asked, Answer(then))


def test_a_busy_host_is_given_the_time_it_asks_for() -> None:
    with serving({**SITE, "/lien-he": busy_once(SITE["/lien-he"], {"Retry-After": "1"})}) as site:
        visited = visit(site.address, timeouts=(5.0, 5.0))
    first = site.paths.index("/lien-he")
    assert site.paths[first + 1] == "/lien-he"
    assert site.intervals[first] >= 1.0
    assert site.address + "/lien-he" in visited.urls


def test_a_busy_host_may_name_a_moment() -> None:
    with serving({**SITE, "/lien-he": busy_once(SITE["/lien-he"], {"Retry-After": formatdate(time() + 3, usegmt=True)})}) as site:
        visit(site.address, timeouts=(5.0, 5.0))
    assert site.intervals[site.paths.index("/lien-he")] >= 1.0


def test_a_host_that_was_busy_is_asked_more_slowly_from_then_on() -> None:
    menu = {f"/trang-{n}": f"Mục {n}" for n in range(4)}
    pages = {"/": page("Trang chủ", menu=menu), **{path: page(path, menu=menu) for path in menu}}
    with serving({**pages, "/trang-0": busy_once(pages["/trang-0"], {})}) as site:
        visit(site.address, between_requests=0.1, timeouts=(5.0, 5.0))
    busy = site.paths.index("/trang-0")
    assert min(site.intervals[busy:]) >= 0.2


def test_a_host_that_asks_for_more_time_than_there_is_is_left_alone() -> None:
    with serving({**SITE, "/": Answer("", 429, headers={"Retry-After": "86400"})}) as site:
        visited = visit(site.address, timeouts=(5.0, 5.0, 5.0))
    assert site.paths.count("/") == 1
    assert (visited.seen.state, visited.seen.reason) == (SiteState.BLOCKED, "http_429")


def test_a_host_that_keeps_refusing_is_left_alone() -> None:
    menu = {f"/trang-{n}": f"Mục {n}" for n in range(30)}
    with serving(
        {"/": page("Trang chủ", menu=menu), "/robots.txt": text(""), "/sitemap.xml": text("", 404), "*": Answer("", 403)}
    ) as site:
        visited = visit(site.address, SCHEDULE)
    assert len([path for path in site.paths if path.startswith("/trang")]) == 6
    assert (visited.seen.state, visited.seen.reason) == (SiteState.PARTIAL, "blocked")


def test_a_cookie_of_the_site_is_brought_back_to_it() -> None:
    def home(request: web.Request) -> Answer:
        if "phien" in request.cookies:
            return Answer(page("Trang chủ", menu=MENU))
        return Answer("", 302, headers={"Location": "/", "Set-Cookie": "phien=1; Path=/"})

    with serving({**SITE, "/": home}) as site:
        assert visit(site.address).seen.state is SiteState.OK


def test_nobody_overtakes_a_host_that_rests() -> None:
    async def asked_at() -> list[float]:
        turns, moments = Turns(), []

        async def ask() -> None:
            async with turns.turn("a", 0.05):
                moments.append(monotonic())

        await asyncio.gather(*(ask() for _ in range(5)))
        return moments

    moments = asyncio.run(asked_at())
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.05
