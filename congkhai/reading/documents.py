"""The bytes of a PDF, DOCX or XLSX file in; a Page out, not legible where there is no text to read. Never an error.

Work is bounded by bytes, pages and characters rather than by time, so that reading a file twice gives the same."""

from __future__ import annotations

import io
import logging
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote, urlsplit

import docx
import openpyxl
import pypdf
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

from congkhai.reading.encodings import mend
from congkhai.reading.html import line_pairs
from congkhai.reading.page import Cell, Page, Pair, Table

_BYTES = 20_000_000
_UNPACKED = 100_000_000  # of a DOCX or XLSX, which are zip files
_PAGES = 30
_PAGE_BYTES = 2_000_000  # of one PDF page's drawing commands: what is longer draws a map
_LINES = 3_000
_ROWS = 1_000
_LEAST_TEXT = 40  # letters: what a scan's stamp or page number may leave
_LETTERS = re.compile(r"[^\W\d_]")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # broken files are what this module is for


def kind_of(body: bytes, content_type: str, url: str) -> str | None:
    """``pdf``, ``docx``, ``xlsx``, ``other`` for a file that is not read, None for what is no document: by its first bytes, then by
    what the server and the address call it."""
    if body.startswith(b"%PDF-") or b"%PDF-" in body[:1024]:
        return "pdf"
    name = unquote(urlsplit(url).path).lower()
    if body.startswith(b"PK\x03\x04"):
        names = _names_in_zip(body)
        return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else "other"
    if body.startswith((b"\xd0\xcf\x11\xe0", b"Rar!", b"{\\rtf", b"7z\xbc\xaf", b"\xff\xd8\xff", b"\x89PNG", b"GIF8")):
        return "other"
    if (
        re.search(r"pdf|msword|officedocument|ms-excel|octet-stream|zip|x-rar|^image/", content_type.lower())
        and b"<html" not in body[:2048].lower()
    ):
        return "other"
    return "other" if re.search(r"\.(?:pdf|docx?|xlsx?|zip|rar)$", name) and b"<" not in body[:200] else None


def read_document(body: bytes, kind: str, url: str, title: str) -> Page:
    """The file's text and tables. ``title`` is what the link to it said; the file's own name stands in for none."""
    lines: list[str] = []
    tables: list[Table] = []
    if len(body) <= _BYTES and kind in _READERS:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # libraries warn about what they can still read
            try:
                for found in _READERS[kind](body):
                    if isinstance(found, Table):
                        tables.append(found)
                    else:
                        lines.append(found)
                    if len(lines) >= _LINES:
                        break
            except Exception:  # a broken file may raise anything; what was read so far is kept
                logging.getLogger(__name__).debug("reading %s", url, exc_info=True)
    text = mend("\n".join(lines))
    lines = [clean for line in text.split("\n") if (clean := " ".join(line.split()))]
    legible = len(_LETTERS.findall(text)) + sum(len(c.text) for t in tables for row in t.rows for c in row) >= _LEAST_TEXT
    return Page(
        url=url,
        title=title or unquote(urlsplit(url).path.rsplit("/", 1)[-1]),
        encoding=kind,
        legible=legible,
        is_file=True,
        lines=tuple(lines),
        tables=tuple(tables),
        pairs=(*_pairs_of(tables), *line_pairs(lines)),
    )


def _pairs_of(tables: Iterable[Table]) -> Iterator[Pair]:
    """Two-column tables of a form, whose first row is a pair as well."""
    for table in tables:
        if len(table.header) == 2 and all(len(row) == 2 and row[0].text for row in table.rows):
            yield Pair(table.header[0].rstrip(" :"), table.header[1])
            yield from (Pair(row[0].text.rstrip(" :"), row[1].text) for row in table.rows)


def _names_in_zip(body: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return set()


def _fits(body: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return sum(entry.file_size for entry in packed.infolist()) <= _UNPACKED


def _pdf(body: bytes) -> Iterator[str]:
    reader = pypdf.PdfReader(io.BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        return
    for page in reader.pages[:_PAGES]:
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) <= _PAGE_BYTES:
            yield from page.extract_text().split("\n")


def _docx(body: bytes) -> Iterator[str | Table]:
    if not _fits(body):
        return
    for block in docx.Document(io.BytesIO(body)).iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, DocxTable):
            rows = [tuple(Cell(mend(cell.text)) for cell in row.cells) for row in block.rows[:_ROWS]]
            yield from _table(rows)


def _xlsx(body: bytes) -> Iterator[str | Table]:
    if not _fits(body):
        return
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    for sheet in book.worksheets:
        rows = []
        for values in sheet.iter_rows(max_row=_ROWS, max_col=60, values_only=True):
            cells = tuple(Cell(mend(_written(value))) for value in values)
            if any(c.text for c in cells):
                rows.append(cells)
        yield from _table(rows)


def _written(value: object) -> str:
    """A cell's value as it would be printed."""
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") and hasattr(value, "year") else str(value).strip()


def _table(rows: list[tuple[Cell, ...]]) -> Iterator[str | Table]:
    """Titles above the table as lines; then the table, headed by its first row with two columns filled or more."""
    for number, row in enumerate(rows):
        filled = [c.text for c in row if c.text]
        if len(set(filled)) >= 2:
            yield Table("", tuple(c.text.replace("\n", " ") for c in row), tuple(rows[number + 1 :]))
            return
        yield from filled[:1]


_READERS: dict[str, Callable[[bytes], Iterator[str | Table]]] = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}
