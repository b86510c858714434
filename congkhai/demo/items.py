"""Invented content in (``demo/content/*.yaml``), items with real dates out, so that a demonstration is never stale."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from congkhai.catalogue.workdays import after

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Item:
    """One invented record. ``duty_on`` is when its duty arose; ``posted_on`` when it was published, None for a draft.
    ``fields`` hold plain values as the obligation's field types write them."""

    obligation: str
    part: str
    title: str
    number: str
    duty_on: date
    posted_on: date | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    summary: str = ""
    body: str = ""
    files: tuple[str, ...] = ()
    nil: bool = False
    period: tuple[date, date] | None = None


def _dated(value: Any, on: date) -> Any:
    """``"-120d"`` is 120 days before ``on``, ``"+30d"`` after; lists and mappings through and through."""
    if isinstance(value, str) and value[:1] in "+-" and value[-1:] == "d" and value[1:-1].isdigit():
        return (on + timedelta(days=int(value[:-1]))).isoformat()
    if isinstance(value, list):
        return [_dated(v, on) for v in value]
    if isinstance(value, dict):
        return {k: _dated(v, on) for k, v in value.items()}
    return value


def items(on: date, closed: Container[date], *, obligation: str, content: Path = CONTENT) -> list[Item]:
    """The invented records of one obligation as they stand on a day, newest duty first."""
    path = content / f"{obligation}.yaml"
    found = []
    for row in yaml.safe_load(path.read_text()) if path.exists() else []:
        duty_on = on - timedelta(days=row["ago"])
        lag = row.get("posted", 1)
        posted_on = None if lag is None else min(after(duty_on, lag, closed) if lag else duty_on, on)
        period = tuple(on + timedelta(days=int(d[:-1])) for d in row["period"]) if "period" in row else None
        found.append(
            Item(
                obligation=obligation,
                part=row["part"],
                title=row["title"],
                number=row.get("number", ""),
                duty_on=duty_on,
                posted_on=posted_on,
                fields=_dated(row.get("fields", {}), on),
                summary=row.get("summary", ""),
                body=row.get("body", ""),
                files=tuple(row.get("files", ())),
                nil=row.get("nil", False),
                period=(period[0], period[1]) if period else None,
            )
        )
    return sorted(found, key=lambda i: (i.duty_on, i.title), reverse=True)
