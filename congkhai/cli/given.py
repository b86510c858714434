"""What was typed and the files it names in; days, kinds, folders, the law, or one line that says what to type instead, out."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Catalogue
from congkhai.cli.said import KINDS
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
        known(text, {kind.value: title.vi for kind, title in KINDS.items()}, "--kind")
    return Kind(text) if text else None


def instrument(text: str, catalogue: Catalogue) -> str:
    """The id of a law, decree or letter by its id, or by its number as it is printed on it. Raises ``Wrong``."""
    numbers = {one.number.casefold(): name for name, one in catalogue.instruments.items()}
    name = numbers.get(text.strip().casefold(), text)
    known(name, {name: one.number for name, one in catalogue.instruments.items()}, "INSTRUMENT")
    return name


def known(text: str, names: Iterable[str] | Mapping[str, str], what: str) -> None:
    """Refuses a name that does not exist, with the nearest that does, or all of them where they are few; each with what it is
    called, where ``names`` says so."""
    titles = names if isinstance(names, Mapping) else {}
    names = list(names)
    if text in names:
        return
    near = difflib.get_close_matches(text, names, n=1) or names[:_MOST_OFFERED]
    offered = ", ".join(f"{name} ({titles[name]})" if isinstance(titles.get(name), str) else name for name in near)
    offered += ", …" if near == names[:_MOST_OFFERED] and len(names) > _MOST_OFFERED else ""
    raise Wrong(f"Không có {_CALLED.get(what, what)} {text}; có: {offered}", f"There is no {what} {text}; there is: {offered}")
