"""Addresses as pages and people write them."""

from __future__ import annotations

import pytest
from yarl import URL

from congkhai.crawling.addresses import BadAddress, domain_of, is_plainly_private, is_public, onward, same, typed

HERE = URL("http://tinh.gov.vn/tin/bai?id=1")


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("  /a b ", "http://tinh.gov.vn/a%20b"),
        ("bai-2", "http://tinh.gov.vn/tin/bai-2"),
        ("?id=2", "http://tinh.gov.vn/tin/bai?id=2"),
        ("\\van-ban\\so1.aspx?d=a\\b", "http://tinh.gov.vn/van-ban/so1.aspx?d=a%5Cb"),
        ("/li\nch\t/tuan", "http://tinh.gov.vn/lich/tuan"),
        ("#dau-trang", "http://tinh.gov.vn/tin/bai?id=1"),
        ("//khac.gov.vn/x", "http://khac.gov.vn/x"),
        ("HTTPS://TINH.gov.vn:443/A", "https://tinh.gov.vn/A"),
        ("/đường", "http://tinh.gov.vn/%C4%91%C6%B0%E1%BB%9Dng"),
        ("/\udcd0", "http://tinh.gov.vn/%D0"),
        ("http://tỉnh.vn/", "http://xn--tnh-dlz.vn/"),
        ("/kiem-soat'%20100%", "http://tinh.gov.vn/kiem-soat'%20100%25"),
    ],
)
def test_a_link_leads_where_a_browser_would_go(href: str, expected: str) -> None:
    assert str(onward(HERE, href)) == expected


@pytest.mark.parametrize(
    "href",
    [
        "javascript:__doPostBack('a','')",
        "JavaScript:void(0)",
        "java\nscript:alert(1)",
        "mailto:a@tinh.gov.vn",
        "tel:0204",
        "data:text/html,x",
        "ftp://tinh.gov.vn/",
        "file:///etc/passwd",
        "http://nguoi:mat-khau@tinh.gov.vn/",
        "http://[::1",
        "http://a b/",
        "http://tinh.gov.vn:99999/",
        "http://",
        "http:///x",
        "/" + "a" * 3000,
    ],
)
def test_what_is_no_address_leads_nowhere(href: str) -> None:
    assert onward(None if "//" in href else HERE, href) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://tinh.gov.vn/a?x=1&y=2", "http://tinh.gov.vn/a?y=2&x=1"),
        ("http://tinh.gov.vn/a?q=%C4%91", "http://tinh.gov.vn/a?q=đ"),
        ("http://www.tinh.gov.vn/a/", "https://tinh.gov.vn/a"),
        ("http://tinh.gov.vn/a;jsessionid=9F2?x=1", "http://tinh.gov.vn/a?x=1"),
        ("http://tinh.gov.vn/(S(abc))/a", "http://tinh.gov.vn/a"),
        ("http://tinh.gov.vn/a?PHPSESSID=1&utm_source=z", "http://tinh.gov.vn/a"),
        ("http://tinh.gov.vn", "http://tinh.gov.vn/"),
    ],
)
def test_two_spellings_of_a_page_are_one(one: str, other: str) -> None:
    assert same(URL(one)) == same(URL(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://tinh.gov.vn/a?id=1", "http://tinh.gov.vn/a?id=2"),
        ("http://tinh.gov.vn/a", "http://tinh.gov.vn/A"),
        ("http://tinh.gov.vn/a", "http://so.tinh.gov.vn/a"),
        ("http://tinh.gov.vn:8080/a", "http://tinh.gov.vn/a"),
    ],
)
def test_two_pages_are_two(one: str, other: str) -> None:
    assert same(URL(one)) != same(URL(other))


def test_the_registered_domain_of_a_department_is_its_province() -> None:
    assert domain_of(URL("http://stp.bacgiang.gov.vn/x")) == "bacgiang.gov.vn"


def test_an_address_of_numbers_is_its_own_domain() -> None:
    assert domain_of(URL("http://127.0.0.1:8011/x")) == "127.0.0.1:8011"


@pytest.mark.parametrize("text", ["bacgiang.gov.vn", " https://bacgiang.gov.vn ", "HTTPS://bacgiang.gov.vn"])
def test_a_typed_address_needs_no_scheme(text: str) -> None:
    assert typed(text) == URL("https://bacgiang.gov.vn")


def test_a_typed_host_and_port_is_not_a_scheme() -> None:
    assert typed("localhost:8000/x") == URL("https://localhost:8000/x")


@pytest.mark.parametrize(
    "text",
    ["", "   ", "ftp://x.vn", "javascript:alert(1)", "http://", "http://[::1", "bac giang.vn", "file:///etc/passwd", "a" * 3000],
)
def test_a_bad_address_says_what_to_do_in_both_languages(text: str) -> None:
    with pytest.raises(BadAddress) as caught:
        typed(text)
    assert caught.value.said.vi
    assert caught.value.said.en
    assert len(caught.value.said.vi) < 200


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
    ],
)
def test_an_address_that_is_not_in_the_open_internet_is_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["203.162.4.1", "8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_in_the_open_internet_is_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
    ],
)
def test_a_private_address_is_known_in_any_spelling(address: str) -> None:
    assert is_plainly_private(typed(address))


@pytest.mark.parametrize("address", ["http://bacgiang.gov.vn/", "http://8.8.8.8/", "http://localhost.vn/"])
def test_a_public_address_is_not_taken_for_private(address: str) -> None:
    assert not is_plainly_private(URL(address))
