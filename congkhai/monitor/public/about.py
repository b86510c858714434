"""A public round in; how it was made, what went wrong, who let it through, and where its data are, out; and the list of rounds."""

from __future__ import annotations

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue
from congkhai.monitor.alarms import NO_ADDRESS
from congkhai.monitor.comparing import previous
from congkhai.monitor.effective import all_effective, surveyed
from congkhai.monitor.models import Round, StoredCapture
from congkhai.monitor.public.counts import counted, tally
from congkhai.monitor.public.overview import forces, unseen
from congkhai.monitor.public.page import frame, of_round, public
from congkhai.monitor.shown import ended_as, state_words
from congkhai.records import Sentence

PER_PAGE = 20
UNSEEN = 100


@of_round
def about(request: HttpRequest, round: Round) -> HttpResponse:
    agencies = surveyed(round)
    without = sum(agency.reason == NO_ADDRESS for agency in agencies)
    states = Counter(agency.state for agency in agencies if agency.state and agency.reason != NO_ADDRESS)
    kinds = Counter(agency.kind for agency in agencies)
    before = previous(round)
    page = Paginator(unseen(agencies), UNSEEN).get_page(request.GET.get("trang"))
    return frame(
        request,
        "about.html",
        round=round,
        title=_("How this round was made: %(round)s") % {"round": round.title},
        rules=catalogue().rulesets[round.rules],
        **forces(round),
        among=[counted(kind, n) for kind, n in kinds.items()],
        states=[(state_words(state), n) for state, n in sorted(states.items(), key=lambda one: (-one[1], one[0]))],
        without=without,
        pages=StoredCapture.objects.filter(site__round=round).count(),
        alarms=[Sentence(alarm["vi"], alarm["en"]) for alarm in round.alarms],
        sum=tally(all_effective(round)),
        before=before if before and before.approved_at else None,
        page=page,
        ended=[(agency, ended_as(agency)) for agency in page],
    )


@public
def rounds(request: HttpRequest) -> HttpResponse:
    """Every public round, the newest first."""
    page = Paginator(Round.objects.public().select_related("owner"), PER_PAGE).get_page(request.GET.get("trang"))
    return frame(request, "rounds.html", title=_("Rounds of survey"), page=page)
