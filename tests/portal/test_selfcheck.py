from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.models import Disclosure, SelfCheck
from congkhai.portal.selfcheck import check, evidence_of, judge_portal
from congkhai.records import Completeness, DateRole, EvidenceKind, FieldState, Timeliness
from tests.portal.making import Office

pytestmark = pytest.mark.django_db
PROGRAMME = {"obligation": "science-programmes", "part": "programmes"}


def today() -> date:
    return timezone.localdate()


def day(back: int) -> str:
    return (today() - timedelta(days=back)).isoformat()


def test_an_empty_portal_has_shown_nothing(office: Office) -> None:
    checked = judge_portal(office.agency, today())
    assert len(checked.verdicts) == 12  # the letter's thirteen without the one asked of ministries
    assert {verdict.completeness for verdict in checked.verdicts.values()} == {Completeness.NONE}


def test_drafts_and_withdrawn_records_are_no_evidence(office: Office) -> None:
    office.draft()
    office.waiting()
    withdraw(office.public(), by=office.chief, reason="Sai.")
    assert not any(evidence_of(office.agency, today()).values())


def test_a_live_record_is_evidence_with_its_dates_and_fields(office: Office) -> None:
    record = office.public(part="sanctions", fields={"issued_on": day(3), "decision_number": "1/QĐ-XPHC"})
    (seen,) = evidence_of(office.agency, today())["rewards-and-sanctions"]
    assert (seen.key, seen.part, seen.kind, seen.own_page) == (str(record.pk), "sanctions", EvidenceKind.RECORD, True)
    assert seen.fields["decision_number"].state is FieldState.PRESENT
    assert seen.fields["party"].state is FieldState.ABSENT
    assert {(d.role, d.value) for d in seen.dates} == {
        (DateRole.ISSUED, date.fromisoformat(day(3))),
        (DateRole.POSTED, today()),
    }


def test_a_withheld_field_is_not_missing(office: Office) -> None:
    fields = {"code": "A1", "_withheld": {"name": "Điều 7"}}
    office.public(**PROGRAMME, title="Đề tài A", fields=fields)
    (seen,) = evidence_of(office.agency, today())["science-programmes"]
    assert seen.fields["name"].state is FieldState.WITHHELD
    assert seen.fields["host"].state is FieldState.ABSENT
    checked = judge_portal(office.agency, today())
    assert checked.lacking["science-programmes"] == [int(seen.key)]


def test_a_nil_return_is_evidence_of_its_period(office: Office) -> None:
    period = {"period": {"from": day(100), "until": day(10)}}
    record = office.public(part="sanctions", nil_return=True, title="Không phát sinh", fields=period)
    (seen,) = evidence_of(office.agency, today())["rewards-and-sanctions"]
    assert (seen.kind, seen.key) == (EvidenceKind.NIL_RETURN, str(record.pk))
    assert judge_portal(office.agency, today()).verdicts["rewards-and-sanctions"].part_grades["sanctions"] is Completeness.FULL


def test_what_was_published_long_after_its_day_is_late(office: Office) -> None:
    office.public(part="sanctions", fields={"issued_on": day(200)})
    verdict = judge_portal(office.agency, today()).verdicts["rewards-and-sanctions"]
    assert verdict.timeliness is Timeliness.LATE
    assert verdict.proxy


def test_the_days_verdicts_are_kept_and_judged_anew_when_a_record_goes_live_or_leaves(office: Office) -> None:
    first = check(office.agency, today())
    assert check(office.agency, today()).at == first.at
    assert SelfCheck.objects.count() == 1
    record = office.public(part="sanctions", fields={"issued_on": day(3)})
    assert not SelfCheck.objects.exists()
    assert check(office.agency, today()).records == 1
    withdraw(record, by=office.chief, reason="Sai.")
    assert check(office.agency, today()).records == 0


def test_kept_verdicts_are_the_same_as_those_just_judged(office: Office) -> None:
    office.public(part="sanctions", fields={"issued_on": day(200)})
    judged = check(office.agency, today())
    assert check(office.agency, today()) == judged


def test_a_draft_of_one_agency_changes_nothing_for_another(office: Office) -> None:
    other = Office()
    other.public()
    check(office.agency, today())
    other.public()
    assert SelfCheck.objects.filter(agency=office.agency).exists()
    assert Disclosure.objects.filter(agency=office.agency).count() == 0
