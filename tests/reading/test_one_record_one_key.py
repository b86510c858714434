"""A list row, its page and its files are one record; what a declared address or a lead gives; who published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from congkhai.catalogue.obligation import Obligation
from congkhai.reading.join import join
from congkhai.reading.page import PageState
from congkhai.reading.publisher import publisher
from congkhai.reading.read import look, read
from congkhai.reading.record import address_key
from congkhai.records import Evidence, EvidenceKind, FieldState, Publisher
from tests.reading.reaching import capture, page

LIST = "https://khuoilan.gov.vn/khen-thuong"
RECORD = "https://khuoilan.gov.vn/khen-thuong/163"
ROW_WITHOUT_LINK = (
    "<table><tr><th>Số quyết định</th><th>Ngày quyết định</th><th>Thành tích</th></tr>"
    "<tr><td>163/QĐ-UBND</td><td>{}</td><td>Dập dịch</td></tr></table>"
)
TITLE = "Quyết định số 163/QĐ-UBND về việc tặng Bằng khen cho 32 tập thể"


def records(found: Sequence[Evidence]) -> list[Evidence]:
    return [e for e in found if e.kind is not EvidenceKind.SECTION]


@pytest.mark.parametrize(
    "spelling",
    [
        "http://khuoilan.gov.vn/a?x=1&y=2",
        "https://www.khuoilan.gov.vn/a?y=2&x=1",
        "https://khuoilan.gov.vn:443/a/?x=1&y=2#dau",
        "https://khuoilan.gov.vn/a;jsessionid=7F?x=1&y=2&PHPSESSID=8&utm_source=zalo",
    ],
)
def test_spellings_of_one_address_are_one_key(spelling: str) -> None:
    assert address_key(spelling) == "khuoilan.gov.vn/a?x=1&y=2"


def test_another_port_query_or_path_is_another_key() -> None:
    others = {
        "https://khuoilan.gov.vn:8080/a",
        "https://khuoilan.gov.vn/a?id=1",
        "https://khuoilan.gov.vn/a?id=2",
        "https://khuoilan.gov.vn/b",
    }
    assert len({address_key(url) for url in others}) == 4


def test_a_list_row_and_its_page_carry_the_same_key(law: tuple[Obligation, ...]) -> None:
    row = capture(page("Khen thưởng", f'<ul><li><a href="/khen-thuong/163?p=1#x">{TITLE}</a> (16/10/2026)</li></ul>'), LIST)
    own = capture(
        page(TITLE, "<p>Chủ tịch UBND tỉnh tặng Bằng khen cho các tập thể sau.</p>"),
        "https://www.khuoilan.gov.vn/khen-thuong/163.html",
        asked="http://khuoilan.gov.vn/khen-thuong/163?p=1",
        label=TITLE,
        trail=["Khen thưởng", TITLE],
    )
    assert {e.key for e in records([*read(row, law), *read(own, law)])} == {"khuoilan.gov.vn/khen-thuong/163?p=1"}


def test_a_row_without_a_page_goes_by_its_number(law: tuple[Obligation, ...]) -> None:
    table = ROW_WITHOUT_LINK.format("14/10/2026")
    (row,) = records(read(capture(page("Khen thưởng", table), LIST), law))
    assert (row.key, row.own_page) == ("163/QDUBND", True)


def test_rows_that_are_called_the_same_and_have_no_page_are_several_records(law: tuple[Obligation, ...]) -> None:
    row = "<tr><td>{}/11/2026</td><td>Công ty Chè Nà Pia</td><td>Xả thải</td></tr>"
    heads = "<tr><th>Ngày quyết định</th><th>Tổ chức vi phạm</th><th>Hành vi vi phạm</th></tr>"
    found = records(read(capture(page("Xử phạt", f"<table>{heads}{row.format(3)}{row.format(4)}</table>"), LIST), law))
    assert len({e.key for e in found}) == 2


def test_a_row_whose_link_only_a_browser_can_follow_goes_by_its_number(law: tuple[Obligation, ...]) -> None:
    html = page("Khen thưởng", f"<ul><li><a href=\"javascript:__doPostBack('ds','163')\">{TITLE}</a> (16/10/2026)</li></ul>")
    (row,) = records(read(capture(html, LIST), law))
    assert row.key == "163/QDUBND"


def test_a_file_found_on_a_records_page_belongs_to_the_record(law: tuple[Obligation, ...]) -> None:
    found = read(
        capture(
            b"%PDF-1.4 scan",
            f"{RECORD}.pdf",
            content_type="application/pdf",
            label="Tải về",
            referrer=RECORD,
            trail=["Khen thưởng", TITLE, "Tải về"],
        ),
        law,
    )
    assert [(e.key, e.kind, e.label) for e in records(found)] == [(address_key(RECORD), EvidenceKind.FILE, TITLE)]


def test_a_file_found_on_a_list_is_its_own_record_until_a_record_carries_it(law: tuple[Obligation, ...]) -> None:
    html = page("Khen thưởng", f'<ul><li><a href="{RECORD}">{TITLE}</a> 16/10/2026 <a href="/tep/163.pdf">Tải về</a></li></ul>')
    rows = read(capture(html, LIST), law)
    file = read(
        capture(
            b"%PDF-1.4 scan",
            "https://khuoilan.gov.vn/tep/163.pdf",
            content_type="application/pdf",
            referrer=LIST,
            trail=["Khen thưởng", "Tải về"],
        ),
        law,
    )
    assert {e.key for e in records(file)} == {"khuoilan.gov.vn/tep/163.pdf"}
    assert {e.key for e in records(join([*rows, *file]))} == {address_key(RECORD)}


def test_a_row_without_a_link_joins_the_page_of_its_number(law: tuple[Obligation, ...]) -> None:
    own = capture(page(TITLE, "<p>Ngày quyết định: 14/10/2026</p>"), RECORD, trail=["Khen thưởng", TITLE])
    this_year = join([*read(capture(page("Khen thưởng", ROW_WITHOUT_LINK.format("14/10/2026")), LIST), law), *read(own, law)])
    last_year = join([*read(capture(page("Khen thưởng", ROW_WITHOUT_LINK.format("14/10/2025")), LIST), law), *read(own, law)])
    assert len({e.key for e in records(this_year)}) == 1
    assert len({e.key for e in records(last_year)}) == 2


def test_a_row_whose_page_turns_out_to_be_news_is_no_record(law: tuple[Obligation, ...]) -> None:
    title = "Tỉnh tuyên dương điển hình tiên tiến vùng cao"
    row = capture(
        page("Khen thưởng", f'<ul><li><a href="{RECORD}">Điển hình tiên tiến vùng cao của tỉnh</a> 16/10/2026</li></ul>'), LIST
    )
    own = capture(
        page(title, "<p>Sáng 16/10, tỉnh đã tổ chức gặp mặt các điển hình tiên tiến. Buổi lễ diễn ra ấm cúng.</p>"),
        RECORD,
        trail=["Khen thưởng", title],
    )
    assert records(read(row, law))
    assert not records(join([*read(row, law), *read(own, law)]))


def test_a_weeks_row_joins_the_week_that_its_page_shows(law: tuple[Obligation, ...]) -> None:
    week = "https://khuoilan.gov.vn/lich/tuan-48"
    row = capture(
        page("Lịch làm việc", f'<ul><li><a href="{week}">Lịch làm việc tuần 48 của lãnh đạo</a> 20/11/2026</li></ul>'),
        "https://khuoilan.gov.vn/lich",
    )
    own = capture(
        page("Lịch làm việc tuần 48", "<p>Thứ Hai, ngày 23/11</p><p>8h00: Chủ tịch họp giao ban.</p>"),
        week,
        trail=["Lịch làm việc", "Lịch làm việc tuần 48"],
    )
    joined = records(join([*read(row, law), *read(own, law)]))
    assert [e.key for e in joined] == ["khuoilan.gov.vn/lich/tuan-48#2026-11-23"] * 2


def test_joining_twice_changes_nothing_and_order_does_not_matter(law: tuple[Obligation, ...]) -> None:
    html = page("Khen thưởng", f'<ul><li><a href="{RECORD}">{TITLE}</a> 16/10/2026 <a href="/tep/163.pdf">Tải về</a></li></ul>')
    found = [
        *read(capture(html, LIST), law),
        *read(capture(page(TITLE, "<p>Tặng Bằng khen cho các tập thể.</p>"), RECORD, trail=["Khen thưởng"]), law),
    ]
    once = join(found)
    assert join(once) == once
    assert sorted(e.key for e in join(reversed(found))) == sorted(e.key for e in once)


# --- declared addresses, leads, days ----------------------------------------------------------------


def test_a_declared_address_is_read_for_its_obligation_whatever_it_is_called(law: tuple[Obligation, ...]) -> None:
    html = page("Chuyên trang 2026", f'<ul><li><a href="{RECORD}">{TITLE}</a> 16/10/2026</li></ul>')
    assert not records(read(capture(html), law))
    (row,) = records(read(capture(html, declared_for=["rewards-and-sanctions"]), law))
    assert row.obligation == "rewards-and-sanctions"


def test_a_declared_address_that_is_clearly_something_else_is_not_read(law: tuple[Obligation, ...]) -> None:
    html = page("Lịch tiếp công dân", "<p>Thứ Hai 23/11: 8h00 Chủ tịch tiếp công dân từ ngày 23/11/2026 đến ngày 29/11/2026.</p>")
    reading = look(capture(html, declared_for=["leaders-schedule"]), law)
    assert (reading.evidence, reading.states["leaders-schedule"]) == ((), PageState.LOOK_ALIKE)


ROWS = '<ul><li><a href="/vb/1">Chấn chỉnh công tác quản lý đất đai trên địa bàn</a> 16/10/2026</li></ul>'


def test_a_page_visited_by_a_lead_is_read_for_it_though_it_goes_by_another_name(law: tuple[Obligation, ...]) -> None:
    reached = capture(page("Thông tin từ lãnh đạo", ROWS), label="Thông tin từ lãnh đạo", lead_for=["leader-directives"])
    assert [e.obligation for e in records(read(reached, law))] == ["leader-directives"]


def test_a_page_visited_by_a_lead_but_named_as_another_thing_is_that_thing(law: tuple[Obligation, ...]) -> None:
    reached = capture(
        page("Phổ biến giáo dục pháp luật", ROWS), label="Phổ biến giáo dục pháp luật", lead_for=["leader-directives"]
    )
    assert {e.obligation for e in records(read(reached, law))} == {"legal-dissemination"}


def test_a_lead_by_a_general_word_is_a_hint_that_the_rows_must_bear_out(law: tuple[Obligation, ...]) -> None:
    label = "Kế hoạch cải cách hành chính hằng năm"
    plan = '<ul><li><a href="/kh/1">Kế hoạch phát triển kinh tế - xã hội năm 2026</a> 16/10/2026</li></ul>'
    for rows, found in ((ROWS, 0), (plan, 1)):
        reached = capture(page(label, rows), label=label, trail=[label], lead_for=["local-strategies-and-plans"])
        assert len([e for e in records(read(reached, law)) if e.obligation == "local-strategies-and-plans"]) == found


def test_an_obligation_is_read_by_the_version_of_the_day_that_is_asked_for(law: tuple[Obligation, ...]) -> None:
    reached = capture(page("Khen thưởng", f'<ul><li><a href="{RECORD}">{TITLE}</a> 16/10/2026</li></ul>'), LIST)
    assert records(read(reached, law, on=date(2012, 9, 27)))
    assert not read(reached, law, on=date(2009, 1, 1))


def test_an_error_page_and_a_notice_give_no_evidence(law: tuple[Obligation, ...]) -> None:
    for html, state in (
        (page("Không tìm thấy trang"), PageState.SOFT_ERROR),
        (page("Khen thưởng", "<p>Đang cập nhật</p>"), PageState.PLACEHOLDER),
    ):
        reading = look(capture(html, LIST, label="Khen thưởng", lead_for=["rewards-and-sanctions"]), law)
        assert (reading.evidence, dict(reading.states)) == ((), {"rewards-and-sanctions": state})


def test_a_label_alone_is_no_record(law: tuple[Obligation, ...]) -> None:
    text = "<p>Chuyên mục khen thưởng giới thiệu công tác thi đua của tỉnh, mời bạn đọc theo dõi.</p>"
    assert not records(read(capture(page("Khen thưởng", text), LIST, label="Khen thưởng"), law))


def test_a_missing_field_on_a_list_row_is_not_called_absent(law: tuple[Obligation, ...]) -> None:
    row = '<tr><td>ĐT.05</td><td><a href="/dt/5">Nghiên cứu giống hồi</a></td></tr>'
    table = f"<table><tr><th>Mã số</th><th>Tên đề tài</th></tr>{row}</table>"
    (seen,) = records(read(capture(page("Danh mục đề tài", table)), law))
    assert set(seen.fields) == {"code", "name"}


def test_labels_above_their_values_are_read(law: tuple[Obligation, ...]) -> None:
    facts = "<div>Số quyết định</div><div>163/QĐ-UBND</div><div>Ngày quyết định</div><div>14/10/2026</div>"
    (row,) = records(read(capture(page("Tặng Bằng khen cho các tập thể", facts), RECORD, trail=["Khen thưởng"]), law))
    assert (row.fields["decision_number"].value, row.fields["issued_on"].value) == ("163/QDUBND", "2026-10-14")


def test_an_empty_column_of_a_row_that_leads_to_no_page_is_an_absent_field(law: tuple[Obligation, ...]) -> None:
    heads = "<th>Tên đề tài</th><th>Ngày nghiệm thu</th><th>Báo cáo tổng hợp</th><th>Báo cáo kết quả triển khai áp dụng</th>"
    cells = '<td>Giống hồi</td><td>12/10/2026</td><td><a href="/a.pdf">Tải về</a></td><td></td>'
    table = f"<table><tr>{heads}</tr><tr>{cells}</tr></table>"
    (row,) = records(read(capture(page("Kết quả nghiên cứu", table)), law))
    assert row.fields["summary_report"].value == ["https://khuoilan.gov.vn/a.pdf"]
    assert row.fields["application_report"].state is FieldState.ABSENT
    assert "host" not in row.fields


def test_a_record_posted_as_a_picture_is_one_whose_fields_cannot_be_read(law: tuple[Obligation, ...]) -> None:
    html = page("Tặng Bằng khen cho các tập thể", '<img src="/anh/qd-163.jpg"><p>Ảnh chụp văn bản.</p>')
    (row,) = records(read(capture(html, RECORD, trail=["Khen thưởng", "Tặng Bằng khen cho các tập thể"]), law))
    assert row.fields["decision_number"].state is FieldState.UNREADABLE


def test_reading_twice_gives_the_same(law: tuple[Obligation, ...]) -> None:
    reached = capture(page("Khen thưởng", f'<ul><li><a href="{RECORD}">{TITLE}</a> 16/10/2026</li></ul>'), LIST)
    assert read(reached, law) == read(reached, law)


# --- who published ----------------------------------------------------------------------------------

PROVINCE = "Cổng thông tin điện tử tỉnh Khuổi Lạn"


@pytest.mark.parametrize(
    ("issuer", "site", "who"),
    [
        ("UBND tỉnh Khuổi Lạn", PROVINCE, Publisher.ISSUER),
        ("Chủ tịch Ủy ban nhân dân tỉnh", PROVINCE, Publisher.ISSUER),
        ("Bộ trưởng", "Bộ Hải đảo", Publisher.ISSUER),
        ("Thủ tướng Chính phủ", PROVINCE, Publisher.SUBJECT),
        ("Bộ Xây dựng", PROVINCE, Publisher.SUBJECT),
        ("UBND tỉnh Mẫu Khê", PROVINCE, None),
        ("Sở Xây dựng", PROVINCE, None),
        ("HĐND tỉnh Khuổi Lạn", PROVINCE, None),
        ("UBND tỉnh Khuổi Lạn", "", None),
        ("", PROVINCE, None),
    ],
)
def test_who_published_is_said_only_where_both_names_settle_it(issuer: str, site: str, who: Publisher | None) -> None:
    assert publisher(issuer, site) is who
