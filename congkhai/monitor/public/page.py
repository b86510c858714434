"""A view of a public round in; the same view out, with the round found, the frame around it and the caches told.

A round that was not approved, one that was given up, and one that never was are answered alike: no body says which."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congkhai.monitor.letter import plan_of
from congkhai.monitor.models import Round
from congkhai.monitor.public import addresses
from congkhai.skin.addresses import absolute
from congkhai.skin.fresh import OTHER_LANGUAGE, fresh
from congkhai.skin.metadata import Metadata

View = Callable[..., HttpResponseBase]


def frame(
    request: HttpRequest,
    template: str,
    *,
    round: Round | None = None,
    title: str,
    description: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of the observatory. ``title`` names it in the window, in search and where it is shared."""
    language = get_language()
    other = OTHER_LANGUAGE[language]
    match = request.resolver_match
    if "other_language" not in context and match:
        query = request.GET.urlencode()
        path = addresses.of(match.url_name, *match.kwargs.values(), language=other)
        context["other_language"] = f"{path}?{query}" if query else path
    context.setdefault("canonical", absolute(request.path))
    name = round.owner.title if round else _("Openness observatory")
    told = Metadata(
        title=title,
        description=description or title,
        creator=name,
        publisher=name,
        identifier=context["canonical"],
        language=language,
        type="WebPage",
        published=round.approved_at if round else None,
    )
    letter = round is not None and plan_of(round.rules) is not None
    frame_of = {"round": round, "title": title, "other": other, "address": settings.ADDRESS, "has_letter": letter}
    return render(
        request,
        f"monitor/public/{template}",
        {**frame_of, "metadata": told if context["canonical"] else None, **context},
        status=status,
    )


def not_found(request: HttpRequest) -> HttpResponse:
    """That there is no such page: the same words whatever was asked for."""
    front = addresses.of("front", language=OTHER_LANGUAGE[get_language()])
    return frame(request, "not_found.html", title=_("There is no such page"), status=404, canonical="", other_language=front)


def public(view: View) -> View:
    """A page of the observatory: only read, and told to caches."""

    @wraps(view)
    @require_safe
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, **kwargs)
        except Http404:
            response = not_found(request)
        return fresh(request, response)

    return page


def of_round(view: View) -> View:
    """A page of one public round: ``view(request, round, …)``."""

    @public
    @wraps(view)
    def page(request: HttpRequest, round: str, **kwargs: Any) -> HttpResponseBase:
        found = Round.objects.public().select_related("owner").filter(slug=round).first()
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return page
