"""Places in an instrument, as people write them, and what of the law rests on each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from congkhai.catalogue.clauses import clauses
from congkhai.catalogue.loading import load
from congkhai.catalogue.places import beside, in_order, path_asked, paths
from congkhai.records import Kind

LAW = load(Path(__file__).parents[2] / "law")
POINT = (("điều", "15"), ("khoản", "1"), ("điểm", "b"))


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("Điều 15 khoản 1 điểm b", [POINT]),
        ("Điều 18 khoản 1 và 3", [(("điều", "18"), ("khoản", "1")), (("điều", "18"), ("khoản", "3"))]),
        ("Điều 28 khoản 2 điểm c và điểm g", [(*(("điều", "28"), ("khoản", "2")), ("điểm", point)) for point in "cg"]),
        ("Điều 22 đến 24", [(("điều", number),) for number in ("22", "23", "24")]),
        ("Điều 17 khoản 1 điểm c đến điểm e", [(("điều", "17"), ("khoản", "1"), ("điểm", point)) for point in "cdđe"]),
        ("mục 1, gạch đầu dòng 3; hạn chế (1)", [(("mục", "1"), ("gạch đầu dòng", "3")), (("hạn chế", "1"),)]),
        ("toàn văn", []),
    ],
)
def test_a_citation_names_its_places(written: str, named: list[object]) -> None:
    assert list(paths(written)) == named


@pytest.mark.parametrize(
    "typed",
    [
        "Điều 15 khoản 1 điểm b",
        "điểm b khoản 1 Điều 15",
        "dieu 15 khoan 1 diem b",
        "Article 15 clause 1 point b",
        "15(1)b",
        " Điều 15(1) b ",
        "15(1)(b)",
        "15.1.b",
        "Điều 15.1.b",
        "15 khoản 1 điểm b",
        "Điều 15, khoản 1, điểm b",
    ],
)
def test_a_clause_is_understood_as_people_write_it(typed: str) -> None:
    assert path_asked(typed) == POINT


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Điều 16 khoản 1 và 2", (("điều", "16"), ("khoản", "1"))),
        ("Điều 22 đến 26", (("điều", "22"),)),
    ],
)
def test_a_citation_of_several_places_is_asked_for_by_the_first(typed: str, asked: object) -> None:
    assert path_asked(typed) == asked


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "điểm", "!", "9" * 90 + "x", "Điều mười lăm", "Điều 15 khoản 1 b", "Điều 15 khoản", "phụ lục", "Điều 15 và gì đó"],
)
def test_what_is_no_clause_is_refused(typed: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011  the only one it raises
        path_asked(typed)
    assert raised.value.args == (typed,)


def test_points_stand_in_the_order_of_vietnamese_letters() -> None:
    written = [f"Điều 10 khoản 1 điểm {point}" for point in "abcdđeghikl"]
    assert sorted([*reversed(written), "Điều 9", "Điều 11"], key=in_order) == ["Điều 9", *written, "Điều 11"]


@pytest.mark.parametrize(
    ("asked", "place", "answer"),
    [
        ("Điều 15", "Điều 15 khoản 1 điểm b", True),  # within
        ("Điều 12 khoản 2", "Điều 12", True),  # around
        ("Điều 23", "Điều 22 đến 24", True),
        ("Điều 1", "Điều 15", False),
        ("Điều 10 khoản 1 điểm d", "Điều 10 khoản 1 điểm đ", False),
        ("Điều 4", "toàn văn", True),
    ],
)
def test_what_is_beside_a_place(asked: str, place: str, answer: bool) -> None:
    assert beside(path_asked(asked), place) is answer


def test_versions_that_bind_alike_are_one_line() -> None:
    (clause,) = clauses(LAW, "nd-43-2011", "Điều 10 khoản 1 điểm k")
    norm, former = clause.resting
    assert (norm.obligation.id, norm.citation.role, norm.since, norm.version.until) == (
        "officials-contacts",
        "norm",
        date(2011, 10, 1),
        date(2022, 8, 15),
    )
    assert (former.citation.role, former.since) == ("former", date(2026, 7, 1))


def test_on_a_day_only_what_rested_on_it_then() -> None:
    (then,) = clauses(LAW, "nd-43-2011", "10(1)g", date(2012, 9, 27))
    assert [(one.obligation.id, one.citation.role) for one in then.resting] == [("gazette", "norm")]
    assert not clauses(LAW, "nd-43-2011", "10(1)g", date(2011, 9, 30))


def points(place: str, letters: str) -> list[str]:
    return [f"{place} điểm {letter}" for letter in letters]


@pytest.mark.parametrize(
    ("instrument", "places"),
    [
        (
            "nd-43-2011",
            [
                *(f"Điều {number}" for number in range(1, 35)),
                *points("Điều 10 khoản 1", "abcdđeghikl"),
                *points("Điều 15 khoản 1", "abc"),
                *points("Điều 17 khoản 1", "abcdđegh"),
                *("Điều 5 khoản 3", "Điều 7 khoản 1", "Điều 12 khoản 3", "Điều 15 khoản 2", "Điều 17 khoản 2", "Điều 19 khoản 2"),
                *("Điều 27 khoản 1", "Điều 27 khoản 2", "Điều 30 khoản 3", "Điều 30 khoản 5"),
            ],
        ),
        (
            "luat-104-2016",
            [
                *points("Điều 17 khoản 1", "abcdđeghiklmnop"),
                *points("Điều 19 khoản 1", "abcdđeghi"),
                *("Điều 18 khoản 2", "Điều 18 khoản 4", "Điều 19 khoản 4", "Điều 19 khoản 6", "Điều 22 khoản 4"),
            ],
        ),
        ("nd-224-2026", [*points("Điều 9 khoản 1", "abcd"), "Điều 9 khoản 3", *(f"Điều {number}" for number in range(9, 19))]),
        ("luat-148-2025", ["Điều 30", "Điều 32 khoản 3 điểm a", *points("Điều 34 khoản 2", "abcdđe"), "Điều 35 khoản 2"]),
        ("luat-67-2006", points("Điều 28 khoản 2", "abcdđegh")),
        ("nd-42-2022", ["Điều 4 khoản 1 điểm a", "Điều 5", "Điều 7", "Điều 11"]),
        ("nd-244-2026", ["Điều 3 khoản 3"]),
        ("tt-24-2011", ["Điều 4", "Điều 5", "Điều 6", "Điều 12"]),
    ],
)
def test_every_clause_has_obligations_or_a_reason_why_not(instrument: str, places: list[str]) -> None:
    silent = [place for place in places if not clauses(LAW, instrument, place)]
    assert not silent


def test_nothing_is_asked_of_a_kind_of_agency_that_is_no_more() -> None:
    assert LAW.in_force(date(2025, 6, 30), Kind.DISTRICT)
    assert not LAW.in_force(date(2025, 7, 1), Kind.DISTRICT)
    assert LAW.in_force(date(2025, 7, 1), Kind.PROVINCE)
