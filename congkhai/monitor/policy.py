"""A person, an act on a round and its owner in; whether she may do it out. A round is its owner's alone until it is approved."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from congkhai.accounts.acting import Person, acts_for, agencies_of, roles_of, scoped
from congkhai.accounts.models import Role, User
from congkhai.agencies.models import Agency
from congkhai.monitor.models import Round, Stage, StoredVerdict
from congkhai.records import Kind

LEAST = {
    "view": Role.EDITOR,
    "review": Role.EDITOR,
    "create": Role.CHIEF,
    "run": Role.CHIEF,  # start, stop, resume, look again
    "judge": Role.CHIEF,  # judge anew, let go on despite an alarm
    "approve": Role.CHIEF,
    "close": Role.CHIEF,
    "number": Role.CHIEF,
    "declare": Role.EDITOR,  # where the agency meets its obligations
    "check_itself": Role.EDITOR,  # a round over the agency alone, which nobody else ever sees
    "log": Role.EDITOR,  # who reviews may read what others did
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


def reach(owner: Agency) -> QuerySet[Agency]:
    """The agencies that an owner may survey (METHOD §1): a ministry any, a province those below it, a department those it is the
    superior of; and each agency itself."""
    itself = Q(pk=owner.pk)
    match owner.kind:
        case Kind.MINISTRY:
            return Agency.objects.all()
        case Kind.PROVINCE:
            below = Q(parent=owner) | Q(parent__parent=owner)
            return Agency.objects.filter(itself | (below & Q(kind__in=(Kind.DEPARTMENT, Kind.DISTRICT, Kind.COMMUNE))))
        case Kind.DEPARTMENT:
            return Agency.objects.filter(itself | Q(parent=owner))
    return Agency.objects.filter(itself)


def owners_of(user: Person) -> QuerySet[Agency]:
    """The agencies in whose name the person may plan a round."""
    return agencies_of(user, LEAST["create"])


def takes_part(user: Person) -> bool:
    """Whether rounds are any business of hers: she acts for an agency that has some, or that she may plan one for."""
    return plans(user) or rounds_of(user).exists()


def plans(user: Person) -> bool:
    """Whether there is an agency in whose name she may plan a round. No query: her roles are known."""
    return user.is_superuser or any(may(user, "create", agency) for agency in roles_of(user))
