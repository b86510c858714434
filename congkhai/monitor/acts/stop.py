"""A round under way in; the same round at rest out, with all it has seen."""

from __future__ import annotations

from django.db import transaction

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import take


@transaction.atomic
def stop(round: Round, *, by: User | None, reason: str = "") -> Round:
    """Let no further page be asked for. Workers notice within a quarter of a lease, and end with the answers they wait for."""
    demand(by, "run", round.owner_id)
    round = take(round, Stage.CRAWLING)
    if not round.stopped:
        round.stopped = True
        round.save(update_fields=["stopped"])
        log("stopped", round, agency=round.owner, actor=by, note=reason.strip())
    return round
