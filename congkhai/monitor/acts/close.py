"""A round in; the same round as it will stay out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import reason_of, take


@transaction.atomic
def close(round: Round, *, by: User | None, reason: str = "") -> Round:
    """End a round: no visit, no review after this. One that was never approved is given up, with a reason, and stays unseen."""
    demand(by, "close", round.owner_id)
    round = take(round, *(stage for stage in Stage if stage is not Stage.CLOSED))
    if round.stage != Stage.APPROVED:
        reason = reason_of(reason, _("This round was not approved. Say why it is given up."))
    if round.sites.filter(leased_by__gt="").exists():
        raise ValidationError(_("Sites are still being visited. Stop the round first."))
    round.stage = Stage.CLOSED
    round.save(update_fields=["stage"])
    log("closed", round, agency=round.owner, actor=by, note=reason.strip())
    return round
