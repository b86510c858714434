"""A public round over two provinces and a ministry; and a test that begins in Vietnamese, whatever the one before asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.monitor.models import Round
from tests.monitor.public.rounds import full_round, ministries, opened, provinces

Told = Callable[..., str]


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


@pytest.fixture
def surveyed(db: None) -> list[Agency]:
    """Out of name order, so that a page that does not sort shows it."""
    return [*provinces("Tỉnh Đông", "Tỉnh An"), *ministries("Bộ Thử")]


@pytest.fixture
def round(owner: Agency, chief: User, surveyed: list[Agency]) -> Round:
    return opened(full_round(owner, surveyed, slug="dot-mo", title="Đợt đã mở"), chief)


@pytest.fixture
def told(client: Client) -> Told:
    """What a page says."""

    def fetch(url: str, status: int = 200) -> str:
        response = client.get(url)
        assert response.status_code == status, url
        return response.getvalue().decode()

    return fetch


@pytest.fixture
def cache_table(db: None) -> None:
    """Where laid-out letters are kept."""
    call_command("createcachetable", verbosity=0)
