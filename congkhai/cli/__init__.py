"""What was typed in; verdicts, evidence or law on standard output, all else on standard error, and an exit code, out.

0: done, also where a site could not be seen; 1: something is wrong with the law files; 2: wrong usage, told in one line. Django is
never loaded here: its verbs are run by name in a process of their own.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Never

import typer
from typer.main import get_command

from congkhai.catalogue.problem import LawError
from congkhai.cli import given, said
from congkhai.cli.given import HERE, Wrong
from congkhai.cli.verbs import VERBS, handed_over
from congkhai.crawling.addresses import BadAddress
from congkhai.records import Sentence
from congkhai.reporting.listed import Unreadable

__all__ = ["HERE", "VERBS", "command_for", "main", "run"]

_ROOMS = {"check": "check", "read": "read", "letter": "letter", "sheet": "sheet", "demo-sites": "demo", "law": "law"}


def command_for(first: str) -> typer.Typer:
    """The command that was typed, with nothing loaded but what it needs: whoever tries a law file waits for no crawler. Any other
    word, such as ``--help``, is told of all."""
    app = typer.Typer(
        add_completion=False,
        help="Cơ quan nhà nước có công khai đủ và kịp thời không? / Do state agencies publish what they must, and in time?",
        epilog=f"Vận hành / Operate: congkhai {' | '.join(VERBS)}",
    )
    app.callback()(lambda: None)  # a lone command would else take the place of the word that names it
    for verb in [first] if first in _ROOMS else _ROOMS:
        room = import_module(f"congkhai.cli.{_ROOMS[verb]}")
        app.add_typer(room.commands, name="law" if verb == "law" else None)
    return app


def run(arguments: Sequence[str]) -> int:
    """Does what was typed. The exit code."""
    if arguments and arguments[0] in VERBS:
        return handed_over(arguments, _language(arguments))
    logging.getLogger("congkhai").addHandler(logging.NullHandler())
    lang = _language(arguments)
    try:
        given.known(lang, ("vi", "en"), "--lang")
        typed = [*arguments] or ["--help"]
        code = get_command(command_for(typed[0])).main(typed, prog_name="congkhai", standalone_mode=False)
    except (Wrong, BadAddress) as error:
        said.note(lang, error.said)
        return 2
    except Unreadable as error:
        for sentence in error.problems:
            said.note(lang, sentence)
        return 2
    except LawError as error:
        for problem in error.problems:
            sys.stderr.write(f"{problem.said(lang)}\n")
        return 1
    except typer.TyperException as error:
        said.note(lang, _usage(error, arguments))
        return 2
    return code if isinstance(code, int) else 0


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, before anything is parsed, so that errors of parsing are told in it too."""
    for here, after in pairwise((*arguments, "")):
        if here == "--lang":
            return after
        if here.startswith("--lang="):
            return here.removeprefix("--lang=")
    return "vi"


_NAMED = re.compile(r"'([^']+)'|option: (\S+)|argument\(s\) \(([^)]+)\)")  # what typer's words are about


def _usage(error: typer.TyperException, arguments: Sequence[str]) -> Sentence:
    """An error of usage in one line. Typer's own words stand in the English one."""
    words = [word for word in arguments[:2] if not word.startswith("-")]
    known = words[: 2 if words[:1] == ["law"] else 1]
    hint = f"congkhai {' '.join(known)} --help" if known and type(error).__name__ != "UsageError" else "congkhai --help"
    en = " ".join(error.format_message().split())
    found = _NAMED.search(en)
    named = next(filter(None, found.groups())) if found else ""
    vi = {
        "MissingParameter": f"Thiếu {named or 'một tham số bắt buộc'}",
        "NoSuchOption": f"Không có tuỳ chọn {named}",
        "BadOptionUsage": f"Thiếu giá trị của {named}",
        "BadParameter": f"Giá trị của {named} không đúng",
        "UsageError": f"Không có lệnh này, hoặc thừa tham số: {named}",
    }.get(type(error).__name__, f"Dùng chưa đúng ({en})")
    return Sentence(f"{vi}; xem {hint}", f"{en.rstrip('.')}; see {hint}")


def main() -> Never:
    """The ``congkhai`` command."""
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)
