"""A planned round in; the same round under way out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import take
from congkhai.monitor.wake import wake


@transaction.atomic
def start(round: Round, *, by: User | None) -> Round:
    """Let the visits begin. A worker is woken; `congkhai round run` may work beside it or instead of it."""
    demand(by, "run", round.owner_id)
    round = take(round, Stage.PLANNED)
    round.stage, round.started_at = Stage.CRAWLING, timezone.now()
    round.save(update_fields=["stage", "started_at"])
    log("started", round, agency=round.owner, actor=by)
    wake(round)
    return round
