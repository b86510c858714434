"""An obligation of an agency in; what the law asks, what the portal shows, and what the judge says of it, out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from congkhai.agencies.models import Agency
from congkhai.portal.desk.frame import frame, of_agency
from congkhai.portal.desk.owed import owed
from congkhai.portal.duty import window_in_words
from congkhai.portal.models import Disclosure
from congkhai.portal.public.law import due_in_words
from congkhai.portal.selfcheck import check
from congkhai.records import Timeliness
from congkhai.skin.citing import cited

MOST = 50  # records named on the page


@of_agency()
def obligation(request: HttpRequest, agency: Agency, identifier: str) -> HttpResponse:
    today = timezone.localdate()
    checked = check(agency, today)
    row = next((row for row in owed(agency, request.user, today, checked) if row.obligation.id == identifier), None)
    if row is None:
        raise Http404
    late = [j for j in row.verdict.judgements if j.timeliness is Timeliness.LATE] if row.verdict else []
    late.sort(key=lambda judgement: -(judgement.days_late or 0))
    lacking = checked.lacking.get(identifier, [])
    keys = {int(j.key) for j in late[:MOST]} | set(lacking[:MOST])
    titles = Disclosure.objects.filter(agency=agency).in_bulk(keys)
    parts = []
    for name, rule in row.parts.items():
        due, window = rule.due or row.version.due, rule.window or row.version.window
        grade = row.verdict.part_grades.get(name) if row.verdict else None
        parts.append((name, rule, due_in_words(due), due, window_in_words(window), grade, row.shown.get(name, 0)))
    return frame(
        request,
        agency,
        "obligation.html",
        here="today",
        row=row,
        cites=cited(row.version),
        parts=parts,
        late=[(titles[int(j.key)], j) for j in late[:MOST] if int(j.key) in titles],
        more_late=max(0, len(late) - MOST),
        lacking=[titles[key] for key in lacking[:MOST] if key in titles],
        more_lacking=max(0, len(lacking) - MOST),
        checked=checked,
    )
