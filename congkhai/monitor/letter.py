"""A round in; its figures, and the letter they come to, out: from what holds now, by the machine and by people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue
from congkhai.catalogue.finding import LetterPlan
from congkhai.catalogue.loading import open_law
from congkhai.monitor.effective import all_effective
from congkhai.monitor.models import Round, RoundSite, Stage
from congkhai.monitor.own import is_own
from congkhai.reporting.letter import Letter, Sender, compose
from congkhai.reporting.survey import Survey, survey


def plan_of(rules: str) -> LetterPlan | None:
    """The letter that goes with a rule set; None if there is none."""
    return next((plan for plan in open_law(settings.LAW).letters.values() if plan.rules == rules), None)


def survey_of(round: Round) -> Survey:
    """What the round comes to so far. A draft until it is approved and a person stands behind every verdict that is counted.
    ValidationError if no letter goes with its rule set, or it surveys nobody that the letter is about."""
    if round.approved_at is None and is_own(round):  # one that was approved is none
        raise ValidationError(_("No letter comes of an agency's check of its own site."))
    plan = plan_of(round.rules)
    if plan is None:
        raise ValidationError(_("No letter goes with the rule set %(rules)s."), params={"rules": round.rules})
    held = all_effective(round)
    found = survey(
        plan,
        [one.as_verdict(round.on, round.rules) for one in held],
        on=round.on,
        names=dict(RoundSite.objects.filter(round=round).values_list("agency__slug", "agency__name")),
        confirmed={(one.agency, one.obligation) for one in held if one.confirmed},
        catalogue=catalogue(),
        approved=round.stage in {Stage.APPROVED, Stage.CLOSED} and round.approved_at is not None,
    )
    if not found.kinds:
        raise ValidationError(_("Nobody was judged yet that this letter is about."))
    return found


def letter_of(round: Round, on: date | None = None) -> Letter:
    """The round's letter, dated ``on``, today if not said. Raises as survey_of does."""
    return compose(survey_of(round), sender_of(round), on=on or timezone.localdate(), number=round.letter_number or None)


def sender_of(round: Round) -> Sender:
    """Who writes: the owner, under the round's letterhead. What nobody filled in stands as dots."""
    head: dict[str, Any] = {key: value for key, value in round.letterhead.items() if value}
    blank = Sender()
    return Sender(
        name=round.owner.name,
        code=head.get("code", blank.code),
        place=head.get("place", blank.place),
        signature=tuple(head.get("signature", blank.signature)),
        superior=head.get("superior", ""),
    )
