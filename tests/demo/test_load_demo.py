"""The demonstration as it is loaded: a year of records, two people behind each, and nothing twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from congkhai.accounts.models import User
from congkhai.agencies.law import catalogue, closed_days
from congkhai.agencies.models import Agency
from congkhai.demo.items import CONTENT, items
from congkhai.demo.load import PEOPLE, load
from congkhai.ledger.models import Entry
from congkhai.portal.models import Approval, Attachment, Disclosure
from congkhai.portal.rules import asked_of
from congkhai.portal.selfcheck import judge_portal
from congkhai.records import Completeness, Timeliness

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        assert load() is True
        yield Agency.objects.get(slug="mau-son")
        transaction.set_rollback(True)


def test_every_section_of_the_province_holds_something_and_those_of_the_letter_a_year_and_fifteen_records(demo):
    kept = {
        row["obligation"]: row
        for row in Disclosure.objects.filter(agency=demo)
        .exclude(number="2613/BTTTT-ƯDCNTT")
        .order_by()
        .values("obligation")
        .annotate(n=Count("pk"), first=Min("first_published_at"))
    }
    assert set(kept) == {o.id for o in asked_of(demo)}
    for obligation in catalogue().rulesets["letter-2613"].obligations:
        if row := kept.get(obligation):
            assert row["n"] >= 15, obligation
            assert timezone.now() - row["first"] >= timedelta(days=360), obligation


def test_the_province_and_its_department_keep_to_the_whole_list_and_lack_some_of_it(demo):
    for agency in Agency.objects.filter(invented=True, portal=True):
        assert agency.rules == "portal-2026"
    checked = judge_portal(demo, timezone.localdate()).verdicts.values()
    assert len(checked) >= 28
    for grade in (Completeness.FULL, Completeness.PARTIAL):
        assert any(verdict.completeness is grade for verdict in checked), grade
    assert any(verdict.timeliness is Timeliness.LATE for verdict in checked)


def test_pictures_have_words_and_english_is_english(demo):
    pictures = Attachment.objects.filter(disclosure__agency=demo, file__content_type="image/jpeg")
    assert pictures.count() >= 4
    assert not pictures.filter(title="").exists()
    assert Disclosure.objects.filter(agency=demo, obligation="english-pages", live=True).exclude(language="en").count() == 0


def test_nothing_went_live_that_its_writer_approved(demo):
    live = Disclosure.objects.filter(live=True).select_related("live_revision")
    assert live.count() > 200
    for record in live:
        assert Approval.objects.filter(revision=record.live_revision).exclude(approved_by=record.live_revision.user_id).exists()


def test_some_wait_some_are_withdrawn_and_something_is_missing(demo):
    assert Disclosure.objects.filter(agency=demo, first_published_at=None).count() >= 2
    assert Disclosure.objects.filter(agency=demo, withdrawn_at__isnull=False, live=False).count() == 1
    assert not Disclosure.objects.filter(agency=demo, part="environment").exists()


def test_the_log_tells_the_year_as_it_is_told(demo):
    first = Entry.objects.filter(agency=demo, verb="published").earliest("at", "pk")
    assert timezone.now() - first.at > timedelta(days=360)


def test_the_letter_of_2012_stands_as_an_incoming_document_with_its_copy_noted(demo):
    letter = Disclosure.objects.get(number="2613/BTTTT-ƯDCNTT")
    assert letter.live
    assert letter.fields["issued_by"] == "Bộ Thông tin và Truyền thông"
    assert "12/SY" in letter.summary
    assert "95% địa phương" in letter.body


def test_passwords_are_made_at_the_first_run_and_read_by_the_operator_alone(demo):
    path = settings.VAR / "demo-logins.txt"
    assert path.stat().st_mode & 0o077 == 0
    kept = dict(line.split("\t")[:2] for line in path.read_text().splitlines())
    for username, *_ in PEOPLE:
        assert User.objects.get(username=username).check_password(kept[username])


def test_a_second_run_keeps_everything(demo):
    before = Disclosure.objects.count()
    assert load() is False
    assert Disclosure.objects.count() == before


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*.yaml")), ids=lambda p: p.stem)
def test_content_is_dated_from_the_day_it_is_asked_for(path):
    on = timezone.localdate()
    found = items(on, closed_days(), obligation=path.stem, agency="X")
    assert all(item.duty_on <= on + timedelta(days=14) for item in found)
    assert all(item.posted_on is None or item.posted_on <= on for item in found)
