"""An agency, an obligation and a reader's choices in; the list of its records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from congkhai.agencies.law import said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Basis, Face, FieldRule, FieldType, Obligation, PartRule
from congkhai.portal.models import Approval, Disclosure
from congkhai.portal.public import metadata, profile, schedule
from congkhai.portal.public.amounts import in_short
from congkhai.portal.public.answers import Answered, answered
from congkhai.portal.public.headings import Heading, headings, in_order
from congkhai.portal.public.narrowing import Choices, chosen, in_groups, selects_of, values_of
from congkhai.portal.public.page import frame, public, section_of
from congkhai.portal.public.records import files_of, in_language, open_records
from congkhai.portal.public.shapes import (
    COMMENTS,
    FORM,
    STANDING,
    TIME,
    WORK,
    contents_of,
    group_of,
    is_timeless,
    one_catalogue,
)
from congkhai.portal.public.states import Tag, tags_of, takes_comments
from congkhai.portal.rules import called, parts_of, version_at
from congkhai.portal.shown import Shown, shown
from congkhai.skin.citing import cited

PER_PAGE = 20
MOST_COLUMNS = 3
SHORT = (FieldType.TEXT, FieldType.AGENCY, FieldType.MONEY, FieldType.CHOICE, FieldType.PERIOD, FieldType.NUMBER)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the section and how many records it holds."""

    name: str
    rule: PartRule
    total: int


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the list: its cells by column, whether it has files, who approved that nothing arose, how it stands today, its
    group in a catalogue, its answer, and, where the law says what it is to hold, the first of that and which of it is there."""

    record: Disclosure
    cells: Sequence[Shown | None]
    filed: bool
    approval: Approval | None
    tag: Tag | None
    group: str = ""
    answer: Answered | None = None
    first: str = ""
    has: Sequence[str] = ()
    lacks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that have their columns in common, under a heading if there are several such; in a catalogue parted by group."""

    heading: Heading | None
    columns: Sequence[FieldRule]
    bodies: Sequence[tuple[str, Sequence[Row]]]

    @property
    def numbered(self) -> bool:
        """Whether any row bears a number."""
        return any(row.record.number for _name, rows in self.bodies for row in rows)


def columns_of(part: PartRule) -> list[FieldRule]:
    """The fields worth a column: those the law names, of a list of documents how many they are; else the first of each short kind;
    in a catalogue all the short ones, and where they lead; of a draft who wrote it and what was said of it. The number, the day,
    files and a person's data have their own place or none."""
    short = [rule for rule in part.fields if (rule.type in SHORT or rule.lists_documents) and not rule.personal]
    if is_timeless(part):
        group = group_of(part)
        return [rule for rule in part.fields if (rule in short or rule.type is FieldType.LINK) and rule is not group]
    if takes_comments(part):
        return [rule for rule in short if rule.type is FieldType.AGENCY or called(rule, COMMENTS)]
    named = [rule for rule in short if rule.basis is Basis.LAW]
    firsts = {rule.type: rule for rule in reversed(short)}
    return named or [firsts[kind] for kind in SHORT if kind in firsts]


def used_of(rows: Sequence[Row], columns: Sequence[FieldRule]) -> list[int]:
    """The places of the columns that say something which the title does not; as many as fit a line: how it stands, how long it
    takes, amounts and whatever else is no text before texts, and last what the list can be narrowed by anyway."""
    told = [
        place for place in range(len(columns)) if any((cell := row.cells[place]) and cell.words != row.record.title for row in rows)
    ]
    return sorted(sorted(told, key=lambda place: weight(columns[place]))[:MOST_COLUMNS])


def weight(rule: FieldRule) -> int:
    """The less, the sooner it has a column."""
    if rule.type is not FieldType.TEXT or called(rule, STANDING | TIME):
        return 0
    return 2 if called(rule, WORK) or called(rule, FORM) else 1


def row_of(record: Disclosure, part: PartRule | None, columns: Sequence[FieldRule], tag: Tag | None, section: Obligation) -> Row:
    fields = shown(record)
    cells = {one.rule.name: in_short(record, one) for one in fields}
    approval = (
        next((a for a in record.approvals.all() if a.revision_id == record.live_revision_id), None) if record.nil_return else None
    )
    group = group_of(part) if part else None
    contents = contents_of(part) if part and section.face is Face.REGISTER else ()
    answer = answered(record, fields) if section.face is Face.ANSWERS else None
    return Row(
        record,
        [cells.get(rule.name) for rule in columns],
        bool(files_of(record)),
        approval,
        (answer and answer.tag) or tag,
        group=cells[group.name].words if group and group.name in cells else "",
        answer=answer,
        first="; ".join(next((cells[rule.name].words for rule in contents if rule.name in cells), "").splitlines()),
        has=[said(rule.title) for rule in contents if rule.name in cells],
        lacks=[said(rule.title) for rule in contents if rule.name not in cells],
    )


def tables_of(
    records: Sequence[Disclosure],
    parts: Mapping[str, PartRule],
    whole: PartRule | None,
    section: Obligation,
    headings: Mapping[int, Heading],
    *,
    grouped: bool,
) -> list[Table]:
    """The page's rows under their headings. ``whole`` is the rule that tells the columns of a list that is one; where headings part
    it, each has those of its own part."""
    tags = tags_of(records, parts)
    tables = []
    for head, some in groupby(records, key=lambda record: getattr(record, "head", 0)):
        under = list(some)
        rule = parts.get(under[0].part) if len({record.part for record in under}) == 1 else whole
        columns = columns_of(whole or rule) if (whole or (rule and headings)) else []
        rows = [row_of(record, parts.get(record.part), columns, tags.get(record.pk), section) for record in under]
        used = used_of(rows, columns)
        rows = [replace(row, cells=[row.cells[place] for place in used]) for row in rows]
        bodies = [(name, list(body)) for name, body in groupby(rows, key=lambda row: row.group if grouped else "")]
        tables.append(Table(headings.get(head), [columns[place] for place in used], bodies))
    return tables


def listing(request: HttpRequest, agency: Agency, section: Obligation) -> HttpResponse:
    version = version_at(section, timezone.localdate())
    parts = parts_of(version, agency)
    records = in_language(open_records(agency).filter(obligation=section.id), get_language())
    tally = records.order_by().values_list("part", ExtractYear("day")).annotate(Count("pk"))
    by_part: Counter[str] = Counter()
    by_year: Counter[int] = Counter()
    for part, year, number in tally:
        by_part[part] += number
        by_year[year] += number
    choices = Choices.of(request.GET, {*parts, *by_part}, by_year)
    one_part = choices.part or (next(iter(parts)) if len(parts) == 1 else None)
    rule = parts.get(one_part or "") or (None if one_part else one_catalogue(list(parts.values())))
    of_rule = records.filter(part=one_part) if one_part else records
    choices = replace(choices, selects=selects_of(request.GET, rule, of_rule))
    found = chosen(records, choices)
    timeless = all(is_timeless(one) for one in ([rule] if rule else parts.values()))
    group = group_of(rule) if rule and timeless else None
    values = values_of(of_rule, group) if group else []
    titles: Sequence[Any] = ()
    if values and group:
        found = in_groups(found, group, values).order_by("group", "sort_key", "pk")
    elif timeless:
        found = found.order_by("sort_key", "pk")
    else:
        found, titles = in_order(found, section, version, parts, one_part)
    page = Paginator(found.prefetch_related("attachments__file", "approvals__approved_by"), PER_PAGE).get_page(
        request.GET.get("trang")
    )
    heads = headings(found, titles, parts, one_part)
    return frame(
        request,
        agency,
        "section.html",
        section=section,
        version=version,
        cites=cited(version),
        parts=[Part(name, rule, by_part[name]) for name, rule in parts.items()],
        chosen_part=parts.get(choices.part or ""),
        metadata=metadata.of_section(agency, section, get_language()),
        total=by_part.total(),
        years=[] if timeless else sorted(by_year, reverse=True),
        timeless=timeless,
        choices=choices,
        page=page,
        headed=bool(titles),
        tables=tables_of(list(page), parts, rule, section, heads, grouped=bool(values)),
    )


PAGES = {Face.CALENDAR: schedule.week, Face.PROFILE: profile.whole}


@public
def section(request: HttpRequest, agency: Agency, obligation: Obligation) -> HttpResponse:
    asked = section_of(agency, obligation)
    return PAGES.get(asked.face, listing)(request, agency, asked)
