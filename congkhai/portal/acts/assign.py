"""An obligation, a unit and a person of one agency in; who holds it out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.acting import people_of
from congkhai.accounts.models import User
from congkhai.agencies.models import Agency, Unit
from congkhai.ledger.record import log
from congkhai.portal.models import Assignment
from congkhai.portal.policy import demand


@transaction.atomic
def assign(agency: Agency, obligation: str, *, unit: Unit | None, person: User | None, by: User) -> Assignment:
    """Give an obligation to a unit, a person, or both; to nobody, with neither."""
    demand(by, "assign", agency.pk)
    if unit is not None and unit.agency_id != agency.pk:
        raise ValidationError(_("This unit belongs to another agency."))
    if person is not None and not people_of(agency).filter(pk=person.pk).exists():
        raise ValidationError(_("This person has no role in this agency."))
    holding, _created = Assignment.objects.update_or_create(
        agency=agency, obligation=obligation, defaults={"unit": unit, "person": person}
    )
    log("assigned", holding, agency=agency, actor=by, obligation=obligation, unit=str(unit or ""), person=str(person or ""))
    return holding
