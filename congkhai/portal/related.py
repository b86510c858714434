"""A document in; what it does to others, what others did to it, and whether it is in force on a day, out.

Documents are found by number among the open records of the same agency: other agencies give the same numbers to other documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from congkhai import text
from congkhai.catalogue.obligation import FieldRule, PartRule, Relation
from congkhai.portal.rules import find_part

_YEAR = re.compile(r"/\d{4}/")  # of a number that says its own: 42/2022/NDCP


class InForce(StrEnum):
    """Whether a document is in force. ``UNKNOWN``: it does not say from when."""

    NOT_YET = "not_yet"
    YES = "yes"
    AMENDED = "amended"
    REPLACED = "replaced"
    REPEALED = "repealed"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"


_ENDS = {Relation.REPLACES: InForce.REPLACED, Relation.REPEALS: InForce.REPEALED, Relation.AMENDS: InForce.AMENDED}


@dataclass(frozen=True, slots=True)
class Related:
    """One document as another names it, or that names it. ``record`` is None where no open record here has the number."""

    act: Relation
    number: str
    record: Any | None = None


def relating(part: PartRule | None) -> FieldRule | None:
    """The field of a part that says what a document does to others, None if it asks for none."""
    return next((rule for rule in part.fields if rule.relates), None) if part else None


def _stated(record: Any) -> Iterable[tuple[Relation, str, date | None]]:
    """Act, number and day of issue, as the record's rows say them; a row that says neither is none."""
    rule = relating(find_part(record.obligation, record.part, timezone.localdate()))
    rows = record.fields.get(rule.name) if rule else None
    for row in rows if isinstance(rows, list) else ():
        act, number = row.get("act"), str(row.get("number") or "")
        if act in set(Relation) and number:
            yield Relation(act), number, _day(row.get("issued_on"))


def _day(written: Any) -> date | None:
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        return None


def tell_relations(record: Any) -> None:
    """Keep what a live document does to others; forget it when the document is live no more."""
    record.relations.all().delete()
    if record.live:
        stated = ((act, text.document_number(number), on) for act, number, on in _stated(record))
        record.relations.bulk_create(
            [record.relations.model(source=record, act=act, number_key=key[:100], on=on) for act, key, on in stated if key]
        )


def does(record: Any, among: QuerySet[Any]) -> list[Related]:
    """What the document does to others, each with its record if ``among`` has exactly one such document."""
    stated = list(_stated(record))
    found = _numbered([(number, on) for _act, number, on in stated], among.exclude(pk=record.pk))
    return [Related(act, number, other) for (act, number, _on), other in zip(stated, found, strict=True)]


def listed(rows: Sequence[Mapping[str, Any]], among: QuerySet[Any]) -> list[Any | None]:
    """For each row of a list of documents its record, if ``among`` has exactly one such document. One query."""
    return _numbered([(str(row.get("number") or ""), _day(row.get("issued_on"))) for row in rows], among, documents=True)


def _numbered(stated: Sequence[tuple[str, date | None]], among: QuerySet[Any], *, documents: bool = False) -> list[Any | None]:
    """For each number, and perhaps the day of issue, the only record that bears it, of all or of documents alone; else None."""
    today = timezone.localdate()
    keys = [text.document_number(number) for number, _on in stated]
    found: dict[str | None, list[Any]] = defaultdict(list)
    for other in among.filter(number_key__in=set(filter(None, keys))):
        if not documents or relating(find_part(other.obligation, other.part, today)):
            found[other.number_key].append(other)
    return [
        _only([o for o in found[key] if on is None or o.duty_on == on]) for key, (_number, on) in zip(keys, stated, strict=True)
    ]


def _only(records: Sequence[Any]) -> Any | None:
    """The one record; none where there are several, and it cannot be told which is meant."""
    return records[0] if len({record.natural_key for record in records}) == 1 else None


def done_to(records: Sequence[Any], among: QuerySet[Any]) -> Mapping[int, list[Related]]:
    """What open documents ``among`` others did to each of these, oldest first, by the record's key. Two queries, however many
    the records are."""
    keys = {record.number_key for record in records if record.number_key}
    if not keys:
        return {}
    relation = records[0].relations.model
    named = (
        relation.objects.filter(number_key__in=keys, source__in=among).order_by("source__duty_on", "pk").select_related("source")
    )
    of_key: dict[str, list[Any]] = defaultdict(list)
    for one in named:
        of_key[one.number_key].append(one)
    several = _several(keys & set(of_key), among)
    return {
        record.pk: [
            Related(Relation(one.act), one.source.number, one.source)
            for one in of_key.get(record.number_key, ())
            if one.source_id != record.pk and (one.on == record.duty_on if one.on else record.number_key not in several)
        ]
        for record in records
    }


def _several(keys: Iterable[str], among: QuerySet[Any]) -> set[str]:
    """The numbers without a year that more than one document has: a bare number does not say which of them is meant."""
    bare = [key for key in keys if not _YEAR.search(key)]
    held: dict[str, set[str]] = defaultdict(set)
    for key, natural in among.filter(number_key__in=bare).order_by().values_list("number_key", "natural_key") if bare else ():
        held[key].add(natural)
    return {key for key, documents in held.items() if len(documents) > 1}


def in_force(record: Any, done: Sequence[Related], on: date) -> InForce:
    """Whether a document is in force on a day: its own period first, then what documents that are themselves in force by then
    did to it. A document that does not say from when it is in force does nothing yet but from its own day."""
    effects = {related.act for related in done if (_begins(related.record) or date.min) <= on}
    for act in (Relation.REPEALS, Relation.REPLACES):
        if act in effects:
            return _ENDS[act]
    if record.period_until is not None and record.period_until < on:
        return InForce.LAPSED
    if record.period_from is None:
        return InForce.UNKNOWN
    if record.period_from > on:
        return InForce.NOT_YET
    return InForce.AMENDED if Relation.AMENDS in effects else InForce.YES


def ended_by_others(records: QuerySet[Any], among: QuerySet[Any], on: date) -> Exists:
    """Whether documents ``among`` others that are in force by a day have repealed or replaced it: what ``done_to`` and ``in_force``
    say, asked of the database, for lists too long to be gone through one by one."""
    relation = records.model._meta.get_field("relations").related_model
    source = among.filter(pk=OuterRef("source"), agency=OuterRef(OuterRef("agency")))
    namesakes = among.filter(agency=OuterRef(OuterRef("agency")), number_key=OuterRef("number_key"))
    several = Exists(namesakes.exclude(natural_key=OuterRef(OuterRef("natural_key"))))
    meant = Q(on=OuterRef("duty_on")) | Q(on=None) & (Q(number_key__regex=_YEAR.pattern) | ~several)
    named = relation.objects.filter(meant, Exists(source), number_key=OuterRef("number_key")).exclude(source=OuterRef("pk"))
    begun = named.alias(begins=Coalesce("source__period_from", "source__duty_on")).filter(Q(begins=None) | Q(begins__lte=on))
    return Exists(begun.filter(act__in=[Relation.REPEALS.value, Relation.REPLACES.value]))


def _begins(record: Any) -> date | None:
    return record.period_from or record.duty_on
