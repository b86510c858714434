"""A person, an act on a round and its owner in; whether she may do it out. A round is its owner's alone until it is approved."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congkhai.accounts.acting import Person, acts_for, scoped
from congkhai.accounts.models import Role, User
from congkhai.agencies.models import Agency
from congkhai.monitor.models import Round, Stage, StoredVerdict

LEAST = {
    "view": Role.EDITOR,
    "review": Role.EDITOR,
    "create": Role.CHIEF,
    "run": Role.CHIEF,  # start, stop, resume, look again
    "judge": Role.CHIEF,  # judge anew, let go on despite an alarm
    "approve": Role.CHIEF,
    "close": Role.CHIEF,
    "number": Role.CHIEF,
}


def may(user: Person, act: str, owner: Agency | int) -> bool:
    """Whether the person's role in the owning agency reaches the act."""
    return acts_for(user, owner, LEAST[act])


def demand(by: User | None, act: str, owner: Agency | int) -> None:
    """Raise PermissionDenied unless the person may. None is whoever runs the installation, at its command line."""
    if by is not None and not may(by, act, owner):
        raise PermissionDenied(_("Your role in this agency does not reach this act."))


def rounds_of(user: Person) -> QuerySet[Round]:
    """The rounds whose inside the person may see: those of the agencies she acts for. Every admin view fetches through it."""
    return scoped(Round.objects.all(), user, path="owner")


def verdicts_of(user: Person) -> QuerySet[StoredVerdict]:
    """The verdicts of those rounds, current or not, once the round was judged."""
    given = StoredVerdict.objects.filter(round__stage__in=(Stage.REVIEW, Stage.APPROVED, Stage.CLOSED))
    return scoped(given, user, path="round__owner")
