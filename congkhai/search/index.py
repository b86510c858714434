"""A record's plain values in, a row of the index out, and the way back."""

from __future__ import annotations

from datetime import date

from congkhai import text
from congkhai.search.models import Indexed
from congkhai.search.words import exact, folded, number_key

LONGEST = 200_000  # characters of a text that are searched: PostgreSQL refuses a row whose different words exceed 1 MB


def put(
    kind: str,
    record: int,
    *,
    agency: int,
    section: str,
    language: str,
    title: str,
    body: str,
    number: str = "",
    on: date | None = None,
) -> None:
    """Make a record findable, or findable by its new words. ``kind`` is ``app.model``, ``record`` its key, ``agency`` the agency's,
    ``section`` an obligation's id; ``title``, ``body`` plain text that anyone may read; ``on`` orders matches of one rank."""
    title, body = (text.nfc(written).replace("\0", "") for written in (title, body))
    named = f"{number} {title}"
    shown = " ".join(body.split())
    searched = exact(shown[:LONGEST])
    Indexed.objects.update_or_create(
        kind=kind,
        record=record,
        defaults={
            "agency_id": agency,
            "section": section,
            "language": language,
            "title": title,
            "body": shown,
            "number_key": number_key(number),
            "on": on,
            "title_exact": exact(named),
            "title_folded": folded(named),
            "body_exact": searched,
            "body_folded": text.fold(searched),
        },
    )


def remove(kind: str, record: int) -> None:
    """Make a record unfindable. Nothing happens if it already is."""
    Indexed.objects.filter(kind=kind, record=record).delete()
