"""HTML text and its address in; a Page out: title, links, trail, and the main content as lines, tables, lists and pairs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from congkhai.reading.encodings import mend
from congkhai.reading.page import Cell, Item, Link, Page, Pair, Table
from congkhai.text import label_key

# Bounds on what one page may cost; beyond them the rest of a list or table is not looked at.
_LONGEST_TITLE = 500
_MOST_ENTRIES = 1000
_MOST_ROWS = 2000
_WIDEST_ROW = 100
_MOST_NEIGHBOURS = 12

_NOT_TEXT = "script,style,noscript,template,svg,object param"
_BLOCK_NAMES = (
    "address article aside blockquote br button caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr legend li main nav ol option p pre section select summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend"))

# Names people give to what stands around the content; whole names, so that "card-header" is not among them.
_AROUND = re.compile(
    r"(?:(?:main|top|left|right|site|page|global|primary|secondary|sub|mega|side|footer|header|bottom|mobile|horizontal"
    r"|vertical|quick|user)[-_]?)?"
    r"(?:menu|nav|navbar|navigation|menubar|nav-?menu|toolbar|footer|sidebar|side-?bar|topbar|banner|copyright"
    r"|breadcrumbs?|pagination|pager|paging)"
    r"(?:[-_]?(?:main|top|left|right|bottom|wrap|wrapper|wrap-?inner|container|bar|list|inner|box|area|section|site"
    r"|content|links?|fixed|sticky|\d+))*"
    r"|(?:site|top|main|page-?top|global)[-_]?header|header(?:[-_]?(?:top|main|bottom|wrap|wrapper|container|inner|area"
    r"|site|\d+))*|masthead|portalheader"
    r"|(?:tin|bai|news|post|article|item)s?[-_]?(?:khac|lien-?quan|related|other)s?|related(?:[-_]?(?:news|posts?"
    r"|articles?|items?|content))?|other[-_]?news"
    r"|comments?(?:[-_]?(?:list|form|area|box|respond))?|social(?:[-_]?\w+)?|share(?:[-_]?\w+)?|addthis\w*|fb-\w+"
    r"|weather|thoi-?tiet|thong-?ke-?truy-?cap|visitors?"
    r"|visitor[-_]?counter|counter|luot-?truy-?cap|web-?links?|lien-?ket(?:-?web(?:site)?)?|search(?:[-_]?(?:form|box"
    r"|bar))?|login(?:[-_]?\w+)?|languages?|lang|"
    r"ms-core-listmenu-root|suitebar\w*|s4-ribbonrow|slider|carousel|quang-?cao|advert\w*|cookie\w*|skip(?:[-_]?(?:link"
    r"|to-content))?|ms-skip|quick-access",
    re.IGNORECASE,
)
_AROUND_TAGS = frozenset(("nav", "footer", "header", "aside", "select", "button"))
_AROUND_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"))
_SHOWN_WIDE = re.compile(r"(?:sm|md|lg|xl|2xl|xxl)[:-](?:block|flex|grid|inline|table)|d-(?:sm|md|lg|xl|xxl)-(?!none)")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

_SITE = re.compile(
    r"trang chu|home|chi tiet(?: tin)?|.*\bcong tt ?dt\b.*|website|.*\b(?:cong|trang)(?: giao tiep"
    r"| dich vu)?(?: thong tin| tt)(?: dien tu)?\b.*|default|untitled.*|new page \d+"
)
_AGENCY = re.compile(
    r"(?:uy ban nhan dan|ubnd|so|bo|tinh|thanh pho|tp|huyen|quan|xa|phuong|thi xa|cuc|ban quan ly|van phong"
    r"|hoi dong nhan dan|hdnd) (?:[a-z]+ ?){1,9}"
)
_BETWEEN = re.compile(r"\s+[|»›>–—:-]{1,2}\s+|\s*(?:::|»|›)\s*")
_CRUMBS = re.compile(r"[Tt][Rr][Aa][Nn][Gg] (?:[Cc]hủ|CHỦ)\s*(?:>|»|›|/|::|\|)")
_STEPS = re.compile(r"\s*(?:>+|»|›|→|\|)\s*|\s+[/-]\s+|\s*::\s*")
_GLUED_DAY = re.compile(r"\s*\(\s*[\d:/.\-\s]{8,20}\)\s*$")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|odt|ods|rtf|dwg)(?=$|[?&#])", re.IGNORECASE)
_FILE_WORDS = re.compile(
    r"(?:tai ve|tai xuong|download|tai (?:file|tap tin|van ban|toan van)|(?:file|tep) dinh kem|xem file|toan van)"
)
_FILE_HOSTS = ("://drive.google.com/file", "://docs.google.com/document", "://docs.google.com/viewer")
_LABEL = re.compile(r"\s*[-•+*]?\s*([^:]{2,60}?)\s*:\s*(.*)", re.DOTALL)
_NEXT_LABEL = re.compile(r"(?:(?<=[.;?!])\s+|\s+[-–|•]\s+)(?=[A-ZĐÀ-Ỹ][^:.;]{1,45}:\s)")
_STAMP = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")


def read_html(text: str, url: str, encoding: str) -> Page:
    """The page as its reader sees it: scripts, hidden parts and what surrounds the content left out. Links are those of the
    whole page."""
    tree = LexborHTMLParser(text)
    body, head = tree.body, tree.head
    if body is None:
        return Page(url, "", encoding)
    named = tree.css_first("title")
    document_title = _clean(named.text())[:_LONGEST_TITLE] if named else ""
    marked = _marked_day(tree)
    base = next((urljoin(url, n.attributes.get("href") or "") for n in (head.css("base[href]") if head else [])), url)
    _drop(body.css(_NOT_TEXT))
    _drop(filter(_is_hidden, body.css('[hidden],[style],[class~="hidden"],[class~="d-none"],[aria-hidden="true"]')))
    _mend_legacy_fonts(body)
    links = _Links(base)
    all_links = tuple(filter(None, map(links.of, body.css("a[href],area[href]"))))
    heading = _title_node(body, document_title)
    title = _GLUED_DAY.sub("", _clean(heading.text(separator=" "))[:_LONGEST_TITLE]) if heading else ""
    own_title, site = _without_site(document_title)
    meta = tree.css_first('meta[property="og:site_name"]')
    trail = tuple(_trail(body))
    foot = tuple(line_pairs([line for node in body.css('footer,[role="contentinfo"],[id*="footer" i]') for line in _lines(node)]))
    root = _main(body, heading)
    _drop(_around(root, heading))
    tables, pairs, in_tables = _tables(root, links)
    lines = tuple(_lines(root))
    return Page(
        url=url,
        title=title or own_title,
        encoding=encoding,
        links=all_links,
        trail=trail,
        lines=lines,
        tables=tuple(tables),
        items=tuple(_items(root, links, in_tables)),
        pairs=(*pairs, *_definitions(root, links), *line_pairs([line for line in lines if not (title and line.startswith(title))])),
        files=tuple(_files(root, links)),
        pictures=tuple(_pictures(root, base)),
        marked=marked,
        site=site or _clean((meta.attributes.get("content") or "") if meta else ""),
        foot=foot,
    )


# --- text -------------------------------------------------------------------------------------------


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())


def _walk(root: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """Every node below ``root`` on entering (True) and on leaving (False); no recursion, since pages nest as deep as they like."""
    node, top = root.child, root.mem_id  # nodes compare by their whole text: their places in memory are what tells them apart
    while node is not None:
        yield True, node
        below = node.child
        if below is not None:
            node = below
            continue
        while node is not None and node.mem_id != top:
            yield False, node
            if node.next is not None:
                node = node.next
                break
            node = node.parent
        else:
            return


def _lines(root: LexborNode) -> Iterator[str]:
    """The text in reading order, one line to a block."""
    words: list[str] = []
    for entering, node in _walk(root):
        if node.is_text_node:
            if entering:
                words.append(node.text_content or "")
        elif words and node.tag in _BLOCKS:
            if line := _clean("".join(words)):
                yield line
            words.clear()
    if line := _clean("".join(words)):
        yield line


def line_pairs(lines: Sequence[str]) -> list[Pair]:
    """``label: value`` lines; a label alone takes the line below. Labels beyond eight words are sentences."""
    pairs = []
    for line, below in pairwise((*lines, "")):
        if ":" not in line:
            continue
        for piece in _NEXT_LABEL.split(line):
            match = _LABEL.fullmatch(piece)
            if match and len(match[1].split()) <= 8 and not match[1].endswith(("http", "https")):
                pairs.append(Pair(match[1], match[2].strip() or ("" if _LABEL.fullmatch(below) else below)))
    return pairs


# --- what to leave out ------------------------------------------------------------------------------


def _drop(nodes: Iterable[LexborNode]) -> None:
    """Takes elements, in the order of the document, out of it. One inside another goes with it and is not touched again."""
    gone: set[int] = set()
    outermost = []
    for node in nodes:
        if node.mem_id not in gone:
            outermost.append(node)
            gone.update(inner.mem_id for inner in node.css("*"))
    for node in outermost:
        node.decompose()


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    classes = attributes.get("class") or ""
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))
        or (not {"hidden", "d-none"}.isdisjoint(classes.split()) and not _SHOWN_WIDE.search(classes))
    )


def _mend_legacy_fonts(body: LexborNode) -> None:
    """Text set in a TCVN3 or VNI font inside a page that is Unicode elsewhere."""
    for node in body.css('[face^=".Vn" i],[face^="VNI" i],[style*=".Vn" i],[style*="VNI-" i]'):
        text = node.text()
        mended = mend(text)
        if mended != text and node.inner_html is not None:
            node.inner_html = mend(node.inner_html)


def _names(node: LexborNode) -> list[str]:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()


def _around(root: LexborNode, heading: LexborNode | None) -> Iterator[LexborNode]:
    """Menus, headers, footers and the like; never what holds the title, nor by its name alone what holds half of the text."""
    whole = len(root.text())
    keep = {node.mem_id for node in _ancestors(heading)}
    for node in root.css("nav,footer,header,aside,select,button,[class],[id],[role]"):
        if node.mem_id in keep:
            continue
        marked = node.tag in _AROUND_TAGS or node.attributes.get("role") in _AROUND_ROLES
        if marked or (any(map(_is_around, _names(node))) and len(node.text()) * 2 < whole):
            yield node


@lru_cache(maxsize=4096)
def _is_around(name: str) -> bool:
    return _AROUND.fullmatch(name) is not None


def _ancestors(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.parent


# --- title, trail, main -----------------------------------------------------------------------------


def _title_node(body: LexborNode, document_title: str) -> LexborNode | None:
    """The heading of the content: an h1 that is not the site's name, rather one that the document's title repeats; else a lower
    heading or an element called title that the document's title repeats."""
    wanted = f" {label_key(document_title)} "
    site = label_key(_without_site(document_title)[1])
    own = [(n, label_key(_GLUED_DAY.sub("", n.text(separator=" ")))) for n in body.css("h1")]
    own = [(n, key) for n, key in own if key and key != site and not _SITE.fullmatch(key)]
    for node, key in own:
        if f" {key} " in wanted:
            return node
    if own:
        return own[0][0]
    for node in body.css('h2,h3,h4,[class*="title"],[class*="Title"],[class*="tieude"]'):
        key = label_key(node.text(separator=" "))
        if len(key) >= 8 and f" {key} " in wanted and key != site and not _SITE.fullmatch(key) and not node.css_first("a"):
            return node
    return None


def _without_site(document_title: str) -> tuple[str, str]:
    """The page's own part of the document's title, and the site's name beside it: a portal's name anywhere, an agency's at the
    end."""
    parts = [p for p in _BETWEEN.split(document_title) if p]
    site = [
        p
        for n, p in enumerate(parts)
        if _SITE.fullmatch(key := label_key(p)) or (n and n == len(parts) - 1 and _AGENCY.fullmatch(key))
    ]
    own = [p for p in parts if p not in site]
    if not own:
        return document_title, max(site, key=len, default="")
    if re.search(r"[>»›]", document_title):
        return own[-1], max(site, key=len, default="")
    start, end = document_title.index(own[0]), document_title.rindex(own[-1]) + len(own[-1])
    return document_title[start:end], max(site, key=len, default="")


def _trail(body: LexborNode) -> Iterator[str]:
    """The labels of the breadcrumb, home left out."""
    node = body.css_first(
        '[class*="breadcrumb" i],[id*="breadcrumb" i],[aria-label*="breadcrumb" i],[class*="sitemappath" i],[id*="sitemappath" i]'
    )
    steps = _lines(node) if node else [line for line in islice(_lines(body), 60) if _CRUMBS.match(line)][:1]
    for step in steps:
        for label in _STEPS.split(step):
            label = _GLUED_DAY.sub("", label).strip(" /")
            if label and label_key(label) not in ("", "trang chu", "home", "ban dang o", "ban dang xem"):
                yield label


def _main(body: LexborNode, heading: LexborNode | None) -> LexborNode:
    """The element marked as the main content, if the title is in it; else the body."""
    for node in body.css("main,[role=main],article"):
        holds_title = heading is None or any(a.mem_id == node.mem_id for a in _ancestors(heading))
        if holds_title and (node.tag != "article" or len(node.text()) * 3 > len(body.text())):
            return node
    return body


def _marked_day(tree: LexborHTMLParser) -> date | None:
    """The day of posting in the page's own mark-up: article:published_time, datePublished."""
    for node in tree.css('meta[property="article:published_time"],meta[itemprop="datePublished"],time[itemprop="datePublished"]'):
        if match := _STAMP.match(node.attributes.get("content") or node.attributes.get("datetime") or ""):
            with suppress(ValueError):
                return date(*map(int, match.groups()))
    return None


# --- links and files --------------------------------------------------------------------------------


_BREAKS = re.compile(r"[\t\r\n]")
_NO_PAGE = re.compile(r"(?i)(?:mailto|tel|data|sms|about|blob|file):")
_PLAIN_PATH = re.compile(r"/(?!/)(?:[^\\.?\t\r\n]|(?<!/)\.)*(?:\?[^\t\r\n]*)?$")  # nothing in it that joining would change


@lru_cache(maxsize=256)
def _origin(base: str) -> str:
    return "/".join(base.split("/", 3)[:3])


def absolute(base: str, href: str) -> str | None:
    """Where a link leads, as browsers read it; None for mail, telephone, data and places on the same page."""
    href = href.strip()
    if href[:1] == "/" and _PLAIN_PATH.match(href):
        return _origin(base) + href.replace(" ", "%20")
    href = _BREAKS.sub("", href)
    if not href or href[0] == "#" or _NO_PAGE.match(href):
        return None
    if not href.startswith(("http://", "https://")):
        path, mark, query = href.partition("?")
        try:
            href = urljoin(base, path.replace("\\", "/") + mark + query)
        except ValueError:
            return None
    return href.replace(" ", "%20")


class _Links:
    """The links of one page by their elements, each read once."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._read: dict[int, Link | None] = {}

    def of(self, node: LexborNode) -> Link | None:
        key = node.mem_id
        if key not in self._read:
            self._read[key] = self._fresh(node)
        return self._read[key]

    def within(self, node: LexborNode) -> tuple[Link, ...]:
        return tuple(filter(None, map(self.of, node.css("a[href]"))))

    def _fresh(self, node: LexborNode) -> Link | None:
        attributes = node.attributes
        href = attributes.get("href") or ""
        text = _clean(node.text())[:_LONGEST_TITLE]
        if not text or text.endswith(("...", "…")):
            text = max(text, _clean(attributes.get("title"))[:_LONGEST_TITLE], key=len)
        if href.lstrip()[:11].lower() == "javascript:":
            return Link(text, href.strip(), script=True) if "(0)" not in href and not href.rstrip().endswith(":;") else None
        where = absolute(self.base, href)
        return Link(text, where) if where else None


@lru_cache(maxsize=8192)
def is_file(link: Link) -> bool:
    """Whether a link leads to a file to download, by its address or by what it is called."""
    return (
        bool(_FILE.search(link.href))
        or any(h in link.href for h in _FILE_HOSTS)
        or (len(link.text) < 20 and _FILE_WORDS.fullmatch(label_key(link.text)) is not None)
    )


def _files(root: LexborNode, links: _Links) -> Iterator[Link]:
    """Attached files, and files shown inside the page."""
    seen = set()
    for node in root.css("a[href],iframe[src],embed[src],object[data]"):
        if node.tag == "a":
            link = links.of(node)
        else:
            source = node.attributes.get("src") or node.attributes.get("data") or ""
            inner = re.search(r"[?&](?:url|file|src)=([^&]+)", source)
            where = absolute(links.base, unquote(inner[1]) if inner and _FILE.search(unquote(inner[1])) else source)
            link = Link(urlsplit(where).path.rsplit("/", 1)[-1], where) if where and _FILE.search(where) else None
        if link and not link.script and is_file(link) and link.href not in seen:
            seen.add(link.href)
            yield link


_ORNAMENT = re.compile(r"(?i)icon|logo|banner|avatar|spacer|pixel|bullet|arrow|print|share|facebook|zalo|\.(?:gif|svg|ico)(?:$|\?)")


def _pictures(root: LexborNode, base: str) -> Iterator[str]:
    """Images that may be scans of documents: not ornaments, not small."""
    for node in root.css("img[src]"):
        attributes = node.attributes
        source = attributes.get("src") or ""
        sizes = [int(v) for v in (attributes.get("width"), attributes.get("height")) if v and v.isdecimal()]
        if not _ORNAMENT.search(source) and all(size >= 200 for size in sizes):
            yield absolute(base, source) or source


# --- tables, lists, definitions ---------------------------------------------------------------------


def _tables(root: LexborNode, links: _Links) -> tuple[list[Table], list[Pair], set[int]]:
    """Tables with a header row; pairs from tables whose rows are label and value; and the links that stand in the former."""
    tables: list[Table] = []
    pairs: list[Pair] = []
    inside: set[int] = set()
    for node in root.css("table"):
        if len(node.css("table")) > 1:
            continue  # a table around tables lays out the page
        grid, heads = _grid(node, links)
        if not grid:
            continue
        labelled = list(_row_pairs(grid, heads))
        if labelled:
            pairs += labelled
        elif len(grid) > 1 and len(grid[0]) > 1 and _is_header(grid, heads):
            caption = node.css_first("caption")
            heading = _clean(caption.text()) if caption else _heading_before(node, root)
            tables.append(
                Table(
                    heading,
                    tuple(c.text.replace("\n", " ") for c in grid[0]),
                    tuple(tuple(row) for row in grid[1:] if any(c.text for c in row)),
                )
            )
            inside.update(n.mem_id for n in node.css("a"))
    return tables, pairs, inside


def _grid(table: LexborNode, links: _Links) -> tuple[list[list[Cell]], list[list[bool]]]:
    """The cells with their spans filled in, and which of them are header cells."""
    grid: list[list[Cell]] = []
    heads: list[list[bool]] = []
    waiting: dict[int, tuple[int, Cell]] = {}
    for row in table.css("tr")[:_MOST_ROWS]:
        cells: list[Cell] = []
        marks: list[bool] = []

        def fill(cells: list[Cell] = cells, marks: list[bool] = marks) -> None:
            while len(cells) in waiting:
                left, cell = waiting.pop(len(cells))
                if left > 1:
                    waiting[len(cells)] = (left - 1, cell)
                cells.append(cell)
                marks.append(False)

        later: list[tuple[int, int, Cell]] = []
        for node in row.css("td,th")[:_WIDEST_ROW]:
            fill()
            alone = node.child
            simple = alone is None or (alone.is_text_node and alone.next is None)
            cell = Cell(_clean(node.text())) if simple else Cell("\n".join(_lines(node)), links.within(node))
            across, down = (_span(node, "colspan"), _span(node, "rowspan")) if node.attrs else (1, 1)
            for _ in range(min(across, _WIDEST_ROW - len(cells))):
                if down > 1:
                    later.append((len(cells), down - 1, cell))
                cells.append(cell)
                marks.append(node.tag == "th")
        fill()
        for column, left, cell in later:
            waiting[column] = (left, cell)
        if cells:
            grid.append(cells)
            heads.append(marks)
    return grid, heads


def _span(node: LexborNode, name: str) -> int:
    value = node.attributes.get(name) or ""
    return min(int(value), 500) if value.isdecimal() and len(value) < 5 and int(value) else 1


def _is_header(grid: list[list[Cell]], heads: list[list[bool]]) -> bool:
    """The first row heads columns: header cells, or short words without figures and links above rows that have some."""
    first = grid[0]
    if all(heads[0]):
        return True
    words = [c.text for c in first]
    return (
        all(len(w) <= 45 and not re.search(r"\d", w) for w in words)
        and sum(bool(w) for w in words) * 2 > len(words)
        and not any(c.links for c in first)
        and (len(first) > 2 or any(c.links or re.search(r"\d", c.text) for row in grid[1:] for c in row))
    )


def _row_pairs(grid: list[list[Cell]], heads: list[list[bool]]) -> Iterator[Pair]:
    """Label and value side by side, once or twice in a row, in nearly every row."""
    found: list[Pair] = []
    rows = 0
    for cells, marks in zip(grid, heads, strict=True):
        if len(cells) not in (2, 4) or all(marks):
            return
        for label, value, mark in zip(cells[::2], cells[1::2], marks[::2], strict=False):
            text = label.text.strip()
            if text and len(text) <= 60 and (mark or text.endswith(":")) and not label.links:
                found.append(Pair(text.rstrip(" :"), value.text, value.links))
                rows += 1
    if rows * 3 >= 2 * len(grid):
        yield from found


def _definitions(root: LexborNode, links: _Links) -> Iterator[Pair]:
    for term in root.css("dt"):
        value = term.next
        while value is not None and not value.is_element_node:
            value = value.next
        if value is not None and value.tag == "dd":
            yield Pair(_clean(term.text()).rstrip(" :"), "\n".join(_lines(value)), links.within(value))


def _items(root: LexborNode, links: _Links, in_tables: set[int]) -> Iterator[Item]:
    """Entries of lists. An entry is the widest element around one link, so that what stands beside the link belongs to it."""
    found: list[tuple[LexborNode, Link]] = []
    for node in root.css("a[href]"):
        if node.mem_id in in_tables:
            continue
        link = links.of(node)
        if link and len(link.text) >= 8 and " " in link.text and len(found) < _MOST_ENTRIES:
            found.append((node, link))
    documents = [pair for pair in found if not is_file(pair[1])]
    if len(documents) * 2 >= len(found):
        found = documents  # a page of entries with files beside them, rather than a list of files
    around: dict[int, set[str]] = defaultdict(set)
    for node, link in found:
        for ancestor in _ancestors(node.parent):
            around[ancestor.mem_id].add(link.href)
    headings: dict[int, str] = {}
    seen: set[tuple[int, str]] = set()
    for node, link in found:
        entry = node
        for ancestor in _ancestors(node.parent):
            if ancestor.mem_id == root.mem_id or len(around[ancestor.mem_id]) > 1:
                break
            entry = ancestor
            if len(found) == 1 and ancestor.tag in ("li", "tr", "article", "p", "div", "dd"):
                break
        holder = entry.parent
        list_id = holder.mem_id if holder else 0
        if (list_id, link.href) in seen:
            continue
        seen.add((list_id, link.href))
        if list_id not in headings:
            headings[list_id] = _heading_before(entry if holder.mem_id == root.mem_id else holder, root) if holder else ""
        lines = _lines(entry) if entry is not node else (link.text, *_text_after(node))
        files = tuple(f for f in links.within(entry) if f.href != link.href and is_file(f)) if entry is not node else ()
        yield Item(link, tuple(_apart(lines, _clean(node.text()))), files, headings[list_id], list_id)


def _apart(lines: Iterable[str], title: str) -> Iterator[str]:
    """The lines of an entry with its title cut out."""
    for line in lines:
        yield from filter(None, (part.strip() for part in line.split(title))) if title else (line,)


def _text_after(node: LexborNode) -> list[str]:
    """What follows a link up to the next one, a line break or a block: entries parted by nothing but breaks."""
    words = []
    after = node.next
    while after is not None and after.tag not in _BLOCKS and after.tag != "a":
        words.append((after.text_content if after.is_text_node else after.text()) or "")
        after = after.next
    line = _clean("".join(words))
    return [line] if line else []


def _heading_before(node: LexborNode, root: LexborNode) -> str:
    """The nearest heading above an element: an earlier neighbour, or one of an element around it."""
    for place in _ancestors(node):
        if place.mem_id == root.mem_id:
            break
        before = place.prev
        for _ in range(_MOST_NEIGHBOURS * 2):  # half of them are the blanks between elements
            if before is None:
                break
            text = _heading_in(before) if before.is_element_node else ""
            if text:
                return text
            before = before.prev
    return ""


def _heading_in(node: LexborNode) -> str:
    """What an element says if it is, is called or holds a heading and says little else."""
    named = node.tag in _HEADINGS or any(map(_is_heading_name, _names(node)))
    if not named and not node.css_first("h1,h2,h3,h4,h5"):
        return ""
    text = _clean(node.text(separator=" "))
    return _GLUED_DAY.sub("", text) if len(text) <= 120 else ""


@lru_cache(maxsize=4096)
def _is_heading_name(name: str) -> bool:
    return re.search(r"(?i)title|heading|header|caption|tieu-?de|\bcat(?:egory)?-?name", name) is not None
