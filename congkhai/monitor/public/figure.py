"""One figure of a public round in; exactly the verdicts behind it, by what each does to it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.law import catalogue
from congkhai.catalogue.obligation import Obligation
from congkhai.monitor.effective import Effective, Surveyed, table
from congkhai.monitor.models import Round
from congkhai.monitor.public.page import frame, of_round
from congkhai.monitor.public.told import figures_of, told
from congkhai.monitor.shown import Grade, grade_of
from congkhai.records import Completeness

PER_PAGE = 100
FITS, NOT, OPEN, UNBOUND = "fits", "not", "open", "unbound"
PLACES: dict[str, str | Promise] = {
    FITS: _("In the numerator: what the sentence says holds of them"),
    NOT: _("In the denominator only: it does not hold of them"),
    OPEN: _("Cannot be assessed: neither in the numerator nor in the denominator"),
    UNBOUND: _("Not bound: not counted"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """One agency with the verdicts by which it was counted."""

    place: str
    agency: Surveyed
    verdicts: Sequence[tuple[Obligation, Effective, Grade]]

    @property
    def heading(self) -> str | Promise:
        return PLACES[self.place]


@of_round
def figure(request: HttpRequest, round: Round, figure: str) -> HttpResponse:
    survey = figures_of(round)
    figures = told(survey) if survey else []
    found = next((one for one in figures if one.finding.id == figure), None)
    if survey is None or found is None:
        raise Http404
    whole = table(round)
    kinds = survey.plan.groups[found.finding.group].kinds
    held: defaultdict[str, dict[str, Effective]] = defaultdict(dict)
    for (slug, name), one in whole.cells.items():
        if one.enters_figures:
            held[slug][name] = one
    fits, undecided = set(found.rate.agencies), set(found.rate.undecided)
    counted = []
    for agency in whole.agencies:
        mine = held[agency.slug]
        if agency.kind not in kinds or not mine:
            continue
        verdicts = [
            (catalogue().obligations[name], mine[name], grade_of(mine[name])) for name in found.finding.obligations if name in mine
        ]
        bound = any(name not in mine or mine[name].completeness is not Completeness.NOT_BOUND for name in found.finding.obligations)
        place = FITS if agency.slug in fits else OPEN if agency.slug in undecided else NOT if bound else UNBOUND
        counted.append(Counted(place, agency, verdicts))
    order = list(PLACES)
    counted.sort(key=lambda one: order.index(one.place))  # stable: names stay in order
    return frame(
        request,
        "figure.html",
        round=round,
        title=f"{found.big} {found.words}".strip(),
        figure=found,
        obligations=[catalogue().obligations[name] for name in found.finding.obligations],
        page=Paginator(counted, PER_PAGE).get_page(request.GET.get("trang")),
    )
