"""A round and the stages at which an act makes sense in; the row, fresh and locked, out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from congkhai.monitor.models import Round, Stage


def take(round: Round, *stages: Stage) -> Round:
    """The round as it is now, locked for the caller's transaction. ValidationError unless it stands at one of the stages."""
    row = Round.objects.select_for_update(of=("self",)).select_related("owner").get(pk=round.pk)
    if row.stage not in stages:
        at = ", ".join(str(stage.label) for stage in stages)
        raise ValidationError(
            _("This round is %(now)s. That can be done while it is: %(at)s."), params={"now": row.get_stage_display(), "at": at}
        )
    return row


def reason_of(text: str, wanted: str) -> str:
    """A reason without blanks around it. ValidationError, in the words ``wanted``, if nothing is left."""
    if not text.strip():
        raise ValidationError(wanted)
    return text.strip()
