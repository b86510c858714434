"""An agency and an obligation that is read as one text in; the page that holds all its parts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import FieldRule, FieldType, Obligation, PartRule
from congkhai.portal.models import Attachment, Disclosure
from congkhai.portal.public import metadata
from congkhai.portal.public.page import frame
from congkhai.portal.public.pictures import Picture, pictures_of
from congkhai.portal.public.records import files_of, in_language, open_records
from congkhai.portal.public.shapes import group_of, is_directory, is_timeless
from congkhai.portal.rules import parts_of, version_at
from congkhai.portal.shown import Shown, shown
from congkhai.records import DateRole
from congkhai.skin.citing import cited

PER_PAGE = 100
FOLDED = 4  # so many texts or more are folded, so that a telephone shows their names first


@dataclass(frozen=True, slots=True)
class Entry:
    """One record read in place: in short what its title does not say, its texts, its pictures and its other files, and when it was
    brought up to date."""

    record: Disclosure
    facts: Sequence[Shown]
    texts: Sequence[Shown]
    pictures: Sequence[Picture]
    files: Sequence[Attachment]
    updated: Shown | None

    def cells(self, columns: Sequence[FieldRule]) -> list[Shown | None]:
        """Its facts in the order of a table's columns."""
        by_name = {one.rule.name: one for one in self.facts}
        return [by_name.get(rule.name) for rule in columns]


@dataclass(frozen=True, slots=True)
class Block:
    """One part with its entries."""

    name: str
    rule: PartRule
    entries: Sequence[Entry]

    @property
    def table(self) -> bool:
        """Whether the entries are read side by side."""
        return is_directory(self.rule) and len(self.entries) > 1

    @property
    def people(self) -> bool:
        """Whether each entry is a person."""
        return any(rule.type is FieldType.PERSON for rule in self.rule.fields)

    @property
    def folded(self) -> bool:
        """Whether the texts stand behind their titles. People do not: each is a few lines."""
        return len(self.entries) >= FOLDED and not self.people and not is_directory(self.rule)

    @property
    def named(self) -> bool:
        """Whether a single entry needs its title beside the part's."""
        return self.people or is_directory(self.rule)

    @property
    def grouped_by(self) -> FieldRule | None:
        """The field whose values head the table's rows; none where each row has its own."""
        rule = group_of(self.rule)
        units = {cell.words for entry in self.entries for cell in entry.cells([rule]) if cell} if rule else set()
        return rule if len(units) < len(self.entries) else None

    @property
    def columns(self) -> list[FieldRule]:
        """The other fields that the table has any of."""
        told = {one.rule.name for entry in self.entries for one in entry.facts}
        return [rule for rule in self.rule.fields if rule.name in told and rule is not self.grouped_by]

    @property
    def groups(self) -> list[tuple[str, list[tuple[Entry, list[Shown | None]]]]]:
        """The table's rows by unit, each unit and each row where it was first entered: who leads was entered first."""
        columns, unit = self.columns, self.grouped_by
        groups: dict[str, list[tuple[Entry, list[Shown | None]]]] = {}
        for entry in self.entries:
            head = next((cell.words for cell in entry.cells([unit]) if cell), "") if unit else ""
            groups.setdefault(head, []).append((entry, entry.cells(columns)))
        return list(groups.items())


def entry_of(record: Disclosure, part: PartRule) -> Entry:
    """A record as the page reads it. What only repeats its title is left out."""
    fields = [one for one in shown(record) if one.words != record.title]
    files = files_of(record)
    pictures = pictures_of(files)
    told = {one.attachment.pk for one in pictures}
    updated = next((rule for rule in part.fields if rule.role is DateRole.UPDATED), None)
    texts = [rule for rule in part.fields if rule.type is FieldType.LONG_TEXT]
    apart = (updated, *texts)
    return Entry(
        record=record,
        facts=[one for one in fields if one.rule not in apart and (one.withheld or one.rule.type is not FieldType.FILE)],
        texts=[one for one in fields if one.rule in texts],
        pictures=pictures,
        files=[one for one in files if one.pk not in told],
        updated=next((one for one in fields if one.rule is updated), None),
    )


def blocks_of(parts: Mapping[str, PartRule], records: Sequence[Disclosure]) -> list[Block]:
    """Each part with its entries, the empty ones too: that nothing is there is told."""
    return [
        Block(name, rule, [entry_of(record, rule) for record in records if record.part == name]) for name, rule in parts.items()
    ]


def whole(request: HttpRequest, agency: Agency, section: Obligation) -> HttpResponse:
    """The parts in the law's order, in each what was entered first; what has a day, the newest first."""
    version = version_at(section, timezone.localdate())
    parts = parts_of(version, agency)
    places = [When(part=name, then=Value(place)) for place, name in enumerate(parts)]
    dated = [name for name, part in parts.items() if not is_timeless(part)]
    records = in_language(open_records(agency).filter(obligation=section.id, part__in=parts), get_language())
    newest = [Case(When(part__in=dated, then="day")).desc(nulls_last=True)] if dated else []
    ordered = records.annotate(place=Case(*places, default=Value(len(places)))).order_by("place", *newest, "pk")
    page = Paginator(ordered.prefetch_related("attachments__file"), PER_PAGE).get_page(request.GET.get("trang"))
    blocks = blocks_of(parts, list(page))
    return frame(
        request,
        agency,
        "profile.html",
        section=section,
        version=version,
        cites=cited(version),
        metadata=metadata.of_section(agency, section, get_language()),
        blocks=[block for block in blocks if block.entries] if page.has_other_pages() else blocks,
        page=page,
    )
