"""An empty database, sites and a seed in; one round left in peace, and one whose worker and web server were killed again and again,
as JSON, out.

Run as a process of its own. It forks the real worker (`db_worker --backend rounds`), in which the crawler is a thread, and what the
web server does, from a parent that has everything imported, so that killing and starting anew costs milliseconds; nobody but these
touches a row in between."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from typing import Any

import django
from django.conf import settings

LEASE = 0.4  # seconds
PATIENCE = 40  # seconds, for the last worker to finish


def main(addresses: list[str], kills: int, seed: int) -> None:
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client
    from django.urls import reverse

    from congkhai.accounts.models import User
    from congkhai.agencies.models import Agency
    from congkhai.monitor.acts.create import create
    from congkhai.monitor.acts.start import start
    from congkhai.monitor.models import Round, Stage, StoredCapture
    from congkhai.monitor.wake import look_after  # noqa: F401  the worker finds it loaded
    from tests.monitor.surveys import ON

    settings.SWEEP_LEASE = timedelta(seconds=LEASE)
    chance = random.Random(seed)

    def begun() -> Round:
        agencies = list(Agency.objects.filter(slug__startswith="song-"))
        pace = {"between_requests": 0.08, "allow_private": True}
        return start(
            create(owner=agencies[0], rules="letter-2613", on=ON, agencies=agencies, by=None, pace=pace, again_after=timedelta(0)),
            by=None,
        )

    def born() -> int:
        connections.close_all()
        child = os.fork()
        if child == 0:
            call_command("db_worker", backend_name="rounds", interval=0.02, startup_delay=False, reload=False, verbosity=0)
            os._exit(1)
        return child

    def answers(round: Round) -> bool:
        visitor = Client(headers={"host": "127.0.0.1"})
        visitor.force_login(keeper)
        return visitor.get(reverse("rounds:round", args=[round.slug])).status_code == 200

    def serving(round: Round) -> int:
        """The web server's part: the round's page, asked for again and again; a byte for each answer."""
        connections.close_all()
        child = os.fork()
        if child == 0:
            while answers(round):
                os.write(written, b".")
            os._exit(1)
        return child

    def end(*children: int) -> None:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)

    def is_over(round: Round) -> bool:
        return Round.objects.filter(pk=round.pk, stage=Stage.REVIEW).exists()

    def seen_through(round: Round) -> None:
        child, until = born(), time.monotonic() + PATIENCE
        while not is_over(round) and time.monotonic() < until:
            time.sleep(0.05)
        end(child)

    def told(round: Round) -> dict[str, Any]:
        round.refresh_from_db()
        captures = StoredCapture.objects.filter(site__round=round).order_by("pk")
        verdicts = round.verdicts.filter(current=True).order_by("agency__slug", "obligation")
        return {
            "stage": round.stage,
            "verdicts": [row.verdict for row in verdicts],
            "captures": [{"url": row.url, "at": row.at.timestamp()} for row in captures],
            "began": round.started_at.timestamp(),
        }

    call_command("migrate", verbosity=0)
    keeper = User.objects.create_superuser("giu-may", password=None)
    read, written = os.pipe()
    for number, address in enumerate(addresses):
        Agency.objects.create(slug=f"song-{number}", kind="province", name=f"Tỉnh Sống {number}", site=address)
    peace = begun()
    seen_through(peace)
    assert answers(peace)  # and all that a page needs is imported before anything is killed
    war, killed = begun(), 0
    while killed < kills and not is_over(war):
        children = born(), serving(war)
        time.sleep(chance.uniform(0.0, 1.0))
        end(*children)
        killed += 1
    seen_through(war)
    os.close(written)
    json.dump({"peace": told(peace), "war": told(war), "killed": killed, "pages": len(os.read(read, 60_000))}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[3:], int(sys.argv[1]), int(sys.argv[2]))
