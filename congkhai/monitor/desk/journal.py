"""A round in; what was done to it and to its verdicts, by whom, newest first, out."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.law import catalogue, said
from congkhai.agencies.models import Agency
from congkhai.ledger.models import Entry
from congkhai.ledger.record import subject_of
from congkhai.monitor.desk.frame import frame, of_round
from congkhai.monitor.models import Round, StoredVerdict

PER_PAGE = 50
VERBS = {
    "planned": _("planned the round"),
    "checked_itself": _("had the agency's own site checked"),
    "started": _("let the visits begin"),
    "stopped": _("stopped the visits"),
    "resumed": _("let the visits go on"),
    "swept": _("all sites have been visited"),
    "held_back": _("held back by an alarm"),
    "released": _("let the round go on despite its alarms"),
    "judged": _("all sites have been judged"),
    "judged_anew": _("had the round judged"),
    "revisited": _("had sites visited again"),
    "approved": _("approved the round"),
    "closed": _("closed the round"),
    "numbered": _("entered the letter's number"),
    "letterhead": _("wrote the letterhead"),
    "review_confirm": _("confirmed"),
    "review_overturn": _("overturned"),
    "review_return": _("sent back"),
    "review_by_hand": _("judged by hand"),
}
_VERDICT = f"{StoredVerdict._meta.label_lower}:"


def about(entry: Entry, names: dict[str, str]) -> dict[str, Any]:
    """The verdict that an entry is about, if it is about one."""
    if not entry.subject.startswith(_VERDICT):
        return {}
    obligation = catalogue().obligations.get(entry.data.get("obligation", ""))
    return {
        "verdict": int(entry.subject.removeprefix(_VERDICT)),
        "agency": names.get(entry.data.get("surveyed", ""), entry.data.get("surveyed", "")),
        "obligation": said(obligation.title) if obligation else entry.data.get("obligation", ""),
    }


@of_round("log")
def journal(request: HttpRequest, round: Round) -> HttpResponse:
    of_verdicts = round.verdicts.order_by().values(key=Concat(Value(_VERDICT), Cast("pk", CharField())))
    of_it = Q(subject=subject_of(round)) | Q(subject__in=of_verdicts)
    found = Entry.objects.filter(of_it, agency=round.owner).select_related("actor")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    slugs = {entry.data.get("surveyed") for entry in page} - {None}
    names = {agency.slug: agency.title for agency in Agency.objects.filter(slug__in=slugs)}
    rows = [(entry, VERBS.get(entry.verb, entry.verb), about(entry, names)) for entry in page]
    return frame(request, "journal.html", round=round, here="log", page=page, rows=rows)
