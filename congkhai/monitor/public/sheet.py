"""A public round in; its letter as a page, each figure a way to the verdicts behind it, and as a PDF, out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.files.serve import disposition
from congkhai.monitor.letter import letter_of
from congkhai.monitor.models import Round
from congkhai.monitor.public.page import frame, of_round
from congkhai.reporting.letter import Letter, pdf

KEPT = 24 * 60 * 60  # seconds a laid-out letter is kept: laying it out takes a hundred times as long as handing it out


def _letter(round: Round) -> Letter:
    """The letter, dated the day on which the round was approved: it does not grow younger with each reading."""
    assert round.approved_at is not None
    try:
        return letter_of(round, timezone.localtime(round.approved_at).date())
    except ValidationError:
        raise Http404 from None


@of_round
def letter(request: HttpRequest, round: Round) -> HttpResponse:
    written = _letter(round)
    return frame(
        request,
        "letter.html",
        round=round,
        title=_("Letter of the round: %(round)s") % {"round": round.title},
        letter=written,
        signer=written.sender.signature[-1],
        office=written.sender.signature[:-1],
    )


@of_round
def letter_pdf(request: HttpRequest, round: Round) -> HttpResponse:
    """The same, as it would be printed. A draft says so across each page."""
    written = _letter(round)
    key = "letter:" + hashlib.sha256(json.dumps(asdict(written), default=str).encode()).hexdigest()
    body = cache.get(key)
    if body is None:
        body = pdf(written)
        cache.set(key, body, KEPT)
    named = disposition(f"cong-van-{round.slug}.pdf", inline=True)
    return HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": named})
