"""Leads and links in; which links are likely places, how closely they fit, and which only look so, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

from yarl import URL

from congkhai.crawling.page import Link
from congkhai.records import Lead
from congkhai.text import label_key

MOST_EXTRA_WORDS = 4  # a longer label is a headline, not the name of a section
_FRONT_PAGES = {"default", "index", "home", "pages", "trang-chu", "view", "list", "danh-sach"}


@dataclass(frozen=True, slots=True)
class Fit:
    """A lead that a link fits with so many words to spare. ``weak``: by a label that many things go by; ``look_alike``: by one that
    misleads."""

    lead: Lead
    extra: int
    weak: bool = False
    look_alike: bool = False


@dataclass(frozen=True, slots=True)
class _Signs:
    """One lead's words, folded, and the openings of its phrases: without one of them in a text, none of the phrases is."""

    lead: Lead
    labels: tuple[str, ...]
    slugs: tuple[str, ...]
    misleading: tuple[str, ...]
    weak: tuple[str, ...]
    openings: frozenset[str]

    @classmethod
    def of(cls, lead: Lead) -> _Signs:
        labels, slugs, misleading, weak = map(_keys, (lead.labels, lead.slugs, lead.not_labels, lead.weak))
        openings = {" ".join(phrase.split()[:2]) for phrase in (*labels, *slugs, *misleading, *weak)}
        return cls(lead, labels, slugs, misleading, weak, frozenset(openings | set(map(_joined, slugs))))

    def fit(self, label: str, names: tuple[str, ...]) -> Fit | None:
        """How a link of this label, to a page of these names, fits the lead; None if it does not."""
        spare = [_spare(phrase, label, self.misleading) for phrase in self.labels]
        spare += [_spare(phrase, name, self.misleading) for phrase in self.slugs for name in names]
        spare += [0 for phrase in self.slugs if _joined(phrase) in names]  # LichLamViec.aspx
        extra = min((n for n in spare if n is not None), default=None)
        if extra is not None and extra <= MOST_EXTRA_WORDS:
            return Fit(self.lead, extra)
        if label in self.weak:
            return Fit(self.lead, MOST_EXTRA_WORDS, weak=True)
        alike = (_spare(phrase, text) for phrase in self.misleading for text in (label, *names))
        if any(n is not None and n <= MOST_EXTRA_WORDS for n in alike):
            return Fit(self.lead, MOST_EXTRA_WORDS, look_alike=True)
        return None


class Leads:
    """The leads of one target, ready to be compared with many links."""

    def __init__(self, leads: Iterable[Lead]) -> None:
        self._signs = [_Signs.of(lead) for lead in leads]

    def fits(self, link: Link) -> Iterator[Fit]:
        """Every lead that the label, or the end of the address, names as a whole phrase."""
        label = label_key(link.label)
        names = _names(link.url) if link.url is not None else ()
        words = [text.split() for text in (label, *names)]
        openings = {word for text in words for word in text} | {f"{a} {b}" for text in words for a, b in pairwise(text)}
        for signs in self._signs:
            if not signs.openings.isdisjoint(openings) and (fit := signs.fit(label, names)):
                yield fit


def _keys(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(label_key, labels)))


def _joined(phrase: str) -> str:
    return phrase.replace(" ", "")


def _spare(phrase: str, text: str, misleading: tuple[str, ...] = ()) -> int | None:
    """How many words ``text`` holds beside ``phrase``, numbers not counted. None if the phrase is not in it at the edges of words,
    or only inside a phrase that misleads (``Quy hoạch`` in ``Quy hoạch cán bộ``)."""
    bounded = f" {text} "
    if f" {phrase} " not in bounded:
        return None
    for other in misleading:
        bounded = bounded.replace(f" {other} ", " | ")
    if f" {phrase} " not in bounded:
        return None
    return sum(not word.isdigit() for word in text.split()) - sum(not word.isdigit() for word in phrase.split())


def _names(url: URL) -> tuple[str, ...]:
    """What an address calls its page: the last telling segment of the path, and the values in the query, as folded words."""
    *above, last = unquote(url.raw_path).split("/")
    segments = (label_key(segment) for segment in (last.rpartition(".")[0] or last, *reversed(above)))
    telling = next((s for s in segments if s and s.replace(" ", "-") not in _FRONT_PAGES), "")
    values = [label_key(value) for value in url.query.values()]
    return tuple(filter(None, [telling, *(v for v in values if not v.isdigit())]))
