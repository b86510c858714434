"""A running installation in; what is due published, and what is over expired, every few seconds until told to stop."""

from __future__ import annotations

import fcntl
import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from congkhai.portal.clock import tick

logger = logging.getLogger("congkhai.clock")


class Command(BaseCommand):
    help = "Publishes what is due and expires what is over. One runs at a time; SIGTERM and Ctrl-C stop it between two looks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=5, metavar="SECONDS", help="seconds between two looks (5)")
        parser.add_argument("--once", action="store_true", help="look once and stop")

    def handle(self, *args: Any, every: float, once: bool, **options: Any) -> None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        with (settings.VAR / "clock.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CommandError(
                    f"Another clock is running: it holds {lock.name}. Stop it first, or leave the work to it."
                ) from None
            self._run(every, once)

    def _run(self, every: float, once: bool) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            try:
                published, expired = tick(timezone.now())
            except DatabaseError:
                if once:
                    raise
                logger.exception("The clock could not look; it tries again in %s s", every)
            else:
                if published or expired:
                    self.stdout.write(f"{timezone.localtime():%d/%m/%Y %H:%M:%S} published {published}, expired {expired}")
            if once:
                return
            stop.wait(every)
            close_old_connections()
