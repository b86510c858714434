"""An agency, an obligation and a reader's choices in; the list of its records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Basis, Face, FieldRule, FieldType, Obligation, PartRule
from congkhai.portal.models import Approval, Disclosure
from congkhai.portal.public import metadata, schedule
from congkhai.portal.public.law import cited
from congkhai.portal.public.page import frame, public, section_of
from congkhai.portal.public.records import files_of, in_language, open_records
from congkhai.portal.related import done_to, in_force, relating
from congkhai.portal.rules import parts_of, version_at
from congkhai.portal.shown import Shown, shown
from congkhai.portal.words import IN_FORCE
from congkhai.search.find import LONGEST_QUERY, narrow

PER_PAGE = 20
MOST_COLUMNS = 3
SHORT = (FieldType.TEXT, FieldType.AGENCY, FieldType.MONEY, FieldType.CHOICE, FieldType.PERIOD, FieldType.NUMBER)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader asked for, as far as it makes sense: an unknown part or year is none, as if every one were asked for."""

    part: str | None
    year: int | None
    words: str

    @classmethod
    def of(cls, query: QueryDict, parts: Iterable[str], years: Iterable[int]) -> Choices:
        part, year = query.get("phan"), query.get("nam", "")
        return cls(
            part=part if part in parts else None,
            year=int(year) if year.isdecimal() and len(year) == 4 and int(year) in years else None,
            words=" ".join(query.get("q", "")[:LONGEST_QUERY].replace("\0", "").split()),
        )

    def __bool__(self) -> bool:
        return bool(self.part or self.year or self.words)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the section and how many records it holds."""

    name: str
    rule: PartRule
    total: int


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the list: its cells by column, whether it has files, who approved that nothing arose; of a document, whether it
    is in force, as words, look and icon of a tag."""

    record: Disclosure
    cells: Sequence[Shown | None]
    filed: bool
    approval: Approval | None
    in_force: tuple[str, str, str] | None


def columns_of(part: PartRule) -> list[FieldRule]:
    """The fields worth a column: those the law names, else the first of each short kind. The number, the day, files and a person's
    data have their own place or none."""
    short = [rule for rule in part.fields if rule.type in SHORT and not rule.personal]
    named = [rule for rule in short if rule.basis is Basis.LAW]
    firsts = {rule.type: rule for rule in reversed(short)}
    return (named or [firsts[kind] for kind in SHORT if kind in firsts])[:MOST_COLUMNS]


def rows_of(records: Sequence[Disclosure], columns: Sequence[FieldRule], parts: Mapping[str, PartRule]) -> list[Row]:
    rows = []
    documents = [record for record in records if not record.nil_return and relating(parts.get(record.part))]
    done = done_to(documents, open_records(documents[0].agency)) if documents else {}
    tags = {one.pk: IN_FORCE.get(in_force(one, done.get(one.pk, ()), timezone.localdate())) for one in documents}
    for record in records:
        cells = {one.rule.name: one for one in shown(record)} if columns else {}
        approval = (
            next((a for a in record.approvals.all() if a.revision_id == record.live_revision_id), None)
            if record.nil_return
            else None
        )
        rows.append(Row(record, [cells.get(rule.name) for rule in columns], bool(files_of(record)), approval, tags.get(record.pk)))
    return rows


def _chosen(records: QuerySet[Disclosure], choices: Choices) -> QuerySet[Disclosure]:
    if choices.part:
        records = records.filter(part=choices.part)
    if choices.year:
        records = records.filter(day__gte=date(choices.year, 1, 1), day__lt=date(choices.year + 1, 1, 1))
    return narrow(records, choices.words) if choices.words else records


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
    found = _chosen(records, choices).prefetch_related("attachments__file", "approvals__approved_by")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    one_part = choices.part or (next(iter(parts)) if len(parts) == 1 else None)
    columns = columns_of(parts[one_part]) if one_part in parts else []
    rows = rows_of(list(page), columns, parts)
    used = [place for place in range(len(columns)) if any(row.cells[place] for row in rows)]
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
        years=sorted(by_year, reverse=True),
        choices=choices,
        page=page,
        columns=[columns[place] for place in used],
        rows=[replace(row, cells=[row.cells[place] for place in used]) for row in rows],
    )


@public
def section(request: HttpRequest, agency: Agency, obligation: Obligation) -> HttpResponse:
    asked = section_of(agency, obligation)
    return schedule.week(request, agency, asked) if asked.face is Face.CALENDAR else listing(request, agency, asked)
