"""Collects the pages: each YAML twin is one test, which fails with every way in which reading differs from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from congkhai.catalogue.loading import load
from tests.pages.twin import Twin

LAW = Path(__file__).parents[2] / "law"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    return TwinFile.from_parent(parent, path=file_path) if file_path.suffix == ".yaml" else None


class TwinFile(pytest.File):
    """One page."""

    def collect(self) -> Iterator[pytest.Item]:
        twin = Twin(self.path, yaml.safe_load(self.path.read_text()))
        yield PageTest.from_parent(self, name=twin.said["imitates"], twin=twin)


class PageTest(pytest.Item):
    """Read the page; nothing may differ."""

    def __init__(self, *, twin: Twin, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.twin = twin

    def runtest(self) -> None:
        differences = list(self.twin.differences(tuple(load(LAW).obligations.values())))
        assert not differences, "\n".join(differences)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> object:
        return str(excinfo.value) if isinstance(excinfo.value, AssertionError) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.path.parent.name}: {self.name}"
