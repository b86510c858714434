"""A stopped round in; the same round under way again out, where it was."""

from __future__ import annotations

from django.db import transaction

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import take
from congkhai.monitor.wake import wake


@transaction.atomic
def resume(round: Round, *, by: User | None) -> Round:
    """Go on. Of a visit that was broken off no page is asked for twice."""
    demand(by, "run", round.owner_id)
    round = take(round, Stage.CRAWLING)
    if round.stopped:
        round.stopped = False
        round.save(update_fields=["stopped"])
        log("resumed", round, agency=round.owner, actor=by)
        wake(round)
    return round
