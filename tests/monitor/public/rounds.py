"""Rounds with a verdict on everything the letter asks, as the public may see them or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import cycle
from typing import Any

from django.utils import timezone

from congkhai.accounts.models import User
from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.approve import approve
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.effective import reviewed
from congkhai.monitor.models import Round, RoundSite, Stage, StoredVerdict
from congkhai.monitor.verdicts import keep
from congkhai.records import (
    Completeness,
    DateOrigin,
    DateRole,
    DateSeen,
    EvidenceKind,
    Kind,
    Looked,
    Sentence,
    SiteState,
    Timeliness,
)
from tests import factories
from tests.monitor.surveys import ON, judgement, record, verdict

C, T = Completeness, Timeliness
PAIRS = ((C.FULL, T.ON_TIME), (C.PARTIAL, T.LATE), (C.SUBSTANTIAL, T.NO_LIMIT), (C.NONE, T.UNKNOWN), (C.UNKNOWN, T.UNKNOWN))
DATES = (
    DateSeen(date(2026, 9, 1), DateRole.ISSUED, DateOrigin.STATED),
    DateSeen(date(2026, 9, 20), DateRole.POSTED, DateOrigin.FIRST_SEEN),
)


def provinces(*names: str) -> list[Agency]:
    return [factories.agency(name=name, name_en=f"{name} Province", portal=False) for name in names]


def ministries(*names: str) -> list[Agency]:
    return [factories.agency(name=name, kind=Kind.MINISTRY, portal=False) for name in names]


def full_round(owner: Agency, agencies: Sequence[Agency], pairs: Sequence[tuple[C, T]] = PAIRS, **given: Any) -> Round:
    """A round in review that judged every agency on all of the letter's thirteen, the ``pairs`` in turn; with evidence for what was
    found, and places looked at for what was not."""
    asked = {"slug": f"dot-{Round.objects.count() + 1}", "title": f"Đợt {Round.objects.count() + 1}", "on": ON}
    times = {"swept_at": timezone.now(), "catalogue": catalogue().hash}
    round = Round.objects.create(owner=owner, rules="letter-2613", stage=Stage.REVIEW, **{**asked, **times, **given})
    turns = cycle(pairs)
    for agency in agencies:
        host = f"{agency.slug}.example"
        site = {"home": f"https://{host}/", "domain": host, "state": SiteState.OK, "counters": {"pages": 40}, "evidence": []}
        row = RoundSite.objects.create(round=round, agency=agency, judged_at=timezone.now(), **site)
        for obligation in catalogue().asked(round.rules):
            version = obligation.version_on(round.on)
            if Kind(agency.kind) not in version.binds:
                keep(row, verdict(agency, obligation.id, C.NOT_BOUND, T.NOT_BOUND, at_least=None, at_most=None), None)
                continue
            grade, time = next(turns)
            keep(
                row,
                verdict(agency, obligation.id, grade, time, on=round.on, **_behind(obligation, version, host, grade, time)),
                None,
            )
    return round


def _behind(obligation: Any, version: Any, host: str, grade: C, time: T) -> dict[str, Any]:
    if grade in {C.NONE, C.UNKNOWN}:
        return {"looked": (Looked(f"https://{host}/gan-giong", "Tin gần giống", "look_alike"),)}
    part = next(iter(version.parts))
    common = {"obligation": obligation.id, "part": part}
    found = record(f"{obligation.id}-1", *DATES, **common, url=f"https://{host}/{obligation.slug.vi}/1", label="Quyết định số 7")
    late = (judgement(key=found.key, part=part, deadline=date(2026, 9, 10), days_late=3),) if time is T.LATE else ()
    reasons = (Sentence(f"Lý do về {obligation.title.vi}.", f"A reason about {obligation.title.en}."),)
    return {"evidence": (found,), "judgements": late, "reasons": reasons}


def section(url: str, obligation: str, **given: Any) -> Any:
    """A section of a site, as evidence."""
    asked = {"kind": EvidenceKind.SECTION, "label": "Chuyên mục", "total": 12}
    found = record("muc", obligation=obligation, url=url, part=None)
    return type(found)(**{name: {**asked, **given}.get(name, getattr(found, name)) for name in found.__dataclass_fields__})


def opened(round: Round, chief: User) -> Round:
    """The round approved, with a person behind whatever accuses and nobody behind the rest."""
    for held in reviewed(round).accusing:
        confirm(StoredVerdict.objects.get(pk=held.verdict), by=chief)
    return approve(round, by=chief)
