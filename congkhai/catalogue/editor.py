"""The shapes of the law files in; JSON Schemas that editors complete and check by while one types, out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from congkhai.catalogue.finding import LetterPlan
from congkhai.catalogue.obligation import Instrument, Obligation, RuleSet
from congkhai.catalogue.sheet import Sheet

_SHAPES: Mapping[str, TypeAdapter[Any]] = {
    "obligation": TypeAdapter(Obligation),
    "instruments": TypeAdapter(dict[str, Instrument]),
    "rulesets": TypeAdapter(dict[str, RuleSet]),
    "findings": TypeAdapter(LetterPlan),
    "sheet": TypeAdapter(Sheet),
}


def schemas() -> dict[str, str]:
    """The schemas as JSON text, by file name."""
    return {f"{name}.json": json.dumps(_schema(name), ensure_ascii=False, indent=2) + "\n" for name in _SHAPES}


def _schema(name: str) -> dict[str, Any]:
    schema = _SHAPES[name].json_schema()
    if name == "rulesets":  # a rule set's key is its id
        schema["$defs"]["RuleSet"]["required"].remove("id")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def write(folder: Path) -> list[Path]:
    """Writes the schemas into a folder, and gives the files that were not as they are now."""
    folder.mkdir(exist_ok=True)
    changed = [folder / name for name, text in schemas().items() if _read(folder / name) != text]
    for path in changed:
        path.write_text(schemas()[path.name], encoding="utf-8")
    return changed


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
