"""A record in; its fields in the law's order, in words, as the public may see them or as an editor must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.agencies.law import said
from congkhai.catalogue.obligation import Basis, FieldRule, FieldType
from congkhai.portal.rules import find_part
from congkhai.portal.values import as_typed

WITHHELD = "_withheld"  # {field: why it is lawfully not published}
MAY_SHOW = "_may_show"  # {field: why a person's data may be published}
PRIVATE = "private"  # the value of a choice that keeps its row from the public


@dataclass(frozen=True, slots=True)
class Shown:
    """One field. ``words`` is what to read, empty where nothing was filled in; ``rows`` the cells of a table, by column;
    ``files`` the attachments that answer a file field; ``withheld`` why it is lawfully left out."""

    rule: FieldRule
    title: str
    words: str = ""
    rows: Sequence[Sequence[str]] = ()
    files: Sequence[Any] = ()
    withheld: str = ""

    @property
    def in_line(self) -> str:
        """All of it in one line, a table's rows too."""
        return self.words or _in_line(self.rows)

    @property
    def empty(self) -> bool:
        return not (self.words or self.rows or self.files or self.withheld)

    @property
    def lines(self) -> list[list[tuple[FieldRule, str]]]:
        """The rows, each cell with its column."""
        return [list(zip(self.rule.columns, row, strict=True)) for row in self.rows]

    @property
    def lacking(self) -> list[str]:
        """What the law names here and nobody filled in: the field as a whole, or cells of its rows."""
        if self.empty:
            return [self.title] if self.rule.basis is Basis.LAW else []
        return [
            _("%(column)s, row %(row)d") % {"column": said(column.title), "row": number}
            for number, line in enumerate(self.lines, start=1)
            for column, cell in line
            if column.basis is Basis.LAW and not cell
        ]


def in_words(rule: FieldRule, value: Any) -> str:
    """A kept value as a reader sees it: 25/11/2026; 1.234,5; 150.000.000 đồng; a choice by its title; a period by both days."""
    if value in (None, "", {}, []):
        return ""
    match rule.type:
        case FieldType.CHOICE:
            return next((said(c.title) for c in rule.choices if c.value == value), str(value))
        case FieldType.PERIOD:
            first, last = as_typed(rule, value)
            return f"{first} – {last}" if last else first
        case FieldType.MONEY:
            return f"{as_typed(rule, value)} đồng"
        case FieldType.ROWS:
            return _in_line(in_rows(rule, value))
        case _:
            return str(as_typed(rule, value))


def _in_line(rows: Sequence[Sequence[str]]) -> str:
    return "; ".join(" · ".join(filter(None, cells)) for cells in rows)


def kept_rows(rule: FieldRule, value: Any, *, public: bool = False) -> list[dict[str, Any]]:
    """A table field's rows as kept; of a text, from before the law asked for a table, a row for each line. For the public without
    those that a choice marks private: they leave no gap and no count."""
    if isinstance(value, str):
        column = next((one.name for one in reversed(rule.columns) if one.type in (FieldType.TEXT, FieldType.LONG_TEXT)), None)
        return [{column: line.strip()} for line in value.splitlines() if column and line.strip()]
    choices = [column.name for column in rule.columns if column.type is FieldType.CHOICE]
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    return [row for row in rows if not public or PRIVATE not in {row.get(name) for name in choices}]


def in_rows(rule: FieldRule, value: Any, *, public: bool = False) -> list[list[str]]:
    """The same in words, the cells in the order of the columns."""
    rows = kept_rows(rule, value, public=public)
    return [[in_words(column, row.get(column.name)) for column in rule.columns] for row in rows]


def shown(record: Any, *, public: bool = True) -> list[Shown]:
    """The fields of the record's part. For the public, a person's data only where the record says why it may be published, and
    fields that hold nothing are left out."""
    part = find_part(record.obligation, record.part, timezone.localdate())
    if part is None or record.nil_return:
        return []
    withheld, may_show = record.fields.get(WITHHELD) or {}, record.fields.get(MAY_SHOW) or {}
    files = list(record.attachments.all())
    found = []
    for rule in part.fields:
        value = record.fields.get(rule.name)
        if public and ((rule.personal and not may_show.get(rule.name)) or withheld.get(rule.name)):
            value = None
        one = Shown(
            rule=rule,
            title=said(rule.title),
            words="" if rule.type is FieldType.ROWS else in_words(rule, value),
            rows=in_rows(rule, value, public=public) if rule.type is FieldType.ROWS else (),
            files=[f for f in files if f.field == rule.name] if rule.type is FieldType.FILE and not withheld.get(rule.name) else (),
            withheld=withheld.get(rule.name, ""),
        )
        if not public or not one.empty:
            found.append(one)
    return found
