"""A round held back by an alarm and a reason in; the same round to be judged out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import reason_of, take
from congkhai.monitor.wake import wake


@transaction.atomic
def release(round: Round, *, by: User, reason: str) -> Round:
    """Let a round be judged despite its alarms, which stay on its page. Whoever does it says why the alarm was false."""
    demand(by, "judge", round.owner_id)
    reason = reason_of(reason, _("Say why the round may go on despite the alarm."))
    round = take(round, Stage.HELD)
    round.stage, round.released_at = Stage.JUDGING, timezone.now()
    round.save(update_fields=["stage", "released_at"])
    log("released", round, agency=round.owner, actor=by, note=reason, alarms=[alarm["code"] for alarm in round.alarms])
    wake(round)
    return round
