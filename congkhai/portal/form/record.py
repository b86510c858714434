"""A part of the law in; one form field that asks for all of its fields, and gives the record's JSON and its files, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from congkhai.agencies.law import said
from congkhai.catalogue.obligation import Basis, FieldRule, FieldType, PartRule, Words
from congkhai.portal.derived import NIL_PERIOD
from congkhai.portal.form.entries import Entry, Files
from congkhai.portal.shown import MAY_SHOW, WITHHELD

OTHER_FILES = ""  # attachments that answer no field of the law
PERIOD = FieldRule(
    name=NIL_PERIOD,
    type=FieldType.PERIOD,
    basis=Basis.OURS,
    title=Words(vi="Kỳ không phát sinh", en="Period in which nothing arose"),
    help=Words(
        vi="Kỳ phải kết thúc rồi mới khai. Khi được duyệt, bản khai đứng trong danh sách như một bản ghi.",
        en="The period must be over. Once approved, the return stands in the list as a record does.",
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as the form draws it: the bound field, and beside it the lines for why it is left out or may be shown."""

    rule: FieldRule | None
    bound: BoundField
    files: list[tuple[Any, str]]
    withheld: BoundField | None
    may_show: BoundField | None

    @property
    def by_law(self) -> bool:
        return self.rule is not None and self.rule.basis is Basis.LAW


class RecordForm(forms.Form):
    """The fields of a part, by their names in the law file; ``<name>-withheld`` and ``<name>-may_show`` beside them; ``files`` for
    what answers no field. ``attach`` gives ``keep`` and ``store`` (see entries.Files)."""

    def __init__(self, *args: Any, part: PartRule, nil: bool, attach: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.rules = (PERIOD,) if nil else part.fields
        for rule in self.rules:
            if rule.type is FieldType.FILE:
                self.fields[rule.name] = Files(said(rule.title), said(rule.help) if rule.help else "", **attach)
            else:
                self.fields[rule.name] = Entry(rule)
            if rule.basis is Basis.LAW:
                self.fields[f"{rule.name}-withheld"] = forms.CharField(
                    required=False, max_length=500, label=_("Lawful reason not to publish")
                )
            if rule.personal:
                self.fields[f"{rule.name}-may_show"] = forms.CharField(
                    required=False, max_length=500, label=_("Why the public may see it")
                )
        self.fields["files"] = Files(_("Other files"), **attach)

    def asked(self) -> Iterator[Asked]:
        """The fields in the law's order, then the other files."""
        for rule in (*self.rules, None):
            name = rule.name if rule else "files"
            field = self.fields[name]
            files: list[tuple[Any, str]] = []
            if isinstance(field, Files):
                files = getattr(field, "found", None) if self.is_bound and self.errors is not None else self.initial.get(name)
            beside = {
                kind: self[f"{name}-{kind}"] if f"{name}-{kind}" in self.fields else None for kind in ("withheld", "may_show")
            }
            yield Asked(rule, self[name], files or [], **beside)

    def values(self) -> dict[str, Any]:
        """The record's JSON, without the fields that hold nothing."""
        kept = {rule.name: self.cleaned_data.get(rule.name) for rule in self.rules if rule.type is not FieldType.FILE}
        for key, kind in ((WITHHELD, "withheld"), (MAY_SHOW, "may_show")):
            kept[key] = {rule.name: why for rule in self.rules if (why := self.cleaned_data.get(f"{rule.name}-{kind}", "").strip())}
        return {name: value for name, value in kept.items() if value not in (None, {}, [])}

    def attachments(self) -> list[dict[str, Any]]:
        """The files, each with the field it answers and its title."""
        held = [(rule.name, self.cleaned_data.get(rule.name) or []) for rule in self.rules if rule.type is FieldType.FILE]
        held.append((OTHER_FILES, self.cleaned_data.get("files") or []))
        return [{"file": file, "field": field, "title": title} for field, files in held for file, title in files]


class RecordWidget(forms.Widget):
    """Draws a RecordForm, and reads one."""

    needs_multipart_form = True

    def __init__(self, asked: dict[str, Any]) -> None:
        super().__init__()
        self.asked = asked
        self.read: RecordForm | None = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> RecordForm:
        if self.read is None or self.read.data is not data:
            self.read = RecordForm(data, files, prefix=name, **self.asked)
        return self.read

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None, errors: Any = ()) -> SafeString:
        form = value if isinstance(value, RecordForm) else RecordForm(prefix=name, initial=value, **self.asked)
        whole = () if form.errors else errors  # a fault of one field stands beside that field
        return render_to_string("portal/form/record.html", {"form": form, "asked": list(form.asked()), "errors": whole})

    def render_with_errors(self, name: str, value: Any, attrs: Any = None, errors: Any = None) -> SafeString:
        return self.render(name, value, attrs, errors=errors)


class RecordField(forms.Field):
    """The one field of the edit form that the catalogue shapes. ``held`` is the record's JSON; what an older version of the law
    asked for, and this one does not, is kept."""

    def __init__(
        self, part: PartRule, *, nil: bool, held: dict[str, Any], attached: list[dict[str, Any]], attach: dict[str, Any]
    ) -> None:
        super().__init__(required=False, label="", widget=RecordWidget({"part": part, "nil": nil, "attach": attach}))
        self.held = held
        self.attached = self.attachments = attached
        self.names = {rule.name for rule in part.fields} | {WITHHELD, MAY_SHOW, NIL_PERIOD}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, RecordForm):
            return value
        initial = dict(self.held)
        for key, kind in ((WITHHELD, "withheld"), (MAY_SHOW, "may_show")):
            initial |= {f"{name}-{kind}": why for name, why in (self.held.get(key) or {}).items()}
        for one in self.attached:
            initial.setdefault(one["field"] if one["field"] in self.names else "files", []).append((one["file"], one["title"]))
        return initial

    def bound_data(self, data: RecordForm, initial: Any) -> RecordForm:
        return data

    def clean(self, value: RecordForm) -> dict[str, Any]:
        if not value.is_valid():
            raise ValidationError([f"{value[name].label}: {' '.join(faults)}" for name, faults in value.errors.items()])
        self.attachments = value.attachments()
        return {name: kept for name, kept in self.held.items() if name not in self.names} | value.values()

    def has_changed(self, initial: Any, data: RecordForm) -> bool:
        return not data.is_valid() or data.values() != (initial or {}) or data.attachments() != self.attached
