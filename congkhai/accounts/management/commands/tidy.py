"""What signing in and finished tasks leave behind in; only what is still needed out. Once a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

KEPT = timedelta(days=90)  # people's network addresses are kept no longer


class Command(BaseCommand):
    help = f"Removes ended sessions, and sign-ins with their network addresses and results of tasks older than {KEPT.days} days."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("clearsessions")
        AccessAttempt.objects.filter(attempt_time__lt=now() - KEPT).delete()
        AccessLog.objects.filter(attempt_time__lt=now() - KEPT).delete()
        DBTaskResult.objects.filter(finished_at__lt=now() - KEPT).delete()
