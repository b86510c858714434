"""A public record and a reason in; a notice in its place out."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import demand


@transaction.atomic
def withdraw(record: Disclosure, *, by: User, reason: str) -> Disclosure:
    """Take a record back from the public. It leaves lists, search and feeds at once; its address says when, by whom and why. A
    corrected version, approved, brings it back to the same address."""
    demand(by, "withdraw", record.agency_id)
    if not reason.strip():
        raise ValidationError(_("Say why it is withdrawn. The reason is shown to the public."))
    if not record.live:
        raise PermissionDenied(_("This record is not public, so there is nothing to withdraw."))
    if record.current_workflow_state is not None:
        record.current_workflow_state.cancel(user=by)
    record.withdrawn_at, record.withdrawn_by, record.withdrawn_reason = timezone.now(), by, reason.strip()
    record.unpublish(user=by)  # portal/going_live.py writes the log and tells the search index
    return record
