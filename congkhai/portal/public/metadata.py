"""A page in; what machines are told about it out: one map of facts for Dublin Core, Open Graph and JSON-LD."""

from __future__ import annotations

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext

from congkhai.agencies.law import said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Face, FieldType, Obligation
from congkhai.portal.models import Disclosure
from congkhai.portal.public import addresses
from congkhai.portal.public.pictures import KINDS as PICTURES
from congkhai.portal.public.records import files_of
from congkhai.portal.rules import find_part
from congkhai.portal.shown import shown
from congkhai.skin.metadata import Metadata

LONGEST_DESCRIPTION = 300
SCHEMA_TYPES = {Face.CALENDAR: "Schedule", Face.ANSWERS: "QAPage", Face.DOCUMENTS: "DigitalDocument"}


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_DESCRIPTION else f"{words[:LONGEST_DESCRIPTION].rpartition(' ')[0]} …"


def of_record(record: Disclosure, agency: Agency, section: Obligation) -> Metadata:
    """A record anyone may read. Its creator is the agency that its fields say issued it."""
    fields = shown(record)
    issuer = next((one.words for one in fields if one.rule.type is FieldType.AGENCY and one.words), agency.title)
    part = find_part(record.obligation, record.part, timezone.localdate())
    described = record.summary or strip_tags(record.body.replace("<", " <"))
    read = (one.in_line for one in fields if one.rule.type is FieldType.LONG_TEXT or one.rule.lists_documents)
    described = described or next(filter(None, read), record.title)
    files = [
        (addresses.absolute(addresses.of_file(record, agency, attachment)), attachment.file.content_type)
        for attachment in files_of(record)
    ]
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
        files=files,
        picture=next((address for address, kind in files if kind in PICTURES), ""),
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
