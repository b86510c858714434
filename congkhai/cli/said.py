"""Sentences, tables and values in; standard output and standard error, in the reader's language, out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from congkhai.records import Force, Kind, Sentence

KINDS: Mapping[Kind, Sentence] = {
    Kind.MINISTRY: Sentence("bộ, cơ quan ngang bộ", "ministry"),
    Kind.GOVERNMENT_AGENCY: Sentence("cơ quan thuộc Chính phủ", "government agency"),
    Kind.DEPARTMENT: Sentence("sở, cục và tương đương", "department"),
    Kind.PROVINCE: Sentence("tỉnh, thành phố", "province"),
    Kind.DISTRICT: Sentence("huyện", "district"),
    Kind.COMMUNE: Sentence("xã, phường", "commune"),
}
FORCES: Mapping[Force | None, Sentence] = {
    Force.BINDING: Sentence("bắt buộc", "binding"),
    Force.PRACTICE: Sentence("thông lệ tốt", "good practice"),
    None: Sentence("", ""),
}


def in_(lang: str, sentence: Sentence) -> str:
    """A sentence in one of its two languages."""
    return sentence.en if lang == "en" else sentence.vi


def out() -> Console:
    """Standard output; wide where it goes to a file or another program, so that most addresses stay whole."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=320)


def note(lang: str, sentence: Sentence) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{in_(lang, sentence)}\n")


def as_json(value: Any) -> None:
    """Indented JSON on standard output, its letters as they are."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def table(lang: str, *columns: tuple[str, str, int]) -> Table:
    """A table over the whole width; each column has a title in both languages and its share."""
    empty = Table(show_lines=True, expand=True)
    for vi, en, share in columns:
        empty.add_column(in_(lang, Sentence(vi, en)), overflow="fold", ratio=share)
    return empty
