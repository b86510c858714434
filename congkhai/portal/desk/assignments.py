"""An agency in; the page on which its chief gives each obligation to a unit and a person, out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congkhai.accounts.acting import people_of
from congkhai.agencies.models import Agency, Unit
from congkhai.portal.acts.assign import assign
from congkhai.portal.desk.frame import frame, of_agency
from congkhai.portal.models import Assignment
from congkhai.portal.rules import asked_of


def _keep(request: HttpRequest, agency: Agency, holders: dict[str, Assignment]) -> int:
    units = {str(unit.pk): unit for unit in agency.units.all()}
    people = {str(person.pk): person for person in people_of(agency)}
    changed = 0
    for obligation in asked_of(agency):
        unit = units.get(request.POST.get(f"don-vi-{obligation.id}", ""))
        person = people.get(request.POST.get(f"nguoi-{obligation.id}", ""))
        held = holders.get(obligation.id)
        if (held.unit_id if held else None, held.person_id if held else None) != (unit and unit.pk, person and person.pk):
            assign(agency, obligation.id, unit=unit, person=person, by=request.user)
            changed += 1
    return changed


@of_agency("assign")
def assignments(request: HttpRequest, agency: Agency) -> HttpResponse:
    """One table, one button. A unit is named once, at its foot."""
    holders = {a.obligation: a for a in Assignment.objects.filter(agency=agency)}
    if request.method == "POST":
        if name := " ".join(request.POST.get("don-vi-moi", "").split())[:200]:
            Unit.objects.get_or_create(agency=agency, name=name)
        changed = _keep(request, agency, holders)
        messages.success(
            request,
            ngettext("%d obligation given anew.", "%d obligations given anew.", changed) % changed if changed else _("Kept."),
        )
        return redirect("desk:assign", agency.slug)
    rows = [(obligation, holders.get(obligation.id)) for obligation in asked_of(agency)]
    return frame(
        request,
        agency,
        "assignments.html",
        here="assign",
        rows=rows,
        units=agency.units.all(),
        people=people_of(agency).order_by("full_name"),
    )
