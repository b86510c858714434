"""A workbook as people make scoring sheets in; where its columns are, and its criteria line by line, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from congkhai.records import Sentence
from congkhai.reporting.listed import Unreadable
from congkhai.reporting.workbook import is_formula
from congkhai.text import label_key, nfc

ROWS, COLUMNS = 2_000, 60  # beyond any sheet that people fill in
_HEAD_WITHIN, _HEAD_TALL = 60, 3  # rows
_HEAD_LONGEST = 160  # characters of one column's heading; longer text is a title or a note
# What headings hold, folded; the first that fits decides. "other" columns are for those who check the score, and are left alone.
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("note", re.compile(r"\b(ghi chu|giai trinh|giai thich|ly do)\b")),
    ("evidence", re.compile(r"\b(minh chung|lien ket|duong dan|link|url|kiem chung|dia chi)\b")),
    ("other", re.compile(r"\b(tham dinh|hoi dong|phuc tra|tham tra|cham cheo|doan kiem tra|diem cuoi|xep hang)\b")),
    ("own", re.compile(r"\b(tu cham|tu danh gia|tu cho|diem dat|diem tu|don vi cham)\b")),
    ("most", re.compile(r"\b(toi da|diem chuan|thang diem|muc diem)\b")),
    ("number", re.compile(r"^(stt|tt|so tt|so thu tu|thu tu|ma so|ma)$")),
    ("criterion", re.compile(r"\b(tieu chi|noi dung|chi tieu|hang muc|chi so)\b")),
    ("points", re.compile(r"^(so )?diem( so)?$")),
)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_ROMAN = re.compile(r"[IVXLC]+|[A-Z]")
# Sums are told with their marks, since without them "cộng" is "công"; unmarked text must be plainer.
_SUM = re.compile(r"(?:tổng|cộng)\b(?! (?:hợp|quan|đài|thể|kết|cục|đồng))|(?:tong|cong)$|tong (?:cong|diem|so diem)\b|cong diem\b")


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of the sheet: its row (from 1), what stands before it, its wording and the most it gives."""

    row: int
    number: str
    wording: str
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands on the worksheet called ``sheet``. ``columns``: criterion, and as many as there are of number, most,
    own, evidence and note, each with its column (from 1)."""

    sheet: str
    columns: Mapping[str, int]
    lines: tuple[Line, ...]


def to_json(layout: Layout) -> dict[str, Any]:
    """A layout as it is kept beside its file; ``from_json`` gives it back."""
    lines = [[line.row, line.number, line.wording, None if line.most is None else str(line.most)] for line in layout.lines]
    return {"sheet": layout.sheet, "columns": dict(layout.columns), "lines": lines}


def from_json(kept: Mapping[str, Any]) -> Layout:
    """What ``to_json`` took."""
    lines = (Line(row, number, wording, Fraction(most) if most else None) for row, number, wording, most in kept["lines"])
    return Layout(kept["sheet"], kept["columns"], tuple(lines))


def laid_out(book: Workbook, values: Workbook | None = None) -> Layout:
    """The scoring sheet in a workbook; of several the one with most criteria. Hidden ones are passed over. ``values``: the
    same workbook with what its formulas last came to. Raises Unreadable, with the columns that are wanted."""
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    short = [sheet for sheet in visible if sheet.max_row <= ROWS]
    found = [one for sheet in short if (one := _layout(sheet, values[sheet.title] if values else None)) is not None]
    best = max(found, key=lambda one: len(one.lines), default=None)
    if best is not None and best.lines:
        return best
    if long := next((sheet for sheet in visible if sheet.max_row > ROWS), None):
        vi = f"Trang tính “{long.title}” có {long.max_row} dòng, quá {ROWS}; xóa các dòng thừa ở cuối rồi lưu lại"
        en = f"The worksheet “{long.title}” has {long.max_row} rows, more than {ROWS}; delete those not needed and save it"
        raise Unreadable(Sentence(vi, en))
    vi = "Không thấy bảng chấm điểm: cần một dòng tiêu đề có cột “Tiêu chí” và cột “Điểm tối đa”, “Tự chấm” hoặc “Minh chứng”"
    en = "No scoring sheet was found: a head with a column “Tiêu chí” and one of “Điểm tối đa”, “Tự chấm”, “Minh chứng” is wanted"
    raise Unreadable(Sentence(vi, en))


class Cells:
    """A worksheet's cells, where each of a merged block answers with the block's first."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.rows, self.columns = sheet.max_row, min(sheet.max_column, COLUMNS)  # each looks through every cell
        self._first: dict[tuple[int, int], tuple[int, int]] = {}
        for block in sheet.merged_cells.ranges:
            first = (block.min_row, block.min_col)
            for row in range(block.min_row, min(block.max_row, ROWS) + 1):
                for column in range(block.min_col, min(block.max_col, COLUMNS) + 1):
                    self._first[row, column] = first

    def first(self, row: int, column: int) -> tuple[int, int]:
        return self._first.get((row, column), (row, column))

    def cell(self, row: int, column: int) -> Any:
        """The cell that holds what is seen there."""
        return self.sheet.cell(*self.first(row, column))

    def text(self, row: int, column: int) -> str:
        """What is seen there as text, in composed form and with single spaces; empty for a formula."""
        cell = self.cell(row, column)
        return "" if cell.value is None or is_formula(cell) else " ".join(nfc(_plain(cell.value)).split())


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


# --- the head -------------------------------------------------------------------------------------------


def _layout(sheet: Worksheet, values: Worksheet | None) -> Layout | None:
    cells = Cells(sheet)
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(1, min(cells.rows, _HEAD_WITHIN) + 1):
        for tall in range(1, _HEAD_TALL + 1):
            columns = _columns(cells, range(row, row + tall))
            if len(columns) > len(best[1]):
                best = (row + tall, columns)
    below, columns = best
    if "criterion" not in columns or not {"most", "own", "evidence"} & columns.keys():
        return None
    return Layout(sheet.title, columns, tuple(_lines(cells, values, columns, below)))


def _columns(cells: Cells, head: range) -> dict[str, int]:
    """What each column of a head is for; of two alike the first counts."""
    found: dict[str, int] = {}
    for column in range(1, cells.columns + 1):
        said = list(dict.fromkeys(filter(None, (cells.text(row, column) for row in head))))
        if not said or sum(map(len, said)) > _HEAD_LONGEST:
            continue
        sign = next((name for name, pattern in _SIGNS if any(pattern.search(key) for key in _keys(said))), None)
        if sign is not None and sign != "other":
            found.setdefault(sign, column)
    if (points := found.pop("points", None)) is not None:
        found.setdefault("own" if "most" in found else "most", points)
    return found


def _keys(said: Sequence[str]) -> Iterator[str]:
    """A column's heading as a whole, and the nearest line of it alone, so that “Điểm / Tối đa” and “STT” are both known."""
    yield _folded(" ".join(said))
    yield _folded(said[-1])


_folded = lru_cache(maxsize=2048)(label_key)  # heads of one, two and three rows say much the same


# --- the lines ------------------------------------------------------------------------------------------


def _lines(cells: Cells, values: Worksheet | None, columns: Mapping[str, int], below: int) -> list[Line]:
    number, most = columns.get("number"), columns.get("most")
    lines: list[Line] = []
    for row in range(below, cells.rows + 1):
        if cells.first(row, columns["criterion"]) != (row, columns["criterion"]):
            continue  # a heading over several columns, or more of the row above
        wording = cells.text(row, columns["criterion"])
        if len(label_key(wording)) < 5 or _SUM.match(wording.lower()):
            continue
        points = _points(cells, values, row, most) if most else None
        if most and points is None:
            continue  # a heading, or a sum
        lines.append(Line(row, cells.text(row, number).rstrip(".) ") if number else "", wording, points))
    heads = {before for line in lines for before in _above(line.number)}
    numbered, arabic = any(line.number for line in lines), any(line.number[:1].isdigit() for line in lines)
    return [
        line
        for line in lines
        if (line.number or not numbered) and line.number not in heads and not (arabic and _ROMAN.fullmatch(line.number))
    ]


def _points(cells: Cells, values: Worksheet | None, row: int, column: int) -> Fraction | None:
    """The most that a row gives, None for a heading, a sum, or a row that shares the number of the one above."""
    if cells.first(row, column)[0] != row:
        return None
    cell = cells.cell(row, column)
    value = cell.value
    if is_formula(cell):
        if values is None or re.search(r"[:+;,]", str(getattr(value, "text", value))):
            return None
        value = values.cell(row, column).value
    if isinstance(value, bool) or value is None:
        return None
    match = _NUMBER.match(str(value).strip())
    points = Fraction(match[0].replace(",", ".")) if match else None
    return points if points is not None and points > 0 else None


def _above(number: str) -> Iterator[str]:
    """The numbers of the headings over a number: 1 and 1.2 over 1.2.3."""
    for separator in re.finditer(r"[.\-](?=\d)", number):
        yield number[: separator.start()]
