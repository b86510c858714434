"""Budgets, traps and bombs: every visit ends, and says what it did not see."""

from __future__ import annotations

import asyncio
import gzip
from time import monotonic

from aiohttp import web

from congkhai.records import SightQuality, SiteState
from tests.fakesite.server import Answer, page, rows, serving
from tests.fakesite.visiting import REWARDS, SCHEDULE, visit

MENU = {"/lich-lam-viec": "Lịch làm việc"}
HOME = page("Trang chủ", menu=MENU)


def test_a_huge_page_is_not_read_to_its_end() -> None:
    with serving({"/": HOME, "/lich-lam-viec": page("Lịch", "x" * 300_000, menu=MENU)}) as site:
        visited = visit(site.address, SCHEDULE, page_bytes=100_000)
    assert visited.sight().reason == "too_large"
    assert visited.outcomes()["/lich-lam-viec"] == "failed"


def test_a_gzip_bomb_is_stopped_as_it_unpacks() -> None:
    bomb = gzip.compress(b"a" * 50_000_000)
    assert len(bomb) < 60_000
    pages = {"/": HOME, "/lich-lam-viec": Answer(bomb, headers={"Content-Encoding": "gzip"})}
    with serving(pages) as site:
        visited = visit(site.address, SCHEDULE, page_bytes=1_000_000)
    assert visited.sight().reason == "too_large"
    assert visited.seen.counters["bytes"] < 1_000_000


def test_a_packed_site_map_is_unpacked_up_to_a_limit() -> None:
    listed = "<urlset><url><loc>{}/lich-lam-viec</loc></url></urlset>".ljust(1000)
    with serving({"/": page("Trang chủ"), "/lich-lam-viec": page("Lịch")}) as site:
        packed = gzip.compress(listed.format(site.address).encode() + b" " * 60_000_000)
        site.pages |= {"/sitemap.xml": Answer(packed, content_type="application/gzip")}
        visited = visit(site.address, SCHEDULE)
    assert visited.outcomes() == {"/lich-lam-viec": "read"}


def test_a_slow_page_is_given_up_and_said_so() -> None:
    with serving({"/": HOME, "/lich-lam-viec": Answer(page("Lịch"), delay=5)}) as site:
        visited = visit(site.address, SCHEDULE, timeouts=(0.3,))
    assert visited.sight().reason == "timeout"
    assert visited.sight().quality is SightQuality.POOR


def test_a_slow_page_is_tried_again_with_more_time() -> None:
    with serving({"/": HOME, "/lich-lam-viec": Answer(page("Lịch"), delay=0.8)}) as site:
        visited = visit(site.address, SCHEDULE, timeouts=(0.3, 10.0))
    assert visited.outcomes() == {"/lich-lam-viec": "read"}
    assert visited.seen.counters["retries"] == 1


def test_a_body_that_never_ends_is_given_up() -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"<p>.</p>")
            await asyncio.sleep(0.05)
        return response

    with serving({"/": HOME, "/lich-lam-viec": drip}) as site:
        assert visit(site.address, SCHEDULE, timeouts=(0.5,)).sight().reason == "timeout"


def test_an_endless_list_is_read_to_a_limit_and_said_so() -> None:
    def turn(request: web.Request) -> Answer:
        number = int(request.query.get("page", "1"))
        return Answer(
            page("Lịch", rows({f"/lich/{number}": f"Lịch tuần {number}"}) + f'<a href="?page={number + 1}">Tiếp</a>', menu=MENU)
        )

    with serving({"/": HOME, "/lich-lam-viec": turn, "*": page("Tuần")}) as site:
        visited = visit(site.address, SCHEDULE, pages_of_a_list=5)
    assert [path for path in site.paths if "page=" in path] == [f"/lich-lam-viec?page={n}" for n in (2, 3, 4, 5)]
    assert visited.sight().reason == "list_too_long"
    assert not visited.sight().list_read_to_end


def test_a_calendar_without_end_is_no_list() -> None:
    def month(request: web.Request) -> Answer:
        number = int(request.query.get("thang", "1"))
        days = "".join(f'<a href="?thang={number}&ngay={day}">{day}</a>' for day in range(1, 29))
        return Answer(page("Lịch", f'{days}<a href="?thang={number + 1}">Tháng sau</a>', menu=MENU))

    with serving({"/": HOME, "/lich-lam-viec": month}) as site:
        visited = visit(site.address, SCHEDULE)
    assert len(site.log) < 10
    assert visited.sight().quality is SightQuality.GOOD


def test_the_same_list_in_another_order_of_its_query_is_asked_for_once() -> None:
    pager = '<a href="?b=2&a=1&page=2">2</a><a href="?page=2&a=1&b=2">»</a>'
    menu = {"/lich-lam-viec?a=1&b=2": "Lịch làm việc"}
    with serving({"/": page("Trang chủ", menu=menu), "/lich-lam-viec": page("Lịch", pager, menu=menu)}) as site:
        visit(site.address, SCHEDULE)
    assert len([path for path in site.paths if "page=2" in path]) == 1


def test_pages_that_point_at_each_other_are_each_read_once() -> None:
    menu = {"/a": "A", "/b": "B", "/a?PHPSESSID=77": "A lần nữa"}
    with serving({"/": page("Trang chủ", menu=menu), "/a": page("A", menu=menu), "/b": page("B", menu=menu)}) as site:
        visit(site.address)
    assert sorted(site.paths) == ["/", "/a", "/b", "/robots.txt", "/sitemap.xml"]


def test_a_budget_of_pages_costs_detail_before_sight() -> None:
    records = {f"/lich/{n}": f"Lịch làm việc tuần {n} năm 2026" for n in range(20)}
    pages = {
        "/": page("Trang chủ", menu={**MENU, "/gioi-thieu": "Giới thiệu"}),
        "/lich-lam-viec": page("Lịch", rows(records), menu=MENU),
    }
    with serving({**pages, "*": page("Khác", menu=MENU)}) as site:
        visited = visit(site.address, SCHEDULE, REWARDS, pages=8)
    assert "/gioi-thieu" in site.paths
    assert len(visited.captures) == 8
    assert (visited.seen.state, visited.seen.reason) == (SiteState.PARTIAL, "budget_pages")
    assert visited.sight(SCHEDULE).reason == "budget_pages"
    assert visited.sight(REWARDS).quality is SightQuality.GOOD  # nothing led there, and the whole menu was read


def test_a_budget_of_bytes_ends_a_visit() -> None:
    menu = {f"/trang-{n}": f"Mục {n}" for n in range(20)}
    with serving({"/": page("Trang chủ", menu=menu), "*": page("Mục", "x" * 50_000)}) as site:
        visited = visit(site.address, SCHEDULE, total_bytes=120_000)
    assert visited.seen.reason == "budget_bytes"
    assert visited.sight().reason == "budget_bytes"


def test_a_budget_of_seconds_ends_a_visit() -> None:
    menu = {f"/trang-{n}": f"Mục {n}" for n in range(50)}
    started = monotonic()
    with serving({"/": page("Trang chủ", menu=menu), "*": Answer(page("Mục"), delay=0.2)}) as site:
        visited = visit(site.address, SCHEDULE, seconds=2.0)
    assert monotonic() - started < 30
    assert (visited.seen.state, visited.seen.reason) == (SiteState.PARTIAL, "budget_seconds")


def test_the_newest_records_are_read_first() -> None:
    dated = (
        "<ul>"
        + "".join(f'<li>{day:02}/11/2026 <a href="/lich/{day}">Lịch làm việc trong ngày</a></li>' for day in range(1, 11))
        + "</ul>"
    )
    with serving({"/": HOME, "/lich-lam-viec": page("Lịch", dated, menu=MENU), "*": page("Ngày", menu=MENU)}) as site:
        visit(site.address, SCHEDULE, details_of_a_list=3)
    assert [path for path in site.paths if path.startswith("/lich/")] == ["/lich/10", "/lich/9", "/lich/8"]


def test_a_section_of_five_hundred_records_ends_within_its_budget() -> None:
    records = {f"/lich/{n}": f"Lịch làm việc tuần {n} của lãnh đạo" for n in range(500)}
    with serving({"/": HOME, "/lich-lam-viec": page("Lịch", rows(records), menu=MENU), "*": page("Tuần", menu=MENU)}) as site:
        visited = visit(site.address, SCHEDULE, details_of_a_list=10)
    assert len(site.log) < 20
    assert visited.sight().list_read_to_end


def test_a_menu_without_end_is_read_to_a_limit_and_said_so() -> None:
    menu = {f"/trang-{n}": f"Mục {n}" for n in range(30)}
    with serving({"/": page("Trang chủ", menu=menu), "*": page("Mục")}) as site:
        visited = visit(site.address, SCHEDULE, menu_pages=10)
    assert visited.sight().reason == "menu_too_long"


def test_pictures_and_films_are_not_fetched() -> None:
    body = '<a href="/anh.jpg">Ảnh hội nghị tổng kết năm</a><a href="/phim">Phim hội nghị tổng kết năm</a>'
    pages = {"/": HOME, "/lich-lam-viec": page("Lịch", body, menu=MENU), "/phim": Answer(b"\0" * 1000, content_type="video/mp4")}
    with serving(pages) as site:
        visited = visit(site.address, SCHEDULE)
    assert "/anh.jpg" not in site.paths
    assert visited.urls == [f"{site.address}/", f"{site.address}/lich-lam-viec"] or visited.urls[1:] == [
        f"{site.address}/lich-lam-viec"
    ]
