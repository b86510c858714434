"""The folder of law files in; the catalogue out, or every problem of every file at once, each with its line, cause and cure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from congkhai.catalogue.explain import validate
from congkhai.catalogue.finding import LetterPlan
from congkhai.catalogue.marked import read
from congkhai.catalogue.obligation import Catalogue, Instrument, Obligation, PartRule, RuleSet, Version, hash_of
from congkhai.catalogue.problem import LawError, Place, Problem, Source
from congkhai.text import label_key

__all__ = ["LawError", "Loaded", "Problem", "load", "open_law"]

T = TypeVar("T")

_INSTRUMENTS = TypeAdapter(dict[str, Instrument])
_RULESETS = TypeAdapter(dict[str, RuleSet])
_OBLIGATION = TypeAdapter(Obligation)
_LETTER = TypeAdapter(LetterPlan)

CASES = ("met", "unmet", "unknown", "look_alike")  # every obligation proves at least one of each


@dataclass(frozen=True, slots=True)
class Loaded:
    """The catalogue, the letters' plans by file name, and where each obligation's values stand in its file."""

    catalogue: Catalogue
    letters: Mapping[str, LetterPlan]
    sources: Mapping[str, Source]


def load(folder: Path) -> Catalogue:
    """The catalogue of a law folder (the one that holds ``instruments.yaml``), read once per process. Raises LawError."""
    return open_law(folder).catalogue


def open_law(folder: Path) -> Loaded:
    """What ``load`` gives, with the letters' plans and the lines. Raises LawError."""
    return _open(folder.resolve())


@lru_cache(maxsize=8)
def _open(folder: Path) -> Loaded:
    problems: list[Problem] = []

    def opened(path: Path, shape: TypeAdapter[T], keyed: bool = False) -> tuple[T, Source] | None:
        try:
            value, source = read(path, _name(path, folder))
            return validate(shape, _with_ids(value) if keyed else value, source), source
        except LawError as error:
            problems.extend(error.problems)
            return None

    instruments, instruments_source = opened(folder / "instruments.yaml", _INSTRUMENTS) or ({}, None)
    rulesets, rulesets_source = opened(folder / "rulesets.yaml", _RULESETS, keyed=True) or ({}, None)
    obligations: dict[str, Obligation] = {}
    sources: dict[str, Source] = {}
    paths = sorted((folder / "obligations").glob("*.yaml"))
    for path in paths:
        if found := opened(path, _OBLIGATION):
            obligations[path.stem], sources[path.stem] = found
    letters = {path.stem: found for path in sorted((folder / "findings").glob("*.yaml")) if (found := opened(path, _LETTER))}

    for path in folder.rglob("*.yml"):
        vi = ('tệp có đuôi ".yml" không được đọc', 'đổi đuôi thành ".yaml"')
        en = ('files ending in ".yml" are not read', 'rename it to end in ".yaml"')
        problems.append(Problem.at(_name(path, folder), 1, vi, en))
    if instruments_source:
        problems += _of_instruments(instruments, instruments_source)
    known = {path.stem for path in paths}  # a file that failed is named by its own problems, not by those who cite it
    if rulesets_source:
        problems += _of_rulesets(rulesets, known, rulesets_source)
    for id, obligation in obligations.items():
        problems += _of_obligation(id, obligation, instruments if instruments_source else None, sources[id])
    problems += _of_slugs(obligations, sources)
    for plan, source in letters.values():
        problems += _of_letter(plan, known, rulesets if rulesets_source else None, source)
    if problems:
        raise LawError(problems)
    contents = [path.read_bytes() for path in sorted(folder.rglob("*.yaml"), key=lambda p: p.relative_to(folder).as_posix())]
    catalogue = Catalogue.model_construct(obligations=obligations, instruments=instruments, rulesets=rulesets, hash=hash_of(contents))
    return Loaded(catalogue, {name: plan for name, (plan, _) in letters.items()}, sources)
