"""Invented content in (``demo/content/*.yaml``), items with real dates out, so that a demonstration is never stale."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
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
    period: tuple[date, date] | None = None  # of a week's schedule
    language: str = "vi"


class _Calendar:
    """Turns the content's distances into days. ``"-120d"`` is 120 days before ``on``, put back to a working day since nothing is
    signed on a Sunday; ``"+30d"`` is 30 days after; ``"day 2"`` the Wednesday of the week at hand; ``{year-120}`` in a number the
    year of that day."""

    def __init__(self, on: date, closed: Container[date], agency: str) -> None:
        self.on, self.closed, self.agency = on, closed, agency
        self.monday = on - timedelta(days=on.weekday())

    def ago(self, days: int) -> date:
        day = self.on - timedelta(days=days)
        while day in self.closed:
            day -= timedelta(days=1)
        return day

    def dated(self, value: Any, monday: date | None = None) -> Any:
        if isinstance(value, list):
            return [self.dated(v, monday) for v in value]
        if isinstance(value, dict):
            return {k: self.dated(v, monday) for k, v in value.items()}
        if not isinstance(value, str):
            return value
        if value[:1] in "+-" and value[-1:] == "d" and value[1:-1].isdigit():
            days = int(value[:-1])
            return (self.ago(-days) if days <= 0 else self.on + timedelta(days=days)).isoformat()
        if monday and value.startswith("day ") and value[4:].isdigit():
            return (monday + timedelta(days=int(value[4:]))).isoformat()
        written = value.replace("{agency}", self.agency)
        return re.sub(r"\{year-(\d+)\}", lambda match: str(self.ago(int(match[1])).year), written)


def _weeks(row: dict[str, Any], calendar: _Calendar) -> Iterator[tuple[date, date, tuple[date, date], dict[str, Any]]]:
    """A week's pattern, once for each week it is used in: duty day, day posted, period, fields."""
    for week in row["weeks"]:
        monday = calendar.monday + timedelta(weeks=week)
        period = (monday, monday + timedelta(days=6))
        posted_on = monday + timedelta(days=row.get("posted", -3))
        fields = calendar.dated(row["fields"], monday) | {"week": {"from": period[0].isoformat(), "until": period[1].isoformat()}}
        fields["entries"] = [e for e in fields["entries"] if date.fromisoformat(e["day"]) not in calendar.closed]
        yield monday, min(posted_on, calendar.on), period, fields


def items(on: date, closed: Container[date], *, obligation: str, agency: str = "", content: Path = CONTENT) -> list[Item]:
    """The invented records of one obligation as they stand on a day, newest duty first; ``{agency}`` in them is ``agency``."""
    path = content / f"{obligation}.yaml"
    calendar = _Calendar(on, closed, agency)
    found = []
    for row in yaml.safe_load(path.read_text()) if path.exists() else []:
        same: dict[str, Any] = {
            "obligation": obligation,
            "part": row["part"],
            "summary": calendar.dated(row.get("summary", "")),
            "body": calendar.dated(row.get("body", "")),
            "files": tuple(row.get("files", ())),
            "nil": row.get("nil", False),
            "language": row.get("language", "vi"),
        }
        if "weeks" in row:
            for duty_on, posted_on, period, fields in _weeks(row, calendar):
                title = row["title"].format(week=duty_on.isocalendar().week, year=duty_on.isocalendar().year)
                found.append(
                    Item(title=title, number="", duty_on=duty_on, posted_on=posted_on, fields=fields, period=period, **same)
                )
            continue
        duty_on = calendar.ago(row["ago"])
        lag = row.get("posted", 1)
        found.append(
            Item(
                title=calendar.dated(row["title"]),
                number=calendar.dated(row.get("number", "")),
                duty_on=duty_on,
                posted_on=None if lag is None else min(after(duty_on, lag, closed) if lag else duty_on, on),
                fields=calendar.dated(row.get("fields", {})),
                **same,
            )
        )
    return sorted(found, key=lambda i: (i.duty_on, i.title), reverse=True)
