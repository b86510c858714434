"""A round in; the earlier one that it can be held against out."""

from __future__ import annotations

from congkhai.monitor.models import Round, Stage
from congkhai.monitor.own import is_own, with_alone


def previous(round: Round) -> Round | None:
    """The owner's last earlier round by the same rule set whose verdicts were let through. Surveys are held against surveys, and
    an agency's checks of itself against such checks."""
    done = (Stage.REVIEW, Stage.APPROVED, Stage.CLOSED)
    earlier = Round.objects.filter(owner=round.owner_id, rules=round.rules, on__lt=round.on, stage__in=done)
    earlier = with_alone(earlier).filter(alone=is_own(round))
    return earlier.exclude(swept_at=None).order_by("-on", "-pk").first()
