"""A record in; the search index brought into line with it: what the public may read of it, its files' words too, or nothing."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.html import strip_tags
from django_tasks import task

from congkhai.files.models import StoredFile
from congkhai.files.reading import known_texts, read_text
from congkhai.portal.shown import shown
from congkhai.search.index import put, remove


def tell_search(record: Any) -> None:
    """Put a live record's public words into the index; take out a record that is not live. Files that were never read before are
    read in the background, and their words follow."""
    if not record.live:
        remove(record._meta.label_lower, record.pk)
        return
    words = [record.summary, strip_tags(record.body.replace("<", " <"))]
    for field in shown(record):
        words += [field.words, *(cell for row in field.rows for cell in row)]
    attachments = list(record.attachments.select_related("file").exclude(field__in=record.withheld))
    words += [attachment.title or attachment.file.name for attachment in attachments]
    texts = known_texts(attachment.file for attachment in attachments)
    words += texts.values()
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
    if any(attachment.file.sha256 not in texts for attachment in attachments):
        transaction.on_commit(lambda: read_files.enqueue(record.pk))


@task
def read_files(pk: int) -> None:
    """Read the files of a record that is public, and make it findable by what they say."""
    record = apps.get_model("portal", "Disclosure").objects.filter(pk=pk, live=True).first()
    if record is None:
        return
    files = StoredFile.objects.filter(pk__in=record.attachments.exclude(field__in=record.withheld).values("file"))
    known = known_texts(files)
    for file in files:
        if file.sha256 not in known:
            known[file.sha256] = read_text(file)
    tell_search(record)
