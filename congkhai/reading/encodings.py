"""Bytes in, NFC text and the name of its encoding out: UTF-8, what is declared, then Vietnamese legacy encodings by their
spelling."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

import charset_normalizer
from viparse.normalize.encodings import get_charmap
from viparse.normalize.tables import convert

from congkhai.text import nfc


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in NFC and the encoding found: ``utf-8``, ``windows-1258``, ``tcvn3``, ``vni``, ``viscii`` or a codec's name."""

    text: str
    encoding: str


_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([a-z0-9_.:-]+)", re.IGNORECASE)
_LEGACY = {"tcvn3": "cp1252", "vni": "cp1252", "viscii": "latin-1"}  # the codec whose letters the legacy table is written in

# Letters that only Vietnamese in Unicode has: text with a few of them is not legacy text as a whole.
_SURE = 3
_UNICODE_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăĂđĐơƠưƯ]")
_MARKUP = re.compile(r"(?is)<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->|<[^>]*>")
_HIGH_ENTITY = re.compile(r"&(?:#\d{3,5}|#x[0-9a-f]{2,4}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z\u0080-\u2012\u2020-\u2025\u2027-\uffff]+")
_TOO_FEW = 40  # bytes beyond ASCII: fewer tell a detector nothing
_SAMPLE = 20_000  # characters: enough to tell, and bounded
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|uya|uyu|uây|uôi|ươi|ươu|iêu|yêu|oai|oao|oay|oeo|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|uô|"
    r"uơ|uy|ưa|ưi|ưu|ươ|yê|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a response. Strict UTF-8 first, UTF-8 with a few broken bytes next, then the declared charset, then whichever
    encoding makes Vietnamese words of it, then a detector; never an error. Good Unicode text is left as it is."""
    for mark, name in _BOMS.items():
        if body.startswith(mark):
            return Decoded(nfc(body.decode(name, errors="replace").lstrip("\ufeff")), name)
    try:
        return _unless_legacy(body.decode(), "utf-8")
    except UnicodeDecodeError:
        lossy = body.decode("utf-8", errors="replace")
    if lossy.count("\ufffd") * 20 < len(_UNICODE_VIETNAMESE.findall(lossy)):
        return Decoded(nfc(lossy), "utf-8")
    declared = _declared(body, content_type)
    if declared not in (None, "utf-8", "cp1252", "iso8859-1", "ascii"):  # those four are what legacy pages wrongly say
        return _unless_legacy(body.decode(declared, errors="replace"), _shown(declared))
    candidates = {name.replace("cp", "windows-"): body.decode(name, errors="replace") for name in ("cp1252", "cp1258")}
    candidates |= {name: _converted(body.decode(codec, errors="replace"), name) for name, codec in _LEGACY.items()}
    best = max(candidates, key=lambda name: _spelling(candidates[name])[0])
    share, words = _spelling(candidates[best])
    if share >= 0.75 and words >= 5:
        return Decoded(nfc(candidates[best]), best)
    if declared in ("cp1252", "iso8859-1") or sum(byte > 127 for byte in body[:_SAMPLE]) < _TOO_FEW:
        return Decoded(nfc(body.decode("cp1252", errors="replace")), "windows-1252")
    found = charset_normalizer.from_bytes(body[:_SAMPLE]).best()
    name = found.encoding if found else "utf-8"
    return Decoded(nfc(body.decode(name, errors="replace")), _shown(name))


def mend(text: str) -> str:
    """Text taken from a document: as it is in NFC, or turned into Unicode where it was typed for a TCVN3, VNI or VISCII font."""
    return _unless_legacy(text, "").text


def _unless_legacy(text: str, encoding: str) -> Decoded:
    """``text`` under its own encoding's name, or converted under the legacy one's if only that makes Vietnamese words of it."""
    if next(islice(_UNICODE_VIETNAMESE.finditer(text), _SURE, None), None) or (text.isascii() and "&" not in text):
        return Decoded(nfc(text), encoding)
    plain = _HIGH_ENTITY.sub(_high_letter, text)
    as_is, words = _spelling(plain)
    if words < 8 or as_is >= 0.8:
        return Decoded(nfc(text), encoding)
    candidates = {name: _converted(plain, name) for name in _LEGACY}
    best = max(candidates, key=lambda name: _spelling(candidates[name])[0])
    if _spelling(candidates[best])[0] < max(0.85, as_is + 0.2):
        return Decoded(nfc(text), encoding)
    return Decoded(nfc(candidates[best]), best)


def _declared(body: bytes, content_type: str) -> str | None:
    """The charset of the header, else of the first 4 KB's meta tag, as Python names it; None if there is none or it is unknown."""
    for source in (content_type, body[:4096].decode("latin-1")):
        if match := _CHARSET.search(source):
            try:
                return codecs.lookup(match[1]).name
            except LookupError:
                continue
    return None


def _shown(codec: str) -> str:
    return codec.replace("cp125", "windows-125")


def _converted(text: str, legacy: str) -> str:
    table = get_charmap(legacy)
    assert table is not None, legacy
    return str(convert(text, table))


def _high_letter(entity: re.Match[str]) -> str:
    letter = html.unescape(entity[0])
    return letter if ord(letter[0]) > 127 else entity[0]


def _spelling(text: str) -> tuple[float, int]:
    """Of the words with a letter beyond ASCII, the share that can be a Vietnamese syllable, and how many such words there are."""
    tokens = _TOKEN.findall(_MARKUP.sub(" ", text)[:_SAMPLE])
    words = [t for t in tokens if not t.isascii() and any(c.isascii() for c in t)]
    if not words:
        return 0.0, 0
    return sum(map(_is_syllable, words)) / len(words), len(words)


def _is_syllable(word: str) -> bool:
    marked = unicodedata.normalize("NFD", word.lower())
    bare = marked.translate(_TONES)
    return len(marked) - len(bare) <= 1 and _SYLLABLE.fullmatch(nfc(bare)) is not None
