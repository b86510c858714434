"""The register's rows in, the same agencies in the database out. Said again, it changes nothing; nothing is ever removed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from congkhai.agencies.models import Agency
from congkhai.catalogue.register import RegisteredAgency

FROM_THE_REGISTER = ("kind", "name", "name_en", "since", "until", "site")


@transaction.atomic
def keep_register(rows: Sequence[RegisteredAgency]) -> tuple[int, int]:
    """How many agencies are new, and how many the register now counts. What an agency itself keeps (its address here, its contact,
    whether it publishes here) stays as it is. ValueError when an agency outside the register has taken one's address."""
    taken = Agency.objects.filter(slug__in=[row.id for row in rows], register_id=None).values_list("slug", flat=True)
    if taken:
        raise ValueError(
            f"an agency outside the register has the address of one in it: {', '.join(taken)}. Give it another address."
        )
    before = Agency.objects.filter(register_id__in=[row.id for row in rows]).count()
    Agency.objects.bulk_create(
        [
            Agency(
                slug=row.id,
                register_id=row.id,
                kind=row.kind,
                name=row.name,
                name_en=row.name_en,
                since=row.since,
                until=row.until,
                site=row.site or "",
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=("register_id",),
        update_fields=FROM_THE_REGISTER,
    )
    kept = {agency.register_id: agency for agency in Agency.objects.filter(register_id__isnull=False)}
    for row in rows:
        kept[row.id].parent = kept[row.parent] if row.parent else None
    Agency.objects.bulk_update((kept[row.id] for row in rows), ["parent"])
    return len(rows) - before, len(rows)
