"""A stored page's HTML and a label in; the same page with nothing left that acts or asks, and the label marked in it, out.

What is shown is what the reader had before it, not how the site paints it: scripts, styles, frames and pictures are gone, links are
words. The response around it is sandboxed besides (desk/stored_page.py); neither relies on the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from congkhai.text import label_key

MARK = "thay"  # the fragment under which the marked place is found
_ACTIVE = (
    "script,style,noscript,template,link,meta,base,title,iframe,frame,frameset,noframes,object,embed,applet,param,portal,"
    "svg,math,canvas,video,audio,source,track,map,area,xmp,plaintext,listing,noembed,dialog"
)
_KEPT = frozenset({"alt", "title", "lang", "dir", "colspan", "rowspan", "scope", "hidden", "start", "reversed", "abbr", "headers"})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FORMS = "form,fieldset,marquee,blink,font,center"
_HEADINGS = "h1,h2,h3,h4,h5,h6,caption,legend"
_PLACES = "a,td,th,li,p,dt,dd,b,strong,span,div"
_LONGEST = 4  # times the label: a block much longer than it holds it by chance


@dataclass(frozen=True, slots=True)
class Harmless:
    """The inside of a body, and whether the label was found and marked there."""

    body: str
    marked: bool


def harmless(text: str, address: str, label: str = "") -> Harmless:
    """The page without anything that acts or asks. ``address`` is its own, against which its links are written out."""
    tree = LexborHTMLParser(text)
    body = tree.body
    if body is None:
        return Harmless("", False)
    for node in body.css(_ACTIVE):
        node.decompose()
    for node in list(body.traverse(include_text=True)):
        if node.is_comment_node:
            node.remove()
    for node in body.css("*"):
        _strip(node, address)
    for node in body.css("input,select,textarea,button"):
        _say(node)
    body.unwrap_tags(_FORMS.split(","))
    marked = _mark(body, label)
    return Harmless(body.inner_html or "", marked)


def _strip(node: LexborNode, address: str) -> None:
    """Only attributes that say how to read it stay. A link tells where it led."""
    given = dict(node.attributes)
    for name in given:
        if name not in _KEPT:
            del node.attrs[name]
    if _HIDDEN.search(given.get("style") or ""):
        node.attrs["hidden"] = ""
    if node.tag == "a" and (href := given.get("href")):
        try:
            node.attrs["title"] = urljoin(address, href)
        except ValueError:
            node.attrs["title"] = href


def _say(node: LexborNode) -> None:
    """A field or a button is no more than its words."""
    if node.tag in {"input", "select", "textarea"}:
        node.decompose()
    else:
        node.unwrap()


def _mark(body: LexborNode, label: str) -> bool:
    """Mark the first place that says just the label, a heading before a link of the menu; else the shortest that holds it."""
    wanted = label_key(label)
    if not wanted:
        return False
    holding: list[tuple[int, int, LexborNode]] = []
    for at, node in enumerate([*body.css(_HEADINGS), *body.css(_PLACES)]):
        said = label_key(node.text() or "")
        if said == wanted and not any(label_key(child.text() or "") == wanted for child in node.css(_PLACES) if child != node):
            node.inner_html = f'<mark id="{MARK}">{node.inner_html}</mark>'
            return True
        if f" {wanted} " in f" {said} " and len(said) <= _LONGEST * len(wanted) + 200:
            holding.append((len(said), at, node))
    if not holding:
        return False
    _length, _at, node = min(holding, key=lambda found: found[:2])
    node.inner_html = f'<mark id="{MARK}">{node.inner_html}</mark>'
    return True
