"""The one door to an agency's records: who acts for which agency as what. Every admin view fetches its rows through it."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from congkhai.accounts.models import Role, User
from congkhai.agencies.models import Agency

M = TypeVar("M", bound=Model)
Person = User | AnonymousUser
ORDER = (Role.EDITOR, Role.APPROVER, Role.CHIEF)  # each may do what those before it may


def roles_of(user: Person) -> dict[int, Role]:
    """Agency id → role. Read once for each user object, thus once a request; empty for those not signed in or not active."""
    if not user.is_active:
        return {}
    if not hasattr(user, "_roles"):
        user._roles = {agency: Role(role) for agency, role in user.memberships.values_list("agency_id", "role")}
    return user._roles


def acts_for(user: Person, agency: Agency | int | None, role: Role = Role.EDITOR) -> bool:
    """Whether a person may act for one agency (a row or its id), at least as ``role``."""
    if user.is_active and user.is_superuser:
        return True
    held = roles_of(user).get(agency.pk if isinstance(agency, Agency) else agency)
    return held is not None and held in reaching(role)


def reaching(role: Role) -> tuple[Role, ...]:
    """The role and those above it."""
    return ORDER[ORDER.index(role) :]


def scoped(rows: QuerySet[M], user: Person, *, path: str = "agency", role: Role = Role.EDITOR) -> QuerySet[M]:
    """Only the rows whose agency, reached by ``path``, the person acts for at least as ``role``."""
    if user.is_active and user.is_superuser:
        return rows
    return rows.filter(**{f"{path}__in": [agency for agency in roles_of(user) if acts_for(user, agency, role)]})


def agencies_of(user: Person, role: Role = Role.EDITOR) -> QuerySet[Agency]:
    """The agencies a person acts for, at least as ``role``: every one for those who run the installation."""
    return scoped(Agency.objects.all(), user, path="pk", role=role)


def people_of(agency: Agency | int, role: Role = Role.EDITOR) -> QuerySet[User]:
    """The active people who act for an agency, at least as ``role``."""
    return User.objects.filter(Q(memberships__agency=agency, memberships__role__in=reaching(role)), is_active=True)
