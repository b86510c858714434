"""What the templates of the public site say: where a page is, how a value reads, which files there are."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.agencies.law import said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import FieldType
from congkhai.portal.models import Disclosure
from congkhai.portal.public import addresses
from congkhai.portal.public.periods import period_in_words
from congkhai.portal.public.records import files_of
from congkhai.portal.rules import find_part
from congkhai.portal.shown import Shown

register = template.Library()
register.simple_tag(addresses.of, name="address")
register.simple_tag(addresses.of_section, name="section_address")
register.simple_tag(addresses.of_record, name="record_address")
register.simple_tag(addresses.of_file, name="file_address")


@register.filter
def part_title(record: Disclosure) -> str:
    """The title of the record's part."""
    part = find_part(record.obligation, record.part, timezone.localdate())
    return said(part.title) if part else ""


@register.filter
def nil_words(record: Disclosure) -> str:
    """Quý III/2026, Xử phạt: không phát sinh."""
    period = period_in_words(record.period_from, record.period_until)
    return _("%(period)s, %(part)s: nothing arose.") % {"period": period, "part": part_title(record)}


@register.inclusion_tag("portal/public/value.html")
def value(field: Shown) -> dict[str, Any]:
    """A field as its type is best read."""
    return {"field": field, "type": field.rule.type.value, "long": field.rule.type is FieldType.LONG_TEXT}


@register.inclusion_tag("portal/public/files.html")
def files(record: Disclosure, agency: Agency, *, linked: bool = False) -> dict[str, Any]:
    """PDF, 412 KB; or how many files there are. ``linked`` leads to the one file, or to the record where they all stand."""
    found = files_of(record)
    return {"record": record, "agency": agency, "files": found, "first": found[0] if found else None, "linked": linked}
