"""An agency in; the rounds in which it looked at itself alone, and what the newest of them comes to, out.

Such a round is its owner's own affair: it is never approved, no letter comes of it, and no survey is held against it."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Exists, F, OuterRef, QuerySet

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.monitor.effective import all_effective
from congkhai.monitor.models import OwnSheet, Round, RoundSite, Stage, StoredVerdict
from congkhai.monitor.stored import verdict_of
from congkhai.records import Verdict
from congkhai.reporting.linking import Links, known

JUDGED = (Stage.REVIEW, Stage.CLOSED)


def with_alone(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Rounds with ``alone``: whether the owner is the one agency that is surveyed."""
    sites = RoundSite.objects.filter(round=OuterRef("pk"))
    others = sites.exclude(agency=OuterRef("owner"))
    return rounds.annotate(alone=Exists(sites) & ~Exists(others))


def is_own(round: Round) -> bool:
    """Whether the round looks at its owner alone."""
    return with_alone(Round.objects.filter(pk=round.pk)).values_list("alone", flat=True).get()


def own_rounds(agency: Agency) -> QuerySet[Round]:
    """The agency's rounds over itself alone, the newest first."""
    return with_alone(Round.objects.filter(owner=agency)).filter(alone=True).order_by("-pk")


def last_judged(agency: Agency) -> Round | None:
    """The newest of them that has verdicts."""
    return own_rounds(agency).filter(stage__in=JUDGED, sites__judged_at__isnull=False).first()


def links_of(sheet: OwnSheet) -> Links:
    """What each criterion of a kept sheet rests on, as far as the law files of today know it."""
    return known(Links.model_validate(sheet.links), catalogue())


def verdicts(round: Round) -> list[Verdict]:
    """What holds of the owner now, by the machine and by people, in the order of the rule set. Three queries."""
    given = {
        row.pk: verdict_of(row.verdict)
        for row in StoredVerdict.objects.filter(round=round, agency=F("round__owner"), current=True).only("pk", "verdict")
    }
    held = {one.verdict: one for one in all_effective(round)}
    return [
        replace(
            verdict,
            completeness=held[key].completeness,
            timeliness=held[key].timeliness,
            at_least=held[key].at_least,
            at_most=held[key].at_most,
            days_late=held[key].days_late,
        )
        for key, verdict in given.items()
        if key in held
    ]
