"""A site's evidence in; the same with what our own earlier visits say of when each record appeared, out (METHOD §3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Min
from django.utils import timezone

from congkhai.monitor.models import RoundSite, StoredCapture
from congkhai.monitor.stored import evidence_of, sights_of
from congkhai.records import DateOrigin, DateRole, DateSeen, Evidence, EvidenceKind, Sight, SightQuality, SiteState
from congkhai.text import label_key


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """One visit of an earlier round, by the day on which it began. ``shown`` holds, by obligation, every name by which a record
    could be known again: its key, its address, its label."""

    on: date
    shown: dict[str, set[str]]
    sights: Sequence[Sight]

    def read_to_the_end(self, seen: Evidence) -> bool:
        """Whether the visit read the whole list that this record would have stood in."""
        concerned = [s for s in self.sights if s.obligation == seen.obligation and s.part in {None, seen.part}]
        return bool(concerned) and all(s.quality is SightQuality.GOOD and s.list_read_to_end for s in concerned)


def _names(seen: Evidence) -> set[str]:
    return {seen.key, seen.url, label_key(seen.label)} - {""}


def earlier_visits(site: RoundSite) -> list[EarlierVisit]:
    """What the owner's earlier rounds saw of the same agency's site."""
    rows = RoundSite.objects.filter(
        agency=site.agency_id,
        round__owner=site.round.owner_id,
        round__on__lt=site.round.on,
        state__in=(SiteState.OK, SiteState.PARTIAL),
        evidence__isnull=False,
    )
    visits = []
    for row in rows.order_by("pk"):
        began = StoredCapture.objects.filter(site=row, visit=row.visit).aggregate(Min("at"))["at__min"]
        if began is None:
            continue
        shown: defaultdict[str, set[str]] = defaultdict(set)
        for seen in evidence_of(row.evidence):
            shown[seen.obligation] |= _names(seen)
        visits.append(EarlierVisit(timezone.localtime(began).date(), shown, sights_of(row.told)))
    return visits


def dated_by(visits: Sequence[EarlierVisit], evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each record with the first day we saw it, and the days on which we read its list to the end without it. A record that went by
    another key then is looked for by its address and its label too: an absence may accuse, so it must be sure."""
    return tuple(seen if seen.kind is EvidenceKind.SECTION else _dated(visits, seen) for seen in evidence)


def _dated(visits: Sequence[EarlierVisit], seen: Evidence) -> Evidence:
    names = _names(seen)
    days = []
    for visit in visits:
        if names & visit.shown.get(seen.obligation, set()):
            days.append(DateSeen(visit.on, DateRole.POSTED, DateOrigin.FIRST_SEEN))
        elif visit.read_to_the_end(seen):
            days.append(DateSeen(visit.on, DateRole.POSTED, DateOrigin.LAST_ABSENT))
    return replace(seen, dates=(*seen.dates, *days)) if days else seen
