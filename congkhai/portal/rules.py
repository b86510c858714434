"""An agency, an obligation and a day in; the version and the part's rule that hold for them out."""

from __future__ import annotations

from datetime import date

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import FieldRule, FieldType, Obligation, PartRule, Version
from congkhai.records import Kind


def asked_of(agency: Agency) -> tuple[Obligation, ...]:
    """The obligations of the agency's rule set that any version of theirs puts on its kind, in the set's order."""
    known, kind = catalogue(), Kind(agency.kind)
    if agency.rules not in known.rulesets or kind not in known.rulesets[agency.rules].kinds:
        return ()
    return tuple(o for o in known.asked(agency.rules) if any(kind in v.binds for v in o.versions))


def version_at(obligation: Obligation, on: date) -> Version:
    """The version in force that day; before the first one the first, after the last one the last."""
    return obligation.version_on(on) or (obligation.versions[0] if on < obligation.versions[0].from_ else obligation.versions[-1])


def parts_of(version: Version, agency: Agency) -> dict[str, PartRule]:
    """The parts that bind this kind of agency."""
    kind = Kind(agency.kind)
    return {name: part for name, part in version.parts.items() if part.binds is None or kind in part.binds}


def find_obligation(identifier: str) -> Obligation | None:
    """The obligation of that id, None if the catalogue has no such file."""
    return catalogue().obligations.get(identifier)


def find_part(obligation: str, part: str, on: date) -> PartRule | None:
    """The part's rule that holds on a day; the newest version that ever had the part where that day's has not."""
    found = find_obligation(obligation)
    if found is None:
        return None
    for version in (version_at(found, on), *reversed(found.versions)):
        if part in version.parts:
            return version.parts[part]
    return None


def fields_of(part: PartRule, kind: FieldType) -> list[FieldRule]:
    """The part's fields of one type, in order."""
    return [rule for rule in part.fields if rule.type is kind]
