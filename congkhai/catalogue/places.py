"""A place in an instrument, as Vietnamese law cites it, in; whether it is written rightly, and the same in English, out."""

from __future__ import annotations

import re

WHOLE = "toàn văn"  # where the text was not seen, so that no place in it can be named
_ENGLISH = {
    "gạch đầu dòng": "dash",
    "dấu cộng": "plus sign",
    "hạn chế": "shortcoming",
    "toàn văn": "the whole text",
    "phụ lục": "Appendix",
    "chương": "Chapter",
    "điều": "Article",
    "khoản": "clause",
    "điểm": "point",
    "đoạn": "paragraph",
    "mục": "section",
    "phần": "Part",
    "mẫu": "Form",
    "đến": "to",
    "và": "and",
}
_WORD = re.compile("|".join(rf"\b{word}\b" for word in _ENGLISH), re.IGNORECASE)
_NUMBER, _LETTER, _ROMAN = r"\d{1,3}[a-zđ]?", r"[a-zđ]{1,2}\d?", r"[IVXL]+"
_FIRST = (
    rf"(?:Điều {_NUMBER}|[Mm]ục (?:{_NUMBER}|{_ROMAN})|Chương (?:{_ROMAN}|\d+)|Phần (?:{_ROMAN}|\d+)"
    rf"|Phụ lục(?: (?:{_ROMAN}|{_NUMBER}))?|Mẫu \w+|hạn chế \(\d\))"
)
_BELOW = rf"(?:khoản {_NUMBER}|điểm {_LETTER}|đoạn \d+|gạch đầu dòng \d+|dấu cộng \d+)"
_ANOTHER = rf"(?:, | và | đến )(?:{_NUMBER}|{_LETTER}|{_ROMAN})(?=$|[,;]| và | đến )"
_MORE = rf"(?:{_ANOTHER}|(?:, | và | đến | ){_BELOW}|(?:, | và | đến | ){_FIRST})"
_GROUP = rf"{_FIRST}{_MORE}*"
_PLACE = re.compile(rf"{WHOLE}|{_GROUP}(?:; {_GROUP})*")


def is_place(written: str) -> bool:
    """Whether it reads as ``Điều 10 khoản 1 điểm đ, gạch đầu dòng 2``, ``mục 2 điểm b; hạn chế (2)`` or ``toàn văn``."""
    return _PLACE.fullmatch(written) is not None


def in_english(place: str) -> str:
    """``Điều 10 khoản 1 điểm c`` → ``Article 10 clause 1 point c``."""
    return _WORD.sub(lambda word: _ENGLISH[word[0].lower()], place)
