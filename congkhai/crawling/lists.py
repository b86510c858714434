"""A link and the page it stands on in; whether it turns the page of a list, leads to a record, or hides rows from us, out."""

from __future__ import annotations

import re

from yarl import URL

from congkhai.crawling.addresses import domain_of, host_of
from congkhai.crawling.page import Link, Page
from congkhai.text import label_key

_NEXT_LABELS = {"tiep", "tiep theo", "ke tiep", "sau", "trang sau", "trang tiep", "trang tiep theo", "cuoi", "trang cuoi"}
_NEXT_LABELS |= {"next", "next page", "last", "last page"}
_NEXT_MARKS = {"»", "›", ">", ">>", "→", "..."}
_PAGE_NAME = re.compile(r"(?i)(?:^|[_-])(?:page|p|trang|pageindex|pageno|pagenumber|pg|paged|start|offset|cur)$")
_PAGE_PATH = re.compile(r"(?i)[/_-](?:page|trang|p)[-/_]?\d{1,5}(?=/?$|\.\w{2,5}$)")
_NUMBERED = re.compile(r"[-_./](\d{1,4})(?:\.\w{2,5}|/)?$")
_ENDING = re.compile(r"(?:/|\.\w{2,5})$")
_NO_RECORD = re.compile(
    r"(?i)(?:^|[/=_-])(?:log-?(?:in|out)|sign-?in|dang-?(?:nhap|ky|xuat)|register|print|search|tim-kiem|rss|feed|captcha)(?=$|[/?.&])"
)
_SHOWN_FROM_ELSEWHERE = {"google.com", "office.com", "live.com", "sharepoint.com"}  # documents and calendars in a frame
_STILL_LOADING = re.compile(r"(?i)đang tải dữ liệu|đang tải\s*(?:\.\.\.|…)|loading\s*(?:\.\.\.|…)|\{\{.{1,80}?\}\}")


def is_off_route(url: URL) -> bool:
    """Sign-in, search, print, feeds: no place where anything is published."""
    return bool(_NO_RECORD.search(url.path_qs))


def is_further_page(link: Link, here: URL) -> bool:
    """Whether a link turns the page of the list it stands in: it says so (rel, a number from 2, ``Tiếp``, ``»``) and its address
    differs from this one's in nothing but a page. The days of a calendar are numbers too, but no pages."""
    url = link.url
    if url is None or host_of(url) != host_of(here) or not (link.next_page or _says_page(link)):
        return False
    if link.next_page:
        return True
    if is_variant(link, here):
        return bool(_PAGE_PATH.search(url.path)) or any(_PAGE_NAME.search(name) for name in url.query)
    numbered = _NUMBERED.search(url.path)  # khen-thuong_2.htm beside khen-thuong.htm
    if numbered is None or label_key(link.label).split()[-1:] != [numbered[1]]:
        return False
    return {_NUMBERED.sub("", url.path)} <= {_NUMBERED.sub("", here.path), _ENDING.sub("", here.path)}


def is_variant(link: Link, here: URL) -> bool:
    """Whether a link leads to another page, month or filter of the very list it stands in."""
    if link.url is None or host_of(link.url) != host_of(here):
        return False
    path, path_here = (_ENDING.sub("", _PAGE_PATH.sub("", u.path)) for u in (link.url, here))
    query, query_here = ({n: v for n, v in u.query.items() if not _PAGE_NAME.search(n)} for u in (link.url, here))
    return path == path_here and query_here.items() <= query.items()


def turns_by_script(link: Link) -> bool:
    """Whether only a script could turn the page (``__doPostBack`` and its kin)."""
    href = link.href.lower()
    paged = "__dopostback" in href or "page" in href or "trang" in href
    return link.url is None and link.place == "main" and _says_page(link) and paged and "calendar" not in href


def is_record(link: Link, here: URL) -> bool:
    """Whether a link of a list leads to a record: a file, or a page with a date in its row or a label as long as a title."""
    url = link.url
    if url is None or link.place != "main":
        return False
    if link.is_file:
        return domain_of(url) == domain_of(here)
    if not link.is_page or host_of(url) != host_of(here) or is_off_route(url):
        return False
    if not any(map(str.isalpha, link.label)):
        return False  # numbers turn pages and name days
    return link.dated is not None or len(link.label.split()) >= 4 or any(map(str.isdigit, link.label))


def is_shown_from_elsewhere(link: Link) -> bool:
    """Whether a frame shows a document or calendar of another host, which is not ours to read."""
    return link.framed and link.url is not None and domain_of(link.url) in _SHOWN_FROM_ELSEWHERE and "map" not in link.url.path


def is_still_loading(page: Page) -> bool:
    """Whether a page waits for a script to fill it."""
    return bool(_STILL_LOADING.search(page.text))


def _says_page(link: Link) -> bool:
    words = re.sub(r"^(?:trang|page) ", "", label_key(link.label))
    number = int(words) if re.fullmatch(r"\d{1,5}", words) else 0
    return number >= 2 or words in _NEXT_LABELS or link.label.strip() in _NEXT_MARKS
