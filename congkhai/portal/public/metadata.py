"""A page in; what machines are told about it out: one map of facts for Dublin Core, Open Graph and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from congkhai.agencies.law import said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Face, FieldType, Obligation
from congkhai.portal.models import Disclosure
from congkhai.portal.public import addresses
from congkhai.portal.public.records import files_of
from congkhai.portal.rules import find_part
from congkhai.portal.shown import shown

LONGEST_DESCRIPTION = 300
SCHEMA_TYPES = {Face.CALENDAR: "Schedule", Face.ANSWERS: "QAPage", Face.DOCUMENTS: "DigitalDocument"}
# A data block is not run, but its text must not end it: json.dumps leaves these letters as they are.
_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said of one page. ``day`` is the document's own, ``published`` and ``changed`` are this site's."""

    title: str
    description: str
    creator: str
    publisher: str
    identifier: str
    language: str
    type: str
    day: date | None = None
    number: str = ""
    subject: str = ""
    published: datetime | None = None
    changed: datetime | None = None
    files: Sequence[tuple[str, str]] = ()  # address, type

    @property
    def dublin_core(self) -> list[tuple[str, str]]:
        """Names and contents of the ``DC.*`` elements; those that Circular 24/2011 requires first (law: portal metadata)."""
        when = self.day or (self.published and timezone.localtime(self.published).date())
        told = [
            ("DC.title", self.title),
            ("DC.creator", self.creator),
            ("DC.date", when.isoformat() if when else ""),
            ("DC.description", self.description),
            ("DC.publisher", self.publisher),
            ("DC.identifier", self.identifier),
            ("DC.language", self.language),
            ("DC.subject", self.subject),
        ]
        return [(name, content) for name, content in told if content]

    @property
    def open_graph(self) -> list[tuple[str, str]]:
        told = [
            ("og:title", self.title),
            ("og:description", self.description),
            ("og:type", "article" if self.published else "website"),
            ("og:url", self.identifier),
            ("og:site_name", self.publisher),
            ("og:locale", "en_GB" if self.language == "en" else "vi_VN"),
            ("og:image", addresses.absolute(static("skin/share.png"))),
            ("article:published_time", self.published.isoformat() if self.published else ""),
            ("article:modified_time", self.changed.isoformat() if self.changed else ""),
        ]
        return [(name, content) for name, content in told if content]

    @property
    def json_ld(self) -> SafeString:
        """The text of a ``application/ld+json`` block."""
        told: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": self.type,
            "@id": self.identifier,
            "url": self.identifier,
            "name": self.title,
            "description": self.description,
            "inLanguage": self.language,
            "identifier": self.number,
            "about": self.subject,
            "dateCreated": self.day.isoformat() if self.day else "",
            "datePublished": self.published.isoformat() if self.published else "",
            "dateModified": self.changed.isoformat() if self.changed else "",
            "creator": {"@type": "GovernmentOrganization", "name": self.creator},
            "publisher": {"@type": "GovernmentOrganization", "name": self.publisher},
            "encoding": [{"@type": "MediaObject", "contentUrl": url, "encodingFormat": kind} for url, kind in self.files],
        }
        text = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
        return mark_safe(text.translate(_UNSAFE))  # noqa: S308  no letter is left that HTML would read


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_DESCRIPTION else f"{words[:LONGEST_DESCRIPTION].rpartition(' ')[0]} …"


def of_record(record: Disclosure, agency: Agency, section: Obligation) -> Metadata:
    """A record anyone may read. Its creator is the agency that its fields say issued it."""
    fields = shown(record)
    issuer = next((one.words for one in fields if one.rule.type is FieldType.AGENCY and one.words), agency.title)
    part = find_part(record.obligation, record.part, timezone.localdate())
    described = record.summary or strip_tags(record.body.replace("<", " <"))
    described = described or next((one.words for one in fields if one.rule.type is FieldType.LONG_TEXT and one.words), record.title)
    return Metadata(
        title=record.title,
        description=_shortened(described),
        creator=issuer,
        publisher=agency.title,
        identifier=addresses.absolute(addresses.of_record(record, agency)),
        language=record.language,
        type=SCHEMA_TYPES.get(section.face, "CreativeWork"),
        day=record.duty_on or record.period_from,
        number=record.number,
        subject=said(part.title) if part else said(section.title),
        published=record.first_published_at,
        changed=record.last_published_at,
        files=[
            (addresses.absolute(addresses.of_file(record, agency, attachment)), attachment.file.content_type)
            for attachment in files_of(record)
        ],
    )


def of_section(agency: Agency, section: Obligation, language: str) -> Metadata:
    """A section's list."""
    return Metadata(
        title=said(section.title),
        description=said(section.summary),
        creator=agency.title,
        publisher=agency.title,
        identifier=addresses.absolute(addresses.of_section(agency, section)),
        language=language,
        type="CollectionPage",
        subject=said(section.title),
    )


def of_agency(agency: Agency, language: str) -> Metadata:
    """An agency's home page."""
    return Metadata(
        title=agency.title,
        description=gettext("What %(agency)s makes public, as the law asks.") % {"agency": agency.title},
        creator=agency.title,
        publisher=agency.title,
        identifier=addresses.absolute(addresses.of("home", agency.slug)),
        language=language,
        type="WebSite",
    )
