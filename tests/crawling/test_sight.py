"""How well each obligation was seen: good only where nothing stood between it and us."""

from __future__ import annotations

import pytest

from congkhai.records import Lead, SightQuality, SiteState
from tests.fakesite.server import Answer, Pages, page, rows, serving
from tests.fakesite.visiting import REWARDS, SCHEDULE, Visited, visit

MENU = {"/lich-lam-viec": "Lịch làm việc", "/gioi-thieu": "Giới thiệu", "/tin-tuc": "Tin tức"}
WEEKS = rows({f"/lich/{n}": f"Lịch làm việc tuần {n} năm 2026" for n in (46, 47)})
SITE: Pages = {
    "/": page("Trang chủ", menu=MENU),
    "/lich-lam-viec": page("Lịch làm việc", WEEKS, menu=MENU),
    "/gioi-thieu": page("Giới thiệu", menu=MENU),
    "/tin-tuc": page("Tin tức", menu=MENU),
    "/lich/46": page("Tuần 46", menu=MENU),
    "/lich/47": page("Tuần 47", menu=MENU),
}


def seen(changed: Pages | None = None, *leads: Lead, **pace: object) -> Visited:
    with serving({**SITE, **(changed or {})}) as site:
        return visit(site.address, *(leads or (SCHEDULE,)), **pace)


def test_a_section_read_to_its_end_is_seen_well() -> None:
    sight = seen().sight()
    assert (sight.quality, sight.list_read_to_end, sight.reason) == (SightQuality.GOOD, True, "")
    assert [looked.outcome for looked in sight.looked] == ["read"]


def test_a_negative_is_proven_by_the_pages_that_were_read() -> None:
    visited = seen(None, REWARDS)
    assert visited.sight(REWARDS).quality is SightQuality.GOOD
    assert not visited.sight(REWARDS).list_read_to_end
    assert visited.outcomes(REWARDS) == {"/lich-lam-viec": "read", "/gioi-thieu": "read", "/tin-tuc": "read"}


def test_a_near_miss_is_kept_as_a_look_alike() -> None:
    menu = {**MENU, "/tiep-dan": "Lịch tiếp công dân"}
    visited = seen({"/": page("Trang chủ", menu=menu), "/tiep-dan": page("Tiếp dân")})
    assert visited.outcomes()["/tiep-dan"] == "look_alike"


def test_a_list_is_followed_page_by_page_to_its_end() -> None:
    pages = {f"/lich-lam-viec?page={n}": page("Lịch", f'<a href="/lich-lam-viec?page={n + 1}">Tiếp</a>') for n in (2, 3)}
    changed = {"/lich-lam-viec": page("Lịch", WEEKS + '<a href="/lich-lam-viec?page=2">2</a>', menu=MENU), **pages}
    visited = seen({**changed, "/lich-lam-viec?page=4": page("Lịch")})
    assert visited.sight().list_read_to_end
    turned = [capture for capture in visited.captures if "page=" in capture.url]
    assert [capture.via.label for capture in turned] == ["Lịch làm việc"] * 3
    assert {capture.via.lead_for for capture in turned} == {("leaders-schedule",)}


def test_a_page_of_a_list_that_fails_leaves_its_end_unseen() -> None:
    visited = seen(
        {
            "/lich-lam-viec": page("Lịch", WEEKS + '<a href="/lich-lam-viec?page=2">2</a>', menu=MENU),
            "/lich-lam-viec?page=2": Answer("", 500),
        }
    )
    assert (visited.sight().quality, visited.sight().reason) == (SightQuality.POOR, "http_500")


@pytest.mark.parametrize(
    ("hidden", "reason"),
    [
        ("<button>Xem thêm</button>", "more_by_script"),
        ("<a href=\"javascript:__doPostBack('grid','Page$2')\">2</a>", "pages_by_script"),
        ('<iframe src="https://calendar.google.com/embed?x=1"></iframe>', "shown_from_elsewhere"),
    ],
)
def test_rows_that_only_a_browser_could_reach_leave_a_list_unseen(hidden: str, reason: str) -> None:
    visited = seen({"/lich-lam-viec": page("Lịch", WEEKS + hidden, menu=MENU)})
    assert (visited.sight().quality, visited.sight().reason) == (SightQuality.POOR, reason)
    assert not visited.sight().list_read_to_end


def test_a_list_that_is_still_loading_is_not_empty() -> None:
    visited = seen({"/lich-lam-viec": page("Lịch", "<div>Đang tải dữ liệu...</div>", menu=MENU)})
    assert (visited.sight().quality, visited.sight().reason) == (SightQuality.POOR, "script")


def test_a_frame_of_the_same_host_is_part_of_its_list() -> None:
    visited = seen(
        {"/lich-lam-viec": page("Lịch", '<iframe src="/bang-lich"></iframe>', menu=MENU), "/bang-lich": page("Bảng", WEEKS)}
    )
    assert any(url.endswith("/lich/47") for url in visited.urls)


@pytest.mark.parametrize(
    ("answer", "outcome", "quality"),
    [
        (Answer("", 404), "not_found", SightQuality.GOOD),
        (page("Không tìm thấy trang"), "soft_error", SightQuality.GOOD),
        (Answer("", 302, headers={"Location": "/"}), "soft_error", SightQuality.GOOD),
        (Answer("", 403), "blocked", SightQuality.POOR),
        (Answer("", 500), "failed", SightQuality.POOR),
    ],
)
def test_a_dead_menu_entry_is_an_answer_and_a_refused_one_is_not(answer: Answer | str, outcome: str, quality: SightQuality) -> None:
    visited = seen({"/lich-lam-viec": answer})
    assert visited.outcomes()["/lich-lam-viec"] == outcome
    assert visited.sight().quality is quality


def test_one_refused_page_on_a_healthy_site_is_judged_alone() -> None:
    visited = seen({"/tin-tuc": Answer("", 403)}, SCHEDULE, REWARDS)
    assert visited.sight(SCHEDULE).quality is SightQuality.GOOD
    assert (visited.sight(REWARDS).quality, visited.sight(REWARDS).reason) == (SightQuality.POOR, "menu_not_read")
    assert (visited.seen.state, visited.seen.reason) == (SiteState.PARTIAL, "menu_not_read")


def test_a_menu_that_only_a_script_opens_hides_what_it_may_hold() -> None:
    menu = "<nav><a href=\"javascript:__doPostBack('menu','1')\">Thông tin chỉ đạo</a><a href=\"/gioi-thieu\">Giới thiệu</a></nav>"
    visited = seen({"/": page("Trang chủ", menu)})
    assert (visited.sight().quality, visited.sight().reason) == (SightQuality.POOR, "menu_by_script")


def test_a_likely_place_that_only_a_script_opens_is_not_missing() -> None:
    visited = seen({"/": page("Trang chủ", '<a href="javascript:mo()">Khen thưởng</a>', menu=MENU)}, REWARDS)
    assert visited.sight(REWARDS).reason == "by_script"


def test_a_likely_place_on_another_domain_is_named_and_not_visited() -> None:
    with serving({"*": page("Lịch của ai đó", WEEKS)}) as other:
        visited = seen({"/": page("Trang chủ", f'<a href="{other.address}/kt">Khen thưởng</a>', menu=MENU)}, REWARDS)
    assert other.log == []
    assert (visited.sight(REWARDS).quality, visited.sight(REWARDS).reason) == (SightQuality.POOR, "elsewhere")
    assert visited.outcomes(REWARDS)["/kt"] == "not_visited"


def test_a_link_that_redirects_to_another_domain_is_not_taken_for_the_agency() -> None:
    with serving({"*": page("Cơ quan khác", WEEKS)}) as other:
        visited = seen({"/lich-lam-viec": Answer("", 302, headers={"Location": f"{other.address}/x"})})
    assert not any(other.address in capture.final_url for capture in visited.captures)
    assert (visited.sight().quality, visited.sight().reason) == (SightQuality.POOR, "elsewhere")


def test_a_declared_address_is_visited_first_also_on_another_host() -> None:
    section = page("Khen thưởng", rows({"/kt/1": "Quyết định khen thưởng số 1"}))
    with serving({"/khen": section, "/kt/1": page("Quyết định 1")}) as vendor, serving(SITE) as site:
        visited = visit(site.address, SCHEDULE, declared=(("rewards-and-sanctions", f"{vendor.address}/khen"),))
    assert visited.urls[1] == f"{vendor.address}/khen"
    assert f"{vendor.address}/kt/1" in visited.urls
    assert visited.captures[1].via.declared_for == ("rewards-and-sanctions",)
    assert vendor.paths[0] == "/robots.txt"
    assert visited.sight(Lead("rewards-and-sanctions", None, (), ())).quality is SightQuality.GOOD


def test_a_declared_address_that_is_none_is_no_proof_of_absence() -> None:
    with serving(SITE) as site:
        visited = visit(site.address, declared=(("rewards-and-sanctions", "javascript:alert(1)"),))
    assert visited.sight(Lead("rewards-and-sanctions", None, (), ())).reason == "bad_address"


def test_a_site_map_leads_where_no_menu_does() -> None:
    with serving({"/": page("Trang chủ"), "/lich-lam-viec": page("Lịch làm việc")}) as site:
        site.pages |= {
            "/robots.txt": Answer(f"User-agent: *\nSitemap: {site.address}/so-do.xml", content_type="text/plain"),
            "/so-do.xml": Answer(f"<sitemapindex><sitemap><loc>{site.address}/so-do-1.xml</loc></sitemap></sitemapindex>"),
            "/so-do-1.xml": Answer(f"<urlset><url><loc><![CDATA[{site.address}/lich-lam-viec?a=1&b=2]]></loc></url></urlset>"),
        }
        visited = visit(site.address, SCHEDULE)
    assert visited.outcomes() == {"/lich-lam-viec?a=1&b=2": "read"}
    assert not any("so-do" in url for url in visited.urls)


def test_a_site_map_that_lists_itself_is_read_once() -> None:
    with serving(SITE) as site:
        loc = f"<sitemap><loc>{site.address}/sitemap.xml</loc></sitemap>"
        site.pages["/sitemap.xml"] = Answer(f"<sitemapindex>{loc * 50}</sitemapindex>", content_type="text/xml")
        visit(site.address, SCHEDULE)
    assert site.paths.count("/sitemap.xml") == 1


def test_a_section_two_steps_from_home_is_found_through_the_menu() -> None:
    inner = page("Giới thiệu", '<div class="left-menu"><a href="/khen-thuong">Khen thưởng</a></div>', menu=MENU)
    visited = seen({"/gioi-thieu": inner, "/khen-thuong": page("Khen thưởng", menu=MENU)}, REWARDS)
    assert visited.outcomes(REWARDS) == {"/khen-thuong": "read"}
    found = next(capture for capture in visited.captures if capture.url.endswith("/khen-thuong"))
    assert found.via.trail == ("Giới thiệu", "Khen thưởng")


def test_files_of_a_record_are_read_with_how_they_were_reached() -> None:
    visited = seen(
        {
            "/lich/47": page("Tuần 47", '<a href="/tep/lich-47.pdf">Tải về</a>'),
            "/tep/lich-47.pdf": Answer(b"%PDF", content_type="application/pdf"),
        }
    )
    via = next(capture.via for capture in visited.captures if capture.url.endswith(".pdf"))
    assert via.trail == ("Lịch làm việc", "Lịch làm việc tuần 47 năm 2026", "Tải về")
    assert via.referrer is not None
    assert via.referrer.endswith("/lich/47")


def test_a_part_with_its_own_lead_is_seen_apart() -> None:
    rewards = Lead("rewards-and-sanctions", "rewards", ("Khen thưởng",), ("khen-thuong",))
    sanctions = Lead("rewards-and-sanctions", "sanctions", ("Xử phạt",), ("xu-phat",))
    menu = {**MENU, "/khen-thuong": "Khen thưởng", "/xu-phat": "Xử phạt"}
    changed = {"/": page("Trang chủ", menu=menu), "/khen-thuong": page("Khen thưởng"), "/xu-phat": Answer("", 403)}
    visited = seen(changed, rewards, sanctions)
    assert visited.sight(rewards).quality is SightQuality.GOOD
    assert visited.sight(sanctions).quality is SightQuality.POOR


def test_a_home_page_without_a_marked_menu_is_read_by_its_short_links() -> None:
    plain = '<title>Trang chủ</title><p><a href="/gioi-thieu">Giới thiệu</a> <a href="/lich-lam-viec">Lịch làm việc</a></p>'
    visited = seen({"/": plain + "<p>Cổng thông tin của một tỉnh không có thật.</p>"})
    assert {url.rpartition("/")[2] for url in visited.urls} >= {"gioi-thieu", "lich-lam-viec"}


def test_a_frame_set_is_a_home_page() -> None:
    visited = seen({"/": '<frameset><frame src="/trai"><frame src="/gioi-thieu"></frameset>', "/trai": page("Trái", menu=MENU)})
    assert visited.outcomes() == {"/lich-lam-viec": "read"}


def test_the_menu_in_a_frame_of_the_home_page_is_its_menu() -> None:
    visited = seen(
        {"/": '<frameset><frame src="/trai"></frameset>', "/trai": page("Trái", menu={**MENU, "/them": "Mục khác"})}, REWARDS
    )
    assert "/them" in visited.outcomes(REWARDS)
    assert visited.sight(REWARDS).reason == ""


def test_a_menu_entry_that_redirects_to_another_is_read_once() -> None:
    menu = {"/cu": "Mục cũ", **MENU}
    visited = seen({"/": page("Trang chủ", menu=menu), "/cu": Answer("", 302, headers={"Location": "/tin-tuc"})}, REWARDS)
    assert visited.outcomes(REWARDS)["/tin-tuc"] == "read"
    assert visited.sight(REWARDS).quality is SightQuality.GOOD


def test_a_list_cut_off_by_the_clock_is_not_read_to_its_end() -> None:
    menu = {"/lich-lam-viec": "Lịch làm việc"}
    first = page("Lịch", '<a href="/lich-lam-viec?page=2">2</a>', menu=menu)
    visited = seen(
        {"/": page("Trang chủ", menu=menu), "/lich-lam-viec": first, "/lich-lam-viec?page=2": Answer(page("Lịch"), delay=60)},
        SCHEDULE,
        seconds=3.0,
        timeouts=(100.0,),
    )
    assert (visited.sight().quality, visited.sight().reason) == (SightQuality.POOR, "budget_seconds")
    assert not visited.sight().list_read_to_end


def test_registering_an_enterprise_is_no_sign_in() -> None:
    menu = {**MENU, "/dang-ky-kinh-doanh": "Đăng ký kinh doanh", "/dang-nhap": "Đăng nhập"}
    visited = seen({"/": page("Trang chủ", menu=menu), "/dang-ky-kinh-doanh": page("Đăng ký kinh doanh")}, REWARDS)
    assert "/dang-ky-kinh-doanh" in visited.outcomes(REWARDS)
    assert "/dang-nhap" not in visited.outcomes(REWARDS)


def test_a_further_page_that_the_site_map_lists_too_is_read_once_as_what_it_is() -> None:
    menu = {"/lich-lam-viec.htm": "Lịch làm việc của lãnh đạo"}
    with serving({"/": page("Trang chủ", menu=menu), "*": page("Tuần")}) as site:
        site.pages |= {
            "/robots.txt": Answer("", 404),
            "/sitemap.xml": Answer(f"<urlset><url><loc>{site.address}/lich-lam-viec_2.htm</loc></url></urlset>"),
            "/lich-lam-viec.htm": page("Lịch", WEEKS + '<a href="/lich-lam-viec_2.htm">2</a>', menu=menu),
            "/lich-lam-viec_2.htm": page("Lịch", menu=menu),
        }
        visited = visit(site.address, SCHEDULE)
    assert site.paths.count("/lich-lam-viec_2.htm") == 1
    assert visited.outcomes() == {"/lich-lam-viec.htm": "read"}
    assert visited.sight().list_read_to_end
