"""An agency, an obligation and a day in; the version and the part's rule that hold for them out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from congkhai import text
from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Basis, FieldRule, FieldType, Obligation, PartRule, Version, Words
from congkhai.records import Kind

# The one part of a version whose text nobody here has read: a title, a text and files, and nothing that is asked for.
GENERAL = "general"
_GENERAL = PartRule(title=Words(vi="Nội dung", en="Content"), basis=Basis.OURS)


def asked_of(agency: Agency) -> tuple[Obligation, ...]:
    """The obligations of the agency's rule set that any version of theirs puts on its kind, in the set's order. Those of functions
    of the site are left out: nobody writes records of them."""
    known, kind = catalogue(), Kind(agency.kind)
    if agency.rules not in known.rulesets or kind not in known.rulesets[agency.rules].kinds:
        return ()
    return tuple(o for o in known.asked(agency.rules) if not o.checked_only and any(kind in v.binds for v in o.versions))


def version_at(obligation: Obligation, on: date) -> Version:
    """The version in force that day; before the first one the first, after the last one the last."""
    return obligation.version_on(on) or (obligation.versions[0] if on < obligation.versions[0].from_ else obligation.versions[-1])


def parts_of(version: Version, agency: Agency) -> dict[str, PartRule]:
    """The parts that bind this kind of agency; where nothing is encoded, one that takes whatever the agency shows."""
    kind = Kind(agency.kind)
    if version.text_not_seen and not version.parts:
        return {GENERAL: _GENERAL}
    return {name: part for name, part in version.parts.items() if part.binds is None or kind in part.binds}


def find_obligation(identifier: str) -> Obligation | None:
    """The obligation of that id, None if the catalogue has no such file."""
    return catalogue().obligations.get(identifier)


def find_part(obligation: str, part: str, on: date) -> PartRule | None:
    """The part's rule that holds on a day; the newest version that ever had the part where that day's has not."""
    found = find_obligation(obligation)
    if found is None:
        return None
    if part == GENERAL and any(version.text_not_seen for version in found.versions):
        return _GENERAL
    for version in (version_at(found, on), *reversed(found.versions)):
        if part in version.parts:
            return version.parts[part]
    return None


def called(rule: FieldRule, names: Collection[str]) -> bool:
    """Whether the field's title or one of its labels is among the names, which are written as text.label_key folds them."""
    return any(text.label_key(label) in names for label in (rule.title.vi, *rule.labels))


def field_called(part: PartRule, names: Collection[str], *types: FieldType) -> FieldRule | None:
    """The first field of one of the types that bears one of the names and holds no person's data."""
    return next((rule for rule in part.fields if rule.type in types and not rule.personal and called(rule, names)), None)


def fields_of(part: PartRule, kind: FieldType) -> list[FieldRule]:
    """The part's fields of one type, in order."""
    return [rule for rule in part.fields if rule.type is kind]
