"""A round in; a worker that looks after it, now and until it is judged, out.

The task only wakes workers; what there is to do stands in the rows. A killed worker's task is lost, so each look first puts the
next one into the queue: as long as a round has work left, one look is always still to come."""

from __future__ import annotations

import os
from datetime import datetime

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from congkhai.monitor.models import Round, Stage
from congkhai.monitor.sweep import work

BACKEND = "rounds"  # a queue of its own, since a sweep lasts for hours: `congkhai sweeper`


@task(backend=BACKEND)
def look_after(pk: int) -> None:
    """One look: do what can be done now, unless the round is over, stopped or held."""
    round = Round.objects.filter(pk=pk, stage__in=(Stage.CRAWLING, Stage.JUDGING), stopped=False).first()
    if round is not None:
        look_after.using(run_after=next_look(round)).enqueue(pk)
        work(round)


def next_look(round: Round) -> datetime:
    """When to look again, if nobody comes before: when leases taken now would have lapsed, or the first resting site is due."""
    soon = timezone.now() + settings.SWEEP_LEASE
    waiting = round.sites.unended()
    if waiting.filter(again_at=None).exists() or not waiting.exists():
        return soon
    return max(soon, waiting.aggregate(Min("again_at"))["again_at__min"])


def wake(round: Round) -> None:
    """Have the round looked after from now on, by a worker a processor if so many run."""
    for _ in range(os.cpu_count() or 1):
        look_after.enqueue(round.pk)
