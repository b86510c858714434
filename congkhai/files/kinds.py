"""A file's name and bytes in, its media type out, or a sentence that says why it is refused. The bytes decide."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Test = Callable[[BinaryIO], bool]
PDF = "application/pdf"
READ_IN_THE_BROWSER = frozenset({PDF, "image/jpeg", "image/png", "text/plain"})


def begins(*signatures: bytes) -> Test:
    """Whether the file begins with one of these bytes."""
    return lambda file: file.read(16).startswith(signatures)


def holds(member: str) -> Test:
    """Whether the file is a readable zip archive that has a member of that name, or any at all for an empty name."""

    def test(file: BinaryIO) -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                return not member or member in archive.NameToInfo
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False

    return test


def is_pdf(file: BinaryIO) -> bool:
    """The mark may stand a little way in, after bytes that some scanners and mailers put before it."""
    return b"%PDF-" in file.read(1024)


def is_text(file: BinaryIO) -> bool:
    """No control characters but line ends, tabs and a byte-order mark's: legacy Vietnamese encodings are text too."""
    start = file.read(65536)
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(byte < 32 and byte not in b"\t\n\r\f" for byte in start)


OLD_OFFICE = begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
XML = begins(b"<", b"\xef\xbb\xbf<")
KINDS: dict[str, tuple[str, Test]] = {
    "pdf": (PDF, is_pdf),
    "doc": ("application/msword", OLD_OFFICE),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", holds("word/document.xml")),
    "xls": ("application/vnd.ms-excel", OLD_OFFICE),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", holds("xl/workbook.xml")),
    "ppt": ("application/vnd.ms-powerpoint", OLD_OFFICE),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", holds("ppt/presentation.xml")),
    "odt": ("application/vnd.oasis.opendocument.text", holds("content.xml")),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", holds("content.xml")),
    "jpg": ("image/jpeg", begins(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", begins(b"\xff\xd8\xff")),
    "png": ("image/png", begins(b"\x89PNG\r\n\x1a\n")),
    "zip": ("application/zip", holds("")),
    "rar": ("application/vnd.rar", begins(b"Rar!\x1a\x07")),
    "csv": ("text/csv", is_text),
    "txt": ("text/plain", is_text),
    "geojson": ("application/geo+json", begins(b"{", b"\xef\xbb\xbf{")),
    "kml": ("application/vnd.google-earth.kml+xml", XML),
}


def media_type(name: str, file: BinaryIO) -> str:
    """The type that both the name's ending and the bytes speak for. ValidationError otherwise."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in KINDS:
        raise ValidationError(
            _("“%(name)s” cannot be published: its kind is not accepted. Accepted: %(kinds)s."),
            code="kind",
            params={"name": name, "kinds": ", ".join(KINDS)},
        )
    kind, is_so = KINDS[ending]
    file.seek(0)
    if not is_so(file):
        raise ValidationError(
            _(
                "“%(name)s” is named as a .%(ending)s file, but is not one inside, or is damaged. "
                "Open it, save it anew and send it again."
            ),
            code="content",
            params={"name": name, "ending": ending},
        )
    return kind
