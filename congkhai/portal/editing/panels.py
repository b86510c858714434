"""What the edit form shows beside Django's own fields: why the record is asked for, and how two versions of it differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import TextDiff
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.widgets import AdminDateTimeInput

from congkhai.agencies.law import said
from congkhai.catalogue.obligation import FieldRule
from congkhai.portal.duty import duty_of
from congkhai.portal.form.disclosure import DisclosureForm
from congkhai.portal.models import Disclosure
from congkhai.portal.rules import find_part
from congkhai.portal.shown import in_words


class DutyPanel(Panel):
    """Which obligation the record answers, on what legal basis, and by when."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "portal/form/duty.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return context | {"record": self.instance, "duty": duty_of(self.instance, timezone.localdate())}


class _Difference:
    """One field of the law in two versions of a record, as Wagtail's compare view asks for it."""

    is_field = True
    is_child_relation = False

    def __init__(self, label: str, before: str, after: str) -> None:
        self.label, self.before, self.after = label, before, after

    def field_label(self) -> str:
        return self.label

    def has_changed(self) -> bool:
        return self.before != self.after

    def htmldiff(self) -> Any:
        if not self.has_changed():
            return escape(self.before)
        return TextDiff([("deletion", self.before), ("addition", self.after)]).to_html()


def _compare_field(rule: FieldRule, label: str) -> Callable[[Disclosure, Disclosure], _Difference]:
    return lambda a, b: _Difference(label, in_words(rule, a.fields.get(rule.name)), in_words(rule, b.fields.get(rule.name)))


def _files(record: Disclosure) -> str:
    return "\n".join(str(attachment) for attachment in record.attachments.all())


class RecordPanel(FieldPanel):
    """The law's fields. In the compare view each is compared by its own name, and the files by theirs."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[Callable[[Disclosure, Disclosure], _Difference]]:
            part = find_part(self.instance.obligation, self.instance.part, timezone.localdate())
            rules = part.fields if part else ()
            compared = [_compare_field(rule, said(rule.title)) for rule in rules]
            return [*compared, lambda a, b: _Difference(str(_("Files")), _files(a), _files(b))]

        def js_opts(self) -> dict[str, Any]:
            return super().js_opts() | {"widget": None}  # drawn by our own template, which no script takes apart


EDIT_HANDLER = ObjectList(
    [
        DutyPanel(),
        FieldPanel("title", heading=_("Title")),
        RecordPanel("fields", heading=_("What the law asks for"), disable_comments=True),
        FieldPanel("summary", heading=_("Summary in plain words")),
        FieldPanel("body", heading=_("Text")),
        FieldPanel("replaces", heading=_("Replaces")),
        MultiFieldPanel(
            [
                FieldPanel("go_live_at", widget=AdminDateTimeInput(), heading=_("Publish at")),
                FieldPanel("expire_at", widget=AdminDateTimeInput(), heading=_("Ends at")),
            ],
            heading=_("Hours, in Vietnamese time"),
            classname="collapsed",
        ),
    ],
    base_form_class=DisclosureForm,
)
