"""A round and some of its sites in; the same round under way again, for those sites alone, out."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import Round, RoundSite, Stage
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import reason_of, take
from congkhai.monitor.wake import wake


@transaction.atomic
def revisit(round: Round, sites: Sequence[RoundSite], *, by: User | None, reason: str) -> Round:
    """Visit some sites anew, from their first page on: after a verdict was sent back, a webmaster has let us in, or the crawler was
    mended. What the earlier visits brought stays in the books."""
    demand(by, "run", round.owner_id)
    reason = reason_of(reason, _("Say why these sites are visited again."))
    round = take(round, Stage.HELD, Stage.REVIEW)
    chosen = round.sites.filter(pk__in=[site.pk for site in sites]).exclude(home="")
    names = list(chosen.values_list("agency__slug", flat=True))
    if not names:
        raise ValidationError(_("None of these sites can be visited."))
    chosen.update(visit=F("visit") + 1, state="", again_at=None, evidence=None, judged_at=None)
    round.stage, round.stopped = Stage.CRAWLING, False
    round.save(update_fields=["stage", "stopped"])
    log("revisited", round, agency=round.owner, actor=by, note=reason, agencies=names)
    wake(round)
    return round
