"""Which links are likely places, which turn the page of a list, and which are records."""

from __future__ import annotations

from datetime import date

import pytest
from yarl import URL

from congkhai.crawling.leads import Leads
from congkhai.crawling.lists import is_further_page, is_record, turns_by_script
from congkhai.crawling.page import Link, Page, look
from congkhai.records import Lead
from tests.fakesite.server import page
from tests.fakesite.visiting import SCHEDULE

HERE = URL("http://tinh.gov.vn/lich")


def link(label: str = "", href: str = "/x", **more: object) -> Link:
    return Link(**{"url": URL("http://tinh.gov.vn").join(URL(href)), "href": href, "label": label, "place": "main", **more})


def fit(label: str, href: str = "/x", lead: Lead = SCHEDULE) -> int | str | None:
    found = [("look_alike" if f.look_alike else f.extra) for f in Leads([lead]).fits(link(label, href))]
    return found[0] if found else None


@pytest.mark.parametrize(
    "label", ["Lịch làm việc", "LỊCH LÀM VIỆC", "Li\u0323ch la\u0300m vie\u0323\u0302c", "lich lam viec", "» Lịch công tác (12)"]
)
def test_a_label_fits_however_it_is_written(label: str) -> None:
    assert fit(label) == 0


def test_a_longer_name_of_a_section_still_fits() -> None:
    assert fit("Lịch làm việc của lãnh đạo") == 3


def test_a_headline_that_holds_the_label_is_no_section() -> None:
    assert fit("Chủ tịch tỉnh chỉ đạo công khai lịch làm việc trên cổng thông tin") is None


def test_a_label_inside_another_word_does_not_fit() -> None:
    assert fit("Đăng ký abc", "/abaocao", Lead("o", None, ("Báo cáo",), ("bao-cao",))) is None


@pytest.mark.parametrize(
    "href",
    [
        "/lich-lam-viec",
        "/lich-lam-viec.aspx",
        "/web/LichLamViec/Pages/default.aspx",
        "/index.php?menu=lich-cong-tac",
    ],
)
def test_an_address_fits_by_what_it_calls_its_page(href: str) -> None:
    assert fit("Xem", href) == 0


def test_an_article_below_a_section_is_not_the_section() -> None:
    assert fit("Tin", "/lich-lam-viec/uy-ban-to-chuc-hop-ban-ve-viec-moi") is None


def test_a_label_that_misleads_is_a_look_alike() -> None:
    assert fit("Lịch tiếp công dân") == "look_alike"


def test_a_label_that_only_stands_inside_one_that_misleads_is_a_look_alike() -> None:
    assert fit("Quy hoạch cán bộ", "/x", Lead("o", None, ("Quy hoạch",), (), ("Quy hoạch cán bộ",))) == "look_alike"


def test_a_place_that_names_both_is_still_a_likely_place() -> None:
    assert fit("Lịch làm việc, lịch tiếp công dân") == 4


@pytest.mark.parametrize(
    ("label", "href"),
    [
        ("2", "/lich?page=2"),
        ("Tiếp", "/lich?trang=2"),
        ("»", "/lich/page/2"),
        ("Trang 3", "/lich?p=3"),
        ("Trang sau", "/lich/trang-2.html"),
        ("Next", "/lich?_101_INSTANCE_x_cur=2"),
        ("2", "/lich?start=20"),
        ("2", "/lich_2.htm"),
        ("Trang 3", "/lich-3"),
        ("2", "/lich/2/"),
    ],
)
def test_a_link_turns_the_page_of_its_list(label: str, href: str) -> None:
    assert is_further_page(link(label, href), HERE)


def test_a_link_that_says_next_turns_the_page() -> None:
    assert is_further_page(link("", "/lich/khac", next_page=True), HERE)


@pytest.mark.parametrize(
    ("label", "href"),
    [
        ("14", "/lich?ngay=2026-11-14"),
        ("1", "/lich?page=1"),
        ("2", "/tin-tuc?page=2"),
        ("Quyết định số 2", "/lich?page=2"),
        ("14", "/lich/2026/11/14"),
        ("2", "/tin_2.htm"),
        ("2", "/lich_3.htm"),
        ("2", "http://khac.gov.vn/lich?page=2"),
    ],
)
def test_a_link_that_only_looks_so_turns_no_page(label: str, href: str) -> None:
    assert not is_further_page(link(label, href), HERE)


def test_a_filter_of_the_list_is_kept_when_its_page_is_turned() -> None:
    here = URL("http://tinh.gov.vn/vb?loai=3")
    assert is_further_page(link("2", "/vb?page=2&loai=3"), here)
    assert not is_further_page(link("2", "/vb?page=2&loai=4"), here)


def test_a_postback_turns_the_page_by_script() -> None:
    assert turns_by_script(link("2", url=None, href="javascript:__doPostBack('grid','Page$2')"))


def test_the_days_of_a_postback_calendar_are_no_pages() -> None:
    assert not turns_by_script(link("2", url=None, href="javascript:__doPostBack('Calendar1','9821')"))


@pytest.mark.parametrize(
    "row",
    [
        link("Quyết định khen thưởng tập thể, cá nhân", "/kt/1"),
        link("Tuần 47", "/lich/47"),
        link("Bảng tin", "/x", dated=date(2026, 11, 2)),
        link("Tải về", "/tep/qd-12.pdf"),
        link("Tải về", "/tai?ten=qd-12.pdf"),
    ],
)
def test_a_row_leads_to_a_record(row: Link) -> None:
    assert is_record(row, HERE)


@pytest.mark.parametrize(
    "row",
    [
        link("3", "/lich/3"),
        link("Đăng nhập vào hệ thống quản trị", "/dang-nhap"),
        link("In trang này ra giấy", "/print/1"),
        link("Trang thông tin của bộ ngành khác", "http://khac.gov.vn/"),
        link("Quyết định khen thưởng tập thể, cá nhân", "/kt/1", place="aside"),
    ],
)
def test_a_link_beside_the_list_is_no_record(row: Link) -> None:
    assert not is_record(row, HERE)


def looked(body: str) -> Page:
    return look(page("Lịch", body).encode(), "text/html", HERE)


def test_a_label_that_says_nothing_is_replaced_by_the_heading_over_it() -> None:
    assert looked('<h2>Khen thưởng</h2><a href="/a">Xem thêm</a>').links[-1].label == "Khen thưởng"


def test_a_picture_link_is_called_by_its_text() -> None:
    assert looked('<a href="/a"><img src="b.png" alt="Lịch làm việc"></a>').links[-1].label == "Lịch làm việc"


def test_links_of_menu_main_and_footer_are_told_apart() -> None:
    links = looked(
        '<div id="MainMenu"><a href="/m">m</a></div><a href="/n">n</a><div class="footer-bottom"><a href="/f">f</a></div>'
    ).links
    assert [one.place for one in links[-3:]] == ["menu", "main", "aside"]


def test_the_date_of_a_row_is_read_with_its_link() -> None:
    assert looked('<table><tr><td>05/11/2026</td><td><a href="/a">Văn bản</a></td></tr></table>').links[-1].dated == date(
        2026, 11, 5
    )


def test_a_base_element_moves_relative_links() -> None:
    html = '<base href="http://tinh.gov.vn/cong/"><a href="lich">Lịch</a>'
    assert look(html.encode(), "text/html", HERE).links[-1].url == URL("http://tinh.gov.vn/cong/lich")


def test_entities_in_an_address_are_letters() -> None:
    assert looked('<a href="/a?x=1&amp;y=2">A</a>').links[-1].url == URL("http://tinh.gov.vn/a?x=1&y=2")


@pytest.mark.parametrize(
    "more",
    [
        "<button>Xem thêm</button>",
        '<a href="javascript:more()">Tải thêm</a>',
        '<div onclick="f()">Hiển thị thêm</div>',
        '<a href="#">Load more</a>',
    ],
)
def test_a_button_that_adds_rows_is_noticed(more: str) -> None:
    assert looked(more).more_by_script


def test_a_link_called_more_that_has_an_address_adds_no_rows() -> None:
    assert not looked('<a href="/lich/tat-ca">Xem thêm</a>').more_by_script


@pytest.mark.parametrize("charset", ["windows-1258", "utf-16"])
def test_a_label_in_another_declared_encoding_is_read(charset: str) -> None:
    body = '<a href="/a">Lịch làm việc</a>'
    encoded = "".join(body).replace("ị", "i\u0323").replace("à", "à").replace("ệ", "ê\u0323").encode(charset)
    assert look(encoded, f"text/html; charset={charset}", HERE).links[0].label == "Lịch làm việc"


def test_letters_of_an_old_font_are_not_taken_for_words() -> None:
    assert not look(("<p>" + "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp " * 3).encode(), "text/html", HERE).legible
