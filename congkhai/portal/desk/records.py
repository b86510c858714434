"""An agency's records in, whatever their state; a list, and one record as its approver reads it, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import WorkflowState

from congkhai import text
from congkhai.accounts.acting import scoped
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import FieldType
from congkhai.files.models import StoredFile
from congkhai.files.serve import respond
from congkhai.ledger.models import Entry
from congkhai.ledger.record import subject_of
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.recall import recall
from congkhai.portal.acts.reject import reject
from congkhai.portal.acts.submit import submit
from congkhai.portal.acts.unschedule import unschedule
from congkhai.portal.desk.frame import frame, of_agency
from congkhai.portal.desk.journal import VERBS
from congkhai.portal.duty import duty_of
from congkhai.portal.editing.differences import differences
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import may
from congkhai.portal.public.addresses import of_record
from congkhai.portal.ready import lack_in_words
from congkhai.portal.rules import asked_of
from congkhai.portal.shown import shown
from congkhai.skin.attempt import attempt

PER_PAGE = 50
STANDINGS = {
    "nhap": gettext_lazy("Draft"),
    "cho-duyet": gettext_lazy("Before the approvers"),
    "tra-lai": gettext_lazy("Sent back"),
    "len-lich": gettext_lazy("Due at its hour"),
    "da-dang": gettext_lazy("Public"),
    "het-han": gettext_lazy("Expired"),
    "da-rut": pgettext_lazy("standing of a record", "Withdrawn"),
}
IN_PROGRESS, NEEDS_CHANGES = WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES


def with_standing(records: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """The records with the state of their workflow beside them (``step``), and the hour they are due at (``due_at``)."""
    active = WorkflowState.objects.active().filter(
        base_content_type=Disclosure.get_base_content_type(), object_id=Cast(OuterRef("pk"), CharField())
    )
    return records.annotate(step=Subquery(active.values("status")[:1]), due_at=F("latest_revision__approved_go_live_at"))


def standings_of(record: Any) -> list[str]:
    """How the record stands: with the public, and with its newest version."""
    found = []
    if record.withdrawn_at:
        found.append("da-rut")
    elif record.expired:
        found.append("het-han")
    elif record.live:
        found.append("da-dang")
    if record.step == IN_PROGRESS:
        found.append("cho-duyet")
    elif record.step == NEEDS_CHANGES:
        found.append("tra-lai")
    elif record.due_at:
        found.append("len-lich")
    elif record.has_unpublished_changes and not (record.withdrawn_at or record.expired):
        found.append("nhap")
    return found


def _standing(asked: str) -> Q:
    plain = Q(step=None, due_at=None, has_unpublished_changes=True, withdrawn_at=None, expired=False)
    return {
        "nhap": plain,
        "cho-duyet": Q(step=IN_PROGRESS),
        "tra-lai": Q(step=NEEDS_CHANGES),
        "len-lich": Q(due_at__isnull=False),
        "da-dang": Q(live=True),
        "het-han": Q(expired=True, withdrawn_at=None),
        "da-rut": Q(withdrawn_at__isnull=False),
    }.get(asked, Q())


def _words(written: str) -> Q:
    """By title without regard to marks, or by number in any spelling."""
    number, words = text.document_number(written), text.slug(written)
    found = Q(slug__contains=words) if words else Q()
    return found | Q(number_key=number) if number else found


@of_agency()
def listing(request: HttpRequest, agency: Agency) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip() for name in ("tinh-trang", "noi-dung", "phan", "tim")}
    found = with_standing(scoped(Disclosure.objects.filter(agency=agency), request.user)).filter(_standing(asked["tinh-trang"]))
    if asked["noi-dung"]:
        found = found.filter(obligation=asked["noi-dung"])
    if asked["phan"]:
        found = found.filter(part=asked["phan"])
    if asked["tim"]:
        found = found.filter(_words(asked["tim"][:200]))
    found = found.select_related("latest_revision__user").defer("body", "fields", "latest_revision__content")
    page = Paginator(found.order_by("-latest_revision__created_at", "-pk"), PER_PAGE).get_page(request.GET.get("trang"))
    today = timezone.localdate()
    rows = [(one, [(name, STANDINGS[name]) for name in standings_of(one)], duty_of(one, today)) for one in page]
    here = {"cho-duyet": "waiting", "tra-lai": "returned", "da-dang": "public", "da-rut": "withdrawn"}.get(
        asked["tinh-trang"], "records"
    )
    return frame(
        request,
        agency,
        "records.html",
        here=here,
        heading=STANDINGS.get(asked["tinh-trang"]),
        page=page,
        rows=rows,
        words=asked["tim"],
        standing=asked["tinh-trang"],
        standings=STANDINGS,
        asked_obligation=asked["noi-dung"],
        obligations=asked_of(agency),
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page lets the person do with the record."""

    edit: bool
    submit: bool
    approve: bool
    own: bool  # she wrote it last, so another must approve
    recall: bool
    unschedule: bool
    withdraw: bool


def _reading(record: Any, user: Any) -> Reading:
    waits, due = record.step == IN_PROGRESS, record.due_at is not None
    unchanged = record.withdrawn_at is not None and record.latest_revision.created_at < record.withdrawn_at
    own = record.latest_revision is not None and record.latest_revision.user_id == user.pk
    approver = may(user, "publish", record.agency_id)
    return Reading(
        edit=not waits and not due,
        submit=not waits and not due and record.has_unpublished_changes and not unchanged,
        approve=waits and approver and not own,
        own=waits and own,
        recall=waits,
        unschedule=due and approver,
        withdraw=record.live and may(user, "withdraw", record.agency_id),
    )


def _do(request: HttpRequest, record: Disclosure) -> bool:
    """The act that a button of the page asks for."""
    written, by = request.POST.get("loi-nhan", ""), request.user
    version = request.POST.get("phien-ban", "")
    match request.POST.get("viec"):
        case "gui-duyet":
            return attempt(request, lambda: submit(record, by=by), _("It is before the approvers."))
        case "duyet":
            read = record.latest_revision_id if version == str(record.latest_revision_id) else 0
            return attempt(request, lambda: approve(record, by=by, revision=read, note=written), _("Approved."))
        case "tra-lai":
            return attempt(request, lambda: reject(record, by=by, reason=written), _("Sent back to its writer."))
        case "rut-ve":
            return attempt(request, lambda: recall(record, by=by), _("Taken back. You may change it now."))
        case "huy-lich":
            return attempt(request, lambda: unschedule(record, by=by), _("It will not go live at that hour."))
    messages.error(request, _("This page does not know that act."))
    return False


@of_agency()
def record(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """One record: its newest version as it would stand before the public, and what is to be done with it."""
    own = with_standing(scoped(Disclosure.objects.filter(agency=agency), request.user))
    stored = get_object_or_404(own.select_related("agency", "latest_revision__user", "withdrawn_by"), pk=pk)
    written = ""
    if request.method == "POST":
        if _do(request, Disclosure.objects.get(pk=pk)):
            return redirect("desk:record", agency.slug, pk)
        written = request.POST.get("loi-nhan", "")
        stored = own.select_related("agency", "latest_revision__user", "withdrawn_by").get(pk=pk)
    newest = stored.get_latest_revision_as_object()
    state = stored.current_workflow_state
    fields = shown(newest, public=False)
    named = {file.file_id for one in fields for file in one.files}
    return frame(
        request,
        agency,
        "record.html",
        here="waiting" if stored.step == IN_PROGRESS else "records",
        record=stored,
        newest=newest,
        fields=[one for one in fields if one.rule.type is not FieldType.FILE],
        files=[one for one in fields if one.rule.type is FieldType.FILE],
        other_files=[file for file in newest.attachments.all() if file.file_id not in named],
        standings=[(name, STANDINGS[name]) for name in standings_of(stored)],
        duty=duty_of(newest, timezone.localdate()),
        changes=differences(stored, newest) if stored.live and stored.has_unpublished_changes else [],
        sent_back=state.current_task_state if state and state.status == NEEDS_CHANGES else None,
        lack=lack_in_words(fields),
        can=_reading(stored, request.user),
        written=written,
        history=[(entry, VERBS.get(entry.verb, entry.verb)) for entry in _entries(stored)],
    )


def _entries(record: Disclosure) -> QuerySet[Entry]:
    return Entry.objects.filter(subject=subject_of(record)).select_related("actor")[:30]


@of_agency()
def on_the_portal(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """From the desk to the record's public page."""
    record = get_object_or_404(scoped(Disclosure.objects.filter(agency=agency, live=True), request.user), pk=pk)
    return redirect(of_record(record, agency, language="vi"))


@of_agency()
def file(request: HttpRequest, agency: Agency, pk: int) -> HttpResponseBase:
    """A file of the agency's, public or not, for those who act for it."""
    return respond(request, get_object_or_404(scoped(StoredFile.objects.filter(agency=agency), request.user), pk=pk))
