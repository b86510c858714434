"""What was typed and the files it names in; days, kinds, folders, the law, or one line that says what to type instead, out."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Catalogue
from congkhai.cli.said import KINDS, in_
from congkhai.records import Kind, Sentence

HERE = Path(__file__).resolve().parents[2]
_MOST_OFFERED = 12  # names in an error, which is one line
_CALLED = {"ID": "nghĩa vụ", "INSTRUMENT": "văn bản", "SHEET": "phiếu"}  # what the help calls an argument, in Vietnamese


class Wrong(Exception):
    """Something typed cannot be used. ``said`` is one line that says what to do."""

    def __init__(self, vi: str, en: str) -> None:
        self.said = Sentence(vi, en)


def folder(name: str, variable: str, sign: str) -> Path:
    """The folder of law or register: named by the environment, else beside the package."""
    named = os.environ.get(variable)
    found = Path(named) if named else HERE / name
    if not (found / sign).is_file():
        raise Wrong(
            f"Không thấy {found / sign}: đặt {variable} là thư mục có {sign}",
            f"There is no {found / sign}: set {variable} to the folder that holds {sign}",
        )
    return found


def catalogue() -> Catalogue:
    """The obligations. Raises ``LawError`` with every problem of their files."""
    return load(folder("law", "CONGKHAI_LAW", "instruments.yaml"))


def content(file: Path) -> bytes:
    """What a file holds. Raises ``Wrong`` where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise Wrong(f"Không đọc được tệp {file}: {error.strerror}", f"Cannot read the file {file}: {error.strerror}") from error


def write(path: Path, content: bytes) -> None:
    """Puts bytes into a file, over what was there. Raises ``Wrong`` where it cannot."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Wrong(f"Không ghi được {path}: {error.strerror}", f"Cannot write {path}: {error.strerror}") from error


def day(text: str, option: str = "--on") -> date:
    """A day as typed; none typed for ``--on`` is today in Viet Nam. Raises ``Wrong``."""
    if not text and option == "--on":
        return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        vi, en = f"{option} {text} không phải ngày: viết như 2012-09-27", f"{option} {text} is no day: write it as 2012-09-27"
        raise Wrong(vi, en) from None


def kind(text: str) -> Kind | None:
    """A kind of agency as typed; ``None`` where none was. Raises ``Wrong``."""
    if text:
        known(text, list(Kind), "--kind", {kind.value: title for kind, title in KINDS.items()})
    return Kind(text) if text else None


def instrument(text: str, catalogue: Catalogue) -> str:
    """The id of a law, decree or letter by its id, or by its number as it is printed on it. Raises ``Wrong``."""
    numbers = {name: one.number for name, one in catalogue.instruments.items()}
    name = next((name for name, number in numbers.items() if number.casefold() == text.strip().casefold()), text)
    known(name, numbers, "INSTRUMENT", {name: Sentence(number, number) for name, number in numbers.items()})
    return name


def known(text: str, names: Iterable[str], what: str, titles: Mapping[str, Sentence] = MappingProxyType({})) -> None:
    """Refuses a name that does not exist, with the nearest that does, or all of them where they are few; each with its title, if
    it has one."""
    names = list(names)
    if text in names:
        return
    near = difflib.get_close_matches(text, names, n=1)
    offered, more = near or names[:_MOST_OFFERED], [] if near or len(names) <= _MOST_OFFERED else ["…"]
    vi, en = (
        ", ".join([f"{name} ({in_(lang, titles[name])})" if name in titles else name for name in offered] + more)
        for lang in ("vi", "en")
    )
    raise Wrong(f"Không có {_CALLED.get(what, what)} {text}; có: {vi}", f"There is no {what} {text}; there is: {en}")
