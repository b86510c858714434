"""Records in; the tag that says how each stands today out: whether a document is in force, whether a draft is open for comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congkhai.catalogue.obligation import FieldType, PartRule
from congkhai.portal.models import Disclosure
from congkhai.portal.public.records import open_records
from congkhai.portal.related import Related, done_to, in_force, relating
from congkhai.portal.rules import field_called
from congkhai.portal.words import IN_FORCE
from congkhai.skin import written

Tag = tuple[Any, str, str]  # words, look, icon
COMMENT = frozenset({"thoi han nhan gop y"})  # the period in which a draft takes comments, as text.label_key folds its names


def document_tag(record: Disclosure, done: Sequence[Related]) -> Tag | None:
    """Whether a document is in force; None where it does not say from when."""
    return IN_FORCE.get(in_force(record, done, timezone.localdate()))


def takes_comments(part: PartRule) -> bool:
    """Whether its records are drafts that anyone may comment on for a time."""
    return field_called(part, COMMENT, FieldType.PERIOD) is not None


def comment_tag(record: Disclosure, part: PartRule) -> Tag | None:
    """Until when a draft takes comments; None for what takes none."""
    if record.period_from is None or not takes_comments(part):
        return None
    today = timezone.localdate()
    if record.period_from > today:
        return _("Comments from %(day)s") % {"day": written.day(record.period_from)}, "warn", "clock"
    if record.period_until is None:
        return _("Open for comment"), "good", "ok"
    if record.period_until >= today:
        left = (record.period_until - today).days
        words = ngettext("Comments until %(day)s, %(left)d day left", "Comments until %(day)s, %(left)d days left", left)
        words = words if left else _("Comments until %(day)s, the last day")
        return words % {"day": written.day(record.period_until), "left": left}, "good", "ok"
    return _("Comments closed on %(day)s") % {"day": written.day(record.period_until)}, "line", "no"


def tags_of(records: Sequence[Disclosure], parts: Mapping[str, PartRule]) -> dict[int, Tag | None]:
    """The tags of a list by the record's key. Two queries if any of them are documents, however many they are."""
    shown = [record for record in records if not record.nil_return and record.part in parts]
    documents = [record for record in shown if relating(parts[record.part])]
    done = done_to(documents, open_records(documents[0].agency)) if documents else {}
    tags = {record.pk: comment_tag(record, parts[record.part]) for record in shown}
    return tags | {record.pk: document_tag(record, done.get(record.pk, ())) for record in documents}
