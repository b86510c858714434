"""A port in; a whole installation for a trial run out, until Ctrl-C: prepared, served, its worker, clock and demo sites beside it.

Nothing of Django is imported here: each part is a process of its own, in a group of its own, and all end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PATIENCE = 10  # seconds that a part has to end by itself
DJANGO = ("-m", "django")
SERVER = ("-m", "gunicorn", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--preload", "congkhai.config.wsgi")  # noqa: S108


class Stop(Exception):
    """Asked to end, by Ctrl-C, by the system, or by a closed terminal."""


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def is_free(port: int) -> bool:
    """Whether nothing listens there yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def environment(port: int) -> dict[str, str]:
    """This process's own, with what makes it a trial run where nothing else is said."""
    trial = {
        "CONGKHAI_DEMO": "1",
        "CONGKHAI_MFA_REQUIRED": "0",
        "CONGKHAI_ADDRESS": f"http://{HOST}:{port}",
        "DJANGO_SETTINGS_MODULE": "congkhai.config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return trial | os.environ


def parts(port: int, wings: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The processes by name, as arguments to Python."""
    running = {"web": (*SERVER, "--bind", f"{HOST}:{port}"), "worker": (*DJANGO, "db_worker"), "demo-sites": ("-m", "congkhai.cli", "demo-sites")}
    return running | ({"clock": (*DJANGO, "clock")} if "portal" in wings else {})


def stop(running: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Ask every process to end, wait, and end by force what has not."""
    for signal_ in (signal.SIGTERM, signal.SIGKILL):
        left = [process for process in running.values() if process.poll() is None]
        for process in left:
            os.killpg(process.pid, signal_)
        until = time.monotonic() + PATIENCE
        for process in left:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                continue


def watch(running: Mapping[str, subprocess.Popen[bytes]], logs: Path, port: int) -> int:
    """Say where everything is as soon as it answers, then wait. Ends with 1 when a part ends by itself."""
    said = False
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                tail = (logs / f"{name}.log").read_text(errors="replace").splitlines()[-15:]
                say("\n".join([f"“{name}” ended by itself ({process.returncode}). Its last words, from {logs / f'{name}.log'}:", *tail]))
                return 1
        if not said and answers(port):
            said = True
            welcome(logs, port)
        time.sleep(0.2)


def welcome(logs: Path, port: int) -> None:
    logins, sites = logs.parent / "demo-logins.txt", logs / "demo-sites.log"
    say(f"\n  Portal          http://{HOST}:{port}/")
    say(f"  Editors' desk   http://{HOST}:{port}/quan-tri/")
    if logins.is_file():
        say(f"\n  Demo log-ins (made at the first run, kept in {logins}):")
        say("\n".join(f"    {line}" for line in logins.read_text().expandtabs(20).splitlines()))
        say("  The second step of signing in is switched off in this trial (CONGKHAI_MFA_REQUIRED=0); in production it is required.")
    if sites.is_file() and sites.read_text().strip():
        say("\n  Invented agencies' sites, to try “congkhai check … --allow-private” on:")
        say("\n".join(f"    {line}" for line in sites.read_text().splitlines()))
    say(f"\n  Ctrl-C stops everything. Data: {logs.parent}. What the parts say: {logs}\n")


def run(port: int = 8000) -> int:
    """Prepare, start, wait, stop. The exit code: 0 after Ctrl-C, 1 if something failed, 2 if it cannot start."""
    if not is_free(port):
        say(f"Port {port} is taken: another congkhai, or another program, listens there. Stop it, or choose another: make run PORT={port + 1}")
        return 2
    env = environment(port)
    logs = Path(env.get("CONGKHAI_VAR", ROOT / "var")) / "log"
    logs.mkdir(parents=True, exist_ok=True)

    def asked(number: int, frame: FrameType | None) -> None:
        raise Stop

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, asked)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        ready = subprocess.Popen([sys.executable, "-m", "congkhai.config.prepare"], env=env, cwd=ROOT, start_new_session=True)
        running["prepare"] = ready
        if ready.wait() != 0:
            return 1
        del running["prepare"]
        for name, arguments in parts(port, env.get("CONGKHAI_WINGS", "portal").split(",")).items():
            with (logs / f"{name}.log").open("wb") as log:
                running[name] = subprocess.Popen(
                    [sys.executable, *arguments], env=env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
                )
        return watch(running, logs, port)
    except Stop:
        say("\nStopping …")
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # asked again while ending: the end is under way
        stop(running)


if __name__ == "__main__":
    sys.exit(run(int(os.environ.get("PORT", "8000"))))
