"""What the templates of the public site say: where a page is, how a value reads, which files there are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from congkhai.agencies.law import said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Face, FieldType
from congkhai.portal.models import Disclosure
from congkhai.portal.public import addresses
from congkhai.portal.public.amounts import amount
from congkhai.portal.public.periods import period_in_words
from congkhai.portal.public.pictures import pictures_of
from congkhai.portal.public.records import files_of
from congkhai.portal.public.shapes import TELEPHONE
from congkhai.portal.rules import called, find_obligation, find_part
from congkhai.portal.shown import Shown, shown

register = template.Library()
register.simple_tag(addresses.of, name="address")
register.simple_tag(addresses.of_section, name="section_address")
register.simple_tag(addresses.of_record, name="record_address")
register.simple_tag(addresses.of_file, name="file_address")
register.filter(amount)


@register.filter
def part_title(record: Disclosure) -> str:
    """The title of the record's part."""
    part = find_part(record.obligation, record.part, timezone.localdate())
    return said(part.title) if part else ""


@register.filter
def section_title(record: Disclosure) -> str:
    """The title of the record's section."""
    section = find_obligation(record.obligation)
    return said(section.title) if section else ""


@register.filter
def nil_words(record: Disclosure) -> str:
    """Quý III/2026, Xử phạt: không phát sinh."""
    period = period_in_words(record.period_from, record.period_until)
    return _("%(period)s, %(part)s: nothing arose.") % {"period": period, "part": part_title(record)}


@register.filter
def first_text(record: Disclosure) -> str:
    """What the record says first at any length; its summary where it says nothing so."""
    return next((one.words for one in shown(record) if one.rule.type is FieldType.LONG_TEXT and one.words), record.summary)


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a rows field that hold anything; the rows' cells with their columns' titles, and the document that the row
    names, if it can be read here."""

    titles: list[str]
    rows: list[tuple[list[tuple[str, str]], Disclosure | None]]


@register.simple_tag
def rows_table(field: Shown, documents: Mapping[str, Sequence[Disclosure | None]] | None = None) -> Table:
    """A field's rows as a table that a telephone shows as cards; of a list of documents with those that it leads to."""
    titles = [said(column.title) for column in field.rule.columns]
    used = [place for place in range(len(titles)) if any(row[place] for row in field.rows)]
    cells = [[(titles[place], row[place]) for place in used] for row in field.rows]
    leads = (documents or {}).get(field.rule.name) or [None] * len(cells)
    return Table([titles[place] for place in used], list(zip(cells, leads, strict=True)))


@register.filter
def title_or_nil(record: Disclosure) -> str:
    """The record's title; of a nil return, what it states."""
    return nil_words(record) if record.nil_return else record.title


def links_of(field: Shown, *, short: bool = False) -> list[tuple[str, str]]:
    """Addresses and words of what a telephone can call, a mailbox can be written to, or a browser can open; an empty address for
    what among it is none of these. ``short``: of a web address the host alone."""
    words = field.words
    if field.rule.type is FieldType.LINK and words:
        return [(words, (urlsplit(words).hostname or words) if short else words)]
    if field.rule.type is not FieldType.TEXT:
        return []
    if any(_MAILBOX.fullmatch(one) for one in _several(words)):
        return [(f"mailto:{one}" if _MAILBOX.fullmatch(one) else "", one) for one in _several(words)]
    if called(field.rule, TELEPHONE):
        return [(f"tel:{re.sub('[^+0-9]', '', one)}" if _CALLABLE.fullmatch(one) else "", one) for one in _several(words)]
    return []


_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CALLABLE = re.compile(r"\+?[(0-9][0-9 ().-]{6,}")


def _several(words: str) -> list[str]:
    return [one for one in (part.strip() for part in re.split(r"[,;]", words)) if one]


@register.inclusion_tag("portal/public/value.html")
def value(field: Shown, *, short: bool = False) -> dict[str, Any]:
    """A field as its type is best read."""
    return {
        "field": field,
        "type": field.rule.type.value,
        "long": field.rule.type is FieldType.LONG_TEXT,
        "links": links_of(field, short=short),
    }


@register.inclusion_tag("portal/public/thumbnail.html")
def thumbnail(record: Disclosure, agency: Agency) -> dict[str, Any]:
    """The first picture of what is read for its text, small. Its own words stand for it, none where the title beside it says the
    same."""
    section = find_obligation(record.obligation)
    told = section is not None and section.face is Face.PLAIN
    picture = next(iter(pictures_of(files_of(record))), None) if told else None
    if picture is None:
        return {}
    words = picture.words if picture.words != record.title else ""
    source = addresses.of("small", agency.slug, record.pk, picture.attachment.pk, language="vi")
    return {"source": source, "words": words, "foreign": record.language if record.language != get_language() else ""}


@register.inclusion_tag("portal/public/files.html")
def files(record: Disclosure, agency: Agency, *, linked: bool = False) -> dict[str, Any]:
    """PDF, 412 KB; or how many files there are. ``linked`` leads to the one file, or to the record where they all stand."""
    found = files_of(record)
    return {"record": record, "agency": agency, "files": found, "first": found[0] if found else None, "linked": linked}
