"""Frozen records in, JSON that both databases take out; and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from congkhai.records import Evidence, Sight, Verdict, Via

_VERDICT = TypeAdapter(Verdict)
_SIGHTS = TypeAdapter(tuple[Sight, ...])
_EVIDENCE = TypeAdapter(tuple[Evidence, ...])
_VIA = TypeAdapter(Via)
_UNFIT = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL takes none of these in JSON, and pages do hold them


def to_json(value: Any) -> Any:
    """Records, and what they hold, as JSON has it: names for enums, ISO 8601 for days and moments."""
    if isinstance(value, str):
        return _UNFIT.sub("\ufffd", value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {to_json(name): to_json(inner) for name, inner in value.items()}
    return [to_json(inner) for inner in value]


def verdict_of(value: dict[str, Any]) -> Verdict:
    """The verdict as it was given."""
    return _VERDICT.validate_python(value)


def sights_of(value: list[Any]) -> tuple[Sight, ...]:
    """The sights as they were told."""
    return _SIGHTS.validate_python(value)


def evidence_of(value: list[Any]) -> tuple[Evidence, ...]:
    """The evidence as it was read."""
    return _EVIDENCE.validate_python(value)


def via_of(value: dict[str, Any]) -> Via:
    """How a page was reached."""
    return _VIA.validate_python(value)
