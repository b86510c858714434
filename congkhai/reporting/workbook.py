"""The bytes of a spreadsheet that somebody brings in; an open workbook, or a sentence that says why not and what to do, out."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell

from congkhai.records import Sentence
from congkhai.reporting.listed import Unreadable

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 10_000_000  # bytes: a sheet of a thousand rows has some 100,000
UNPACKED = 20_000_000
MEMBERS = 1_000
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_LOST = re.compile(rb"<xdr:(?:sp|cxnSp|grpSp)[ >]")  # shapes: the library that writes the file back does not know them
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST = 32_000  # characters: a cell holds 32,767


def opened(content: bytes, *, values: bool = False) -> Workbook:
    """The workbook, with its formulas, or with the ``values`` that they last came to. Raises Unreadable."""
    _look_over(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it will not keep: see what_is_lost
            return load_workbook(io.BytesIO(content), data_only=values, rich_text=not values)
    except Exception as error:  # a broken file may raise anything
        raise _damaged() from error


def what_is_lost(content: bytes) -> tuple[Sentence, ...]:
    """What stands in the file that will not be in the one handed back."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        shapes = any(_LOST.search(archive.read(name)) for name in names if re.fullmatch(r"xl/drawings/[^/]+\.xml", name))
        controls = any(name.startswith(("xl/ctrlProps/", "xl/activeX/", "xl/slicers/", "xl/threadedComments/")) for name in names)
    found = [Sentence("hình vẽ, hộp chữ", "shapes and text boxes")] if shapes else []
    return (*found, *([Sentence("nút bấm, bình luận theo luồng", "buttons and threaded comments")] if controls else []))


def _look_over(content: bytes) -> None:
    """Refuses what is no plain .xlsx, or too large when unpacked, before anything is unpacked."""
    if not content:
        raise Unreadable(Sentence("Tệp trống; chọn lại tệp .xlsx", "The file is empty; choose the .xlsx file again"))
    if len(content) > LARGEST:
        mb = LARGEST // 1_000_000
        vi, en = (
            f"Tệp lớn hơn {mb} MB; bỏ bớt hình ảnh rồi lưu lại",
            f"The file is larger than {mb} MB; take out pictures and save it",
        )
        raise Unreadable(Sentence(vi, en))
    if content.startswith(_OLD):
        if _LOCKED in content:
            vi = "Tệp có mật khẩu mở; bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc), lưu lại rồi thử lại"
            en = "The file has a password; take it out (File → Info → Protect Workbook), save it and try again"
            raise Unreadable(Sentence(vi, en))
        vi = "Đây là tệp .xls kiểu cũ; mở bằng Excel hoặc LibreOffice rồi lưu thành .xlsx"
        raise Unreadable(Sentence(vi, "This is an old .xls file; open it in Excel or LibreOffice and save it as .xlsx"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
                vi = "Tệp bung ra quá lớn; sao chép riêng bảng chấm điểm sang một tệp mới"
                raise Unreadable(Sentence(vi, "The file unpacks to too much; copy the sheet itself into a new file"))
            names = {member.filename for member in members}
            kinds = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
            _plain(names, kinds)
            if any(_declares(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))):
                raise _damaged()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _damaged() from error


def _plain(names: set[str], kinds: bytes) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in kinds:
        vi = "Tệp có macro (.xlsm) không được nhận; lưu thành .xlsx không macro rồi thử lại"
        raise Unreadable(Sentence(vi, "Files with macros (.xlsm) are not taken; save it as .xlsx without macros"))
    if "xl/workbook.xml" not in names:
        vi = "Tệp không phải bảng tính .xlsx; mở bằng Excel hoặc LibreOffice rồi lưu thành .xlsx"
        raise Unreadable(Sentence(vi, "The file is no .xlsx spreadsheet; open it in Excel or LibreOffice and save it as .xlsx"))


def _declares(part: bytes) -> bool:
    """Whether an XML part declares a document type, by which a small file can swell without end. No spreadsheet has one."""
    return b"<!DOCTYPE" in part[:4096].replace(b"\x00", b"") or b"<!ENTITY" in part.replace(b"\x00", b"")


def _damaged() -> Unreadable:
    vi = "Không mở được tệp: tệp hỏng hoặc không phải .xlsx; mở bằng Excel, lưu lại thành .xlsx rồi thử lại"
    en = "The file cannot be opened: it is damaged or no .xlsx; open it in Excel, save it as .xlsx and try again"
    return Unreadable(Sentence(vi, en))


def saved(book: Workbook) -> bytes:
    """The workbook as a file. Formulas are worked out when it is opened."""
    book.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def is_formula(cell: Any) -> bool:
    return getattr(cell, "data_type", "") == "f"


def has_formulas(book: Workbook) -> bool:
    return any(is_formula(cell) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def put(cell: Cell | MergedCell, value: str | int | float) -> None:
    """Writes into a cell and keeps its look. Text stays text, also what begins as a formula does."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _UNFIT.sub("\ufffd", value)[:_LONGEST]
    cell.data_type = "s"
    if value[:1] in tuple("=+-@"):
        cell.quotePrefix = 1  # so that it stays text when a person edits the cell
