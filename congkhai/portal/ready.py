"""A version of a record in; the days in it that cannot be, and what the law names and it lacks, out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congkhai.agencies.law import said
from congkhai.catalogue.obligation import FieldRule, FieldType
from congkhai.portal.derived import BEGINS, DUTY_ROLES, ENDS, day_of
from congkhai.portal.rules import called, find_part
from congkhai.portal.shown import Shown
from congkhai.records import DateRole
from congkhai.skin.written import day as written

NAMED = 6  # of what is lacking; the page itself says it at each place


def impossible(record: Any, on: date) -> list[tuple[FieldRule, str]]:
    """The date fields that cannot be, each with why: an act that has taken place lies ahead, an answer comes before its question,
    an end before its beginning. That a document holds from before its issue is left to people: rarely, the law lets it."""
    part = find_part(record.obligation, record.part, on)
    if part is None or record.nil_return:
        return []
    dates = {FieldType.DATE, FieldType.DATETIME}
    days = [(rule, day) for rule in part.fields if rule.type in dates and (day := day_of(record.fields.get(rule.name)))]
    acts = {*DUTY_ROLES} - {DateRole.EVENT}  # what is announced may lie ahead
    found = {rule.name: (rule, _("This day has not come yet.")) for rule, day in days if rule.role in acts and day > on}
    received = [(rule, day) for rule, day in days if rule.role is DateRole.RECEIVED]
    answered = [(rule, day) for rule, day in days if rule.role is DateRole.ISSUED]
    begun, over = ([(rule, day) for rule, day in days if called(rule, {name})] for name in (BEGINS, ENDS))
    for earlier, later in ((received, answered), (begun, over)):
        for (first, first_day), (last, last_day) in zip(earlier, later, strict=False):
            if last_day < first_day:
                other = {"field": said(first.title), "day": written(first_day)}
                found.setdefault(last.name, (last, _("This day lies before “%(field)s”, %(day)s.") % other))
    return list(found.values())


def lack_in_words(fields: Iterable[Shown]) -> str:
    """What the law names and nobody filled in, empty if there is nothing: told, and no reason to refuse, for the law lets a part
    be unknown."""
    lacks = [name for field in fields for name in field.lacking]
    which = "; ".join(lacks[:NAMED]) + ("; …" if len(lacks) > NAMED else ".")
    words = ngettext(
        "%(n)d item that the law names is still lacking: %(which)s",
        "%(n)d items that the law names are still lacking: %(which)s",
        len(lacks),
    )
    return words % {"n": len(lacks), "which": which} if lacks else ""
