"""A reader's query and a part's records in; what was chosen, as far as it makes sense, and the records that fit it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Min, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.http import QueryDict

from congkhai import text
from congkhai.agencies.law import said
from congkhai.catalogue.obligation import FieldRule, FieldType, PartRule
from congkhai.portal.models import Disclosure
from congkhai.portal.public.shapes import choosable
from congkhai.portal.shown import PRIVATE, WITHHELD
from congkhai.search.find import LONGEST_QUERY, narrow

PART, YEAR, WORDS, PAGE = "phan", "nam", "q", "trang"
MOST_SELECTS = 3
MOST_VALUES = 60  # of a text field, that a select or an order can hold


@dataclass(frozen=True, slots=True)
class Select:
    """One field that the list may be narrowed by. ``name`` and the values stand in the address in plain letters, the same in both
    languages; ``kept`` are the values in the records that each stands for."""

    rule: FieldRule
    name: str
    title: str
    options: Sequence[tuple[str, str]]  # value in the address, words
    kept: Mapping[str, Sequence[str]]
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


def selects_of(query: QueryDict, part: PartRule | None, records: QuerySet[Disclosure]) -> list[Select]:
    """What the part's list may be narrowed by. One query for the field of work, none for choices."""
    selects: list[Select] = []
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
        if len(words) < 2 or name in {PART, YEAR, WORDS, PAGE, *(select.name for select in selects)}:
            continue
        asked = query.get(name)
        chosen = asked if asked in words else None
        selects.append(Select(rule, name, said(rule.title), list(words.items()), kept, chosen))
    return selects[:MOST_SELECTS]


def chosen(records: QuerySet[Disclosure], choices: Choices) -> QuerySet[Disclosure]:
    """The records that fit what was asked for."""
    if choices.part:
        records = records.filter(part=choices.part)
    if choices.year:
        records = records.filter(day__gte=date(choices.year, 1, 1), day__lt=date(choices.year + 1, 1, 1))
    for select in choices.selects:
        if select.chosen:
            kept = select.kept[select.chosen]
            records = _open_values(records, select.rule).filter(**{f"fields__{select.rule.name}__in": kept})
    return narrow(records, choices.words) if choices.words else records
