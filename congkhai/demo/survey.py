"""Invented sites that answer in; two rounds over them out: one reviewed and approved, with its letter, and one half reviewed.

The sites are really visited, by the monitor's own worker, and each act is done by an invented person who may do it."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.demo.sites import SITES
from congkhai.demo.surveyors import APPROVER, CHIEF, EDITOR, MINISTRY, surveyed
from congkhai.monitor.acts.approve import approve
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.create import create
from congkhai.monitor.acts.judge import judge
from congkhai.monitor.acts.letterhead import letterhead
from congkhai.monitor.acts.number import number
from congkhai.monitor.acts.send_back import send_back
from congkhai.monitor.acts.start import start
from congkhai.monitor.models import Review, Round, Stage, StoredVerdict
from congkhai.monitor.sweep import work
from congkhai.monitor.waiting import ALONE, OPEN, with_newest
from congkhai.monitor.wake import BACKEND

logger = logging.getLogger("congkhai.demo")

RULES = "letter-2613"
TITLES = ("Khảo sát trình diễn lần thứ nhất", "Khảo sát trình diễn lần thứ hai")
PACE = {"between_requests": 0, "allow_private": True, "pages": 2000}  # the sites are our own, on this machine
NUMBER = "1/BMB-GSCK"
PATIENCE = 120  # seconds that the sites have to answer
STEP = 0.5  # seconds between two looks


def _rounds() -> dict[str, Round]:
    return {round.title: round for round in Round.objects.filter(owner__slug=MINISTRY["slug"], title__in=TITLES)}


def _waits(round: Round) -> bool:
    """Whether something is left to do that is ours to do: what people began, or an alarm holds back, is theirs."""
    if round.stage == Stage.REVIEW:
        return not Review.objects.filter(verdict__round=round).exists()
    return round.stage in {Stage.PLANNED, Stage.CRAWLING, Stage.JUDGING}


def is_done() -> bool:
    """Whether both rounds stand as they are to be shown, or as people have left them."""
    rounds = _rounds()
    return len(rounds) == len(TITLES) and not any(map(_waits, rounds.values()))


def order() -> bool:
    """Put the survey into the queue of the rounds' worker, unless it was done or waits there. Whether it is still to be done."""
    if is_done() or not surveyed():
        return False
    waiting = DBTaskResult.objects.filter(task_path=survey_the_demo.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        survey_the_demo.enqueue()
    return True


@task(backend=BACKEND)
def survey_the_demo() -> None:
    """Both rounds, from wherever an earlier worker left them."""
    agencies = surveyed()
    if is_done() or not _all_answer(agencies):
        return
    for title, reviewed in zip(TITLES, (_review_all, _review_half), strict=True):
        round = _rounds().get(title) or _planned(title, agencies)
        if round.stage == Stage.PLANNED:
            round = start(round, by=_person(CHIEF))
        round = _swept(round)
        if round.stage == Stage.REVIEW and _waits(round):
            reviewed(round)
        logger.info("%s: %s", round.title, round.get_stage_display())


def _all_answer(agencies: Sequence[Agency]) -> bool:
    """Whether whoever is not down on purpose takes connections, soon. A demonstration that is not served surveys nothing."""
    down = {site.key for site in SITES if site.down}
    waiting = {urlsplit(agency.site).netloc for agency in agencies if agency.slug not in down}
    until = time.monotonic() + PATIENCE
    while waiting and time.monotonic() < until:
        waiting = {netloc for netloc in waiting if not _answers(netloc)}
        time.sleep(STEP if waiting else 0)
    if waiting:
        logger.warning("The demonstration was not surveyed, since nothing answers at %s", ", ".join(sorted(waiting)))
    return not waiting


def _answers(netloc: str) -> bool:
    host, _, port = netloc.partition(":")
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, int(port or 80))) == 0


def _person(username: str) -> User:
    return User.objects.get(username=username)


def _planned(title: str, agencies: Sequence[Agency]) -> Round:
    """A round of the invented ministry. Only whoever runs the installation lets private addresses be visited."""
    ministry = Agency.objects.get(slug=MINISTRY["slug"])
    round = create(owner=ministry, rules=RULES, on=timezone.localdate(), agencies=agencies, by=None, title=title, pace=PACE)
    head = {
        "code": "BMB-GSCK",
        "place": "Tân Lũng",
        "signature": ("TL. BỘ TRƯỞNG", "CỤC TRƯỞNG CỤC GIÁM SÁT CÔNG KHAI", "Ninh Thị Khuê"),
    }
    return letterhead(round, by=_person(CHIEF), **head)


def _swept(round: Round) -> Round:
    """Visit, and wait for what other workers visit, until people have to decide. Who fails is not waited for until another day."""
    while round.stage in {Stage.CRAWLING, Stage.JUDGING}:
        work(round)
        round.refresh_from_db()
        resting = round.sites.filter(again_at__isnull=False).exists()
        if round.stage == Stage.CRAWLING and resting and not round.sites.filter(state="").exists():
            round = judge(round, by=_person(CHIEF), reason="Đợt trình diễn: không chờ lượt xem sau vào ngày khác.")
        else:
            time.sleep(STEP)
    return round


def _waiting(round: Round, which: Q) -> list[StoredVerdict]:
    """Verdicts that wait for a person, the most doubtful first, as in the reviewers' queue."""
    given = round.verdicts.filter(current=True).select_related("round", "agency")
    return list(with_newest(given).filter(which).order_by("-doubt", "agency__slug", "obligation"))


@transaction.atomic
def _review_all(round: Round) -> None:
    """A person behind every verdict; then the chief's approval and the letter's number."""
    editor, approver, chief = map(_person, (EDITOR, APPROVER, CHIEF))
    for verdict in _waiting(round, ALONE):
        confirm(verdict, by=approver if verdict.doubt else editor)
    number(approve(round, by=chief), by=chief, number=NUMBER)


@transaction.atomic
def _review_half(round: Round) -> None:
    """The upper half of what accuses looked at, its first sent back; the rest waits for whoever tries the demonstration."""
    editor, waiting = _person(EDITOR), _waiting(round, OPEN)
    first, *more = waiting[: (len(waiting) + 1) // 2]
    send_back(first, by=editor, reason="Có mục trông giống nội dung này: mở lại trang, xem kỹ rồi mới kết luận.")
    for verdict in more:
        confirm(verdict, by=editor)
