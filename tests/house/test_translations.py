"""All that our code and templates say is written in Vietnamese too."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "congkhai"
CATALOGUES = sorted(PACKAGE.glob("*/*locale/vi/LC_MESSAGES/*.po"))
SPEAKING = [*sorted(PACKAGE.rglob("*.py")), *(path for path in sorted(PACKAGE.glob("*/templates/**/*")) if path.is_file())]
FLOOR = ("accounts", "agencies", "files", "ledger", "search", "skin")  # rooms that every installation has
KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")}

Said = tuple[str, str]  # the context, mostly empty, and the English (its singular)


def _said(path: Path) -> Iterator[Said]:
    """What one file says. Django turns a template into calls of gettext; without its indents, Python's own lexer reads them."""
    text = path.read_text()
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for _line, said, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
        yield context or "", said if isinstance(said, str) else said[0]


def _written(path: Path) -> dict[Said, str]:
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {
        (m.context or "", m.id if isinstance(m.id, str) else m.id[0]): m.string if isinstance(m.string, str) else m.string[0]
        for m in messages
        if not m.fuzzy
    }


def _short(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_all_that_we_say_is_written_in_vietnamese() -> None:
    """In a catalogue that is there whenever the text is: a wing may be switched off, and its catalogue with it."""
    written = {path: _written(path) for path in CATALOGUES}
    spoken = {(said, path.relative_to(PACKAGE).parts[0]): _short(path) for path in SPEAKING for said in _said(path)}
    missing = [
        f"{where}: {said[1]!r}"
        for (said, room), where in spoken.items()
        if not any(said in words for path, words in written.items() if path.relative_to(PACKAGE).parts[0] in {room, *FLOOR})
    ]
    assert len(spoken) > 500  # else the files were not read
    assert not missing, "Write these in the room's own locale/vi/LC_MESSAGES/django.po:\n" + "\n".join(missing)


def test_one_english_text_has_one_vietnamese() -> None:
    """Django lays all catalogues over each other, so a second wording would silently win or be lost; a context keeps two apart."""
    wordings: dict[Said, dict[str, str]] = {}
    for path in CATALOGUES:
        for said, words in _written(path).items():
            wordings.setdefault(said, {})[words] = _short(path)
    assert not {said: different for said, different in wordings.items() if len(different) > 1}


@pytest.mark.parametrize("path", CATALOGUES, ids=_short)
def test_a_catalogue_compiles_without_fault_and_leaves_nothing_blank(path: Path) -> None:
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    faults = [(message.id, str(fault)) for message in messages for fault in message.check()]
    assert not faults
    assert not [message.id for message in messages if message.fuzzy or not "".join(message.string).strip()]
