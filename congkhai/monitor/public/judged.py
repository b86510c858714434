"""The kept verdicts of one agency in; each with what holds, why, by which law, and what people made of it, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue, said
from congkhai.catalogue.obligation import Obligation, Version
from congkhai.monitor.effective import Effective
from congkhai.monitor.models import COMPLETENESS, Review, Round, StoredVerdict
from congkhai.monitor.shown import Grade, Place, Row, grade_of, grouped, pair, parts_of, places_of, rows_of
from congkhai.monitor.stored import verdict_of
from congkhai.records import Completeness, Evidence, Force, Timeliness, Verdict
from congkhai.reporting.words import limit
from congkhai.skin.citing import Cited, cited
from congkhai.skin.written import file_type, size

PUBLISHED = (Review.Act.OVERTURN, Review.Act.BY_HAND)  # whoever gives their reason is told that it is published; the others are not


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a verdict. ``by`` is an office, never a name. ``saved`` says what kind of file is kept as evidence
    of a verdict by hand; the file itself is not handed out."""

    at: datetime
    act: str
    words: str
    pair: str
    by: str
    reason: str
    saved: str


@dataclass(frozen=True, slots=True)
class Item:
    """One obligation of one agency. ``rows`` are some of what was found, ``more`` how many there are beside them; ``steps`` is all
    that was ever said of it, the newest first; ``limits`` the times it was held against, marked where they are ours."""

    number: int
    obligation: Obligation
    version: Version | None
    cites: Sequence[Cited]
    limits: Sequence[tuple[str, bool]]
    held: Effective
    grade: Grade
    verdict: Verdict
    parts: Sequence[tuple[str, str]]
    groups: Sequence[Sequence[Evidence]]
    rows: Sequence[Row]
    places: Sequence[Place]
    steps: Sequence[Step]

    @property
    def more(self) -> int:
        return len(self.groups) - len(self.rows)

    @property
    def bound(self) -> bool:
        return self.held.completeness is not Completeness.NOT_BOUND

    @property
    def practice(self) -> bool:
        return self.held.force is Force.PRACTICE

    @property
    def changed(self) -> Step | None:
        """The newest act by which a person put something else in the machine's place."""
        newest = next((step for step in self.steps if step.act), None)
        return newest if newest and newest.act in PUBLISHED else None

    @property
    def by_machine(self) -> str:
        return pair(*self.held.by_machine)

    @property
    def bounds(self) -> tuple[str, str] | None:
        """At least and at most, where not all could be seen and that says anything."""
        low, high = self.held.at_least, self.held.at_most
        if self.held.completeness is not Completeness.UNKNOWN or (low, high) in {
            (None, None),
            (Completeness.NONE, Completeness.FULL),
        }:
            return None
        return str(COMPLETENESS[low or Completeness.NONE]), str(COMPLETENESS[high or Completeness.FULL])


def kept(round: Round, agency: int) -> QuerySet[StoredVerdict]:
    """All that was ever given of an agency in a round, the newest first, with its reviews."""
    rows = StoredVerdict.objects.filter(round=round, agency=agency).order_by("obligation", "-pk")
    return rows.prefetch_related("reviews__evidence")


def _steps(rows: Iterable[StoredVerdict], round: Round) -> list[Step]:
    office = _("a reviewer of %(owner)s") % {"owner": round.owner.title}
    steps = []
    for row in rows:
        for review in row.reviews.all():
            act, file = Review.Act(review.act), review.evidence
            steps.append(
                Step(
                    review.at,
                    act,
                    str(act.label),
                    pair(Completeness(review.completeness), Timeliness(review.timeliness)),
                    office,
                    review.reason if act in PUBLISHED else "",
                    f"{file_type(file.content_type, file.name)}, {size(file.size)}" if file else "",
                )
            )
        given = pair(Completeness(row.completeness), Timeliness(row.timeliness))
        steps.append(Step(row.given_at, "", str(_("judged by machine")), given, _("the machine"), "", ""))
    return steps


def item(round: Round, number: int, obligation: Obligation, held: Effective, rows: Sequence[StoredVerdict], most: int) -> Item:
    """One obligation, from its kept verdicts (the one that stands among them), with at most so many things found."""
    verdict = verdict_of(next(row for row in rows if row.current).verdict)
    version = obligation.version_on(round.on)
    groups = grouped(verdict)
    return Item(
        number=number,
        obligation=obligation,
        version=version,
        cites=cited(version) if version else (),
        limits=_limits(version),
        held=held,
        grade=grade_of(held),
        verdict=verdict,
        parts=parts_of(verdict, version),
        groups=groups,
        rows=rows_of(verdict, version, groups[:most]),
        places=places_of(verdict),
        steps=_steps(rows, round),
    )


def _limits(version: Version | None) -> list[tuple[str, bool]]:
    """Each time limit of the version once; none where it asks for no records, or nobody here has read its text."""
    parts = [part for part in version.parts.values() if not part.check] if version else []
    dues = [part.due or version.due for part in parts] if version else []
    found = {said(limit(due)): bool(getattr(due, "proxy", False)) for due in dues}
    return list(found.items())


def number_of(round: Round, obligation: Obligation) -> int:
    """The obligation's place in the round's rule set, from 1; 0 if it is none of it."""
    names = catalogue().rulesets[round.rules].obligations
    return names.index(obligation.id) + 1 if obligation.id in names else 0
