"""Killing the worker, its crawler with it, and the web server at any instant loses nothing and asks nobody twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

from congkhai.monitor.verdicts import timeless
from tests.fakesite.server import FakeSite
from tests.monitor.surveys import sites

KILLS = 20
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of its own, of the kind that the tests run on."""
    given = os.environ.get("CONGKHAI_DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'killed.sqlite3'}"
        return
    name = f"congkhai_killed_{os.getpid()}"
    with psycopg.connect(given, dbname="postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def requests_after(site: FakeSite, captures: list[dict[str, Any]], began: float) -> list[str]:
    """Pages of a round that were asked for after they had been kept. Both clocks are this machine's."""
    offset = time.time() - time.monotonic()
    kept = {row["url"].removeprefix(site.address): row["at"] for row in captures if row["url"].startswith(site.address)}
    asked = [(one.path, one.at + offset) for one in site.log if one.at + offset >= began]
    return [path for path, at in asked if path in kept and at > kept[path] + 0.005]


def test_twenty_kills_lose_nothing_and_ask_for_no_kept_page_again(database: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED", random.randrange(10**6)))
    print(f"seed {seed}")  # noqa: T201
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CONGKHAI_")} | {
        "CONGKHAI_DATABASE_URL": database,
        "CONGKHAI_DEMO": "1",
        "CONGKHAI_DEBUG": "1",  # no static files are collected here
        "CONGKHAI_MFA_REQUIRED": "0",
        "CONGKHAI_VAR": str(tmp_path),
        "CONGKHAI_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "congkhai.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    with sites(3, records=14) as running:
        asked = [str(KILLS), str(seed), *(site.address for site in running)]
        command = [sys.executable, "-m", "tests.monitor.nursery", *asked]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        told = json.loads(done.stdout)
    peace, war = told["peace"], told["war"]
    assert (peace["stage"], war["stage"]) == ("review", "review"), done.stderr[-3000:]
    assert told["killed"] == KILLS
    assert told["pages"] > 0  # the web server was at work
    assert {row["url"] for row in war["captures"]} == {row["url"] for row in peace["captures"]}
    assert [requests_after(site, war["captures"], war["began"]) for site in running] == [[], [], []]
    assert [timeless(one) for one in war["verdicts"]] == [timeless(one) for one in peace["verdicts"]]
    assert len(war["verdicts"]) == 3 * 13
