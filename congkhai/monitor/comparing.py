"""A round in; the earlier one that it can be held against out."""

from __future__ import annotations

from congkhai.monitor.models import Round, Stage


def previous(round: Round) -> Round | None:
    """The owner's last earlier round by the same rule set whose verdicts were let through."""
    done = (Stage.REVIEW, Stage.APPROVED, Stage.CLOSED)
    earlier = Round.objects.filter(owner=round.owner_id, rules=round.rules, on__lt=round.on, stage__in=done)
    return earlier.exclude(swept_at=None).order_by("-on", "-pk").first()
