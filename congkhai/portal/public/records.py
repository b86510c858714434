"""An agency, a language and the present moment in; the records that anyone may read out, and how one stands with the public."""

from __future__ import annotations

from enum import Enum

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from congkhai.agencies.models import Agency
from congkhai.portal.models import Attachment, Disclosure


class Standing(Enum):
    """How a record stands with the public. Of what was once public and is no more the address says so."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NEVER_PUBLIC = "never_public"


def still_open() -> Q:
    """Live, not withdrawn, and its time not over, even where the clock that ends it is late."""
    return Q(live=True, withdrawn_at=None) & (Q(expire_at=None) | Q(expire_at__gt=timezone.now()))


def open_records(agency: Agency | None = None) -> QuerySet[Disclosure]:
    """What anyone may read, newest first in one order without ties. ``day`` is the one the record stands at: when its duty arose,
    when the period in which nothing arose was over, when its period began, else when it was published."""
    nil_until = Case(When(nil_return=True, then="period_until"))
    day = Coalesce("duty_on", nil_until, "period_from", TruncDate("first_published_at"))
    records = Disclosure.objects.filter(still_open()).annotate(day=day)
    return (records if agency is None else records.filter(agency=agency)).order_by("-day", "-pk")


def in_language(records: QuerySet[Disclosure], language: str) -> QuerySet[Disclosure]:
    """Each record once: in the reader's language, or in the other where there is no such."""
    twin = Disclosure.objects.filter(
        still_open(),
        agency=OuterRef("agency"),
        obligation=OuterRef("obligation"),
        part=OuterRef("part"),
        language=language,
        natural_key=OuterRef("natural_key"),
    )
    return records.filter(Q(language=language) | ~Exists(twin))


def twin_of(record: Disclosure, language: str) -> Disclosure | None:
    """The same record in another language, if anyone may read it."""
    return (
        open_records()
        .filter(
            agency=record.agency_id,
            obligation=record.obligation,
            part=record.part,
            language=language,
            natural_key=record.natural_key,
        )
        .first()
    )


def standing(record: Disclosure) -> Standing:
    """Where the record's address leads."""
    over = record.expired or (record.expire_at is not None and record.expire_at <= timezone.now())
    if record.first_published_at is None:
        return Standing.NEVER_PUBLIC
    if record.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if record.live and not over:
        return Standing.OPEN
    return Standing.EXPIRED


def files_of(record: Disclosure) -> list[Attachment]:
    """The files that anyone may fetch with an open record: not those of a field that is lawfully withheld."""
    return [attachment for attachment in record.attachments.all() if attachment.field not in record.withheld]
