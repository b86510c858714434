"""An agency in; the parts of the law it may write a record of, or the form of the one chosen, out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from congkhai.agencies.models import Agency
from congkhai.portal.desk.frame import frame, of_agency
from congkhai.portal.editing.viewset import viewset
from congkhai.portal.public.page import GROUPS
from congkhai.portal.rules import asked_of, parts_of, version_at


def new(request: HttpRequest, agency: str) -> HttpResponseBase:
    """``?noi-dung=…&phan=…`` names the part; without it, the choice of them."""
    return viewset.create_view(request, agency=agency) if "noi-dung" in request.GET else choice(request, agency=agency)


@of_agency("add")
def choice(request: HttpRequest, agency: Agency) -> Any:
    today = timezone.localdate()
    groups: dict[str, list[Any]] = {}
    for obligation in asked_of(agency):
        parts = parts_of(version_at(obligation, today), agency)
        if parts:
            groups.setdefault(obligation.group, []).append((obligation, parts.items()))
    return frame(
        request, agency, "new.html", here="new", groups=[(GROUPS[name], groups[name]) for name in GROUPS if name in groups]
    )
