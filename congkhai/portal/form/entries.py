"""A field of the law in; the form field that asks for it, and takes what was typed, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from congkhai.agencies.law import said
from congkhai.catalogue.obligation import FieldRule, FieldType
from congkhai.portal.shown import kept_rows
from congkhai.portal.values import as_typed, parse

BLANK_ROWS = 3  # offered below those filled in, so that a table can be filled without a script
MOST_ROWS = 500
HINTS = {
    FieldType.DATE: "25/11/2026",
    FieldType.DATETIME: "25/11/2026 08:30",
    FieldType.NUMBER: "1.234,5",
    FieldType.MONEY: "150.000.000",
    FieldType.DOCUMENT_NUMBER: "42/2022/NĐ-CP",
    FieldType.LINK: "https://…",
    FieldType.GEOMETRY: "22.66, 106.25",
}


def hint(rule: FieldRule) -> str:
    """How a value of this kind is written."""
    if rule.type is FieldType.PERIOD:
        return _("Days, months or years: 01/01/2026, 01/2026 or 2026.")
    return _("For example %s") % HINTS[rule.type] if rule.type in HINTS else ""


def _is_key(written: str) -> bool:
    """Whether it can be a row's key, or a count of rows."""
    return written.isascii() and written.isdigit() and len(written) < 19


class Ends(forms.MultiWidget):
    """The first and the last day of a period."""

    template_name = "portal/form/ends.html"

    def __init__(self) -> None:
        super().__init__(widgets={"from": forms.TextInput(), "until": forms.TextInput()})

    def decompress(self, value: Any) -> tuple[str, str]:
        return value or ("", "")


class Rows(forms.Widget):
    """A small table: a line for each row, and blank lines below."""

    template_name = "portal/form/rows.html"

    def __init__(self, rule: FieldRule) -> None:
        super().__init__()
        self.rule = rule

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, Any]]:
        asked = data.get(f"{name}-count", "")
        count = min(int(asked), MOST_ROWS) if _is_key(asked) else 0
        cells = [
            {c.name: _cell(c).value_from_datadict(data, files, f"{name}-{n}-{c.name}") for c in self.rule.columns}
            for n in range(count)
        ]
        return [row for row in cells if any(any(cell) if isinstance(cell, list) else (cell or "").strip() for cell in row.values())]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-count" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        filled = kept_rows(self.rule, value)
        lines = []
        for number, row in enumerate([*filled, *({} for _blank in range(BLANK_ROWS))]):
            lines.append(
                [(column.type.value, self._cell(name, number, column, row.get(column.name))) for column in self.rule.columns]
            )
        context["widget"] |= {"columns": [said(c.title) for c in self.rule.columns], "lines": lines, "count": len(lines)}
        return context

    def _cell(self, name: str, number: int, column: FieldRule, value: Any) -> str:
        label = _("%(column)s, row %(row)d") % {"column": said(column.title), "row": number + 1}
        written = value if isinstance(value, list) else as_typed(column, value)
        return _cell(column).render(f"{name}-{number}-{column.name}", written, {"aria-label": label})


def _cell(column: FieldRule) -> forms.Widget:
    return forms.Textarea({"rows": 2}) if column.type is FieldType.LONG_TEXT else _widget(column)


def _widget(rule: FieldRule) -> forms.Widget:
    match rule.type:
        case FieldType.LONG_TEXT:
            return forms.Textarea({"rows": 4})
        case FieldType.GEOMETRY:
            return forms.Textarea({"rows": 3})
        case FieldType.CHOICE:
            return forms.Select(choices=[("", "—"), *((c.value, said(c.title)) for c in rule.choices)])
        case FieldType.PERIOD:
            return Ends()
        case FieldType.ROWS:
            return Rows(rule)
        case FieldType.LINK:
            return forms.TextInput({"inputmode": "url"})
        case FieldType.NUMBER | FieldType.MONEY:
            return forms.TextInput({"inputmode": "decimal"})
        case _:
            return forms.TextInput()


class Entry(forms.Field):
    """One field of the law. Nothing is required: what is missing makes a record incomplete, not impossible."""

    def __init__(self, rule: FieldRule) -> None:
        help_text = " ".join(filter(None, [said(rule.help) if rule.help else "", hint(rule)]))
        super().__init__(required=False, label=said(rule.title), help_text=help_text, widget=_widget(rule))
        self.rule = rule

    def clean(self, value: Any) -> Any:
        return parse(self.rule, value)

    def prepare_value(self, value: Any) -> Any:
        return value if self.rule.type is FieldType.ROWS else as_typed(self.rule, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True


class FilePicker(forms.Widget):
    """The files a field holds, each to be named or dropped, and room for more."""

    template_name = "portal/form/files.html"
    needs_multipart_form = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Any]:
        kept = data.getlist(f"{name}-kept") if hasattr(data, "getlist") else []
        dropped = set(data.getlist(f"{name}-drop")) if hasattr(data, "getlist") else set()
        new = files.getlist(f"{name}-new") if isinstance(files, MultiValueDict) else []
        return {
            "kept": [(int(pk), data.get(f"{name}-title-{pk}", "")) for pk in kept if _is_key(pk) and pk not in dropped],
            "new": new,
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False


class Files(forms.Field):
    """The files that answer one file field, or none of them. ``keep(pks)`` gives those files, by key, that this person may attach
    here; ``store(upload)`` keeps a new one."""

    def __init__(self, label: str, help_text: str = "", *, keep: Any, store: Any) -> None:
        super().__init__(required=False, label=label, help_text=help_text, widget=FilePicker())
        self.keep, self.store = keep, store

    def clean(self, value: dict[str, Any]) -> list[tuple[Any, str]]:
        """(stored file, title) in order. New files are kept even where another field is refused, so that none is chosen twice."""
        known = self.keep([pk for pk, _title in value["kept"]])
        found = [(known[pk], title.replace("\0", "").strip()[:300]) for pk, title in value["kept"] if pk in known]
        faults = []
        for upload in value["new"]:
            try:
                found.append((self.store(upload), ""))
            except ValidationError as fault:
                faults += fault.messages
        self.found = found
        if faults:
            raise ValidationError(faults)
        return found
