"""A model with an agency and the least role for each act in; what Wagtail asks about its rows out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from congkhai.accounts.acting import ORDER, Person, acts_for, reaching, roles_of, scoped
from congkhai.accounts.models import Role, User


class AgencyPolicy(BasePermissionPolicy):
    """A role counts in its own agency only; Wagtail's stock policy would let it count in all. Acts not named are nobody's."""

    def __init__(self, model: Any, least: Mapping[str, Role], path: str = "agency_id") -> None:
        super().__init__(model)
        self.least = least
        self.path = path

    def user_has_permission(self, user: Person, action: str) -> bool:
        if user.is_active and user.is_superuser:
            return action in self.least
        return any(self._may(user, action, agency) for agency in roles_of(user))

    def user_has_permission_for_instance(self, user: Person, action: str, instance: Any) -> bool:
        return self._may(user, action, getattr(instance, self.path))

    def instances_user_has_any_permission_for(self, user: Person, actions: Iterable[str]) -> QuerySet[Any]:
        rows = self.model._default_manager.all()
        asked = [self.least[action] for action in actions if action in self.least]
        return scoped(rows, user, path=self.path, role=min(asked, key=ORDER.index)) if asked else rows.none()

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return self._people(actions, Q())

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[User]:
        return self._people(actions, Q(memberships__agency=getattr(instance, self.path)))

    def _may(self, user: Person, action: str, agency: int | None) -> bool:
        return action in self.least and acts_for(user, agency, self.least[action])

    def _people(self, actions: Iterable[str], where: Q) -> QuerySet[User]:
        roles = {role for action in actions if action in self.least for role in reaching(self.least[action])}
        return User.objects.filter(where & Q(memberships__role__in=roles) | Q(is_superuser=True), is_active=True).distinct()
