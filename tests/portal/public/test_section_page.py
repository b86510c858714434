"""A section's list: its law, its parts, what the reader chose, and pages."""

import re

import pytest
from django.utils import timezone

from congkhai.agencies.law import catalogue
from congkhai.portal.public import addresses
from congkhai.records import Kind
from tests.portal.public.states import PDF, Desk, many

SANCTIONS = "rewards-and-sanctions"


def listed(client, desk, obligation, query=None, language="vi"):
    response = client.get(addresses.of_section(desk.agency, catalogue().obligations[obligation], language=language), query or {})
    assert response.status_code == 200
    return response.content.decode()


def test_the_law_is_named_with_its_force(client, desk):
    told = listed(client, desk, SANCTIONS)
    assert "Thông lệ tốt" in told
    assert "Điều 10 khoản 1 điểm c" in told
    assert "43/2011/NĐ-CP" in told
    assert "hết hiệu lực từ 15/08/2022" in told
    english = listed(client, desk, SANCTIONS, language="en")
    assert "Good practice" in english
    assert "Article 10 clause 1 point c" in english


def test_an_empty_section_says_so_honestly(client, desk):
    told = listed(client, desk, SANCTIONS)
    assert "Mục này chưa đăng nội dung nào." in told
    assert "không có nghĩa là không có gì để công khai" in told


def test_parts_are_counted_and_chosen(client, desk):
    desk.live(SANCTIONS, "rewards", title="Tặng bằng khen")
    desk.live(SANCTIONS, "sanctions", title="Phạt một công ty")
    desk.live(SANCTIONS, "sanctions", title="Phạt công ty khác")
    everything = listed(client, desk, SANCTIONS)
    assert "Tất cả (3)" in everything
    assert "Xử phạt (2)" in everything
    chosen = listed(client, desk, SANCTIONS, {"phan": "sanctions"})
    assert "Phạt một công ty" in chosen
    assert "Tặng bằng khen" not in chosen


def test_a_year_is_chosen_by_the_day_of_the_record(client, desk):
    desk.live("leader-directives", title="Chỉ thị cũ", fields={"issued_on": "2024-12-31"})
    desk.live("leader-directives", title="Chỉ thị mới", fields={"issued_on": "2025-01-01"})
    chosen = listed(client, desk, "leader-directives", {"nam": "2024"})
    assert "Chỉ thị cũ" in chosen
    assert "Chỉ thị mới" not in chosen


def test_words_narrow_the_list_with_or_without_marks(client, desk):
    desk.live("leader-directives", title="Quản lý đất đai")
    desk.live("leader-directives", title="Phòng chống rét")
    for words in ("đất đai", "dat dai"):
        chosen = listed(client, desk, "leader-directives", {"q": words})
        assert "Quản lý đất đai" in chosen
        assert "Phòng chống rét" not in chosen
    assert "Không có mục nào hợp với lựa chọn." in listed(client, desk, "leader-directives", {"q": "lũ lụt"})


def test_a_nil_return_is_a_row_with_who_approved_it(client, desk):
    desk.live(SANCTIONS, "sanctions", nil_return=True)
    told = listed(client, desk, SANCTIONS)
    assert '<tr role="row" class="nil">' in told
    assert "Quý III/2026, Xử phạt: không phát sinh." in told
    assert "Người duyệt: Vi Thị Hạnh." in told


def test_the_newest_stand_first_and_a_nil_return_at_the_end_of_its_period(client, desk):
    desk.live(SANCTIONS, "sanctions", title="Tháng mười", fields={"issued_on": "2026-10-01"})
    desk.live(SANCTIONS, "sanctions", nil_return=True, title="Không có gì")
    desk.live(SANCTIONS, "sanctions", title="Tháng tám", fields={"issued_on": "2026-08-01"})
    told = listed(client, desk, SANCTIONS)
    assert told.index("Tháng mười") < told.index("không phát sinh") < told.index("Tháng tám")


@pytest.mark.parametrize(
    "query",
    [
        {"trang": "abc"},
        {"trang": "-1"},
        {"trang": "0"},
        {"trang": "999999999999"},
        {"trang": "9" * 5000},
        {"trang": ""},
        {"nam": "20x6"},
        {"nam": "9999"},
        {"nam": "٢٠٢٦"},
        {"nam": "-1"},
        {"phan": "khong-co"},
        {"phan": "' OR 1=1"},
        {"q": "\0"},
        {"q": "'\"); DROP"},
        {"q": "a" * 5000},
        {"q": "(" * 100},
        {"la": "gì"},
    ],
)
def test_whatever_is_asked_gives_a_sensible_page(client, desk, query):
    desk.live("leader-directives", title="Chỉ thị")
    told = listed(client, desk, "leader-directives", query)
    assert "Chỉ thị" in told or "Không có mục nào hợp với lựa chọn." in told


def test_pages_hold_each_record_once(client, desk):
    many(desk.agency, "leader-directives", "directives", 45)
    seen = []
    for number in (1, 2, 3):
        told = listed(client, desk, "leader-directives", {"trang": number})
        seen += re.findall(r'class="what"><a href="[^"]*/(\d+)-', told)
    assert len(seen) == len(set(seen)) == 45
    assert "45 mục" in told


def test_the_pager_keeps_what_was_chosen(client, desk):
    many(desk.agency, "leader-directives", "directives", 45)
    told = listed(client, desk, "leader-directives", {"phan": "directives", "trang": "2"})
    assert 'href="?phan=directives&amp;trang=1"' in told


def test_files_stand_in_the_row(client, desk):
    desk.live("leader-directives", files={"a.pdf": PDF})
    desk.live("leader-directives", files={"a.pdf": PDF, "b.pdf": PDF + b"2"})
    told = listed(client, desk, "leader-directives")
    assert re.search(r"PDF<span class=\"vh\"> a.pdf</span>, 1 KB", told)
    assert "2 tệp" in told


def test_a_kind_sees_the_sections_that_bind_it_and_no_others(client, db):
    department = Desk(kind=Kind.DEPARTMENT, slug="so")
    assert client.get("/so/y-kien-chi-dao-dieu-hanh/").status_code == 200
    assert client.get("/so/moi-goi-dau-tu/").status_code == 404
    assert "Ưu đãi" not in client.get("/so/so-do/").content.decode()
    assert department.agency.kind == Kind.DEPARTMENT


def test_the_law_page_says_what_is_asked_by_when_and_by_whom(client, desk):
    section = catalogue().obligations[SANCTIONS]
    told = client.get(addresses.of_section(desk.agency, section, page="section-law")).content.decode()
    for words in (
        "Cổng này đề nghị thêm",
        "Hạn tự đặt, không phải của luật",
        "20 ngày làm việc",
        "không phát sinh",
        "từ 01/10/2011",
        section.not_encoded,
    ):
        assert words in told


@pytest.mark.parametrize("obligation", sorted(catalogue().rulesets["letter-2613"].obligations))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_section_and_its_law_page_open_in_both_languages(client, db, obligation, language):
    section = catalogue().obligations[obligation]
    desk = Desk(kind=section.versions[-1].binds[0])
    desk.live(obligation)
    for page in ("section", "section-law", "section-feed"):
        response = client.get(addresses.of_section(desk.agency, section, page=page, language=language))
        assert response.status_code == 200
        assert response["Content-Language"] == language


def test_today_is_counted_by_the_vietnamese_clock():
    assert timezone.get_default_timezone_name() == "Asia/Ho_Chi_Minh"
