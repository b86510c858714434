"""An answered question in; how long the answer took, and what time there was for it, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congkhai.agencies.law import closed_days
from congkhai.catalogue.obligation import DueWithin, FieldType
from congkhai.catalogue.workdays import between
from congkhai.portal.duty import duty_of
from congkhai.portal.models import Disclosure
from congkhai.portal.public.shapes import PROMISED
from congkhai.portal.public.states import Tag
from congkhai.portal.rules import called
from congkhai.portal.shown import Shown
from congkhai.records import DateRole
from congkhai.skin import written


@dataclass(frozen=True, slots=True)
class Answered:
    """What the record says of its question: the days, the working days between them, how many there are for an answer (``ours``: by
    no law), who answered, and the answer."""

    received: date | None
    replied: date | None
    promised: date | None
    limit: int | None
    ours: bool
    by: str
    text: str

    @property
    def took(self) -> int | None:
        if self.received is None or self.replied is None or self.replied < self.received:
            return None
        return between(self.received, self.replied, closed_days())

    @property
    def tag(self) -> Tag | None:
        """How long it took, good only within the limit; else the day that an answer is promised by."""
        if self.took is not None:
            words = ngettext("Answered in %d working day", "Answered in %d working days", self.took) % self.took
            return (words, "good", "ok") if self.limit is not None and self.took <= self.limit else (words, "line", "clock")
        if self.promised and not self.replied:
            return _("Answer promised by %(day)s") % {"day": written.day(self.promised)}, "warn", "clock"
        return None

    @property
    def allowed(self) -> str:
        """How much time there is, in words; nothing where none is set or known."""
        if self.limit is None:
            return ""
        if self.ours:
            return ngettext("own limit: %d working day", "own limit: %d working days", self.limit) % self.limit
        return ngettext("limit: %d working day", "limit: %d working days", self.limit) % self.limit


def _day(kept: Any) -> date | None:
    try:
        return date.fromisoformat(kept)
    except (TypeError, ValueError):
        return None


def answered(record: Disclosure, fields: Sequence[Shown]) -> Answered:
    """By the fields that the public may read."""
    read = [one for one in fields if not one.withheld]
    days = [(one.rule, _day(record.fields.get(one.rule.name))) for one in read if one.rule.type is FieldType.DATE]
    duty = duty_of(record, timezone.localdate())
    due = duty.due if duty else None
    within = due if isinstance(due, DueWithin) and due.after is DateRole.RECEIVED else None
    texts = [one.words for one in read if one.rule.type is FieldType.LONG_TEXT]
    return Answered(
        received=next((day for rule, day in days if rule.role is DateRole.RECEIVED), None),
        replied=next((day for rule, day in days if rule.role is DateRole.ISSUED), None),
        promised=next((day for rule, day in days if called(rule, PROMISED)), None),
        limit=min(limit.working_days for limit in within.limits) if within else None,
        ours=within is not None and within.proxy,
        by=next((one.words for one in read if one.rule.type is FieldType.AGENCY), ""),
        text=texts[-1] if len(texts) > 1 else "",
    )
