"""The examples inside the law files in; those that do not come out as they say, each at its line, out."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from congkhai.catalogue.loading import Loaded, open_law
from congkhai.catalogue.obligation import Catalogue, Example, Expected, Obligation, Shown
from congkhai.catalogue.problem import LawError, Problem, Source, in_order
from congkhai.catalogue.workdays import load_workdays
from congkhai.judging.judge import judge
from congkhai.reading.recognise import Strength, recognise
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
    Verdict,
)

_NOON = time(12, tzinfo=timezone(timedelta(hours=7)))
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example, by its position in its obligation, that comes out otherwise than it says: how, and the judge's reasons."""

    obligation: str
    position: int
    example: str
    how: Sentence
    reasons: tuple[Sentence, ...] = ()


def check(folder: Path) -> tuple[Problem, ...]:
    """Everything wrong with a law folder, in the order of files and lines: what does not load, what no example proves, and the
    examples that fail. The last two are looked for once all loads."""
    problems: list[Problem] = []
    for opened in (open_law, load_workdays):
        try:
            opened(folder)
        except LawError as error:
            problems += error.problems
    if not problems:
        loaded, closed = open_law(folder), load_workdays(folder)
        for obligation in loaded.catalogue.obligations.values():
            problems += unproven(obligation, loaded)
            problems += (problem(failure, loaded) for failure in prove(obligation, loaded.catalogue, closed))
    return in_order(problems)


def problem(failure: Failure, loaded: Loaded) -> Problem:
    """A failed example at its line."""
    reasons_vi, reasons_en = (" ".join(getattr(reason, language) for reason in failure.reasons) for language in ("vi", "en"))
    vi = (
        f'ví dụ "{failure.example}" cho kết quả khác: {failure.how.vi}',
        f"sửa ví dụ, hoặc sửa nghĩa vụ cho đúng luật. {reasons_vi}".strip(),
    )
    en = (
        f'the example "{failure.example}" comes out otherwise: {failure.how.en}',
        f"mend the example, or the obligation by the law. {reasons_en}".strip(),
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
    tried = (prove_one(obligation, position, catalogue, closed) for position in range(len(obligation.examples)))
    return [failure for failure in tried if failure is not None]


def prove_one(obligation: Obligation, position: int, catalogue: Catalogue, closed: Container[date]) -> Failure | None:
    """How the example at a position fails; None if it comes out as it says."""
    example = obligation.examples[position]
    reasons: tuple[Sentence, ...] = ()
    if example.page is not None:
        how = _page_differs(example, obligation, catalogue)
    else:
        verdict = _judged(example, obligation, catalogue, closed)
        how, reasons = _verdict_differs(example.expect, verdict), verdict.reasons
    return None if how is None else Failure(obligation.id, position, example.name, how, reasons)


def _judged(example: Example, obligation: Obligation, catalogue: Catalogue, closed: Container[date]) -> Verdict:
    good = example.sight == "good"
    sight = Sight(obligation.id, None, SightQuality.GOOD if good else SightQuality.POOR, good, "" if good else "blocked")
    return judge(
        obligation,
        Agency("example", example.kind, since=example.since),
        evidence(example, obligation),
        rules=next((rules.id for rules in catalogue.rulesets.values() if obligation.id in rules.obligations), ""),
        sight=(sight,),
        on=example.on,
        closed=closed,
        catalogue=catalogue.hash,
    )


def _verdict_differs(expect: Expected, verdict: Verdict) -> Sentence | None:
    """What the verdict says otherwise; what the example does not write is not compared."""
    compared = [(name, getattr(expect, name), getattr(verdict, name)) for name in _COMPARED if name in expect.model_fields_set]
    compared += [(part, grade, verdict.part_grades.get(part)) for part, grade in expect.part_grades.items()]
    wrong = [(name, wanted, found) for name, wanted, found in compared if wanted != found]
    if not wrong:
        return None
    return Sentence(
        ", ".join(f"{name} là {found}, ví dụ nói {wanted}" for name, wanted, found in wrong),
        ", ".join(f"{name} is {found}, the example says {wanted}" for name, wanted, found in wrong),
    )


_COMPARED = ("completeness", "timeliness", "days_late")


def _page_differs(example: Example, obligation: Obligation, catalogue: Catalogue) -> Sentence | None:
    """What recognising the page by its label and title says otherwise. A hint recognises nothing by itself."""
    page = example.page or {}
    every = tuple(catalogue.obligations.values())
    matches = recognise(page.get("label", ""), page.get("title", ""), (), "", every, example.on)
    match = next((m for m in matches if m.obligation == obligation.id and m.strength > Strength.HINT), None)
    if match is None:
        return Sentence("trang không được nhận ra", "the page is not recognised") if example.recognised else None
    if not example.recognised:
        return Sentence(f'trang được nhận ra bởi nhãn "{match.why}"', f'the page is recognised, by the label "{match.why}"')
    wanted = example.expect.part
    if wanted in (None, match.part):
        return None
    return Sentence(
        f"phần được nhận ra là {match.part}, ví dụ nói {wanted}", f"the part is {match.part}, the example says {wanted}"
    )


def evidence(example: Example, obligation: Obligation) -> Iterator[Evidence]:
    """What an example shows, as reading would have found it. Found on the day of the example unless it says ``first_seen``."""
    at = datetime.combine(example.on, _NOON)
    if example.total is not None:
        yield Evidence("section", EvidenceKind.SECTION, obligation.id, None, _URL, obligation.title.vi, at, "", total=example.total)
    version = obligation.version_on(example.on)
    for position, shown in enumerate(example.shown, start=1):
        rule = version.parts.get(shown.part) if version else None
        kind = EvidenceKind.FUNCTION if rule and rule.check else EvidenceKind.RECORD
        key = shown.key or f"{shown.part}-{position}"
        for number in range(shown.repeat):
            yield Evidence(
                key=f"{key}-{number + 1}" if shown.repeat > 1 else key,
                kind=EvidenceKind.NIL_RETURN if shown.nil else kind,
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


def _source(obligation: str, loaded: Loaded) -> Source:
    return loaded.sources[f"obligations/{obligation}.yaml"]
