"""By a version whose text nobody has read everything is unknown; a function of the site is judged as it was tried."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from congkhai.catalogue.obligation import Basis, Check, Obligation, PartRule, Version, Words
from congkhai.records import Completeness, Evidence, EvidenceKind, Force, Kind, Timeliness, Verdict
from tests.judging.cases import GOOD, POOR, ask, many, obligation, record, said, version, within

CHANGED = date(2022, 8, 15)
LATER = date(2026, 7, 1)


def unread(since: date = CHANGED, until: date | None = None, **more: Any) -> Version:
    given = version(since=since, until=until, **more)
    return given.model_copy(update={"text_not_seen": True, "parts": {}})


# --- text not seen ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sight", [GOOD, POOR])
@pytest.mark.parametrize("evidence", [(), tuple(many(30, issued=date(2024, 1, 5), posted=date(2024, 1, 6)))])
def test_whatever_is_shown_an_unread_version_leaves_it_unknown(sight, evidence: tuple[Evidence, ...]) -> None:
    verdict = ask(obligation(version(until=CHANGED), unread()), *evidence, sight=sight, on=date(2024, 3, 1))
    assert (verdict.completeness, verdict.timeliness, verdict.force) == (Completeness.UNKNOWN, Timeliness.UNKNOWN, Force.BINDING)
    assert (verdict.at_least, verdict.at_most) == (Completeness.NONE, Completeness.FULL)
    assert (verdict.judgements, verdict.days_late, dict(verdict.part_grades)) == ((), None, {})


def test_an_unread_version_says_why_in_both_languages() -> None:
    told = said(ask(obligation(unread()), on=date(2024, 3, 1)))
    assert "chưa đọc nguyên văn" in told
    assert "we have not read" in told
    assert "nd-43-2011" in told


def test_an_unread_version_does_not_reach_whom_it_does_not_bind() -> None:
    verdict = ask(obligation(unread()), kind=Kind.COMMUNE, on=date(2024, 3, 1))
    assert verdict.completeness is Completeness.NOT_BOUND


def test_an_unread_version_does_not_reach_an_agency_that_is_not_there_yet() -> None:
    assert ask(obligation(unread()), since=date(2025, 1, 1), on=date(2024, 3, 1)).completeness is Completeness.NOT_BOUND


def test_a_record_of_unread_days_is_shown_under_a_later_version_and_never_late() -> None:
    asked = obligation(version(until=CHANGED, due=within(10)), unread(until=LATER), version(since=LATER, due=within(10)))
    old = record(approved=date(2026, 5, 4), posted=date(2026, 9, 1))
    verdict = ask(asked, old, on=date(2026, 12, 1))
    assert verdict.completeness is Completeness.FULL
    assert verdict.timeliness is not Timeliness.LATE


# --- functions ----------------------------------------------------------------------------------------


def functions(*, part: str = "search", check: Check = Check.METADATA) -> Obligation:
    rule = PartRule(title=Words(vi="Chức năng", en="Function"), basis=Basis.LAW, check=check)
    given = version(parts={part: rule}).model_copy(update={"window": Version.model_fields["window"].default})
    return obligation(given)


def tried(key: str, **states: bool) -> Evidence:
    names = [{True: "present", False: "absent"}[held] for held in states.values()]
    given: dict[str, list[str]] = {"present": [], "absent": []}
    for name, where in zip(states, names, strict=True):
        given[where].append(name)
    return record(key, part="search", kind=EvidenceKind.FUNCTION, **given)


def outcome(*evidence: Evidence, **more: Any) -> Verdict:
    return ask(functions(), *evidence, **more)


def test_a_function_that_works_is_full_and_has_no_time_limit() -> None:
    verdict = outcome(tried("a", title=True, date=True))
    assert (verdict.completeness, verdict.timeliness) == (Completeness.FULL, Timeliness.NO_LIMIT)


def test_a_function_looked_for_in_vain_with_good_sight_is_none() -> None:
    assert outcome().completeness is Completeness.NONE


def test_a_function_that_could_not_be_tried_is_unknown() -> None:
    assert outcome(sight=POOR).completeness is Completeness.UNKNOWN


@pytest.mark.parametrize(
    ("whole", "lacking", "grade"),
    [(9, 1, Completeness.FULL), (8, 2, Completeness.SUBSTANTIAL), (7, 3, Completeness.PARTIAL), (0, 5, Completeness.PARTIAL)],
)
def test_a_function_of_many_pages_is_graded_by_the_share_of_them(whole: int, lacking: int, grade: Completeness) -> None:
    pages = [tried(f"w{n}", title=True, date=True) for n in range(whole)]
    pages += [tried(f"l{n}", title=True, date=False) for n in range(lacking)]
    assert outcome(*pages).completeness is grade


def test_what_pages_lack_is_told_by_the_name_of_the_aspect() -> None:
    told = said(outcome(tried("a", title=True, date=True), tried("b", title=True, date=False)))
    assert "đạt ở 1/2 trang đã thử; thiếu Thời gian: 1" in told
    assert "as asked on 1 of 2 pages tried; lacking Date: 1" in told


def test_a_function_is_never_said_to_lack_a_total() -> None:
    assert "Không biết tổng số" not in said(outcome(tried("a", title=True)))
