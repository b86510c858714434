"""Rounds for tests: over invented sites that are really visited, or with verdicts as if they had been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from congkhai.agencies.models import Agency
from congkhai.monitor.acts.create import create
from congkhai.monitor.acts.start import start
from congkhai.monitor.models import Round, RoundSite, Stage, StoredVerdict
from congkhai.monitor.verdicts import keep
from congkhai.records import (
    Completeness,
    DateSeen,
    Evidence,
    EvidenceKind,
    Force,
    Judgement,
    Kind,
    Looked,
    Sentence,
    SiteState,
    Timeliness,
    Verdict,
)
from tests import factories
from tests.fakesite.server import FakeSite, page, rows, serving

C, T = Completeness, Timeliness
ON = date(2026, 11, 25)
DIRECTIVES, REWARDS = "leader-directives", "rewards-and-sanctions"
QUICK: dict[str, Any] = {"between_requests": 0.0, "allow_private": True}
MENU = {"/chi-dao": "Ý kiến chỉ đạo, điều hành", "/khen-thuong": "Khen thưởng", "/gioi-thieu": "Giới thiệu"}


def small_site(number: int = 1, records: int = 4) -> dict[str, Any]:
    """An invented province's pages: two sections with their records, and a page about itself."""
    pages: dict[str, Any] = {"/": page(f"Tỉnh Thử {number}", menu=MENU), "/gioi-thieu": page("Giới thiệu", menu=MENU)}
    for path, word in (("/chi-dao", "Chỉ đạo về việc"), ("/khen-thuong", "Quyết định khen thưởng Công ty")):
        listed = {f"{path}/{n}": f"{word} số {number}{n} ngày {n:02}/10/2026" for n in range(1, records + 1)}
        pages[path] = page(MENU[path], rows(listed), menu=MENU)
        for record, label in listed.items():
            n = record.rpartition("/")[2]
            pages[record] = page(label, f"<p>Số: {n}/QĐ-UBND</p><p>Ngày ban hành: {int(n):02}/10/2026</p>", menu=MENU)
    return pages


@contextmanager
def sites(count: int = 1, **given: int) -> Iterator[list[FakeSite]]:
    """So many small sites, running."""
    with ExitStack() as stack:
        yield [stack.enter_context(serving(small_site(n, **given))) for n in range(1, count + 1)]


def planned(owner: Agency, agencies: Sequence[Agency], **given: Any) -> Round:
    """A round over agencies whose sites are on loopback."""
    asked = {"rules": "letter-2613", "on": ON, "by": None, "again_after": timedelta(0)} | given
    return create(owner=owner, agencies=agencies, **{**asked, "pace": QUICK | given.get("pace", {})})


def of_sites(running: Sequence[FakeSite]) -> list[Agency]:
    """An agency for each running site."""
    return [factories.agency(site=site.address) for site in running]


def started(owner: Agency, running: Sequence[FakeSite], **given: Any) -> Round:
    """A round over running sites, under way."""
    return start(planned(owner, of_sites(running), **given), by=None)


def verdict(agency: Agency, obligation: str, completeness: C, timeliness: T = T.UNKNOWN, **given: Any) -> Verdict:
    """A verdict with nothing behind it but what is said."""
    return Verdict(
        **{
            "obligation": obligation,
            "agency": agency.slug,
            "kind": Kind(agency.kind),
            "on": ON,
            "rules": "letter-2613",
            "force": Force.PRACTICE,
            "completeness": completeness,
            "timeliness": timeliness,
            "part_grades": {},
            "days_late": 3 if timeliness is T.LATE else None,
            "proxy": False,
            "reasons": (Sentence("vì thế", "for that"),),
            "at_least": completeness if completeness is not C.UNKNOWN else None,
            "at_most": completeness if completeness is not C.UNKNOWN else None,
            **given,
        }
    )


Found = Mapping[str, tuple[C, T]]


def reviewable(owner: Agency, found: Mapping[Agency, Found], **given: Any) -> Round:
    """A round in review, with the machine's verdicts given by agency and obligation. Its sites were seen well."""
    asked = {
        "slug": f"dot-{Round.objects.count() + 1}",
        "title": "Đợt thử",
        "rules": "letter-2613",
        "on": ON,
        "stage": Stage.REVIEW,
    }
    round = Round.objects.create(owner=owner, swept_at=timezone.now(), **{**asked, **given})
    for agency, verdicts in found.items():
        site = RoundSite.objects.create(
            round=round,
            agency=agency,
            home="https://tinh.example/",
            domain="tinh.example",
            state=SiteState.OK,
            counters={"pages": 40},
            evidence=[],
            judged_at=timezone.now(),
        )
        for obligation, pair in verdicts.items():
            keep(site, verdict(agency, obligation, *pair), None)
    return round


def row(round: Round, agency: Agency, obligation: str = REWARDS) -> StoredVerdict:
    """The verdict that stands."""
    return StoredVerdict.objects.get(round=round, agency=agency, obligation=obligation, current=True)


def record(key: str, *dates: DateSeen, obligation: str = REWARDS, **given: Any) -> Evidence:
    """A record of rewards, with its own page."""
    asked = {"part": "rewards", "url": f"https://tinh.example/{key}", "label": f"Quyết định {key}", "sha256": "", "own_page": True}
    return Evidence(
        key=key,
        kind=EvidenceKind.RECORD,
        obligation=obligation,
        at=datetime(2026, 11, 25, 3, tzinfo=UTC),
        dates=dates,
        **{**asked, **given},
    )


def judgement(**given: Any) -> Judgement:
    """A judgement of one record."""
    asked = {"key": "k", "part": "rewards", "version_from": date(2022, 8, 15), "force": Force.PRACTICE, "timeliness": T.LATE}
    return Judgement(**{**asked, **given})


def alike(label: str = "Tin khen thưởng") -> Looked:
    """A place that only looks like the thing."""
    return Looked("https://tinh.example/tin", label, "look_alike")
