"""A verdict that could not be reached, what a person saw, and the saved evidence of it in; the verdict by hand out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.files.store import store
from congkhai.monitor.models import Review, Stage, StoredVerdict
from congkhai.monitor.reviewing import check_pair, note, open_verdict
from congkhai.monitor.taking import reason_of
from congkhai.records import Completeness, Timeliness


@transaction.atomic
def by_hand(
    verdict: StoredVerdict, *, completeness: Completeness, timeliness: Timeliness, evidence: File, by: User, reason: str
) -> Review:
    """Judge by hand what the machine could not see. The evidence (a printed page, a picture of the screen) is kept with it, and the
    verdict is marked as judged by hand wherever it is shown."""
    verdict, now = open_verdict(verdict, by, Stage.REVIEW, Stage.APPROVED)
    reason = reason_of(reason, _("Say what you saw, where and when. The reason is published."))
    if now.by_machine[0] is not Completeness.UNKNOWN and now.by_machine[1] is not Timeliness.UNKNOWN:
        raise ValidationError(_("The machine could see this one. If it is wrong, overturn it."))
    check_pair(completeness, timeliness)
    kept = store(evidence, agency=verdict.round.owner, by=by)
    return note(verdict, Review.Act.BY_HAND, completeness, timeliness, by=by, reason=reason, evidence=kept)
