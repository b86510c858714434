"""The folder of law files in; the catalogue out, or every problem of every file at once, each with its line, cause and cure."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from congkhai.catalogue.aspects import ASPECTS
from congkhai.catalogue.explain import choice, validate
from congkhai.catalogue.finding import LetterPlan
from congkhai.catalogue.marked import read
from congkhai.catalogue.obligation import (
    Basis,
    Catalogue,
    DueWithin,
    FieldType,
    Group,
    Instrument,
    Obligation,
    RuleSet,
    Version,
    hash_of,
)
from congkhai.catalogue.places import is_place
from congkhai.catalogue.problem import LawError, Place, Problem, Source
from congkhai.catalogue.sheet import Sheet
from congkhai.catalogue.sheet import problems as problems_of_sheet
from congkhai.records import Force, Kind
from congkhai.text import label_key, slug

__all__ = ["LawError", "Loaded", "Problem", "load", "open_law"]

T = TypeVar("T")

_INSTRUMENTS = TypeAdapter(dict[str, Instrument])
_RULESETS = TypeAdapter(dict[str, RuleSet])
_KINDS = TypeAdapter(dict[Kind, date])
_OBLIGATION = TypeAdapter(Obligation)
_LETTER = TypeAdapter(LetterPlan)
_SHEET = TypeAdapter(Sheet)
_CASES = ("met", "unmet", "unknown", "look_alike")  # every obligation proves at least one of each
_DATED = (FieldType.DATE, FieldType.DATETIME, FieldType.PERIOD)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The catalogue; the plans of letters and the scoring sheets by file name; where the values of each file stand, by the file's
    name in the folder."""

    catalogue: Catalogue
    letters: Mapping[str, LetterPlan]
    sheets: Mapping[str, Sheet]
    sources: Mapping[str, Source]


def load(folder: Path) -> Catalogue:
    """The catalogue of a law folder (that which holds ``instruments.yaml``), read once per process. Raises LawError."""
    return open_law(folder).catalogue


def open_law(folder: Path) -> Loaded:
    """What ``load`` gives, with the letters' plans, the scoring sheets and the lines of the files. Raises LawError."""
    return _open(folder.resolve())


@lru_cache(maxsize=8)
def _open(folder: Path) -> Loaded:
    # All that is read here is kept: the collector, which takes a third of the time, would go over it again and again in vain.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _whole(folder)
    finally:
        if collecting:
            gc.enable()


def _whole(folder: Path) -> Loaded:
    problems: list[Problem] = []
    sources: dict[str, Source] = {}

    def opened(name: str, shape: TypeAdapter[T]) -> T | None:
        try:
            value, source = read(folder / name, f"{folder.name}/{name}")
            found = validate(shape, _named(value) if shape is _RULESETS else value, source)
        except LawError as error:
            problems.extend(error.problems)
            return None
        sources[name] = source
        return found

    def each(of: str, shape: TypeAdapter[T]) -> dict[str, T]:
        found = {path.stem: opened(f"{of}/{path.name}", shape) for path in sorted((folder / of).glob("*.yaml"))}
        return {name: one for name, one in found.items() if one is not None}

    instruments = opened("instruments.yaml", _INSTRUMENTS)
    rulesets = opened("rulesets.yaml", _RULESETS)
    ended = (opened("kinds.yaml", _KINDS) if (folder / "kinds.yaml").exists() else None) or {}
    obligations = each("obligations", _OBLIGATION)
    letters = each("findings", _LETTER)
    sheets = each("sheets", _SHEET)
    for path in folder.rglob("*"):
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml":
            vi = (f'tệp có đuôi "{path.suffix}" không được đọc', 'đổi đuôi thành ".yaml"')
            en = (f'files ending in "{path.suffix}" are not read', 'rename it to end in ".yaml"')
            problems.append(Problem.at(f"{folder.name}/{path.relative_to(folder).as_posix()}", 1, vi, en))
    for name, obligation in obligations.items():
        problems += _alone(name, obligation, sources[f"obligations/{name}.yaml"])
    if (
        not problems and instruments is not None and rulesets is not None
    ):  # what files say of each other waits until all can be read
        catalogue = Catalogue(obligations=obligations, instruments=instruments, rulesets=rulesets, ended=ended, hash=_hash(folder))
        loaded = Loaded(catalogue, letters, sheets, sources)
        problems += _together(loaded)
    if problems:
        raise LawError(problems)
    for version in (version for obligation in obligations.values() for version in obligation.versions):
        for citation in version.cites:
            citation.numbered(loaded.catalogue.instruments)
    return loaded


def _named(rulesets: Any) -> Any:
    """Rule sets with their key as their id, where they do not say it themselves."""
    if not isinstance(rulesets, dict):
        return rulesets
    return {key: {"id": key} | fields if isinstance(fields, dict) else fields for key, fields in rulesets.items()}


def _hash(folder: Path) -> str:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
    return hash_of([(folder / name).read_bytes() for name in names])


# --- one obligation by itself -----------------------------------------------------------------------


def _alone(name: str, obligation: Obligation, source: Source) -> Iterator[Problem]:
    if obligation.id != name:
        vi = (f'id "{obligation.id}" khác tên tệp', f'viết "id: {name}", hoặc đổi tên tệp thành {obligation.id}.yaml')
        en = (
            f'the id "{obligation.id}" is not the name of the file',
            f'write "id: {name}", or rename the file {obligation.id}.yaml',
        )
        yield source.problem(("id",), vi, en)
    for language, written in (("vi", obligation.slug.vi), ("en", obligation.slug.en)):
        if written != slug(written):
            vi = (f'"{written}" không dùng làm địa chỉ được', f'viết "{slug(written)}"')
            en = (f'"{written}" cannot be an address', f'write "{slug(written)}"')
            yield source.problem(("slug", language), vi, en)
    labels = {label_key(label) for label in obligation.find.labels}
    for position, label in enumerate(obligation.find.not_):
        if label_key(label) in labels:
            vi = (f'"{label}" vừa là dấu hiệu tìm vừa là dấu hiệu nhầm', "bỏ ở labels hoặc ở not")
            en = (f'"{label}" is both a label to find and one that misleads', "take it out of labels or of not")
            yield source.problem(("find", "not", position), vi, en)
    yield from _order(obligation.versions, source)
    for position, version in enumerate(obligation.versions):
        yield from _encoded(version, ("versions", position), source)
        yield from _parts(version, ("versions", position), source)
    if not obligation.checked_only:
        yield from _unmixed(obligation, source)
    if obligation.checked_only != (obligation.group is Group.SITE):
        vi = (
            'nhóm "site" chỉ dành cho chức năng của trang, và chức năng chỉ ở nhóm ấy',
            "chọn nhóm khác, hoặc thêm check vào các phần",
        )
        en = (
            'the group "site" is for functions of the site, and for them alone',
            "choose another group, or give the parts a check",
        )
        yield source.problem(("group",), vi, en)
    if not obligation.find.labels and not obligation.checked_only:
        vi = ('"labels" cần ít nhất 1 mục', "thêm tên mà các trang đặt cho nội dung này")
        en = ('"labels" needs at least 1', "add a name that sites give it")
        yield source.problem(("find",), vi, en)
    yield from _examples(obligation, source)


def _order(versions: tuple[Version, ...], source: Source) -> Iterator[Problem]:
    for position, version in enumerate(versions):
        if version.until is not None and version.until <= version.from_:
            vi = (
                "ngày hết hiệu lực (until) không sau ngày bắt đầu (from)",
                "sửa một trong hai; until là ngày đầu tiên không còn hiệu lực",
            )
            en = ("until is not after from", "mend one of the two; until is the first day out of force")
            yield source.problem(("versions", position, "until"), vi, en)
    for position, (earlier, later) in enumerate(pairwise(versions), start=1):
        if earlier.until is None or later.from_ < earlier.until:
            vi = (
                f"phiên bản này bắt đầu {later.from_} khi phiên bản trước chưa hết",
                f'viết "until: {later.from_}" ở phiên bản trước; xếp theo thứ tự ngày',
            )
            en = (
                f"this version starts on {later.from_}, while the one before it still runs",
                f'write "until: {later.from_}" in the one before; keep them in the order of days',
            )
            yield source.problem(("versions", position, "from"), vi, en)


def _unmixed(obligation: Obligation, source: Source) -> Iterator[Problem]:
    """An obligation is either of records, which are written and read, or of functions, which are tried."""
    for number, version in enumerate(obligation.versions):
        for name, part in version.parts.items():
            if part.check:
                vi = (
                    f'phần "{name}" thử một chức năng, còn phần khác lại hỏi bản ghi',
                    "tách thành hai nghĩa vụ, mỗi loại một tệp",
                )
                en = (f'the part "{name}" tries a function, while others ask for records', "make them two obligations, a file each")
                yield source.problem(("versions", number, "parts", name, "check"), vi, en)


def _encoded(version: Version, place: Place, source: Source) -> Iterator[Problem]:
    """What a version must say unless the text it rests on was not seen; then it may encode nothing as law."""
    needed = () if version.text_not_seen else ("parts",) if version.checked_only else ("parts", "window", "due")
    for name in needed:
        if name not in version.model_fields_set:
            vi, en = (
                (f'thiếu khóa "{name}"', f'thêm "{name}: …" vào đây'),
                (f'the key "{name}" is missing', f'add "{name}: …" here'),
            )
            yield source.problem(place, vi, en)
        elif name == "parts" and not version.parts:
            vi = ('"parts" cần ít nhất 1 mục', 'thêm phần còn thiếu, hoặc "text_not_seen: true" nếu chưa đọc văn bản')
            en = ('"parts" needs at least 1', 'add what is missing, or "text_not_seen: true" if the text was not read')
            yield source.problem((*place, "parts"), vi, en)
    if version.text_not_seen:
        for name, part in version.parts.items():
            if part.basis is not Basis.OURS or any(field.basis is not Basis.OURS for field in part.fields):
                vi = (
                    f'phiên bản chưa đọc văn bản (text_not_seen) mà phần "{name}" nói là luật nêu',
                    'bỏ parts đi, hoặc viết "basis: ours" ở phần và các trường',
                )
                en = (
                    f'the text of this version was not seen, yet its part "{name}" claims to be named by it',
                    'take parts out, or write "basis: ours" for the part and its fields',
                )
                yield source.problem((*place, "parts", name), vi, en)


def _parts(version: Version, place: Place, source: Source) -> Iterator[Problem]:
    for name, part in version.parts.items():
        here = (*place, "parts", name)
        due = part.due or version.due
        if isinstance(due, DueWithin) and all(field.role is not due.after for field in part.fields):
            vi = (
                f'thời hạn tính từ ngày "{due.after}", nhưng phần "{name}" không có trường nào ghi ngày ấy',
                f'thêm "role: {due.after}" vào một trường ngày của phần này, hoặc cho phần này một due riêng',
            )
            en = (
                f'the time runs from the day "{due.after}", but no field of the part "{name}" holds it',
                f'add "role: {due.after}" to a date field of the part, or give the part a due of its own',
            )
            yield source.problem(here, vi, en)
        seen: set[str] = set()
        for position, field in enumerate(part.fields):
            if field.name in seen:
                vi = (f'trường "{field.name}" có hai lần trong phần này', "đổi tên hoặc bỏ bớt một")
                en = (f'the field "{field.name}" is in this part twice', "rename one, or take it out")
                yield source.problem((*here, "fields", position, "name"), vi, en)
            seen.add(field.name)
            if field.role is not None and field.type not in _DATED:
                vi = (f'trường "{field.name}" kiểu {field.type} không thể ghi ngày', "đổi type thành date, hoặc bỏ role")
                en = (f'the field "{field.name}" of type {field.type} cannot hold a day', "make its type date, or take out role")
                yield source.problem((*here, "fields", position, "role"), vi, en)


def _examples(obligation: Obligation, source: Source) -> Iterator[Problem]:
    fields: dict[str, set[str]] = {}
    for version in obligation.versions:
        for name, part in version.parts.items():
            fields.setdefault(name, set()).update(ASPECTS[part.check] if part.check else (field.name for field in part.fields))

    def part_is_known(name: str, place: Place) -> Iterator[Problem]:
        if name not in fields:
            chosen = choice(name, fields)
            yield source.problem(place, (f'không có phần "{name}"', chosen[0]), (f'there is no part "{name}"', chosen[1]))

    names: set[str] = set()
    for number, example in enumerate(obligation.examples):
        here: Place = ("examples", number)
        if example.name in names:
            vi = ("hai ví dụ cùng tên", "đặt tên khác, nói đúng điều ví dụ này chứng minh")
            en = ("two examples have one name", "give this one a name that says what it proves")
            yield source.problem((*here, "name"), vi, en)
        names.add(example.name)
        if example.page is None and not example.expect.model_fields_set:
            vi = ("ví dụ không chờ kết quả nào", "thêm expect, như expect: {completeness: full}")
            en = ("the example expects nothing", "add expect, as expect: {completeness: full}")
            yield source.problem(here, vi, en)
        if example.expect.part is not None:
            yield from part_is_known(example.expect.part, (*here, "expect", "part"))
        for name in example.expect.part_grades:
            yield from part_is_known(name, (*here, "expect", "part_grades", name))
        for position, shown in enumerate(example.shown):
            row: Place = (*here, "shown", position)
            yield from part_is_known(shown.part, (*row, "part"))
            for key in ("fields", "absent", "withheld", "unreadable"):
                for name in getattr(shown, key):
                    if shown.part in fields and name not in fields[shown.part]:
                        chosen = choice(name, fields[shown.part])
                        vi = (f'phần "{shown.part}" không có trường "{name}"', chosen[0])
                        en = (f'the part "{shown.part}" has no field "{name}"', chosen[1])
                        yield source.problem((*row, key, name), vi, en)
    for case in _CASES:
        if all(example.case != case for example in obligation.examples):
            vi = (f'chưa có ví dụ "case: {case}"', "thêm một ví dụ như vậy vào examples")
            en = (f'there is no example with "case: {case}"', "add one to examples")
            yield source.problem(("examples",), vi, en)


# --- what the files say of each other ---------------------------------------------------------------


def _together(loaded: Loaded) -> Iterator[Problem]:
    catalogue, sources = loaded.catalogue, loaded.sources
    yield from _instruments(catalogue.instruments, sources["instruments.yaml"])
    for key, rules in catalogue.rulesets.items():
        source = sources["rulesets.yaml"]
        if rules.id != key:
            vi = (f'id "{rules.id}" khác khóa "{key}"', "bỏ dòng id đi")
            en = (f'the id "{rules.id}" is not its key "{key}"', "take the line id out")
            yield source.problem((key, "id"), vi, en)
        yield from _known("obligations", rules.obligations, catalogue.obligations, (key,), source)
        if rules.instrument is not None:
            yield from _known("instrument", [rules.instrument], catalogue.instruments, (key,), source)
    addresses: dict[tuple[str, str], str] = {}
    for name, obligation in catalogue.obligations.items():
        source = sources[f"obligations/{name}.yaml"]
        for language, written in (("vi", obligation.slug.vi), ("en", obligation.slug.en)):
            other = addresses.setdefault((language, written), name)
            if other != name:
                vi = (f'địa chỉ "{written}" đã dùng cho {other}', "chọn một địa chỉ khác")
                en = (f'the address "{written}" is that of {other} already', "choose another")
                yield source.problem(("slug", language), vi, en)
        for position, version in enumerate(obligation.versions):
            yield from _citations(version, catalogue.instruments, ("versions", position), source)
    for name, sheet in loaded.sheets.items():
        yield from problems_of_sheet(sheet, catalogue, sources[f"sheets/{name}.yaml"])
    for name, plan in loaded.letters.items():
        source = sources[f"findings/{name}.yaml"]
        yield from _known("instrument", [plan.instrument], catalogue.instruments, (), source)
        yield from _known("rules", [plan.rules], catalogue.rulesets, (), source)
        for position, finding in enumerate(plan.findings):
            yield from _known("obligations", finding.obligations, catalogue.obligations, ("findings", position), source)
            yield from _known("group", [finding.group], plan.groups, ("findings", position), source)
        for position, request in enumerate(plan.requests):
            yield from _known("obligations", request.obligations, catalogue.obligations, ("requests", position), source)


def _known(key: str, names: Iterable[str], there: Mapping[str, object], place: Place, source: Source) -> Iterator[Problem]:
    """One problem for each name, under a key, of what is not there, or is named twice."""
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name not in there:
            chosen = choice(name, there)
            yield source.problem((*place, key, position), (f'không có "{name}"', chosen[0]), (f'there is no "{name}"', chosen[1]))
        elif name in seen:
            yield source.problem(
                (*place, key, position), (f'"{name}" có hai lần', "bỏ bớt một"), (f'"{name}" is there twice', "take one out")
            )
        seen.add(name)


def _instruments(instruments: Mapping[str, Instrument], source: Source) -> Iterator[Problem]:
    for key, instrument in instruments.items():
        yield from _known("replaces", instrument.replaces, instruments, (key,), source)
        if instrument.from_ is not None and instrument.from_ < instrument.issued:
            vi = ("có hiệu lực (from) trước ngày ban hành (issued)", "sửa một trong hai ngày")
            en = ("in force (from) before it was issued", "mend one of the two days")
            yield source.problem((key, "from"), vi, en)
        if instrument.until is not None and (instrument.from_ is None or instrument.until <= instrument.from_):
            vi = ("ngày hết hiệu lực (until) không sau ngày có hiệu lực (from)", "sửa một trong hai ngày")
            en = ("until is not after from", "mend one of the two days")
            yield source.problem((key, "until"), vi, en)
        seen: set[str] = set()
        for position, told in enumerate(instrument.not_encoded):
            here: Place = (key, "not_encoded", position, "place")
            yield from _place(told.place, here, source)
            if told.place in seen:
                vi = (f'"{told.place}" có hai lần', "gộp lại thành một")
                en = (f'"{told.place}" is there twice', "make them one")
                yield source.problem(here, vi, en)
            seen.add(told.place)


def _place(written: str, place: Place, source: Source) -> Iterator[Problem]:
    if not is_place(written):
        vi = (f'"{written}" không đúng cách dẫn một điều khoản', 'viết như "Điều 10 khoản 1 điểm đ, gạch đầu dòng 2"')
        en = (f'"{written}" is not how a clause is cited', 'write as "Điều 10 khoản 1 điểm đ, gạch đầu dòng 2"')
        yield source.problem(place, vi, en)


def _citations(version: Version, instruments: Mapping[str, Instrument], place: Place, source: Source) -> Iterator[Problem]:
    if version.force is Force.BINDING and all(citation.role != "norm" for citation in version.cites):
        vi = ("phiên bản bắt buộc mà không dẫn quy phạm nào", 'thêm trích dẫn "role: norm", hoặc viết "force: practice"')
        en = ("the version binds but cites no norm", 'add a citation with "role: norm", or write "force: practice"')
        yield source.problem((*place, "cites"), vi, en)
    for position, citation in enumerate(version.cites):
        yield from _place(citation.place, (*place, "cites", position, "place"), source)
        here: Place = (*place, "cites", position, "instrument")
        instrument = instruments.get(citation.instrument)
        if instrument is None:
            chosen = choice(citation.instrument, instruments)
            vi = (f'instruments.yaml không có "{citation.instrument}"', chosen[0])
            en = (f'instruments.yaml has no "{citation.instrument}"', chosen[1])
            yield source.problem(here, vi, en)
        elif citation.role == "norm":
            begun = instrument.from_ is not None and instrument.from_ <= version.from_
            lasts = instrument.until is None or (version.until is not None and version.until <= instrument.until)
            if not (begun and lasts):
                vi = (
                    f"{instrument.number} không có hiệu lực suốt phiên bản này ({_span(version)}; {_span(instrument)})",
                    'sửa ngày của phiên bản, dẫn văn bản khác, hoặc viết "role: former"',
                )
                en = (
                    f"{instrument.number} is not in force through this version ({_span(version)}; {_span(instrument)})",
                    'mend the days of the version, cite another instrument, or write "role: former"',
                )
                yield source.problem(here, vi, en)
            if instrument.text_not_seen and version.force is Force.BINDING and not version.text_not_seen:
                vi = (
                    f"chưa ai đọc nguyên văn {instrument.number} (text_not_seen), nên không thể mã hóa thành quy định bắt buộc",
                    'viết "text_not_seen: true" ở phiên bản này và bỏ parts, hoặc viết "force: practice"',
                )
                en = (
                    f"nobody here has read {instrument.number} (text_not_seen), so nothing can be encoded from it as binding",
                    'write "text_not_seen: true" in this version and leave parts out, or write "force: practice"',
                )
                yield source.problem(here, vi, en)


def _span(dated: Version | Instrument) -> str:
    return f"{dated.from_ or '…'} – {dated.until or '…'}"
