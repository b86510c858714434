"""Stored pages for tests: bytes kept as a visit would have kept them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from congkhai.monitor.captures import keep_capture
from congkhai.monitor.models import Round, StoredCapture
from congkhai.records import Capture

HOME = "https://tinh.example/"


def stored(
    round: Round, body: bytes | str, url: str = HOME, content_type: str = "text/html; charset=utf-8", **given: Any
) -> StoredCapture:
    """One response of the round's first site."""
    content = body.encode() if isinstance(body, str) else body
    capture = Capture(
        **{
            "url": url,
            "final_url": url,
            "status": 200,
            "headers": {"content-type": content_type},
            "at": datetime(2026, 11, 25, 3, tzinfo=UTC),
            "sha256": hashlib.sha256(content).hexdigest(),
            "body": content,
            **given,
        }
    )
    return keep_capture(round.sites.select_related("agency", "round").order_by("pk")[0], capture)
