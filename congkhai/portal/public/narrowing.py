"""A reader's query and a part's records in; what was chosen, as far as it makes sense, and the records that fit it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Case, Min, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from congkhai import text
from congkhai.agencies.law import said
from congkhai.catalogue.obligation import FieldRule, FieldType, PartRule
from congkhai.portal.models import Disclosure
from congkhai.portal.public.records import open_records
from congkhai.portal.public.shapes import choosable
from congkhai.portal.related import InForce, ended_by_others, relating
from congkhai.portal.shown import PRIVATE, WITHHELD
from congkhai.search.find import LONGEST_QUERY, narrow

PART, YEAR, WORDS, PAGE, FORCE = "phan", "nam", "q", "trang", "hieu-luc"
MOST_SELECTS = 3
MOST_VALUES = 60  # of a text field, that a select or an order can hold
IN_FORCE, TO_COME, OVER, UNSAID = "con-hieu-luc", "chua-co-hieu-luc", "het-hieu-luc", "khong-ro"
STANDS = {  # each state once, so that the values of a list add up to all of it
    IN_FORCE: (_("In force"), {InForce.YES, InForce.AMENDED}),
    TO_COME: (_("Not yet in force"), {InForce.NOT_YET}),
    OVER: (_("No longer in force"), {InForce.LAPSED, InForce.REPLACED, InForce.REPEALED}),
    UNSAID: (_("Does not say from when"), {InForce.UNKNOWN}),
}
Narrowed = Callable[[QuerySet[Disclosure], str], QuerySet[Disclosure]]


@dataclass(frozen=True, slots=True)
class Select:
    """One thing that the list may be narrowed by. ``name`` and the values stand in the address in plain letters, the same in both
    languages; ``narrowed`` gives the records that one of the values stands for."""

    name: str
    title: Any
    options: Sequence[tuple[str, Any]]  # value in the address, words
    narrowed: Narrowed
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader asked for, as far as it makes sense: an unknown part, year or value is none, as if all were asked for."""

    part: str | None
    year: int | None
    words: str
    selects: Sequence[Select] = ()

    @classmethod
    def of(cls, query: QueryDict, parts: Iterable[str], years: Iterable[int]) -> Choices:
        """Part, year and words; what fields may be chosen is known once the part is."""
        part, year = query.get(PART), query.get(YEAR, "")
        return cls(
            part=part if part in parts else None,
            year=int(year) if year.isdecimal() and len(year) == 4 and int(year) in years else None,
            words=" ".join(query.get(WORDS, "")[:LONGEST_QUERY].replace("\0", "").split()),
        )

    def __bool__(self) -> bool:
        return bool(self.part or self.year or self.words or any(select.chosen for select in self.selects))


def _open_values(records: QuerySet[Disclosure], rule: FieldRule) -> QuerySet[Disclosure]:
    """The records that hold the field and do not withhold it: a select must not tell what the record does not."""
    return records.filter(**{f"fields__{rule.name}__isnull": False, f"fields__{WITHHELD}__{rule.name}__isnull": True})


def values_of(records: QuerySet[Disclosure], rule: FieldRule, *, by_name: bool = True) -> list[str]:
    """The different texts that a field has in the records, as a dictionary sorts them, or the first entered first. One query;
    empty where there are more than a page could tell."""
    held = _open_values(records, rule).order_by().annotate(one=KeyTextTransform(rule.name, "fields"))
    found = list(held.values_list("one").annotate(first=Min("pk")).order_by("first")[: MOST_VALUES + 1])
    values = [value for value, _first in found if value] if len(found) <= MOST_VALUES else []
    return sorted(values, key=text.sort_key) if by_name else values


def in_groups(records: QuerySet[Disclosure], rule: FieldRule, values: Sequence[str]) -> QuerySet[Disclosure]:
    """The records in the order of their field's values; those without it last."""
    told = Q(**{f"fields__{WITHHELD}__{rule.name}__isnull": True})
    places = [When(told & Q(**{f"fields__{rule.name}": value}), then=Value(place)) for place, value in enumerate(values)]
    return records.annotate(group=Case(*places, default=Value(len(values))))


def _standing(records: QuerySet[Disclosure], value: str) -> QuerySet[Disclosure]:
    """The documents that stand so today. A statement that nothing arose is none."""
    today = timezone.localdate()
    over = Q(ended_by_others(records, open_records(), today)) | Q(period_until__lt=today)
    begun = {IN_FORCE: Q(period_from__lte=today), TO_COME: Q(period_from__gt=today), UNSAID: Q(period_from=None)}
    return records.filter(over if value == OVER else ~over & begun[value], nil_return=False)


def _holding(rule: FieldRule, kept: Mapping[str, Sequence[str]], records: QuerySet[Disclosure], value: str) -> QuerySet[Disclosure]:
    """The records whose field holds one of the values that this one stands for."""
    return _open_values(records, rule).filter(**{f"fields__{rule.name}__in": kept[value]})


def selects_of(query: QueryDict, part: PartRule | None, records: QuerySet[Disclosure]) -> list[Select]:
    """What the part's list may be narrowed by: of documents first whether they are in force. One query for the field of work, none
    for choices."""
    selects: list[Select] = []
    if relating(part):
        options = [(value, words) for value, (words, _states) in STANDS.items()]
        asked = query.get(FORCE)
        selects.append(Select(FORCE, _("In force or not"), options, _standing, asked if asked in STANDS else None))
    for rule in choosable(part) if part else ():
        name = text.slug(rule.title.vi)
        kept: dict[str, list[str]] = defaultdict(list)
        words: dict[str, str] = {}
        if rule.type is FieldType.CHOICE:
            for choice in rule.choices:
                if choice.value != PRIVATE:
                    kept[text.slug(choice.title.vi)].append(choice.value)
                    words[text.slug(choice.title.vi)] = said(choice.title)
        else:
            for value in values_of(records, rule):
                kept[text.slug(value)].append(value)
                words.setdefault(text.slug(value), value)
        if len(words) < 2 or name in {PART, YEAR, WORDS, PAGE, FORCE, *(select.name for select in selects)}:
            continue
        asked = query.get(name)
        chosen = asked if asked in words else None
        selects.append(Select(name, said(rule.title), list(words.items()), partial(_holding, rule, kept), chosen))
    return selects[:MOST_SELECTS]


def chosen(records: QuerySet[Disclosure], choices: Choices) -> QuerySet[Disclosure]:
    """The records that fit what was asked for."""
    if choices.part:
        records = records.filter(part=choices.part)
    if choices.year:
        records = records.filter(day__gte=date(choices.year, 1, 1), day__lt=date(choices.year + 1, 1, 1))
    for select in choices.selects:
        if select.chosen:
            records = select.narrowed(records, select.chosen)
    return narrow(records, choices.words) if choices.words else records
