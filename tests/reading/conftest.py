"""The law of this repository, for reading by."""

from pathlib import Path

import pytest

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Obligation


@pytest.fixture(scope="session")
def law() -> tuple[Obligation, ...]:
    """Every obligation."""
    return tuple(load(Path(__file__).parents[2] / "law").obligations.values())
