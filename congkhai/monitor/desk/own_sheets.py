"""An agency's own scoring sheet in; a page that says what each of its criteria rests on, to mend, and the sheet filled, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from congkhai.agencies.law import catalogue, said
from congkhai.agencies.models import Agency
from congkhai.catalogue.loading import open_law
from congkhai.catalogue.obligation import Obligation
from congkhai.catalogue.sheet import AtLeast, ByGrade, Measure, OnTime
from congkhai.files.store import path_of
from congkhai.monitor import own
from congkhai.monitor.acts.bring import Brought, bring
from congkhai.monitor.acts.link import link
from congkhai.monitor.acts.remove import remove
from congkhai.monitor.desk.frame import frame
from congkhai.monitor.desk.own import download, judged_round, kept_of, language, of_agency, scored_by
from congkhai.monitor.models import OwnSheet
from congkhai.reporting.layout import Line, from_json
from congkhai.reporting.linking import Guess, Guesser, Link
from congkhai.reporting.own import filled
from congkhai.reporting.scored import Row
from congkhai.reporting.workbook import TYPE
from congkhai.skin.attempt import attempt

PER_PAGE = 30  # criteria; each has two selects of all obligations
MOST_LINKED = 2  # obligations of one criterion that are chosen here, beside what the machine found together
NAMED = 5  # criteria that are new or gone, in the message; the page has them all
MEASURES: Mapping[str, tuple[Measure, Any]] = {
    "day-du": (ByGrade(kind="grade"), gettext_lazy("By how complete it is")),
    "co-la-du": (AtLeast(kind="at_least", grade="partial"), gettext_lazy("All points as soon as anything is shown")),
    "dung-han": (OnTime(kind="on_time"), gettext_lazy("All points if it is in time")),
}
COMBINED = {"all": gettext_lazy("each of them is needed"), "any": gettext_lazy("one of them will do")}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the sheet on its page. ``place`` counts from 0; ``chosen`` are the values of its selects; ``row`` is what the
    last check makes of it."""

    place: int
    line: Line
    link: Link
    guess: Guess
    row: Row | None

    @property
    def chosen(self) -> Sequence[str]:
        names = self.link.obligations
        return (*names, *[""] * (MOST_LINKED - len(names))) if len(names) <= MOST_LINKED else ("+".join(names), "")

    @property
    def likely(self) -> Sequence[tuple[str, str]]:
        """What may be chosen at once, as value and words: the machine's guess, and more obligations than there are selects."""
        found = {self.guess.obligations} - {(), self.link.obligations}
        if len(self.link.obligations) > MOST_LINKED:
            found.add(self.link.obligations)
        return [("+".join(names), _titles(names)) for names in sorted(found)]

    @property
    def measure(self) -> str:
        return next((name for name, (measure, _words) in MEASURES.items() if measure == self.link.measure), "")

    @property
    def proposed(self) -> str:
        """What it may rest on, where nothing was chosen and the machine is not sure."""
        return "" if self.link.obligations else _titles(self.guess.obligations)


def _titles(names: Sequence[str]) -> str:
    return "; ".join(said(catalogue().obligations[name].title) for name in names)


def sheet_of(agency: Agency, pk: int) -> OwnSheet:
    """404 for another agency's."""
    return get_object_or_404(OwnSheet.objects.select_related("brought_by", "linked_by", "agency", "file"), agency=agency, pk=pk)


@of_agency("check_itself")
def page(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """GET shows a page of criteria; POST keeps what those of that page rest on."""
    sheet, judged = sheet_of(agency, pk), own.last_judged(agency)
    kept = kept_of(sheet)
    links = kept.links.rows
    found = Paginator(range(kept.of), PER_PAGE).get_page(request.GET.get("trang"))
    if request.method == "POST":
        given = {place: _given(request.POST, place, links[place]) for place in found}
        if attempt(
            request,
            lambda: link(sheet, given, by=request.user, opened=request.POST.get("tep", "")),
            _("What these criteria rest on is kept."),
        ):
            following = f"?trang={found.next_page_number()}" if found.has_next() and "tiep" in request.POST else ""
            here = f"?trang={found.number}" if found.number > 1 else ""
            return redirect(f"{reverse('own:own-sheet', args=[agency.slug, pk])}{following or here}")
    layout, scored = scored_by(kept, judged) if judged else (from_json(sheet.layout), None)
    guesser = Guesser(open_law(settings.LAW))
    rows = [
        Criterion(place, line, links[place], guesser.guess(line), scored.rows[place] if scored else None)
        for place in found
        for line in [layout.lines[place]]
    ]
    context = {"sheet": sheet, "page": found, "rows": rows, "groups": grouped(), "measures": MEASURES, "combined": COMBINED}
    counts = {"of": kept.of, "linked": kept.linked, "guessed": kept.guessed}
    return frame(request, "own_sheet.html", here="own", agency=agency, scored=scored, **counts, **context)


def grouped() -> list[Obligation]:
    """Every obligation that a criterion may rest on, by name."""
    return sorted(catalogue().obligations.values(), key=lambda obligation: said(obligation.title))


def _given(typed: QueryDict, place: int, before: Link) -> Link:
    """What was chosen for one criterion; what was not in the form stays. 404 for what no form of ours offers."""
    if f"noi-dung-{place}" not in typed:
        return before
    values = typed.getlist(f"noi-dung-{place}")
    names = tuple(dict.fromkeys(name for value in values for name in value.split("+") if name))
    measure, combine = typed.get(f"cach-{place}", ""), typed.get(f"gop-{place}", before.combine)
    if not catalogue().obligations.keys() >= set(names) or combine not in COMBINED or measure not in {"", *MEASURES}:
        raise Http404
    kept = before.measure if measure == "" else MEASURES[measure][0]
    parts = before.parts if names == before.obligations else ()
    return Link(number=before.number, wording=before.wording, obligations=names, parts=parts, combine=combine, measure=kept)


@require_POST
@of_agency("check_itself")
def brought(request: HttpRequest, agency: Agency, pk: int | None = None) -> HttpResponse:
    """The agency brings a sheet, or a newer file of one."""
    before = sheet_of(agency, pk) if pk else None
    upload = request.FILES.get("bang")
    kept: list[Brought] = []

    def act() -> str:
        if upload is None:
            raise ValidationError(_("Choose a .xlsx file of at most 10 MB"))
        kept.append(bring(agency, upload, by=request.user, instead_of=before))
        return _told(kept[0])

    if not attempt(request, act):
        return redirect("own:own-sheet", agency.slug, pk) if pk else redirect("own:agency", agency.slug)
    if kept[0].lost:
        lost = ", ".join(map(said, kept[0].lost))
        messages.warning(request, _("What the filled sheet will lack of your file: %(what)s.") % {"what": lost})
    return redirect("own:own-sheet", agency.slug, kept[0].sheet.pk)


def _told(kept: Brought) -> str:
    words = [_("The sheet is kept. Look over what each criterion rests on; then every check fills it.")]
    for form, names in (
        (ngettext("%(n)d criterion is new: %(names)s.", "%(n)d criteria are new: %(names)s.", len(kept.new)), kept.new),
        (ngettext("%(n)d criterion is gone: %(names)s.", "%(n)d criteria are gone: %(names)s.", len(kept.gone)), kept.gone),
    ):
        if names:
            more = "; …" if len(names) > NAMED else ""
            words.append(form % {"n": len(names), "names": "; ".join(name[:80] for name in names[:NAMED]) + more})
    return " ".join(words)


@require_GET
@of_agency("check_itself")
def filled_sheet(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """The file that was brought, with what the newest check found in its empty cells."""
    sheet, round = sheet_of(agency, pk), judged_round(agency)
    layout, scored = scored_by(kept_of(sheet), round)
    content, _told = filled(path_of(sheet.file.sha256).read_bytes(), layout, scored, language())
    return download(content, TYPE, f"{sheet.name} – {round.on.isoformat()}.xlsx")


@require_POST
@of_agency("check_itself")
def removed(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    sheet = sheet_of(agency, pk)
    attempt(request, lambda: remove(sheet, by=request.user), _("The sheet is removed."))
    return redirect("own:agency", agency.slug)
