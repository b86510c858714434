"""A public record in; the page on which its chief withdraws it, with a reason, out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from congkhai.accounts.acting import scoped
from congkhai.agencies.models import Agency
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.desk.frame import frame, of_agency
from congkhai.portal.models import Disclosure
from congkhai.skin.attempt import attempt


@of_agency("withdraw")
def withdrawal(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """GET asks, POST does. What was typed stays if it is refused."""
    record = get_object_or_404(scoped(Disclosure.objects.filter(agency=agency), request.user), pk=pk)
    written = request.POST.get("ly-do", "")
    if request.method == "POST":
        done = _("Withdrawn. Its address now says when and why.")
        if attempt(request, lambda: withdraw(record, by=request.user, reason=written), done):
            return redirect("desk:record", agency.slug, pk)
        record = Disclosure.objects.get(pk=pk)
    return frame(request, agency, "withdrawal.html", here="records", record=record, written=written)
