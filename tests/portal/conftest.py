"""What the portal's tests may ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.portal.making import Office


@pytest.fixture
def office(db: Any) -> Office:
    """An agency with one person of each role."""
    return Office()


@pytest.fixture
def signed_in() -> Callable[[Any], Client]:
    """A browser in which the person is signed in."""

    def sign_in(user: Any, **given: Any) -> Client:
        client = Client(**given)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
