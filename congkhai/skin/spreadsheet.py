"""Rows of plain values in; a file that a spreadsheet opens, in which no cell can start a formula, out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = frozenset("=+-@\t\r")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in _STARTS_A_FORMULA and value else value


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with the mark that Excel looks for; None is an empty cell. Numbers stay what they are."""
    out = io.StringIO()
    csv.writer(out).writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
