"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import typer

from congkhai import cli
from congkhai.catalogue import obligation as shapes
from congkhai.catalogue import sheet as sheets
from congkhai.catalogue.obligation import Frozen
from congkhai.cli import VERBS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "congkhai"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)
REFUSED = {"utils", "util", "helpers", "common", "core", "base", "misc", "services", "managers", "mixins", "constants", "types"}
COMMITTED = ("congkhai", "tests", "law", "register", "docs", "bench", "requirements")
TEXT = {".py", ".md", ".yaml", ".yml", ".html", ".css", ".toml", ".txt", ".po", ".csv", ".in"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_file_has_a_name_that_says_nothing(path: Path) -> None:
    assert path.stem not in REFUSED
    assert path.parent.name not in REFUSED


@pytest.mark.parametrize("path", [p for p in MODULES if p.stat().st_size], ids=_name)
def test_each_module_opens_with_what_goes_in_and_what_comes_out(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text())), "say in one line what this module takes and gives"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_file_only_passes_names_on(path: Path) -> None:
    body = ast.parse(path.read_text()).body[1:]
    assert not body or not all(isinstance(node, ast.Import | ast.ImportFrom) for node in body)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_code_names_an_obligation(path: Path) -> None:
    if "demo" in path.parts:
        return  # invented content has to say which obligation it belongs to
    ids = {p.stem for p in (ROOT / "law" / "obligations").glob("*.yaml")}
    strings = {n.value for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    assert not strings & ids, "law is data: no code may name an obligation"


def test_glossary_gives_each_word_one_meaning() -> None:
    rows = [line.split("|")[1:3] for line in (ROOT / "GLOSSARY.md").read_text().splitlines() if line.startswith("| ")][1:]
    words = [cell.strip() for row in rows for cell in row]
    assert len(rows) > 30
    assert len(words) == len(set(words))


def _law_keys() -> set[str]:
    known = {**vars(sheets), **vars(shapes)}.values()
    models = [m for m in known if isinstance(m, type) and issubclass(m, Frozen) and m is not Frozen]
    models = [m for m in models if m is not shapes.Catalogue]
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


@pytest.mark.parametrize("key", sorted(_law_keys()))
def test_each_key_of_a_law_file_is_explained(key: str) -> None:
    assert re.search(rf"`{re.escape(key)}`", (ROOT / "law" / "README.md").read_text()), f"law/README.md does not explain `{key}`"


def test_each_setting_has_its_heading() -> None:
    used = set()
    for path in MODULES:
        used |= set(re.findall(r"\bCONGKHAI_[A-Z_]+\b", path.read_text()))
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    missing = {name for name in used if not re.search(rf"^#+ `{name}`", page, re.MULTILINE)}
    assert not missing


def test_no_page_of_the_docs_is_longer_than_a_reader_bears() -> None:
    assert [_name(p) for p in (ROOT / "docs").rglob("*.md") if len(p.read_text().splitlines()) > 300] == []


def test_no_asset_comes_from_another_host() -> None:
    foreign = re.compile(r"""(?:src|href)=["'](?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//""")
    pages = [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.css")]
    links = re.compile(r"""<a\s[^>]*href=["']https?://[^>]*>""")
    assert [_name(p) for p in pages if foreign.search(links.sub("", p.read_text()))] == []


def test_templates_hold_no_inline_style_or_script() -> None:
    inline = re.compile(
        r"""\sstyle=["']|<script(?![^>]*(?:src=|application/ld\+json|application/json))|\son[a-z]+=["']""", re.IGNORECASE
    )
    assert [_name(p) for p in PACKAGE.rglob("*.html") if inline.search(p.read_text())] == []


def test_everything_written_is_in_composed_unicode() -> None:
    decomposed = re.compile("[aAeEiIoOuUyYdD][\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
    files = [p for folder in COMMITTED for p in (ROOT / folder).rglob("*") if p.suffix in TEXT and "pages" not in p.parts]
    assert [_name(p) for p in files if decomposed.search(p.read_text(errors="replace"))] == []


def test_each_command_has_its_heading() -> None:
    group = typer.main.get_command(cli.command_for("--help"))
    names = set(VERBS)
    for name, command in group.commands.items():
        names |= {f"{name} {inner}" for inner in command.commands} if hasattr(command, "commands") else {name}
    page = (ROOT / "docs" / "reference" / "commands.md").read_text()
    assert {name for name in names if not re.search(rf"^#+ `{name}`$", page, re.MULTILINE)} == set()
