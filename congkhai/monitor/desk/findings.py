"""A machine's verdict and the stored pages of its site in; what was found and where it was looked for, each with its page, out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from congkhai.catalogue.obligation import Version
from congkhai.monitor.desk.harmless import MARK
from congkhai.monitor.desk.stored_page import LONGEST_LABEL
from congkhai.monitor.models import RoundSite, StoredCapture
from congkhai.monitor.shown import Place, Row, grouped, places_of, rows_of
from congkhai.records import Verdict

MOST = 30  # records shown; a reviewer decides by a few


@dataclass(frozen=True, slots=True)
class Kept:
    """A row or a place with the address of its ``page`` as it was stored, the label marked, and of the ``file`` to be saved; empty
    where no bytes are kept, or they are no page."""

    what: Row | Place
    page: str = ""
    file: str = ""


class Stored:
    """The site's captures that a verdict speaks of, found by content or by address. One query."""

    def __init__(self, site: RoundSite, verdict: Verdict) -> None:
        self._site = site
        addresses = {seen.url for seen in verdict.evidence} | {place.url for place in verdict.looked} | {site.home}
        hashes = {seen.sha256 for seen in verdict.evidence} - {""}
        rows = site.captures.filter(Q(sha256__in=hashes) | Q(url__in=addresses) | Q(final_url__in=addresses)).order_by(
            "visit", "pk"
        )
        self._by: dict[str, StoredCapture] = {}
        for row in rows:
            self._by |= {row.sha256: row, row.url: row, row.final_url: row}

    def of(self, *keys: str) -> StoredCapture | None:
        """The capture with one of these hashes or addresses, the newest if there are several."""
        return next((self._by[key] for key in keys if key in self._by), None)

    def page(self, capture: StoredCapture | None, label: str = "") -> str:
        """Where it is shown, at the label."""
        if capture is None or not looks_like_a_page(capture):
            return ""
        where = reverse("rounds:stored-page", args=[self._site.round.slug, capture.pk])
        return f"{where}?{urlencode({'tim': label[:LONGEST_LABEL]})}#{MARK}" if label else where

    def file(self, capture: StoredCapture | None) -> str:
        """Where it is saved from."""
        return reverse("rounds:stored-file", args=[self._site.round.slug, capture.pk]) if capture else ""

    @property
    def home(self) -> str:
        """Where the home page is shown."""
        return self.page(self.of(self._site.home))


def looks_like_a_page(capture: StoredCapture) -> bool:
    """Whether its server called it a page. What is none after all says so when it is opened."""
    kind = str(capture.headers.get("content-type", "")).lower()
    return not kind or "html" in kind or kind.startswith("text/plain")


def found(verdict: Verdict, version: Version | None, stored: Stored) -> tuple[list[Kept], int]:
    """What was found, what is late first, then the newest; and how much more there is."""
    groups = grouped(verdict)
    kept = []
    for group, row in zip(groups, rows_of(verdict, version, groups[:MOST]), strict=False):
        # A record that is a file cannot be shown; the list that it stands in can.
        pages = (stored.page(stored.of(seen.sha256, seen.url), seen.label) for seen in (row.best, *group))
        kept.append(Kept(row, next(filter(None, pages), ""), stored.file(stored.of(row.best.sha256, row.best.url))))
    return kept, max(0, len(groups) - MOST)


def looked(verdict: Verdict, stored: Stored) -> list[Kept]:
    """Where it was looked for in vain."""
    return [Kept(place, stored.page(stored.of(place.looked.url), place.looked.label)) for place in places_of(verdict)]
