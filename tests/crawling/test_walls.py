"""What an answer really is."""

from __future__ import annotations

import pytest
from yarl import URL

from congkhai.crawling.page import Page, look
from congkhai.crawling.walls import cookies_set, trouble, way_onward
from congkhai.records import SiteState
from tests.fakesite.server import page

HERE = URL("http://tinh.gov.vn/lich")
HOME = URL("http://tinh.gov.vn/")
WALL = '<html><body><script>document.cookie="D1N=5f3a91c07e"+"; path=/";window.location.reload(true);</script></body></html>'


def seen(html: str) -> Page:
    return look(html.encode(), "text/html; charset=utf-8", HERE)


def test_the_cookie_of_a_cookie_wall_is_read_without_running_it() -> None:
    assert cookies_set(seen(WALL)) == {"D1N": "5f3a91c07e"}


def test_a_cookie_set_on_a_page_of_its_own_is_no_wall() -> None:
    assert cookies_set(seen(page("Lịch", WALL))) == {}


def test_a_cookie_made_by_arithmetic_is_not_guessed() -> None:
    assert cookies_set(seen('<script>document.cookie="t="+(7*6)+"; path=/";location.reload();</script>')) == {"t": ""}


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="refresh" content="0;url=/moi">',
        "<META content=\"0; URL='/moi'\" HTTP-EQUIV=Refresh>",
        "<script>window.location.href = '/moi';</script>",
        '<script>location="/moi"</script>',
        '<script>top.location.replace("/moi")</script>',
        '<body onload="x()"><script>window.location = "http://tinh.gov.vn/moi";</script>',
    ],
)
def test_a_page_that_sends_everyone_on_is_followed(html: str) -> None:
    assert way_onward(seen(html), HERE) == URL("http://tinh.gov.vn/moi")


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="refresh" content="300">',
        '<meta http-equiv="refresh" content="300;url=/moi">',
        '<meta http-equiv="refresh" content="5;url=/lich">',
        '<noscript><meta http-equiv="refresh" content="0;url=/bat-javascript"></noscript>',
        '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
        "<script>location.href = '/tim?q=' + q;</script>",
        "<script>location.reload();</script>",
    ],
)
def test_a_page_to_stay_on_is_stayed_on(html: str) -> None:
    assert way_onward(seen(html), HERE) is None


def test_a_search_box_script_on_a_real_page_sends_nobody_on() -> None:
    assert way_onward(seen(page("Lịch", "<script>function t(){location.href='/tim';}</script>")), HERE) is None


def troubled(status: int = 200, html: str = "", final: URL = HERE, **headers: str) -> tuple[SiteState, str] | None:
    found = trouble(status, headers, HERE, final, HOME, seen(html))
    return (found.state, found.outcome) if found else None


@pytest.mark.parametrize(
    "title",
    ["Không tìm thấy trang", "KHÔNG TÌM THẤY TRANG | Cổng TTĐT", "Cổng TTĐT - Trang không tồn tại", "Error 404", "404 Not Found"],
)
def test_an_error_page_with_a_friendly_status_is_an_error_page(title: str) -> None:
    assert troubled(html=page(title)) == (SiteState.SOFT_ERROR, "soft_error")


def test_an_article_about_lost_pages_is_no_error_page() -> None:
    assert troubled(html=page("Hướng dẫn xử lý khi không tìm thấy trang")) is None


def test_being_sent_home_is_an_error_page() -> None:
    assert troubled(html=page("Trang chủ"), final=HOME) == (SiteState.SOFT_ERROR, "soft_error")


def test_an_aspx_error_path_is_an_error_page() -> None:
    final = URL("http://tinh.gov.vn/loi.aspx?aspxerrorpath=/lich")
    assert troubled(html=page("Cổng"), final=final) == (SiteState.SOFT_ERROR, "soft_error")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, (SiteState.SOFT_ERROR, "not_found")),
        (410, (SiteState.SOFT_ERROR, "not_found")),
        (403, (SiteState.BLOCKED, "blocked")),
        (401, (SiteState.BLOCKED, "blocked")),
        (500, (SiteState.REFUSED, "failed")),
        (503, (SiteState.REFUSED, "failed")),
    ],
)
def test_an_honest_status_is_believed(status: int, expected: tuple[SiteState, str]) -> None:
    assert troubled(status, page("x")) == expected


@pytest.mark.parametrize("title", ["Request Rejected", "Just a moment...", "Access Denied", "Attention Required! | Cloudflare"])
def test_a_firewall_page_is_a_block(title: str) -> None:
    assert troubled(html=f"<title>{title}</title><p>Your support ID is 1</p>") == (SiteState.BLOCKED, "blocked")


def test_a_firewall_header_is_a_block() -> None:
    assert troubled(html=page("x"), **{"cf-mitigated": "challenge"}) == (SiteState.BLOCKED, "blocked")


def test_a_captcha_is_a_block() -> None:
    assert troubled(html="<p>Nhập mã captcha</p>") == (SiteState.BLOCKED, "blocked")


def test_a_page_that_only_a_script_fills_is_a_script_wall() -> None:
    shell = (
        '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src="/app.js"></script>'
    )
    assert troubled(html=shell) == (SiteState.SCRIPT_WALL, "failed")


def test_being_sent_to_sign_in_is_a_block() -> None:
    assert troubled(html=page("Đăng nhập"), final=URL("http://tinh.gov.vn/dang-nhap?ve=/lich")) == (SiteState.BLOCKED, "blocked")


def test_a_page_of_its_own_is_no_trouble() -> None:
    assert troubled(html=page("Lịch làm việc")) is None
