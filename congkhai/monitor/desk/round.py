"""A round in; how far it is, how its sites ended, what raised an alarm, and what may be done now, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue
from congkhai.monitor.desk.deeds import open_to
from congkhai.monitor.desk.frame import REVIEWED, frame, of_round
from congkhai.monitor.effective import reviewed
from congkhai.monitor.letter import plan_of
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import may
from congkhai.monitor.progress import progress
from congkhai.monitor.shown import ended_as, state_words
from congkhai.records import Sentence, SiteState

PER_PAGE = 50
UNDER_WAY = (Stage.CRAWLING, Stage.JUDGING)
PENDING = {"cho-xem": Q(state="", again_at=None, lease_until=None), "cho-xem-lai": Q(again_at__isnull=False)}


def _sites(request: HttpRequest, round: Round, states: Mapping[SiteState, int]) -> tuple[Any, str]:
    """The page of sites that the address asks for, and the state it asks for."""
    asked = request.GET.get("trang-thai", "")
    found = round.sites.select_related("agency").defer("evidence", "sights", "told", "found", "declared")
    if asked in PENDING:
        found = found.filter(PENDING[asked])
    elif asked in set(SiteState):
        found = found.filter(state=asked, again_at=None)
    elif asked:
        messages.warning(request, _("There is no state “%(asked)s” of a site; all are shown.") % {"asked": asked[:40]})
        asked = ""
    return Paginator(found.order_by("agency__slug", "pk"), PER_PAGE).get_page(request.GET.get("trang")), asked


@of_round()
def overview(request: HttpRequest, round: Round) -> HttpResponse:
    now = progress(round)
    page, asked = _sites(request, round, now.states)
    has_letter = plan_of(round.rules) is not None and round.stage in REVIEWED
    again = round.stage in (Stage.HELD, Stage.REVIEW) and may(request.user, "run", round.owner_id)
    return frame(
        request,
        "round.html",
        round=round,
        here="round",
        now=now,
        at=timezone.now(),
        under_way=round.stage in UNDER_WAY and not round.stopped,
        review=reviewed(round) if round.stage in REVIEWED else None,
        rules=catalogue().rulesets[round.rules],
        alarms=[Sentence(alarm["vi"], alarm["en"]) for alarm in round.alarms],
        deeds=open_to(request.user, round),
        states=[(state, state_words(state), count) for state, count in now.states.items()],
        asked=asked,
        page=page,
        rows=[(site, ended_as(site), site.counters.get("pages")) for site in page],
        again=again,
        has_letter=has_letter,
        public=reverse("observatory:round", args=[round.slug]) if round.approved_at else "",
        public_letter=reverse("observatory:letter", args=[round.slug]) if round.approved_at and has_letter else "",
        reviewed=round.stage in REVIEWED,
    )
