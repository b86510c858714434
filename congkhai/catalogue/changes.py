"""The catalogue and two days in; what began, ended and changed between them, day by day and in both languages, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from congkhai.catalogue.obligation import (
    Basis,
    Catalogue,
    Due,
    DueRegularly,
    DueWeekly,
    DueWithin,
    Instrument,
    Obligation,
    PartRule,
    Thresholds,
    Total,
    Version,
    Window,
)
from congkhai.catalogue.places import in_english
from congkhai.records import DateRole, Force, Kind, Publisher, Sentence

KINDS: Mapping[Kind, Sentence] = {
    Kind.MINISTRY: Sentence("bộ, cơ quan ngang bộ", "ministries"),
    Kind.GOVERNMENT_AGENCY: Sentence("cơ quan thuộc Chính phủ", "government agencies"),
    Kind.DEPARTMENT: Sentence("sở, cục và tương đương", "departments"),
    Kind.PROVINCE: Sentence("tỉnh, thành phố", "provinces"),
    Kind.DISTRICT: Sentence("huyện", "districts"),
    Kind.COMMUNE: Sentence("xã, phường", "communes"),
}
_FORCES = {Force.BINDING: Sentence("bắt buộc", "binding"), Force.PRACTICE: Sentence("thông lệ tốt", "good practice")}
_WHO = {Publisher.ISSUER: Sentence("cơ quan ban hành", "issuer"), Publisher.SUBJECT: Sentence("cơ quan thuộc phạm vi", "subject")}
_ACTS = {
    DateRole.ISSUED: Sentence("ngày ban hành", "issue"),
    DateRole.APPROVED: Sentence("ngày phê duyệt", "approval"),
    DateRole.ACCEPTED: Sentence("ngày nghiệm thu", "acceptance"),
    DateRole.RECEIVED: Sentence("ngày tiếp nhận", "receipt"),
    DateRole.EVENT: Sentence("ngày xảy ra sự việc", "the event"),
    DateRole.POSTED: Sentence("ngày đăng", "posting"),
    DateRole.UPDATED: Sentence("ngày cập nhật", "the update"),
    DateRole.PERIOD: Sentence("kỳ", "the period"),
}
_ROLES = {
    "norm": Sentence("", ""),
    "request": Sentence(", đề nghị", ", a request"),
    "former": Sentence(", trước đây", ", formerly"),
}
_NOTHING = Sentence("", "")

_BASES = {
    Basis.LAW: Sentence("văn bản luật", "a law"),
    Basis.LETTER: Sentence("công văn", "a letter"),
    Basis.OURS: Sentence("chúng tôi", "us"),
}
_NIL = {True: Sentence("được", "allowed"), False: Sentence("không", "not allowed")}
_UNITS = {
    "week": Sentence("tuần", "weeks"),
    "month": Sentence("tháng", "months"),
    "quarter": Sentence("quý", "quarters"),
    "year": Sentence("năm", "years"),
}

What = Literal["force", "encoded", "binds", "cites", "parts", "thresholds", "basis", "fields", "nil", "limits", "window", "total"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise from a day on, with both values in words. ``part`` is None where it is of the whole version. Of
    what is ``listed``, ``before`` holds what went and ``after`` what came; either may be empty."""

    what: What
    part: str | None
    before: Sentence
    after: Sentence
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an obligation on a day: it began (``before`` is None), it ended (``after`` is None), or a version took the
    place of another, with what is otherwise."""

    on: date
    obligation: Obligation
    before: Version | None
    after: Version | None
    differences: tuple[Difference, ...] = ()


def changes(catalogue: Catalogue, first: date, last: date) -> tuple[Change, ...]:
    """Every change after ``first`` up to and including ``last``, by day and then in the order of the files."""
    found = [change for one in catalogue.obligations.values() for change in _of(one, catalogue, first, last)]
    return tuple(sorted(found, key=lambda change: (change.on, change.obligation.id)))


def _of(obligation: Obligation, catalogue: Catalogue, first: date, last: date) -> Iterator[Change]:
    days = {day for version in obligation.versions for day in (version.from_, version.until) if day is not None}
    for day in sorted(day for day in {*days, *catalogue.ended.values()} if first < day <= last):
        eve = day - timedelta(days=1)
        before, after = obligation.version_on(eve), obligation.version_on(day)
        if before is not None and after is not None:
            found = tuple(_differences(before, after, catalogue, eve, day))
            if found or day in days:
                yield Change(day, obligation, before, after, found)
        elif day in days:
            yield Change(day, obligation, before, after)


def _differences(before: Version, after: Version, catalogue: Catalogue, eve: date, day: date) -> Iterator[Difference]:
    """Law first, then people, then content. Of what is listed only what came and what went."""
    instruments = catalogue.instruments
    yield from _said("force", None, _FORCES[before.force], _FORCES[after.force])
    yield from _said("encoded", None, _encoded(before), _encoded(after))
    yield from _marked("cites", None, _cites(before, instruments), _cites(after, instruments))
    yield from _listed("binds", None, _kinds(catalogue.bound(before.binds, eve)), _kinds(catalogue.bound(after.binds, day)))
    yield from _listed("parts", None, _titles(before.parts), _titles(after.parts))
    if before.parts and after.parts:
        yield from _said("thresholds", None, _thresholds(before.thresholds), _thresholds(after.thresholds))
    for name in before.parts:
        if name in after.parts:
            old, new = before.parts[name], after.parts[name]
            if old.binds or new.binds:
                were, are = catalogue.bound(old.binds or before.binds, eve), catalogue.bound(new.binds or after.binds, day)
                yield from _listed("binds", name, _kinds(were), _kinds(are))
            yield from _said("basis", name, _BASES[old.basis], _BASES[new.basis])
            yield from _marked("fields", name, _fields(old), _fields(new))
            yield from _said("nil", name, _NIL[old.nil], _NIL[new.nil])
            yield from _said("limits", name, limit_in_words(old.due or before.due), limit_in_words(new.due or after.due))
            yield from _said("window", name, _window(old.window or before.window), _window(new.window or after.window))
            yield from _said("total", name, _total(old.total or before.total), _total(new.total or after.total))


def _said(what: What, part: str | None, before: Sentence, after: Sentence) -> Iterator[Difference]:
    if before != after:
        yield Difference(what, part, before, after)


def _listed(what: What, part: str | None, before: list[Sentence], after: list[Sentence]) -> Iterator[Difference]:
    went, came = ([one for one in some if one not in others] for some, others in ((before, after), (after, before)))
    if went or came:
        yield Difference(what, part, _joined(went) if went else _NOTHING, _joined(came) if came else _NOTHING, listed=True)


def _marked(what: What, part: str | None, before: Mapping[str, Sentence], after: Mapping[str, Sentence]) -> Iterator[Difference]:
    """What came and went, by what it is; apart from that, what stayed and is marked otherwise."""
    yield from _listed(
        what, part, [before[one] for one in before if one not in after], [after[one] for one in after if one not in before]
    )
    stayed = [one for one in before if one in after and before[one] != after[one]]
    if stayed:
        yield Difference(what, part, _joined(before[one] for one in stayed), _joined(after[one] for one in stayed))


def _joined(words: Iterable[Sentence]) -> Sentence:
    some = list(words)
    return Sentence("; ".join(word.vi for word in some), "; ".join(word.en for word in some))


def _encoded(version: Version) -> Sentence:
    if version.text_not_seen:
        return Sentence("chưa mã hóa, vì chưa đọc nguyên văn", "not encoded, since its text was not seen")
    return Sentence("đã mã hóa", "encoded")


def _cites(version: Version, instruments: Mapping[str, Instrument]) -> dict[str, Sentence]:
    """Each place with the number of its instrument; what only did bind, or only asks, is marked so."""
    marked = [(cite.place, f"({instruments[cite.instrument].number})", _ROLES[cite.role]) for cite in version.cites]
    return {f"{place} {of}": Sentence(f"{place} {of}{role.vi}", f"{in_english(place)} {of}{role.en}") for place, of, role in marked}


def _kinds(kinds: Iterable[Kind]) -> list[Sentence]:
    bound = set(kinds)
    return [KINDS[kind] for kind in Kind if kind in bound]


def _titles(parts: Mapping[str, PartRule]) -> list[Sentence]:
    return [Sentence(part.title.vi, part.title.en) for part in parts.values()]


def _fields(part: PartRule) -> dict[str, Sentence]:
    """The fields, those that the law names marked so."""
    marks = {True: (" (luật nêu)", " (by law)"), False: ("", "")}
    marked = ((field.title, marks[field.basis is Basis.LAW]) for field in part.fields)
    return {title.vi: Sentence(title.vi + vi, title.en + en) for title, (vi, en) in marked}


def _thresholds(shares: Thresholds) -> Sentence:
    full, substantial = round(shares.full * 100), round(shares.substantial * 100)
    return Sentence(f"{full}% và {substantial}%", f"{full}% and {substantial}%")


def _total(total: Total | None) -> Sentence:
    if total is None:
        return Sentence("không biết", "not known")
    if total.by == "declared":
        return Sentence("theo số cơ quan ghi", "by the agency's own figure")
    if total.by == "series":
        return Sentence("theo dãy số văn bản", "by the numbers of documents")
    unit = _UNITS[total.unit or "month"]
    return Sentence(f"{total.expected} {unit.vi}", f"{total.expected} {unit.en}")


def _window(window: Window) -> Sentence:
    if window.months:
        return Sentence(f"{window.months} tháng gần nhất", f"the last {window.months} months")
    if window.in_force:
        return Sentence("còn hiệu lực", "in force")
    return Sentence(f"tuần này và {window.weeks_ahead} tuần tới", f"this week and {window.weeks_ahead} ahead")


def limit_in_words(due: Due) -> Sentence:
    """A time limit in a few words; what is ours and not the law's is marked so."""
    match due:
        case DueWithin():
            said = _joined(
                Sentence(
                    f"{limit.working_days} ngày làm việc ({_WHO[limit.who].vi})", f"{limit.working_days} working days ({limit.who})"
                )
                for limit in due.limits
            )
            said = Sentence(f"{said.vi} kể từ {_ACTS[due.after].vi}", f"{said.en} from {_ACTS[due.after].en}")
        case DueRegularly():
            said = Sentence(f"mỗi {due.every_days} ngày", f"every {due.every_days} days")
            if due.event_driven:
                said = Sentence("khi có phát sinh", "as it happens")
            if due.within_working_days is not None:
                days = due.within_working_days
                said = Sentence(f"{said.vi}, trong {days} ngày làm việc", f"{said.en}, within {days} working days")
        case DueWeekly():
            said = Sentence("ngày làm việc đầu tuần", "the week's first working day")
        case _:
            return Sentence("không ấn định", "no number")
    return Sentence(f"{said.vi} (tự đặt)", f"{said.en} (ours)") if due.proxy else said
