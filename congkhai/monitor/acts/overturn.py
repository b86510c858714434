"""A verdict, what holds instead, and a reason in; the verdict overturned out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.monitor.models import Review, Stage, StoredVerdict
from congkhai.monitor.reviewing import check_pair, note, open_verdict
from congkhai.monitor.taking import reason_of
from congkhai.records import Completeness, Timeliness


@transaction.atomic
def overturn(verdict: StoredVerdict, *, completeness: Completeness, timeliness: Timeliness, by: User, reason: str) -> Review:
    """Say what holds instead, of the machine's verdict or of what another reviewer made of it. The reason is published."""
    verdict, now = open_verdict(verdict, by, Stage.REVIEW, Stage.APPROVED)
    reason = reason_of(reason, _("Say why the verdict is wrong. The reason is published."))
    check_pair(completeness, timeliness)
    if (completeness, timeliness) == (now.completeness, now.timeliness) and now.act != Review.Act.RETURN:
        raise ValidationError(_("That is what holds already. To stand behind it, confirm it."))
    return note(verdict, Review.Act.OVERTURN, completeness, timeliness, by=by, reason=reason)
