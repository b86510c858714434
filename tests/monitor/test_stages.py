"""A round from one stage to the next, and who may take it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.ledger.models import Entry
from congkhai.monitor.acts.approve import NotReviewed, approve
from congkhai.monitor.acts.close import close
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.judge import judge
from congkhai.monitor.acts.number import number
from congkhai.monitor.acts.release import release
from congkhai.monitor.acts.resume import resume
from congkhai.monitor.acts.revisit import revisit
from congkhai.monitor.acts.send_back import send_back
from congkhai.monitor.acts.start import start
from congkhai.monitor.acts.stop import stop
from congkhai.monitor.models import Round, Stage, StoredVerdict
from congkhai.monitor.progress import progress
from congkhai.monitor.sweep import work
from congkhai.monitor.wake import look_after, next_look
from tests import factories
from tests.monitor.surveys import REWARDS, C, T, planned, reviewable, row, sites, started

pytestmark = pytest.mark.django_db

FULL = {REWARDS: (C.FULL, T.ON_TIME)}
NONE = {REWARDS: (C.NONE, T.UNKNOWN)}


@pytest.fixture
def round(owner: Agency) -> Round:
    return planned(owner, [factories.agency(site="http://127.0.0.1:9/")])


def at(round: Round, stage: Stage, **more: Any) -> Round:
    Round.objects.filter(pk=round.pk).update(stage=stage, **more)
    round.refresh_from_db()
    return round


ACTS: dict[str, tuple[Stage, Callable[[Round, User], Any]]] = {
    "start": (Stage.PLANNED, lambda round, by: start(round, by=by)),
    "stop": (Stage.CRAWLING, lambda round, by: stop(round, by=by)),
    "resume": (Stage.CRAWLING, lambda round, by: resume(round, by=by)),
    "judge": (Stage.HELD, lambda round, by: judge(round, by=by)),
    "release": (Stage.HELD, lambda round, by: release(round, by=by, reason="đường truyền của ta hỏng")),
    "revisit": (Stage.REVIEW, lambda round, by: revisit(round, list(round.sites.all()), by=by, reason="xem lại")),
    "approve": (Stage.REVIEW, lambda round, by: approve(round, by=by)),
    "close": (Stage.APPROVED, lambda round, by: close(round, by=by)),
    "number": (Stage.APPROVED, lambda round, by: number(round, by=by, number="12")),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_the_owners_chief_decides_on_a_round(round: Round, act: str, approver: User, stranger: User) -> None:
    stage, do = ACTS[act]
    at(round, stage)
    for person in (approver, stranger):
        with pytest.raises(PermissionDenied):
            do(round, person)
    round.refresh_from_db()
    assert round.stage == stage


@pytest.mark.parametrize("act", [act for act in ACTS if act != "number"])
def test_each_act_is_written_down_with_who_did_it(round: Round, act: str, chief: User) -> None:
    stage, do = ACTS[act]
    at(round, stage, stopped=act == "resume", approved_at=timezone.now())
    do(round, chief)
    entry = Entry.objects.filter(subject=f"monitor.round:{round.pk}", actor=chief).first()
    assert entry is not None
    assert entry.agency == round.owner


@pytest.mark.parametrize("act", ACTS)
def test_an_act_at_the_wrong_stage_is_refused_with_the_stage_in_words(round: Round, act: str, chief: User) -> None:
    at(round, Stage.CLOSED if act != "number" else Stage.PLANNED)
    with pytest.raises(ValidationError, match=round.get_stage_display()):
        ACTS[act][1](round, chief)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_what_changes_something_needs_a_reason(round: Round, chief: User, reason: str) -> None:
    at(round, Stage.HELD)
    with pytest.raises(ValidationError):
        release(round, by=chief, reason=reason)
    with pytest.raises(ValidationError):
        revisit(round, list(round.sites.all()), by=chief, reason=reason)
    with pytest.raises(ValidationError):
        close(round, by=chief, reason=reason)


# --- waking workers -----------------------------------------------------------------------------------


def looks() -> list[Any]:
    return list(DBTaskResult.objects.filter(backend_name="rounds").order_by("enqueued_at"))


def test_starting_a_round_wakes_a_worker(round: Round, chief: User) -> None:
    start(round, by=chief)
    assert {look.task_path for look in looks()} == {"congkhai.monitor.wake.look_after"}


def test_a_look_puts_the_next_one_into_the_queue_before_it_begins(owner: Agency, settings: Any) -> None:
    settings.SWEEP_LEASE = timedelta(seconds=30)
    with sites(1) as running:
        round = started(owner, running)
        waiting, before = len(looks()), timezone.now()
        look_after.call(round.pk)
    following = looks()[-1]
    assert len(looks()) == waiting + 1
    assert before + timedelta(seconds=29) < following.run_after < timezone.now() + timedelta(seconds=31)
    round.refresh_from_db()
    assert round.stage == Stage.REVIEW


def test_a_look_at_a_round_that_is_over_or_stopped_is_the_last(round: Round) -> None:
    at(round, Stage.REVIEW)
    look_after.call(round.pk)
    at(round, Stage.CRAWLING, stopped=True)
    look_after.call(round.pk)
    assert looks() == []


def test_while_all_sites_rest_the_next_look_waits_for_the_first_of_them(round: Round) -> None:
    due = timezone.now() + timedelta(hours=20)
    at(round, Stage.CRAWLING)
    round.sites.update(state="timeout", again_at=due)
    assert next_look(round) == due


# --- review and after ---------------------------------------------------------------------------------


def test_a_round_is_not_approved_while_a_none_rests_on_the_machine_alone(owner: Agency, chief: User, editor: User) -> None:
    agency = factories.agency(name="Tỉnh Vắng")
    round = reviewable(owner, {agency: NONE})
    with pytest.raises(NotReviewed) as refused:
        approve(round, by=chief)
    assert agency.slug in " ".join(refused.value.messages)
    assert [(o.agency, o.obligation) for o in refused.value.open] == [(agency.slug, REWARDS)]
    confirm(row(round, agency), by=editor)
    assert approve(round, by=chief).stage == Stage.APPROVED


def test_a_round_is_not_approved_while_a_late_rests_on_the_machine_alone(owner: Agency, chief: User) -> None:
    round = reviewable(owner, {factories.agency(): {REWARDS: (C.FULL, T.LATE)}})
    with pytest.raises(NotReviewed):
        approve(round, by=chief)


def test_a_round_is_not_approved_while_a_verdict_is_sent_back(owner: Agency, chief: User, editor: User) -> None:
    agency = factories.agency()
    round = reviewable(owner, {agency: FULL})
    send_back(row(round, agency), by=editor, reason="xem lại trang hai")
    with pytest.raises(NotReviewed):
        approve(round, by=chief)


def test_a_machines_full_may_become_public_as_such(owner: Agency, chief: User) -> None:
    round = approve(reviewable(owner, {factories.agency(): FULL}), by=chief)
    assert list(Round.objects.public()) == [round]


def test_the_public_sees_no_round_before_it_is_approved_and_none_that_was_given_up(owner: Agency, chief: User) -> None:
    round = reviewable(owner, {factories.agency(): FULL})
    assert not Round.objects.public().exists()
    close(round, by=chief, reason="khảo sát nhầm ngày")
    assert not Round.objects.public().exists()


def test_a_closed_round_stays_public_and_is_not_reviewed_any_more(owner: Agency, chief: User, editor: User) -> None:
    agency = factories.agency()
    round = close(approve(reviewable(owner, {agency: FULL}), by=chief), by=chief)
    assert Round.objects.public().exists()
    with pytest.raises(ValidationError):
        confirm(row(round, agency), by=editor)


def test_a_letter_gets_its_number_once_and_never_as_a_draft(owner: Agency, chief: User, editor: User) -> None:
    agency = factories.agency()
    round = approve(reviewable(owner, {agency: FULL}), by=chief)
    with pytest.raises(ValidationError):
        number(round, by=chief, number="2613")
    confirm(row(round, agency), by=editor)
    assert number(round, by=chief, number=" 2613 ").letter_number == "2613"
    with pytest.raises(ValidationError, match="2613"):
        number(round, by=chief, number="2614")


# --- how far it is ------------------------------------------------------------------------------------


def test_progress_counts_what_has_ended_what_is_in_hand_and_what_rests(owner: Agency) -> None:
    round = planned(owner, [factories.agency(site=f"http://127.0.0.1:{n}/") for n in range(1, 5)])
    at(round, Stage.CRAWLING, started_at=timezone.now() - timedelta(minutes=10))
    first, second, third, _fourth = round.sites.order_by("pk")
    round.sites.filter(pk=first.pk).update(state="ok", crawled_at=timezone.now())
    round.sites.filter(pk=second.pk).update(leased_by="a", lease_until=timezone.now() + timedelta(minutes=1))
    round.sites.filter(pk=third.pk).update(state="timeout", again_at=timezone.now() + timedelta(hours=20))
    now = progress(round)
    assert (now.sites, now.ended, now.in_hand, now.resting, dict(now.states)) == (4, 1, 1, 1, {"ok": 1})
    assert now.done_at is not None
    assert now.done_at >= now.again_at
    assert not now.forsaken


def test_a_round_that_no_worker_looks_after_says_so_itself(owner: Agency, settings: Any) -> None:
    round = planned(owner, [factories.agency(site="http://127.0.0.1:9/")])
    long_ago = timezone.now() - 4 * settings.SWEEP_LEASE
    assert progress(at(round, Stage.CRAWLING, started_at=long_ago)).forsaken
    assert not progress(at(round, Stage.CRAWLING, stopped=True)).forsaken


def test_progress_of_a_round_that_was_swept_has_its_verdicts(owner: Agency) -> None:
    with sites(1) as running:
        round = started(owner, running)
        work(round)
    now = progress(Round.objects.get(pk=round.pk))
    assert (now.ended, now.judged, now.verdicts) == (1, 1, 13)
    assert now.pages > 5
    assert StoredVerdict.objects.filter(round=round).count() == 13
