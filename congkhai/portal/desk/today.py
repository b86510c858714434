"""An agency and the present day in; its desk out: what it owes, what waits for approval, what comes next."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from congkhai.accounts.acting import agencies_of
from congkhai.agencies.law import catalogue, said
from congkhai.agencies.models import Agency
from congkhai.portal.desk.frame import elsewhere, frame, of_agency
from congkhai.portal.desk.owed import Row, State, coming, is_mine, owed, tally
from congkhai.portal.models import Beat, Disclosure
from congkhai.portal.selfcheck import check, recheck

WAITING = 8  # drafts shown beside the list
SILENCE = timedelta(minutes=5)  # after which the clock is taken to have stopped


@never_cache
@require_admin_access
def home(request: HttpRequest) -> HttpResponse:
    """The door of the admin: straight to the desk for whoever acts for one agency, a choice for whoever acts for more."""
    own = agencies_of(request.user).filter(portal=True).order_by("name")
    if len(own) == 1:
        return redirect("desk:agency", own[0].slug)
    others = elsewhere(request.user)
    if not own and others:
        return redirect(others[0][0])
    return render(request, "portal/desk/choice.html", {"agencies": own, "elsewhere": others})


def unit_of(request: HttpRequest, agency: Agency) -> int | None:
    """The person's unit in the agency."""
    return request.user.memberships.filter(agency=agency).values_list("unit", flat=True).first()


def clock_stopped(agency: Agency, now: datetime) -> bool:
    """Whether something of the agency's is due at an hour while the clock that does it is silent."""
    if Beat.objects.filter(beat_at__gt=now - SILENCE).exists():
        return False
    due = Q(latest_revision__approved_go_live_at__isnull=False) | Q(live=True, expire_at__isnull=False)
    return Disclosure.objects.filter(due, agency=agency).exists()


def asked_rows(request: HttpRequest, agency: Agency, rows: list[Row]) -> list[Row]:
    """The rows that the address asks for: one state's, or one's own."""
    state = request.GET.get("tinh-trang", "")
    if state in {s.value for s in State}:
        rows = [row for row in rows if row.state.value == state]
    if request.GET.get("cua-toi") == "1":
        unit = unit_of(request, agency)
        rows = [row for row in rows if is_mine(row, request.user, unit)]
    return rows


@of_agency()
def desk(request: HttpRequest, agency: Agency) -> HttpResponse:
    today = timezone.localdate()
    checked = check(agency, today)
    rows = owed(agency, request.user, today, checked)
    unit = unit_of(request, agency)
    drafts = sorted(
        (draft for row in rows for draft in row.drafts if draft.waiting or draft.sent_back), key=lambda d: (not d.waiting, -d.pk)
    )
    returned = [draft for draft in drafts if draft.sent_back and draft.writer == request.user.pk]
    drafts = [draft for draft in drafts if draft not in returned]
    rules = catalogue().rulesets.get(agency.rules)
    return frame(
        request,
        agency,
        "today.html",
        here="today",
        today=today,
        checked=checked,
        rules=said(rules.title) if rules else agency.rules,
        rule_set=rules,
        practice=all(row.practice for row in rows),
        tally=tally(rows),
        rows=asked_rows(request, agency, rows),
        asked_state=request.GET.get("tinh-trang", ""),
        only_mine=request.GET.get("cua-toi") == "1",
        mine=sum(is_mine(row, request.user, unit) for row in rows),
        returned=returned[:WAITING],
        more_returned=max(0, len(returned) - WAITING),
        drafts=drafts[:WAITING],
        more_drafts=max(0, len(drafts) - WAITING),
        coming=coming(rows, today),
        clock_stopped=clock_stopped(agency, timezone.now()),
    )


@of_agency()
@require_POST
def check_again(request: HttpRequest, agency: Agency) -> HttpResponse:
    checked = recheck(agency, timezone.localdate())
    messages.success(request, _("Checked again: %d public records read.") % checked.records)
    return redirect("desk:agency", agency.slug)
