"""A page written for the test and its YAML twin in; the capture it stands for, and how reading it differs, out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from congkhai.catalogue.obligation import Obligation
from congkhai.reading.read import look
from congkhai.records import Capture, DateSeen, Evidence, EvidenceKind, FieldState, Via

AT = datetime.fromisoformat("2026-11-25T10:00:00+07:00")
_KEYS = {"imitates", "url", "asked", "at", "content_type", "label", "referrer", "trail", "declared_for", "lead_for", "expect"}
_EXPECTED = {"title", "encoding", "state", "states", "total", "records", "only"}
_RECORD = {"obligation", "part", "kind", "key", "own_page", "publisher", "fields", "absent", "unreadable", "withheld", "dates"}


@dataclass(frozen=True)
class Twin:
    """What a page imitates, how it was reached, and what reading it must give: exactly these ``records``, in this order, none but
    those of ``only``'s obligations where it is said, and of each record at least what is written."""

    path: Path
    said: Mapping[str, Any]

    @property
    def expected(self) -> Mapping[str, Any]:
        return dict(self.said["expect"])

    @property
    def capture(self) -> Capture:
        body = self.path.with_suffix(".html").read_bytes()
        via = Via(
            self.said.get("label", ""),
            self.said.get("referrer"),
            *(tuple(self.said.get(name, ())) for name in ("trail", "declared_for", "lead_for")),
        )
        at = datetime.fromisoformat(self.said["at"]) if "at" in self.said else AT
        headers = {"content-type": self.said.get("content_type", "text/html")}
        return Capture(
            self.said.get("asked", self.said["url"]),
            self.said["url"],
            200,
            headers,
            at,
            hashlib.sha256(body).hexdigest(),
            body,
            via,
        )

    def differences(self, obligations: Sequence[Obligation]) -> Iterator[str]:
        """Each way in which reading the page gives other than what the twin says."""
        unknown = (self.said.keys() - _KEYS) | (self.expected.keys() - _EXPECTED)
        if unknown:
            yield f"the twin has keys nobody knows: {', '.join(sorted(unknown))}"
        reading = look(self.capture, obligations)
        for name in ("title", "encoding", "state"):
            if name in self.expected and self.expected[name] != getattr(reading.page, name):
                yield f"{name}: {getattr(reading.page, name)!r}, expected {self.expected[name]!r}"
        for obligation, state in self.expected.get("states", {}).items():
            if reading.states.get(obligation) != state:
                yield f"state for {obligation}: {reading.states.get(obligation)}, expected {state}"
        shown = [e for e in reading.evidence if e.kind is not EvidenceKind.SECTION]
        asked = {r["obligation"] for r in self.expected["records"]} | set(self.expected.get("only", ()))
        if "only" in self.expected or not self.expected["records"]:
            for stranger in (e for e in shown if e.obligation not in asked):
                yield f"evidence of {stranger.obligation} that should not be there: {stranger.label}"
        total = self.expected.get("total")
        if total is not None and total not in {e.total for e in reading.evidence}:
            yield f"total: {[e.total for e in reading.evidence if e.total]}, expected {total}"
        for obligation in sorted(asked):
            wanted = [r for r in self.expected["records"] if r["obligation"] == obligation]
            found = [e for e in shown if e.obligation == obligation]
            if len(wanted) != len(found):
                yield f"{obligation}: {len(found)} records {[e.label for e in found]}, expected {len(wanted)}"
            for record, evidence in zip(wanted, found, strict=False):
                yield from (f"{obligation}, {evidence.label[:40]!r}: {how}" for how in _differs(record, evidence))


def _differs(wanted: Mapping[str, Any], evidence: Evidence) -> Iterator[str]:
    if unknown := wanted.keys() - _RECORD:
        yield f"keys nobody knows: {', '.join(sorted(unknown))}"
    for name in ("part", "kind", "key", "own_page", "publisher"):
        if name in wanted and wanted[name] != getattr(evidence, name):
            yield f"{name} is {getattr(evidence, name)!r}, expected {wanted[name]!r}"
    for name, value in wanted.get("fields", {}).items():
        seen = evidence.fields.get(name)
        if seen is None or seen.state is not FieldState.PRESENT or seen.value != value:
            yield f"field {name} is {seen}, expected {value!r}"
    for state in (FieldState.ABSENT, FieldState.UNREADABLE, FieldState.WITHHELD):
        for name in wanted.get(state.value, ()):
            if (seen := evidence.fields.get(name)) is None or seen.state is not state:
                yield f"field {name} is {seen}, expected {state.value}"
    dates = {seen.role.value: _days(seen) for seen in evidence.dates}
    if "dates" in wanted and dates != wanted["dates"]:
        yield f"dates are {dates}, expected {wanted['dates']}"


def _days(seen: DateSeen) -> date | list[date]:
    return [seen.value, seen.until] if seen.until else seen.value


def twins(folder: Path = Path(__file__).parent) -> list[Twin]:
    """Every twin, by folder and name."""
    return [Twin(path, yaml.safe_load(path.read_text())) for path in sorted(folder.glob("*/*.yaml"))]
