"""What the edit form shows: why the record is asked for, the fields, the hours; and how two versions of it differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.admin.widgets import AdminDateTimeInput

from congkhai.portal.duty import duty_of
from congkhai.portal.editing.differences import Difference, readers
from congkhai.portal.form.disclosure import DisclosureForm
from congkhai.portal.models import WRITING, Disclosure


class DutyPanel(Panel):
    """Which obligation the record answers, on what legal basis, and by when."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "portal/form/duty.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return context | {"record": self.instance, "duty": duty_of(self.instance, timezone.localdate())}


class RecordPanel(FieldPanel):
    """The law's fields, drawn by their own template, which no script takes apart."""

    class BoundPanel(FieldPanel.BoundPanel):
        def js_opts(self) -> dict[str, Any]:
            return super().js_opts() | {"widget": None}


class WrittenText(DraftailRichTextArea):
    """Wagtail's editor, which also takes plain text from whoever posts it without the editor's script."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        try:
            return super().value_from_datadict(data, files, name)
        except (ValueError, KeyError, TypeError, AttributeError):
            return linebreaks(data[name], autoescape=True)


class EditHandler(ObjectList):
    """The form as a whole. In the compare view each field of the law is compared by its own name."""

    class BoundPanel(ObjectList.BoundPanel):
        def get_comparison(self) -> list[Callable[[Disclosure, Disclosure], Difference]]:
            return [
                lambda before, after, label=label, read=read: Difference(label, read(before), read(after))
                for label, read in readers(self.instance)
            ]


EDIT_HANDLER = EditHandler(
    [
        DutyPanel(),
        FieldPanel("title", heading=_("Title"), disable_comments=True),
        RecordPanel("fields", heading=_("What the law asks for"), disable_comments=True),
        FieldPanel("summary", heading=_("Summary in plain words"), disable_comments=True),
        FieldPanel("body", widget=WrittenText(features=WRITING), heading=_("Text"), disable_comments=True),
        FieldPanel("replaces", heading=_("Replaces"), disable_comments=True),
        MultiFieldPanel(
            [
                FieldPanel("go_live_at", widget=AdminDateTimeInput(), heading=_("Publish at"), disable_comments=True),
                FieldPanel("expire_at", widget=AdminDateTimeInput(), heading=_("Ends at"), disable_comments=True),
            ],
            heading=_("Hours, in Vietnamese time"),
            classname="collapsed",
        ),
    ],
    base_form_class=DisclosureForm,
)
