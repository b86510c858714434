"""A body in; the links, title and signs the crawler steers by out. What a page *says* is the reading room's matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode
from yarl import URL

from congkhai.crawling.addresses import onward
from congkhai.text import label_key, nfc

_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)")
_HEADER_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([\w-]+)")
_MENUS = ", ".join(
    ["nav", "header", "[role=navigation]"]
    + [f'[{attribute}*="{sign}" i]' for attribute in ("class", "id") for sign in ("menu", "nav", "topbar")]
)
_ASIDES = ", ".join(
    ["footer", "aside"]
    + [
        f'[{attribute}*="{sign}" i]'
        for attribute in ("class", "id")
        for sign in ("footer", "sidebar", "breadcrumb", "banner", "weblink", "lienket", "social")
    ]
)
_WANTED = "base, h1, h2, h3, h4, h5, h6, a, area, iframe, frame, button, link[rel=next], [class*=title i]:not(a)"
_BUTTONS = 'button, [onclick]:not(a), a:not([href]), a[href^="#"], a[href^="javascript" i]'
_FRAMES = {"iframe", "frame"}
_LETTERS = re.compile(r"[^\W\d_a-zA-Z]")
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăĂđĐơƠưƯ]")  # letters that no other language writes
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(20\d\d)(?!\d)")
_FILE = re.compile(r"(?i)\.(pdf|docx?|xlsx?|rtf|odt|ods|zip|rar)$")
_MEDIA = re.compile(r"(?i)\.(jpe?g|png|gif|svg|webp|ico|css|js|mp[34]|avi|wmv|flv|exe|xml|rss|ics)$")
_TYPED = {"text", "search"}
_SEARCH = re.compile(
    r"(?i)search|t[iì]m[-_ ]?ki[eế]m|\bt[iì]m\b|tra[-_ ]?c[uứ]u|keyword|t[uừ][-_ ]?kh[oó]a|(?:^| )(?:q|s|kw)(?: |$)"
)
_GENERIC = {
    "",
    "xem them",
    "xem tat ca",
    "xem tiep",
    "xem chi tiet",
    "chi tiet",
    "tat ca",
    "more",
    "read more",
    "view all",
    "see all",
}
_MORE = {"xem them", "tai them", "hien thi them", "load more", "show more", "xem tiep"}


@dataclass(frozen=True, slots=True)
class Link:
    """One way onward. ``url`` is None where only a script could follow it. ``place``: menu, aside or main. ``dated``: the date in
    its row. A label that says nothing (``Xem thêm``) is replaced by the heading over it."""

    url: URL | None
    href: str
    label: str
    place: str
    dated: date | None = None
    next_page: bool = False  # rel=next
    framed: bool = False

    @property
    def is_file(self) -> bool:
        """Whether the name is one of a document."""
        return self.url is not None and bool(_FILE.search(self.url.path) or _FILE.search(self.url.query_string))

    @property
    def is_page(self) -> bool:
        """Whether it may be a page: neither a document nor a picture, a style or a feed."""
        return self.url is not None and not self.is_file and not _MEDIA.search(self.url.path)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the crawler sees it. ``text`` is what is visible, ``scripts`` the inline ones, ``refresh`` the target of a meta
    refresh within ten seconds. ``search``: where the first search form that asks by address leads, with what it sends unasked, and
    the name of the field to type into. ``more_by_script``: a button adds rows that no address leads to. ``legible``: its letters
    are Unicode; labels in the old TCVN3 or VNI fonts are not, and would match nothing."""

    title: str = ""
    heading: str = ""
    text: str = ""
    scripts: str = ""
    refresh: str | None = None
    links: tuple[Link, ...] = ()
    has_script: bool = False
    more_by_script: bool = False
    legible: bool = True
    search: tuple[URL, str] | None = None


def is_html(content_type: str, body: bytes) -> bool:
    """By the header, and where it says nothing useful by the first bytes."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind in {"", "text/plain", "application/octet-stream"}:
        start = body[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<meta"))
    return kind in {"text/html", "application/xhtml+xml"}


def text_of(body: bytes, content_type: str) -> str:
    """Text enough to follow links by: UTF-8 if it is valid, else the declared encoding, else windows-1258."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _HEADER_CHARSET.search(content_type)
        found = _META_CHARSET.search(body[:4096])
        for name in (declared and declared[1], found and found[1].decode("ascii")):
            try:
                if name and name.lower().replace("-", "") != "utf8":
                    return body.decode(name, "replace")
            except LookupError:
                continue
        return body.decode("cp1258", "replace")


def look(body: bytes, content_type: str, url: URL) -> Page:
    """A page's title, links in reading order, and the signs of walls. ``url`` is where it was received from."""
    tree = LexborHTMLParser(text_of(body, content_type))
    scripts = "\n".join(node.text() for node in tree.css("script:not([src])"))
    has_script = tree.css_first("script") is not None
    refresh = next(filter(None, map(_refresh, tree.css('meta[http-equiv="refresh" i]'))), None)
    tree.strip_tags(["script", "style", "noscript", "template"])
    title, heading = tree.css_first("title"), tree.css_first("h1")
    base = tree.css_first("base[href]")
    here = (base is not None and onward(url, base.attributes["href"] or "")) or url
    text = " ".join(tree.body.text(separator=" ").split()) if tree.body else ""
    return Page(
        title=_words(title),
        heading=_words(heading),
        text=text,
        scripts=scripts,
        refresh=refresh,
        links=tuple(_links(tree, here)),
        has_script=has_script,
        more_by_script=any(_adds_rows(node) for node in tree.css(_BUTTONS)),
        search=next(_searches(tree, here), None),
        legible=len(_LETTERS.findall(text)) < 20 or bool(_VIETNAMESE.search(nfc(text))),
    )


def _words(node: LexborNode | None) -> str:
    return nfc(" ".join(node.text(separator=" ").split())) if node is not None else ""


def _refresh(node: LexborNode) -> str | None:
    if any(parent.tag == "noscript" for parent in _above(node, 4)):
        return None  # meant for those without scripts, and leads to "please enable scripts"
    match = re.match(r"(?i)\s*([\d.]+)\s*[;,]\s*(?:url\s*=)?\s*[\"']?(.+?)[\"']?\s*$", node.attributes.get("content") or "")
    return match[2] if match and float(match[1].strip(".") or 0) <= 10 else None


def _above(node: LexborNode, steps: int) -> Iterator[LexborNode]:
    for _ in range(steps):
        parent = node.parent
        if parent is None:
            return
        yield parent
        node = parent


def _adds_rows(button: LexborNode) -> bool:
    label = button.text()
    return len(label) < 40 and label_key(label) in _MORE


def _searches(tree: LexborHTMLParser, here: URL) -> Iterator[tuple[URL, str]]:
    """The search forms that can be tried by asking for one address: method GET, one field to type into, signs of searching."""
    for form in tree.css("form"):
        attributes = form.attributes
        named = [field for field in form.css("input[name]") if field.attributes["name"]]
        fields = [field for field in named if (field.attributes.get("type") or "text").lower() in _TYPED]
        action = onward(here, attributes.get("action") or str(here))
        if (attributes.get("method") or "get").strip().lower() != "get" or len(fields) != 1 or action is None:
            continue
        field = fields[0].attributes
        signs = [attributes.get(name) for name in ("role", "id", "class", "action")]
        signs += [field.get(name) for name in ("type", "name", "id", "placeholder", "title", "aria-label")]
        if _SEARCH.search(" ".join(filter(None, signs))):
            sent = {
                hidden.attributes["name"]: hidden.attributes.get("value") or ""
                for hidden in form.css('input[type="hidden" i][name]')
            }
            yield action.with_query({name: value for name, value in sent.items() if name}), field["name"] or ""


def _links(tree: LexborHTMLParser, base: URL) -> Iterator[Link]:
    menus, asides = (
        {node.mem_id for box in tree.css(boxes) if box.tag != "body" for node in box.css("a, area")} for boxes in (_MENUS, _ASIDES)
    )
    heading = ""
    for node in tree.css(_WANTED):
        attributes = node.attributes
        if node.tag not in {"a", "area", "link", *_FRAMES}:
            heading = _words(node)[:200] or heading
            continue
        href = attributes.get("src" if node.tag in _FRAMES else "href")
        if not href or href.strip() == "#":
            continue
        label = _words(node) or next(filter(None, (attributes.get(name) for name in ("title", "aria-label", "alt"))), "")
        if not label and (image := node.css_first("img[alt]")) is not None:
            label = image.attributes["alt"] or ""
        if len(label) < 20 and label_key(label) in _GENERIC:
            label = heading or label
        place = "aside" if node.mem_id in asides else "menu" if node.mem_id in menus else "main"
        yield Link(
            url=onward(base, href),
            href=href,
            label=nfc(label)[:300],
            place=place,
            dated=_dated(node) if place == "main" else None,
            next_page="next" in (attributes.get("rel") or "").lower().split(),
            framed=node.tag in _FRAMES,
        )


def _dated(node: LexborNode) -> date | None:
    """The newest date in the row, item or box around a link."""
    row = next((parent for parent in _above(node, 4) if parent.tag in {"tr", "li", "article", "dd"}), node.parent)
    days = []
    for day, month, year in _DATE.findall((row.text() if row is not None else "")[:600]):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return max(days, default=None)
