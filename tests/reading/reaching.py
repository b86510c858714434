"""What a page holds and how it was reached in; the Capture out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from congkhai.records import Capture, Via

AT = datetime.fromisoformat("2026-11-25T10:00:00+07:00")
URL = "https://khuoilan.gov.vn/trang"


def capture(
    body: str | bytes,
    url: str = URL,
    *,
    asked: str | None = None,
    content_type: str = "text/html; charset=utf-8",
    label: str = "",
    referrer: str | None = None,
    trail: Sequence[str] = (),
    declared_for: Sequence[str] = (),
    lead_for: Sequence[str] = (),
    status: int = 200,
    at: datetime = AT,
) -> Capture:
    """One answer of an invented province's site."""
    raw = body.encode() if isinstance(body, str) else body
    via = Via(label, referrer, tuple(trail), tuple(declared_for), tuple(lead_for))
    return Capture(asked or url, url, status, {"content-type": content_type}, at, hashlib.sha256(raw).hexdigest(), raw, via)


def page(title: str, content: str = "", *, head: str = "") -> str:
    """A plain page with a title and a menu."""
    menu = '<nav><a href="/">Trang chủ</a> <a href="/gioi-thieu">Giới thiệu</a></nav>'
    return f"<html><head><title>{title}</title>{head}</head><body>{menu}<main><h1>{title}</h1>{content}</main></body></html>"
