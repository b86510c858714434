"""One capture and its Page in; what it shows of the site's functions out: forms, controls, metadata, encoding, and no more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from congkhai.reading.page import Page, PageState
from congkhai.reading.states import prose
from congkhai.records import Capture
from congkhai.text import fold, label_key

LEAST_PROSE = 400  # characters of its own: a page with less is a list or a menu, and nothing to print
LEAST_ENTRIES = 5  # links in the content: with fewer it is no map of a site
_MOST_BYTES = 2_000_000
_DECOMPOSED = re.compile("[aAeEiIoOuUyYdD][\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_SEARCH = re.compile(r"search|\btim\b|tim[-_ ]?kiem|tra[-_ ]?cuu|keyword|tu[-_ ]?khoa")
_NOTHING = re.compile(
    r"khong (?:co|tim thay|tim duoc)(?: bat ky| bat cu)?(?: \S+){0,3} (?:ket qua|noi dung|tin|bai|ban ghi|du lieu|thong tin)"
    r"|khong (?:co|tim thay) (?:ket qua|noi dung|tin|bai|ban ghi|du lieu|thong tin)|\b0 (?:ket qua|ban ghi|results?)"
    r"|no (?:results?|records?|matches)|nothing (?:was )?found"
)
_PRINT = {"in", "in trang", "in trang nay", "in bai", "in bai viet", "in bai nay", "in tin", "ban in", "in noi dung", "print"}
_SAVE = {"luu", "luu trang", "luu bai", "luu bai viet", "luu tin", "luu ve may", "tai ve", "tai bai viet", "tai trang", "save"}
_SAVE |= {"pdf", "xuat pdf", "tai pdf", "luu pdf", "luu file", "download"}
_PRINT_SCRIPT = re.compile(r"window\s*\.\s*print|javascript:\s*print\b|[?&/](?:print|in-?an|printpage)\b", re.IGNORECASE)
_SAVE_LINK = re.compile(r"[?&/=](?:pdf|savepage|save|export)\b", re.IGNORECASE)
_STATUS = re.compile(
    r"(?:theo doi|tra cuu)(?: \S+){0,4} (?:cau hoi|phan anh|kien nghi|y kien|ket qua xu ly|tinh trang)"
    r"|(?:tinh trang|trang thai)(?: xu ly| tra loi| giai quyet)?\b|\b(?:da|chua|dang) (?:tra loi|xu ly|giai quyet|tiep nhan)\b"
    r"|ma so cau hoi"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CORE = re.compile(r"^(?:dc|dcterms)[.:](\w+)", re.IGNORECASE)
# What plain HTML says in place of a Dublin Core element.
_PLAIN = {"description": "description", "author": "creator"}
_SAME = {"created": "date", "issued": "date", "modified": "date", "abstract": "description"}


@dataclass(frozen=True, slots=True)
class Noted:
    """What one page shows. ``search`` is ``get`` or ``other`` by how its search form asks, empty without one; ``answers``, of a
    page that a search led to, whether it gives results or says that there are none; ``linked`` are the addresses that its links,
    and those of the home page, lead to; ``scripted``, whether scripts may have more to show. ``text`` is a page beyond the home
    with prose of its own. ``entries`` counts the lines of its content that are links. ``core`` holds the Dublin Core elements that
    are not empty, ``marked`` whether any is marked as such."""

    url: str
    label: str
    at: datetime
    sha256: str
    status: int
    home: bool
    asked: str
    visited_for: frozenset[str]
    html: bool = False
    xml: bool = False
    lost: bool = False
    utf8: bool = False
    composed: bool = False
    text: bool = False
    entries: int = 0
    search: str = ""
    answers: bool = False
    scripted: bool = False
    linked: frozenset[str] = frozenset()
    prints: bool = False
    saves: bool = False
    form: bool = False
    follows: bool = False
    email: bool = False
    core: frozenset[str] = frozenset()
    marked: bool = False


def note(capture: Capture, page: Page) -> Noted | None:
    """What a capture shows; None for documents, which have no functions. The page is the capture's, as it was read."""
    via = capture.via
    about: dict[str, object] = {
        "url": capture.final_url,
        "label": page.title or via.label,
        "at": capture.at,
        "sha256": capture.sha256,
        "status": capture.status,
        "home": via.referrer is None and not via.declared_for and not via.lead_for,
        "asked": via.asked,
        "visited_for": frozenset((*via.declared_for, *via.lead_for)),
    }
    body = capture.body[:_MOST_BYTES]
    if page.is_file:
        return None
    kind = capture.headers.get("content-type", "").lower()
    if "xml" in kind and "xhtml" not in kind:
        return Noted(**about, xml=b"<loc>" in body)  # type: ignore[arg-type]
    text = body.decode("utf-8", errors="replace")
    tree = LexborHTMLParser(text)
    said = prose(page)
    texts = {label_key(link.text) for link in page.links}
    folded = label_key(" ".join((page.title, *page.lines)))
    core, marked = _core(tree)
    return Noted(
        **about,  # type: ignore[arg-type]
        html=True,
        lost=page.state is PageState.SOFT_ERROR,
        utf8=page.encoding == "utf-8",
        composed=not _DECOMPOSED.search(text),
        text=via.referrer is not None and page.state is PageState.CONTENT and sum(map(len, said)) >= LEAST_PROSE,
        entries=sum(label_key(line) in texts for line in dict.fromkeys(page.lines)),
        search=_search(tree),
        answers=_answers(page, folded, via.asked),
        scripted=tree.css_first("script") is not None,
        linked=_linked(page, tree) if about["home"] or via.asked or about["visited_for"] else frozenset(),
        prints=bool(_PRINT_SCRIPT.search(text)) or any(label in _PRINT for label in _labels(tree)),
        saves=any(label in _SAVE for label in _labels(tree)) or _saves(tree),
        form=_asks(tree),
        follows=bool(_STATUS.search(folded)),
        email=bool(_EMAIL.search(text)),
        core=core,
        marked=marked,
    )


def _linked(page: Page, tree: LexborHTMLParser) -> frozenset[str]:
    offered = (node.attributes.get("value") or "" for node in tree.css("option[value]"))
    return frozenset((*(link.href for link in page.links), *(value for value in offered if value.startswith("http"))))


def _answers(page: Page, folded: str, asked: str) -> bool:
    """Results that bear the words asked for, or a plain word that there are none."""
    if not asked:
        return False
    wanted = label_key(asked)
    found = any(wanted in label_key(text) for item in page.items for text in (item.link.text, *item.lines))
    found = found or any(wanted in label_key(cell.text) for table in page.tables for row in table.rows for cell in row)
    return found or bool(_NOTHING.search(folded)) or re.search(r"\b\d+ (?:ket qua|ban ghi|tin bai|results?)\b", folded) is not None


def _search(tree: LexborHTMLParser) -> str:
    """How the page's search form asks. A field outside any form, or one that posts, only a browser can use."""
    ways = set()
    for field in tree.css('input:not([type]),input[type="text" i],input[type="search" i]'):
        form = _form_of(field)
        nodes = [field, form] if form is not None else [field]
        names = ("type", "name", "id", "class", "placeholder", "title", "aria-label", "role", "action")
        signs = " ".join(node.attributes.get(name) or "" for node in nodes for name in names)
        if not _SEARCH.search(fold(unicodedata.normalize("NFC", signs))) and field.attributes.get("name") not in ("q", "s", "kw"):
            continue
        by_get = form is not None and (form.attributes.get("method") or "get").strip().lower() == "get"
        ways.add("get" if by_get and field.attributes.get("name") else "other")
    return "get" if "get" in ways else "other" if ways else ""


def _form_of(node: LexborNode) -> LexborNode | None:
    above = node.parent
    while above is not None and above.tag != "form":
        above = above.parent
    return above


def _labels(tree: LexborHTMLParser) -> Iterator[str]:
    """What buttons and links are called, shortly."""
    for node in tree.css("a,button,input[type=button],input[type=submit],[onclick]"):
        attributes = node.attributes
        image = node.css_first("img")
        names = [attributes.get(name) for name in ("title", "aria-label", "value")]
        names += [image.attributes.get(name) for name in ("alt", "title")] if image is not None else []
        for text in (node.text(separator=" "), *names):
            if text and len(text) < 40:
                yield label_key(text)


def _saves(tree: LexborHTMLParser) -> bool:
    links = (node.attributes.get("href") or "" for node in tree.css("a[href]"))
    return tree.css_first("a[download]") is not None or any(_SAVE_LINK.search(href) for href in links)


def _asks(tree: LexborHTMLParser) -> bool:
    """Whether a form takes some lines of text."""
    return any(_form_of(node) is not None for node in tree.css("textarea"))


def _core(tree: LexborHTMLParser) -> tuple[frozenset[str], bool]:
    found: set[str] = set()
    marked = False
    for node in tree.css("meta[name],meta[property]"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").strip()
        if not (node.attributes.get("content") or "").strip():
            continue
        if match := _CORE.match(name):
            marked = True
            element = match[1].lower()
            found.add(_SAME.get(element, element))
        elif name.lower() in _PLAIN:
            found.add(_PLAIN[name.lower()])
    title = tree.css_first("title")
    if title is not None and title.text(strip=True):
        found.add("title")
    return frozenset(found), marked
