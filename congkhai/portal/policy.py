"""A person, an act on a record and its agency in; whether she may do it out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from congkhai.accounts.acting import Person, acts_for
from congkhai.accounts.models import Role
from congkhai.accounts.policy import AgencyPolicy

LEAST = {
    "view": Role.EDITOR,
    "add": Role.EDITOR,
    "change": Role.EDITOR,
    "delete": Role.EDITOR,  # drafts alone: what was ever public is withdrawn, not deleted
    "publish": Role.APPROVER,
    "lock": Role.APPROVER,
    "unlock": Role.APPROVER,
    "withdraw": Role.CHIEF,
    "assign": Role.CHIEF,
    "log": Role.CHIEF,
}


def may(user: Person, act: str, agency: int) -> bool:
    """Whether the person's role in the agency (by key) reaches the act."""
    return acts_for(user, agency, LEAST[act])


def demand(user: Person, act: str, agency: int) -> None:
    """Raise PermissionDenied unless the person may."""
    if not may(user, act, agency):
        raise PermissionDenied(_("Your role in this agency does not reach this act."))


class RecordPolicy(AgencyPolicy):
    """What Wagtail asks about records. Deleting is for drafts that were never public."""

    def user_has_permission_for_instance(self, user: Person, action: str, instance: Any) -> bool:
        if action == "delete" and instance.first_published_at is not None:
            return False
        return super().user_has_permission_for_instance(user, action, instance)
