"""An agency, an obligation and a reader's choices in; the list of its records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Basis, Face, FieldRule, FieldType, Obligation, PartRule
from congkhai.portal.models import Approval, Disclosure
from congkhai.portal.public import metadata, profile, schedule
from congkhai.portal.public.narrowing import Choices, chosen, in_groups, selects_of, values_of
from congkhai.portal.public.page import frame, public, section_of
from congkhai.portal.public.records import files_of, in_language, open_records
from congkhai.portal.public.shapes import FORM, STANDING, WORK, group_of, is_timeless
from congkhai.portal.public.states import Tag, tags_of
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
    """One record of the list: its cells by column, whether it has files, who approved that nothing arose, how it stands today,
    and under which heading of a catalogue."""

    record: Disclosure
    cells: Sequence[Shown | None]
    filed: bool
    approval: Approval | None
    tag: Tag | None
    group: str = ""


def columns_of(part: PartRule) -> list[FieldRule]:
    """The fields worth a column: those the law names, else the first of each short kind; in a catalogue all the short ones, and
    where they lead. The number, the day, files and a person's data have their own place or none."""
    short = [rule for rule in part.fields if rule.type in SHORT and not rule.personal]
    if is_timeless(part):
        group = group_of(part)
        return [rule for rule in part.fields if (rule in short or rule.type is FieldType.LINK) and rule is not group]
    named = [rule for rule in short if rule.basis is Basis.LAW]
    firsts = {rule.type: rule for rule in reversed(short)}
    return named or [firsts[kind] for kind in SHORT if kind in firsts]


def used_of(rows: Sequence[Row], columns: Sequence[FieldRule]) -> list[int]:
    """The places of the columns that say something which the title does not; as many as fit a line: how it stands, amounts and
    whatever else is no text before texts, and last what the list can be narrowed by anyway."""
    told = [
        place for place in range(len(columns)) if any((cell := row.cells[place]) and cell.words != row.record.title for row in rows)
    ]
    return sorted(sorted(told, key=lambda place: weight(columns[place]))[:MOST_COLUMNS])


def weight(rule: FieldRule) -> int:
    """The less, the sooner it has a column."""
    if rule.type is not FieldType.TEXT or called(rule, STANDING):
        return 0
    return 2 if called(rule, WORK) or called(rule, FORM) else 1


def rows_of(records: Sequence[Disclosure], columns: Sequence[FieldRule], parts: Mapping[str, PartRule]) -> list[Row]:
    rows = []
    tags = tags_of(records, parts)
    for record in records:
        cells = {one.rule.name: one for one in shown(record)} if columns else {}
        approval = (
            next((a for a in record.approvals.all() if a.revision_id == record.live_revision_id), None)
            if record.nil_return
            else None
        )
        group = group_of(parts[record.part]) if record.part in parts else None
        cells_in_order = [cells.get(rule.name) for rule in columns]
        name = cells[group.name].words if group and group.name in cells else ""
        rows.append(Row(record, cells_in_order, bool(files_of(record)), approval, tags.get(record.pk), name))
    return rows


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
    rule = parts.get(one_part or "")
    choices = replace(choices, selects=selects_of(request.GET, rule, records.filter(part=one_part)))
    found = chosen(records, choices)
    timeless = all(is_timeless(one) for one in ([rule] if rule else parts.values()))
    group = group_of(rule) if rule and timeless else None
    values = values_of(records.filter(part=one_part), group) if group else []
    if values and group:
        found = in_groups(found, group, values).order_by("group", "sort_key", "pk")
    elif timeless:
        found = found.order_by("sort_key", "pk")
    page = Paginator(found.prefetch_related("attachments__file", "approvals__approved_by"), PER_PAGE).get_page(
        request.GET.get("trang")
    )
    columns = columns_of(rule) if rule else []
    rows = rows_of(list(page), columns, parts)
    used = used_of(rows, columns)
    rows = [replace(row, cells=[row.cells[place] for place in used]) for row in rows]
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
        columns=[columns[place] for place in used],
        groups_of_rows=[(name, list(some)) for name, some in groupby(rows, key=lambda row: row.group if values else "")],
    )


PAGES = {Face.CALENDAR: schedule.week, Face.PROFILE: profile.whole}


@public
def section(request: HttpRequest, agency: Agency, obligation: Obligation) -> HttpResponse:
    asked = section_of(agency, obligation)
    return PAGES.get(asked.face, listing)(request, agency, asked)
