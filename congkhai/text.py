"""Vietnamese text: any string in; NFC, folded, slugged, sortable or canonical forms out. Knows nothing of the project."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

# Quốc ngữ order of base letters; the letters f, j, w, z stand where dictionaries put foreign words.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # ngang huyền hỏi ngã sắc nặng
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: they make a letter, not a tone
_NOT_ALNUM = re.compile(r"[^0-9a-z]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_ETH = str.maketrans("ðÐɖƉ", "đĐđĐ")  # letters that look like đ, and stand for it in old pages
# Control and reserved characters, and invisible ones that can turn a name around.
_UNSAFE_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff/\\:*?"<>|]+')


def nfc(text: str) -> str:
    """Composed form: the one form the project stores and compares."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    letter = letter.translate(_ETH).lower().replace("đ", "d")
    return nfc("".join(c for c in unicodedata.normalize("NFD", letter) if unicodedata.category(c) != "Mn"))


def fold(text: str) -> str:
    """Lower case without tone or shape marks, đ as d: ``Đường lối`` → ``duong loi``. Punctuation stays."""
    return "".join(map(_fold_letter, nfc(text)))


def label_key(text: str) -> str:
    """Folded words with single spaces and no punctuation: the form labels are compared in."""
    return _NOT_ALNUM.sub(" ", fold(text)).strip()


def find_folded(needle: str, text: str) -> list[tuple[int, int]]:
    """Where a folded phrase stands in ``nfc(text)``, as (start, end) pairs in reading order, not overlapping. A phrase begins and
    ends at the edge of a word, so that ``dat`` is not found inside ``dất``'s neighbour ``dating``."""
    wanted = fold(needle).split()
    if not wanted:
        return []
    letters: list[str] = []
    origin: list[int] = []
    text = nfc(text)
    for position, letter in enumerate(text):
        for folded in _fold_letter(letter):
            letters.append(folded)
            origin.append(position)
    origin.append(len(text))
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, wanted)) + r"(?!\w)")
    return [(origin[m.start()], origin[m.end()]) for m in pattern.finditer("".join(letters))]


# Tone on the first vowel of an open oa, oe, uy (hòa, thủy), the older style; "qu" is a consonant, so quý stays.
_PLACED = re.compile(r"(?i)(o)([àáảãạ])(?!\w)|(o)([èéẻẽẹ])(?!\w)|(?<!q)(u)([ỳýỷỹỵ])(?!\w)")


def _move_tone(match: re.Match[str]) -> str:
    first, second = (g for g in match.groups() if g)
    base, tone = list(unicodedata.normalize("NFD", second))
    return nfc(first + tone) + base


def tone_placed(text: str) -> str:
    """One placement of tone marks, so that hoà equals hòa and thuỷ equals thủy; everything else as it was, in NFC."""
    return _PLACED.sub(_move_tone, nfc(text))


def slug(text: str, max_length: int = 80) -> str:
    """ASCII words joined by hyphens, cut at a word: ``Đường lối`` → ``duong-loi``. Empty if nothing can be written so."""
    words = _NOT_ALNUM.sub("-", anyascii(fold(text)).lower()).strip("-")
    if len(words) <= max_length:
        return words
    cut = words[: max_length + 1]
    return (cut[: cut.rindex("-")] if "-" in cut else cut[:max_length]).strip("-")


def sort_key(text: str) -> str:
    """A key of digits and lower-case letters that any collation sorts as a Vietnamese dictionary does: syllable by syllable, each
    by its letters (ă after a, đ after d), then by its tones (ngang, huyền, hỏi, ngã, sắc, nặng); digits before letters."""
    syllables: list[str] = []
    letters, tones = "", ""
    for letter in nfc(text).translate(_ETH).lower() + " ":
        marks = unicodedata.normalize("NFD", letter)
        base = nfc(marks[0] + "".join(m for m in marks[1:] if m in _SHAPES))
        if base in _ALPHABET:
            letters += f"m{_ALPHABET.index(base):02d}"
            tones += str(next((_TONES[m] for m in marks[1:] if m in _TONES), 0))
        elif base.isascii() and base.isdigit():
            letters += f"d{base}"
        elif base.isalnum():
            letters += "z" + "".join(f"{ord(c):06x}" for c in base)
        elif unicodedata.category(base) != "Mn" and letters:
            syllables.append(letters + "0" + tones)
            letters, tones = "", ""
    return "1".join(syllables)  # an end sorts before a break, a break before any letter


_NUMBER = re.compile(
    r"""\s* (?:so\s*:?\s*)?
    (?P<number>[0-9]{1,7}) (?P<suffix>[a-z]?)
    (?:\s*[/.-]\s* (?P<year>(?:19|20)[0-9]{2}))?
    \s*[/.-]\s* (?P<code>[a-z][a-z0-9]* (?:\s*[/.,&-]\s*[a-z0-9]+)*)
    (?:,?\s+ngay\b.*)?""",
    re.VERBOSE | re.DOTALL,
)


def document_number(text: str) -> str | None:
    """The normal form of an official document's number, None if it is not one. Spaces, dots, hyphens, marks and leading zeros do
    not tell numbers apart: ``42/2022/NĐ-CP`` and ``42 /2022/ ND-CP`` → ``42/2022/NDCP``; ``31.VBHN.VPQH`` → ``31/VBHNVPQH``.
    "Số" before a number and "ngày …" after it are no part of it."""
    match = _NUMBER.fullmatch(fold(text).translate(_DASHES).rstrip(" .,;:"))
    if match is None:
        return None
    code = re.sub(r"[^a-z0-9]", "", match["code"])
    return "/".join(filter(None, [str(int(match["number"])) + match["suffix"], match["year"], code])).upper()


def file_name(text: str, max_bytes: int = 180) -> str:
    """A name fit to store and offer for download: NFC, Vietnamese kept, no path, no control or reserved character, extension kept.
    ``"tệp"`` stands in for a name of which nothing is left."""
    name = re.sub(r"\s+", " ", _UNSAFE_IN_NAMES.sub(" ", nfc(text))).strip(" .") or "tệp"
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > 8:
        stem, dot, extension = name, "", ""
    while stem and len((stem + dot + extension).encode()) > max_bytes:
        stem = stem[:-1]
    return stem.rstrip() + dot + extension
