"""A public round in; its verdicts and figures as data, the machine's beside what people made of them, out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import override

from congkhai.agencies.law import catalogue
from congkhai.files.serve import disposition
from congkhai.monitor.effective import all_effective, surveyed
from congkhai.monitor.models import Review, Round, StoredVerdict
from congkhai.monitor.public import addresses
from congkhai.monitor.public.judged import PUBLISHED
from congkhai.monitor.public.page import of_round
from congkhai.monitor.public.told import figures_of
from congkhai.reporting.survey import figure_to_json
from congkhai.skin.addresses import absolute
from congkhai.skin.spreadsheet import as_csv

HEAD = (
    *("agency", "name", "kind", "obligation", "title", "force", "completeness", "timeliness", "days_late", "limit_of_ours"),
    *("enters_figures", "by", "act", "reason", "machine_completeness", "machine_timeliness", "address"),
)
AT_ONCE = 50  # verdicts read from the database at a time


def _round(round: Round) -> dict[str, Any]:
    assert round.approved_at is not None
    return {
        "round": round.slug,
        "title": round.title,
        "owner": round.owner.slug,
        "rules": round.rules,
        "on": round.on.isoformat(),
        "approved_at": round.approved_at.isoformat(),
        "catalogue": round.catalogue,
        "address": absolute(addresses.of("round", round.slug, language="vi")),
    }


def _address(round: Round, agency: str, obligation: str) -> str:
    return absolute(addresses.of_verdict(round, agency, catalogue().obligations[obligation], language="vi"))


@of_round
def spreadsheet(request: HttpRequest, round: Round) -> HttpResponse:
    """One row a verdict, as it holds now."""
    names = {agency.slug: agency.name for agency in surveyed(round)}
    acts = Review.objects.filter(verdict__round=round, verdict__current=True).order_by("pk")
    reasons = {verdict: reason if act in PUBLISHED else "" for verdict, act, reason in acts.values_list("verdict", "act", "reason")}
    rows: list[tuple[Any, ...]] = [HEAD]
    with override("vi"):  # one address and one title, whoever asks
        for one in all_effective(round):
            title = catalogue().obligations[one.obligation].title.vi
            rows.append(
                (
                    *(one.agency, names.get(one.agency, ""), one.kind, one.obligation, title, one.force),
                    *(one.completeness, one.timeliness, one.days_late, int(one.proxy), int(one.enters_figures)),
                    *("person" if one.confirmed else "machine", one.act, reasons.get(one.verdict, ""), *one.by_machine),
                    _address(round, one.agency, one.obligation),
                )
            )
    named = disposition(f"{round.slug}.csv", inline=False)
    return HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": named})


@of_round
def verdicts(request: HttpRequest, round: Round) -> StreamingHttpResponse:
    """Every verdict ever given in the round with its reasons, its evidence by address and date, and its reviews."""
    body = _written(round)
    response = StreamingHttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = disposition(f"{round.slug}.json", inline=False)
    return response


def _written(round: Round) -> Iterator[str]:
    held = {one.verdict: one for one in all_effective(round)}
    reviews: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for review in Review.objects.filter(verdict__round=round).order_by("pk"):
        reason = review.reason if review.act in PUBLISHED else ""
        said = {"act": review.act, "completeness": review.completeness, "timeliness": review.timeliness, "reason": reason}
        reviews[review.verdict_id].append({**said, "at": review.at.isoformat()})
    yield json.dumps(_round(round), ensure_ascii=False)[:-1] + ', "verdicts": [\n'
    before = ""
    rows = StoredVerdict.objects.filter(round=round).order_by("agency__slug", "obligation", "-pk").select_related("agency")
    for row in rows.iterator(AT_ONCE):
        now = held.get(row.pk)
        one = {
            "agency": row.agency.slug,
            "name": row.agency.name,
            "kind": row.kind,
            "obligation": row.obligation,
            "current": row.current,
            "force": row.force or None,
            "enters_figures": row.enters_figures,
            "address": _address(round, row.agency.slug, row.obligation),
            "effective": {
                "completeness": now.completeness,
                "timeliness": now.timeliness,
                "at_least": now.at_least,
                "at_most": now.at_most,
                "days_late": now.days_late,
                "by": "person" if now.confirmed else "machine",
            }
            if now
            else None,
            "machine": _machine(row),
            "reviews": reviews[row.pk],
        }
        yield before + json.dumps(one, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _machine(row: StoredVerdict) -> dict[str, Any]:
    """What the machine gave, without the texts and fields of the pages it saw: those stand where the agency put them."""
    given = row.verdict
    return {
        "completeness": row.completeness,
        "timeliness": row.timeliness,
        "at_least": row.at_least or None,
        "at_most": row.at_most or None,
        "days_late": row.days_late,
        "limit_of_ours": row.proxy,
        "parts": given["part_grades"],
        "reasons": given["reasons"],
        "given_at": row.given_at.isoformat(),
        "catalogue": given["catalogue"],
        "evidence": [
            {name: seen[name] for name in ("kind", "part", "url", "dates", "own_page", "total", "at", "sha256")}
            for seen in given["evidence"]
        ],
        "looked": [{"url": place["url"], "outcome": place["outcome"]} for place in given["looked"]],
    }


@of_round
def figures(request: HttpRequest, round: Round) -> HttpResponse:
    """The letter's figures with everybody they count."""
    survey = figures_of(round)
    if survey is None:
        raise Http404
    told = {**_round(round), "draft": survey.draft, "figures": [figure_to_json(one, survey.names) for one in survey.figures]}
    named = disposition(f"{round.slug}-so-lieu.json", inline=False)
    body = json.dumps(told, ensure_ascii=False, indent=1)
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers={"Content-Disposition": named})
