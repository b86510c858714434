"""A draft and its writer in; the draft standing still before the approvers out."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from congkhai.accounts.models import User
from congkhai.agencies.law import said
from congkhai.ledger.record import log
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import demand
from congkhai.portal.ready import impossible


@transaction.atomic
def submit(record: Disclosure, *, by: User) -> WorkflowState:
    """Put the latest version before the approvers. Raises ValidationError if the law's fields refuse it or a day in
    it cannot be, PermissionDenied if the person may not, or if there is nothing to approve."""
    demand(by, "change", record.agency_id)
    state = record.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise PermissionDenied(_("This record is before the approvers already."))
    if record.latest_revision is None or (record.live and not record.has_unpublished_changes):
        raise PermissionDenied(_("There is nothing new to approve."))
    newest = record.latest_revision.as_object()
    newest.full_clean()
    if faults := impossible(newest, timezone.localdate()):
        raise ValidationError([f"{said(rule.title)}: {fault}" for rule, fault in faults])
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
    else:
        state = record.get_workflow().start(record, by)
    log("submitted", record, agency=record.agency, actor=by, revision=record.latest_revision_id)
    return state
