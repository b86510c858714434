"""Text in; the numbers and kinds of official documents out."""

from __future__ import annotations

import re

from congkhai.text import document_number

# Folded names a document's title begins with (Decree 30/2020, Article 7, and the legal documents).
DOCUMENT_KIND = (
    r"(?:nghi quyet|quyet dinh|chi thi|quy che|quy dinh|thong cao|thong bao(?: ket luan)?|huong dan|chuong trinh"
    r"|ke hoach|phuong an|de an|du an|"
    r"bao cao|bien ban|to trinh|hop dong|cong van|cong dien|ban ghi nho|giay (?:phep|moi|uy quyen)"
    r"|ket luan(?: thanh tra)?|van ban|thong tu(?: lien tich)?|"
    r"nghi dinh|luat|phap lenh|danh muc)"
)
_SEGMENT = r"(?:B?T[Tt]g|[A-ZĐÐƯ][A-ZĐÐƯ0-9&]*)(?![a-zà-ỹ])"
_NUMBER = re.compile(
    rf"(?<![\w/.-])\d{{1,5}}\s?(?:[/.]\s?(?:19|20)\d\d\s?)?[/.]\s?{_SEGMENT}(?:(?:\s?[-–.]|[-–.]\s)?(?<=[-–.\s]){_SEGMENT})*",
    re.UNICODE,
)
_TWO_CAPITALS = re.compile(r"[A-ZĐÐƯ].*[A-ZĐÐƯ]")


def find_numbers(text: str) -> list[str]:
    """Every document number in reading order, as written: ``361 /UBND-KT``, ``62/2011/QĐ-UBND``, ``31.VBHN.VPQH``. A scale
    (1/2000), a day (30/4) or a fraction is none: a number's code has two capitals at least."""
    return [m[0] for m in _NUMBER.finditer(text) if _TWO_CAPITALS.search(m[0])]


def normal(written: str) -> str | None:
    """``text.document_number``, with the Icelandic letter that is often typed for Đ put right."""
    return document_number(written.replace("Ð", "Đ"))
