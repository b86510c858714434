"""A visited site in; what is read in its captures, and its verdicts, kept. A round judges exactly as ``check`` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from congkhai import records
from congkhai.agencies.law import catalogue, closed_days
from congkhai.checking import PagesRead, judged
from congkhai.monitor.captures import kept_captures
from congkhai.monitor.comparing import previous
from congkhai.monitor.doubt import doubt, doubts
from congkhai.monitor.effective import all_effective
from congkhai.monitor.history import dated_by, earlier_visits
from congkhai.monitor.models import RoundSite, StoredVerdict
from congkhai.monitor.stored import evidence_of, sights_of, to_json
from congkhai.records import Completeness, EvidenceKind, SiteSeen, SiteState, Verdict


def read(site: RoundSite) -> None:
    """Read the captures of the last visit, and write into the row (not saved) what they show and how well it was seen."""
    pages = PagesRead(catalogue().asked(site.round.rules), site.round.on, records.Kind(site.agency.kind))
    for capture in kept_captures(site):
        pages.add(capture)
    told = pages.seen(SiteSeen(site.agency.slug, site.home, SiteState(site.state), site.reason, sights_of(site.sights)))
    site.evidence = to_json(pages.evidence)
    site.told = to_json(told.sights)
    site.found = Counter(seen.obligation for seen in pages.evidence if seen.kind is not EvidenceKind.SECTION)


@transaction.atomic
def read_anew(pk: int) -> None:
    """Read an ended site's captures, unless that was done."""
    site = RoundSite.objects.select_for_update(of=("self",)).select_related("agency", "round").get(pk=pk)
    if site.evidence is None:
        read(site)
        site.save(update_fields=["told", "evidence", "found"])


@transaction.atomic
def judge(pk: int) -> None:
    """Judge a site that was read, unless that was done."""
    site = RoundSite.objects.select_for_update(of=("self",)).select_related("agency", "round").get(pk=pk)
    if site.judged_at is not None:
        return
    agency = records.Agency(site.agency.slug, records.Kind(site.agency.kind), site.agency.name, site.agency.since)
    verdicts = judged(
        agency,
        dated_by(earlier_visits(site), evidence_of(site.evidence)),
        sights_of(site.told),
        rules=site.round.rules,
        on=site.round.on,
        closed=closed_days(),
        catalogue=catalogue(),
    )
    before = previous(site.round)
    then = {o.obligation: o.completeness for o in all_effective(before, agency=site.agency)} if before else {}
    for verdict in verdicts:
        keep(site, verdict, then.get(verdict.obligation))
    site.judged_at = timezone.now()
    site.save(update_fields=["judged_at"])


def keep(site: RoundSite, verdict: Verdict, before: Completeness | None) -> None:
    """Keep a verdict. One that says the same as the one that stands, of the same things seen, changes nothing; one that differs
    takes its place, and the other stays in the books with its reviews."""
    plain = to_json(verdict)
    standing = StoredVerdict.objects.filter(
        round=site.round, agency=site.agency, obligation=verdict.obligation, current=True
    ).first()
    if standing is not None:
        if timeless(standing.verdict) == timeless(plain):
            return
        standing.current = False
        standing.save(update_fields=["current"])
    why = doubts(verdict, pages=site.counters.get("pages", 0), before=before)
    StoredVerdict.objects.create(
        round=site.round,
        agency=site.agency,
        kind=verdict.kind,
        obligation=verdict.obligation,
        force=verdict.force or "",
        completeness=verdict.completeness,
        timeliness=verdict.timeliness,
        at_least=verdict.at_least or "",
        at_most=verdict.at_most or "",
        days_late=verdict.days_late,
        proxy=verdict.proxy,
        backdated=any(judgement.backdated for judgement in verdict.judgements),
        enters_figures=verdict.enters_figures,
        doubt=doubt(why),
        doubts=why,
        verdict=plain,
    )


def timeless(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """What a kept verdict says: not when its pages were received, nor their other content, nor by which state of the law files."""
    return {**verdict, "catalogue": "", "evidence": [{**seen, "at": "", "sha256": ""} for seen in verdict["evidence"]]}
