"""A round in; what holds for each agency and obligation, by the machine and by people, out. The newest review decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.monitor.models import Review, Round, RoundSite, StoredVerdict
from congkhai.records import Completeness, Force, Kind, SiteState, Timeliness, Verdict
from congkhai.text import sort_key

C, T = Completeness, Timeliness
Act = Review.Act


@dataclass(frozen=True, slots=True)
class Effective:
    """What holds of one agency and obligation. ``verdict`` is the key of the machine's row, ``act`` the newest review's, empty
    where nobody has looked. While a verdict is sent back nobody stands behind it, and it counts as unknown."""

    verdict: int
    agency: str  # its slug
    kind: Kind
    obligation: str
    completeness: Completeness
    timeliness: Timeliness
    at_least: Completeness | None
    at_most: Completeness | None
    days_late: int | None
    proxy: bool
    backdated: bool
    enters_figures: bool
    force: Force | None
    doubt: float
    act: str
    by_machine: tuple[Completeness, Timeliness]

    @property
    def confirmed(self) -> bool:
        """Whether a person stands behind it."""
        return self.act not in {"", Act.RETURN}

    @property
    def accuses(self) -> bool:
        """Whether it says that something is not there, or came late: that must not become public without a person's word."""
        return self.completeness is C.NONE or self.timeliness is T.LATE

    def as_verdict(self, on: date, rules: str) -> Verdict:
        """As figures and findings take it: without its evidence, which they do not ask for."""
        return Verdict(
            obligation=self.obligation,
            agency=self.agency,
            kind=self.kind,
            on=on,
            rules=rules,
            force=self.force,
            completeness=self.completeness,
            timeliness=self.timeliness,
            part_grades={},
            days_late=self.days_late,
            proxy=self.proxy,
            reasons=(),
            at_least=self.at_least,
            at_most=self.at_most,
            enters_figures=self.enters_figures,
        )


_COLUMNS = (
    *("pk", "agency__slug", "kind", "obligation", "force", "completeness", "timeliness", "at_least", "at_most"),
    *("days_late", "proxy", "backdated", "enters_figures", "doubt"),
)


def all_effective(
    round: Round, *, agency: Agency | None = None, among: Sequence[str] | None = None, obligation: str = ""
) -> list[Effective]:
    """What holds now, by agency and obligation: of all, of one ``agency``, ``among`` some by their slugs, or of one ``obligation``.
    Two queries, whatever the size of the round."""
    rows = StoredVerdict.objects.filter(round=round, current=True)
    if agency is not None:
        rows = rows.filter(agency=agency)
    if among is not None:
        rows = rows.filter(agency__slug__in=among)
    if obligation:
        rows = rows.filter(obligation=obligation)
    reviews = Review.objects.filter(verdict__in=rows).order_by("pk")
    newest = {r["verdict_id"]: r for r in reviews.values("verdict_id", "act", "completeness", "timeliness")}
    return [_effective(row, newest.get(row["pk"])) for row in rows.order_by("agency__slug", "obligation").values(*_COLUMNS)]


def effective(verdict: StoredVerdict) -> Effective:
    """What holds of one verdict now."""
    row = StoredVerdict.objects.filter(pk=verdict.pk).values(*_COLUMNS).get()
    return _effective(row, verdict.reviews.order_by("-pk").values("act", "completeness", "timeliness").first())


def _effective(row: Mapping[str, object], review: Mapping[str, str] | None) -> Effective:
    machine = C(row["completeness"]), T(row["timeliness"])
    completeness, timeliness = (C(review["completeness"]), T(review["timeliness"])) if review else machine
    same_grade, same_time = completeness is machine[0], timeliness is machine[1]
    return Effective(
        verdict=row["pk"],
        agency=row["agency__slug"],
        kind=Kind(row["kind"]),
        obligation=row["obligation"],
        completeness=completeness,
        timeliness=timeliness,
        at_least=(C(row["at_least"]) if row["at_least"] else None) if same_grade else completeness,
        at_most=(C(row["at_most"]) if row["at_most"] else None) if same_grade else completeness,
        days_late=row["days_late"] if same_time else None,
        proxy=row["proxy"] and same_time,
        backdated=row["backdated"],
        enters_figures=row["enters_figures"],
        force=Force(row["force"]) if row["force"] else None,
        doubt=row["doubt"],
        act=review["act"] if review else "",
        by_machine=machine,
    )


# --- the table ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One agency of a round, and how its site ended."""

    slug: str
    name: str
    name_en: str
    kind: Kind
    home: str
    state: SiteState | None
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """Agencies × obligations. ``agencies`` by kind, then by name as Vietnamese dictionaries sort; ``obligations`` in the rule set's
    order; a cell is missing where nothing was judged yet."""

    agencies: Sequence[Surveyed]
    obligations: Sequence[str]
    cells: Mapping[tuple[str, str], Effective]

    def row(self, agency: str) -> Iterator[Effective | None]:
        """One agency's cells, in the order of the obligations."""
        return (self.cells.get((agency, obligation)) for obligation in self.obligations)


def surveyed(round: Round) -> list[Surveyed]:
    """The round's agencies by kind, then by name as Vietnamese dictionaries sort. One query."""
    columns = ("agency__slug", "agency__name", "agency__name_en", "agency__kind", "home", "state", "reason")
    agencies = [
        Surveyed(slug, name, name_en, Kind(kind), home, SiteState(state) if state else None, reason)
        for slug, name, name_en, kind, home, state, reason in RoundSite.objects.filter(round=round).values_list(*columns)
    ]
    kinds = list(Kind)
    return sorted(agencies, key=lambda agency: (kinds.index(agency.kind), sort_key(agency.name), agency.slug))


def table(round: Round, agencies: Sequence[Surveyed] | None = None) -> Table:
    """All that holds in a round, at a glance; of some of its ``agencies`` only, if they are given. Three queries at most, whatever
    its size."""
    held = all_effective(round) if agencies is None else all_effective(round, among=[agency.slug for agency in agencies])
    agencies = surveyed(round) if agencies is None else agencies
    return Table(agencies, catalogue().rulesets[round.rules].obligations, {(o.agency, o.obligation): o for o in held})


# --- how far the review is ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reviewed:
    """``accusing``: what says none or late without a person's word; ``returned``: what was sent back and not decided since;
    ``unconfirmed`` counts all that no person stands behind, and ``total`` all that is asked of somebody."""

    accusing: Sequence[Effective]
    returned: Sequence[Effective]
    unconfirmed: int
    total: int

    @property
    def done(self) -> int:
        """How many a person stands behind."""
        return self.total - self.unconfirmed

    @property
    def enough(self) -> bool:
        """Whether the round may be approved: no accusation rests on the machine alone, and nothing waits for an answer."""
        return not self.accusing and not self.returned


def reviewed(round: Round) -> Reviewed:
    """How far people have come with a round."""
    asked = [o for o in all_effective(round) if o.completeness is not C.NOT_BOUND]
    open_ones = [o for o in asked if not o.confirmed]
    returned = [o for o in open_ones if o.act == Act.RETURN]
    return Reviewed([o for o in open_ones if o.accuses], returned, len(open_ones), len(asked))
