"""The letter that a round comes to."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.approve import approve
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.number import number
from congkhai.monitor.acts.overturn import overturn
from congkhai.monitor.letter import letter_of, survey_of
from congkhai.monitor.models import Round
from congkhai.records import Kind
from congkhai.reporting.letter import pdf, text
from tests import factories
from tests.monitor.surveys import REWARDS, C, T, reviewable, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def provinces(db: None) -> list[Agency]:
    return [factories.agency(name=f"Tỉnh {n:02}") for n in range(1, 5)]


@pytest.fixture
def round(owner: Agency, provinces: list[Agency]) -> Round:
    """Three of four provinces are not full on rewards and sanctions, by the machine."""
    grades = [C.NONE, C.PARTIAL, C.PARTIAL, C.FULL]
    head = {"code": "BKS-CĐS", "place": "Hà Nội", "signature": ["Bộ trưởng", "Trần Thị Thử"]}
    found = {agency: {REWARDS: (grade, T.UNKNOWN)} for agency, grade in zip(provinces, grades, strict=True)}
    return reviewable(owner, found, letterhead=head)


def confirm_all(round: Round, by: User) -> None:
    for verdict in round.verdicts.filter(current=True):
        confirm(verdict, by=by)


def rewards(round: Round) -> tuple[int, int, int, str]:
    figure = next(f for f in survey_of(round).figures if f.finding.id == "rewards-and-sanctions")
    return figure.rate.numerator, figure.rate.denominator, figure.rate.unknown, figure.words.vi.split()[0]


def test_figures_count_what_holds_now(round: Round, provinces: list[Agency], editor: User) -> None:
    assert rewards(round) == (3, 4, 0, "3/4")
    overturn(row(round, provinces[0]), completeness=C.FULL, timeliness=T.NO_LIMIT, by=editor, reason="có ở cổng cũ")
    assert rewards(round) == (2, 4, 0, "2/4")


def test_a_figure_can_be_walked_back_to_its_agencies(round: Round, provinces: list[Agency]) -> None:
    figure = next(f for f in survey_of(round).figures if f.finding.id == "rewards-and-sanctions")
    assert figure.rate.agencies == tuple(agency.slug for agency in provinces[:3])


def test_the_letter_is_a_draft_until_approved_and_confirmed(round: Round, chief: User, editor: User) -> None:
    assert letter_of(round).draft
    confirm_all(round, editor)
    assert letter_of(round).draft
    approved = approve(round, by=chief)
    assert not letter_of(approved).draft


def test_an_approved_round_with_machine_verdicts_gives_a_draft_still(round: Round, provinces: list[Agency], chief: User) -> None:
    confirm(row(round, provinces[0]), by=chief)  # the none; the partial ones are left to the machine
    assert letter_of(approve(round, by=chief)).draft


@pytest.mark.parametrize("typed", ["2613", "2613/BKS-CĐS"])
def test_the_letter_bears_the_owners_letterhead_and_the_rounds_number(round: Round, chief: User, editor: User, typed: str) -> None:
    confirm_all(round, editor)
    numbered = number(approve(round, by=chief), by=chief, number=typed)
    told = text(letter_of(numbered, on=date(2026, 12, 1)))
    assert letter_of(numbered).number == numbered.letter_number == "2613/BKS-CĐS"
    assert "(Kèm theo Công văn số 2613/BKS-CĐS ngày 01" in told
    assert told.startswith("Bộ Khảo Sát\nSố: 2613/BKS-CĐS\n")
    assert "Hà Nội, ngày 01 tháng 12 năm 2026" in told
    assert "khảo sát ngày 25/11/2026" in told
    assert "Bộ trưởng\nTrần Thị Thử\nPHỤ LỤC" in told
    assert pdf(letter_of(numbered)).startswith(b"%PDF")


def test_an_agency_of_which_nothing_could_be_judged_is_named(owner: Agency) -> None:
    seen, unseen = factories.agency(name="Tỉnh Thấy"), factories.agency(name="Tỉnh Khuất")
    round = reviewable(owner, {seen: {REWARDS: (C.PARTIAL, T.UNKNOWN)}, unseen: {REWARDS: (C.UNKNOWN, T.UNKNOWN)}})
    assert survey_of(round).unseen == ("Tỉnh Khuất",)


def test_a_round_that_the_letter_is_not_about_says_so(owner: Agency) -> None:
    round = reviewable(owner, {factories.agency(kind=Kind.DEPARTMENT): {REWARDS: (C.NONE, T.UNKNOWN)}})
    with pytest.raises(ValidationError):
        letter_of(round)
