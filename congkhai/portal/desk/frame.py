"""A view of one agency's desk in; the same view out, with the agency found among those of the person, and the rail beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from wagtail import hooks
from wagtail.models import WorkflowState

from congkhai.accounts.acting import Person, agencies_of, roles_of
from congkhai.agencies.models import Agency
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import LEAST, demand, may

SKIPPED = {"view", "add", "change", "delete"}


def of_agency(act: str = "view") -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page of one agency: 404 for whoever holds no role in it, refused where the role does not reach the act."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, agency: str, **kwargs: Any) -> HttpResponseBase:
            found = get_object_or_404(agencies_of(request.user).filter(portal=True), slug=agency)
            demand(request.user, act, found.pk)
            return view(request, found, **kwargs)

        return page

    return decorate


def elsewhere(user: Person) -> list[tuple[str, str]]:
    """The addresses and names of desks of the other wing that are any business of hers; that wing says so itself."""
    return [link for way in hooks.get_hooks("desk_link") if (link := way(user))]


def waiting(agency: Agency) -> int:
    """How many records stand before the approvers."""
    keys = Disclosure.objects.filter(agency=agency).annotate(key=Cast("pk", CharField())).values("key")
    return WorkflowState.objects.filter(
        base_content_type=Disclosure.get_base_content_type(), status=WorkflowState.STATUS_IN_PROGRESS, object_id__in=keys
    ).count()


def frame(
    request: HttpRequest, agency: Agency, template: str, *, here: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the desk. ``here`` is the entry of the rail it belongs to."""
    user = request.user
    role = roles_of(user).get(agency.pk)
    rail = {
        "role": role.label if role else None,
        "others": agencies_of(user).filter(portal=True).exclude(pk=agency.pk),
        "waiting": waiting(agency),
        "may": {act: may(user, act, agency.pk) for act in LEAST if act not in SKIPPED},
        "here": here,
        "elsewhere": elsewhere(user),
    }
    return render(request, f"portal/desk/{template}", {"agency": agency, "rail": rail, **context}, status=status)
