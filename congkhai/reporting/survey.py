"""A letter's plan and the verdicts of one survey in; its figures, and what must be said beside them, out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from congkhai.catalogue.finding import Finding, LetterPlan, Predicate
from congkhai.catalogue.obligation import Catalogue
from congkhai.records import Completeness, Force, Kind, Timeliness, Verdict
from congkhai.reporting.findings import Figure, evaluate
from congkhai.text import sort_key


@dataclass(frozen=True, slots=True)
class Survey:
    """What a survey comes to. ``kinds`` are those of its agencies; ``unseen`` names the agencies of which nothing could be judged;
    ``unconfirmed`` counts the verdicts in its figures that no person stands behind; ``proxy`` says that lateness by a limit of ours
    may be among them. A ``draft`` may not leave the house."""

    plan: LetterPlan
    on: date
    figures: tuple[Figure, ...]
    names: Mapping[str, str]
    kinds: frozenset[Kind]
    unseen: tuple[str, ...]
    unconfirmed: int
    force: Force
    proxy: bool
    draft: bool


def survey(
    plan: LetterPlan,
    verdicts: Iterable[Verdict],
    *,
    on: date,
    names: Mapping[str, str],
    confirmed: Container[tuple[str, str]],
    catalogue: Catalogue,
    approved: bool = True,
) -> Survey:
    """The survey of a day. ``names`` gives agencies their names; ``confirmed`` holds (agency, obligation) of the verdicts that a
    person stands behind. Of the plan's rule set alone, and only agencies that its groups name."""
    among = {kind for group in plan.groups.values() for kind in group.kinds}
    asked = catalogue.rulesets[plan.rules].obligations
    counted = [v for v in verdicts if v.kind in among and v.obligation in asked]
    figures = tuple(evaluate(plan, counted, dict(names)))
    unconfirmed = sum(
        (v.agency, v.obligation) not in confirmed for v in counted if any(_counts(plan, f.finding, v) for f in figures)
    )
    timed = [f.finding for f in figures if f.words is not None and f.finding.predicate is Predicate.NOT_FULL_AND_ON_TIME]
    return Survey(
        plan=plan,
        on=on,
        figures=figures,
        names=names,
        kinds=frozenset(v.kind for v in counted),
        unseen=_unseen([v for v in counted if not _unread(catalogue, v.obligation, on)], names),
        unconfirmed=unconfirmed,
        force=force_on(catalogue, plan.rules, on),
        proxy=any(_has_proxy(catalogue, o, on) for finding in timed for o in finding.obligations),
        draft=bool(unconfirmed) or not approved,
    )


def force_on(catalogue: Catalogue, rules: str, on: date) -> Force:
    """Binding only if everything that the rule set asks binds on the day."""
    versions = [obligation.version_on(on) for obligation in catalogue.asked(rules)]
    return Force.BINDING if all(v and v.force is Force.BINDING for v in versions) else Force.PRACTICE


def _counts(plan: LetterPlan, finding: Finding, verdict: Verdict) -> bool:
    """Whether a figure rests on this verdict."""
    return (
        verdict.enters_figures
        and verdict.completeness is not Completeness.NOT_BOUND
        and verdict.obligation in finding.obligations
        and verdict.kind in plan.groups[finding.group].kinds
    )


def _unread(catalogue: Catalogue, obligation: str, on: date) -> bool:
    """Whether the day's version rests on a text that nobody has read: that its verdicts are unknown says nothing of any site."""
    version = catalogue.obligations[obligation].version_on(on)
    return version is not None and version.text_not_seen


def _unseen(verdicts: Sequence[Verdict], names: Mapping[str, str]) -> tuple[str, ...]:
    bound = [v for v in verdicts if v.completeness is not Completeness.NOT_BOUND]
    nothing = (Completeness.UNKNOWN, Timeliness.UNKNOWN)
    some = {v.agency for v in bound if (v.completeness, v.timeliness) != nothing}
    return tuple(sorted({names.get(v.agency, v.agency) for v in bound if v.agency not in some}, key=sort_key))


def _has_proxy(catalogue: Catalogue, obligation: str, on: date) -> bool:
    version = catalogue.obligations[obligation].version_on(on)
    dues = [version.due, *(part.due for part in version.parts.values() if part.due)] if version else []
    return any(getattr(due, "proxy", False) for due in dues)


def figure_to_json(figure: Figure, names: Mapping[str, str]) -> dict[str, Any]:
    """One figure with all it rests on, so that anyone can count again."""
    finding, rate = figure.finding, figure.rate
    return {
        "id": finding.id,
        "heading": finding.heading,
        "obligations": list(finding.obligations),
        "combine": finding.combine,
        "predicate": finding.predicate,
        "group": finding.group,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "unknown": rate.unknown,
        "not_bound": rate.not_bound,
        "words": {"vi": figure.words.vi, "en": figure.words.en} if figure.words else None,
        "agencies": [{"agency": agency, "name": names.get(agency, agency)} for agency in rate.agencies],
        "undecided": [{"agency": agency, "name": names.get(agency, agency)} for agency in rate.undecided],
    }
