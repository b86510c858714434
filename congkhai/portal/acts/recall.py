"""A submitted version and one of its agency's editors in; the version open for changes again out."""

from __future__ import annotations

from django.db import transaction

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.portal.acts.approve import waiting
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import demand


@transaction.atomic
def recall(record: Disclosure, *, by: User) -> None:
    """Take the waiting version back from the approvers, to change it."""
    demand(by, "change", record.agency_id)
    task_state = waiting(record)
    log("taken_back", record, agency=record.agency, actor=by, revision=task_state.revision_id)
    record.current_workflow_state.cancel(user=by)
