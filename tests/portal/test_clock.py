from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from congkhai.ledger.models import Entry
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.submit import submit
from congkhai.portal.acts.unschedule import unschedule
from congkhai.portal.clock import tick
from congkhai.portal.models import Beat, Disclosure
from congkhai.search.find import find
from tests.portal.making import Office

pytestmark = pytest.mark.django_db


def test_a_record_whose_time_is_over_expires(office: Office) -> None:
    end = timezone.now() + timedelta(hours=1)
    record = office.public(title="Thông báo có hạn", expire_at=end)
    with time_machine.travel(end + timedelta(seconds=1), tick=False):
        assert tick(timezone.now()) == (0, 1)
    record = Disclosure.objects.get(pk=record.pk)
    assert (record.live, record.expired) == (False, True)
    assert find("thông báo có hạn").total == 0
    assert Entry.objects.get(verb="expired").actor is None


def test_a_scheduled_publication_can_be_called_off(office: Office) -> None:
    hour = timezone.now() + timedelta(hours=1)
    record = office.draft(go_live_at=hour)
    submit(record, by=office.editor)
    record = approve(Disclosure.objects.get(pk=record.pk), by=office.approver)
    with pytest.raises(PermissionDenied):
        unschedule(record, by=office.editor)
    unschedule(Disclosure.objects.get(pk=record.pk), by=office.approver)
    with time_machine.travel(hour + timedelta(seconds=1), tick=False):
        assert tick(timezone.now()) == (0, 0)


def test_one_record_that_cannot_go_live_does_not_hold_up_the_others(office: Office) -> None:
    past = timezone.now() - timedelta(minutes=1)
    bad = office.draft()
    bad.latest_revision.approved_go_live_at = past
    bad.latest_revision.save()
    hour = timezone.now() + timedelta(minutes=1)
    good = office.draft(go_live_at=hour)
    submit(good, by=office.editor)
    approve(Disclosure.objects.get(pk=good.pk), by=office.approver)
    with time_machine.travel(hour + timedelta(seconds=1), tick=False):
        assert tick(timezone.now()) == (1, 0)
    assert Disclosure.objects.get(pk=good.pk).live


def test_each_look_leaves_a_beat() -> None:
    now = timezone.now()
    tick(now)
    tick(now + timedelta(seconds=5))
    assert Beat.objects.get().beat_at == now + timedelta(seconds=5)


def test_the_command_looks_once_and_stops() -> None:
    call_command("clock", "--once")
    assert Beat.objects.exists()


def test_a_second_clock_is_refused() -> None:
    with (settings.VAR / "clock.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="clock"):
            call_command("clock", "--once")


def test_the_clock_outlives_a_database_that_is_not_ready_and_stops_at_sigterm(tmp_path) -> None:
    env = os.environ | {
        "CONGKHAI_VAR": str(tmp_path),
        "CONGKHAI_DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
        "CONGKHAI_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "congkhai.config.settings",
    }
    running = subprocess.Popen([sys.executable, "-m", "django", "clock", "--every=0.2"], env=env, stderr=subprocess.PIPE)
    try:
        for _wait in range(300):
            if b"could not look" in running.stderr.readline():
                break
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=20) == 0
    finally:
        running.kill()
        running.stderr.close()
