"""A record in; the search index brought into line with it: what the public may read of it, or nothing."""

from __future__ import annotations

from typing import Any

from django.utils.html import strip_tags

from congkhai.portal.shown import shown
from congkhai.search.index import put, remove


def tell_search(record: Any) -> None:
    """Put a live record's public words into the index; take out a record that is not live."""
    if not record.live:
        remove(record._meta.label_lower, record.pk)
        return
    words = [record.summary, strip_tags(record.body.replace("<", " <"))]
    for field in shown(record):
        words += [field.words, *(cell for row in field.rows for cell in row)]
    files = record.attachments.select_related("file").exclude(field__in=record.withheld)
    words += [attachment.title or attachment.file.name for attachment in files]
    put(
        record._meta.label_lower,
        record.pk,
        agency=record.agency_id,
        section=record.obligation,
        language=record.language,
        title=record.title,
        body=" · ".join(filter(None, words)),
        number=record.number,
        on=record.duty_on or record.period_from,
    )
