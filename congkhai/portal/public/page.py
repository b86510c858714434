"""A view of an agency's page in; the same view out, with the agency found, the frame around it and the caches told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail import hooks

from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Obligation
from congkhai.portal.public import addresses
from congkhai.portal.rules import asked_of
from congkhai.skin.fresh import OTHER_LANGUAGE, fresh

GROUPS = {
    "direction": _("Direction and management"),
    "documents": _("News and documents"),
    "services": _("Services and questions"),
    "planning": _("Plans and planning"),
    "data": _("Statistics and budget"),
    "science-law": _("Science and law"),
    "about": pgettext_lazy("group of sections", "About the agency"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that stand together in the menu."""

    id: str
    title: Any
    sections: tuple[Obligation, ...]


def groups_of(agency: Agency) -> list[Group]:
    """The agency's sections as the menu shows them."""
    order = list(GROUPS)
    in_menu = [obligation for obligation in asked_of(agency) if obligation.group in GROUPS]
    sections = sorted(in_menu, key=lambda obligation: order.index(obligation.group))
    return [Group(name, GROUPS[name], tuple(some)) for name, some in groupby(sections, key=lambda obligation: obligation.group)]


def section_of(agency: Agency, obligation: Obligation) -> Obligation:
    """The obligation, if it is one of the agency's sections; else there is no such page."""
    if obligation not in asked_of(agency):
        raise Http404
    return obligation


def frame(request: HttpRequest, agency: Agency, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the agency's site. ``other_language`` is the same page's address there; found by itself unless given."""
    language = get_language()
    other = OTHER_LANGUAGE[language]
    if "other_language" not in context and request.resolver_match:
        match = request.resolver_match
        query = request.GET.urlencode()
        path = addresses.of(match.url_name, *match.kwargs.values(), language=other)
        context["other_language"] = f"{path}?{query}" if query else path
    context.setdefault("canonical", addresses.absolute(request.path))
    return render(
        request,
        f"portal/public/{template}",
        {
            "agency": agency,
            "groups": groups_of(agency),
            "elsewhere": [link for way in hooks.get_hooks("public_link") if (link := way())],
            "other": other,
            "address": settings.ADDRESS,
            **context,
        },
        status=status,
    )


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of one agency here: ``view(request, agency, …)``. That something is not there is said in the agency's own frame."""

    @wraps(view)
    @require_safe
    def page(request: HttpRequest, agency: str, **kwargs: Any) -> HttpResponseBase:
        found = Agency.objects.select_related("parent").filter(slug=agency, portal=True).first()
        if found is None:
            raise Http404
        try:
            response = view(request, found, **kwargs)
        except Http404:
            home = addresses.of("home", found.slug, language=OTHER_LANGUAGE[get_language()])
            response = frame(request, found, "not_found.html", status=404, canonical="", other_language=home)
        return fresh(request, response)

    return page
