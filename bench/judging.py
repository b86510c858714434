"""Nothing in; milliseconds a verdict takes from stored evidence, for typical cases under this repository's law, printed out."""

from __future__ import annotations

import platform
import sys
import time
import timeit
from collections.abc import Iterator
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


def milliseconds(obligation: Obligation, seen: tuple[Evidence, ...], closed: object) -> float:
    """Processor time, the best of seven rounds, so that a busy machine counts least."""
    sight = (Sight(obligation.id, None, SightQuality.GOOD, list_read_to_end=True),)
    agency = Agency("province-01", Kind.PROVINCE)

    def once() -> None:
        judge(obligation, agency, seen, rules="letter-2613", sight=sight, on=ON, closed=closed)  # type: ignore[arg-type]

    once()
    return min(timeit.repeat(once, timer=time.process_time, number=200, repeat=7)) / 200 * 1000


def main() -> int:
    """Print each case; exit code 1 if any is over the budget."""
    catalogue, closed = load(LAW), load_workdays(LAW)
    print(f"judging: {platform.machine()}, {platform.system()}, Python {platform.python_version()}, pydantic {pydantic.VERSION}")  # noqa: T201
    slowest = 0.0
    for name, obligation in catalogue.obligations.items():
        for records, rows in ((13, False), (20, False), (20, True)):
            seen = tuple(evidence(obligation, records, rows=rows))
            took = milliseconds(obligation, seen, closed)
            slowest = max(slowest, took)
            print(f"{took:7.3f} ms  {name}: {records} records{', each in a list and on its own page' if rows else ''}")  # noqa: T201
    print(f"slowest {slowest:.3f} ms, budget {BUDGET} ms")  # noqa: T201
    return int(slowest > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
