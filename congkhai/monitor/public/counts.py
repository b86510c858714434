"""A round's table in; how many agencies of each kind stand at each grade, out. Kinds are never mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language, ngettext_lazy

from congkhai.agencies.law import catalogue
from congkhai.catalogue.obligation import Obligation
from congkhai.monitor.effective import Effective, Surveyed, Table
from congkhai.monitor.shown import COMPLETENESS
from congkhai.records import Completeness, Kind, Timeliness
from congkhai.reporting.figures import percent
from congkhai.skin.grades import GLYPHS

JUDGED = (Completeness.FULL, Completeness.SUBSTANTIAL, Completeness.PARTIAL, Completeness.NONE)
ENOUGH = Fraction(2, 3)  # of an obligation's agencies judged: with fewer only counts are printed, as in the letter (METHOD §5)
_COUNTED = {
    Kind.MINISTRY: ngettext_lazy("%(n)s ministry", "%(n)s ministries", "n"),
    Kind.GOVERNMENT_AGENCY: ngettext_lazy("%(n)s government agency", "%(n)s government agencies", "n"),
    Kind.DEPARTMENT: ngettext_lazy("%(n)s department", "%(n)s departments", "n"),
    Kind.PROVINCE: ngettext_lazy("%(n)s province", "%(n)s provinces", "n"),
    Kind.DISTRICT: ngettext_lazy("%(n)s district", "%(n)s districts", "n"),
    Kind.COMMUNE: ngettext_lazy("%(n)s commune", "%(n)s communes", "n"),
}


def counted(kind: Kind, n: int) -> str:
    """``63 tỉnh, thành phố``."""
    return str(_COUNTED[kind] % {"n": n})


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a bar, in per cent of its length, as SVG writes numbers in any language."""

    css: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Spread:
    """One obligation among agencies of one kind. ``late`` are among the judged; ``young`` agencies are in no figure yet."""

    obligation: Obligation
    grades: Mapping[Completeness, int]
    late: int
    young: int

    @property
    def judged(self) -> int:
        return sum(self.grades.get(grade, 0) for grade in JUDGED)

    @property
    def unknown(self) -> int:
        return self.grades.get(Completeness.UNKNOWN, 0)

    @property
    def asked(self) -> int:
        """How many agencies it is asked of."""
        return self.judged + self.unknown

    @property
    def good(self) -> int:
        """How many show it nearly in full, or in full."""
        return self.grades.get(Completeness.FULL, 0) + self.grades.get(Completeness.SUBSTANTIAL, 0)

    @property
    def share(self) -> str:
        """The good among the judged, in per cent; empty where too few were judged to say so."""
        if not self.judged or self.judged < ENOUGH * self.asked:
            return ""
        return percent(Fraction(self.good, self.judged), language=get_language())

    @property
    def cells(self) -> list[int]:
        """The counts in the order of GLYPHS: the heads of the table's columns."""
        return [self.grades.get(grade, 0) for grade in GLYPHS]

    @property
    def segments(self) -> list[Segment]:
        """The bar: what was judged, from most to least, then what could not be."""
        found, before = [], 0
        for grade, glyph in GLYPHS.items():
            if n := self.grades.get(grade, 0):
                found.append(Segment(f"f{glyph[1]}", f"{100 * before / self.asked:.3f}%", f"{100 * n / self.asked:.3f}%"))
                before += n
        return found


@dataclass(frozen=True, slots=True)
class Group:
    """The agencies of one kind, with how they stand by obligation; obligations asked of none of them are left out."""

    kind: Kind
    agencies: Sequence[Surveyed]
    spreads: Sequence[Spread]

    @property
    def words(self) -> str:
        return counted(self.kind, len(self.agencies))


def spread(obligation: Obligation, cells: Iterable[Effective]) -> Spread:
    """How some agencies stand in one obligation."""
    asked = [cell for cell in cells if cell.completeness is not Completeness.NOT_BOUND]
    counts = [cell for cell in asked if cell.enters_figures]
    late = sum(cell.timeliness is Timeliness.LATE for cell in counts)
    return Spread(obligation, Counter(cell.completeness for cell in counts), late, len(asked) - len(counts))


def grouped(found: Table) -> list[Group]:
    """The table's agencies by kind, in its order."""
    kinds = dict.fromkeys(agency.kind for agency in found.agencies)
    groups = []
    for kind in kinds:
        agencies = [agency for agency in found.agencies if agency.kind is kind]
        spreads = []
        for name in found.obligations:
            cells = [found.cells[agency.slug, name] for agency in agencies if (agency.slug, name) in found.cells]
            one = spread(catalogue().obligations[name], cells)
            spreads += [one] if one.asked or one.young else []
        groups.append(Group(kind, agencies, spreads))
    return groups


@dataclass(frozen=True, slots=True)
class Tally:
    """Some verdicts in sum. ``grades`` are in words, without those that nothing has; ``alone`` are the machine's that nobody
    confirmed."""

    asked: int
    grades: Sequence[tuple[str, int]]
    late: int
    late_by_ours: int
    alone: int


def tally(cells: Iterable[Effective]) -> Tally:
    """The sum of the verdicts that bind."""
    asked = [cell for cell in cells if cell.completeness is not Completeness.NOT_BOUND]
    by_grade = Counter(cell.completeness for cell in asked)
    late = [cell for cell in asked if cell.timeliness is Timeliness.LATE]
    return Tally(
        len(asked),
        [(str(COMPLETENESS[grade]), by_grade[grade]) for grade in GLYPHS if by_grade[grade]],
        len(late),
        sum(cell.proxy for cell in late),
        sum(not cell.confirmed for cell in asked),
    )
