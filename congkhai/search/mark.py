"""Plain text and what was asked in; escaped HTML out, with the places found between ``<mark>`` and ``</mark>``."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from congkhai import text
from congkhai.search.words import WORD, Term, exact

AROUND = 110  # characters of a snippet on either side of the first place


def _places(written: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where the terms stand in NFC text, by the words that the index holds, in order and joined where they touch."""
    spans, as_written, without_marks = [], [], []
    for match in WORD.finditer(written):
        for word in exact(match[0]).split():
            spans.append(match.span())
            as_written.append(word)
            without_marks.append(text.fold(word))
    found = []
    for term in terms:
        wanted, words = (term.exact, as_written) if term.exact_only else (term.folded, without_marks)
        asked = wanted.split()
        for first in range(len(words) - len(asked) + 1):
            if words[first : first + len(asked)] == asked:
                found.append((spans[first][0], spans[first + len(asked) - 1][1]))
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
