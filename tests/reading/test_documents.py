"""PDF, DOCX and XLSX made for the test, scans and broken files; as records with what they show and what cannot be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import docx
import openpyxl
import pytest
import typst
from PIL import Image

from congkhai.catalogue.obligation import Obligation
from congkhai.reading.documents import kind_of
from congkhai.reading.read import open_page, read
from congkhai.records import Capture, DateOrigin, DateRole, DateSeen, Evidence, EvidenceKind, FieldState
from tests.reading.reaching import capture

URL = "https://khuoilan.gov.vn/tep/12-ct-ubnd.pdf"
LETTER = """
ỦY BAN NHÂN DÂN TỈNH KHUỔI LẠN \\
Số: 12/CT-UBND \\
Khuổi Lạn, ngày 10 tháng 11 năm 2026 \\
CHỈ THỊ về việc tăng cường phòng, chống thiên tai

Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013; yêu cầu các sở, ban, ngành thực hiện nghiêm túc các nội dung sau.
"""


def pdf(text: str) -> bytes:
    return typst.compile(text.encode(), format="pdf")


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "PDF")
    return out.getvalue()


def directive(body: bytes, url: str = URL, content_type: str = "application/pdf") -> Capture:
    return capture(
        body,
        url,
        content_type=content_type,
        label="Chỉ thị phòng, chống thiên tai",
        trail=["Chỉ đạo điều hành", "Chỉ thị phòng, chống thiên tai"],
    )


def only(found: Sequence[Evidence]) -> Evidence:
    (evidence,) = found
    return evidence


def test_a_pdf_shows_its_number_and_the_day_at_its_head(law: tuple[Obligation, ...]) -> None:
    evidence = only(read(directive(pdf(LETTER)), law))
    assert (evidence.kind, evidence.obligation, evidence.own_page) == (EvidenceKind.FILE, "leader-directives", True)
    assert evidence.fields["number"].value == "12/CTUBND"
    assert evidence.dates == (DateSeen(date(2026, 11, 10), DateRole.ISSUED, DateOrigin.FILE),)


def test_a_law_that_a_pdf_cites_does_not_date_it(law: tuple[Obligation, ...]) -> None:
    cites = "Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013 và các văn bản hướng dẫn thi hành của Chính phủ."
    assert only(read(directive(pdf(cites)), law)).dates == ()


def test_a_scan_is_a_record_whose_fields_cannot_be_read(law: tuple[Obligation, ...]) -> None:
    evidence = only(read(directive(scan()), law))
    assert evidence.fields["number"].state is FieldState.UNREADABLE
    assert evidence.fields["file"].value == [URL]
    assert FieldState.ABSENT not in {seen.state for seen in evidence.fields.values()}


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_a_record_all_the_same(law: tuple[Obligation, ...], kept: float) -> None:
    whole = pdf(LETTER)
    assert only(read(directive(whole[: int(len(whole) * kept)]), law)).kind is EvidenceKind.FILE


@pytest.mark.parametrize("body", [b"%PDF-1.7 nonsense", b"\xd0\xcf\x11\xe0 old Word", b"Rar!\x1a\x07", b"PK\x03\x04 broken"])
def test_a_file_that_nothing_can_read_is_not_legible(body: bytes) -> None:
    page = open_page(capture(body, "https://khuoilan.gov.vn/tep/cu.doc", content_type="application/octet-stream"))
    assert (page.is_file, page.legible) == (True, False)


def test_a_zip_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * 150_000_000)
    assert not open_page(capture(out.getvalue(), "https://khuoilan.gov.vn/a.docx", content_type="application/zip")).legible


def test_an_html_page_at_an_address_that_ends_in_pdf_is_a_page() -> None:
    html = "<html><body><h1>Trang không tồn tại</h1></body></html>"
    page = open_page(capture(html, URL))
    assert (page.is_file, page.state) == (False, "soft_error")


def test_a_docx_shows_its_text_and_its_table(law: tuple[Obligation, ...]) -> None:
    document = docx.Document()
    document.add_paragraph("DANH MỤC ĐỀ TÀI KHOA HỌC")
    table = document.add_table(2, 6)
    heads = ("Mã số", "Tên đề tài", "Cấp quản lý", "Lĩnh vực", "Đơn vị chủ trì", "Thời gian thực hiện")
    values = ("ĐT.05/2026", "Nghiên cứu giống hồi", "Cấp tỉnh", "Nông nghiệp", "Trung tâm Giống", "2026-2028")
    for column, (head, value) in enumerate(zip(heads, values, strict=True)):
        table.cell(0, column).text, table.cell(1, column).text = head, value
    out = io.BytesIO()
    document.save(out)
    reached = capture(
        out.getvalue(), "https://khuoilan.gov.vn/dm.docx", content_type="application/msword", trail=["Danh mục đề tài"]
    )
    (row,) = [e for e in read(reached, law) if e.obligation == "science-programmes"]
    assert {name: seen.value for name, seen in row.fields.items() if seen.state is FieldState.PRESENT} == {
        "code": "ĐT.05/2026",
        "name": "Nghiên cứu giống hồi",
        "level": "Cấp tỉnh",
        "field_of_science": "Nông nghiệp",
        "host": "Trung tâm Giống",
        "duration": ["2026-01-01", "2028-12-31"],
    }


def test_an_xlsx_shows_its_rows_under_the_first_row_that_heads_them(law: tuple[Obligation, ...]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DANH MỤC DỰ ÁN KÊU GỌI ĐẦU TƯ"])
    sheet.append(["STT", "Tên dự án", "Địa điểm", "Quy mô", "Vốn đầu tư"])
    sheet.append([1, "Khu du lịch Hồ Mẫu", "Xã Phia Đén", "80 ha", "350 tỷ đồng"])
    out = io.BytesIO()
    book.save(out)
    reached = capture(out.getvalue(), "https://khuoilan.gov.vn/da.xlsx", content_type="", trail=["Dự án kêu gọi đầu tư"])
    (row,) = [e for e in read(reached, law) if e.obligation == "investment-calls"]
    assert (row.part, row.fields["name"].value, row.fields["capital"].value) == ("project", "Khu du lịch Hồ Mẫu", 350_000_000_000)


def test_kinds_are_told_by_their_first_bytes() -> None:
    assert kind_of(pdf(LETTER), "text/html", "https://a.vn/tai?id=1") == "pdf"
    assert kind_of(b"<html></html>", "application/octet-stream", "https://a.vn/tai.aspx") is None
