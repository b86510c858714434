"""A round and a worker's name in; the next site that is the worker's alone, for a time, out. The rows are the truth: a worker that
is killed leaves nothing behind but leases that lapse."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Min, Q, When
from django.utils import timezone

from congkhai.monitor.models import Round, RoundSite, Sites, Stage


def worker_name() -> str:
    """A name that no other worker has, and that says where this one runs."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def free(round: Round, worker: str, now: datetime) -> Sites:
    """The sites that the worker may visit now: not ended, rested, leased by nobody, on a domain where no other worker is. Another
    round's worker counts too: a site is never asked by two at once. ``at`` is the number of the visit to come."""
    busy = RoundSite.objects.filter(lease_until__gt=now).exclude(leased_by=worker)
    return (
        round.sites.unended()
        .filter(Q(again_at=None) | Q(again_at__lte=now), Q(lease_until=None) | Q(lease_until__lte=now))
        .exclude(domain__in=busy.values("domain"))
        .annotate(at=Case(When(again_at=None, then="visit"), default=F("visit") + 1))
    )


def next_visit(round: Round, worker: str) -> int | None:
    """Which visit (1 to VISITS) the sites to be taken next are at. None if there is nothing to take now."""
    return free(round, worker, timezone.now()).aggregate(Min("at"))["at__min"]


@transaction.atomic
def claim(round: Round, visit: int, worker: str) -> RoundSite | None:
    """Take the next site that is at this visit, which begins now, or goes on if it was broken off. None if none is free, or the
    round was stopped. Sites on one domain go to one worker, whose crawl asks their hosts in turn."""
    # Whoever claims waits here for the others, since two rounds may share a domain. SQLite has one writer anyhow.
    running = list(Round.objects.select_for_update().filter(stage=Stage.CRAWLING, stopped=False).order_by("pk"))
    if round not in running:
        return None
    now = timezone.now()
    site = free(round, worker, now).filter(at=visit).select_related("agency", "round").order_by("pk").first()
    if site is not None:
        site.visit, site.state, site.again_at = visit, "", None
        site.leased_by, site.lease_until = worker, now + settings.SWEEP_LEASE
        site.save(update_fields=["visit", "state", "again_at", "leased_by", "lease_until"])
    return site


def prolong(worker: str, sites: int) -> bool:
    """The heartbeat: the worker's leases run anew from now. False if one of its ``sites`` leases had lapsed and gone to another."""
    return RoundSite.objects.filter(leased_by=worker).update(lease_until=timezone.now() + settings.SWEEP_LEASE) == sites


def release(worker: str) -> None:
    """Give back all that the worker holds: others need not wait for its leases to lapse."""
    RoundSite.objects.filter(leased_by=worker).update(leased_by="", lease_until=None)
