"""A person's memberships in, the way into the admin out. What she may do there, each model's policy says (accounts/policy.py)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from congkhai.accounts.acting import roles_of
from congkhai.accounts.models import User


class MembershipBackend(BaseBackend):
    """Grants, and never signs anyone in."""

    def authenticate(self, request: Any, **credentials: Any) -> None:
        return None

    def get_user_permissions(self, user_obj: User, obj: Any = None) -> set[str]:
        return {"wagtailadmin.access_admin"} if obj is None and roles_of(user_obj) else set()
