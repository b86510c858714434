"""The shape of ``law/sheets/*.yaml``, by which somebody gives points for what is public; what contradicts itself in one, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from congkhai.catalogue.explain import choice
from congkhai.catalogue.obligation import Catalogue, Frozen, RuleSet, Words
from congkhai.catalogue.problem import Place, Problem, Source
from congkhai.records import Kind

Share = Annotated[float, Field(ge=0, le=1)]


class ByGrade(Frozen):
    """So much of the points as the grade is worth."""

    kind: Literal["grade"]


class AtLeast(Frozen):
    """All points from one grade on, none below it."""

    kind: Literal["at_least"]
    grade: Literal["full", "substantial", "partial"]


class OnTime(Frozen):
    """All points if it is on time, none if it is late."""

    kind: Literal["on_time"]


class ShownOfTotal(Frozen):
    """So much of the points as there are records shown of the number that the agency itself declares."""

    kind: Literal["shown_of_total"]


Measure = Annotated[ByGrade | AtLeast | OnTime | ShownOfTotal, Field(discriminator="kind")]


class Criterion(Frozen):
    """One row. It rests on ``obligations`` (or on ``parts`` of the one it names), or says why no machine measures it from outside.
    ``any``: the best of several counts; ``all``: the least."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    number: str = Field(min_length=1)
    wording: Words
    points: float | None = Field(default=None, gt=0)  # the weight of its class where it says none
    class_: str | None = Field(default=None, alias="class")
    obligations: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    combine: Literal["any", "all"] = "all"
    measure: Measure = ByGrade(kind="grade")
    not_measured: Words | None = None


class Section(Frozen):
    """Rows under one heading."""

    title: Words
    rows: tuple[Criterion, ...] = Field(min_length=1)


class Origin(Words):
    """Whose sheet it is. ``seen`` tells how much of it was seen: ``none`` where the words are ours alone. ``whole_points``: what
    the whole sheet adds up to, where that is known."""

    seen: Literal["all", "part", "none"]
    whole_points: float | None = Field(default=None, gt=0)


class Shares(Frozen):
    """What a grade is worth. Nothing shown is worth nothing; what could not be seen is not scored. ``ours``: nobody's rule."""

    full: Share = 1.0
    substantial: Share
    partial: Share
    ours: bool
    why: Words


class Weight(Frozen):
    """A class of rows, and what one of them weighs."""

    title: Words
    weight: float = Field(gt=0)


class Seal(Frozen):
    """A title earned by a share of the points, with every row of some classes earned whole."""

    title: Words
    at_least: Share
    whole: tuple[str, ...] = ()


class Sheet(Frozen):
    """A scoring sheet. ``seals`` stand from the highest to the lowest."""

    title: Words
    about: Words
    source: Origin
    shares: Shares
    classes: Mapping[str, Weight] = {}
    seals: tuple[Seal, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)

    @property
    def rows(self) -> tuple[Criterion, ...]:
        """The rows of all sections, in order."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def obligations(self) -> tuple[str, ...]:
        """What its rows rest on, each once, in order."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row.obligations))

    def points(self, row: Criterion) -> float:
        """The most that a row gives."""
        return row.points if row.points is not None else self.classes[row.class_ or ""].weight


def asking(catalogue: Catalogue, name: str, obligations: Iterable[str]) -> Catalogue:
    """The catalogue with a rule set more: the obligations of a sheet, asked of every kind of agency that they bind."""
    title = Words(vi=name, en=name)
    rules = RuleSet(id=name, title=title, about=title, kinds=tuple(Kind), obligations=tuple(obligations))
    return catalogue.model_copy(update={"rulesets": {**catalogue.rulesets, name: rules}})


# --- what contradicts itself ----------------------------------------------------------------------------


def problems(sheet: Sheet, catalogue: Catalogue, source: Source) -> Iterator[Problem]:
    """Whatever a sheet says that is not there, or cannot be scored, each at its line."""
    numbers: set[str] = set()
    for at, section in enumerate(sheet.sections):
        for position, row in enumerate(section.rows):
            here: Place = ("sections", at, "rows", position)
            if row.number in numbers:
                vi = (f'số "{row.number}" có hai lần', "đánh số lại")
                yield source.problem((*here, "number"), vi, (f'the number "{row.number}" is there twice', "number it anew"))
            numbers.add(row.number)
            yield from _measured(row, here, source)
            yield from _weighed(row, sheet, here, source)
            yield from _there(row, catalogue, here, source)
    for position, seal in enumerate(sheet.seals):
        yield from _known(seal.whole, sheet.classes, ("seals", position, "whole"), source)


def _measured(row: Criterion, here: Place, source: Source) -> Iterator[Problem]:
    if bool(row.obligations) == bool(row.not_measured):
        vi = ("tiêu chí cần đúng một trong obligations, not_measured", "nêu nghĩa vụ, hoặc nói vì sao máy không đo được")
        en = ("a row needs exactly one of obligations, not_measured", "name obligations, or say why no machine measures it")
        yield source.problem(here, vi, en)
    if row.parts and (len(row.obligations) != 1 or row.measure.kind not in {"grade", "at_least"}):
        vi = ("parts chỉ đi với một nghĩa vụ, tính theo grade hoặc at_least", "tách thành nhiều tiêu chí, hoặc bỏ parts")
        en = ("parts go with one obligation, measured by grade or at_least", "make several rows of it, or take parts out")
        yield source.problem((*here, "parts"), vi, en)


def _weighed(row: Criterion, sheet: Sheet, here: Place, source: Source) -> Iterator[Problem]:
    if row.class_ is not None:
        yield from _known([row.class_], sheet.classes, (*here, "class"), source)
    elif row.points is None:
        vi = ("tiêu chí chưa có điểm tối đa", 'thêm "points: …", hoặc "class: …" nếu bảng có nhóm')
        en = ("the row gives no points", 'add "points: …", or "class: …" where the sheet has classes')
        yield source.problem(here, vi, en)


def _there(row: Criterion, catalogue: Catalogue, here: Place, source: Source) -> Iterator[Problem]:
    yield from _known(row.obligations, catalogue.obligations, (*here, "obligations"), source)
    if len(row.obligations) == 1 and (obligation := catalogue.obligations.get(row.obligations[0])):
        parts = {name: None for version in obligation.versions for name in version.parts}
        yield from _known(row.parts, parts, (*here, "parts"), source)


def _known(names: Iterable[str], there: Mapping[str, object], place: Place, source: Source) -> Iterator[Problem]:
    for position, name in enumerate(names):
        if name not in there:
            chosen = choice(name, there)
            vi, en = (f'không có "{name}"', chosen[0]), (f'there is no "{name}"', chosen[1])
            yield source.problem((*place, position), vi, en)
