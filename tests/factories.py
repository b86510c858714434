"""Rows for tests, made by name and with what matters said."""

from __future__ import annotations

from itertools import count
from typing import Any

from congkhai.accounts.models import Membership, Role, User
from congkhai.agencies.models import Agency
from congkhai.records import Kind

_number = count(1)


def agency(**given: Any) -> Agency:
    """A province that publishes on this installation."""
    n = next(_number)
    return Agency.objects.create(**{"slug": f"tinh-{n}", "kind": Kind.PROVINCE, "name": f"Tỉnh Ví Dụ {n}", "portal": True} | given)


def user(**given: Any) -> User:
    """A person without a role anywhere; the password is ``mat khau dai``."""
    n = next(_number)
    return User.objects.create_user(
        **{"username": f"nguoi-{n}", "full_name": f"Nguyễn Văn {n}", "password": "mat khau dai"} | given
    )


def superuser(**given: Any) -> User:
    """One who runs the installation."""
    return user(is_superuser=True, is_staff=True, **given)


def member(of: Agency, role: Role = Role.EDITOR, **given: Any) -> User:
    """A person with one role in one agency."""
    person = user(**given)
    Membership.objects.create(user=person, agency=of, role=role)
    return person
