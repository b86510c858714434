"""A port in; a whole installation for a trial run out, until Ctrl-C: prepared, served, with its workers, clock and demo sites.

Nothing of Django is imported here: each part is a process of its own, in a group of its own, and all end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
SITES_ABOVE = 11  # the demo sites' first port, above the installation's own
PATIENCE = 10  # seconds that a part has to end by itself
STEP = 0.1  # seconds between two looks at the parts
SERVER = ("gunicorn", "--workers", "2", "--threads", "4", "--preload", "congkhai.config.wsgi")
Parts = dict[str, "subprocess.Popen[bytes]"]


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
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
    """Whether the web server takes a connection."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def environment(port: int) -> dict[str, str]:
    """This process's own, with what makes it a trial run where nothing else is said."""
    trial = {
        "CONGKHAI_DEMO": "1",
        "CONGKHAI_MFA_REQUIRED": "0",
        "CONGKHAI_ADDRESS": f"http://{HOST}:{port}",
    }
    return trial | os.environ | {"DJANGO_SETTINGS_MODULE": "congkhai.config.settings", "PYTHONUNBUFFERED": "1"}


def workers(wings: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What runs beside the web server: name → Python module and its arguments."""
    running: dict[str, tuple[str, ...]] = {"worker": ("django", "db_worker")}
    if "portal" in wings:
        running["clock"] = ("django", "clock")
    if "monitor" in wings:
        running["sweeper"] = ("django", "db_worker", "--backend=rounds")
    return running


def start(module: Sequence[str], env: Mapping[str, str], log: Path | None = None) -> subprocess.Popen[bytes]:
    """A part, in a group of its own so that Ctrl-C in the terminal reaches us alone."""
    command = [sys.executable, "-m", *module]
    if log is None:
        return subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True)  # noqa: S603
    with log.open("wb") as out:
        return subprocess.Popen(  # noqa: S603
            command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )


def stop(parts: Parts) -> None:
    """Ask every part to end, wait, and end by force what has not."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        left = [part for part in parts.values() if part.poll() is None]
        for part in left:
            os.killpg(part.pid, how)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and any(part.poll() is None for part in left):
            time.sleep(STEP)


def welcome(var: Path, port: int, wings: Sequence[str]) -> None:
    """Where everything is, and who may sign in."""
    here, logins = f"http://{HOST}:{port}", var / "demo-logins.txt"
    say("")
    if "portal" in wings:
        say(f"  Cổng thông tin · portal                    {here}/")
    if "monitor" in wings:
        say(f"  Kết quả giám sát · public observatory      {here}/giam-sat/")
    say(f"  Sau khi đăng nhập · desks, once signed in  {here}/quan-tri/")
    if logins.is_file():
        say("", f"  Tài khoản thử · demo log-ins (made at the first run, kept in {logins}):")
        say(*(f"    {line}" for line in logins.read_text().expandtabs(20).splitlines()))
        say("    The second step of signing in is off in this trial (CONGKHAI_MFA_REQUIRED=0); in production it is required.")
    say("", "  Trang của các cơ quan hư cấu · invented agencies' sites, for “congkhai check … --allow-private”:")
    say(*(f"    {line}" for line in (var / "log" / "demo-sites.log").read_text().splitlines()))
    say("", f"  Ctrl-C stops everything. Data: {var}. What the parts say: {var / 'log'}", "")


def ended(parts: Parts, var: Path) -> bool:
    """Whether a part ended by itself; its last words are said."""
    for name, part in parts.items():
        if part.poll() is not None:
            log = var / "log" / f"{name}.log"
            say(f"“{name}” ended by itself ({part.returncode}). Its last words, from {log}:")
            say(*log.read_text(errors="replace").splitlines()[-15:])
            return True
    return False


def run(port: int = 8000) -> int:
    """Prepare, start, wait, stop. The exit code: 0 when asked to stop, 1 if a part failed, 2 if it cannot start."""
    if not is_free(port):
        say(f"Port {port} is taken: another congkhai, or another program, listens there.", f"Stop it, or: make run PORT={port + 1}")
        return 2
    os.umask(0o077)
    env = environment(port)
    var, wings = Path(env.get("CONGKHAI_VAR", ROOT / "var")), env.get("CONGKHAI_WINGS", "portal,monitor").split(",")
    (var / "log").mkdir(parents=True, exist_ok=True)
    logs = {name: var / "log" / f"{name}.log" for name in ("web", "demo-sites", *workers(wings))}
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.set())

    parts: Parts = {}
    try:
        # The process that prepares becomes the web server: reading all the code twice would take longer than anything else here.
        serving = (*SERVER, "--bind", f"{HOST}:{port}", "--log-file", str(logs["web"]), "--capture-output")
        logs["web"].unlink(missing_ok=True)
        parts["web"] = start(("congkhai.config.prepare", *serving), env)
        sites = ("congkhai.cli", "demo-sites", "--port", str(port + SITES_ABOVE))
        parts["demo-sites"] = start(sites, env, logs["demo-sites"])
        while not (answers(port) and logs["demo-sites"].stat().st_size):
            if asked.wait(STEP):
                return 0
            if parts["web"].poll() is not None and not logs["web"].is_file():
                return 1  # not prepared, and it has said why
            if ended(parts, var):
                return 1
        for name, module in workers(wings).items():
            parts[name] = start(module, env, logs[name])
        welcome(var, port, wings)
        while not asked.wait(STEP):
            if ended(parts, var):
                return 1
        say("", "Stopping …")
        return 0
    finally:
        stop(parts)


if __name__ == "__main__":
    sys.exit(run(int(os.environ.get("PORT", "8000"))))
