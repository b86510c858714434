"""An answer in; what it really is out: a way onward, a cookie to bring, or the trouble that hides behind a friendly status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from yarl import URL

from congkhai.crawling.addresses import onward, same
from congkhai.crawling.page import Page
from congkhai.records import SiteState
from congkhai.text import label_key

# Fewer visible letters than this is no page of its own, only a door to one.
_BARE = 200
_QUOTED = r"""(?:"[^"]*"|'[^']*')"""
_SET_COOKIE = re.compile(rf"document\.cookie\s*=\s*({_QUOTED}(?:\s*\+\s*{_QUOTED})*)")
_LOCATION = re.compile(
    r"""(?:\b(?:window|document|self|top|parent)\.)?\blocation(?:\.href)?\s*=\s*["']([^"'+]+)["']\s*(?:;|$|\}|<)"""
    r"""|\blocation\.(?:replace|assign)\(\s*["']([^"'+]+)["']\s*\)""",
    re.MULTILINE,
)
_LOST = (
    "khong tim thay trang",
    "khong tim thay duong dan",
    "khong tim thay noi dung",
    "trang khong ton tai",
    "trang ban tim khong ton tai",
    "trang ban yeu cau khong ton tai",
    "duong dan khong ton tai",
    "bai viet khong ton tai",
    "noi dung khong ton tai",
    "page not found",
    "the page cannot be found",
    "this page isn t available",
    "404 not found",
    "error 404",
    "loi 404",
    "server error in application",
    "runtime error",
    "loi he thong",
)
_REJECTED = "requested url was rejected"
_REFUSALS = ("request rejected", "access denied", "attention required", "just a moment", "truy cap bi tu choi", "forbidden")
_CHALLENGE_HEADERS = ("cf-mitigated", "x-amzn-waf-action")
_LOGIN = re.compile(r"(?i)(?:^|[/_-])(?:log-?in|sign-?in|dang-?nhap|authenticate)\b")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page could not be had: the state its site would be in were this its home, and a short code."""

    state: SiteState
    reason: str

    @property
    def outcome(self) -> str:
        """How ``Looked`` calls it."""
        if self.reason in {"http_404", "http_410"}:
            return "not_found"
        named = {SiteState.SOFT_ERROR: "soft_error", SiteState.BLOCKED: "blocked", SiteState.ROBOTS: "blocked"}
        return named.get(self.state, "failed")


def cookies_set(page: Page) -> dict[str, str]:
    """The cookies of a cookie wall: a page of nothing but a script that sets them and loads itself again. Only strings are read."""
    if len(page.text) > _BARE or "location" not in page.scripts:
        return {}
    cookies = {}
    for expression in _SET_COOKIE.findall(page.scripts):
        text = "".join(part[1:-1] for part in re.findall(_QUOTED, expression))
        name, _, value = text.partition(";")[0].partition("=")
        if re.fullmatch(r"[\w.-]+", name.strip()):
            cookies[name.strip()] = value.strip()
    return cookies


def way_onward(page: Page, here: URL) -> URL | None:
    """Where a page sends every visitor by meta refresh or by a plain ``location=``, None if it is a page to stay on."""
    if page.refresh is not None:
        target = onward(here, page.refresh)
        return target if target is not None and same(target) != same(here) else None
    if len(page.text) > _BARE or len(page.links) > 3:
        return None
    found = _LOCATION.search(page.scripts)
    target = onward(here, found[1] or found[2]) if found else None
    return target if target is not None and same(target) != same(here) else None


def trouble(status: int, headers: Mapping[str, str], asked: URL, final: URL, home: URL | None, page: Page | None) -> Failure | None:
    """What stands in the way of taking an answer for the page asked for; None if nothing does. ``home`` is None for the home
    itself, ``page`` for what is not HTML."""
    if status in {401, 403, 407, 429, 451} or any(name in headers for name in _CHALLENGE_HEADERS):
        return Failure(SiteState.BLOCKED, f"http_{status}")
    if status >= 500:
        return Failure(SiteState.REFUSED, f"http_{status}")
    if status != 200:
        return Failure(SiteState.SOFT_ERROR, f"http_{status}")
    if "aspxerrorpath" in {name.lower() for name in final.query}:
        return Failure(SiteState.SOFT_ERROR, "error_page")
    if same(final) != same(asked):
        if home is not None and same(final) == same(home):
            return Failure(SiteState.SOFT_ERROR, "sent_home")
        if _LOGIN.search(final.path) and not _LOGIN.search(asked.path):
            return Failure(SiteState.BLOCKED, "login")
    if page is None:
        return None
    names = [label_key(part) for text in (page.title, page.heading) for part in re.split(r"\s[|–—-]\s|[|»]", text)]
    if len(page.text) < 1500 and any(name.startswith(_LOST) for name in (*names, label_key(page.text[:200]))):
        return Failure(SiteState.SOFT_ERROR, "soft_404")
    if len(page.text) < 600 and not page.links:
        if any(name.startswith(_REFUSALS) for name in names) or _REJECTED in page.text.lower():
            return Failure(SiteState.BLOCKED, "firewall")
        if "captcha" in f"{page.text} {page.scripts}".lower():
            return Failure(SiteState.BLOCKED, "captcha")
    if len(page.text) < _BARE and not page.links and page.has_script:
        return Failure(SiteState.SCRIPT_WALL, "script")
    return None
