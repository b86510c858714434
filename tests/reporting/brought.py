"""Excel sheets as people make them: merged heads, groups, sums, hidden worksheets, decomposed and unaccented words."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

HEAD = ("STT", "Nội dung tiêu chí", "Điểm", "Điểm", "Điểm", "Tài liệu minh chứng (đường dẫn)", "Ghi chú")
UNDER = {"C": "Tối đa", "D": "Đơn vị tự chấm", "E": "Hội đồng thẩm định"}
LINES: tuple[tuple[Any, ...], ...] = (
    ("I", "CUNG CẤP THÔNG TIN", "=SUM(C8:C13)", None),
    (1, "Ý kiến chỉ đạo, điều hành của lãnh đạo cơ quan", 5, None),
    (2, unicodedata.normalize("NFD", "Lịch làm việc của lãnh đạo cơ quan"), 5, None),
    (3, "Xu ly, tra loi kien nghi cua to chuc, ca nhan", 5, None),
    (4, "Thông tin khen thưởng, xử phạt đối với tổ chức, doanh nghiệp", 5, 4),
    (5, "Quy hoạch, kế hoạch sử dụng đất; thu hồi đất, giải phóng mặt bằng", 10, None),
    (6, "Danh mục các chương trình, đề tài khoa học", 5, "=1+1"),
    ("II", "TỔ CHỨC, VẬN HÀNH", "=SUM(C15:C16)", None),
    (7, "Có Ban biên tập", 5, None),
    (8, "Quy chế quản lý, vận hành", 5, None),
    (None, "Tổng cộng", "=C7+C14", "=SUM(D8:D16)"),
)


def sheet() -> Workbook:
    """A sheet of two groups with a head of two rows; its criteria stand in rows 8 to 13, 15 and 16."""
    book = Workbook()
    page = book.active
    page.title = "Phụ lục 1"
    page.merge_cells("A1:G1")
    page["A1"] = "BẢNG TỰ ĐÁNH GIÁ, CHẤM ĐIỂM TRANG THÔNG TIN ĐIỆN TỬ"
    for column, words in zip("ABCDEFG", HEAD, strict=True):
        page[f"{column}4"] = words
    for column, words in UNDER.items():
        page[f"{column}5"] = words
    page.merge_cells("C4:E4")
    for column in "ABFG":
        page.merge_cells(f"{column}4:{column}5")
    for place in range(1, 8):
        page.cell(6, place, f"({place})")
    thin = Side(style="thin")
    for row, line in enumerate(LINES, 7):
        for column, value in zip("ABCD", line, strict=True):
            page[f"{column}{row}"] = value
        for column in "ABCDEFG":
            page[f"{column}{row}"].border = Border(thin, thin, thin, thin)
        if line[0] in {"I", "II"}:
            page[f"B{row}"].fill, page[f"B{row}"].font = PatternFill("solid", fgColor="DDEBF7"), Font(bold=True)
    page["D8"].number_format = "0.00"
    page.column_dimensions["B"].width = 51.5
    page.row_dimensions[9].height = 33
    page.freeze_panes = "C7"
    allowed = DataValidation(type="decimal", operator="between", formula1="0", formula2="10")
    allowed.add("D8:D16")
    page.add_data_validation(allowed)
    hidden = book.create_sheet("Danh mục")
    hidden.sheet_state = "hidden"
    hidden.append(["STT", "Tiêu chí", "Điểm tối đa"])
    for n in range(40):
        hidden.append([n, f"Tiêu chí ẩn số {n}", 3])
    return book


def plain(*head: str, rows: int = 2) -> Workbook:
    """A worksheet with one row of heads and so many rows."""
    book = Workbook()
    page = book.active
    page.append(list(head))
    for n in range(1, rows + 1):
        page.append([n, f"Lịch làm việc của lãnh đạo, mục {n}", 3][: len(head)])
    return book


def as_bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The file with parts put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()
