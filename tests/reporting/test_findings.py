"""The 2012 letter's figures, reproduced, and the fairness of counting."""

from __future__ import annotations

from fractions import Fraction

import pytest

from congkhai.catalogue.finding import Predicate
from congkhai.records import Kind
from congkhai.reporting.figures import holds, percent
from congkhai.reporting.findings import evaluate
from tests.reporting.year_2012 import PLAN, C, T, survey_of_2012, verdict

FIGURES = {f.finding.id: f for f in evaluate(PLAN, survey_of_2012(), {})}


@pytest.mark.parametrize(
    ("finding", "share", "numerator", "denominator", "unknown"),
    [
        ("directives", "nhiều", 51, 85, 0),
        ("rewards-and-sanctions", "95%", 60, 63, 0),
        ("legal-dissemination", "chỉ có 22,2%", 14, 63, 0),
        ("planning-land-and-resources", "hơn 70%", 45, 63, 0),
        ("science-localities", "hơn 80%", 51, 63, 0),
        ("science-ministries", "70%", 14, 20, 2),
    ],
)
def test_the_figures_of_2012_come_out_as_the_letter_prints_them(
    finding: str, share: str, numerator: int, denominator: int, unknown: int
) -> None:
    figure = FIGURES[finding]
    assert (figure.rate.numerator, figure.rate.denominator, figure.rate.unknown) == (numerator, denominator, unknown)
    assert figure.words is not None
    assert figure.words.vi.startswith(f"{share} ")


def test_with_under_two_thirds_judged_only_counts_are_printed() -> None:
    judged = [verdict(f"Tỉnh {n}", Kind.PROVINCE, "rewards-and-sanctions", C.UNKNOWN if n > 6 else C.PARTIAL) for n in range(1, 11)]
    figure = next(f for f in evaluate(PLAN, judged, {}) if f.finding.id == "rewards-and-sanctions")
    assert figure.words is not None
    assert figure.words.vi.startswith("6/6 địa phương")
    assert "%" not in figure.words.vi


@pytest.mark.parametrize(
    ("finding", "obligation", "grade", "words"),
    [
        ("directives", "leader-directives", C.PARTIAL, "1/4 Bộ, ngành"),
        ("rewards-and-sanctions", "rewards-and-sanctions", C.PARTIAL, "1/4 địa phương"),
        ("legal-dissemination", "legal-dissemination", C.FULL, "chỉ có 1/4 tỉnh"),
    ],
)
def test_of_a_few_agencies_the_count_is_told_whatever_the_style(finding: str, obligation: str, grade: C, words: str) -> None:
    other = C.PARTIAL if grade is C.FULL else C.FULL
    seen = [verdict(f"Tỉnh {n}", Kind.PROVINCE, obligation, grade if n == 1 else other) for n in range(1, 5)]
    told = next(f for f in evaluate(PLAN, seen, {}) if f.finding.id == finding).words
    assert told is not None
    assert told.vi.startswith(words)


def test_a_finding_that_fits_nobody_is_not_written() -> None:
    figures = evaluate(PLAN, [verdict("Tỉnh 1", Kind.PROVINCE, "rewards-and-sanctions", C.FULL)], {})
    assert next(f for f in figures if f.finding.id == "rewards-and-sanctions").words is None


def test_a_share_is_not_rounded_up_to_all() -> None:
    seen = [verdict(f"Tỉnh {n}", Kind.PROVINCE, "rewards-and-sanctions", C.FULL if n == 1 else C.PARTIAL) for n in range(1, 251)]
    told = next(f for f in evaluate(PLAN, seen, {}) if f.finding.id == "rewards-and-sanctions").words
    assert told is not None
    assert told.vi.startswith("99,6% ")


@pytest.mark.parametrize(("fitting", "words"), [(0, "không có tỉnh"), (8, "chỉ có 40% tỉnh"), (12, "60% tỉnh"), (18, None)])
def test_a_merit_is_told_only_where_it_is_wanting(fitting: int, words: str | None) -> None:
    seen = [
        verdict(f"Tỉnh {n}", Kind.PROVINCE, "legal-dissemination", C.SUBSTANTIAL if n <= fitting else C.PARTIAL)
        for n in range(1, 21)
    ]
    told = next(f for f in evaluate(PLAN, seen, {}) if f.finding.id == "legal-dissemination").words
    assert told is None if words is None else told is not None and told.vi.startswith(words)


def test_an_agency_that_is_not_bound_leaves_the_denominator() -> None:
    seen = [verdict("Tỉnh 1", Kind.PROVINCE, "rewards-and-sanctions", C.NOT_BOUND, T.NOT_BOUND)]
    counted = next(f for f in evaluate(PLAN, seen, {}) if f.finding.id == "rewards-and-sanctions").rate
    assert (counted.denominator, counted.unknown, counted.not_bound) == (0, 0, 1)


def test_a_verdict_too_young_to_count_enters_no_figure() -> None:
    seen = [verdict("Tỉnh 1", Kind.PROVINCE, "rewards-and-sanctions", C.NONE, enters_figures=False)]
    assert all(f.rate.denominator == 0 for f in evaluate(PLAN, seen, {}))


@pytest.mark.parametrize(
    ("predicate", "completeness", "timeliness", "bounds", "answer"),
    [
        (Predicate.NOT_FULL, C.UNKNOWN, T.UNKNOWN, (None, None), None),
        (Predicate.NOT_FULL, C.UNKNOWN, T.UNKNOWN, (C.NONE, C.SUBSTANTIAL), True),
        (Predicate.NONE, C.UNKNOWN, T.UNKNOWN, (C.PARTIAL, C.FULL), False),
        (Predicate.NONE, C.UNKNOWN, T.UNKNOWN, (C.NONE, C.FULL), None),
        (Predicate.NOT_FULL_AND_ON_TIME, C.UNKNOWN, T.LATE, (C.PARTIAL, C.FULL), True),
        (Predicate.NOT_FULL_AND_ON_TIME, C.FULL, T.UNKNOWN, (None, None), None),
        (Predicate.NOT_FULL_AND_ON_TIME, C.FULL, T.NO_LIMIT, (None, None), False),
        (Predicate.NOT_FULL_AND_ON_TIME, C.PARTIAL, T.UNKNOWN, (None, None), True),
        (Predicate.AT_LEAST_SUBSTANTIAL, C.UNKNOWN, T.UNKNOWN, (C.PARTIAL, C.FULL), None),
    ],
)
def test_a_predicate_is_three_valued(
    predicate: Predicate, completeness: C, timeliness: T, bounds: tuple, answer: bool | None
) -> None:
    seen = verdict("x", Kind.PROVINCE, "y", completeness, timeliness, at_least=bounds[0], at_most=bounds[1])
    assert holds(predicate, seen) is answer


def test_a_half_is_rounded_up_and_the_comma_is_vietnamese() -> None:
    assert percent(Fraction(15, 16), 1) == "93,8%"
    assert percent(Fraction(1, 8), 0) == "13%"
    assert percent(Fraction(1, 8), 1, "en") == "12.5%"
    assert percent(Fraction(57, 200), 0) == "29%"  # 28.5, which no float holds


def test_a_decimal_that_is_zero_is_left_out() -> None:
    assert (percent(Fraction(7, 10)), percent(Fraction(1)), percent(Fraction(0))) == ("70%", "100%", "0%")
