"""One agency never sees another's records: every address of the admin is asked by the wrong people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import TaskState

from congkhai.accounts.models import Membership, Role
from congkhai.portal.models import Disclosure
from tests.portal.making import Office

pytestmark = pytest.mark.django_db
SECRET = "Hồ sơ riêng của tỉnh bên"
MARK = "ho-so-rieng"
RECORD_SPACES = ("wagtailsnippets_portal_disclosure:", "desk:")


def patterns(resolver: URLResolver, names: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, (*names, one.namespace) if one.namespace else names)
        elif one.name:
            yield ":".join([*names, one.name]), one


def admin_patterns() -> list[tuple[str, URLPattern]]:
    admin = next(p for p in get_resolver().url_patterns if isinstance(p, URLResolver) and str(p.pattern) == "quan-tri/")
    return list(patterns(admin))


PATTERNS = admin_patterns()


@pytest.fixture
def theirs() -> Office:
    """The agency whose records are to stay unseen: one of each state."""
    office = Office(slug="tinh-ben")
    office.waiting(title=f"{SECRET}, chờ duyệt", fields={"number": "12/QĐ-UBND"})
    office.public(title=f"{SECRET}, đã đăng")
    office.rewrite(Disclosure.objects.get(title__endswith="đã đăng"), title=f"{SECRET}, sửa lại")
    office.draft(title=f"{SECRET}, lên lịch", go_live_at=timezone.now() + timedelta(days=1))
    return office


def arguments(pattern: URLPattern, theirs: Office, record: Disclosure) -> dict[str, Any]:
    """What an address of this shape would be for a record of theirs."""
    step = TaskState.objects.filter(workflow_state__object_id__in=[str(r.pk) for r in theirs.agency.disclosures.all()]).first()
    known = {
        "pk": record.pk,
        "object_id": record.pk,
        "object_pk": record.pk,
        "revision_id": record.latest_revision_id,
        "revision_id_a": record.revisions.order_by("pk").first().pk,
        "revision_id_b": record.latest_revision_id,
        "action_name": "approve",
        "action": "delete",
        "task_state_id": step.pk,
        "task_id": step.task_id,
        "workflow_state_id": step.workflow_state_id,
        "session_id": 1,
        "app_label": "portal",
        "app_name": "portal",
        "model_name": "disclosure",
        "content_type_app_name": "portal",
        "content_type_model_name": "disclosure",
        "agency": theirs.agency.slug,
        "identifier": record.obligation,
        "form": "csv",
    }
    names = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
    return {name: known.get(name, 1) for name in names}


def addresses(theirs: Office) -> Iterator[tuple[str, str]]:
    records = list(theirs.agency.disclosures.select_related("latest_revision"))
    for name, pattern in PATTERNS:
        of_records = {"pk", "object_id", "object_pk"} & (set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex))
        for record in records if of_records else records[:1]:
            yield name, reverse(name, kwargs=arguments(pattern, theirs, record))


def says_nothing(response: Any) -> bool:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    shown = body.decode("utf-8", "replace") + str(response.headers)
    return SECRET not in shown and MARK not in shown


def test_the_enumeration_reaches_the_records_views() -> None:
    names = {name for name, _pattern in PATTERNS}
    assert len(names) > 60
    views = "edit delete history revisions_revert revisions_compare revisions_view workflow_action preview_on_edit lock unpublish"
    for part in views.split():
        assert f"wagtailsnippets_portal_disclosure:{part}" in names
    assert {"desk:agency", "desk:record", "desk:withdraw", "wagtailadmin_reports:site_history", "wagtail_bulk_action"} <= names


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHIEF])
def test_no_address_shows_or_changes_another_agencys_record(theirs: Office, role: Role, method: str, signed_in) -> None:
    stranger = signed_in(getattr(Office(), role.value), raise_request_exception=False)
    rows = theirs.agency.disclosures.order_by("pk").values("pk", "live", "locked", "latest_revision", "title", "withdrawn_at")
    before = list(rows.all())
    faults = []
    for name, address in addresses(theirs):
        response = getattr(stranger, method)(address)
        theirs_alone = name.startswith("desk:") or (name.startswith(RECORD_SPACES) and re.search(r"\d", address))
        if not says_nothing(response) or (theirs_alone and response.status_code not in {403, 404}):
            faults.append((name, address, response.status_code))
    assert faults == []
    assert list(rows.all()) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_shows_a_record_to_whoever_is_not_signed_in(theirs: Office, method: str, signed_in) -> None:
    faults = []
    for name, address in addresses(theirs):
        response = getattr(Client(raise_request_exception=False), method)(address)
        if not says_nothing(response) or (name.startswith(RECORD_SPACES) and response.status_code not in {302, 403, 404}):
            faults.append((name, address, response.status_code))
    assert faults == []


def test_a_chief_without_a_role_here_any_more_sees_nothing(theirs: Office, signed_in) -> None:
    Membership.objects.filter(user=theirs.chief).delete()
    former = signed_in(theirs.chief)
    assert all(says_nothing(former.get(address)) for _name, address in addresses(theirs))


def test_own_records_are_seen_at_the_same_addresses(theirs: Office, signed_in) -> None:
    chief = signed_in(theirs.chief)
    record = theirs.agency.disclosures.get(title__endswith="chờ duyệt")
    for name in ("desk:record", "desk:records", "desk:agency"):
        address = reverse(name, args=[theirs.agency.slug, *([record.pk] if name == "desk:record" else [])])
        assert not says_nothing(chief.get(address))
    for name in ("history", "preview_on_edit", "workflow_history", "usage"):
        assert chief.get(reverse(f"wagtailsnippets_portal_disclosure:{name}", args=[record.pk])).status_code == 200


def test_a_person_of_two_agencies_acts_in_each_by_her_role_there(theirs: Office, signed_in) -> None:
    ours = Office()
    both = ours.editor
    Membership.objects.create(user=both, agency=theirs.agency, role=Role.CHIEF)
    client = signed_in(both)
    assert client.get(reverse("desk:log", args=[theirs.agency.slug])).status_code == 200
    assert client.get(reverse("desk:log", args=[ours.agency.slug])).status_code in {302, 403}
    mine = ours.public()
    client.post(reverse("desk:withdraw", args=[ours.agency.slug, mine.pk]), {"ly-do": "thử"})
    assert Disclosure.objects.get(pk=mine.pk).live
    their = theirs.agency.disclosures.get(live=True)
    client.post(reverse("desk:withdraw", args=[theirs.agency.slug, their.pk]), {"ly-do": "đăng nhầm"})
    assert not Disclosure.objects.get(pk=their.pk).live


def test_a_record_is_not_reached_through_another_agencys_address(theirs: Office, signed_in) -> None:
    ours = Office()
    Membership.objects.create(user=ours.editor, agency=theirs.agency, role=Role.EDITOR)
    record = theirs.agency.disclosures.first()
    assert signed_in(ours.editor).get(reverse("desk:record", args=[ours.agency.slug, record.pk])).status_code == 404


def test_a_record_cannot_be_made_for_another_agency(theirs: Office, signed_in) -> None:
    client = signed_in(Office().editor)
    address = reverse("desk:create", args=[theirs.agency.slug]) + "?noi-dung=rewards-and-sanctions&phan=rewards"
    assert client.post(address, {"title": "Chen vào", "body": "null"}).status_code == 404
    assert not Disclosure.objects.filter(title="Chen vào").exists()


def test_an_editing_session_tells_nothing_of_another_agencys_record(theirs: Office, signed_in) -> None:
    record = theirs.agency.disclosures.first()
    client = signed_in(Office().editor)
    address = reverse("wagtailadmin_editing_sessions:ping", args=["portal", "disclosure", record.pk, 999])
    assert client.post(address).status_code == 404
    assert not EditingSession.objects.exists()
