"""A submitted version and its second reader in; the version live, or due at its hour, out."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.portal.going_live import NotApproved, digest
from congkhai.portal.models import Approval, Disclosure
from congkhai.portal.policy import demand


def waiting(record: Disclosure) -> TaskState:
    """What stands before the approvers. PermissionDenied if nothing does."""
    task_state = record.current_workflow_task_state
    if task_state is None:
        raise PermissionDenied(_("This record is not before the approvers: it was approved, sent back or taken back meanwhile."))
    return task_state


@transaction.atomic
def approve(record: Disclosure, *, by: User, revision: int | None = None, note: str = "") -> Disclosure:
    """Say yes to the version that was read (``revision``, the one waiting if not given), and let it go live by Wagtail's workflow.
    Raises NotApproved if the reader wrote it last, or read another version; ValidationError if the law's fields refuse it."""
    demand(by, "publish", record.agency_id)
    task_state = waiting(record)
    version = task_state.revision
    if revision not in {None, version.pk} or version.pk != record.latest_revision_id:
        raise NotApproved(_("The text has changed since you opened it. Read it again."))
    if version.user_id == by.pk:
        raise NotApproved(_("Who wrote a version last does not approve it. Another approver must."))
    Approval.objects.get_or_create(disclosure=record, revision=version, content=digest(version.content), approved_by=by)
    log("approved", record, agency=record.agency, actor=by, note=note, revision=version.pk, content=digest(version.content))
    task_state.approve(user=by, comment=note)
    record.refresh_from_db()
    return record
