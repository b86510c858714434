"""An agency in; the log of what was done to its records, newest first, out."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.models import Agency
from congkhai.ledger.models import Entry
from congkhai.portal.desk.frame import frame, of_agency
from congkhai.portal.models import Disclosure

PER_PAGE = 50
VERBS = {
    "submitted": _("put before the approvers"),
    "approved": _("approved"),
    "sent_back": _("sent back"),
    "taken_back": _("taken back to be changed"),
    "published": _("went live"),
    "scheduled": _("due to go live at its hour"),
    "unscheduled": _("no longer due to go live"),
    "schedule_refused": _("not published at its hour"),
    "withdrawn": _("withdrawn"),
    "expired": _("expired"),
    "discarded": _("draft thrown away"),
    "assigned": _("obligation given"),
}
_RECORD = f"{Disclosure._meta.label_lower}:"


@of_agency("log")
def journal(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The whole log of an agency's records, for its chief. What the monitor writes down has pages of its own."""
    ours = Entry.objects.filter(agency=agency, subject__startswith=f"{Disclosure._meta.app_label}.")
    page = Paginator(ours.select_related("actor"), PER_PAGE).get_page(request.GET.get("trang"))
    keys = {entry.pk: int(entry.subject.removeprefix(_RECORD)) for entry in page if entry.subject.startswith(_RECORD)}
    titles = dict(Disclosure.objects.filter(agency=agency, pk__in=set(keys.values())).values_list("pk", "title"))
    rows = [(entry, VERBS.get(entry.verb, entry.verb), keys.get(entry.pk), titles.get(keys.get(entry.pk))) for entry in page]
    return frame(request, agency, "journal.html", here="log", page=page, rows=rows)
