"""A public round in; its table of agencies and obligations, each cell a way to its verdict, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue, said
from congkhai.agencies.models import KINDS
from congkhai.monitor.effective import Surveyed, Table, surveyed, table
from congkhai.monitor.models import Round
from congkhai.monitor.public import addresses
from congkhai.monitor.public.counts import Group, counted, grouped
from congkhai.monitor.public.page import frame, of_round
from congkhai.monitor.shown import Grade, grade
from congkhai.records import Completeness, Kind, Timeliness
from congkhai.skin.grades import GLYPHS

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One agency with its cells as HTML, written at once: a table has more than a thousand."""

    agency: Surveyed
    href: str
    cells: SafeString


@dataclass(frozen=True, slots=True)
class Block:
    """The agencies of one kind. ``sums`` are, by obligation, how many of the judged show it nearly in full or in full; empty where
    not all of the kind stand on this page."""

    group: Group
    lines: Sequence[Line]
    sums: Sequence[str]


class Cells:
    """Writes an agency's cells. What is alike is put into words once."""

    def __init__(self, found: Table) -> None:
        self._found = found
        self._slugs = {name: said(catalogue().obligations[name].slug) for name in found.obligations}
        self._inside: dict[tuple[str, str, str], tuple[Grade, str]] = {}
        drawn = '<svg aria-hidden="true"><use href="#gx"/></svg>'
        self._none = f'<td role="cell"><span class="g gx">{drawn}{_hidden(_("not judged"))}</span></td>'

    def of(self, agency: str, href: str) -> SafeString:
        """One agency's, by its slug and the address of its page."""
        cells = []
        for name in self._found.obligations:
            held = self._found.cells.get((agency, name))
            if held is None:
                cells.append(self._none)
                continue
            one, inside = self._drawn(held.completeness, held.timeliness, held.act)
            if held.completeness is Completeness.NOT_BOUND:
                cells.append(f'<td role="cell"><span class="{one.classes}">{inside}</span></td>')
            else:
                cells.append(f'<td role="cell"><a class="{one.classes}" href="{href}{self._slugs[name]}/">{inside}</a></td>')
        return mark_safe("".join(cells))  # noqa: S308  slugs and our own words, escaped below

    def _drawn(self, completeness: Completeness, timeliness: Timeliness, act: str) -> tuple[Grade, str]:
        key = (completeness, timeliness, act)
        if key not in self._inside:
            one = grade(completeness, timeliness, act)
            drawing = f'<svg aria-hidden="true"><use href="#{one.glyph}"/></svg>'
            self._inside[key] = one, f"{drawing}{_hidden(one.whole)}"
        return self._inside[key]


def _hidden(words: str) -> str:
    return f'<span class="vh">{escape(words)}</span>'


def _sums(group: Group, found: Table) -> list[str]:
    by_name = {spread.obligation.id: spread for spread in group.spreads}
    return [f"{one.good}/{one.judged}" if (one := by_name.get(name)) and one.judged else "–" for name in found.obligations]


@of_round
def matrix(request: HttpRequest, round: Round) -> HttpResponse:
    agencies = surveyed(round)
    kinds = {kind: sum(agency.kind is kind for agency in agencies) for kind in dict.fromkeys(agency.kind for agency in agencies)}
    asked = request.GET.get("loai", "")
    refused = asked if asked and asked not in kinds else ""
    chosen = [agency for agency in agencies if agency.kind == asked] if asked and not refused else agencies
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("trang"))
    found = table(round, list(page))
    cells = Cells(found)
    blocks = []
    for group in grouped(found):
        lines = [Line(agency, href, cells.of(agency.slug, href)) for agency in group.agencies for href in [_href(round, agency)]]
        blocks.append(Block(group, lines, _sums(group, found) if len(lines) == kinds[group.kind] else ()))
    return frame(
        request,
        "matrix.html",
        round=round,
        title=_("Every agency, every obligation: %(round)s") % {"round": round.title},
        obligations=[catalogue().obligations[name] for name in found.obligations],
        columns=len(found.obligations) + 1,
        kinds=[(kind, counted(kind, n)) for kind, n in kinds.items()],
        total=len(agencies),
        asked=asked if asked and not refused else "",
        chosen=str(KINDS[Kind(asked)]) if asked and not refused else "",
        refused=refused[:40],
        page=page,
        blocks=blocks,
        legend=[grade(completeness, Timeliness.NOT_YET_DUE, "confirm") for completeness in (*GLYPHS, Completeness.NOT_BOUND)],
        late=grade(Completeness.SUBSTANTIAL, Timeliness.LATE, "confirm"),
        alone=grade(Completeness.FULL, Timeliness.ON_TIME, ""),
    )


def _href(round: Round, agency: Surveyed) -> str:
    return addresses.of_agency(round, agency.slug)
