"""A round's figures in; each as a citizen reads it, with what it was counted of, out."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from congkhai.agencies.law import said
from congkhai.catalogue.finding import Finding, LetterPlan
from congkhai.monitor.letter import survey_of
from congkhai.monitor.models import Round
from congkhai.reporting.figures import Rate, percent
from congkhai.reporting.findings import Figure
from congkhai.reporting.survey import Survey


@dataclass(frozen=True, slots=True)
class Told:
    """One figure. ``big`` is its share, or the bare counts where too few were judged, or empty where nobody was; ``words`` is what
    is said of that share; ``group`` whom it was counted among."""

    finding: Finding
    rate: Rate
    big: str
    share: str
    words: str
    group: str
    heading: str


def figures_of(round: Round) -> Survey | None:
    """What the round comes to by its letter's plan; None where no letter goes with its rule set, or it is about nobody here."""
    try:
        return survey_of(round)
    except ValidationError:
        return None


def told(survey: Survey) -> list[Told]:
    """The figures in the order of the letter. Those about a group that was not surveyed are left out."""
    present = {name for name, group in survey.plan.groups.items() if survey.kinds & set(group.kinds)}
    return [_told(survey.plan, figure) for figure in survey.figures if figure.finding.group in present]


def _told(plan: LetterPlan, figure: Figure) -> Told:
    rate, finding = figure.rate, figure.finding
    before, _share, after = said(finding.words).partition("{share}")
    enough = rate.share is not None and rate.denominator >= plan.thresholds.judged * (rate.denominator + rate.unknown)
    share = percent(rate.share, language=get_language()) if enough and rate.share is not None else ""
    bare = f"{rate.numerator}/{rate.denominator}" if rate.denominator else ""
    return Told(
        finding,
        rate,
        share or bare,
        share,
        f"{before}{after}".strip(),
        said(plan.groups[finding.group].title),
        said(plan.headings[finding.heading - 1]),
    )
