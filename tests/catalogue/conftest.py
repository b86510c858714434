"""What the tests of the catalogue may ask for."""

from pathlib import Path

import pytest

from tests.catalogue.law_folder import LawFolder


@pytest.fixture
def law(tmp_path: Path) -> LawFolder:
    """A small law folder that is right."""
    return LawFolder(tmp_path / "law")
