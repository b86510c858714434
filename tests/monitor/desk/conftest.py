"""A round in review as its people find it at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congkhai.accounts.models import Role, User
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.bring import bring
from congkhai.monitor.models import OwnSheet, Round, StoredVerdict
from tests import factories
from tests.monitor.surveys import DIRECTIVES, REWARDS, C, T, reviewable, row
from tests.reporting.brought import as_bytes, sheet

SignIn = Callable[[Any], Client]


@pytest.fixture
def signed_in() -> SignIn:
    """A browser in which the person is signed in."""

    def sign_in(user: Any, **given: Any) -> Client:
        client = Client(**given)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def surveyed(db: None) -> Agency:
    """A province that is surveyed."""
    return factories.agency(name="Tỉnh Được Xét")


@pytest.fixture
def round(owner: Agency, surveyed: Agency) -> Round:
    """In review: one none, and one full, both by the machine alone."""
    return reviewable(owner, {surveyed: {REWARDS: (C.NONE, T.UNKNOWN), DIRECTIVES: (C.FULL, T.ON_TIME)}})


@pytest.fixture
def missing(round: Round, surveyed: Agency) -> StoredVerdict:
    """The machine says that nothing was published."""
    return row(round, surveyed, REWARDS)


@pytest.fixture
def full(round: Round, surveyed: Agency) -> StoredVerdict:
    """The machine says that all is there, in time."""
    return row(round, surveyed, DIRECTIVES)


# --- an agency that looks at itself ----------------------------------------------------------------------


@pytest.fixture
def mine() -> Agency:
    """A province whose site runs on something else."""
    return factories.agency(name="Tỉnh Tự Xem", site="https://tinh.example/", portal=False)


@pytest.fixture
def writer(mine: Agency) -> User:
    return factories.member(mine, Role.EDITOR, full_name="Lê Thị Khai")


@pytest.fixture
def judged(mine: Agency) -> Round:
    """A check of itself that has ended: one none, one full."""
    return reviewable(mine, {mine: {REWARDS: (C.NONE, T.UNKNOWN), DIRECTIVES: (C.FULL, T.ON_TIME)}})


@pytest.fixture
def kept(mine: Agency, writer: User) -> OwnSheet:
    """The sheet by which it is scored, as it was brought."""
    return bring(mine, SimpleUploadedFile("Bảng tự chấm.xlsx", as_bytes(sheet())), by=writer).sheet
