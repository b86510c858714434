"""What a page holds before any law is asked: its title, links, trail, content; and hostile pages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.catalogue.obligation import Obligation
from congkhai.reading.page import Link, PageState
from congkhai.reading.read import look, open_page
from tests.reading.reaching import URL, capture, page

ENTRY = '<li><a href="/bai/{0}">Một bài viết dài về việc số {0} của tỉnh</a> (0{0}/11/2026)</li>'


def opened(html: str, url: str = URL):  # type: ignore[no-untyped-def]
    return open_page(capture(html, url))


def test_the_title_is_the_contents_heading_not_the_sites_name() -> None:
    site = "Cổng thông tin điện tử tỉnh Khuổi Lạn"
    html = f"<title>Lịch làm việc - {site}</title><h1>{site}</h1><h2>Lịch làm việc</h2>"
    assert opened(html).title == "Lịch làm việc"


@pytest.mark.parametrize(
    ("document_title", "title"),
    [
        ("Thi đua - Khen thưởng - Cổng thông tin điện tử tỉnh Khuổi Lạn", "Thi đua - Khen thưởng"),
        ("Trang chủ > Chỉ đạo điều hành > Lịch làm việc", "Lịch làm việc"),
        ("Khen thưởng | Sở Xây dựng tỉnh Khuổi Lạn", "Khen thưởng"),
        ("Sở Xây dựng hướng dẫn cấp phép", "Sở Xây dựng hướng dẫn cấp phép"),
    ],
)
def test_a_documents_title_is_stripped_of_site_and_trail(document_title: str, title: str) -> None:
    assert opened(f"<title>{document_title}</title><p>Nội dung</p>").title == title


def test_the_trail_leaves_out_home_and_its_marks() -> None:
    steps = '<li><a href="/">Trang chủ</a></li><li><a href="/a">Chỉ đạo điều hành</a></li><li>Lịch làm việc</li>'
    html = f'<ul class="breadcrumb">{steps}</ul><h1>Tuần 48</h1>'
    assert opened(html).trail == ("Chỉ đạo điều hành", "Lịch làm việc")


def test_links_are_absolute_and_those_for_a_browser_alone_are_marked() -> None:
    html = """<base href="/muc/"><a href="tin.html">Tin</a>
    <a href="\\anh\\a b.htm">Ảnh</a><a href="?trang=2">2</a>
    <a href="javascript:__doPostBack('a','b')">Sau</a><a href="javascript:void(0)">Đóng</a>
    <a href="mailto:a@b.vn">Thư</a><a href="#top">Lên</a>"""
    assert opened(html).links == (
        Link("Tin", "https://khuoilan.gov.vn/muc/tin.html"),
        Link("Ảnh", "https://khuoilan.gov.vn/anh/a%20b.htm"),
        Link("2", "https://khuoilan.gov.vn/muc/?trang=2"),
        Link("Sau", "javascript:__doPostBack('a','b')", script=True),
    )


@pytest.mark.parametrize(
    "hidden",
    ['style="display: none"', 'style="color:red;display:none"', "hidden", 'class="d-none"', 'class="hidden"', 'aria-hidden="true"'],
)
def test_hidden_content_is_not_counted(hidden: str) -> None:
    read = opened(page("Khen thưởng", f'<div {hidden}><a href="/x">Ẩn</a> 12/11/2026</div><p>Hiện</p>'))
    assert read.lines == ("Khen thưởng", "Hiện")
    assert "Ẩn" not in {link.text for link in read.links}


@pytest.mark.parametrize(
    "shown", ['class="overflow-hidden"', 'class="hidden md:block"', 'class="d-none d-md-block"', 'style="visibility:visible"']
)
def test_what_only_sounds_hidden_is_shown(shown: str) -> None:
    assert "Hiện" in opened(page("Khen thưởng", f"<p {shown}>Hiện</p>")).lines


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        '<div class="sidebar">{}</div>',
        '<div id="footer">{}</div>',
        "<aside>{}</aside>",
        '<div role="navigation">{}</div>',
    ],
)
def test_menus_columns_and_footers_are_no_content(around: str) -> None:
    text = f"<p>{'Nội dung của trang này. ' * 20}</p>"
    assert not opened(page("Khen thưởng", text + around.format(ENTRY.format(1)))).items


def test_a_box_that_holds_the_title_is_content_whatever_it_is_called() -> None:
    html = f'<div class="header"><h1>Khen thưởng</h1><ul>{ENTRY.format(1)}{ENTRY.format(2)}</ul></div>'
    assert len(opened(html).items) == 2


def test_spans_are_filled_in() -> None:
    table = "<table><tr><th>Ngày</th><th>Việc</th></tr><tr><td rowspan=2>Thứ 2</td><td>Họp</td></tr><tr><td>Đi</td></tr></table>"
    (read,) = opened(page("Lịch", table)).tables
    assert [[c.text for c in row] for row in read.rows] == [["Thứ 2", "Họp"], ["Thứ 2", "Đi"]]


def test_a_file_shown_inside_the_page_is_a_file() -> None:
    html = page(
        "Quyết định",
        '<iframe src="https://docs.google.com/viewer?url=https%3A%2F%2Fkhuoilan.gov.vn%2Ftep%2F12.pdf&embedded=true"></iframe>',
    )
    assert [f.href for f in opened(html).files] == ["https://khuoilan.gov.vn/tep/12.pdf"]


# --- what stands at an address -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "notice", ["Nội dung đang được cập nhật.", "Đang cập nhật", "Chưa có dữ liệu", "Chuyên mục đang xây dựng", "Coming soon"]
)
def test_a_notice_that_content_is_yet_to_come_is_a_placeholder(notice: str) -> None:
    assert opened(page("Khen thưởng", f"<p>{notice}</p>")).state is PageState.PLACEHOLDER


@pytest.mark.parametrize(
    "content", ["", "<p>&nbsp;</p>", "<p>Không có bản ghi nào</p>", "<table><tr><th>STT</th><th>Trích yếu</th></tr></table>"]
)
def test_a_section_with_nothing_in_it_is_empty(content: str) -> None:
    assert opened(page("Khen thưởng", content)).state is PageState.EMPTY


@pytest.mark.parametrize(
    "message",
    [
        "Không tìm thấy trang",
        "Trang bạn yêu cầu không tồn tại",
        "Bài viết không tồn tại hoặc đã bị xóa",
        "404 Not Found",
        "Page not found",
    ],
)
def test_an_error_with_a_friendly_face_is_an_error(message: str) -> None:
    assert opened(page(message, "<p>Vui lòng quay lại trang chủ.</p>")).state is PageState.SOFT_ERROR


def test_a_page_taken_away_that_sends_home_or_names_its_error_is_an_error() -> None:
    home = page("Cổng thông tin điện tử", f"<ul>{ENTRY.format(1)}{ENTRY.format(2)}</ul>")
    for final in ("https://khuoilan.gov.vn/", "https://khuoilan.gov.vn/loi.aspx?aspxerrorpath=/khen-thuong"):
        assert open_page(capture(home, final, asked="https://khuoilan.gov.vn/khen-thuong")).state is PageState.SOFT_ERROR
    assert open_page(capture(home, "https://khuoilan.gov.vn/", asked="http://khuoilan.gov.vn")).state is PageState.CONTENT


def test_an_article_about_pages_that_are_not_found_is_content() -> None:
    text = "<p>" + "Cục đề nghị các cơ quan khắc phục tình trạng trang không tồn tại trên cổng thông tin. " * 12 + "</p>"
    assert opened(page("Khắc phục lỗi truy cập", text)).state is PageState.CONTENT


def test_feeds_and_data_are_no_pages() -> None:
    read = open_page(capture('{"title": {"rendered": "Khen thưởng"}}', content_type="application/json"))
    assert (read.state, read.lines) == (PageState.EMPTY, ())


# --- hostile ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "<div>" * 5000 + "x",
        '<div class="menu">' * 3000,
        "<table><tr>" + '<td colspan="1000" rowspan="99999">x</td>' * 500 + "</tr></table>",
        "<table><tr><td>a</td></tr>" + "<tr><td>1</td><td>2</td></tr>" * 20_000 + "</table>",
        "".join(f'<a href="/{n}">Một liên kết dài số {n}</a>' for n in range(20_000)),
        "<p>" + "ngày 1/" * 20_000 + "</p>",
        "<p>" + "số " * 20_000 + "</p>",
        "<h1>" + "kế hoạch " * 20_000 + "</h1>",
        "<p>" + "a:" * 20_000 + "</p>",
    ],
    ids=["deep", "menus", "spans", "rows", "links", "days", "numbers", "title", "labels"],
)
def test_a_hostile_page_is_read_in_bounded_time(law: tuple[Obligation, ...], content: str) -> None:
    started = time.process_time()
    look(capture(page("Kế hoạch sử dụng đất", content), label="Kế hoạch sử dụng đất"), law)
    assert time.process_time() - started < 5


@given(st.text(alphabet="<>/=\"' abcđướ1/-:\n", max_size=400))
def test_no_markup_makes_the_reader_stumble(law: tuple[Obligation, ...], html: str) -> None:
    look(capture(html, label="Khen thưởng, xử phạt", lead_for=["rewards-and-sanctions"]), law)
