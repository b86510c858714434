"""A verb of Django or of the running house in; the process that does it, in place of this one, out."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from congkhai.cli.said import note
from congkhai.records import Sentence

_DJANGO = ("-m", "django")
_SETTINGS = "--settings=congkhai.config.settings"
# Verbs of Django and of the running house, by the arguments that Python gets for them.
VERBS: Mapping[str, tuple[str, ...]] = {
    "run": ("-m", "congkhai.config.run"),
    "prepare": ("-m", "congkhai.config.prepare"),
    "worker": (*_DJANGO, "db_worker", _SETTINGS),
    "sweeper": (*_DJANGO, "db_worker", "--backend=rounds", _SETTINGS),
    **{
        verb: (*_DJANGO, verb.replace("-", "_"), _SETTINGS)
        for verb in ("migrate", "createsuperuser", "clock", "load-register", "load-demo", "round", "tidy", "shell")
    },
}
WING_OF: Mapping[str, str] = {"clock": "portal", "round": "monitor", "sweeper": "monitor"}  # verbs of one wing alone


def handed_over(arguments: Sequence[str], lang: str) -> int:
    """Becomes the process of the verb that was typed first. Returns only where its wing is off: the exit code, 2."""
    wing = WING_OF.get(arguments[0])
    if not wing or wing in map(str.strip, os.environ.get("CONGKHAI_WINGS", "portal,monitor").split(",")):
        os.execv(sys.executable, [sys.executable, *VERBS[arguments[0]], *arguments[1:]])  # noqa: S606
    vi = f"“{arguments[0]}” thuộc phần {wing}, mà CONGKHAI_WINGS đang tắt phần này."
    note(lang, Sentence(vi, f"“{arguments[0]}” is the {wing}'s, and CONGKHAI_WINGS has that wing off."))
    return 2
