"""One agency of a public round in; all that holds of it, and each verdict with its evidence, out."""

from __future__ import annotations

from collections import defaultdict

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue, said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Obligation
from congkhai.monitor.effective import all_effective
from congkhai.monitor.models import Round, RoundSite, StoredVerdict
from congkhai.monitor.public.counts import tally
from congkhai.monitor.public.judged import item, kept, number_of
from congkhai.monitor.public.overview import forces
from congkhai.monitor.public.page import frame, of_round, public
from congkhai.monitor.shown import ended_as, grade_of, rows_of
from congkhai.text import fold, sort_key

SOURCES = 3  # things found that stand on the agency's page; the verdict's own has all
PER_PAGE = 50


def _site(round: Round, agency: str) -> RoundSite:
    found = round.sites.select_related("agency__parent").defer("evidence", "sights", "told", "found").filter(agency__slug=agency)
    if (site := found.first()) is None:
        raise Http404
    return site


@of_round
def agency(request: HttpRequest, round: Round, agency: str) -> HttpResponse:
    site = _site(round, agency)
    held = {one.obligation: one for one in all_effective(round, agency=site.agency)}
    rows: defaultdict[str, list[StoredVerdict]] = defaultdict(list)
    for row in kept(round, site.agency_id):
        rows[row.obligation].append(row)
    names = catalogue().rulesets[round.rules].obligations
    items = [
        item(round, number, catalogue().obligations[name], held[name], rows[name], SOURCES)
        for number, name in enumerate(names, 1)
        if name in held
    ]
    return frame(
        request,
        "agency.html",
        round=round,
        title=_("%(agency)s, %(round)s") % {"agency": site.agency.title, "round": round.title},
        agency=site.agency,
        site=site,
        ended=ended_as(site),
        pages=site.counters.get("pages", 0),
        rules=catalogue().rulesets[round.rules],
        **forces(round),
        sum=tally(held.values()),
        items=items,
        not_bound=[one for one in items if not one.bound],
    )


@of_round
def verdict(request: HttpRequest, round: Round, agency: str, obligation: Obligation) -> HttpResponse:
    site = _site(round, agency)
    number = number_of(round, obligation)
    held = next((one for one in all_effective(round, agency=site.agency) if one.obligation == obligation.id), None)
    if not number or held is None:
        raise Http404
    one = item(round, number, obligation, held, list(kept(round, site.agency_id).filter(obligation=obligation.id)), 0)
    page = Paginator(one.groups, PER_PAGE).get_page(request.GET.get("trang"))
    return frame(
        request,
        "verdict.html",
        round=round,
        title=f"{site.agency.title}: {said(obligation.title)}",
        description=f"{one.grade.words}. {said(one.verdict.reasons[0]) if one.verdict.reasons else ''}".strip(),
        agency=site.agency,
        site=site,
        item=one,
        page=page,
        rows=rows_of(one.verdict, one.version, page.object_list),
    )


@public
def agencies(request: HttpRequest) -> HttpResponse:
    """Every agency that a public round surveyed, in name order; those whose name holds what was typed."""
    words = request.GET.get("q", "").strip()[:200]
    surveyed = RoundSite.objects.filter(round__in=Round.objects.public()).values("agency")
    found = list(Agency.objects.filter(pk__in=surveyed).only("slug", "name", "name_en", "kind"))
    wanted = [one for one in found if fold(words) in fold(f"{one.name} {one.name_en}")] if words else found
    page = Paginator(sorted(wanted, key=lambda one: (sort_key(one.name), one.slug)), PER_PAGE).get_page(request.GET.get("trang"))
    return frame(request, "agencies.html", title=_("Agencies surveyed"), page=page, words=words, total=len(found))


@public
def agency_over_time(request: HttpRequest, agency: str) -> HttpResponse:
    """An agency's newest public round, and those before."""
    rounds = list(Round.objects.public().select_related("owner").filter(sites__agency__slug=agency)[:PER_PAGE])
    if not rounds:
        raise Http404
    found = Agency.objects.select_related("parent").get(slug=agency)
    held = {one.obligation: one for one in all_effective(rounds[0], agency=found)}
    names = [name for name in catalogue().rulesets[rounds[0].rules].obligations if name in held]
    return frame(
        request,
        "agency_over_time.html",
        title=found.title,
        agency=found,
        rounds=rounds,
        sum=tally(held.values()),
        strip=[(catalogue().obligations[name], grade_of(held[name])) for name in names],
    )
