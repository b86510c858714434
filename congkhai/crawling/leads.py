"""Leads and links in; which links are likely places, how closely they fit, and which only look so, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
    """One lead's words, folded, and whether a place is named by its address (slugs) or its label."""

    lead: Lead
    labels: tuple[str, ...]
    slugs: tuple[str, ...]
    misleading: tuple[str, ...]
    weak: tuple[str, ...]


class Leads:
    """The leads of one target, ready to be compared with many links."""

    def __init__(self, leads: Iterable[Lead]) -> None:
        self._signs = [
            _Signs(lead, _keys(lead.labels), _keys(lead.slugs), _keys(lead.not_labels), _keys(lead.weak)) for lead in leads
        ]

    def fits(self, link: Link) -> Iterator[Fit]:
        """Every lead that the label, or the end of the address, names as a whole phrase."""
        label = label_key(link.label)
        names = _names(link.url) if link.url is not None else ()
        for signs in self._signs:
            spare = [_spare(phrase, label, signs.misleading) for phrase in signs.labels]
            spare += [_spare(phrase, name, signs.misleading) for phrase in signs.slugs for name in names]
            spare += [0 for phrase in signs.slugs for name in names if phrase.replace(" ", "") == name]  # LichLamViec.aspx
            extra = min((n for n in spare if n is not None), default=None)
            if extra is not None and extra <= MOST_EXTRA_WORDS:
                yield Fit(signs.lead, extra)
            elif label in signs.weak:
                yield Fit(signs.lead, MOST_EXTRA_WORDS, weak=True)
            elif any(
                _spare(phrase, text) in range(MOST_EXTRA_WORDS + 1) for phrase in signs.misleading for text in (label, *names)
            ):
                yield Fit(signs.lead, MOST_EXTRA_WORDS, look_alike=True)


def _keys(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(label_key, labels)))


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
    segments = [label_key(segment) for segment in (last.rpartition(".")[0] or last, *reversed(above))]
    telling = next((s for s in segments if s and s.replace(" ", "-") not in _FRONT_PAGES), "")
    values = [label_key(value) for value in url.query.values()]
    return tuple(filter(None, [telling, *(v for v in values if not v.isdigit())]))
