"""Nothing in; milliseconds a verdict takes from stored evidence, for typical cases under this repository's law, printed out."""

from __future__ import annotations

import platform
import sys
import time
import timeit
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pydantic

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Basis, DueRegularly, DueWithin, Obligation
from congkhai.catalogue.workdays import load_workdays
from congkhai.judging.judge import judge
from congkhai.records import (
    Agency,
    DateOrigin,
    DateRole,
    DateSeen,
    Evidence,
    EvidenceKind,
    FieldSeen,
    FieldState,
    Kind,
    Publisher,
    Sight,
    SightQuality,
)

LAW = Path(__file__).resolve().parents[1] / "law"
ON = date(2012, 9, 27)
BUDGET = 0.2  # milliseconds a verdict


def evidence(obligation: Obligation, records: int, *, rows: bool) -> Iterator[Evidence]:
    """``records`` spread over the parts: most on time, one in five late, one in seven not saying when it was posted. With ``rows``
    each is seen twice, in a list and on its own page."""
    version = obligation.version_on(ON)
    assert version is not None
    parts = [name for name, part in version.parts.items() if part.basis is not Basis.OURS]
    for number in range(records):
        name = parts[number % len(parts)]
        due = version.parts[name].due or version.due
        role = due.after if isinstance(due, DueWithin) else DateRole.ISSUED
        act = date(2012, 9, 20) - timedelta(days=13 * number)
        posted = act + timedelta(days=40 if number % 5 == 4 else 3)
        first_seen = min(posted + timedelta(days=2), ON)
        dates = [DateSeen(act, role, DateOrigin.STATED), DateSeen(first_seen, DateRole.POSTED, DateOrigin.FIRST_SEEN)]
        if number % 7 != 6:
            dates.append(DateSeen(min(posted, ON), DateRole.POSTED, DateOrigin.STATED))
        fields = {field.name: FieldSeen("x", FieldState.PRESENT) for field in version.parts[name].fields}
        for own_page in (False, True) if rows else (True,):
            yield Evidence(
                key=f"record-{number}",
                kind=EvidenceKind.RECORD,
                obligation=obligation.id,
                part=name,
                url=f"https://example.vn/{number}/{own_page}",
                label=f"Văn bản số {number}",
                at=datetime(2012, 9, 27, 9, tzinfo=UTC),
                sha256="0" * 64,
                fields=fields if own_page else {},
                dates=tuple(dates),
                own_page=own_page,
                publisher=Publisher.ISSUER if isinstance(due, DueRegularly) or number % 3 else None,
            )


def milliseconds(obligation: Obligation, seen: tuple[Evidence, ...], closed: Container[date]) -> float:
    """Processor time, the best of seven rounds, so that a busy machine counts least."""
    sight = (Sight(obligation.id, None, SightQuality.GOOD, list_read_to_end=True),)
    agency = Agency("province-01", Kind.PROVINCE)

    def once() -> None:
        judge(obligation, agency, seen, rules="letter-2613", sight=sight, on=ON, closed=closed)

    once()
    return min(timeit.repeat(once, timer=time.process_time, number=200, repeat=7)) / 200 * 1000


def main() -> int:
    """Print each case; exit code 1 if thirteen records, each seen once, take longer than the budget anywhere."""
    catalogue, closed = load(LAW), load_workdays(LAW)
    # A set can change, so that nothing is remembered of it: what the first verdict of a round costs.
    changing = {day for n in range(5 * 366) if (day := date(2009, 1, 1) + timedelta(days=n)) in closed}
    say(f"judging: {platform.machine()}, {platform.system()}, Python {platform.python_version()}, pydantic {pydantic.VERSION}")
    say(
        "milliseconds a verdict, with deadlines remembered: 13 records | 20 | 20, each in a list and on its own page | "
        "13, remembering none"
    )
    slowest = 0.0
    for name, obligation in catalogue.obligations.items():
        cases = [tuple(evidence(obligation, count, rows=rows)) for count, rows in ((13, False), (20, False), (20, True))]
        took = [milliseconds(obligation, seen, closed) for seen in cases]
        slowest = max(slowest, took[0])
        say(" | ".join(f"{ms:.3f}" for ms in (*took, milliseconds(obligation, cases[0], changing))), name)
    say(f"slowest with 13 records {slowest:.3f} ms, budget {BUDGET} ms")
    return int(slowest > BUDGET)


def say(*words: str) -> None:
    sys.stdout.write("  ".join(words) + "\n")


if __name__ == "__main__":
    sys.exit(main())
