"""The facts of one page in; what machines are told of it, as Dublin Core, Open Graph and JSON-LD, out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from congkhai.skin.addresses import absolute

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
    picture: str = ""  # address of a picture to show with a link

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
            ("og:image", self.picture or absolute(static("skin/share.png"))),
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
