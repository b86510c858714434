"""A letter's findings and verdicts in; figures with the words they become out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from congkhai.catalogue.finding import Finding, LetterPlan, Predicate, Style, Thresholds
from congkhai.records import Completeness, Kind, Sentence, Verdict
from congkhai.reporting.figures import Rate, all_of, any_of, holds, percent, rate
from congkhai.text import sort_key


@dataclass(frozen=True, slots=True)
class Figure:
    """One finding with its count. ``words`` is None where there is nothing to report."""

    finding: Finding
    rate: Rate
    words: Sentence | None


_QUANTITIES = {"most": ("hầu hết", "most"), "many": ("nhiều", "many"), "some": ("một số", "some")}


def _reaches(share: Fraction, threshold: float) -> bool:
    """9 of 10 reaches 0.9, which as a float is a little more."""
    return share >= Fraction(str(threshold))


def share_in_words(finding: Finding, counted: Rate, thresholds: Thresholds) -> Sentence | None:
    """The share as the letter words it, None where there is nothing to find fault with, or none was judged: a failing that no
    agency has, a merit that most have. With too few judged, or few at all, counts alone: one of four is no "more than 20%"."""
    share, merit = counted.share, finding.predicate is Predicate.AT_LEAST_SUBSTANTIAL
    if share is None or (_reaches(share, thresholds.most) if merit else counted.numerator == 0):
        return None
    if counted.denominator < thresholds.judged * (counted.denominator + counted.unknown):
        return Sentence(f"{counted.numerator}/{counted.denominator}", f"{counted.numerator} of {counted.denominator}")
    if counted.numerator == 0:
        return Sentence("không có", "none")
    only = ("chỉ có ", "only ") if finding.only and share < 0.5 else ("", "")
    if counted.denominator < thresholds.few:
        return Sentence(
            f"{only[0]}{counted.numerator}/{counted.denominator}", f"{only[1]}{counted.numerator} of {counted.denominator}"
        )
    match finding.style:
        case Style.WHOLE:
            decimals = 1 if share < 1 and percent(share, 0) in {"0%", "100%"} else 0  # all is all, and none is none
            vi, en = percent(share, decimals), percent(share, decimals, "en")
        case Style.DECIMAL:
            vi, en = percent(share), percent(share, language="en")
        case Style.QUANTITY:
            vi, en = _QUANTITIES[
                "most" if _reaches(share, thresholds.most) else "many" if _reaches(share, thresholds.many) else "some"
            ]
        case Style.TENS:
            tens, rest = divmod(counted.numerator * 1000 // counted.denominator / 10, 10)
            if counted.numerator * 10 % counted.denominator == 0:
                vi, en = percent(share, 0), percent(share, 0, "en")
            elif rest >= 10 - thresholds.nearly:
                vi, en = f"gần {int(tens) * 10 + 10}%", f"nearly {int(tens) * 10 + 10}%"
            elif tens == 0:
                vi, en = percent(share), percent(share, language="en")
            else:
                vi, en = f"hơn {int(tens) * 10}%", f"more than {int(tens) * 10}%"
    return Sentence(only[0] + vi, only[1] + en)


def evaluate(plan: LetterPlan, verdicts: Iterable[Verdict], names: dict[str, str]) -> list[Figure]:
    """Every finding of a plan, in its order. ``names`` gives each agency its name, by which members are listed."""
    by_agency: dict[str, dict[str, Verdict]] = {}
    kinds: dict[str, Kind] = {}
    for verdict in verdicts:
        if verdict.enters_figures:
            by_agency.setdefault(verdict.agency, {})[verdict.obligation] = verdict
            kinds[verdict.agency] = verdict.kind
    ordered = sorted(by_agency, key=lambda agency: (sort_key(names.get(agency) or agency), agency))
    figures = []
    for finding in plan.findings:
        members = [a for a in ordered if kinds[a] in plan.groups[finding.group].kinds]

        def bound(agency: str, finding: Finding = finding) -> list[str]:
            mine = by_agency[agency]
            return [o for o in finding.obligations if o not in mine or mine[o].completeness is not Completeness.NOT_BOUND]

        def answer(agency: str, finding: Finding = finding) -> bool | None:
            combine = any_of if finding.combine == "any" else all_of
            return combine(holds(finding.predicate, by_agency[agency].get(o)) for o in bound(agency, finding))

        counted = rate(members, answer, lambda a: bool(bound(a)))
        share = share_in_words(finding, counted, plan.thresholds)
        words = share and Sentence(finding.words.vi.format(share=share.vi), finding.words.en.format(share=share.en))
        figures.append(Figure(finding, counted, words))
    return figures
