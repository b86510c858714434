"""A round in; its letter, its table as a spreadsheet, or the evidence that a reviewer saved, out: for the owner's people."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from congkhai.agencies.law import catalogue, said
from congkhai.files.serve import respond
from congkhai.monitor.desk.frame import of_round
from congkhai.monitor.effective import table
from congkhai.monitor.letter import letter_of
from congkhai.monitor.models import Review, Round
from congkhai.reporting.letter import pdf

HEAD = (
    *("agency", "name", "kind", "obligation", "title", "completeness", "timeliness", "days_late", "limit_of_ours", "force", "by"),
    *("act", "reason", "machine_completeness", "machine_timeliness", "doubt"),
)


@of_round()
def letter(request: HttpRequest, round: Round) -> HttpResponse:
    """The letter as it would leave now; a draft says so across each page."""
    try:
        written = pdf(letter_of(round))
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return redirect("rounds:round", round.slug)
    shown = {"Content-Disposition": f'inline; filename="cong-van-{round.slug}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(written, content_type="application/pdf", headers=shown)


@of_round()
def spreadsheet(request: HttpRequest, round: Round) -> HttpResponse:
    """Every verdict as it holds now, with the machine's beside it and who stands behind it. No cell can start a formula."""
    found = table(round)
    newest = dict(
        Review.objects.filter(verdict__round=round, verdict__current=True).order_by("pk").values_list("verdict", "reason")
    )
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEAD)
    for agency in found.agencies:
        for one in found.row(agency.slug):
            if one is None:
                continue
            line = [
                *(agency.slug, agency.name, agency.kind, one.obligation, said(catalogue().obligations[one.obligation].title)),
                *(one.completeness, one.timeliness, one.days_late, int(one.proxy), one.force),
                *("person" if one.confirmed else "machine", one.act, newest.get(one.verdict, ""), *one.by_machine, one.doubt),
            ]
            cells = ["" if cell is None else str(cell) for cell in line]
            rows.writerow([f"'{cell}" if cell[:1] in set("=+-@\t\r") else cell for cell in cells])
    named = {"Content-Disposition": f'attachment; filename="{round.slug}.csv"', "Cache-Control": "private, no-store"}
    return HttpResponse(b"\xef\xbb\xbf" + out.getvalue().encode(), content_type="text/csv; charset=utf-8", headers=named)


@of_round()
def evidence(request: HttpRequest, round: Round, review: int) -> HttpResponseBase:
    """What a reviewer saved when she judged by hand."""
    found = get_object_or_404(Review.objects.select_related("evidence"), pk=review, verdict__round=round, evidence__isnull=False)
    return respond(request, found.evidence, inline=False)
