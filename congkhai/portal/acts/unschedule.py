"""A version due at an hour to come in; no version due out."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import demand


@transaction.atomic
def unschedule(record: Disclosure, *, by: User) -> None:
    """Call off the publication that was to come. The text stays as a draft, and is to be approved anew."""
    demand(by, "publish", record.agency_id)
    revision = record.scheduled_revision
    if revision is None:
        raise PermissionDenied(_("Nothing of this record is due to go live."))
    log("unscheduled", record, agency=record.agency, actor=by, revision=revision.pk)
    record.approvals.filter(revision=revision).delete()
    revision.approved_go_live_at = None
    revision.save(user=by, update_fields=["approved_go_live_at"])
