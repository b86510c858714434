"""A view of one round in; the same view out, with the round found among those of the person, and the rail beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from congkhai.accounts.acting import agencies_of, roles_of
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import demand, may, plans, rounds_of
from congkhai.monitor.waiting import open_reviews

REVIEWED = (Stage.REVIEW, Stage.APPROVED, Stage.CLOSED)  # stages in which verdicts are shown


def of_round(act: str = "view") -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page of one round: 404 for whoever holds no role in its owner, refused where the role does not reach the act."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, round: str, **kwargs: Any) -> HttpResponseBase:
            found = get_object_or_404(rounds_of(request.user).select_related("owner"), slug=round)
            demand(request.user, act, found.owner_id)
            return view(request, found, **kwargs)

        return page

    return decorate


def frame(
    request: HttpRequest, template: str, *, round: Round | None = None, here: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the desk. ``here`` is the entry of the rail it belongs to."""
    user = request.user
    rail: dict[str, Any] = {
        "here": here,
        "plans": plans(user),
        "editors": "portal" in settings.WINGS and agencies_of(user).filter(portal=True).exists(),
    }
    if round is not None:
        role = roles_of(user).get(round.owner_id)
        rail |= {
            "role": role.label if role else None,
            "open": open_reviews(round.verdicts.all()).count() if round.stage in REVIEWED else None,
            "numbers": may(user, "number", round.owner_id),
        }
    return render(request, f"monitor/desk/{template}", {"round": round, "rail": rail, **context}, status=status)


def typed(given: QueryDict, name: str) -> str:
    """What was typed into a field, without the character that PostgreSQL keeps in no text."""
    return given.get(name, "").replace("\x00", "")
