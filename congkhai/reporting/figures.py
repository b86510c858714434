"""Verdicts in; rates with numerator, denominator and unknowns out. Unknown and not bound never enter a denominator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from congkhai.catalogue.finding import Predicate
from congkhai.records import Completeness, Timeliness, Verdict

_ORDER = (Completeness.NONE, Completeness.PARTIAL, Completeness.SUBSTANTIAL, Completeness.FULL)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the judged agencies fit. ``agencies`` are those that do and ``undecided`` those that could not be judged, in name
    order, so that a figure can be walked back."""

    numerator: int
    denominator: int
    unknown: int
    not_bound: int
    agencies: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    @property
    def share(self) -> Fraction | None:
        """From 0 to 1, exactly; None where nobody was judged."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def percent(share: Fraction, decimals: int = 1, language: str = "vi") -> str:
    """``95,2%``, ``70%``: rounded half up, with the language's decimal mark; a decimal that is zero is left out."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    plain = f"{rounded:f}".rstrip("0").rstrip(".") if decimals else f"{rounded:f}"
    return f"{plain}%".replace(".", "," if language == "vi" else ".")


def _range(verdict: Verdict) -> tuple[int, int]:
    """Lowest and highest grade the verdict leaves open."""
    if verdict.completeness in _ORDER:
        grade = _ORDER.index(verdict.completeness)
        return grade, grade
    low = _ORDER.index(verdict.at_least) if verdict.at_least in _ORDER else 0
    high = _ORDER.index(verdict.at_most) if verdict.at_most in _ORDER else len(_ORDER) - 1
    return low, high


def _between(low: int, high: int, wanted: Callable[[int], bool]) -> bool | None:
    answers = {wanted(grade) for grade in range(low, high + 1)}
    return answers.pop() if len(answers) == 1 else None


def holds(predicate: Predicate, verdict: Verdict | None) -> bool | None:
    """Whether a predicate holds of one verdict; None where that is open. A missing verdict leaves everything open."""
    if verdict is None:
        return None
    low, high = _range(verdict)
    match predicate:
        case Predicate.NONE:
            return _between(low, high, lambda g: g == 0)
        case Predicate.NOT_FULL:
            return _between(low, high, lambda g: g < 3)
        case Predicate.AT_LEAST_SUBSTANTIAL:
            return _between(low, high, lambda g: g >= 2)
        case Predicate.NOT_FULL_AND_ON_TIME:
            lacking = _between(low, high, lambda g: g < 3)
            late = None if verdict.timeliness is Timeliness.UNKNOWN else verdict.timeliness is Timeliness.LATE
            return any_of([lacking, late])


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Three-valued or: one known yes suffices."""
    seen = list(answers)
    return True if True in seen else None if None in seen else False


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Three-valued and: one known no suffices."""
    seen = list(answers)
    return False if False in seen else None if None in seen else True


def rate(agencies: Sequence[str], answer: Callable[[str], bool | None], bound: Callable[[str], bool]) -> Rate:
    """Count an answer over agencies (ids in name order); those not bound are set apart."""
    asked = [a for a in agencies if bound(a)]
    answers = {a: answer(a) for a in asked}
    yes = tuple(a for a in asked if answers[a] is True)
    undecided = tuple(a for a in asked if answers[a] is None)
    return Rate(len(yes), len(asked) - len(undecided), len(undecided), len(agencies) - len(asked), yes, undecided)
