"""A query in; the page of an agency's records that hold its words out."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Obligation
from congkhai.portal.models import Disclosure
from congkhai.portal.public.page import frame, public
from congkhai.portal.public.records import open_records
from congkhai.portal.rules import asked_of
from congkhai.search.find import LONGEST_QUERY, Hit, find


@dataclass(frozen=True, slots=True)
class Found:
    """A hit and the record it points to."""

    hit: Hit
    record: Disclosure
    section: Obligation


@public
def search(request: HttpRequest, agency: Agency) -> HttpResponse:
    words = " ".join(request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", "").split())
    sections = {section.id: section for section in asked_of(agency)}
    section = sections.get(request.GET.get("muc", ""))
    number = request.GET.get("trang", "")
    results = find(
        words,
        agency=agency.pk,
        section=section and section.id,
        language=get_language(),
        page=int(number) if number.isdecimal() and len(number) < 9 else 1,
    )
    # Asked again of the records themselves: should the index ever lag behind, nothing is shown that may not be.
    records = (
        open_records(agency).filter(pk__in=[hit.record for hit in results.hits]).prefetch_related("attachments__file").in_bulk()
    )
    return frame(
        request,
        agency,
        "search.html",
        words=words,
        chosen=section,
        sections=sections.values(),
        results=results,
        found=[
            Found(hit, records[hit.record], catalogue().obligations[hit.section]) for hit in results.hits if hit.record in records
        ],
    )
