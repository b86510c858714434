"""What a capture is read into before any law is asked: links, lines, tables, lists and pairs of one page or file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PageState(StrEnum):
    """What stands at an address. Only ``content`` and, for one obligation, ``look_alike`` have something to read; the values are
    outcomes of ``records.Looked`` but for ``content``, which is ``read`` there."""

    CONTENT = "content"
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    SOFT_ERROR = "soft_error"
    LOOK_ALIKE = "look_alike"


@dataclass(frozen=True, slots=True)
class Link:
    """``href`` is absolute; as written where ``script`` says that only a browser can follow it."""

    text: str
    href: str
    script: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines joined by newlines, and the links in it."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under header cells, spans filled in. ``heading`` is the nearest heading before the table."""

    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its title link, the lines around that link, the files in it, and the heading over its list."""

    link: Link
    lines: tuple[str, ...]
    files: tuple[Link, ...]
    heading: str
    list_id: int  # items of one list share it


@dataclass(frozen=True, slots=True)
class Pair:
    """``label: value`` as the page shows it, from a table, a definition list or a line."""

    label: str
    value: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page or file, read. ``lines`` are the main content without menus; ``legible`` is False where there is no text to read
    (a scan, a broken or unknown file). ``pictures`` are the images in the content that may be scans; ``marked`` is the
    posting day in the page's own mark-up, ``site`` the name the site gives itself; ``foot`` are the pairs in the site's footer."""

    url: str
    title: str
    encoding: str
    legible: bool = True
    is_file: bool = False
    links: tuple[Link, ...] = ()
    trail: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[Item, ...] = ()
    pairs: tuple[Pair, ...] = ()
    files: tuple[Link, ...] = ()
    pictures: tuple[str, ...] = ()
    marked: date | None = None
    site: str = ""
    foot: tuple[Pair, ...] = ()
    state: PageState = PageState.CONTENT
