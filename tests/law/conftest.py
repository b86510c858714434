"""Collects the examples of the law files: each is one test, which fails at its own line of its own file."""

from collections.abc import Container, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from congkhai.catalogue.loading import Loaded, open_law
from congkhai.catalogue.obligation import Obligation
from congkhai.catalogue.problem import LawError, Problem
from congkhai.catalogue.workdays import load_workdays
from congkhai.proving import problem, prove_one
from tests.catalogue.law_folder import LawFolder

LAW = Path(__file__).parents[2] / "law"


@pytest.fixture
def law(tmp_path: Path) -> LawFolder:
    """A small law folder that is right."""
    return LawFolder(tmp_path / "law")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The law stands beside the tests of its files."""
    return TheLaw.from_parent(parent, path=file_path) if file_path == Path(__file__).with_name("test_law_files.py") else None


class TheLaw(pytest.File):
    """One node for each obligation. A law that does not load has none: test_law_files.py says why."""

    def collect(self) -> Iterator["LawFile"]:
        try:
            loaded, closed = open_law(LAW), load_workdays(LAW)
        except LawError:
            return
        for obligation in loaded.catalogue.obligations.values():
            path = LAW / "obligations" / f"{obligation.id}.yaml"
            yield LawFile.from_parent(self, path=path, nodeid=obligation.id, obligation=obligation, loaded=loaded, closed=closed)


class LawFile(pytest.File):
    """One obligation's examples."""

    def __init__(self, *, obligation: Obligation, loaded: Loaded, closed: Container[date], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.obligation, self.loaded, self.closed = obligation, loaded, closed

    def collect(self) -> Iterator["LawExample"]:
        for position, example in enumerate(self.obligation.examples):
            yield LawExample.from_parent(self, name=example.name, position=position)


class ExampleFails(Exception):
    """An example came out otherwise than it says."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.said("vi"))
        self.problem = problem


class LawExample(pytest.Item):
    """One example."""

    parent: LawFile

    def __init__(self, *, position: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.position = position

    def runtest(self) -> None:
        file = self.parent
        failure = prove_one(file.obligation, self.position, file.loaded.catalogue, file.closed)
        if failure is not None:
            raise ExampleFails(problem(failure, file.loaded))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, ExampleFails):
            return f"{excinfo.value.problem.said('vi')}\n{excinfo.value.problem.said('en')}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        source = self.parent.loaded.sources[f"obligations/{self.parent.obligation.id}.yaml"]
        return self.parent.path, source.line(("examples", self.position)) - 1, f"{self.parent.obligation.id} :: {self.name}"
