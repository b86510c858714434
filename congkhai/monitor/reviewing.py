"""A verdict and a reviewer in; the verdict, as it stands now and open to review, out; and one act of review, written down."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.files.models import StoredFile
from congkhai.ledger.record import log
from congkhai.monitor.effective import Effective, effective
from congkhai.monitor.models import Review, Stage, StoredVerdict
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import take
from congkhai.records import Completeness, Timeliness


def open_verdict(verdict: StoredVerdict, by: User, *stages: Stage) -> tuple[StoredVerdict, Effective]:
    """The verdict and what holds of it, while reviewers wait their turn at its round. ValidationError if the round is not open to
    review, or the verdict was replaced when its site was judged anew."""
    demand(by, "review", verdict.round.owner_id)
    take(verdict.round, *stages)
    verdict.refresh_from_db()
    if not verdict.current:
        raise ValidationError(_("This site has been judged anew meanwhile. Read the new verdict."))
    return verdict, effective(verdict)


def note(
    verdict: StoredVerdict,
    act: Review.Act,
    completeness: Completeness,
    timeliness: Timeliness,
    *,
    by: User,
    reason: str,
    evidence: StoredFile | None = None,
) -> Review:
    """Add the act to the books."""
    review = Review.objects.create(
        verdict=verdict, act=act, completeness=completeness, timeliness=timeliness, reason=reason, by=by, evidence=evidence
    )
    log(
        f"review_{act}",
        verdict,
        agency=verdict.round.owner,
        actor=by,
        note=reason,
        surveyed=verdict.agency.slug,
        obligation=verdict.obligation,
        completeness=completeness,
        timeliness=timeliness,
    )
    return review


def check_pair(completeness: Completeness, timeliness: Timeliness) -> None:
    """ValidationError for two halves that cannot hold together."""
    bound = Completeness.NOT_BOUND, Timeliness.NOT_BOUND
    if (completeness is bound[0]) != (timeliness is bound[1]):
        raise ValidationError(_("An agency that is not bound is bound by neither: choose “not bound” for both."))
    if completeness is Completeness.NONE and timeliness in {Timeliness.ON_TIME, Timeliness.LATE}:
        raise ValidationError(_("Where nothing was published, nothing came on time or late: choose “unknown” for the time."))
