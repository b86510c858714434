"""A draft in; until when and how anyone may comment on it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from congkhai.catalogue.obligation import FieldType, PartRule
from congkhai.portal.models import Disclosure
from congkhai.portal.public.shapes import EMAIL, SENT_TO
from congkhai.portal.public.states import Tag, comment_tag
from congkhai.portal.rules import called
from congkhai.portal.shown import Shown


@dataclass(frozen=True, slots=True)
class Comment:
    """``open``: comments are taken today. The ways are fields, those that the record states: a mailbox, a place, a page."""

    tag: Tag
    open: bool
    email: Shown | None
    place: Shown | None
    page: Shown | None

    @property
    def told(self) -> Sequence[Shown]:
        """The fields that the ways are told by."""
        return [one for one in (self.email, self.place, self.page) if one]


def comment_on(record: Disclosure, part: PartRule, fields: Sequence[Shown]) -> Comment | None:
    """None for what takes no comments, or does not say when."""
    tag = comment_tag(record, part)
    if tag is None or record.period_from is None:
        return None
    today = timezone.localdate()
    ways = [one for one in fields if not one.withheld]
    return Comment(
        tag=tag,
        open=record.period_from <= today and (record.period_until is None or today <= record.period_until),
        email=next((one for one in ways if called(one.rule, EMAIL)), None),
        place=next((one for one in ways if called(one.rule, SENT_TO)), None),
        page=next((one for one in ways if one.rule.type is FieldType.LINK), None),
    )
