"""What is wrong in a law or register file: where, why and what to do, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from congkhai.records import Sentence

Place = tuple[int | str, ...]  # the keys and positions that lead to a value, as ("versions", 0, "from")
Told = tuple[str, str]  # a cause and a cure in one language


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. ``line`` counts from 1."""

    file: str
    line: int
    cause: Sentence
    cure: Sentence

    @classmethod
    def at(cls, file: str, line: int, vi: Told, en: Told) -> Self:
        """A problem from its cause and cure in each language."""
        return cls(file, line, Sentence(vi[0], en[0]), Sentence(vi[1], en[1]))

    def said(self, language: str) -> str:
        """The problem on one line, in ``vi`` or ``en``."""
        return f"{self.file}:{self.line}: {getattr(self.cause, language)}; {getattr(self.cure, language)}"

    def __str__(self) -> str:
        return self.said("en")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file and line, each once (an alias repeats those of its anchor)."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line)))


class LawError(Exception):
    """Everything that is wrong, at once, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@dataclass(frozen=True, slots=True)
class Source:
    """Where each value of one file stands."""

    file: str
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of a value, or of the nearest thing around it that is written in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, vi: Told, en: Told) -> Problem:
        """A problem at a value of this file."""
        return Problem.at(self.file, self.line(place), vi, en)
