"""One act in, one row of the publication log out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from congkhai.agencies.models import Agency
from congkhai.ledger.models import Entry


def subject_of(record: models.Model) -> str:
    """How the log names a record: ``portal.disclosure:12``."""
    return f"{record._meta.label_lower}:{record.pk}"


def log(
    verb: str, record: models.Model, *, agency: Agency | None, actor: AbstractBaseUser | None, note: str = "", **data: Any
) -> Entry:
    """Write down one act, in the caller's transaction."""
    return Entry.objects.create(verb=verb, subject=subject_of(record), agency=agency, actor=actor, note=note, data=data)
