"""A submitted version and a reason in; the version back with its writer out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.portal.acts.approve import waiting
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import demand


@transaction.atomic
def reject(record: Disclosure, *, by: User, reason: str) -> None:
    """Send the waiting version back. A reason is required, for the writer must know what to change."""
    demand(by, "publish", record.agency_id)
    if not reason.strip():
        raise ValidationError(_("Say what is to be changed."))
    task_state = waiting(record)
    log("sent_back", record, agency=record.agency, actor=by, note=reason.strip(), revision=task_state.revision_id)
    task_state.reject(user=by, comment=reason.strip())
