"""The public rounds in; the lists of their pages for machines, and the feed of rounds, out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue
from congkhai.monitor.effective import Surveyed, surveyed
from congkhai.monitor.models import Round
from congkhai.monitor.public import addresses
from congkhai.monitor.public.page import of_round, public
from congkhai.monitor.public.told import figures_of, told
from congkhai.skin.addresses import absolute
from congkhai.skin.robots import told_to_robots

LANGUAGES = ("vi", "en")
NEWEST = 50  # rounds; both the feed and the maps stop there


def maps() -> list[str]:
    """Where the list of each public round's pages is, the newest first."""
    return [
        absolute(addresses.of("sitemap", slug, language="vi"))
        for slug in Round.objects.public().values_list("slug", flat=True)[:NEWEST]
    ]


@public
def index(request: HttpRequest) -> HttpResponse:
    """The list of lists, where this wing stands alone."""
    return render(request, "skin/sitemap_index.xml", {"paths": maps()}, content_type="application/xml")


@of_round
def sitemap(request: HttpRequest, round: Round) -> HttpResponse:
    """A round's pages in both languages: those of agencies too, but not of single verdicts, which those lead to."""
    survey = figures_of(round)
    figures = [one.finding.id for one in told(survey)] if survey else []
    entries = _entries(round, surveyed(round), figures)
    return render(request, "skin/sitemap.xml", {"entries": entries}, content_type="application/xml")


def _entries(round: Round, agencies: list[Surveyed], figures: list[str]) -> Iterator[tuple[str, datetime | None]]:
    for language in LANGUAGES:
        for page in ("front", "method", "rounds", "agencies"):
            yield absolute(addresses.of(page, language=language)), None
        for page in ("round", "matrix", "about", *(["letter"] if figures else [])):
            yield absolute(addresses.of(page, round.slug, language=language)), round.approved_at
        for figure in figures:
            yield absolute(addresses.of("figure", round.slug, figure, language=language)), round.approved_at
        for obligation in catalogue().asked(round.rules):
            yield absolute(addresses.of("obligation", round.slug, obligation, language=language)), round.approved_at
        for agency in agencies:
            yield absolute(addresses.of_agency(round, agency.slug, language=language)), round.approved_at


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What machines may read, where this wing stands alone."""
    return told_to_robots(absolute(addresses.of("sitemap-index", language="vi")))


@public
def feed(request: HttpRequest) -> HttpResponse:
    """The newest public rounds, for those who follow."""
    rounds = list(Round.objects.public().select_related("owner").order_by("-approved_at", "-pk")[:NEWEST])
    here = absolute(addresses.of("front"))
    atom = Atom1Feed(
        title=_("Openness observatory"),
        link=here,
        description=_("Rounds of survey"),
        language=get_language(),
        feed_url=absolute(addresses.of("feed")),
        feed_guid=here,
    )
    for one in rounds:
        opened = timezone.localtime(one.approved_at)
        atom.add_item(
            title=one.title,
            link=absolute(addresses.of("round", one.slug)),
            description=_("Surveyed on %(on)s by %(owner)s.") % {"on": f"{one.on:%d/%m/%Y}", "owner": one.owner.title},
            unique_id=f"tag:{urlsplit(settings.ADDRESS).hostname},{opened:%Y-%m-%d}:{one.slug}",
            pubdate=one.approved_at,
            updateddate=one.approved_at,
            author_name=one.owner.title,
        )
    response = HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    if rounds:
        response["Last-Modified"] = http_date(rounds[0].approved_at.timestamp())
    return response
