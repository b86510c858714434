"""An agency and a day in; the judge's own verdicts on what its portal shows out, before anyone else's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from pydantic import TypeAdapter

from congkhai import records
from congkhai.agencies.law import catalogue, closed_days
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Basis, FieldType, PartRule
from congkhai.judging.judge import judge
from congkhai.portal.derived import dates_of, periods_of
from congkhai.portal.models import Attachment, Disclosure, SelfCheck
from congkhai.portal.rules import asked_of, find_part
from congkhai.portal.shown import WITHHELD
from congkhai.records import (
    DateOrigin,
    DateRole,
    DateSeen,
    Evidence,
    EvidenceKind,
    FieldSeen,
    FieldState,
    Sight,
    SightQuality,
    Verdict,
)

_VERDICT = TypeAdapter(Verdict)


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdicts by obligation, in the rule set's order; ``lacking`` counts the live records without a field that the law names,
    and lists them by obligation."""

    verdicts: Mapping[str, Verdict]
    lacking: Mapping[str, list[int]]
    records: int
    at: datetime


def _dates(record: dict[str, Any], part: PartRule) -> tuple[DateSeen, ...]:
    """The day it was published is known: our own list was read without it until then."""
    public_on = timezone.localtime(record["first_published_at"]).date()
    seen = [DateSeen(day, role, DateOrigin.STATED) for role, day in dates_of(part, record["fields"]).items()]
    if record["nil_return"]:
        seen.append(DateSeen(record["period_from"], DateRole.PERIOD, DateOrigin.STATED, record["period_until"]))
    else:
        seen += [DateSeen(a, DateRole.PERIOD, DateOrigin.STATED, b) for a, b in periods_of(part, record["fields"])]
    return (
        *seen,
        DateSeen(public_on, DateRole.POSTED, DateOrigin.STATED),
        DateSeen(public_on, DateRole.POSTED, DateOrigin.FIRST_SEEN),
    )


def _fields(record: dict[str, Any], part: PartRule, answered: set[str]) -> dict[str, FieldSeen]:
    withheld = record["fields"].get(WITHHELD) or {}
    seen = {}
    for rule in part.fields:
        value = rule.name if rule.type is FieldType.FILE and rule.name in answered else record["fields"].get(rule.name)
        if withheld.get(rule.name):
            seen[rule.name] = FieldSeen(None, FieldState.WITHHELD)
        elif value in (None, "", [], {}):
            seen[rule.name] = FieldSeen(None, FieldState.ABSENT)
        else:
            seen[rule.name] = FieldSeen(value, FieldState.PRESENT)
    return seen


def evidence_of(agency: Agency, on: date) -> dict[str, list[Evidence]]:
    """What the agency's portal shows, by obligation, as a crawler that misses nothing would bring it. Two queries."""
    shown = Disclosure.objects.filter(agency=agency, live=True).exclude(first_published_at=None).order_by("pk")
    answers: dict[int, set[str]] = defaultdict(set)
    for key, field in Attachment.objects.filter(~Q(field=""), disclosure__in=shown).values_list("disclosure_id", "field"):
        answers[key].add(field)
    columns = ("pk", "obligation", "part", "title", "fields", "nil_return", "period_from", "period_until", "first_published_at")
    found: dict[str, list[Evidence]] = defaultdict(list)
    for record in shown.values(*columns):
        part = find_part(record["obligation"], record["part"], on)
        if part is None:
            continue
        found[record["obligation"]].append(
            Evidence(
                key=str(record["pk"]),
                kind=EvidenceKind.NIL_RETURN if record["nil_return"] else EvidenceKind.RECORD,
                obligation=record["obligation"],
                part=record["part"],
                url="",
                label=record["title"],
                at=record["first_published_at"],
                sha256="",
                fields={} if record["nil_return"] else _fields(record, part, answers[record["pk"]]),
                dates=_dates(record, part),
                own_page=True,
            )
        )
    return found


def _lacks_a_field_of_the_law(evidence: Evidence, part: PartRule | None) -> bool:
    named = [rule.name for rule in part.fields if rule.basis is Basis.LAW] if part else []
    absent = {name for name in named if evidence.fields.get(name, FieldSeen(None, FieldState.ABSENT)).state is FieldState.ABSENT}
    return evidence.kind is EvidenceKind.RECORD and bool(absent)


def judge_portal(agency: Agency, on: date) -> Checked:
    """Judge the portal as it stands, by the judge that the monitor uses."""
    law, closed = catalogue(), closed_days()
    who = records.Agency(id=agency.slug, kind=records.Kind(agency.kind), name=agency.name, since=agency.since)
    found = evidence_of(agency, on)
    verdicts, lacking = {}, {}
    for obligation in asked_of(agency):
        evidence = found[obligation.id]
        sight = [Sight(obligation.id, None, SightQuality.GOOD, list_read_to_end=True)]
        verdict = judge(obligation, who, evidence, rules=agency.rules, sight=sight, on=on, closed=closed, catalogue=law.hash)
        verdicts[obligation.id] = replace(verdict, evidence=(), looked=(), part_grades=dict(verdict.part_grades))
        lacking[obligation.id] = [
            int(e.key) for e in evidence if _lacks_a_field_of_the_law(e, find_part(obligation.id, e.part or "", on))
        ]
    return Checked(verdicts, lacking, sum(map(len, found.values())), timezone.now())


def kept(agency: Agency, on: date) -> Checked | None:
    """The day's verdicts as they were judged last; None if the portal or the law files have changed since."""
    row = SelfCheck.objects.filter(agency=agency, on=on, catalogue=catalogue().hash).first()
    if row is None:
        return None
    verdicts = {one["obligation"]: _VERDICT.validate_python(one) for one in row.verdicts}
    return Checked(verdicts, row.lacking, row.records, row.checked_at)


def check(agency: Agency, on: date) -> Checked:
    """The day's verdicts, judged now if none are kept."""
    return kept(agency, on) or recheck(agency, on)


def keep_current(agency: Agency, on: date) -> None:
    """Judge the portal if the day's verdicts are not kept. The clock sees to it, so that readers do not wait for it."""
    if not SelfCheck.objects.filter(agency=agency, on=on, catalogue=catalogue().hash).exists():
        recheck(agency, on)


@transaction.atomic
def recheck(agency: Agency, on: date) -> Checked:
    """Judge anew, and keep that. Earlier days are let go."""
    checked = judge_portal(agency, on)
    SelfCheck.objects.filter(agency=agency).delete()
    SelfCheck.objects.create(
        agency=agency,
        on=on,
        catalogue=catalogue().hash,
        verdicts=[_VERDICT.dump_python(verdict, mode="json") for verdict in checked.verdicts.values()],
        lacking=checked.lacking,
        records=checked.records,
        checked_at=checked.at,
    )
    return checked
