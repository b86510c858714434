"""A round and a person in; what she may do to the round now, and the page on which each act is asked and done, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from congkhai.accounts.models import User
from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.approve import approve
from congkhai.monitor.acts.close import close
from congkhai.monitor.acts.judge import judge
from congkhai.monitor.acts.number import number
from congkhai.monitor.acts.release import release
from congkhai.monitor.acts.resume import resume
from congkhai.monitor.acts.revisit import revisit
from congkhai.monitor.acts.start import start
from congkhai.monitor.acts.stop import stop
from congkhai.monitor.desk.frame import frame, of_round, typed
from congkhai.monitor.effective import reviewed
from congkhai.monitor.models import Round, RoundSite, Stage
from congkhai.monitor.own import is_own
from congkhai.monitor.policy import demand, may
from congkhai.skin.attempt import attempt

NAMED = 10  # open verdicts named on the page; the queue has the rest
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on a round. ``policy`` is its name in monitor.policy; ``reason`` labels what is to be written, empty where nothing
    is; ``at_once``: a press of the button does it, without a page that asks."""

    policy: str
    stages: tuple[Stage, ...]
    words: Words
    about: Words
    done: Words
    act: Callable[[Round, User, QueryDict], Any]
    reason: Words = ""
    at_once: bool = False


def _reason(posted: QueryDict) -> str:
    return typed(posted, "ly-do")


def _chosen(round: Round, asked: QueryDict) -> list[RoundSite]:
    keys = {int(key) for key in asked.getlist("trang-web") if key.isascii() and key.isdigit() and len(key) < 19}
    return list(round.sites.filter(pk__in=keys).select_related("agency").defer("evidence", "sights", "told"))


DEEDS = {
    "bat-dau": Deed(
        "run",
        (Stage.PLANNED,),
        _("Start"),
        _("The visits begin, one page a second at a site. They can be stopped at any time, and nothing seen is lost."),
        _("Started. A worker takes it up."),
        lambda round, by, posted: start(round, by=by),
        at_once=True,
    ),
    "dung": Deed(
        "run",
        (Stage.CRAWLING,),
        _("Stop"),
        _("No further page is asked for. What was seen is kept, and the round can go on from there."),
        _("Stopped. Workers end with the answers they wait for."),
        lambda round, by, posted: stop(round, by=by, reason=_reason(posted)),
        at_once=True,
    ),
    "tiep-tuc": Deed(
        "run",
        (Stage.CRAWLING,),
        _("Go on"),
        _("The visits go on where they stopped. No page is asked for twice."),
        _("It goes on."),
        lambda round, by, posted: resume(round, by=by),
        at_once=True,
    ),
    "xet": Deed(
        "judge",
        (Stage.CRAWLING,),
        _("Wait no longer, judge now"),
        _("Sites that failed get no further visit in this round; what could not be seen of them is not assessed."),
        _("The round is being judged."),
        lambda round, by, posted: judge(round, by=by, reason=_reason(posted)),
        reason=_("Reason, for the log"),
    ),
    "cho-qua": Deed(
        "judge",
        (Stage.HELD,),
        _("Let it go on despite the alarm"),
        _("Verdicts are given as if there were no alarm. The alarm stays on the round's page with your reason."),
        _("The round goes on."),
        lambda round, by, posted: release(round, by=by, reason=_reason(posted)),
        reason=_("Why the alarm is false"),
    ),
    "duyet": Deed(
        "approve",
        (Stage.REVIEW,),
        _("Approve and make public"),
        _("The round, its verdicts and their reasons become public. Your name stands under it."),
        _("Approved. The round is public."),
        lambda round, by, posted: approve(round, by=by),
    ),
    "xet-lai": Deed(
        "judge",
        (Stage.HELD, Stage.REVIEW),
        _("Judge anew from the stored pages"),
        _(
            "No site is asked. The pages are read again by the law files as they are now; a verdict that comes out the same "
            "keeps its reviews."
        ),
        _("The round is being judged."),
        lambda round, by, posted: judge(round, by=by, reason=_reason(posted)),
        reason=_("Reason, for the log"),
    ),
    "xem-lai": Deed(
        "run",
        (Stage.HELD, Stage.REVIEW),
        _("Visit again"),
        _(
            "These sites are visited from their first page on, and then judged anew. What earlier visits brought stays in the "
            "books."
        ),
        _("These sites will be visited again."),
        lambda round, by, posted: revisit(round, _chosen(round, posted), by=by, reason=_reason(posted)),
        reason=_("Why they are visited again"),
    ),
    "so-cong-van": Deed(
        "number",
        (Stage.APPROVED, Stage.CLOSED),
        _("Enter the letter's number"),
        _("The number under which the letter was registered. It is entered once."),
        _("The number is entered."),
        lambda round, by, posted: number(round, by=by, number=typed(posted, "so")),
    ),
    "ket-thuc": Deed(
        "close",
        (Stage.PLANNED, Stage.CRAWLING, Stage.HELD, Stage.JUDGING, Stage.REVIEW, Stage.APPROVED),
        _("Close the round"),
        _("No visit and no review after this. A round that was never approved is given up, with a reason, and stays unseen."),
        _("The round is closed."),
        lambda round, by, posted: close(round, by=by, reason=_reason(posted)),
        reason=_("Reason; required if the round was not approved"),
    ),
}


def fits(round: Round, name: str, deed: Deed) -> bool:
    """Whether the act makes sense of the round as it stands."""
    if round.stage not in deed.stages:
        return False
    match name:
        case "dung":
            return not round.stopped
        case "tiep-tuc":
            return round.stopped
        case "xet":
            return not round.sites.filter(state="").exists()
        case "duyet":
            return not is_own(round)
        case "so-cong-van":
            return round.approved_at is not None and not round.letter_number
    return True


def open_to(user: User, round: Round) -> list[tuple[str, Deed]]:
    """What the person may do to the round now. Sites to be visited again are chosen in the list of sites."""
    return [
        (name, deed)
        for name, deed in DEEDS.items()
        if name != "xem-lai" and may(user, deed.policy, round.owner_id) and fits(round, name, deed)
    ]


@of_round()
def deed(request: HttpRequest, round: Round, name: str) -> HttpResponse:
    """GET asks, POST does. What was typed stays if it is refused."""
    asked = DEEDS.get(name)
    if asked is None:
        raise Http404
    demand(request.user, asked.policy, round.owner_id)
    written = request.POST if request.method == "POST" else request.GET
    if request.method == "POST":
        if attempt(request, lambda: asked.act(round, request.user, request.POST) and str(asked.done)):
            return redirect("rounds:round", round.slug)
        round.refresh_from_db()
    review = reviewed(round) if name == "duyet" else None
    waiting = list({one.verdict: one for one in (*review.accusing, *review.returned)}.values()) if review else []
    waiting.sort(key=lambda one: (-one.doubt, one.verdict))
    names = {one.slug: one for one in Agency.objects.filter(slug__in=[one.agency for one in waiting[:NAMED]])}
    return frame(
        request,
        "deed.html",
        round=round,
        here="round",
        deed=asked,
        name=name,
        fits=fits(round, name, asked),
        review=review,
        waiting=[(one, names[one.agency], catalogue().obligations[one.obligation].title) for one in waiting[:NAMED]],
        more=max(0, len(waiting) - NAMED),
        sites=_chosen(round, written) if name == "xem-lai" else [],
        reason=_reason(written),
        number=typed(written, "so"),
    )
