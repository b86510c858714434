"""Captures in, rows and content-addressed bytes out; and back, where the bytes are still what they were."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from congkhai.monitor.models import RoundSite, StoredCapture
from congkhai.monitor.stored import to_json, via_of
from congkhai.records import Capture


def place_of(sha256: str) -> Path:
    """Where the bytes of that hash are kept."""
    return settings.VAR / "captures" / sha256[:2] / sha256[2:4] / sha256


def body_of(sha256: str) -> bytes | None:
    """The bytes of that hash; None where they are gone or damaged."""
    try:
        body = place_of(sha256).read_bytes()
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest() == sha256 else None


def keep_capture(site: RoundSite, capture: Capture) -> StoredCapture:
    """Keep one capture of the visit in hand: bytes first, whole or not at all, then the row. One that is kept already stays, unless
    its bytes are gone or damaged, and it was asked for anew."""
    if body_of(capture.sha256) is None:
        place = place_of(capture.sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix="new-", delete=False) as fresh:
            fresh.write(capture.body)
        Path(fresh.name).replace(place)
    seen = {
        "url": capture.url,
        "final_url": capture.final_url,
        "status": capture.status,
        "headers": to_json(capture.headers),
        "at": capture.at,
        "sha256": capture.sha256,
        "via": to_json(capture.via),
    }
    address = hashlib.sha256(capture.url.encode()).hexdigest()
    row, is_new = StoredCapture.objects.get_or_create(site=site, visit=site.visit, address=address, defaults=seen)
    if not is_new and body_of(row.sha256) is None:
        StoredCapture.objects.filter(pk=row.pk).update(**seen)
        row.refresh_from_db()
    return row


def kept_captures(site: RoundSite) -> Iterator[Capture]:
    """The captures of a site's last visit, in the order they were made. What is damaged is left out."""
    for row in site.captures.filter(visit=site.visit).order_by("pk"):
        body = body_of(row.sha256)
        if body is not None:
            yield capture_of(row, body, site.agency.slug)


def capture_of(row: StoredCapture, body: bytes, agency: str) -> Capture:
    """The capture that a row and its bytes stand for."""
    return Capture(row.url, row.final_url, row.status, row.headers, row.at, row.sha256, body, via_of(row.via), agency)


class Held(Mapping[str, Capture]):
    """Pages that need not be asked for again, by the address asked for. Bytes are read when a page is wanted."""

    def __init__(self) -> None:
        self._rows: dict[str, StoredCapture] = {}

    def hold(self, site: RoundSite) -> None:
        """A site's own pages, from a visit that was broken off; and good pages that this round has of others on its domain."""
        own = Q(site=site, visit=site.visit)
        beside = Q(site__round=site.round_id, site__domain=site.domain, status=200) & ~Q(site=site)
        for row in StoredCapture.objects.filter(own | beside).order_by("pk"):
            self.add(row)

    def add(self, row: StoredCapture) -> None:
        """One more page."""
        self._rows[row.url] = row

    def __getitem__(self, url: str) -> Capture:
        row = self._rows[url]
        body = body_of(row.sha256)
        if body is None:
            raise KeyError(url)
        return capture_of(row, body, "")

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
