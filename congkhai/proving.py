"""The examples inside the law files in; those that do not come out as they say, each at its line, out."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from congkhai.catalogue.loading import Loaded, open_law
from congkhai.catalogue.obligation import Catalogue, Example, Obligation, Shown
from congkhai.catalogue.problem import LawError, Problem, Source
from congkhai.catalogue.workdays import load_workdays
from congkhai.judging.judge import judge
from congkhai.reading.recognise import recognise
from congkhai.records import (
    Agency,
    DateOrigin,
    DateRole,
    DateSeen,
    Evidence,
    EvidenceKind,
    FieldSeen,
    FieldState,
    Sentence,
    Sight,
    SightQuality,
)

_NOON = time(12, tzinfo=timezone(timedelta(hours=7)))
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example, by its position in its obligation, that came out otherwise than it says."""

    obligation: str
    position: int
    example: str
    said: Sentence


def check(folder: Path) -> list[Problem]:
    """Everything wrong with a law folder, in the order of files and lines: what does not load, what no example proves, and the
    examples that fail. The last two are looked for once all loads."""
    problems: list[Problem] = []
    closed: Container[date] = ()
    try:
        closed = load_workdays(folder)
    except LawError as error:
        problems += error.problems
    try:
        loaded = open_law(folder)
    except LawError as error:
        return list(LawError([*problems, *error.problems]).problems)
    for obligation in loaded.catalogue.obligations.values():
        problems += unproven(obligation, loaded)
        problems += (problem(failure, loaded) for failure in prove(obligation, loaded.catalogue, closed))
    return list(LawError(problems).problems)


def problem(failure: Failure, loaded: Loaded) -> Problem:
    """A failed example at its line."""
    vi = (f'ví dụ "{failure.example}" cho kết quả khác: {failure.said.vi}', "sửa ví dụ, hoặc sửa nghĩa vụ cho đúng luật")
    en = (
        f'the example "{failure.example}" comes out otherwise: {failure.said.en}',
        "mend the example, or the obligation by the law",
    )
    return _source(failure.obligation, loaded).problem(("examples", failure.position), vi, en)


def unproven(obligation: Obligation, loaded: Loaded) -> Iterator[Problem]:
    """The versions in whose days no example lies, and the parts that no example shows."""
    source = _source(obligation.id, loaded)
    shown = {row.part for example in obligation.examples for row in example.shown}
    shown |= {name for example in obligation.examples for name in (example.expect.part, *example.expect.part_grades) if name}
    for number, version in enumerate(obligation.versions):
        if not any(version.on(example.on) for example in obligation.examples):
            vi = ("chưa có ví dụ nào trong thời gian của phiên bản này", "thêm một ví dụ có ngày (on) nằm trong đó")
            en = ("no example lies in the days of this version", "add one whose day (on) does")
            yield source.problem(("versions", number), vi, en)
        for name in version.parts:
            if name not in shown:
                vi = (f'chưa có ví dụ nào về phần "{name}"', "thêm một ví dụ có phần này")
                en = (f'no example is about the part "{name}"', "add one that shows it")
                yield source.problem(("versions", number, "parts", name), vi, en)


def prove(obligation: Obligation, catalogue: Catalogue, closed: Container[date]) -> list[Failure]:
    """The examples of an obligation that come out otherwise than they say. ``closed``: the non-working days."""
    failures = []
    for position, example in enumerate(obligation.examples):
        said = try_example(example, obligation, catalogue, closed)
        if said is not None:
            failures.append(Failure(obligation.id, position, example.name, said))
    return failures


def try_example(example: Example, obligation: Obligation, catalogue: Catalogue, closed: Container[date]) -> Sentence | None:
    """How an example comes out otherwise than it says; None if as it says."""
    if example.page is not None:
        return _try_page(example, obligation, catalogue)
    return _try_case(example, obligation, catalogue, closed)


def _try_case(example: Example, obligation: Obligation, catalogue: Catalogue, closed: Container[date]) -> Sentence | None:
    good = example.sight == "good"
    sight = Sight(obligation.id, None, SightQuality.GOOD if good else SightQuality.POOR, good, "" if good else "blocked")
    verdict = judge(
        obligation,
        Agency("example", example.kind, since=example.since),
        tuple(evidence(example, obligation)),
        rules=next((rules.id for rules in catalogue.rulesets.values() if obligation.id in rules.obligations), ""),
        sight=(sight,),
        on=example.on,
        closed=closed,
    )
    expect = example.expect
    pairs = [(name, getattr(expect, name), getattr(verdict, name)) for name in ("completeness", "timeliness", "days_late")]
    pairs = [pair for pair in pairs if pair[0] in expect.model_fields_set]
    pairs += [(part, grade, verdict.part_grades.get(part)) for part, grade in expect.part_grades.items()]
    wrong = [(name, wanted, found) for name, wanted, found in pairs if wanted != found]
    if not wrong:
        return None
    return Sentence(
        ", ".join(f"{name} là {found}, ví dụ nói {wanted}" for name, wanted, found in wrong)
        + "".join(f" | {reason.vi}" for reason in verdict.reasons),
        ", ".join(f"{name} is {found}, the example says {wanted}" for name, wanted, found in wrong)
        + "".join(f" | {reason.en}" for reason in verdict.reasons),
    )


def evidence(example: Example, obligation: Obligation) -> Iterator[Evidence]:
    """What an example shows, as reading would have found it. Found on the day of the example unless it says ``first_seen``."""
    at = datetime.combine(example.on, _NOON)
    if example.total is not None:
        yield Evidence("section", EvidenceKind.SECTION, obligation.id, None, _URL, obligation.title.vi, at, "", total=example.total)
    for position, shown in enumerate(example.shown, start=1):
        key = shown.key or f"{shown.part}-{position}"
        for number in range(shown.repeat):
            yield Evidence(
                key=f"{key}-{number + 1}" if shown.repeat > 1 else key,
                kind=EvidenceKind.NIL_RETURN if shown.nil else EvidenceKind.RECORD,
                obligation=obligation.id,
                part=shown.part,
                url=f"{_URL}{position}/{number + 1}",
                label=key,
                at=at,
                sha256="",
                fields=_fields(shown),
                dates=tuple(_dates(shown, number * _DAY)),
                own_page=shown.own_page,
                publisher=shown.publisher,
            )


_URL = "https://example.vn/"


def _fields(shown: Shown) -> dict[str, FieldSeen]:
    fields = {name: FieldSeen(value, FieldState.PRESENT) for name, value in shown.fields.items()}
    for names, state in (
        (shown.absent, FieldState.ABSENT),
        (shown.withheld, FieldState.WITHHELD),
        (shown.unreadable, FieldState.UNREADABLE),
    ):
        fields |= {name: FieldSeen(None, state) for name in names}
    return fields


def _dates(shown: Shown, earlier: timedelta) -> Iterator[DateSeen]:
    for role, days in shown.dates.items():
        first, until = days if isinstance(days, tuple) else (days, None)
        yield DateSeen(first - earlier, role, DateOrigin.STATED, until and until - earlier)
    if shown.first_seen is not None:
        yield DateSeen(shown.first_seen - earlier, DateRole.POSTED, DateOrigin.FIRST_SEEN)
    if shown.last_absent is not None:
        yield DateSeen(shown.last_absent - earlier, DateRole.POSTED, DateOrigin.LAST_ABSENT)


def _try_page(example: Example, obligation: Obligation, catalogue: Catalogue) -> Sentence | None:
    page = example.page or {}
    matches = recognise(page.get("label", ""), page.get("title", ""), (), "", tuple(catalogue.obligations.values()), example.on)
    found = next((match for match in matches if match.obligation == obligation.id), None)
    if (found is not None) != example.recognised:
        return _AS_IT[found is not None]
    wanted = example.expect.part
    if found is not None and wanted is not None and found.part != wanted:
        return Sentence(
            f"được nhận ra là phần {found.part}, ví dụ nói {wanted}", f"recognised as part {found.part}, the example says {wanted}"
        )
    return None


_AS_IT = {
    True: Sentence("trang được nhận ra là mục này", "the page is recognised as this"),
    False: Sentence("trang không được nhận ra là mục này", "the page is not recognised as this"),
}


def _source(obligation: str, loaded: Loaded) -> Source:
    return loaded.sources[f"obligations/{obligation}.yaml"]
