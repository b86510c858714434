"""One command runs a whole installation, and stops all of it."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from congkhai.cli import VERBS
from congkhai.config.run import is_free, run, start, stop, workers


def is_gone(process):
    """Whether a process ended, soon; one that only waits to be buried counts."""
    stat = Path(f"/proc/{process}/stat")
    for _ in range(50):
        if not stat.exists() or stat.read_text().split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def port():
    """A port that is free, with those above it that the demo sites take."""
    while True:
        first = random.randrange(20_000, 30_000)
        if all(map(is_free, range(first, first + 20))):
            return first


def test_a_port_that_is_taken_is_said_and_nothing_starts(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        assert run(taken) == 2
    said = capsys.readouterr().out
    assert f"Port {taken} is taken" in said
    assert f"PORT={taken + 1}" in said


def test_a_part_that_does_not_end_when_asked_is_ended_with_all_it_started(tmp_path, monkeypatch):
    monkeypatch.setattr("congkhai.config.run.PATIENCE", 0.5)
    (tmp_path / "stubborn.py").write_text(
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen(['sleep', '60']); print(child.pid, flush=True); time.sleep(60)\n"
    )
    log = tmp_path / "log"
    part = start(("stubborn",), os.environ | {"PYTHONPATH": str(tmp_path)}, log)
    while not log.read_text().strip():
        time.sleep(0.05)
    child = int(log.read_text())
    stop({"stubborn": part})
    assert part.poll() == -signal.SIGKILL
    assert is_gone(child)


def test_a_fault_in_the_settings_is_said_in_one_line_and_nothing_keeps_running(tmp_path, port):
    done = subprocess.run(
        [sys.executable, "-m", "congkhai.config.run"],
        env=os.environ | {"CONGKHAI_VAR": str(tmp_path), "PORT": str(port), "CONGKHAI_WINGS": "petitions"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "there is no such wing" in done.stderr
    assert "Traceback" not in done.stderr
    assert is_free(port)


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """One folder of data for all runs, as at home: the first prepares it, the others find it."""
    return tmp_path_factory.mktemp("var")


def environment(var, port, wings):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CONGKHAI_", "DJANGO_"))}
    return clean | {"CONGKHAI_VAR": str(var), "CONGKHAI_WINGS": wings, "PORT": str(port)}


def begun(var, port, wings):
    """A run that has said all it says, and that."""
    running = subprocess.Popen(
        [sys.executable, "-m", "congkhai.config.run"], env=environment(var, port, wings), stdout=subprocess.PIPE, text=True
    )
    said = ""
    while "Ctrl-C stops everything" not in said and (line := running.stdout.readline()):
        said += line
    return running, said


@pytest.mark.parametrize(
    ("how", "wings", "front", "beside"),
    [
        (signal.SIGINT, "", None, 3),  # the web server, the demo sites, a worker
        (signal.SIGTERM, "monitor", "/giam-sat/", 4),  # and a sweeper
        (signal.SIGHUP, "monitor", "/giam-sat/", 4),
    ],
)
def test_the_installation_runs_and_one_signal_stops_all_of_it(var, port, how, wings, front, beside):
    running, said = begun(var, port, wings)
    logs = {log.name: log.read_text() for log in (var / "log").iterdir()}
    assert f"http://127.0.0.1:{port}/quan-tri/" in said, logs
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/tai-khoan/dang-nhap/") as page:
        assert "Đăng nhập" in page.read().decode()
    if front:
        assert f"http://127.0.0.1:{port}{front}" in said
        assert "Bộ Minh bạch" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert page.url.endswith(front)
    parts = subprocess.run(["pgrep", "--parent", str(running.pid)], capture_output=True, text=True).stdout.split()
    assert len(parts) == beside, logs
    running.send_signal(how)
    assert running.wait(60) == 0
    running.stdout.close()
    assert is_free(port)
    assert all(map(is_gone, parts))


def test_the_sweeper_runs_where_rounds_are_and_the_clock_where_records_are():
    assert set(workers(["portal", "monitor"])) == {"worker", "clock", "sweeper"}
    assert set(workers(["portal"])) == {"worker", "clock"}
    assert set(workers(["monitor"])) == {"worker", "sweeper"}
    assert workers(["monitor"])["sweeper"] == VERBS["sweeper"][1:-1]
    assert set(workers([""])) == {"worker"}
