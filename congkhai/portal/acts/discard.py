"""A draft that was never public in; nothing but its line in the log out."""

from __future__ import annotations

from django.db import transaction

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import demand


@transaction.atomic
def discard(record: Disclosure, *, by: User) -> None:
    """Throw a draft away. PermissionDenied for what was ever public."""
    demand(by, "delete", record.agency_id)
    log("discarded", record, agency=record.agency, actor=by, title=record.title)
    record.delete()
