"""A file that lists verdicts, as JSON, in; verdicts that figures can be made of out, or every row that is wrong with what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import Field, TypeAdapter

from congkhai.catalogue.explain import choice, validate
from congkhai.catalogue.obligation import Catalogue, Frozen
from congkhai.catalogue.problem import LawError, Problem, Source
from congkhai.records import Completeness, Kind, Sentence, Timeliness, Verdict

_MOST_TOLD = 20  # rows; one mistake is often made in all


class Listed(Frozen):
    """One row: what was found of one agency and obligation. ``confirmed``: a person stands behind it. ``at_least`` and ``at_most``
    may bound an unknown; ``enters_figures`` is false while the agency is too young to be counted."""

    agency: str = Field(min_length=1)
    name: str = Field(min_length=1)
    kind: Kind
    obligation: str
    completeness: Completeness
    timeliness: Timeliness
    confirmed: bool
    at_least: Completeness | None = None
    at_most: Completeness | None = None
    enters_figures: bool = True

    def verdict(self, on: date, rules: str) -> Verdict:
        """The row as figures take it."""
        return Verdict(
            obligation=self.obligation,
            agency=self.agency,
            kind=self.kind,
            on=on,
            rules=rules,
            force=None,
            completeness=self.completeness,
            timeliness=self.timeliness,
            part_grades={},
            days_late=None,
            proxy=False,
            reasons=(),
            at_least=self.at_least,
            at_most=self.at_most,
            enters_figures=self.enters_figures,
        )


_ROWS = TypeAdapter(tuple[Listed, ...])


class Unreadable(Exception):
    """The file cannot be used. ``problems`` say where, why and what to do, a row a sentence."""

    def __init__(self, *problems: Sentence) -> None:
        super().__init__(*(problem.en for problem in problems))
        self.problems = problems


def listed(content: bytes, catalogue: Catalogue, rules: str) -> tuple[Listed, ...]:
    """The rows of a file's bytes, each agency and obligation of the rule set at most once. Raises Unreadable."""
    value = _parsed(content)
    try:
        rows = validate(_ROWS, value, Source("", {(place,): place + 1 for place in range(len(value))}))
    except LawError as error:
        raise Unreadable(*_told(error.problems)) from None
    if problems := list(_together(rows, catalogue.rulesets[rules].obligations)):
        raise Unreadable(*_told(problems))
    return rows


def _parsed(content: bytes) -> list[Any]:
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable(Sentence("Tệp không phải UTF-8; lưu lại bằng UTF-8", "The file is not UTF-8; save it as UTF-8")) from None
    except json.JSONDecodeError as error:
        where = f"{error.lineno}:{error.colno}"
        vi = f"Dòng {where} không đúng JSON ({error.msg}); sửa chỗ ấy, hoặc xuất lại tệp"
        en = f"Line {where} is not JSON ({error.msg}); mend it, or export the file again"
        raise Unreadable(Sentence(vi, en)) from None
    if not isinstance(value, list) or not value:
        keys = "[{agency, name, kind, obligation, completeness, timeliness, confirmed}, …]"
        raise Unreadable(Sentence(f"Cần một danh sách kết luận; viết {keys}", f"A list of verdicts is wanted; write {keys}"))
    return value


def _told(problems: Sequence[Problem]) -> tuple[Sentence, ...]:
    """Problems by row (they stand where a file's lines would), and how many are left untold."""
    told = [
        Sentence(f"Hàng {p.line}: {p.cause.vi}; {p.cure.vi}", f"Row {p.line}: {p.cause.en}; {p.cure.en}")
        for p in problems[:_MOST_TOLD]
    ]
    if more := len(problems) - len(told):
        told.append(Sentence(f"… và {more} lỗi nữa", f"… and {more} more"))
    return tuple(told)


def _together(rows: Sequence[Listed], obligations: Sequence[str]) -> Iterator[Problem]:
    """What rows say of each other, and of the rule set."""
    seen: dict[tuple[str, str], int] = {}
    kinds: dict[str, tuple[Kind, int]] = {}
    for place, row in enumerate(rows, 1):
        if row.obligation not in obligations:
            chosen = choice(row.obligation, obligations)
            vi = (f'bộ quy định không có "{row.obligation}"', chosen[0])
            en = (f'the rule set has no "{row.obligation}"', chosen[1])
            yield Problem.at("", place, vi, en)
        first = seen.setdefault((row.agency, row.obligation), place)
        if first != place:
            vi = (f'"{row.agency}" và "{row.obligation}" đã có ở hàng {first}', "bỏ bớt một")
            en = (f'"{row.agency}" and "{row.obligation}" are in row {first} already', "take one out")
            yield Problem.at("", place, vi, en)
        kind, before = kinds.setdefault(row.agency, (row.kind, place))
        if kind is not row.kind:
            vi = (f'"{row.agency}" là {row.kind}, mà ở hàng {before} là {kind}', "ghi một loại cơ quan cho mỗi mã")
            en = (f'"{row.agency}" is a {row.kind}, but a {kind} in row {before}', "give each id one kind")
            yield Problem.at("", place, vi, en)
