"""An agency's own scoring sheet and what some of its criteria rest on in; the sheet with these links out."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import OwnSheet
from congkhai.monitor.own import links_of
from congkhai.monitor.policy import demand
from congkhai.reporting.linking import Link


@transaction.atomic
def link(sheet: OwnSheet, given: Mapping[int, Link], *, by: User, opened: str = "") -> OwnSheet:
    """``given``: links by the place of their criterion in the sheet, from 0; the others stay. ValidationError if another file has
    taken the place of the one that they were given for, whose id ``opened`` is."""
    demand(by, "declare", sheet.agency)
    now = OwnSheet.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=sheet.pk).first()
    if now is None or opened not in {"", str(now.file_id)}:
        raise ValidationError(
            _("Somebody brought another file since you opened this page, so nothing was changed. Look at it again.")
        )
    sheet, links = now, links_of(now)
    rows = tuple(given.get(place, row) for place, row in enumerate(links.rows))
    sheet.links = links.model_copy(update={"rows": rows}).model_dump(mode="json")
    sheet.linked_by, sheet.linked_at = by, timezone.now()
    sheet.save(update_fields=["links", "linked_by", "linked_at"])
    log("sheet_linked", sheet, agency=sheet.agency, actor=by, name=sheet.name, lines=len(given))
    return sheet
