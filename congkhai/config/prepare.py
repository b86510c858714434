"""Code and an old database, or none, in; an installation ready to serve out.

Run so: ``python -m congkhai.config.prepare``. A module and its arguments may follow: the process that prepared goes on as that,
with all the code it has read already."""

from __future__ import annotations

import hashlib
import os
import runpy
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connections

from congkhai.catalogue.loading import load
from congkhai.catalogue.problem import LawError


def collect_static() -> None:
    """Gather the style sheets and scripts for the web server, unless none has changed since the last time."""
    files = sorted((name, storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))
    seen = repr([(name, (stat := Path(path).stat()).st_size, stat.st_mtime_ns) for name, path in files])
    state, stamp = hashlib.sha256(seen.encode()).hexdigest(), settings.STATIC_ROOT / ".state"
    if not stamp.is_file() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)


def prepare() -> None:
    """Database, law, register, static files and, in a demonstration, its content. What is there already stays."""
    call_command("migrate", interactive=False, verbosity=0)
    law = load(settings.LAW)
    sys.stdout.write(f"law: {len(law.obligations)} obligations\n")
    call_command("load_register")
    if not settings.DEBUG:
        collect_static()
    if settings.DEMO and apps.is_installed("congkhai.demo"):
        # In a process apart: invented papers are set by threads, which a web server that is forked from this one would wait for.
        connections.close_all()
        demo = get_context("fork").Process(target=call_command, args=("load_demo",))
        demo.start()
        demo.join()
        if demo.exitcode:
            raise CommandError("The demonstration's content could not be loaded; the reason stands above.")


def main(then: Sequence[str] = ()) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "congkhai.config.settings"
    try:
        django.setup()
        prepare()
    except (ImproperlyConfigured, CommandError, LawError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if then:
        connections.close_all()  # none may be shared with processes that are forked from this one
        sys.stdout.flush()
        sys.argv = list(then)
        runpy.run_module(then[0], run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
