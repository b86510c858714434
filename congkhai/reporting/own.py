"""An agency's own scoring sheet, as an .xlsx, in; a sheet that can be scored out, and the same file filled once it was."""

from __future__ import annotations

from dataclasses import dataclass

from congkhai.catalogue.loading import Loaded
from congkhai.catalogue.sheet import Sheet
from congkhai.records import Sentence
from congkhai.reporting.filled import Filled, fill
from congkhai.reporting.layout import Layout, Line, laid_out
from congkhai.reporting.linking import Guess, Link, Links, guessed, linked, links_of
from congkhai.reporting.scored import Scored
from congkhai.reporting.workbook import has_formulas, opened, saved, what_is_lost


@dataclass(frozen=True, slots=True)
class Own:
    """``guesses`` are ours, one a line. ``sheet`` rests on the links that were given, else on the guesses that are sure. ``astray``
    are links that no line has, ``unnamed`` lines that no link names; ``lost`` names what will not be in the file handed back."""

    content: bytes
    layout: Layout
    guesses: tuple[Guess, ...]
    sheet: Sheet
    astray: tuple[Link, ...]
    unnamed: tuple[Line, ...]
    lost: tuple[Sentence, ...]


def brought(content: bytes, loaded: Loaded, links: Links | None = None) -> Own:
    """The sheet in a file's bytes. Raises Unreadable."""
    book = opened(content)
    layout = laid_out(book, opened(content, values=True) if has_formulas(book) else None)
    guesses = guessed(layout, loaded)
    sheet, astray, unnamed = linked(layout, links or links_of(guesses))
    return Own(content, layout, guesses, sheet, astray, unnamed, what_is_lost(content))


def filled(content: bytes, layout: Layout, scored: Scored, language: str = "vi") -> tuple[bytes, Filled]:
    """The file with points, addresses and reasons in its empty cells, all else as it was."""
    book = opened(content)
    told = fill(book, layout, scored.rows, language)
    return saved(book), told
