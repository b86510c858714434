"""An instrument in; its clauses, each with the obligations that rest on it or why none is encoded, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from congkhai.catalogue.obligation import Catalogue, Citation, Obligation, Version, Words
from congkhai.catalogue.places import beside, in_order, path_asked, paths


@dataclass(frozen=True, slots=True)
class Resting:
    """An obligation that rests on a clause, by that citation, from the first of its ``versions`` to the last, which follow on one
    another and bind the same agencies as strongly."""

    obligation: Obligation
    citation: Citation
    versions: tuple[Version, ...]

    @property
    def version(self) -> Version:
        return self.versions[-1]

    @property
    def since(self) -> date:
        return self.versions[0].from_


@dataclass(frozen=True, slots=True)
class Clause:
    """One place of an instrument, as it is cited. ``otherwise``: obligations that rest on it on other days, each with the version
    of the day asked for, which does not; ``why``: what of the place is not encoded, and why not."""

    place: str
    resting: tuple[Resting, ...]
    otherwise: tuple[tuple[Obligation, Version], ...]
    why: Words | None

    @property
    def article(self) -> str:
        """``Điều 10`` of ``Điều 10 khoản 1 điểm c``; the place itself where it is in no article."""
        unit, number = paths(self.place)[0][0] if paths(self.place) else ("", "")
        return f"Điều {number}" if unit == "điều" else self.place


def clauses(catalogue: Catalogue, instrument: str, place: str = "", on: date | None = None) -> tuple[Clause, ...]:
    """In the instrument's order. ``place``: only what is beside that place, within it or around it; ``on``: what rests on it that
    day, and by what else that day asks for what it asks for on others. KeyError if there is no such instrument, ValueError if
    ``place`` is none."""
    asked = path_asked(place) if place.strip() else ()
    resting: dict[str, list[Resting]] = {}
    otherwise: dict[str, list[tuple[Obligation, Version]]] = {}
    for obligation in catalogue.obligations.values():
        for one in _resting(obligation, instrument, on):
            resting.setdefault(one.citation.place, []).append(one)
        if on is not None and (version := obligation.version_on(on)) is not None:
            for place_then in sorted(_cited(instrument, *obligation.versions) - _cited(instrument, version)):
                otherwise.setdefault(place_then, []).append((obligation, version))
    why = {told.place: told.why for told in catalogue.instruments[instrument].not_encoded}
    found = (
        Clause(name, tuple(resting.get(name, ())), tuple(otherwise.get(name, ())), why.get(name))
        for name in sorted({*resting, *otherwise, *why}, key=in_order)
    )
    return tuple(clause for clause in found if beside(asked, clause.place))


def _cited(instrument: str, *versions: Version) -> set[str]:
    """The places of an instrument that any of the versions cites."""
    return {citation.place for version in versions for citation in version.cites if citation.instrument == instrument}


def _resting(obligation: Obligation, instrument: str, on: date | None) -> Iterator[Resting]:
    running: dict[tuple[str, str], Resting] = {}
    for version in obligation.versions:
        for citation in version.cites:
            if citation.instrument != instrument or (on is not None and not version.on(on)):
                continue
            before = running.get((citation.place, citation.role))
            if before is not None and _same(before.version, version):
                running[citation.place, citation.role] = Resting(obligation, citation, (*before.versions, version))
                continue
            if before is not None:
                yield before
            running[citation.place, citation.role] = Resting(obligation, citation, (version,))
    yield from running.values()


def _same(before: Version, after: Version) -> bool:
    said = [(one.force, one.binds, one.text_not_seen) for one in (before, after)]
    return said[0] == said[1] and before.until == after.from_
