"""A reviewed round in; the same round open to the public out."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.agencies.law import catalogue, said
from congkhai.ledger.record import log
from congkhai.monitor.effective import Effective, reviewed
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.own import is_own
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import take

_NAMED = 10  # of what is still open, in the refusal; the queue has the rest


class NotReviewed(ValidationError):
    """What says none or late rests on the machine alone, or was sent back. ``open`` are all those verdicts."""

    def __init__(self, verdicts: Iterable[Effective]) -> None:
        self.open = list(verdicts)
        names = "; ".join(f"{o.agency}: {said(catalogue().obligations[o.obligation].title)}" for o in self.open[:_NAMED])
        more = "; …" if len(self.open) > _NAMED else ""
        text = _("No person has yet decided on %(count)s verdicts that say none or late, or were sent back: %(names)s.")
        super().__init__(text, params={"count": len(self.open), "names": names + more})


@transaction.atomic
def approve(round: Round, *, by: User) -> Round:
    """Show a round to the public. Raises NotReviewed while an accusation rests on the machine alone: a machine's full or partial
    may become public as such, its none and late may not."""
    demand(by, "approve", round.owner_id)
    round = take(round, Stage.REVIEW)
    if is_own(round):
        raise ValidationError(_("An agency's check of its own site stays its own and is never made public."))
    review = reviewed(round)
    if not review.enough:
        raise NotReviewed({o.verdict: o for o in (*review.accusing, *review.returned)}.values())
    round.stage, round.approved_by, round.approved_at = Stage.APPROVED, by, timezone.now()
    round.save(update_fields=["stage", "approved_by", "approved_at"])
    log("approved", round, agency=round.owner, actor=by, unconfirmed=review.unconfirmed, verdicts=review.total)
    return round
