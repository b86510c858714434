"""Files that cannot be taken, each refused with what to do; and text that stays text."""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import Workbook

from congkhai.reporting import workbook
from congkhai.reporting.listed import Unreadable
from congkhai.reporting.workbook import opened, put, saved, what_is_lost
from tests.reporting.brought import as_bytes, changed, sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        opened(content)
    (problem,) = refused.value.problems
    assert problem.vi != problem.en
    return problem.vi


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "trống"),
        (b"STT;Ti\xc3\xaau ch\xc3\xad\n1;x\n", "hỏng hoặc không phải .xlsx"),
        (b"PK\x03\x04" + b"\x00" * 200, "hỏng"),
        (OLE + b"\x00" * 600, ".xls kiểu cũ"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"x" * (workbook.LARGEST + 1), "lớn hơn 10 MB"),
    ],
)
def test_what_is_no_xlsx_is_refused_with_what_to_do(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_macros_are_refused() -> None:
    assert ".xlsm" in refusal(changed(as_bytes(sheet()), {"xl/vbaProject.bin": b"macro"}))


def test_a_macro_type_without_macros_is_refused_too() -> None:
    kinds = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert ".xlsm" in refusal(changed(as_bytes(sheet()), {"[Content_Types].xml": kinds}))


def test_a_zip_of_something_else_is_refused() -> None:
    assert "không phải bảng tính" in refusal(
        changed(as_bytes(Workbook()), {"word/document.xml": b"<x/>"}).replace(b"xl/wor", b"xx/wor")
    )


def test_a_file_that_swells_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(as_bytes(sheet()), {"xl/media/a.bin": b"\x00" * (workbook.UNPACKED + 1)})
    assert len(bomb) < 1_000_000
    assert "bung ra quá lớn" in refusal(bomb)


def test_too_many_parts_are_refused() -> None:
    assert "bung ra quá lớn" in refusal(changed(as_bytes(sheet()), {f"xl/media/{n}": b"" for n in range(workbook.MEMBERS)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_is_refused_before_it_is_read(encoding: str) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]><a>&x;&x;</a>'.encode(encoding)
    assert "hỏng" in refusal(changed(as_bytes(sheet()), {"xl/sharedStrings.xml": evil}))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_damaged_part_is_refused(part: str) -> None:
    assert "hỏng" in refusal(changed(as_bytes(sheet()), {part: b"<not"}))


def test_a_cut_off_file_is_refused() -> None:
    whole = as_bytes(sheet())
    for length in range(50, len(whole), len(whole) // 9):
        assert refusal(whole[:length])


def test_a_file_with_a_wrong_sum_is_refused() -> None:
    content = bytearray(as_bytes(sheet()))
    with zipfile.ZipFile(__import__("io").BytesIO(bytes(content))) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[at + 80] ^= 0xFF
    assert refusal(bytes(content))


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://a","b")', "+84 28", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_text_stays_text_whatever_it_begins_with(text: str) -> None:
    book = Workbook()
    put(book.active["A1"], text)
    cell = opened(saved(book)).active["A1"]
    assert (str(cell.value), cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_what_a_cell_cannot_hold_is_replaced_and_cut() -> None:
    book = Workbook()
    put(book.active["A1"], "a\x00b\x0bc" + "d" * 40_000)
    value = str(opened(saved(book)).active["A1"].value)
    assert value.startswith("a\ufffdb\ufffdc")
    assert len(value) == 32_000


def test_what_will_not_come_back_is_named_beforehand() -> None:
    assert what_is_lost(as_bytes(sheet())) == ()
    drawn = changed(as_bytes(sheet()), {"xl/drawings/drawing1.xml": b"<xdr:wsDr><xdr:sp macro=''></xdr:sp></xdr:wsDr>"})
    assert [one.en for one in what_is_lost(drawn)] == ["shapes and text boxes"]
    assert [one.en for one in what_is_lost(changed(as_bytes(sheet()), {"xl/ctrlProps/c1.xml": b"<x/>"}))] == [
        "buttons and threaded comments"
    ]
