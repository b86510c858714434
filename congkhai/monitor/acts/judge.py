"""A round in; the same round to be judged, for the first time or anew, out. No site is asked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import take
from congkhai.monitor.wake import wake


@transaction.atomic
def judge(round: Round, *, by: User | None, reason: str = "") -> Round:
    """While the sweep lasts: wait no longer for the sites that failed, and go by what they ended in. While held or in review: read
    the stored pages again and judge anew, by the law files and the reader as they are now; verdicts that come out the same keep
    their reviews, and where one differs the old one stays in the books."""
    demand(by, "judge", round.owner_id)
    round = take(round, Stage.CRAWLING, Stage.HELD, Stage.REVIEW)
    if round.stage == Stage.CRAWLING:
        if round.sites.filter(state="").exists():
            raise ValidationError(_("Sites are still being visited. Wait until they have ended."))
        round.sites.update(again_at=None)
        round.stopped = False
    else:
        round.sites.exclude(home="").update(evidence=None, judged_at=None)
        round.stage, round.released_at = Stage.CRAWLING, None
    round.save(update_fields=["stage", "stopped", "released_at"])
    log("judged_anew", round, agency=round.owner, actor=by, note=reason.strip())
    wake(round)
    return round
