"""What is not in the open Internet is not visited, however one gets there."""

from __future__ import annotations

import pytest

from congkhai.records import SiteState
from tests.fakesite.server import Answer, page, serving
from tests.fakesite.visiting import SCHEDULE, visit


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_a_private_address_is_refused_on_connecting(host: str) -> None:
    with serving({"/": page("Trang chủ")}) as site:
        port = site.address.rpartition(":")[2]
        visited = visit(f"http://{host}:{port}/", allow_private=False)
    assert site.log == []
    assert (visited.seen.state, visited.seen.reason) == (SiteState.REFUSED, "private_address")


def test_the_metadata_address_of_a_cloud_is_refused() -> None:
    visited = visit("http://169.254.169.254/latest/meta-data/", allow_private=False)
    assert (visited.seen.state, visited.seen.reason) == (SiteState.REFUSED, "private_address")


def test_an_address_with_a_password_is_no_address() -> None:
    visited = visit("http://admin:admin@127.0.0.1/", allow_private=False)
    assert (visited.seen.state, visited.seen.reason) == (SiteState.CRAWLER_FAULT, "bad_address")


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "javascript:alert(1)", "http://u:p@127.0.0.1/", "http://[::1", "ftp://x/"]
)
def test_a_redirect_to_what_is_no_page_is_not_followed(location: str) -> None:
    with serving({"/": Answer("", 302, headers={"Location": location})}) as site:
        visited = visit(site.address)
    assert (visited.seen.state, visited.seen.reason) == (SiteState.REFUSED, "bad_redirect")


def test_a_redirect_to_another_host_is_checked_as_the_first() -> None:
    with serving({"/": page("Nội bộ")}) as inner, serving({"/": Answer("", 302, headers={"Location": inner.address})}) as outer:
        visited = visit(outer.address, SCHEDULE)
    assert visited.seen.reason == "moved"
    assert visited.sight().reason == "moved"


def test_a_redirect_from_the_internet_to_a_private_address_ends_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 stands for a public address here, and 127.0.0.2 for a private one."""
    monkeypatch.setattr("congkhai.crawling.fetching.is_public", lambda address: address == "127.0.0.1")
    with serving({"/": page("Nội bộ")}, host="127.0.0.2") as inner, serving({}) as outer:
        outer.pages["/"] = Answer("", 302, headers={"Location": inner.address})
        visited = visit(outer.address, SCHEDULE, allow_private=False)
    assert inner.log == []
    assert (visited.seen.state, visited.seen.reason) == (SiteState.REFUSED, "private_address")


def test_a_link_from_the_internet_to_a_private_address_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congkhai.crawling.fetching.is_public", lambda address: address == "127.0.0.1")
    with serving({"*": page("Nội bộ")}, host="127.0.0.2") as inner, serving({"/": page("Trang chủ")}) as outer:
        visited = visit(outer.address, declared=(("leaders-schedule", f"{inner.address}/lich"),), allow_private=False)
    assert inner.log == []
    assert visited.seen.sights[0].reason == "private_address"
