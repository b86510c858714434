"""Agencies that live on one host: what one publishes is never taken for another's."""

from __future__ import annotations

from tests.fakesite.server import Answer, page, rows, serving
from tests.fakesite.visiting import SCHEDULE, visit

MENU = {"/tinh/lich": "Lịch làm việc", "/so/lich": "Lịch công tác", "/giam-sat/lich": "Lịch làm việc của các cơ quan"}
SITE_MAP = "<urlset><url><loc>http://{}/so/lich-lam-viec</loc></url></urlset>"
PAGES = {
    "/tinh/": page("Tỉnh", menu=MENU),
    "/tinh/lich": page("Lịch làm việc", rows({"/tinh/lich/tuan-48": "Tuần 48", "/so/lich/tuan-48": "Sở: tuần 48"}), menu=MENU),
    "/tinh/lich/tuan-48": page("Tuần 48", menu=MENU),
    "/so/": page("Sở", menu=MENU),
    "/so/lich": page("Lịch công tác", menu=MENU),
    "/so/lich/tuan-48": page("Sở: tuần 48", menu=MENU),
    "/so/lich-lam-viec": page("Lịch làm việc", menu=MENU),
    "/giam-sat/lich": page("Lịch làm việc của các cơ quan", menu=MENU),
    "/sitemap.xml": lambda request: Answer(SITE_MAP.format(request.host), content_type="application/xml"),
}


def paths(urls: list[str]) -> set[str]:
    return {"/" + url.split("/", 3)[3] for url in urls}


def test_what_lies_under_anothers_home_is_not_looked_at() -> None:
    with serving(PAGES) as site:
        seen = visit(f"{site.address}/tinh/", SCHEDULE, beside=(f"{site.address}/so/", f"{site.address}/giam-sat/"))
    assert paths(seen.urls) == {"/", "/tinh/", "/tinh/lich", "/tinh/lich/tuan-48"}
    assert seen.sight().list_read_to_end


def test_an_agency_below_anothers_home_is_read_as_if_it_were_alone() -> None:
    with serving(PAGES | {"/": page("Tỉnh", menu=MENU)}) as site:
        seen = visit(f"{site.address}/so/", SCHEDULE, beside=(site.address,))
    assert paths(seen.urls) >= {"/so/", "/so/lich", "/so/lich/tuan-48", "/tinh/lich"}


def test_an_agency_of_another_host_takes_nothing_away() -> None:
    with serving(PAGES) as site:
        seen = visit(f"{site.address}/tinh/", SCHEDULE, beside=("https://another.example/so/",))
    assert paths(seen.urls) >= {"/so/lich", "/so/lich-lam-viec"}
