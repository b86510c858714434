"""What signing in leaves behind is kept no longer than it is needed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def test_sign_ins_and_ended_sessions_are_forgotten_after_ninety_days_and_not_before(client, time_machine):
    time_machine.move_to(datetime(2026, 8, 1, tzinfo=UTC))
    person = factories.member(factories.agency())
    for name, password in (("khong-co-ai", "sai"), (person.username, "mat khau dai")):
        client.post(reverse("account_login"), {"login": name, "password": password})
    time_machine.shift(timedelta(days=89))
    call_command("tidy")
    assert (AccessLog.objects.count(), AccessAttempt.objects.count(), Session.objects.count()) == (1, 1, 0)
    time_machine.shift(timedelta(days=2))
    call_command("tidy")
    assert (AccessLog.objects.count(), AccessAttempt.objects.count()) == (0, 0)
