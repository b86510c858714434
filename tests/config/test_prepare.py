"""An installation is made ready."""

from __future__ import annotations

import os

import pytest
from django.core.management import CommandError

from congkhai.config import prepare


@pytest.fixture
def said(tmp_path, monkeypatch, settings):
    """Who ran each command: lines of a name and a process. The demonstration's content fails to load if a file says so."""
    settings.DEMO, settings.DEBUG = True, True
    log = tmp_path / "said"

    def call(name, **options):
        with log.open("a") as out:
            out.write(f"{name} {os.getpid()}\n")
        if name == "load_demo" and (tmp_path / "broken").exists():
            raise CommandError("no room left")

    monkeypatch.setattr(prepare, "call_command", call)
    monkeypatch.setattr(prepare.connections, "close_all", lambda: None)
    return log


def test_the_web_server_is_not_forked_from_a_process_that_set_papers(said):
    prepare.prepare()
    ran = dict(line.split() for line in said.read_text().splitlines())
    assert ran["migrate"] == ran["load_register"] == str(os.getpid()) != ran["load_demo"]


def test_nothing_is_served_where_the_demonstration_could_not_be_loaded(said, tmp_path, capfd):
    (tmp_path / "broken").touch()
    with pytest.raises(CommandError, match="could not be loaded"):
        prepare.prepare()
    assert "no room left" in capfd.readouterr().err
