"""What people make of a machine's verdict: each act with its reason, each in a row of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.ledger.models import Entry
from congkhai.monitor.acts.by_hand import by_hand
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.overturn import overturn
from congkhai.monitor.acts.send_back import send_back
from congkhai.monitor.effective import Effective, effective
from congkhai.monitor.models import Review, Stage, StoredVerdict
from congkhai.monitor.verdicts import keep
from tests import factories
from tests.monitor.surveys import REWARDS, C, T, reviewable, row, verdict

pytestmark = pytest.mark.django_db

ACTS: dict[str, Callable[[StoredVerdict, User, str], Review]] = {
    "confirm": lambda row, by, reason: confirm(row, by=by, reason=reason),
    "overturn": lambda row, by, reason: overturn(row, completeness=C.FULL, timeliness=T.ON_TIME, by=by, reason=reason),
    "send_back": lambda row, by, reason: send_back(row, by=by, reason=reason),
    "by_hand": lambda row, by, reason: by_hand(
        row, completeness=C.PARTIAL, timeliness=T.NO_LIMIT, evidence=picture(), by=by, reason=reason
    ),
}


def picture(name: str = "man-hinh.png", content: bytes = b"\x89PNG\r\n\x1a\n rest") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def missing(owner: Agency) -> StoredVerdict:
    """The machine says that nothing was published."""
    return of(owner, C.NONE, T.UNKNOWN)


@pytest.fixture
def unseen(owner: Agency) -> StoredVerdict:
    """The machine could not look well enough."""
    return of(owner, C.UNKNOWN, T.UNKNOWN)


def of(owner: Agency, completeness: C, timeliness: T) -> StoredVerdict:
    agency = factories.agency()
    return row(reviewable(owner, {agency: {REWARDS: (completeness, timeliness)}}), agency)


def holds(verdict: StoredVerdict) -> tuple[C, T, str, bool]:
    now = effective(verdict)
    return now.completeness, now.timeliness, now.act, now.confirmed


def test_an_unreviewed_verdict_holds_as_the_machine_gave_it_and_nobody_stands_behind_it(missing: StoredVerdict) -> None:
    assert holds(missing) == (C.NONE, T.UNKNOWN, "", False)


def test_a_confirmed_verdict_holds_with_a_person_behind_it(missing: StoredVerdict, editor: User) -> None:
    confirm(missing, by=editor)
    assert holds(missing) == (C.NONE, T.UNKNOWN, "confirm", True)


def test_an_overturned_verdict_holds_as_the_person_said(missing: StoredVerdict, editor: User) -> None:
    overturn(missing, completeness=C.FULL, timeliness=T.LATE, by=editor, reason="có ở mục Thông báo")
    now = effective(missing)
    assert (now.completeness, now.timeliness, now.at_least, now.at_most) == (C.FULL, T.LATE, C.FULL, C.FULL)
    assert now.by_machine == (C.NONE, T.UNKNOWN)
    assert now.days_late is None


def test_the_newest_review_decides_and_the_others_stay(missing: StoredVerdict, editor: User, approver: User) -> None:
    confirm(missing, by=editor)
    overturn(missing, completeness=C.PARTIAL, timeliness=T.UNKNOWN, by=approver, reason="có một quyết định ở trang tin")
    assert holds(missing)[0] is C.PARTIAL
    assert [review.act for review in missing.reviews.order_by("pk")] == ["confirm", "overturn"]


def test_what_is_sent_back_counts_as_unknown_until_somebody_decides(missing: StoredVerdict, editor: User) -> None:
    send_back(missing, by=editor, reason="trang hai chưa xem")
    assert holds(missing) == (C.UNKNOWN, T.UNKNOWN, "return", False)
    confirm(missing, by=editor)
    assert holds(missing) == (C.NONE, T.UNKNOWN, "confirm", True)


def test_a_verdict_by_hand_keeps_the_evidence_and_says_so(unseen: StoredVerdict, editor: User, owner: Agency) -> None:
    review = by_hand(
        unseen, completeness=C.PARTIAL, timeliness=T.NO_LIMIT, evidence=picture(), by=editor, reason="mở bằng trình duyệt"
    )
    assert holds(unseen) == (C.PARTIAL, T.NO_LIMIT, "by_hand", True)
    assert (review.evidence.name, review.evidence.agency) == ("man-hinh.png", owner)


def test_evidence_that_is_not_what_its_name_says_is_refused_and_nothing_is_written(unseen: StoredVerdict, editor: User) -> None:
    with pytest.raises(ValidationError):
        by_hand(
            unseen, completeness=C.PARTIAL, timeliness=T.UNKNOWN, evidence=picture(content=b"<html>"), by=editor, reason="đã xem"
        )
    assert not unseen.reviews.exists()


def test_what_the_machine_could_see_is_not_judged_by_hand(owner: Agency, editor: User) -> None:
    seen = of(owner, C.PARTIAL, T.LATE)
    with pytest.raises(ValidationError):
        ACTS["by_hand"](seen, editor, "đã xem")


@pytest.mark.parametrize("act", ["overturn", "send_back", "by_hand"])
def test_what_changes_a_verdict_needs_a_reason(unseen: StoredVerdict, editor: User, act: str) -> None:
    with pytest.raises(ValidationError):
        ACTS[act](unseen, editor, "  ")
    assert not unseen.reviews.exists()


@pytest.mark.parametrize("act", ACTS)
def test_another_agencys_people_do_not_review(unseen: StoredVerdict, stranger: User, act: str) -> None:
    with pytest.raises(PermissionDenied):
        ACTS[act](unseen, stranger, "vì thế")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.CRAWLING, Stage.HELD, Stage.JUDGING, Stage.CLOSED])
def test_a_verdict_is_reviewed_only_while_its_round_is_open_to_review(
    unseen: StoredVerdict, editor: User, act: str, stage: Stage
) -> None:
    unseen.round.stage = stage
    unseen.round.save()
    with pytest.raises(ValidationError):
        ACTS[act](unseen, editor, "vì thế")


@pytest.mark.parametrize("act", ACTS)
def test_each_review_is_written_down_with_whom_it_is_about(unseen: StoredVerdict, editor: User, act: str, owner: Agency) -> None:
    ACTS[act](unseen, editor, "vì thế")
    entry = Entry.objects.get(verb__startswith="review_")
    assert (entry.actor, entry.agency, entry.note) == (editor, owner, "vì thế")
    assert entry.data["surveyed"] == unseen.agency.slug


def test_nobodys_decision_is_undone_by_a_keystroke(missing: StoredVerdict, editor: User, approver: User) -> None:
    overturn(missing, completeness=C.FULL, timeliness=T.NO_LIMIT, by=editor, reason="có đủ")
    with pytest.raises(ValidationError):
        confirm(missing, by=approver)
    assert holds(missing)[0] is C.FULL


def test_an_overturning_that_changes_nothing_is_refused(missing: StoredVerdict, editor: User) -> None:
    with pytest.raises(ValidationError):
        overturn(missing, completeness=C.NONE, timeliness=T.UNKNOWN, by=editor, reason="đúng vậy")


@pytest.mark.parametrize(
    ("completeness", "timeliness"), [(C.NONE, T.LATE), (C.NONE, T.ON_TIME), (C.NOT_BOUND, T.UNKNOWN), (C.FULL, T.NOT_BOUND)]
)
def test_two_halves_that_cannot_hold_together_are_refused(
    missing: StoredVerdict, editor: User, completeness: C, timeliness: T
) -> None:
    with pytest.raises(ValidationError):
        overturn(missing, completeness=completeness, timeliness=timeliness, by=editor, reason="vì thế")


def test_a_verdict_that_was_replaced_meanwhile_is_not_reviewed(missing: StoredVerdict, editor: User) -> None:
    site = missing.round.sites.get()
    keep(site, verdict(missing.agency, REWARDS, C.FULL, T.ON_TIME), None)
    with pytest.raises(ValidationError):
        confirm(missing, by=editor)
    assert effective(row(missing.round, missing.agency)).act == ""


def test_a_confirmed_unknown_keeps_the_bounds_that_the_machine_saw(owner: Agency, editor: User) -> None:
    agency = factories.agency()
    round = reviewable(owner, {agency: {}})
    keep(round.sites.get(), verdict(agency, REWARDS, C.UNKNOWN, at_least=C.NONE, at_most=C.PARTIAL), None)
    confirm(row(round, agency), by=editor)
    now: Effective = effective(row(round, agency))
    assert (now.at_least, now.at_most) == (C.NONE, C.PARTIAL)


# --- rows are only added ------------------------------------------------------------------------------


def test_a_review_cannot_be_changed_or_removed(missing: StoredVerdict, editor: User) -> None:
    review = confirm(missing, by=editor)
    review.reason = "khác"
    with pytest.raises(TypeError):
        review.save()
    with pytest.raises(TypeError):
        review.delete()


@pytest.mark.parametrize("sql", ["UPDATE monitor_review SET reason = ''", "DELETE FROM monitor_review"])
def test_the_database_refuses_to_change_or_remove_a_review(missing: StoredVerdict, editor: User, sql: str) -> None:
    confirm(missing, by=editor, reason="đã xem")
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Review.objects.get().reason == "đã xem"


def test_a_reviewed_verdict_cannot_be_deleted(missing: StoredVerdict, editor: User) -> None:
    confirm(missing, by=editor)
    with pytest.raises(ProtectedError):
        missing.delete()


def test_all_that_a_verdict_said_can_be_read_again(missing: StoredVerdict) -> None:
    whole: dict[str, Any] = missing.verdict
    assert whole["reasons"] == [{"vi": "vì thế", "en": "for that"}]
