"""Every end of a visit is told in words, in both languages, with what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from congkhai import crawling
from congkhai.crawling.remedies import STATES, remedy
from congkhai.obstacles import meaning
from congkhai.records import SiteSeen, SiteState

CODE = re.compile(r'Failure\([\w.]+, "(\w+)"\)|reason or "(\w+)"|\.(?:poor|cut|menu_cut) = "(\w+)"|return self\.cut or "(\w+)"')
SOURCES = sorted(Path(crawling.__path__[0]).glob("*.py"))
CODES = sorted({code for path in SOURCES for found in CODE.findall(path.read_text()) for code in found if code})


@pytest.mark.parametrize("state", SiteState)
def test_every_state_has_its_words(state: SiteState) -> None:
    assert STATES[state].vi
    assert STATES[state].en


def test_the_codes_are_found_in_the_code() -> None:
    assert {"timeout", "list_too_long", "illegible", "menu_not_read"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_words(code: str) -> None:
    assert meaning(code).vi != f"mã {code}"
    assert meaning(code).en != f"code {code}"


def test_a_status_is_told_with_what_answered_it() -> None:
    assert meaning("http_503").en == "the server answered 503"
    assert meaning("robots_http_403").vi == "robots.txt: máy chủ trả lời mã 403"


def test_a_code_of_others_is_shown_as_it_is() -> None:
    assert meaning("x_y").en == "code x_y"


def test_a_remedy_says_what_why_and_what_to_do() -> None:
    told = remedy(SiteSeen("a", "http://a.vn/", SiteState.TLS, "certificate"))
    assert told.en == f"{STATES[SiteState.TLS].en} (the certificate does not hold)"
