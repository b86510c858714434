"""A record of some part of the law in; Wagtail's edit form with that part's fields out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import CharField
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from congkhai import text
from congkhai.agencies.law import said
from congkhai.catalogue.obligation import FieldType
from congkhai.files.models import StoredFile
from congkhai.files.store import store
from congkhai.portal.derived import derive
from congkhai.portal.form.record import RecordField
from congkhai.portal.models import Attachment, Disclosure
from congkhai.portal.ready import impossible
from congkhai.portal.rules import find_part
from congkhai.skin.written import day

TWICE = {  # by the kind of natural key (derived.py): the type of field that makes two records one, and what is said of it
    "nil": (FieldType.PERIOD, gettext_lazy("It was said already that nothing arose in this period:")),
    "week": (FieldType.PERIOD, gettext_lazy("There is a schedule of this week already:")),
    "number": (FieldType.DOCUMENT_NUMBER, gettext_lazy("There is a record with the number %(number)s already:")),
    "title": (None, gettext_lazy("There is a record with the same title and day already:")),
}


class DisclosureForm(WagtailAdminModelForm):
    """The form of the part that ``instance`` belongs to; of a nil return, if it is one. Whatever is refused comes back as typed."""

    replaces = CharField(required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record: Disclosure = self.instance
        self.part = find_part(record.obligation, record.part, timezone.localdate())
        attached = [{"file": a.file, "field": a.field, "title": a.title} for a in record.attachments.all()]
        attach = {"keep": self._keep, "store": self._store}
        if self.part is None:  # the law files no longer hold it: what was written stays, and is not asked for anew
            del self.fields["fields"]
        else:
            self.fields["fields"] = RecordField(
                self.part, nil=record.nil_return, held=record.fields, attached=attached, attach=attach
            )
        if record.nil_return:
            for name in ("title", "body", "replaces"):
                self.fields.pop(name, None)
        elif "replaces" in self.fields and record.supersedes:
            self.initial["replaces"] = record.supersedes.number or record.supersedes.title

    def _keep(self, keys: list[int]) -> dict[int, StoredFile]:
        """Of the files named, those of the record's own agency."""
        return StoredFile.objects.filter(agency=self.instance.agency_id).in_bulk(keys)

    def _store(self, upload: Any) -> StoredFile:
        return store(upload, agency=self.instance.agency, by=self.for_user)

    def clean_replaces(self) -> Disclosure | None:
        """The record of this agency that has the number, or the title."""
        written = self.cleaned_data["replaces"].strip()
        if not written:
            return None
        number = text.document_number(written)
        named = Q(number_key=number) if number else Q(sort_key=text.sort_key(written)[:400])
        own = Disclosure.objects.filter(named, agency=self.instance.agency_id).exclude(pk=self.instance.pk)
        found = own.order_by("-live", "-pk").first()
        if found is None:
            raise ValidationError(_("This agency has no record with the number or title “%s”.") % written)
        return found

    def _post_clean(self) -> None:
        super()._post_clean()
        record: Disclosure = self.instance
        if "replaces" in self.cleaned_data:
            record.supersedes = self.cleaned_data["replaces"]
        if "fields" in self.fields and "fields" in self.cleaned_data:
            files = self.fields["fields"].attachments
            record.attachments = [Attachment(sort_order=order, **one) for order, one in enumerate(files)]
        if self.errors:
            return
        if "action-submit" in self.data:  # a draft may hold what is yet to come
            for rule, fault in impossible(record, timezone.localdate()):
                self._mark(rule.name, fault)
        if record.nil_return:
            with translation.override(record.language):
                ends = {"first": day(record.period_from), "last": day(record.period_until)}
                record.title = _("Nothing arose: %(part)s, %(first)s – %(last)s") % {"part": said(self.part.title), **ends}
            derive(record)
        self._refuse_a_second_one(record)

    def _refuse_a_second_one(self, record: Disclosure) -> None:
        same = Disclosure.objects.filter(
            agency=record.agency_id,
            obligation=record.obligation,
            part=record.part,
            language=record.language,
            natural_key=record.natural_key,
        ).exclude(pk=record.pk)
        if twin := same.first():
            where = reverse(Disclosure.snippet_viewset.get_url_name("edit"), args=[twin.pk])
            kind, why = TWICE[record.natural_key.partition(":")[0]]
            rules = self["fields"].data.rules if "fields" in self.fields else ()
            name = next((rule.name for rule in rules if rule.type is kind and record.fields.get(rule.name)), "title")
            self._mark(name, format_html('{} <a href="{}">{}</a>', why % {"number": record.number}, where, twin.title))

    def _mark(self, name: str, fault: str) -> None:
        """Set a fault beside the field that is its cause: the title, or one of the part's own."""
        if name != "title":
            self["fields"].data.add_error(name, fault)
            name = "fields"
        self.add_error(name, fault)
