"""Text in; the words it is found by out: exact, folded, and the key of a document number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from congkhai import text

WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'["“”«]([^"“”«»]*)["“”»]')
_NUMBER = re.compile(r"\d+(?:\s*[/.\-‐-―−]\s*[^\s/.\-‐-―−]+)+")
_REPEATED = re.compile(r"([A-Z])\1+")


def exact(written: str) -> str:
    """The words as written, in lower case, with one placement of tone marks: ``Hoà-Bình`` → ``hòa bình``; m² is m2."""
    return " ".join(WORD.findall(text.tone_placed(unicodedata.normalize("NFKC", written)).lower()))


def folded(written: str) -> str:
    """The same words without marks: ``Đường lối`` → ``duong loi``."""
    return text.fold(exact(written))


def number_key(number: str) -> str:
    """A document number for comparing, empty if it is none. Looser than its normal form, for people miscount repeated letters:
    ``2613 /BT-TT-UDCNTT`` and ``2613/BTTTT-ƯDCNTT`` are one."""
    return _REPEATED.sub(r"\1", text.document_number(number) or "")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together. ``exact_only``: the person put them in quotation marks."""

    written: str
    exact_only: bool = False

    @property
    def exact(self) -> str:
        return exact(self.written)

    @property
    def folded(self) -> str:
        return folded(self.written)


@dataclass(frozen=True, slots=True)
class Query:
    """What a person asked: every term, or any of the document numbers."""

    terms: tuple[Term, ...]
    numbers: tuple[str, ...]

    @property
    def marked(self) -> bool:
        """Whether it was typed with marks, so that exact matches come first."""
        return any(term.exact != term.folded for term in self.terms)

    def relaxed(self) -> Query | None:
        """The same words in any order, for a query of three words or more in which nothing was quoted. Two words are one Vietnamese
        word more often than not, and apart they find noise: ``dat dai`` would find "đặt … dài"."""
        if len(self.terms) != 1 or self.terms[0].exact_only:
            return None
        words = self.terms[0].exact.split()
        return Query(tuple(map(Term, words)), ()) if len(words) > 2 else None


def parse(asked: str) -> Query:
    """Quoted runs and the runs between them, each a term, and the document numbers within. No terms if there is no word at all."""
    asked = text.nfc(asked)
    pieces = _QUOTED.split(asked)  # even places stand outside quotation marks
    terms = tuple(Term(piece.strip(), bool(place % 2)) for place, piece in enumerate(pieces) if exact(piece))
    candidates = (number_key(candidate) for candidate in [asked, *_NUMBER.findall(asked)])
    return Query(terms, tuple(dict.fromkeys(filter(None, candidates))))
