from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import Workflow

from congkhai.agencies.models import Unit
from congkhai.ledger.models import Entry
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.assign import assign
from congkhai.portal.acts.discard import discard
from congkhai.portal.acts.recall import recall
from congkhai.portal.acts.reject import reject
from congkhai.portal.acts.submit import submit
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.models import Assignment, Disclosure
from congkhai.portal.workflow import set_up_workflow
from congkhai.search.find import find
from tests.portal.making import Office

pytestmark = pytest.mark.django_db


def again(record: Disclosure) -> Disclosure:
    return Disclosure.objects.get(pk=record.pk)


def test_a_live_record_is_found_and_a_draft_is_not(office: Office) -> None:
    office.draft(title="Khen thưởng bản nháp kín")
    office.public(title="Khen thưởng bản đã đăng", fields={"issued_on": "2026-11-20", "individual": "Nguyễn Văn Riêng"})
    assert find("bản nháp kín").total == 0
    assert find("ban da dang").total == 1
    assert find("Nguyễn Văn Riêng").total == 0


def test_a_private_entry_of_a_schedule_is_not_found(office: Office) -> None:
    week = {"from": "2026-11-23", "until": "2026-11-29"}
    entries = [
        {"day": "2026-11-23", "content": "Giao ban đầu tuần", "status": "planned"},
        {"day": "2026-11-24", "content": "Việc kín đáo", "status": "private"},
    ]
    office.public(obligation="leaders-schedule", part="schedule", title="Lịch tuần 48", fields={"week": week, "entries": entries})
    assert find("giao ban đầu tuần").total == 1
    assert find("việc kín đáo").total == 0


def test_sending_back_needs_a_reason_and_keeps_it(office: Office) -> None:
    record = office.waiting()
    with pytest.raises(ValidationError):
        reject(record, by=office.approver, reason="  ")
    reject(record, by=office.approver, reason="thiếu ngày ban hành")
    assert not again(record).workflow_in_progress
    assert Entry.objects.get(verb="sent_back").note == "thiếu ngày ban hành"
    office.rewrite(record, title="Đã sửa")
    submit(again(record), by=office.editor)
    assert approve(again(record), by=office.approver).title == "Đã sửa"


def test_a_record_taken_back_can_be_changed(office: Office) -> None:
    record = office.waiting()
    recall(record, by=office.editor)
    assert not again(record).workflow_in_progress
    with pytest.raises(PermissionDenied):
        approve(again(record), by=office.approver)


def test_a_record_is_not_submitted_twice_nor_without_a_change(office: Office) -> None:
    record = office.waiting()
    with pytest.raises(PermissionDenied):
        submit(record, by=office.editor)
    approve(record, by=office.approver)
    with pytest.raises(PermissionDenied):
        submit(again(record), by=office.editor)


def test_only_the_chief_withdraws_and_says_why(office: Office) -> None:
    record = office.public(title="Quyết định đăng nhầm")
    with pytest.raises(PermissionDenied):
        withdraw(record, by=office.approver, reason="đăng nhầm")
    with pytest.raises(ValidationError):
        withdraw(record, by=office.chief, reason="")
    withdraw(record, by=office.chief, reason="Đăng nhầm đối tượng.")
    record = again(record)
    assert not record.live
    assert record.withdrawn_reason == "Đăng nhầm đối tượng."
    assert record.withdrawn_by == office.chief
    assert find("quyết định đăng nhầm").total == 0
    entry = Entry.objects.get(verb="withdrawn")
    assert (entry.actor, entry.note) == (office.chief, "Đăng nhầm đối tượng.")


def test_a_corrected_version_brings_a_withdrawn_record_back(office: Office) -> None:
    record = office.public(title="Bản sai")
    withdraw(record, by=office.chief, reason="Sai số liệu.")
    office.rewrite(again(record), title="Bản đúng")
    submit(again(record), by=office.editor)
    assert again(record).withdrawn_at is not None
    record = approve(again(record), by=office.approver)
    assert (record.live, record.withdrawn_at, record.withdrawn_by, record.withdrawn_reason) == (True, None, None, "")


def test_restoring_a_version_does_not_undo_a_withdrawal(office: Office) -> None:
    record = office.public()
    old = record.live_revision
    withdraw(record, by=office.chief, reason="Sai.")
    restored = again(record).revisions.get(pk=old.pk).as_object()
    restored.save_revision(user=office.editor, previous_revision=old)
    restored.save()
    assert again(record).withdrawn_reason == "Sai."


def test_what_was_public_leaves_by_no_other_way(office: Office) -> None:
    record = office.public()
    with pytest.raises(PermissionDenied):
        record.unpublish(user=office.chief)
    with pytest.raises(PermissionDenied):
        record.delete()
    with pytest.raises(PermissionDenied):
        Disclosure.objects.filter(pk=record.pk).delete()
    with pytest.raises(PermissionDenied):
        discard(record, by=office.chief)
    assert again(record).live


def test_what_was_ever_public_is_not_deleted_from_the_admin(office: Office, signed_in) -> None:
    record = office.public()
    withdraw(record, by=office.chief, reason="Sai.")
    where = reverse("wagtailsnippets_portal_disclosure:delete", args=[record.pk])
    signed_in(office.chief).post(where)
    assert Disclosure.objects.filter(pk=record.pk).exists()


def test_a_draft_is_thrown_away_and_the_log_says_so(office: Office, signed_in) -> None:
    record = office.draft(title="Nháp bỏ đi")
    where = reverse("wagtailsnippets_portal_disclosure:delete", args=[record.pk])
    signed_in(office.editor).post(where)
    assert not Disclosure.objects.filter(pk=record.pk).exists()
    assert Entry.objects.get(verb="discarded").data["title"] == "Nháp bỏ đi"


def test_unpublishing_in_the_admin_asks_for_a_reason_instead(office: Office, signed_in) -> None:
    record = office.public()
    response = signed_in(office.chief).post(reverse("wagtailsnippets_portal_disclosure:unpublish", args=[record.pk]))
    assert response.url == reverse("desk:withdraw", args=[office.agency.slug, record.pk])
    assert again(record).live


def test_an_obligation_is_given_within_the_agency_by_its_chief(office: Office) -> None:
    other = Office()
    unit, foreign = (Unit.objects.create(agency=of.agency, name="Văn phòng") for of in (office, other))
    assign(office.agency, "rewards-and-sanctions", unit=unit, person=office.editor, by=office.chief)
    assert Assignment.objects.get().person == office.editor
    with pytest.raises(PermissionDenied):
        assign(office.agency, "rewards-and-sanctions", unit=unit, person=None, by=office.approver)
    with pytest.raises(ValidationError):
        assign(office.agency, "rewards-and-sanctions", unit=foreign, person=None, by=office.chief)
    with pytest.raises(ValidationError):
        assign(office.agency, "rewards-and-sanctions", unit=None, person=other.editor, by=office.chief)


def test_the_workflow_is_made_once() -> None:
    set_up_workflow()
    set_up_workflow()
    assert Workflow.objects.filter(workflow_content_types__content_type=Disclosure.get_content_type()).count() == 1
