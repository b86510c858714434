"""A public round in; what it comes to, in sentences, figures and bars, out: the observatory's first page, and each round's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue
from congkhai.monitor.effective import Surveyed, table
from congkhai.monitor.models import Round
from congkhai.monitor.public.counts import grouped, tally
from congkhai.monitor.public.page import frame, of_round, public
from congkhai.monitor.public.told import figures_of, told
from congkhai.monitor.shown import grade
from congkhai.records import Force, SiteState, Timeliness
from congkhai.skin.grades import GLYPHS
from congkhai.skin.written import day

SEEN = (SiteState.OK, SiteState.PARTIAL)
NAMED = 12  # unseen sites named on the overview; the page about the round names all
NEWEST = 5  # earlier rounds on the first page


def unseen(agencies: list[Surveyed]) -> list[Surveyed]:
    """Those whose site could not be seen at all."""
    return [agency for agency in agencies if agency.state not in SEEN]


def forces(round: Round) -> dict[str, bool]:
    """Whether some of what the round asks is ``binding`` on its day, and whether some is ``practice``: never called a breach."""
    versions = [obligation.version_on(round.on) for obligation in catalogue().asked(round.rules)]
    found = {version.force for version in versions if version}
    return {"binding": Force.BINDING in found, "practice": Force.PRACTICE in found}


def show(request: HttpRequest, round: Round, *, title: str, **context: Any) -> HttpResponse:
    found = table(round)
    groups = grouped(found)
    survey = figures_of(round)
    gone = unseen(list(found.agencies))
    among = "; ".join(group.words for group in groups)
    return frame(
        request,
        "overview.html",
        round=round,
        title=title,
        description=_("How far %(among)s publish what they must, surveyed on %(on)s: every figure with its evidence.")
        % {"among": among, "on": day(round.on)},
        rules=catalogue().rulesets[round.rules],
        groups=groups,
        figures=told(survey) if survey else [],
        draft=survey is not None and survey.draft,
        legend=[grade(one, Timeliness.NOT_YET_DUE, "confirm") for one in GLYPHS],
        sum=tally(found.cells.values()),
        gone=gone[:NAMED],
        gone_more=max(0, len(gone) - NAMED),
        **forces(round),
        **context,
    )


@public
def front(request: HttpRequest) -> HttpResponse:
    """The newest public round, with the way to those before it."""
    rounds = list(Round.objects.public().select_related("owner")[: NEWEST + 1])
    if not rounds:
        return frame(request, "empty.html", title=_("How far agencies publish what they must"))
    newest, *earlier = rounds
    return show(request, newest, title=_("How far agencies publish what they must"), earlier=earlier, front=True)


@of_round
def overview(request: HttpRequest, round: Round) -> HttpResponse:
    return show(request, round, title=round.title)
