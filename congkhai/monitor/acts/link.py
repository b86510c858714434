"""An agency's own scoring sheet and what some of its criteria rest on in; the sheet with these links out."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import OwnSheet
from congkhai.monitor.policy import demand
from congkhai.reporting.linking import Link, Links


@transaction.atomic
def link(sheet: OwnSheet, given: Mapping[int, Link], *, by: User) -> OwnSheet:
    """``given``: links by the place of their criterion in the sheet, from 0; the others stay."""
    demand(by, "declare", sheet.agency)
    sheet = OwnSheet.objects.select_for_update().select_related("agency").get(pk=sheet.pk)
    links = Links.model_validate(sheet.links)
    rows = tuple(given.get(place, row) for place, row in enumerate(links.rows))
    sheet.links = links.model_copy(update={"rows": rows}).model_dump(mode="json")
    sheet.linked_by, sheet.linked_at = by, timezone.now()
    sheet.save(update_fields=["links", "linked_by", "linked_at"])
    log("sheet_linked", sheet, agency=sheet.agency, actor=by, name=sheet.name, lines=len(given))
    return sheet
