"""A page in; whether anything is there: content, nothing, a notice that it is yet to come, or an error with a friendly face."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from congkhai.reading.page import Page, PageState
from congkhai.records import Capture
from congkhai.text import fold, label_key

_SHORT = 600  # characters: an error or a notice says little else
_LEAST = 30
_ERROR = re.compile(
    r"(?:khong tim thay (?:trang|noi dung|bai viet|duong dan|tai nguyen|du lieu ban yeu cau)|(?:trang|noi dung|bai viet"
    r"|duong dan|lien ket)(?: web)?(?: nay)?(?: (?:ban|quy vi|ma ban))?"
    r"(?: (?:yeu cau|tim kiem|truy cap|dang tim|can tim|tim))?(?: hien)?(?: da)? (?:khong ton tai|khong con ton tai"
    r"|bi xoa|da bi xoa|khong kha dung)|page not found|error 404|404 not found"
    r"|not found|this page isn t available|the page cannot be found|da co loi xay ra|loi he thong|loi 404"
    r"|he thong dang bao tri|website dang bao tri|server error|access denied"
    r"|khong co quyen truy cap)"
)
_PLACEHOLDER = re.compile(
    r"(?:.{0,60}\b(?:dang|se)(?: duoc)?(?: tiep tuc)? (?:cap nhat|xay dung|hoan thien|bo sung)\b.{0,40}|(?:noi dung"
    r"|thong tin|du lieu|chuyen muc)? ?(?:dang )?cho cap nhat|coming soon|under construction"
    r"|(?:hien )?chua co (?:du lieu|noi dung|thong tin|bai viet|lich|tin)\b.{0,60}|.{0,30}chua duoc cap nhat.{0,30}|updating)"
)
_NOTHING = re.compile(
    r"(?:(?:hien )?khong (?:co|tim thay) (?:du lieu|ban ghi|ket qua|bai viet|noi dung|tin|van ban|thong tin|muc"
    r"|lich)\b.{0,60}|no (?:data|records?|results?|items?)\b.{0,60}"
    r"|there are no items to show.{0,80}|tong so 0 .{0,40}|0 (?:ket qua|ban ghi|van ban).{0,40})"
)
_HOME = re.compile(r"(?i)/?(?:(?:index|default|home|trang-chu)(?:\.(?:html?|aspx?|php))?|vi|vi-vn|portal|web/guest(?:/home)?)?/?")


def prose(page: Page) -> list[str]:
    """The lines that are more than the title, a link or a crumb: what the page itself says."""
    known = {link.text for link in page.links} | {page.title, page.site, *page.trail}
    return [line for line in page.lines if line not in known]


def state_of(page: Page, capture: Capture, said: Sequence[str]) -> PageState:
    """What stands at the address; ``said`` is the page's prose. A page taken away often ends at the home page, or on an error page
    that says 200."""
    if page.is_file:
        return PageState.CONTENT
    asked, got = urlsplit(capture.url), urlsplit(capture.final_url)
    sent_home = not got.query and _HOME.fullmatch(got.path) and not (_HOME.fullmatch(asked.path) and not asked.query)
    if capture.status >= 400 or sent_home or "aspxerrorpath" in capture.final_url:
        return PageState.SOFT_ERROR
    length = sum(map(len, said))
    if length > _SHORT:
        return PageState.CONTENT
    keys = [label_key(line) for line in said]
    if _ERROR.search(label_key(page.title)) or any(_ERROR.search(key) for key in keys):
        return PageState.SOFT_ERROR
    if page.items or page.tables or page.files or page.pictures:
        return PageState.CONTENT
    if any(_PLACEHOLDER.fullmatch(key) for key in keys):
        return PageState.PLACEHOLDER
    if length < _LEAST or any(_NOTHING.fullmatch(key) for key in keys):
        return PageState.EMPTY
    return PageState.CONTENT


# --- totals and nil returns -------------------------------------------------------------------------

_UNIT = (
    r"(?:ban ghi|ket qua|van ban|muc tin|tin bai|bai viet|quyet dinh|de tai|nhiem vu|du an|cau hoi|kien nghi|phan anh"
    r"|y kien|ho so|quy hoach|do an|giay phep|tai lieu|"
    r"chuong trinh|ke hoach|records?|results?|items?)"
)
_TOTAL = re.compile(
    rf"(?:tong(?: so| cong)?|tim thay|tim duoc|co(?: tat ca| tong cong)?|total"
    rf"|found)\s*(?:so\s*)?(?:{_UNIT}\s*)?:?\s*(?P<a>\d[\d.,]*)\s*{_UNIT}"
    rf"|tong so\s+{_UNIT}\s*:?\s*(?P<b>\d[\d.,]*)(?!\s*/)"
    rf"|(?:hien thi|ket qua|ban ghi)\s*:?\s*\d+\s*-\s*\d+\s*(?:/|tren|trong|cua)\s*(?:tong so\s*)?(?P<c>\d[\d.,]*)"
)


_COUNTING = ("ổng", "ỔNG", "ìm ", "iển thị", "ết quả", "ản ghi", "otal", "ound", "Có ")


def declared_total(lines: Sequence[str]) -> int | None:
    """The number of records that a list says it holds: ``Tổng số: 631 bản ghi``, ``Tìm thấy 1.284 kết quả``, ``Hiển thị 1 - 10
    trong 631``. A counter of visits is none, since it counts no records."""
    near = [line for line in (*lines[:60], *lines[60:][-40:]) if len(line) < 200]  # above or below the list
    text = "\n".join(near)
    words = [word for word in _COUNTING if word in text]
    for line in near if words else ():
        if any(word in line for word in words) and (match := _TOTAL.search(fold(line).replace("–", "-"))):
            return int(re.sub(r"\D", "", match["a"] or match["b"] or match["c"]))
    return None


_NIL = re.compile(
    r"\b(?:khong|chua)(?: co)?(?: (?!phat sinh)\S+){0,14} phat sinh\b|\bkhong phat sinh\b|\bkhong co (?:truong hop"
    r"|to chuc|ca nhan|kien nghi|quyet dinh)\b[^.]{0,80}\b(?:nao|trong (?:quy|thang|nam|ky))"
)


def nil_statements(said: Sequence[str]) -> list[str]:
    """The sentences that say nothing arose: ``Trong quý III/2026 không phát sinh …``."""
    lines = [line for line in said if any(word in line for word in ("hông", "hưa", "HÔNG", "HƯA"))]
    sentences = [s for line in lines for s in re.split(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])", line)]
    return [s for s in sentences if len(s) <= 400 and _NIL.search(fold(s))]
