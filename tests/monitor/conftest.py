"""Who takes part in a round."""

from __future__ import annotations

import pytest

from congkhai.accounts.models import Role, User
from congkhai.agencies.models import Agency
from congkhai.records import Kind
from tests import factories


@pytest.fixture
def owner(db: None) -> Agency:
    """A ministry that surveys."""
    return factories.agency(kind=Kind.MINISTRY, name="Bộ Khảo Sát", portal=False)


@pytest.fixture
def chief(owner: Agency) -> User:
    return factories.member(owner, Role.CHIEF)


@pytest.fixture
def approver(owner: Agency) -> User:
    return factories.member(owner, Role.APPROVER)


@pytest.fixture
def editor(owner: Agency) -> User:
    return factories.member(owner, Role.EDITOR)


@pytest.fixture
def stranger(db: None) -> User:
    """The editor-in-chief of another agency."""
    return factories.member(factories.agency(), Role.CHIEF)
