"""The observatory in Chromium: every kind of page, both themes, a telephone's width and a desk's."""

from __future__ import annotations

from typing import Any

import pytest

from congkhai.agencies.law import catalogue
from congkhai.monitor.acts.overturn import overturn
from congkhai.monitor.public import addresses
from tests.barriers import barriers
from tests.monitor.public.rounds import C, T, full_round, ministries, opened, provinces
from tests.monitor.surveys import row

pytestmark = pytest.mark.browser
LONG = "Thành phố trực thuộc Trung ương có tên gọi rất dài dùng để thử cách trình bày trên màn hình hẹp"


@pytest.fixture
def pages(owner, chief) -> dict[str, str]:
    """An address of every kind of page, with names that are hard to lay out."""
    agencies = [*provinces(LONG, "Tỉnh An", "Tỉnh Kín"), *ministries("Bộ Thử")]
    round = full_round(owner, agencies, title=f"Đợt khảo sát {LONG}")
    round.sites.filter(agency=agencies[2]).update(state="robots", reason="robots")
    round = opened(round, chief)
    overturn(
        row(round, agencies[0], "leaders-schedule"), completeness=C.FULL, timeliness=T.NO_LIMIT, by=chief, reason="Ư" + "ờng" * 80
    )
    obligation = catalogue().obligations["leaders-schedule"]
    places: dict[str, tuple[Any, ...]] = {
        "front": (),
        "rounds": (),
        "agencies": (),
        "method": (),
        **dict.fromkeys(("round", "matrix", "about", "letter"), (round.slug,)),
        "agency": (round.slug, agencies[0].slug),
        "verdict": (round.slug, agencies[0].slug, obligation),
        "obligation": (round.slug, obligation),
        "figure": (round.slug, "science-localities"),
        "agency-over-time": (agencies[0].slug,),
    }
    found = {name: addresses.of(name, *args) for name, args in places.items()}
    return found | {"english front": addresses.of("front", language="en"), "not there": "/giam-sat/dot/khong-co/"}


def test_no_page_keeps_anybody_out(open_page, pages):
    assert barriers(open_page, pages) == {}


def test_a_citizen_walks_from_a_figure_of_the_letter_to_the_page_it_rests_on_without_script(open_page, pages):
    with open_page(pages["letter"], java_script_enabled=False) as page:
        page.locator(".sheet .body p a").first.click()
        assert page.get_by_role("heading", level=1).is_visible()
        page.locator(".counted ul a").first.click()
        assert page.get_by_role("heading", name="Vì sao").is_visible()
        assert page.locator('.sources a[href^="https://"]').first.is_visible()


def test_on_a_telephone_the_table_is_a_strip_under_each_name(open_page, pages):
    with open_page(pages["matrix"], width=390) as page:
        name = page.get_by_role("rowheader", name="Tỉnh An").bounding_box()
        cells = [cell.bounding_box() for cell in page.locator("tr", has_text="Tỉnh An").first.locator("td").all()]
        assert len(cells) == 13
        assert all(cell["y"] >= name["y"] + name["height"] for cell in cells)
        assert max(cell["x"] + cell["width"] for cell in cells) <= 390


def test_the_numbers_of_the_obligations_stay_in_sight_while_one_scrolls(open_page, pages):
    for width in (390, 1280):
        with open_page(pages["matrix"], width=width) as page:
            page.evaluate("document.querySelector('.heat tbody tr:last-child').scrollIntoView({block: 'start'})")
            assert page.evaluate("document.querySelector('.heat thead th:last-child').getBoundingClientRect().top") >= -1
