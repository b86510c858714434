"""The present moment in; versions that are due live and records whose time is over off the public site out."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from congkhai.agencies.models import Agency
from congkhai.ledger.record import log
from congkhai.portal.acts.expire import expire
from congkhai.portal.acts.publish import publish
from congkhai.portal.models import Beat, Disclosure
from congkhai.portal.selfcheck import keep_current

logger = logging.getLogger("congkhai.clock")


def _go_live(revision: Revision) -> bool:
    record = revision.content_object
    try:
        publish(record, revision, by=None)
    except (PermissionDenied, ValidationError) as refusal:
        # Tried again it would be refused again, every few seconds: its editors must see it instead.
        why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        log("schedule_refused", record, agency=record.agency, actor=None, note=why, revision=revision.pk)
        logger.warning("Not published at its hour, record %s: %s", record.pk, why)
        return False
    return True


def tick(now: datetime) -> tuple[int, int]:
    """Do all that is due by ``now``, each in its own transaction, leave the beat, and judge anew each portal that has changed. How
    many went live, and how many expired."""
    expired = list(Disclosure.objects.filter(live=True, expire_at__lte=now).select_related("agency"))
    for record in expired:
        expire(record)
    due = Revision.objects.filter(base_content_type=Disclosure.get_base_content_type(), approved_go_live_at__lte=now)
    published = 0
    for revision in due.order_by("approved_go_live_at", "pk"):
        with transaction.atomic():
            published += _go_live(revision)
    Beat.objects.update_or_create(pk=1, defaults={"beat_at": now})
    for agency in Agency.objects.filter(portal=True):
        keep_current(agency, timezone.localdate(now))
    return published, len(expired)
