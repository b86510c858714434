"""One obligation of a public round in; how many agencies stand at each grade, and which, in name order, out."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from congkhai.agencies.law import said
from congkhai.catalogue.obligation import Obligation
from congkhai.monitor.effective import Effective, Surveyed, all_effective, surveyed
from congkhai.monitor.models import Round
from congkhai.monitor.public.counts import Spread, counted, spread
from congkhai.monitor.public.judged import number_of
from congkhai.monitor.public.page import frame, of_round
from congkhai.monitor.shown import Grade, grade_of
from congkhai.records import Completeness, Kind
from congkhai.skin.citing import cited
from congkhai.skin.grades import GLYPHS

PER_PAGE = 100
_ORDER = [*GLYPHS, Completeness.NOT_BOUND]


@dataclass(frozen=True, slots=True)
class Standing:
    """One agency at its grade."""

    agency: Surveyed
    held: Effective
    grade: Grade

    @property
    def group(self) -> tuple[Kind, Completeness]:
        return self.agency.kind, self.held.completeness


@of_round
def obligation(request: HttpRequest, round: Round, obligation: Obligation) -> HttpResponse:
    number = number_of(round, obligation)
    if not number:
        raise Http404
    held = {one.agency: one for one in all_effective(round, obligation=obligation.id)}
    standing = [
        Standing(agency, held[agency.slug], grade_of(held[agency.slug])) for agency in surveyed(round) if agency.slug in held
    ]
    kinds = dict.fromkeys(one.agency.kind for one in standing)
    spreads = [
        (counted(kind, sum(one.agency.kind is kind for one in standing)), _of_kind(obligation, standing, kind)) for kind in kinds
    ]
    places = {kind: place for place, kind in enumerate(kinds)}
    standing.sort(key=lambda one: (places[one.agency.kind], _ORDER.index(one.held.completeness)))  # stable: names stay in order
    version = obligation.version_on(round.on)
    return frame(
        request,
        "obligation.html",
        round=round,
        title=_("%(obligation)s, %(round)s") % {"obligation": said(obligation.title), "round": round.title},
        description=said(obligation.summary),
        number=number,
        obligation=obligation,
        version=version,
        cites=cited(version) if version else (),
        spreads=[(words, one) for words, one in spreads if one.asked or one.young],
        page=Paginator(standing, PER_PAGE).get_page(request.GET.get("trang")),
    )


def _of_kind(obligation: Obligation, standing: list[Standing], kind: Kind) -> Spread:
    return spread(obligation, [one.held for one in standing if one.agency.kind is kind])
