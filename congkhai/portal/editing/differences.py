"""Two versions of a record in; what differs, field by field in words, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import TextDiff

from congkhai.agencies.law import said
from congkhai.portal.models import Disclosure
from congkhai.portal.rules import find_part
from congkhai.portal.shown import in_words
from congkhai.skin.written import moment


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in both versions. The methods are what Wagtail's compare view asks for."""

    label: str
    before: str
    after: str

    is_field = True
    is_child_relation = False

    def field_label(self) -> str:
        return self.label

    def has_changed(self) -> bool:
        return self.before != self.after

    def htmldiff(self) -> Any:
        return TextDiff([("deletion", self.before), ("addition", self.after)]).to_html()


def _files(record: Disclosure) -> str:
    return "; ".join(str(attachment) for attachment in record.attachments.all())


def readers(record: Disclosure) -> list[tuple[str, Callable[[Disclosure], str]]]:
    """What can differ between versions of the record, each with how it is read in words."""
    part = find_part(record.obligation, record.part, timezone.localdate())
    return [
        (str(_("Title")), lambda one: one.title),
        *(
            (said(rule.title), lambda one, rule=rule: in_words(rule, one.fields.get(rule.name)))
            for rule in (part.fields if part else ())
        ),
        (str(_("Lawfully left out")), lambda one: "; ".join(f"{name}: {why}" for name, why in one.withheld.items())),
        (str(_("A person's data, shown because")), lambda one: "; ".join(f"{name}: {why}" for name, why in one.may_show.items())),
        (str(_("Files")), _files),
        (str(_("Summary in plain words")), lambda one: one.summary),
        (str(_("Text")), lambda one: strip_tags(one.body.replace("<", " <")).strip()),
        (str(_("Replaces")), lambda one: str(one.supersedes or "")),
        (str(_("Publish at")), lambda one: moment(one.go_live_at)),
        (str(_("Ends at")), lambda one: moment(one.expire_at)),
    ]


def differences(before: Disclosure, after: Disclosure) -> list[Difference]:
    """The fields that differ, in the order of the form."""
    found = [Difference(label, read(before), read(after)) for label, read in readers(after)]
    return [one for one in found if one.has_changed()]
