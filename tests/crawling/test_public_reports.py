"""Faults that users of other monitors reported in public, each as a fixture. Those not here stand beside what they are about:

italia/pa-website-validator 286, 308, 432, 482: test_limits, test_sight; 126, 259: test_states; 539: test_archive.
GSA/site-scanning 514: test_leads_and_lists; 718, 785, 1071: test_states.
edgi-govdata-archiving/web-monitoring-db 1193, 1200: test_walls. webrecorder/browsertrix-crawler 1124: test_sight.
Yoko-Co/yoko-crawler 97, ScanGov/scangov 138: test_politeness.
TrasparenzAI/result-service 23, 48, 51: test_addresses. scrapy/scrapy 5491: test_tls.
"""

from __future__ import annotations

import pytest
from aiohttp import web

from congkhai.records import SightQuality, SiteState
from tests.fakesite.server import Answer, page, rows, serving
from tests.fakesite.visiting import SCHEDULE, visit

MENU = {"/lich-lam-viec": "Lịch làm việc", "/gioi-thieu": "Giới thiệu"}
WEEKS = rows({"/lich/47": "Lịch làm việc tuần 47 năm 2026"})


def test_a_page_that_reloads_itself_settles() -> None:
    """italia/pa-website-validator 439"""
    reloading = page(
        "Lịch làm việc", WEEKS + "<script>if(!location.hash){location.hash='x';location.reload();}</script>", menu=MENU
    )
    reloading = reloading.replace("<body>", '<meta http-equiv="refresh" content="1"><body>')
    with serving({"/": page("Trang chủ", menu=MENU), "/lich-lam-viec": reloading, "*": page("Mục")}) as site:
        visited = visit(site.address, SCHEDULE)
    assert visited.outcomes() == {"/lich-lam-viec": "read"}
    assert site.paths.count("/lich-lam-viec") == 1


def test_a_web_forms_site_is_found_by_its_relative_links_and_said_to_hide_the_rest() -> None:
    """italia/pa-website-validator 92"""
    menu = """<div id="ctl00_Menu1"><a href="javascript:__doPostBack('ctl00$Menu1','3')">Chỉ đạo</a>
              <a href="Pages/lich-lam-viec.aspx">Lịch</a></div>"""
    pages = {"/": page("Trang chủ", menu), "/Pages/lich-lam-viec.aspx": page("Lịch làm việc", WEEKS), "*": page("Tuần 47")}
    with serving(pages) as site:
        visited = visit(site.address, SCHEDULE)
    assert visited.outcomes() == {"/Pages/lich-lam-viec.aspx": "read"}
    assert visited.sight().list_read_to_end
    assert visited.sight().reason == "menu_by_script"


@pytest.mark.parametrize(
    "first",
    [
        Answer('<meta http-equiv="refresh" content="0; url=/b">', 302),
        Answer('<meta http-equiv="refresh" content="0; url=/b">'),
        Answer("<script>window.location.href='/b';</script>"),
        Answer('<body onload="location.replace(&quot;/b&quot;)"><script>location.replace("/b")</script>'),
    ],
)
def test_a_chain_of_refreshes_and_scripts_reaches_its_end(first: Answer) -> None:
    """GSA/site-scanning 904"""
    pages = {"/": first, "/b": "<script>location = '/c'</script>", "/c": page("Trang chủ", menu=MENU), "*": page("Mục")}
    with serving(pages) as site:
        visited = visit(site.address, SCHEDULE)
    assert visited.seen.state is SiteState.OK
    assert visited.captures[0].final_url == f"{site.address}/c"


def test_a_host_that_turns_away_only_robots_is_blocked_and_nobody_is_blamed() -> None:
    """GSA/site-scanning 718, 785"""

    def browsers_only(request: web.Request) -> Answer:
        return Answer(page("Trang chủ") if "Mozilla" in request.headers["User-Agent"] else "", 403)

    with serving({"/robots.txt": Answer("", 404), "*": browsers_only}) as site:
        visited = visit(site.address, SCHEDULE)
    assert visited.seen.state is SiteState.BLOCKED
    assert visited.sight().quality is SightQuality.POOR


def test_a_heading_that_stands_twice_on_a_page_is_followed_both_times() -> None:
    """TrasparenzAI/workflow-definition ea9a0eb"""
    twice = '<a href="/cu/lich">Lịch làm việc</a> <a href="/moi/lich">Lịch làm việc</a>'
    with serving(
        {"/": page("Trang chủ", twice), "/cu/lich": page("Lịch cũ"), "/moi/lich": page("Lịch", WEEKS), "*": page("Tuần")}
    ) as site:
        visited = visit(site.address, SCHEDULE)
    assert visited.outcomes() == {"/cu/lich": "read", "/moi/lich": "read"}


def test_most_pages_reached_only_by_the_site_map_are_reached() -> None:
    """GOVTNZ/cwac 299"""
    with serving({"/": page("Trang chủ"), "/chuyen-muc/lich-cong-tac.html": page("Lịch", WEEKS), "*": page("Tuần 47")}) as site:
        site.pages |= {
            "/robots.txt": Answer("", 404),
            "/sitemap.xml": Answer(f"<urlset><url><loc>{site.address}/chuyen-muc/lich-cong-tac.html</loc></url></urlset>"),
        }
        visited = visit(site.address, SCHEDULE)
    assert visited.outcomes() == {"/chuyen-muc/lich-cong-tac.html": "read"}


@pytest.mark.parametrize(
    "link",
    [
        "<a class=x href=/lich-lam-viec>",
        '<a href="/lich-lam-viec" title="a > b" data-href="#">',
        "<area href='/lich-lam-viec' alt='Lịch làm việc'>",
    ],
)
def test_a_link_is_found_however_its_attributes_are_written(link: str) -> None:
    """italia/pa-website-validator 204, and the regular expressions of TrasparenzAI's rule-service"""
    with serving(
        {"/": page("Trang chủ", f"<!-- <a href='/chu-thich'>Lịch làm việc</a> -->{link}Lịch làm việc</a>"), "*": page("Lịch")}
    ) as site:
        visited = visit(site.address, SCHEDULE)
    assert visited.outcomes() == {"/lich-lam-viec": "read"}
