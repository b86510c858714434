"""One verdict in; the machine's reasons beside the page it rests on, what people made of it, and the acts of review, out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue
from congkhai.monitor.acts.by_hand import by_hand
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.overturn import overturn
from congkhai.monitor.acts.send_back import send_back
from congkhai.monitor.comparing import previous
from congkhai.monitor.desk.findings import Stored, found, looked
from congkhai.monitor.desk.frame import frame, of_round, typed
from congkhai.monitor.desk.queue import asked_of, beside, grounds, queued, say_refused
from congkhai.monitor.effective import Effective, effective
from congkhai.monitor.models import COMPLETENESS, TIMELINESS, Round, Stage, StoredVerdict
from congkhai.monitor.policy import verdicts_of
from congkhai.monitor.shown import ended_as, grade_of, pair, parts_of
from congkhai.monitor.stored import sights_of, verdict_of
from congkhai.monitor.taking import take
from congkhai.obstacles import meaning
from congkhai.records import Completeness, SightQuality, Timeliness
from congkhai.skin.attempt import attempt

OPEN = (Stage.REVIEW, Stage.APPROVED)


def _pair(request: HttpRequest, act: str) -> dict[str, Any]:
    """The two halves that were chosen. ValidationError where one is missing or is none."""
    try:
        return {
            "completeness": Completeness(request.POST.get(f"{act}-muc", "")),
            "timeliness": Timeliness(request.POST.get(f"{act}-han", "")),
        }
    except ValueError:
        raise ValidationError(_("Choose both: how complete it is, and how timely.")) from None


def _not_meanwhile(verdict: StoredVerdict, seen: str) -> None:
    """ValidationError if somebody decided after the page was opened: whoever decides must have read the last word."""
    newest = verdict.reviews.select_related("by").order_by("-pk").first()
    if newest is not None and str(newest.pk) != seen:
        raise ValidationError(
            _("%(who)s decided on this verdict after you opened it: %(act)s. Read that first; what you wrote is still below.")
            % {"who": newest.by.get_full_name(), "act": newest.get_act_display()}
        )


def _act(request: HttpRequest, round: Round, verdict: StoredVerdict) -> str:
    """Do the act that the form names; what to say of it. Raises as the act does."""
    by, act = request.user, request.POST.get("viec", "")
    reason = typed(request.POST, f"{act}-ly-do")
    with transaction.atomic():
        take(round, *OPEN)
        _not_meanwhile(verdict, request.POST.get("xet", ""))
        match act:
            case "xac-nhan":
                confirm(verdict, by=by, reason=reason)
                return _("Confirmed.")
            case "bac-bo":
                overturn(verdict, by=by, reason=reason, **_pair(request, act))
                return _("Overturned.")
            case "tra-lai":
                send_back(verdict, by=by, reason=reason)
                return _("Sent back.")
            case "xet-tay":
                file = request.FILES.get("xet-tay-tep")
                if file is None:
                    raise ValidationError(_("Add the file that shows what you saw: a printed page or a picture of the screen."))
                by_hand(verdict, by=by, reason=reason, evidence=file, **_pair(request, act))
                return _("Judged by hand.")
    raise ValidationError(_("This page does not know that act."))


def _earlier(round: Round, verdict: StoredVerdict) -> tuple[Round, Effective] | None:
    """What held of the same agency and obligation in the round before."""
    before = previous(round)
    if before is None:
        return None
    row = before.verdicts.filter(agency=verdict.agency_id, obligation=verdict.obligation, current=True).first()
    return (before, effective(row)) if row else None


def _allowed(round: Round, verdict: StoredVerdict, now: Effective) -> dict[str, bool]:
    """The acts that make sense of the verdict as it stands."""
    is_open = verdict.current and round.stage in OPEN
    grade, time = now.by_machine
    unseen = grade is Completeness.UNKNOWN or (time is Timeliness.UNKNOWN and grade is not Completeness.NONE)
    return {
        "confirm": is_open and not now.confirmed,
        "overturn": is_open,
        "send_back": is_open and round.stage == Stage.REVIEW,
        "by_hand": is_open and unseen,
    }


@of_round("review")
def page(request: HttpRequest, round: Round, pk: int) -> HttpResponse:
    """GET shows, POST decides, and then opens the next in the queue. What was typed stays if it is refused."""
    own = verdicts_of(request.user).filter(round=round).select_related("agency", "round__owner")
    row = get_object_or_404(own, pk=pk)
    asked = asked_of(request.GET, round)
    line = asked.of(queued(round, request))
    if request.method == "POST":
        if attempt(request, lambda: _act(request, round, row)):
            return redirect(_next(request, round, row, asked.query, line))
        row = own.get(pk=pk)
    else:
        say_refused(request, asked)
    given = verdict_of(row.verdict)
    obligation = catalogue().obligations[row.obligation]
    version = obligation.version_on(round.on)
    now = effective(row)
    site = round.sites.select_related("agency", "round").defer("evidence", "sights").get(agency=row.agency_id)
    stored = Stored(site, given)
    shown, more = found(given, version, stored)
    tried = looked(given, stored)
    poor = [s for s in sights_of(site.told) if s.obligation == row.obligation and s.quality is SightQuality.POOR]
    opens = [kept.page for kept in (*shown, *tried) if kept.page] or [stored.home]
    before, after = beside(line, row)
    reviews = list(row.reviews.select_related("by", "evidence").order_by("-pk"))
    return frame(
        request,
        "verdict.html",
        round=round,
        here="queue",
        row=row,
        given=given,
        now=now,
        grade=grade_of(now),
        holds=pair(now.completeness, now.timeliness),
        by_machine=pair(*now.by_machine),
        obligation=obligation,
        parts=parts_of(given, version),
        grounds=grounds(row),
        found=shown,
        more=more,
        looked=tried,
        poor=[meaning(sight.reason) for sight in poor],
        site=site,
        ended=ended_as(site),
        opens=opens[0],
        reviews=reviews,
        newest=reviews[0].pk if reviews else "",
        earlier=_earlier(round, row),
        current=row if row.current else own.filter(agency=row.agency_id, obligation=row.obligation, current=True).first(),
        can=_allowed(round, row, now),
        asked=asked,
        left=line.count(),
        before=before,
        after=after,
        grades=COMPLETENESS,
        times=TIMELINESS,
        written={name.replace("-", "_"): value for name, value in request.POST.items()},
    )


def _next(request: HttpRequest, round: Round, row: StoredVerdict, query: str, line: Any) -> str:
    """The address of what is to be looked at next; the queue's own where nothing is left of what was asked for."""
    _before, after = beside(line, row)
    key = after or line.exclude(pk=row.pk).values_list("pk", flat=True).first()
    if key is None:
        messages.info(request, _("Nothing is left of what you asked for."))
        return f"{reverse('rounds:queue', args=[round.slug])}?{query}"
    return f"{reverse('rounds:verdict', args=[round.slug, key])}?{query}"
