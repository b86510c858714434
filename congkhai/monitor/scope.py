"""Kinds, agencies and a day in; the agencies that a round is to survey, out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from congkhai.agencies.models import Agency
from congkhai.records import Kind


def surveyed(
    *, register: date | None = None, kinds: Sequence[Kind] = (), under: Agency | None = None, named: Sequence[str] = ()
) -> list[Agency]:
    """The agencies of the ``register`` in being on a day, of some ``kinds`` (all if none is given), ``under`` one agency if that is
    given; and those ``named`` by their slug, in the register or not. In order of slug. ValidationError for a name that is none."""
    found: set[Agency] = set()
    if register is not None:
        rows = Agency.objects.in_being(register).filter(register_id__isnull=False)
        rows = rows.filter(kind__in=kinds) if kinds else rows
        found.update(rows.filter(parent=under) if under else rows)
    for slug in named:
        agency = Agency.objects.filter(slug=slug).first()
        if agency is None:
            raise ValidationError(_("There is no agency “%(slug)s”."), params={"slug": slug})
        found.add(agency)
    return sorted(found, key=lambda agency: agency.slug)
