"""Every site ends in exactly one named state."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

import pytest
from yarl import URL

from congkhai.crawling.crawl import crawled
from congkhai.crawling.pace import Pace
from congkhai.crawling.visit import _ways_in
from congkhai.records import Capture, Kind, SightQuality, SiteSeen, SiteState, Target
from tests.fakesite.server import Answer, page, rows, serving
from tests.fakesite.visiting import CONTACT, QUICK, SCHEDULE, Visited, visit

MENU = {"/gioi-thieu": "Giới thiệu", "/tin-tuc": "Tin tức", "/lien-he": "Liên hệ"}
WALL = '<html><body><script>document.cookie="D1N=5f3a91c07e"+"; path=/";window.location.reload(true);</script></body></html>'


@contextmanager
def raw_server(answer: bytes, robots: bytes = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") -> Iterator[str]:
    """A server that sends these very bytes, whatever HTTP says of them, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def run() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    asked = connection.recv(4096)
                    connection.sendall(robots if b"robots.txt" in asked else answer)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def state_of(visited: Visited) -> tuple[SiteState, str]:
    assert visited.sight().quality is SightQuality.POOR
    assert visited.sight().reason == visited.seen.reason
    return visited.seen.state, visited.seen.reason


def test_a_site_read_whole_is_ok() -> None:
    with serving({"/": page("Trang chủ", menu=MENU), "*": page("Mục", menu=MENU)}) as site:
        visited = visit(site.address, SCHEDULE)
    assert visited.seen.state is SiteState.OK
    assert visited.seen.counters["pages"] == 4


def test_a_host_that_does_not_exist_is_dns() -> None:
    assert state_of(visit("http://khong-co.invalid/", SCHEDULE))[0] is SiteState.DNS


def test_a_closed_port_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert state_of(visit(f"http://127.0.0.1:{port}/", SCHEDULE)) == (SiteState.REFUSED, "connection_refused")


def test_a_host_that_never_answers_is_a_time_out() -> None:
    with serving({"*": Answer("", delay=10)}) as site:
        assert state_of(visit(site.address, SCHEDULE, timeouts=(0.2, 0.3))) == (SiteState.TIMEOUT, "timeout")
    assert len(site.log) == 2


def test_a_home_that_turns_us_away_is_blocked() -> None:
    with serving({"/": Answer("", 403)}) as site:
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.BLOCKED, "http_403")


def test_a_redirect_in_a_circle_is_a_loop() -> None:
    pages = {"/": Answer("", 302, headers={"Location": "/a"}), "/a": Answer("", 302, headers={"Location": "/"})}
    with serving(pages) as site:
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.REDIRECT_LOOP, "redirect_loop")


def test_a_redirect_that_always_grows_is_a_loop() -> None:
    with serving({"/robots.txt": Answer("", 404), "*": lambda r: Answer("", 302, headers={"Location": r.path_qs + "?x"})}) as site:
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.REDIRECT_LOOP, "redirect_loop")
    assert len(site.log) < 20


def test_a_home_that_is_an_error_page_is_a_soft_error() -> None:
    with serving({"/": page("Không tìm thấy trang")}) as site:
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.SOFT_ERROR, "soft_404")


def test_a_site_whose_every_page_is_an_error_page_is_a_soft_error() -> None:
    with serving({"/": page("Trang chủ", menu=MENU), "/robots.txt": Answer("", 404), "*": page("Trang không tồn tại")}) as site:
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.SOFT_ERROR, "error_pages_only")


def test_a_site_that_sends_every_visitor_home_is_a_soft_error() -> None:
    pages = {"/": page("Trang chủ", menu=MENU), "/robots.txt": Answer("", 404), "*": Answer("", 302, headers={"Location": "/"})}
    with serving(pages) as site:
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.SOFT_ERROR, "error_pages_only")


def test_a_home_that_only_a_script_fills_is_a_script_wall() -> None:
    with serving({"/": '<div id="app"></div><script src="/app.js"></script>'}) as site:
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.SCRIPT_WALL, "script")


def test_a_cookie_wall_is_passed_once_a_host() -> None:
    def behind_the_wall(html: str) -> object:
        return lambda request: Answer(html if request.cookies.get("D1N") == "5f3a91c07e" else WALL)

    with serving({"/": behind_the_wall(page("Trang chủ", menu=MENU)), "*": behind_the_wall(page("Mục"))}) as site:
        visited = visit(site.address, SCHEDULE)
    assert visited.seen.state is SiteState.OK
    assert visited.seen.counters["cookie_walls"] == 1
    assert len(site.log) == 7  # robots.txt twice: the wall stood before it


def test_a_cookie_wall_that_does_not_open_is_a_script_wall() -> None:
    with serving({"*": WALL}) as site:
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.SCRIPT_WALL, "script")
    assert len(site.log) < 6


def test_an_answer_that_is_no_http_is_refused_as_malformed() -> None:
    with raw_server(b"day la mot may chu khac\r\n\r\n") as address:
        assert state_of(visit(address, SCHEDULE)) == (SiteState.REFUSED, "malformed")


def test_headers_that_end_their_lines_wrongly_are_read_or_named() -> None:
    body = page("Trang chủ").encode()
    with raw_server(b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n" % len(body) + body) as address:
        visited = visit(address)
    assert visited.seen.state in {SiteState.OK, SiteState.REFUSED}


def test_a_connection_cut_off_is_tried_again_and_named() -> None:
    with raw_server(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf") as address:
        visited = visit(address, SCHEDULE, timeouts=(2.0, 2.0))
    assert state_of(visited) == (SiteState.REFUSED, "dropped")
    assert visited.seen.counters["retries"] == 1


def test_a_home_of_another_domain_is_said_to_have_moved() -> None:
    with serving({"/": page("Cơ quan khác", menu=MENU), "*": page("Mục")}) as other, serving({}) as site:
        site.pages["/"] = Answer("", 301, headers={"Location": other.address + "/"})
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.PARTIAL, "moved")


def test_a_home_in_an_old_font_is_not_judged_by_labels_it_cannot_show() -> None:
    with serving({"/": page("Trang chñ", "C¸c ®Ò tµi khoa häc vµ c«ng nghÖ cña tØnh ®­îc phª duyÖt").replace("ử", "ö")}) as site:
        site.pages["/"] = "<p>" + "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do " * 3
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.PARTIAL, "illegible")


def test_a_fault_of_ours_costs_one_site_and_is_said_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fault(self: object, link: object) -> object:
        raise LookupError("hỏng")

    with serving({"/": page("Trang chủ", menu=MENU)}) as site:
        monkeypatch.setattr("congkhai.crawling.leads.Leads.fits", fault)
        assert state_of(visit(site.address, SCHEDULE)) == (SiteState.CRAWLER_FAULT, "LookupError")
    assert "hỏng" in caplog.text


def test_every_target_ends_exactly_once_in_a_crowd() -> None:
    pages = {"/": page("Trang chủ", menu=MENU), "*": page("Mục")}
    with serving(pages) as one, serving(pages) as two:
        homes = [one.address, "http://khong-co.invalid/", two.address, "không phải địa chỉ", "http://127.0.0.1:9/", one.address]
        targets = [Target(f"co-quan-{n}", Kind.PROVINCE, home) for n, home in enumerate(homes)]
        items = list(crawled(targets, pace=Pace(CONTACT, **{**QUICK, "sites_at_once": 2})))
    ended = [item for item in items if isinstance(item, SiteSeen)]
    assert sorted(seen.agency for seen in ended) == [f"co-quan-{n}" for n in range(6)]
    for seen in ended:
        of_it = [n for n, item in enumerate(items) if item.agency == seen.agency]
        assert isinstance(items[of_it[-1]], SiteSeen)
        assert len(of_it) == seen.counters["pages"] + 1


def test_a_crawl_broken_off_leaves_nothing_running() -> None:
    with serving({"/": page("Trang chủ", menu=MENU), "*": Answer(page("Mục"), delay=0.2)}) as site:
        items = crawled([Target("a", Kind.PROVINCE, site.address)], pace=Pace(CONTACT, **QUICK))
        next(items)
        items.close()
    assert not [thread for thread in threading.enumerate() if "asyncio" in thread.name]


def test_a_crawl_that_is_over_asks_for_no_page_more_and_gives_all_it_asked_for() -> None:
    weeks = {f"/lich/{n}": f"Lịch làm việc tuần {n}" for n in range(1, 20)}
    schedule = page("Lịch làm việc", rows(weeks), menu=MENU)
    pages = {"/": page("Trang chủ", menu={"/lich": "Lịch làm việc"}), "/lich": schedule, "*": page("Tuần", menu=MENU)}
    with serving(pages) as site:
        target, pace = Target("a", Kind.PROVINCE, site.address, leads=(SCHEDULE,)), Pace(CONTACT, **QUICK)
        given: dict[str, Capture] = {}
        for item in crawled([target], pace=pace, over=lambda: len(given) >= 5):
            assert isinstance(item, Capture)  # a visit broken off has no end
            given[item.url] = item
            sleep(0.05)  # whoever keeps the pages is slower than the site
        asked = [site.address + path for path in site.paths if path not in {"/robots.txt", "/sitemap.xml"}]
        assert 5 <= len(given) < len(weeks)
        assert [*given] == asked
        *again, end = crawled([target], pace=pace, seen=given)
        assert isinstance(end, SiteSeen)
        assert site.paths.count("/") == 1
        assert len({*site.paths}) == len(again) + 2 == len(site.paths) - 2  # the rules and the map are read by each crawl


@pytest.mark.parametrize(
    ("asked", "ways"),
    [
        ("https://tinh.gov.vn/", ["https://tinh.gov.vn/", "https://www.tinh.gov.vn/", "http://tinh.gov.vn/"]),
        ("http://www.tinh.gov.vn/", ["http://www.tinh.gov.vn/", "http://tinh.gov.vn/", "https://www.tinh.gov.vn/"]),
        ("http://127.0.0.1/", ["http://127.0.0.1/"]),
        ("http://tinh.gov.vn:8080/", ["http://tinh.gov.vn:8080/"]),
    ],
)
def test_a_home_has_a_twin_to_try(asked: str, ways: list[str]) -> None:
    assert [str(url) for url in _ways_in(URL(asked))] == ways
