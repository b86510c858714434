"""A verdict and a reason in; the verdict that nobody stands behind, to be looked at anew, out."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.monitor.models import Review, Stage, StoredVerdict
from congkhai.monitor.reviewing import note, open_verdict
from congkhai.monitor.taking import reason_of
from congkhai.records import Completeness, Timeliness


@transaction.atomic
def send_back(verdict: StoredVerdict, *, by: User, reason: str) -> Review:
    """Say that what was seen does not suffice to decide. It counts as unknown, and the round cannot be approved, until the site was
    visited again or somebody decides."""
    verdict, _now = open_verdict(verdict, by, Stage.REVIEW)
    reason = reason_of(reason, _("Say what is to be looked at anew."))
    return note(verdict, Review.Act.RETURN, Completeness.UNKNOWN, Timeliness.UNKNOWN, by=by, reason=reason)
