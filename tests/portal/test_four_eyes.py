"""No path makes text live that its last editor alone has seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import TaskState

from congkhai.accounts.models import Role
from congkhai.ledger.models import Entry
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.publish import publish
from congkhai.portal.acts.submit import submit
from congkhai.portal.clock import tick
from congkhai.portal.going_live import NotApproved, digest
from congkhai.portal.models import Approval, Disclosure
from tests import factories
from tests.portal.making import Office

pytestmark = pytest.mark.django_db


def is_live(record: Disclosure) -> bool:
    return Disclosure.objects.get(pk=record.pk).live


def edit_data(record: Disclosure, **more: str) -> dict[str, str]:
    newest = record.get_latest_revision_as_object()
    return {
        "title": newest.title,
        "summary": newest.summary,
        "body": "null",
        "fields-issued_on": "20/11/2026",
        "replaces": "",
        "go_live_at": "",
        "expire_at": "",
    } | more


# --- the way it should go --------------------------------------------------------------------------------


def test_a_record_goes_live_when_another_person_approves_it(office: Office) -> None:
    record = office.public()
    assert record.live
    assert record.first_published_at is not None
    verbs = list(Entry.objects.filter(agency=office.agency).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["submitted", "approved", "published"]


def test_an_approver_who_wrote_the_last_version_does_not_approve_it(office: Office) -> None:
    record = office.draft(by=office.approver)
    submit(record, by=office.editor)
    with pytest.raises(NotApproved):
        approve(record, by=office.approver)
    assert not is_live(record)


def test_a_superuser_who_wrote_the_last_version_does_not_approve_it(office: Office) -> None:
    root = factories.superuser()
    record = office.draft(by=root)
    submit(record, by=root)
    with pytest.raises(NotApproved):
        approve(record, by=root)
    assert not is_live(record)


def test_an_editor_approves_nothing(office: Office) -> None:
    record = office.waiting()
    other = factories.member(office.agency, Role.EDITOR)
    with pytest.raises(PermissionDenied):
        approve(record, by=other)


def test_an_approver_of_another_agency_approves_nothing(office: Office) -> None:
    record = office.waiting()
    with pytest.raises(PermissionDenied):
        approve(record, by=Office().approver)
    assert not is_live(record)


def test_who_read_another_version_approves_nothing(office: Office) -> None:
    record = office.waiting()
    with pytest.raises(NotApproved):
        approve(record, by=office.approver, revision=record.latest_revision_id - 1)


# --- past the acts, in Python ----------------------------------------------------------------------------


def test_publishing_a_revision_in_python_is_refused_without_an_approval(office: Office) -> None:
    record = office.draft()
    with pytest.raises(NotApproved):
        record.latest_revision.publish(user=office.approver)
    with pytest.raises(NotApproved):
        record.publish(record.latest_revision, user=factories.superuser())
    with pytest.raises(NotApproved):
        publish(record, record.latest_revision, by=office.approver)
    assert not is_live(record)


def test_wagtails_own_action_is_refused_without_an_approval(office: Office) -> None:
    record = office.draft()
    with pytest.raises(NotApproved):
        PublishRevisionAction(record.latest_revision, user=office.chief).execute(skip_permission_checks=True)
    assert not is_live(record)


def test_an_approval_by_the_last_editor_counts_for_nothing(office: Office) -> None:
    record = office.draft()
    revision = record.latest_revision
    Approval.objects.create(disclosure=record, revision=revision, content=digest(revision.content), approved_by=office.editor)
    with pytest.raises(NotApproved):
        revision.publish(user=office.editor)


def test_a_version_of_an_unknown_writer_does_not_go_live(office: Office) -> None:
    record = office.draft()
    record.save_revision(user=None)
    record = Disclosure.objects.get(pk=record.pk)
    submit(record, by=office.editor)
    with pytest.raises(NotApproved):
        approve(record, by=office.approver)
    assert not is_live(record)


def test_a_new_record_cannot_be_stored_live(office: Office) -> None:
    record = Disclosure(agency=office.agency, obligation="rewards-and-sanctions", part="rewards", title="Thẳng ra ngoài", live=True)
    with pytest.raises(NotApproved):
        record.save()


def test_a_live_record_cannot_be_changed_in_place(office: Office) -> None:
    record = office.public()
    record.title = "Sửa lén"
    with pytest.raises(NotApproved):
        record.save()
    with pytest.raises(NotApproved):
        record.save(update_fields=["title"])
    assert Disclosure.objects.get(pk=record.pk).title != "Sửa lén"


def test_a_draft_cannot_be_switched_live_in_place(office: Office) -> None:
    record = office.draft()
    record.live = True
    with pytest.raises(NotApproved):
        record.save()
    record.live_revision = record.latest_revision
    with pytest.raises(NotApproved):
        record.save()


def test_many_records_at_once_neither_go_live_nor_change_their_text(office: Office) -> None:
    record = office.draft()
    same = Disclosure.objects.filter(pk=record.pk)
    for changes in ({"live": True}, {"title": "Sửa lén"}, {"fields": {}}, {"live_revision": record.latest_revision}):
        with pytest.raises(NotApproved):
            same.update(**changes)
    record.live = True
    with pytest.raises(NotApproved):
        Disclosure.objects.bulk_update([record], ["live"])
    record.pk = None
    with pytest.raises(NotApproved):
        Disclosure.objects.bulk_create([record])


def test_text_put_into_an_approved_revision_afterwards_does_not_go_live(office: Office) -> None:
    record = office.draft()
    revision = record.latest_revision
    Approval.objects.create(disclosure=record, revision=revision, content=digest(revision.content), approved_by=office.approver)
    revision.content["title"] = "Không ai đọc"
    revision.save()
    with pytest.raises(NotApproved):
        revision.publish(user=office.approver)


def test_a_revision_overwritten_by_its_editor_loses_its_approval(office: Office) -> None:
    record = office.draft()
    revision = record.latest_revision
    Approval.objects.create(disclosure=record, revision=revision, content=digest(revision.content), approved_by=office.approver)
    record.title = "Viết đè sau khi duyệt"
    record.save_revision(user=office.editor, overwrite_revision=revision)
    with pytest.raises(NotApproved):
        Disclosure.objects.get(pk=record.pk).latest_revision.publish(user=office.approver)


def test_a_revision_of_another_record_does_not_go_live_in_its_place(office: Office) -> None:
    one, other = office.public(), office.draft()
    with pytest.raises(NotApproved):
        other.publish(one.live_revision, user=office.approver)


# --- Wagtail's workflow and views ------------------------------------------------------------------------


def test_approving_the_step_past_our_act_publishes_nothing(office: Office) -> None:
    record = office.waiting()
    step = TaskState.objects.get(workflow_state__object_id=str(record.pk))
    with pytest.raises(NotApproved):
        step.specific.approve(user=office.editor)
    assert not is_live(record)


def test_the_step_offers_its_actions_to_other_approvers_alone(office: Office) -> None:
    record = office.waiting()
    task = record.current_workflow_task
    assert [name for name, _title, _modal in task.get_actions(record, office.approver)] == ["reject", "approve"]
    assert task.get_actions(record, office.editor) == []
    assert task.get_actions(record, Office().approver) == []


def test_wagtails_workflow_view_approves_for_another_approver(office: Office, signed_in) -> None:
    record = office.waiting()
    step = record.current_workflow_task_state
    where = reverse("wagtailsnippets_portal_disclosure:workflow_action", args=[record.pk, "approve", step.pk])
    signed_in(office.approver).post(where)
    assert is_live(record)


def test_wagtails_workflow_view_refuses_the_last_editor(office: Office, signed_in) -> None:
    record = office.draft(by=office.chief)
    submit(record, by=office.chief)
    record = Disclosure.objects.get(pk=record.pk)
    step = record.current_workflow_task_state
    where = reverse("wagtailsnippets_portal_disclosure:workflow_action", args=[record.pk, "approve", step.pk])
    assert signed_in(office.chief).post(where).status_code < 500
    assert not is_live(record)


@pytest.mark.parametrize("role", ["editor", "approver", "chief", "superuser"])
@pytest.mark.parametrize("action", ["action-publish", "action-workflow-action"])
def test_the_edit_form_publishes_for_nobody(office: Office, role: str, action: str, signed_in) -> None:
    record = office.draft()
    user = factories.superuser() if role == "superuser" else getattr(office, role)
    where = reverse("wagtailsnippets_portal_disclosure:edit", args=[record.pk])
    data = edit_data(record, **{action: "1", "workflow-action-name": "approve"}, title="Tên mới")
    assert signed_in(user).post(where, data).status_code == 302
    assert not is_live(record)


def test_the_create_form_publishes_for_nobody(office: Office, signed_in) -> None:
    where = reverse("desk:create", args=[office.agency.slug]) + "?noi-dung=rewards-and-sanctions&phan=rewards"
    data = {"title": "Bản mới", "summary": "", "body": "null", "replaces": "", "action-publish": "1"}
    assert signed_in(office.chief).post(where, data).status_code == 302
    assert not Disclosure.objects.get(title="Bản mới").live


def test_a_restored_version_is_approved_anew(office: Office, signed_in) -> None:
    record = office.public(title="Bản thứ nhất")
    first = record.live_revision
    office.rewrite(record, title="Bản thứ hai")
    record = Disclosure.objects.get(pk=record.pk)
    submit(record, by=office.editor)
    approve(Disclosure.objects.get(pk=record.pk), by=office.approver)
    where = reverse("wagtailsnippets_portal_disclosure:revisions_revert", args=[record.pk, first.pk])
    record = Disclosure.objects.get(pk=record.pk)
    data = edit_data(record, title="Bản thứ nhất") | {"action-publish": "1"}
    assert signed_in(office.approver).post(where, data).status_code == 302
    record = Disclosure.objects.get(pk=record.pk)
    assert record.title == "Bản thứ hai"
    assert record.latest_revision.user == office.approver
    assert record.has_unpublished_changes


def test_the_text_stands_still_while_it_is_before_the_approvers(office: Office, signed_in) -> None:
    record = office.waiting(title="Như đã gửi")
    where = reverse("wagtailsnippets_portal_disclosure:edit", args=[record.pk])
    for user in (office.editor, office.approver, factories.superuser()):
        signed_in(user).post(where, edit_data(record, title="Sửa trong lúc chờ"))
    assert Disclosure.objects.get(pk=record.pk).latest_revision.object_str == "Như đã gửi"


def test_locking_and_unlocking_make_nothing_live(office: Office, signed_in) -> None:
    record = office.draft()
    client = signed_in(office.chief)
    for name in ("lock", "unlock"):
        client.post(reverse(f"wagtailsnippets_portal_disclosure:{name}", args=[record.pk]))
    assert not is_live(record)


# --- the schedule ----------------------------------------------------------------------------------------


def test_an_unapproved_version_does_not_go_live_at_an_hour(office: Office) -> None:
    past = timezone.now() - timedelta(minutes=1)
    record = office.draft()
    record.latest_revision.approved_go_live_at = past
    record.latest_revision.save()
    tick(timezone.now())
    assert not is_live(record)
    assert Entry.objects.filter(verb="schedule_refused", agency=office.agency).exists()
    assert Disclosure.objects.get(pk=record.pk).latest_revision.approved_go_live_at is None


def test_wagtails_own_scheduler_does_not_publish_an_unapproved_version(office: Office) -> None:
    record = office.draft()
    record.latest_revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    record.latest_revision.save()
    with pytest.raises(NotApproved):
        call_command("publish_scheduled")
    assert not is_live(record)


def test_an_approved_version_waits_for_its_hour_and_then_goes_live(office: Office) -> None:
    hour = timezone.now() + timedelta(hours=2)
    record = office.draft(go_live_at=hour)
    submit(record, by=office.editor)
    record = approve(Disclosure.objects.get(pk=record.pk), by=office.approver)
    assert not record.live
    with time_machine.travel(hour - timedelta(minutes=1), tick=False):
        assert tick(timezone.now()) == (0, 0)
    with time_machine.travel(hour + timedelta(seconds=1), tick=False):
        assert tick(timezone.now()) == (1, 0)
    assert is_live(record)


# --- what is refused stays undone ------------------------------------------------------------------------


def test_an_approval_that_cannot_publish_leaves_no_trace(office: Office) -> None:
    record = office.waiting()
    revision = record.latest_revision
    revision.content["fields"] = {"issued_on": "không phải ngày"}
    revision.save()
    with pytest.raises(ValidationError):
        approve(Disclosure.objects.get(pk=record.pk), by=office.approver)
    assert not Approval.objects.exists()
    assert not Entry.objects.filter(verb="approved").exists()
    assert Disclosure.objects.get(pk=record.pk).workflow_in_progress
