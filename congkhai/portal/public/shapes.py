"""A part's rule in; what kind of page its records make out: told by the types of its fields and by what pages call them."""

from __future__ import annotations

from collections.abc import Sequence

from congkhai.catalogue.obligation import FieldRule, FieldType, PartRule
from congkhai.portal.derived import DUTY_ROLES
from congkhai.portal.rules import field_called

# Names that pages give a field, as text.label_key folds them.
TELEPHONE = frozenset({"dien thoai", "so dien thoai", "dien thoai co quan"})
EMAIL = frozenset({"thu dien tu", "email"})
UNIT = frozenset({"don vi", "don vi cong tac"})
WORK = frozenset({"linh vuc"})
STANDING = frozenset({"tinh trang"})
FORM = frozenset({"hinh thuc van ban", "loai van ban"})
DATED = (FieldType.DATE, FieldType.DATETIME)


def is_directory(part: PartRule) -> bool:
    """Whether its records say how somebody is reached: read side by side, and not one by one."""
    reached = any(field_called(part, names, FieldType.TEXT) for names in (TELEPHONE, EMAIL))
    return reached and not any(rule.type is FieldType.LONG_TEXT for rule in part.fields)


def is_timeless(part: PartRule) -> bool:
    """Whether none of its fields says when: such records stand by name, as in a catalogue, and not the newest first."""
    days = (rule for rule in part.fields if rule.type in DATED and rule.role in DUTY_ROLES)
    periods = (rule for rule in part.fields if rule.type is FieldType.PERIOD)
    return bool(part.fields) and next(days, None) is None and next(periods, None) is None


def group_of(part: PartRule) -> FieldRule | None:
    """The field by which a reader looks through a directory or a catalogue: the unit, else the field of work."""
    return field_called(part, UNIT, FieldType.TEXT, FieldType.AGENCY) or field_called(part, WORK, FieldType.TEXT)


def choosable(part: PartRule) -> Sequence[FieldRule]:
    """The fields that a list may be narrowed by: choices, and of the texts the field of work and the form of a document."""
    texts = [field_called(part, names, FieldType.TEXT) for names in (WORK, FORM)]
    return [rule for rule in part.fields if rule in texts or (rule.type is FieldType.CHOICE and not rule.personal)]
