"""Stored files in; what they say, for search, out. Each content is read once: a PDF takes seconds."""

from __future__ import annotations

from collections.abc import Iterable

from congkhai.files.models import FileText, StoredFile
from congkhai.files.store import path_of
from congkhai.reading.documents import kind_of, read_document

LONGEST = 100_000  # characters kept of one file


def known_texts(files: Iterable[StoredFile]) -> dict[str, str]:
    """The texts of those that were read already, by their hash."""
    return dict(FileText.objects.filter(sha256__in={file.sha256 for file in files}).values_list("sha256", "text"))


def read_text(file: StoredFile) -> str:
    """Read a file and keep what it says. Empty, and not tried again, for a picture, a scan or bytes that are gone."""
    path = path_of(file.sha256)
    body = path.read_bytes() if path.is_file() else b""
    kind = kind_of(body, file.content_type, file.name)
    text = ""
    if kind is not None:
        page = read_document(body, kind, file.name, file.name)
        cells = (" ".join(cell.text for cell in row) for table in page.tables for row in table.rows)
        heads = (" ".join(table.header) for table in page.tables)
        text = "\n".join(filter(None, (*page.lines, *heads, *cells))).replace("\0", "")[:LONGEST]
    FileText.objects.update_or_create(sha256=file.sha256, defaults={"text": text})
    return text
