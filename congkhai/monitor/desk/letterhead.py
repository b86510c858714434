"""A round in; the page on which its chief writes the head and the foot of its letter, out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from congkhai.monitor.acts.letterhead import letterhead as write
from congkhai.monitor.desk.frame import frame, of_round, typed
from congkhai.monitor.models import Round
from congkhai.skin.attempt import attempt


@of_round("number")
def letterhead(request: HttpRequest, round: Round) -> HttpResponse:
    """GET shows what stands there, POST keeps it. What was typed stays if it is refused."""
    head = round.letterhead
    written = {
        **{name: head.get(name, "") for name in ("code", "place", "superior")},
        "signature": "\n".join(head.get("signature", ())),
    }
    if request.method == "POST":
        written = {name: typed(request.POST, name) for name in written}
        given = {**written, "signature": written["signature"].splitlines()}
        if attempt(request, lambda: write(round, by=request.user, **given) and _("The letterhead is kept.")):
            return redirect("rounds:round", round.slug)
        round.refresh_from_db()
    return frame(request, "letterhead.html", round=round, here="round", written=written)
