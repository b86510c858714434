"""An agency's own scoring sheet in; the agency without it out."""

from __future__ import annotations

from django.db import transaction

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import OwnSheet
from congkhai.monitor.policy import demand


@transaction.atomic
def remove(sheet: OwnSheet, *, by: User) -> None:
    """Remove a sheet and what its criteria were linked to. Its file stays in the store, where nothing leads to it."""
    demand(by, "declare", sheet.agency)
    log("sheet_removed", sheet, agency=sheet.agency, actor=by, name=sheet.name)
    sheet.delete()
