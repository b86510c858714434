"""A round in; the same round one stage on, where nothing stands in the way, out: swept, looked over for alarms, then judged."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from congkhai.agencies.law import catalogue
from congkhai.ledger.record import log
from congkhai.monitor.alarms import alarms
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.verdicts import judge, read_anew


def advance(round: Round) -> None:
    """Take a round as far as it goes without a person and without a visit. May be broken off at any moment and called again, and
    by two at once."""
    for pk in round.sites.ended().filter(evidence__isnull=True).order_by("pk").values_list("pk", flat=True):
        read_anew(pk)
    _look_over(round.pk)
    round.refresh_from_db()
    if round.stage == Stage.JUDGING:
        for pk in round.sites.filter(judged_at=None).order_by("pk").values_list("pk", flat=True):
            judge(pk)
        _open_review(round.pk)
        round.refresh_from_db()


@transaction.atomic
def _look_over(pk: int) -> None:
    """Once every site has ended and was read: to be judged, or held back with the reasons why."""
    round = Round.objects.select_for_update().get(pk=pk)
    waiting = round.sites.unended() | round.sites.filter(evidence__isnull=True)
    if round.stage != Stage.CRAWLING or round.stopped or waiting.exists():
        return
    found = alarms(round)
    round.alarms = [{"code": code, "vi": said.vi, "en": said.en} for code, said in found]
    round.stage = Stage.HELD if found else Stage.JUDGING
    round.swept_at = timezone.now()
    round.save(update_fields=["alarms", "stage", "swept_at"])
    log("held_back" if found else "swept", round, agency=round.owner, actor=None, alarms=[code for code, _said in found])


@transaction.atomic
def _open_review(pk: int) -> None:
    round = Round.objects.select_for_update().get(pk=pk)
    if round.stage != Stage.JUDGING or round.sites.filter(judged_at=None).exists():
        return
    round.stage, round.catalogue = Stage.REVIEW, catalogue().hash
    round.save(update_fields=["stage", "catalogue"])
    log(
        "judged",
        round,
        agency=round.owner,
        actor=None,
        catalogue=round.catalogue,
        verdicts=round.verdicts.filter(current=True).count(),
    )
