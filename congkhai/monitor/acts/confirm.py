"""A verdict and a reviewer in; the verdict with a person behind it out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.monitor.models import Review, Stage, StoredVerdict
from congkhai.monitor.reviewing import note, open_verdict


@transaction.atomic
def confirm(verdict: StoredVerdict, *, by: User, reason: str = "") -> Review:
    """Say that the machine is right. ValidationError if a person has decided meanwhile: nobody's word is undone by a keystroke."""
    verdict, now = open_verdict(verdict, by, Stage.REVIEW, Stage.APPROVED)
    if now.confirmed:
        raise ValidationError(_("Somebody has decided on this verdict meanwhile. To change that, overturn it with a reason."))
    return note(verdict, Review.Act.CONFIRM, *now.by_machine, by=by, reason=reason.strip())
