"""An agency in; its home page out: search, what people look for, the leaders' day, the newest of each group."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Count, Window
from django.db.models.functions import RowNumber
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
from congkhai.portal.public.page import Group, frame, fresh, groups_of, public
from congkhai.portal.public.records import in_language, open_records
from congkhai.portal.public.schedule import day_of
from congkhai.portal.public.shapes import is_timeless
from congkhai.portal.rules import asked_of, version_at
from congkhai.portal.selfcheck import kept
from congkhai.portal.words import COMPLETENESS
from congkhai.records import Timeliness
from congkhai.skin.grades import GLYPHS

OF_EACH_SECTION, OF_A_GROUP = 2, 3
FOREIGN = 6


@dataclass(frozen=True, slots=True)
class Newest:
    """A group of sections with its newest records, and how many there are."""

    group: Group
    records: list[Disclosure]
    total: int


def is_news(section: Obligation) -> bool:
    """Whether its records come one after the other. Those of a catalogue, and what is told of the agency itself, do not."""
    parts = version_at(section, timezone.localdate()).parts.values()
    return section.face is not Face.PROFILE and not (parts and all(is_timeless(part) for part in parts))


def newest(agency: Agency) -> list[Newest]:
    """The groups that hold anything, in the menu's order; in each the newest records, few of one section, so that none is drowned.
    The schedule stands on the page by itself. Four queries, however many the sections."""
    told = {
        group.id: [section.id for section in group.sections if section.face is not Face.CALENDAR and is_news(section)]
        for group in groups_of(agency)
    }
    records = in_language(open_records(agency).filter(obligation__in=chain.from_iterable(told.values())), get_language())
    totals = dict(records.order_by().values_list("obligation").annotate(Count("pk")))
    rank = Window(RowNumber(), partition_by="obligation", order_by=("-day", "-pk"))
    keys = list(records.alias(rank=rank).filter(rank__lte=OF_EACH_SECTION).order_by().values_list("pk", flat=True))
    first = list(open_records(agency).filter(pk__in=keys).prefetch_related("attachments__file"))
    found = [
        Newest(
            group,
            [record for record in first if record.obligation in told[group.id]][:OF_A_GROUP],
            sum(totals.get(section, 0) for section in told[group.id]),
        )
        for group in groups_of(agency)
    ]
    return [one for one in found if one.records]


def foreign(agency: Agency) -> list[Disclosure]:
    """On a page in another language than Vietnamese: what is written in it, who the agency is first."""
    language = get_language()
    if language == settings.LANGUAGE_CODE:
        return []
    about = [section.id for section in asked_of(agency) if section.face is Face.PROFILE]
    records = open_records(agency).filter(language=language, obligation__in=[section.id for section in asked_of(agency)])
    records = records.prefetch_related("attachments__file")
    first = list(records.filter(obligation__in=about).order_by("pk")[:FOREIGN])
    return first + list(records.exclude(obligation__in=about)[: FOREIGN - len(first)])


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
        foreign=foreign(agency),
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
