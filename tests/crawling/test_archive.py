"""What was seen can be judged again without asking the site."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from congkhai.crawling.archive import Archive, captures
from tests.fakesite.server import Answer, FakeSite, page, rows, serving
from tests.fakesite.visiting import CONTACT, SCHEDULE, Visited, visit

MENU = {"/lich-lam-viec": "Lịch làm việc", "/cu": "Trang cũ"}
SITE = {
    "/": page("Trang chủ", menu=MENU),
    "/lich-lam-viec": page("Lịch", rows({"/lich/47": "Lịch làm việc tuần 47"}), menu=MENU),
    "/lich/47": Answer(
        gzip.compress(page("Tuần 47").encode()),
        headers={"Content-Encoding": "gzip", "Last-Modified": "Mon, 23 Nov 2026 01:00:00 GMT"},
    ),
    "/cu": Answer("", 301, headers={"Location": "/moi"}),
    "/moi": page("Trang mới"),
}


def archived(site: FakeSite, path: Path) -> Visited:
    with Archive(path, f"congkhai/0 (+{CONTACT})") as archive:
        return visit(site.address, SCHEDULE, archive=archive)


def test_captures_come_back_from_an_archive_as_they_were(tmp_path: Path) -> None:
    with serving(SITE) as site:
        visited = archived(site, tmp_path / "a.warc.gz")
    assert list(captures(tmp_path / "a.warc.gz")) == visited.captures


def test_an_archive_is_a_warc_that_others_can_read(tmp_path: Path) -> None:
    with serving(SITE) as site:
        archived(site, tmp_path / "a.warc.gz")
    with (tmp_path / "a.warc.gz").open("rb") as file:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read()) for r in ArchiveIterator(file)
        ]
    assert records[0][0] == "warcinfo"
    answers = [uri.removeprefix(site.address) for kind, uri, _ in records if kind == "response"]
    assert sorted(answers) == sorted(site.paths)
    assert b"Tu\xe1\xba\xa7n 47" in next(body for kind, uri, body in records if kind == "response" and uri.endswith("/lich/47"))


def test_an_archive_keeps_the_site_map_and_the_rules_but_gives_no_captures_of_them(tmp_path: Path) -> None:
    with serving({**SITE, "/sitemap.xml": Answer("<urlset/>", content_type="text/xml")}) as site:
        archived(site, tmp_path / "a.warc.gz")
    assert not any(c.url.endswith(("robots.txt", "sitemap.xml")) for c in captures(tmp_path / "a.warc.gz"))


def test_a_visit_that_was_broken_off_does_not_ask_again(tmp_path: Path) -> None:
    with serving(SITE) as site:
        first = visit(site.address, SCHEDULE)
        asked = len(site.log)
        again = visit(site.address, SCHEDULE, seen={capture.url: capture for capture in first.captures})
        assert [path for path in site.paths[asked:] if path not in {"/robots.txt", "/sitemap.xml"}] == []
    assert again.captures == first.captures
    assert again.seen.sights == first.seen.sights


def test_two_visits_of_an_unchanged_site_see_the_same() -> None:
    with serving(SITE) as site:
        one, other = visit(site.address, SCHEDULE), visit(site.address, SCHEDULE)
    assert [replace(c, at=None, headers={}) for c in one.captures] == [replace(c, at=None, headers={}) for c in other.captures]
    assert one.seen.sights == other.seen.sights
