"""A round in; how far it is, and when it may be done, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from congkhai.monitor.models import Round, Stage, StoredCapture
from congkhai.records import SiteState

QUIET = 3  # leases: after so long without a sign of any worker, nobody works on it


@dataclass(frozen=True, slots=True)
class Progress:
    """``states`` counts the sites that have ended, by their state. ``in_hand`` sites are being visited now; ``resting`` ones are to
    be visited again, the first at ``again_at``. ``done_at`` is an estimate from the pace so far, None where there is none yet.
    ``forsaken``: under way, but no worker has shown itself for a while; that is our fault and no agency's."""

    sites: int
    ended: int
    in_hand: int
    resting: int
    again_at: datetime | None
    states: Mapping[SiteState, int]
    pages: int
    judged: int
    verdicts: int
    done_at: datetime | None
    forsaken: bool


def progress(round: Round) -> Progress:
    """How far the round is now. Four queries."""
    now = timezone.now()
    ended = Q(again_at=None) & ~Q(state="")
    counts = round.sites.aggregate(
        sites=Count("pk"),
        ended=Count("pk", filter=ended),
        in_hand=Count("pk", filter=Q(lease_until__gt=now)),
        resting=Count("pk", filter=Q(again_at__isnull=False)),
        again_at=Min("again_at"),
        judged=Count("pk", filter=Q(judged_at__isnull=False)),
        last_lease=Max("lease_until"),
        last_end=Max("crawled_at"),
    )
    states = round.sites.filter(ended).order_by("state").values_list("state").annotate(count=Count("pk"))
    last = max(filter(None, (counts.pop("last_lease"), counts.pop("last_end"), round.started_at)), default=now)
    under_way = round.stage == Stage.JUDGING or (round.stage == Stage.CRAWLING and not round.stopped)
    to_do = counts["ended"] + counts["resting"] < counts["sites"] or counts["ended"] == counts["sites"]
    return Progress(
        **counts,
        states={SiteState(state): count for state, count in states},
        pages=StoredCapture.objects.filter(site__round=round).count(),
        verdicts=round.verdicts.filter(current=True).count(),
        done_at=_done_at(round, counts, now) if under_way else None,
        forsaken=under_way and to_do and now - last > QUIET * settings.SWEEP_LEASE,
    )


def _done_at(round: Round, counts: Mapping[str, Any], now: datetime) -> datetime | None:
    """As many sites an hour as until now; no sooner than the first that rests is due."""
    if round.started_at is None or not counts["ended"]:
        return None
    left = counts["sites"] - counts["ended"] - counts["resting"]
    done_at = now + left * (now - round.started_at) / counts["ended"]
    return max(done_at, counts["again_at"]) if counts["again_at"] else done_at
