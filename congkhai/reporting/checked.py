"""What ``congkhai check --json`` printed in; the verdicts in it, as sheets take them, out, or what is wrong with what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from congkhai.catalogue.obligation import Words
from congkhai.records import Completeness, Evidence, EvidenceKind, Force, Kind, Looked, Sentence, Timeliness, Verdict
from congkhai.reporting.listed import Unreadable

LARGEST = 50_000_000  # bytes: hundreds of times what a check of one site prints


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")  # what we do not take may well be there


class _Seen(_Given):
    key: str
    kind: EvidenceKind
    url: str
    label: str = ""
    part: str | None = None
    total: int | None = None


class _Place(_Given):
    url: str
    label: str
    outcome: str


class _Verdict(_Given):
    obligation: str
    force: Force | None
    part_grades: Mapping[str, Completeness]
    completeness: Completeness
    timeliness: Timeliness
    days_late: int | None
    proxy: bool
    reasons: Words
    sentences: tuple[Words, ...] = ()  # the same one by one; older files lack them
    at_least: Completeness | None
    at_most: Completeness | None
    evidence: tuple[_Seen, ...]
    looked: tuple[_Place, ...] = ()


class _Check(_Given):
    site: str
    kind: Kind
    on: date
    rules: str
    verdicts: tuple[_Verdict, ...]


_CHECK = TypeAdapter(_Check)
_AT = datetime(1970, 1, 1, tzinfo=UTC)  # a check does not print when each page was seen


@dataclass(frozen=True, slots=True)
class Reread:
    """A check as it was printed."""

    site: str
    kind: Kind
    on: date
    rules: str
    verdicts: tuple[Verdict, ...]


def reread(content: bytes) -> Reread:
    """The check in a file's bytes. Raises Unreadable."""
    try:
        if len(content) > LARGEST:
            raise ValueError
        found = _CHECK.validate_python(json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:  # also what is no UTF-8, no JSON, or not of this shape
        at = _first(error) if isinstance(error, ValidationError) else None
        vi = f" ({at})" if at else ""
        raise Unreadable(
            Sentence(
                f"Tệp không phải kết quả của “congkhai check URL --json”{vi}; chạy lại lệnh ấy và lưu đầu ra",
                f"The file is not what “congkhai check URL --json” prints{vi}; run that again and keep its output",
            )
        ) from None
    return Reread(found.site, found.kind, found.on, found.rules, tuple(_verdict(one, found) for one in found.verdicts))


def _first(error: ValidationError) -> str:
    return ".".join(str(step) for step in error.errors(include_url=False, include_input=False)[0]["loc"])


def _verdict(given: _Verdict, check: _Check) -> Verdict:
    return Verdict(
        obligation=given.obligation,
        agency=check.site,
        kind=check.kind,
        on=check.on,
        rules=check.rules,
        force=given.force,
        completeness=given.completeness,
        timeliness=given.timeliness,
        part_grades=given.part_grades,
        days_late=given.days_late,
        proxy=given.proxy,
        reasons=tuple(Sentence(one.vi, one.en) for one in given.sentences or (given.reasons,)),
        at_least=given.at_least,
        at_most=given.at_most,
        evidence=tuple(
            Evidence(e.key, e.kind, given.obligation, e.part, e.url, e.label, _AT, "", total=e.total) for e in given.evidence
        ),
        looked=tuple(Looked(p.url, p.label, p.outcome) for p in given.looked),
    )
