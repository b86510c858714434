"""Plain text and what was asked in; escaped HTML out, with the places found between ``<mark>`` and ``</mark>``."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from congkhai import text
from congkhai.search.words import Term, exact

AROUND = 110  # characters of a snippet on either side of the first place


def _places(written: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in NFC text, in order and joined where they touch. A term's words are looked for one by one where
    something but spaces stands between them in the text."""
    found: list[tuple[int, int]] = []
    for term in terms:
        whole = text.find_folded(term.written, written)
        places = whole or [place for word in term.written.split() for place in text.find_folded(word, written)]
        found += [(start, end) for start, end in places if not term.exact_only or exact(written[start:end]) in f"{term.exact} "]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _marked(written: str, places: Iterable[tuple[int, int]]) -> SafeString:
    parts, last = [], 0
    for start, end in places:
        parts += [escape(written[last:start]), "<mark>", escape(written[start:end]), "</mark>"]
        last = end
    return mark_safe("".join([*parts, escape(written[last:])]))  # noqa: S308  every piece was escaped


def mark(written: str, terms: Iterable[Term]) -> SafeString:
    """The whole text, marked."""
    written = text.nfc(written)
    return _marked(written, _places(written, terms))


def snippet(written: str, terms: Iterable[Term]) -> SafeString:
    """The text around the first place found, or its beginning, cut at spaces, with … where something was left out."""
    written = text.nfc(written)
    places = _places(written, terms)
    middle = places[0] if places else (0, 0)
    start, end = max(0, middle[0] - AROUND), min(len(written), middle[1] + AROUND)
    start = written.find(" ", start, middle[0]) + 1 if start else 0
    end = max(written.rfind(" ", middle[1], end), middle[1]) if end < len(written) else end
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in places if start <= a and b <= end]
    cut = _marked(written[start:end], inside)
    return mark_safe(f"{'… ' if start else ''}{cut}{' …' if end < len(written) else ''}")  # noqa: S308  made of escaped text
