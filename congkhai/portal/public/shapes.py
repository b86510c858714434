"""A part's rule in; what kind of page its records make out: told by the types of its fields and by what pages call them."""

from __future__ import annotations

from collections.abc import Sequence

from congkhai.catalogue.obligation import Basis, FieldRule, FieldType, PartRule
from congkhai.portal.derived import DUTY_ROLES
from congkhai.portal.rules import field_called

# Names that pages give a field, as text.label_key folds them.
TELEPHONE = frozenset({"dien thoai", "so dien thoai", "dien thoai co quan"})
EMAIL = frozenset({"thu dien tu", "email"})
UNIT = frozenset({"don vi", "don vi cong tac"})
WORK = frozenset({"linh vuc"})
STANDING = frozenset({"tinh trang"})
TIME = frozenset({"thoi gian thuc hien", "thoi han giai quyet"})
SENT_TO = frozenset({"dia chi tiep nhan"})
COMMENTS = frozenset({"y kien da gop"})
PROMISED = frozenset({"hen tra loi"})
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


def contents_of(part: PartRule) -> Sequence[FieldRule]:
    """What the law says that each record holds, where texts are among it, such as figures, their method and what they say: told one
    by one, also what is missing."""
    named = [rule for rule in part.fields if rule.basis is Basis.LAW and not rule.personal]
    return named if any(rule.type is FieldType.LONG_TEXT for rule in named) else ()


def one_catalogue(parts: Sequence[PartRule]) -> PartRule | None:
    """Several parts as one, each field once, where a reader looks through all of them by the same field; else None."""
    groups = {group.name if (group := group_of(part)) and is_timeless(part) else None for part in parts}
    fields = {rule.name: rule for part in reversed(parts) for rule in reversed(part.fields)}
    return (
        parts[0].model_copy(update={"fields": tuple(reversed(fields.values()))})
        if len(groups - {None}) == len(groups) == 1
        else None
    )
