"""A workbook, its layout and the rows scored in; the same workbook with points, addresses and reasons in its own columns out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from congkhai.reporting.layout import Cells, Layout
from congkhai.reporting.scored import Row, Standing
from congkhai.reporting.words import plain_number
from congkhai.reporting.workbook import is_formula, put


@dataclass(frozen=True, slots=True)
class Filled:
    """How many cells were written; ``kept``: the rows where a person's score stands already, and was left."""

    written: int
    kept: tuple[int, ...]


_LABELS = {"vi": ("Chưa chấm: ", "Máy chấm {points}. "), "en": ("Not scored: ", "The machine gives {points}. ")}


def fill(book: Workbook, layout: Layout, rows: Sequence[Row], language: str = "vi") -> Filled:
    """Writes into the workbook. ``rows`` are those of the layout's lines, in their order. Only empty cells are written: what a
    person typed stays, and so do formulas."""
    cells = Cells(book[layout.sheet])
    own, evidence, note = (layout.columns.get(name) for name in ("own", "evidence", "note"))
    written, kept = 0, []
    not_scored, otherwise = _LABELS[language]
    for line, row in zip(layout.lines, rows, strict=True):
        if row.standing is Standing.NOT_MEASURED:
            continue
        remark = reason = getattr(row.reason, language)
        if row.standing is not Standing.SCORED:
            remark = not_scored + remark
        elif own and _is_free(cells, line.row, own):
            put(cells.sheet.cell(line.row, own), plain_number(row.points))
            written += 1
        elif own:
            kept.append(line.row)
            remark = otherwise.format(points=_said(row, language)) + remark
        shown = row.evidence
        if not note and row.standing is Standing.UNKNOWN:  # an empty score is never left without its reason
            shown = f"{reason} {row.evidence}".strip()
        if evidence and shown and _is_free(cells, line.row, evidence):
            cell = cells.sheet.cell(line.row, evidence)
            put(cell, shown)
            cell.hyperlink = row.evidence or None
            written += 1
        elif row.evidence and not evidence:
            remark = f"{row.evidence} {remark}"
        if note and _is_free(cells, line.row, note):
            put(cells.sheet.cell(line.row, note), remark)
            written += 1
    return Filled(written, tuple(kept))


def _is_free(cells: Cells, row: int, column: int) -> bool:
    """Whether the cell is the row's own, and nothing stands in it."""
    if cells.first(row, column) != (row, column):
        return False
    cell = cells.sheet.cell(row, column)
    return not is_formula(cell) and (cell.value is None or not str(cell.value).strip())


def _said(row: Row, language: str) -> str:
    number = str(plain_number(row.points))
    return number.replace(".", ",") if language == "vi" else number
