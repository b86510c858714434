"""What a page is of in; its address out, in the language of the request or in a given one."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.urls import reverse
from django.utils import translation

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Obligation
from congkhai.portal.models import Attachment, Disclosure
from congkhai.skin.addresses import absolute as absolute


def of(page: str, *args: Any, language: str | None = None) -> str:
    """The path of a page of the public site, called by its name in portal/urls.py."""
    with translation.override(language) if language else nullcontext():
        return reverse(f"portal:{page}", args=args)


def of_section(agency: Agency, obligation: Obligation, *, page: str = "section", language: str | None = None) -> str:
    """Where a section is, or one of its pages (``section-law``, ``section-feed``, ``section-calendar``)."""
    return of(page, agency.slug, obligation, language=language)


def of_record(record: Disclosure, agency: Agency, *, language: str | None = None) -> str:
    """Where a record is read."""
    return of(
        "record", agency.slug, catalogue().obligations[record.obligation], record.pk, record.slug or record.part, language=language
    )


def of_file(record: Disclosure, agency: Agency, attachment: Attachment) -> str:
    """Where a record's file is fetched: one address in both languages."""
    return of("file", agency.slug, record.pk, attachment.pk, attachment.file.name, language="vi")
