"""Agencies and a pace in; what a round over them would visit, how politely, and for how long, out. Nothing is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.utils.translation import gettext as _

from congkhai.agencies.models import Agency
from congkhai.crawling.addresses import BadAddress, domain_of, typed
from congkhai.crawling.pace import Pace
from congkhai.monitor.models import RoundSite
from congkhai.records import SiteState


@dataclass(frozen=True, slots=True)
class Plan:
    """``visited``: each agency with the address of its home page; ``without``: those of which no site is known, and which end as
    such. ``likely``: how long the visits last at this pace, if sites are as large as in earlier rounds, or each takes all the pages
    it may where none was seen yet; ``longest``: if each takes all the time it may. Sites that fail come again on another day."""

    visited: Sequence[tuple[Agency, str]]
    without: Sequence[Agency]
    domains: int
    pace: Pace
    likely: timedelta
    longest: timedelta


def plan(agencies: Iterable[Agency], pace: Pace) -> Plan:
    """What a round over these agencies would do. Addresses that are none count as not known."""
    visited, without, domains = [], [], set[str]()
    for agency in agencies:
        try:
            home = typed(agency.site) if agency.site else None
        except BadAddress:
            home = None
        if home is None:
            without.append(agency)
        else:
            visited.append((agency, str(home)))
            domains.add(domain_of(home))
    seen = RoundSite.objects.filter(agency__in=[agency for agency, _home in visited], state__in=(SiteState.OK, SiteState.PARTIAL))
    pages = [counters["pages"] for counters in seen.values_list("counters", flat=True)] or [pace.pages]
    usual = min(pace.seconds, pace.between_requests * sum(pages) / len(pages))
    return Plan(
        visited, without, len(domains), pace, _lasting(len(visited), usual, pace), _lasting(len(visited), pace.seconds, pace)
    )


def _lasting(sites: int, seconds: float, pace: Pace) -> timedelta:
    """So many sites, so long each, with as many at once as one worker visits."""
    return timedelta(seconds=ceil(sites / pace.sites_at_once) * seconds)


def lasting(span: timedelta) -> str:
    """A span of time in hours and minutes, rounded up to minutes."""
    hours, minutes = divmod(ceil(span.total_seconds() / 60), 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
