"""An invented document's text in; a file that opens (PDF, DOCX, XLSX) out."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

import docx
import openpyxl
import typst
from PIL import Image, ImageDraw

NOTICE = "Văn bản hư cấu để minh họa, không có giá trị pháp lý."

_PAGE = """
#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2cm))
#set text(size: 13pt, lang: "vi")
#let data = json(bytes(sys.inputs.data))
#grid(columns: (1fr, 1.3fr), align: center,
  [*#upper(data.agency)* \\ Số: #data.number],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc*])
#v(1cm)
#align(center)[*#data.title*]
#v(0.5cm)
#set par(justify: false, leading: 0.8em, first-line-indent: 1cm)
#for line in data.lines [ #line \\ ]
#v(1fr)
#text(size: 10pt, style: "italic")[#data.notice]
"""


@lru_cache(maxsize=512)
def pdf(agency: str, number: str, title: str, lines: tuple[str, ...]) -> bytes:
    """One A4 page with a text layer."""
    data = {"agency": agency, "number": number or "…", "title": title, "lines": list(lines), "notice": NOTICE}
    compiled = typst.compile(_PAGE.encode(), sys_inputs={"data": json.dumps(data)})
    assert isinstance(compiled, bytes)
    return compiled


def word(title: str, lines: Sequence[str]) -> bytes:
    """A DOCX with a heading and paragraphs."""
    document = docx.Document()
    document.add_heading(title, level=1)
    for line in (*lines, NOTICE):
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """An XLSX with one table."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(list(header))
    for row in rows:
        page.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def picture(words: str) -> bytes:
    """A JPEG of hills that nobody photographed: other words, other hills."""
    width, height, chance = 1200, 800, random.Random(words)  # noqa: S311  a drawing, not a secret
    image = Image.new("RGB", (width, height), (222, 232, 240))
    draw = ImageDraw.Draw(image)
    for layer in range(5):
        level, shade = 260 + layer * 110, 190 - layer * 32
        tops = [(x, level + chance.randint(-90, 60)) for x in range(0, width + 1, 100)]
        draw.polygon([*tops, (width, height), (0, height)], fill=(shade - 30, shade, shade - 10 + layer * 2))
    out = BytesIO()
    image.save(out, "JPEG", quality=75)
    return out.getvalue()
