"""What the crawler asks a site for, beyond its pages, where the law asks whether a function works: one search, and the site map."""

from __future__ import annotations

from congkhai.records import Lead
from tests.fakesite.server import Answer, page, rows, serving
from tests.fakesite.visiting import SCHEDULE, visit

SEARCH = Lead("search", None, ("Tìm kiếm",), ("tim-kiem",), tries="search")
QUESTIONS = Lead("questions", None, ("Hỏi đáp",), ("hoi-dap",), tries="question-and-status")
MAP = Lead("map", None, ("Sơ đồ cổng",), (), tries="site-map")
FORM = '<form action="/tra" method="get"><input type="hidden" name="muc" value="1"><input name="q" placeholder="Tìm kiếm"></form>'


def test_a_search_form_is_tried_once_and_with_what_it_sends_unasked() -> None:
    pages = {"/": page("Trang chủ", FORM, menu={"/a": "Mục A"}), "/a": page("Mục A", FORM), "/tra": page("Kết quả")}
    with serving(pages) as site:
        seen = visit(site.address, SEARCH)
        asked = [path for path in site.paths if path.startswith("/tra")]
    assert asked == ["/tra?muc=1&q=th%C3%B4ng+b%C3%A1o"]
    (capture,) = [capture for capture in seen.captures if capture.via.asked]
    assert (capture.via.asked, capture.via.lead_for) == ("thông báo", ("search",))


def test_no_search_is_made_unless_the_law_asks_whether_it_works() -> None:
    with serving({"/": page("Trang chủ", FORM)}) as site:
        visit(site.address, SCHEDULE)
        assert not [path for path in site.paths if path.startswith("/tra")]


def test_a_form_that_posts_or_leads_to_another_site_is_left_alone() -> None:
    forms = FORM.replace('"get"', '"post"') + FORM.replace('"/tra"', '"https://may-tim.example/tra"')
    with serving({"/": page("Trang chủ", forms)}) as site:
        seen = visit(site.address, SEARCH)
    assert [capture.url for capture in seen.captures] == [f"{site.address}/"]


def test_a_form_that_asks_for_something_else_is_left_alone() -> None:
    forms = '<form action="/tra"><input name="datetime" class="timer"></form><form action="/tra"><input name="" title="Tìm"></form>'
    with serving({"/": page("Trang chủ", forms)}) as site:
        visit(site.address, SEARCH)
        assert not [path for path in site.paths if path.startswith("/tra")]


def test_a_search_that_robots_forbid_is_not_made() -> None:
    robots = Answer("User-agent: *\nDisallow: /tra\n", content_type="text/plain")
    with serving({"/": page("Trang chủ", FORM), "/robots.txt": robots}) as site:
        visit(site.address, SEARCH)
        assert not [path for path in site.paths if path.startswith("/tra")]


def test_a_form_on_the_page_of_search_itself_is_tried() -> None:
    pages = {"/": page("Trang chủ", menu={"/tim-kiem": "Tìm kiếm"}), "/tim-kiem": page("Tìm kiếm", FORM), "/tra": page("Kết quả")}
    with serving(pages) as site:
        seen = visit(site.address, SEARCH)
    assert [capture.via.asked for capture in seen.captures if capture.via.asked] == ["thông báo"]


def test_what_a_search_finds_is_not_followed() -> None:
    found = page("Kết quả", rows({"/lich-cu": "Lịch làm việc"}))
    with serving({"/": page("Trang chủ", FORM), "/tra": found}) as site:
        visit(site.address, SEARCH, SCHEDULE)
        assert "/lich-cu" not in site.paths


def test_where_only_a_function_is_looked_for_no_list_is_read() -> None:
    listed = page("Hỏi đáp", rows({f"/hoi/{n}": f"Câu hỏi về thủ tục số {n}" for n in range(5)}))
    with serving({"/": page("Trang chủ", menu={"/hoi-dap": "Hỏi đáp"}), "/hoi-dap": listed}) as site:
        seen = visit(site.address, QUESTIONS)
        assert not [path for path in site.paths if path.startswith("/hoi/")]
    assert seen.sight(QUESTIONS).list_read_to_end


def test_a_site_map_goes_to_the_reader_only_where_it_is_asked_for() -> None:
    listing = "<urlset><url><loc>{}/a</loc></url></urlset>"
    with serving({"/": page("Trang chủ"), "/a": page("A")}) as site:
        site.pages["/sitemap.xml"] = Answer(listing.format(site.address), content_type="application/xml")
        assert f"{site.address}/sitemap.xml" in visit(site.address, MAP).urls
        assert f"{site.address}/sitemap.xml" not in visit(site.address, SCHEDULE).urls
