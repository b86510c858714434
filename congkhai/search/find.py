"""A person's query in; the records that hold its words out, best first, with the places marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Case, F, Func, Q, QuerySet, Value, When
from django.utils.safestring import SafeString

from congkhai.search.mark import mark, snippet
from congkhai.search.models import Indexed
from congkhai.search.words import Query, Term, parse

PER_PAGE = 20
LONGEST_QUERY = 200  # characters; what follows is not asked

Record = TypeVar("Record", bound=models.Model)


class Holds(Func):
    """Whether one of the word columns holds the words side by side, asked of the database's own full-text index."""

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, words: str, *columns: str) -> None:
        super().__init__(F("pk"))
        self.words, self.columns = words, columns

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:
        row, _params = compiler.compile(self.source_expressions[0])
        # words are letters and digits only (words.py), so they cannot leave the quotation marks of FTS5's own language
        match = f'{{{" ".join(self.columns)}}} : "{self.words}"'
        return row + " IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)", [match]  # noqa: S608  row is a column's name from Django

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:
        row, _params = compiler.compile(self.source_expressions[0])
        table = row.rpartition(".")[0]
        tests, params = [], []
        for column in self.columns:
            # The index knows which rows hold all the words. That they stand side by side is read from the text: a tsvector keeps
            # at most 256 places of a word and none after the 16,383rd, so phraseto_tsquery would miss phrases that SQLite finds.
            tests.append(
                f"({table}.{column}_words @@ plainto_tsquery('simple', %s) AND strpos(' ' || {table}.{column} || ' ', %s) > 0)"
            )
            params += [self.words, f" {self.words} "]
        return f"({' OR '.join(tests)})", params


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found. ``title`` and ``snippet`` are escaped, with ``<mark>`` around what was asked."""

    kind: str
    record: int
    section: str
    language: str
    on: date | None
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits; ``page`` says which of how many, None where nothing was asked. ``relaxed``: no record held the words side
    by side, so these hold them anywhere."""

    hits: tuple[Hit, ...] = ()
    page: Page[Indexed] | None = None
    relaxed: bool = False

    @property
    def total(self) -> int:
        return self.page.paginator.count if self.page else 0


def _hold(terms: tuple[Term, ...], *zones: str, exact: bool = False) -> Q:
    """Every term stands in one of the zones; just as written if it was quoted, or if ``exact``."""
    condition = Q()
    for term in terms:
        if exact or term.exact_only:
            condition &= Q(Holds(term.exact, *(f"{zone}_exact" for zone in zones)))
        else:
            condition &= Q(Holds(term.folded, *(f"{zone}_folded" for zone in zones)))
    return condition


def _matching(rows: QuerySet[Indexed], query: Query) -> QuerySet[Indexed]:
    return rows.filter(_hold(query.terms, "title", "body") | Q(number_key__in=query.numbers))


def _decide(rows: QuerySet[Indexed], query: Query) -> tuple[QuerySet[Indexed], Query]:
    """The rows that match, and by which query: a looser one where the one asked finds nothing."""
    matching, looser = _matching(rows, query), query.relaxed()
    if looser is None or matching.exists():
        return matching, query
    return _matching(rows, looser), looser


def _ranked(rows: QuerySet[Indexed], query: Query, language: str | None) -> QuerySet[Indexed]:
    """The number asked for; exact matches, if the query has marks; titles before bodies; the reader's language; the newest."""
    ranks = [Q(number_key__in=query.numbers)]
    if query.marked:
        ranks += [_hold(query.terms, "title", exact=True), _hold(query.terms, "title", "body", exact=True)]
    ranks.append(_hold(query.terms, "title"))
    return rows.annotate(
        rank=Case(*(When(holds, Value(place)) for place, holds in enumerate(ranks)), default=Value(len(ranks))),
        foreign=Case(When(language=language or "", then=Value(0)), default=Value(1)),
    ).order_by("rank", "foreign", F("on").desc(nulls_last=True), "-pk")


def find(
    query: str,
    *,
    agency: int | None = None,
    section: str | None = None,
    language: str | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Results:
    """Records that hold the query's words side by side, without regard to marks; "in quotation marks" just as written; a document
    number in any spelling. ``agency`` and ``section`` narrow; ``language`` is the reader's, and comes first among equals. A page
    beyond the last is the last. At most three database queries."""
    asked = parse(query[:LONGEST_QUERY])
    if not asked.terms:
        return Results()
    rows = Indexed.objects.all()
    if agency is not None:
        rows = rows.filter(agency_id=agency)
    if section is not None:
        rows = rows.filter(section=section)
    matching, used = _decide(rows, asked)
    shown = Paginator(_ranked(matching, used, language), per_page).get_page(page)
    hits = tuple(
        Hit(row.kind, row.record, row.section, row.language, row.on, mark(row.title, used.terms), snippet(row.body, used.terms))
        for row in shown
    )
    return Results(hits, shown, relaxed=used is not asked and bool(hits))


def narrow(records: QuerySet[Record], query: str) -> QuerySet[Record]:
    """Those of the records that ``find`` would find, in their own order. A query without a word narrows nothing."""
    asked = parse(query[:LONGEST_QUERY])
    if not asked.terms:
        return records
    matching, _used = _decide(Indexed.objects.filter(kind=records.model._meta.label_lower), asked)
    return records.filter(pk__in=matching.values("record"))
