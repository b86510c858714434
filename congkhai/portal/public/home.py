"""An agency in; its home page out: search, what people look for, the leaders' day, the newest of each section."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Face, Obligation
from congkhai.portal.models import Disclosure
from congkhai.portal.public import addresses, metadata
from congkhai.portal.public.page import frame, fresh, public
from congkhai.portal.public.records import in_language, open_records
from congkhai.portal.public.schedule import day_of
from congkhai.portal.rules import asked_of
from congkhai.portal.selfcheck import kept
from congkhai.portal.words import COMPLETENESS, GLYPHS
from congkhai.records import Timeliness

NEWEST = 2


@dataclass(frozen=True, slots=True)
class Newest:
    """A section with its newest records."""

    section: Obligation
    records: list[Disclosure]
    total: int


def newest(agency: Agency) -> list[Newest]:
    """The sections that hold anything, in the rule set's order. The schedule stands on the page by itself."""
    language = get_language()
    totals = dict(in_language(open_records(agency), language).order_by().values_list("obligation").annotate(Count("pk")))
    return [
        Newest(
            section,
            list(
                in_language(open_records(agency).filter(obligation=section.id), language).prefetch_related("attachments__file")[
                    :NEWEST
                ]
            ),
            totals[section.id],
        )
        for section in asked_of(agency)
        if totals.get(section.id) and section.face is not Face.CALENDAR
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """How many sections reach each grade, how many are late and how many of those by a limit of ours; the discs in the sections'
    order: what they say is said in words beside them."""

    grades: list[tuple[int, Any]]
    late: int
    late_by_ours: int
    discs: list[tuple[str, bool]]


def told(agency: Agency, on: date) -> Told | None:
    """The judge's verdicts on this portal, in short; None until the clock has judged it, or if nothing is asked of the agency."""
    checked = kept(agency, on)
    verdicts = [verdict for verdict in checked.verdicts.values() if verdict.completeness in GLYPHS] if checked else []
    if not verdicts:
        return None
    grades = Counter(verdict.completeness for verdict in verdicts)
    late = [verdict for verdict in verdicts if verdict.timeliness is Timeliness.LATE]
    return Told(
        grades=[(grades[grade], COMPLETENESS[grade]) for grade in GLYPHS if grades[grade]],
        late=len(late),
        late_by_ours=sum(verdict.proxy for verdict in late),
        discs=[(GLYPHS[verdict.completeness], verdict in late) for verdict in verdicts],
    )


def show(request: HttpRequest, agency: Agency) -> HttpResponse:
    calendar = next((section for section in asked_of(agency) if section.face is Face.CALENDAR), None)
    today = timezone.localdate()
    return frame(
        request,
        agency,
        "home.html",
        canonical=addresses.absolute(addresses.of("home", agency.slug)),
        metadata=metadata.of_agency(agency, get_language()),
        newest=newest(agency),
        calendar=calendar,
        today=today,
        told=told(agency, today),
        entries=day_of(agency, calendar, today) if calendar else (),
    )


home = public(show)


@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """The agencies of this installation; where there is but one, its home."""
    agencies = list(Agency.objects.filter(portal=True).select_related("parent"))
    if len(agencies) == 1:
        return home(request, agency=agencies[0].slug)
    if not agencies:
        raise Http404
    return fresh(request, render(request, "portal/public/front.html", {"agencies": agencies}))
