"""``register/agencies.csv`` in; the agencies that are bound out, or every problem with its line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, TypeAdapter

from congkhai.catalogue.explain import choice, validate
from congkhai.catalogue.marked import decoded
from congkhai.catalogue.obligation import Frozen
from congkhai.catalogue.problem import LawError, Place, Problem, Source
from congkhai.records import Kind


class RegisteredAgency(Frozen):
    """One row of the register. In being from ``since`` (None: longer than the law) until the day before ``until``.
    ``confirmed``: the address of the site was seen to answer as this agency's."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: str = Field(min_length=1)
    name_en: str
    kind: Kind
    parent: str | None
    site: str | None
    since: date | None
    until: date | None
    successor: str | None
    source: str = Field(min_length=1)
    confirmed: bool

    def on(self, day: date) -> bool:
        """Whether the agency is in being that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


_AGENCIES = TypeAdapter(tuple[RegisteredAgency, ...])
_COLUMNS = tuple(RegisteredAgency.model_fields)
_MAY_BE_EMPTY = ("parent", "site", "since", "until", "successor")
_YES_OR_NO = {"yes": True, "no": False}


def load_register(folder: Path) -> tuple[RegisteredAgency, ...]:
    """The agencies of a register folder (that which holds ``agencies.csv``), in the order of its rows. Raises LawError."""
    folder = folder.resolve()
    name = f"{folder.name}/agencies.csv"
    rows, source = _rows(decoded(folder / "agencies.csv", name), name)
    agencies = validate(_AGENCIES, rows, source)
    if problems := list(_together(agencies, source)):
        raise LawError(problems)
    return agencies


def find_by_address(agencies: Iterable[RegisteredAgency], address: str, on: date) -> RegisteredAgency | None:
    """The agency in being that day that publishes at an address: of several on its host (``www.`` aside) the one whose own address
    it lies under, the deepest first, else the topmost."""
    sharing = sorted(_on_host(agencies, address, on), key=lambda a: len(_path(a.site)), reverse=True)
    return next((a for a in sharing if f"{_path(address)}/".startswith(f"{_path(a.site)}/")), sharing[-1] if sharing else None)


def beside(agencies: Iterable[RegisteredAgency], address: str, on: date) -> tuple[str, ...]:
    """Where others publish that day on the host of an address."""
    agencies = tuple(agencies)
    here = find_by_address(agencies, address, on)
    return tuple(a.site for a in _on_host(agencies, address, on) if a.site and a is not here)


def _on_host(agencies: Iterable[RegisteredAgency], address: str, on: date) -> list[RegisteredAgency]:
    wanted = _host(address)
    return [a for a in agencies if a.site and a.on(on) and _host(a.site) == wanted]


def _path(address: str | None) -> str:
    return urlsplit(address or "").path.rstrip("/")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # a bracket that opens no IPv6 address
        return ""


def _rows(text: str, name: str) -> tuple[list[dict[str, object]], Source]:
    """The rows as plain values, and the line on which each begins."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[dict[str, object]] = []
    lines: dict[Place, int] = {}
    problems: list[Problem] = []
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if line == 1:
                if tuple(cells) != _COLUMNS:
                    vi = ("dòng đầu không đúng tên các cột", f"viết: {','.join(_COLUMNS)}")
                    en = ("the first line does not name the columns", f"write: {','.join(_COLUMNS)}")
                    raise LawError([Problem.at(name, 1, vi, en)])
            elif cells and len(cells) != len(_COLUMNS):
                vi = (
                    f"dòng có {len(cells)} ô, cần {len(_COLUMNS)}",
                    "thêm hoặc bớt dấu phẩy; ô có dấu phẩy thì viết trong nháy kép",
                )
                en = (
                    f"the line has {len(cells)} cells, not {len(_COLUMNS)}",
                    "mend the commas; put a cell that holds one in double quotes",
                )
                problems.append(Problem.at(name, line, vi, en))
            elif cells:
                lines[len(rows),] = line
                row = dict(zip(_COLUMNS, (cell.strip() for cell in cells), strict=True))
                plain: dict[str, object] = {key: None if cell == "" and key in _MAY_BE_EMPTY else cell for key, cell in row.items()}
                if row["confirmed"] not in _YES_OR_NO:
                    vi = (f'confirmed là "{row["confirmed"]}"', "viết yes (đã thấy địa chỉ này) hoặc no")
                    en = (f'confirmed is "{row["confirmed"]}"', "write yes (the address was seen) or no")
                    problems.append(Problem.at(name, line, vi, en))
                rows.append(plain | {"confirmed": _YES_OR_NO.get(row["confirmed"])})
    except csv.Error:
        vi = ("dấu nháy kép không được đóng, hoặc đứng giữa ô", 'viết "" cho một dấu nháy kép trong ô')
        en = ("a double quote is not closed, or stands inside a cell", 'write "" for a double quote in a cell')
        problems.append(Problem.at(name, before + 1, vi, en))
    if not reader.line_num:
        vi = ("tệp trống", f"viết dòng đầu: {','.join(_COLUMNS)}")
        en = ("the file is empty", f"write the first line: {','.join(_COLUMNS)}")
        problems.append(Problem.at(name, 1, vi, en))
    if problems:
        raise LawError(problems)
    return rows, Source(name, lines)


def _together(agencies: tuple[RegisteredAgency, ...], source: Source) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for row, agency in enumerate(agencies):
        if agency.id in lines:
            vi = (f'id "{agency.id}" đã có ở dòng {lines[agency.id]}', "đặt id khác")
            en = (f'the id "{agency.id}" is on line {lines[agency.id]} already', "give this one another")
            yield source.problem((row,), vi, en)
        lines.setdefault(agency.id, source.line((row,)))
    for row, agency in enumerate(agencies):
        for column, other in (("parent", agency.parent), ("successor", agency.successor)):
            if other is not None and (other == agency.id or other not in lines):
                chosen = choice(other, [name for name in lines if name != agency.id])
                vi = (f'{column} "{other}" không có trong danh sách', chosen[0])
                en = (f'the {column} "{other}" is not another agency of the register', chosen[1])
                yield source.problem((row,), vi, en)
        if agency.since and agency.until and agency.until <= agency.since:
            vi = ("until không sau since", "sửa một trong hai; until là ngày đầu tiên không còn cơ quan")
            en = ("until is not after since", "mend one of the two; until is the first day without the agency")
            yield source.problem((row,), vi, en)
        if agency.site and not (agency.site.startswith(("http://", "https://")) and _host(agency.site)):
            vi = (f'"{agency.site}" không phải địa chỉ trang', "viết đầy đủ, như https://www.bacgiang.gov.vn/")
            en = (f'"{agency.site}" is not the address of a site', "write it in full, as https://www.bacgiang.gov.vn/")
            yield source.problem((row,), vi, en)
