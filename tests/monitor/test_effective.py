"""The table of a round, and how far its review is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congkhai.accounts.models import User
from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.send_back import send_back
from congkhai.monitor.effective import reviewed, table
from congkhai.monitor.models import Round, StoredVerdict
from congkhai.monitor.policy import rounds_of, verdicts_of
from congkhai.records import Kind
from tests import factories
from tests.monitor.surveys import DIRECTIVES, REWARDS, C, T, reviewable, row

pytestmark = pytest.mark.django_db


def test_agencies_stand_by_kind_and_then_as_a_vietnamese_dictionary_sorts(owner: Agency) -> None:
    names = [("Tỉnh Đông", Kind.PROVINCE), ("Tỉnh Ân", Kind.PROVINCE), ("Bộ Xa", Kind.MINISTRY), ("Tỉnh An", Kind.PROVINCE)]
    round = reviewable(owner, {factories.agency(name=name, kind=kind): {} for name, kind in names})
    assert [agency.name for agency in table(round).agencies] == ["Bộ Xa", "Tỉnh An", "Tỉnh Ân", "Tỉnh Đông"]


def test_obligations_stand_in_the_rule_sets_order(owner: Agency) -> None:
    round = reviewable(owner, {factories.agency(): {}})
    assert tuple(table(round).obligations) == catalogue().rulesets["letter-2613"].obligations


def test_a_cell_shows_what_holds_now_and_what_the_machine_said(owner: Agency, editor: User) -> None:
    agency = factories.agency()
    round = reviewable(owner, {agency: {REWARDS: (C.NONE, T.UNKNOWN), DIRECTIVES: (C.FULL, T.ON_TIME)}})
    send_back(row(round, agency), by=editor, reason="xem lại")
    cells = table(round).cells
    assert (cells[agency.slug, REWARDS].completeness, cells[agency.slug, REWARDS].by_machine[0]) == (C.UNKNOWN, C.NONE)
    assert cells[agency.slug, DIRECTIVES].completeness is C.FULL


def test_a_row_has_a_place_for_each_obligation(owner: Agency) -> None:
    agency = factories.agency()
    found = table(reviewable(owner, {agency: {REWARDS: (C.FULL, T.ON_TIME)}}))
    assert [cell is not None for cell in found.row(agency.slug)].count(True) == 1
    assert len(list(found.row(agency.slug))) == 13


def test_the_queries_of_a_table_do_not_grow_with_the_round(owner: Agency) -> None:
    for count in (1, 6):
        round = reviewable(owner, {factories.agency(): {REWARDS: (C.FULL, T.ON_TIME)} for _ in range(count)})
        with CaptureQueriesContext(connection) as asked:
            table(round)
        assert len(asked) == 3


def test_the_review_says_what_is_still_open(owner: Agency, editor: User) -> None:
    first, second, third = (factories.agency() for _ in range(3))
    bad, good, aside = (C.NONE, T.UNKNOWN), (C.FULL, T.ON_TIME), (C.NOT_BOUND, T.NOT_BOUND)
    round = reviewable(owner, {first: {REWARDS: bad}, second: {REWARDS: good}, third: {REWARDS: bad, DIRECTIVES: aside}})
    confirm(row(round, first), by=editor)
    send_back(row(round, second), by=editor, reason="xem lại")
    review = reviewed(round)
    assert [o.agency for o in review.accusing] == [third.slug]
    assert [o.agency for o in review.returned] == [second.slug]
    assert (review.unconfirmed, review.total, review.enough) == (2, 3, False)


# --- who sees the inside of a round -------------------------------------------------------------------


def test_only_the_owners_people_see_a_round_from_inside(owner: Agency, editor: User, stranger: User) -> None:
    surveyed = factories.agency()
    its_chief = factories.member(surveyed, "chief")
    round = reviewable(owner, {surveyed: {REWARDS: (C.NONE, T.UNKNOWN)}})
    assert list(rounds_of(editor)) == [round]
    assert list(verdicts_of(editor)) == list(StoredVerdict.objects.all())
    for person in (stranger, its_chief):
        assert not rounds_of(person).exists()
        assert not verdicts_of(person).exists()


def test_verdicts_held_back_are_shown_to_nobody(owner: Agency, editor: User) -> None:
    round = reviewable(owner, {factories.agency(): {REWARDS: (C.NONE, T.UNKNOWN)}})
    for stage in ("crawling", "held", "judging"):
        Round.objects.filter(pk=round.pk).update(stage=stage)
        assert not verdicts_of(editor).exists()
