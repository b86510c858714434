"""A record in; what happened to it before the public's eyes out, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from congkhai.ledger.models import Entry
from congkhai.ledger.record import subject_of
from congkhai.portal.models import Disclosure

PUBLISHED = "published"
SAID = {
    PUBLISHED: _("Published"),
    "withdrawn": _("Withdrawn, with a reason"),
    "expired": _("No longer shown: its time is over"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the publication log that anyone may know of; not who did it, nor what was said inside the agency."""

    at: datetime
    words: Any


def history_of(record: Disclosure) -> Sequence[Step]:
    """The log of the record's page."""
    acts = Entry.objects.filter(subject=subject_of(record), verb__in=SAID).order_by("at", "pk").values_list("at", "verb")
    steps, before = [], False
    for at, verb in acts:
        steps.append(Step(at, _("Published anew, with changes") if verb == PUBLISHED and before else SAID[verb]))
        before = before or verb == PUBLISHED
    return steps[::-1]
