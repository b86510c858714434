"""What anyone may read in; the lists of it for machines and for people out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail import hooks

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.portal.public import addresses
from congkhai.portal.public.page import frame, fresh, groups_of, public
from congkhai.portal.public.records import open_records
from congkhai.portal.rules import asked_of, parts_of, version_at
from congkhai.skin.robots import told_to_robots

PER_FILE = 10_000  # the protocol allows 50,000 addresses and 50 MB
LANGUAGES = ("vi", "en")


def _files(agency: Agency) -> Paginator:
    fields = ("pk", "slug", "obligation", "part", "language", "last_published_at")
    known = catalogue().obligations
    return Paginator(open_records(agency).filter(obligation__in=known).order_by("pk").only(*fields), PER_FILE)


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """The list of lists: one or more for each agency, and those of the other wing."""
    names = [(agency, number) for agency in Agency.objects.filter(portal=True) for number in _files(agency).page_range]
    paths = [addresses.absolute(addresses.of("sitemap", agency.slug, number, language="vi")) for agency, number in names]
    paths += [path for maps in hooks.get_hooks("public_maps") for path in maps()]
    return fresh(request, render(request, "skin/sitemap_index.xml", {"paths": paths}, content_type="application/xml"))


@require_safe
def addresses_of(request: HttpRequest, agency: str, number: int) -> HttpResponseBase:
    """One list: with the first, the pages that are not records."""
    of = get_object_or_404(Agency, slug=agency, portal=True)
    files = _files(of)
    if number not in files.page_range:
        raise Http404

    def entries() -> Iterator[tuple[str, datetime | None]]:
        for language in LANGUAGES if number == 1 else ():
            for page in ("home", "site-map", "law", "law-changes", "law-clauses"):
                yield addresses.of(page, of.slug, language=language), None
            for section in asked_of(of):
                yield addresses.of_section(of, section, language=language), None
                yield addresses.of_section(of, section, page="section-law", language=language), None
        for record in files.page(number):
            yield addresses.of_record(record, of, language=record.language), record.last_published_at

    context = {"entries": ((addresses.absolute(path), changed) for path, changed in entries())}
    return fresh(request, render(request, "skin/sitemap.xml", context, content_type="application/xml"))


@public
def site_map(request: HttpRequest, agency: Agency) -> HttpResponse:
    """For people: every section with its parts."""
    today = timezone.localdate()
    parts = {section.id: parts_of(version_at(section, today), agency) for section in asked_of(agency)}
    tree = [(group, [(section, parts[section.id]) for section in group.sections]) for group in groups_of(agency)]
    return frame(request, agency, "site_map.html", tree=tree)


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    return fresh(request, told_to_robots(addresses.absolute(addresses.of("sitemap-index", language="vi"))))
