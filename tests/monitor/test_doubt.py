"""Which verdicts a person should look at first."""

from __future__ import annotations

from typing import Any

import pytest

from congkhai.agencies.models import Agency
from congkhai.monitor.doubt import GROUNDS, doubt, doubts
from tests.monitor.surveys import REWARDS, C, T, alike, judgement, record, verdict

AGENCY = Agency(slug="tinh", kind="province", name="Tỉnh")


def told(completeness: C, timeliness: T = T.UNKNOWN, *, pages: int = 50, before: C | None = None, **given: Any) -> list[str]:
    return doubts(verdict(AGENCY, REWARDS, completeness, timeliness, **given), pages=pages, before=before)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (told(C.FULL, T.ON_TIME), []),
        (told(C.NONE), ["none"]),
        (told(C.NONE, pages=3), ["none", "few_pages"]),
        (told(C.NONE, looked=(alike(),)), ["none", "look_alike"]),
        (told(C.NONE, before=C.FULL), ["none", "fell"]),
        (told(C.PARTIAL, before=C.SUBSTANTIAL), []),
        (told(C.PARTIAL, part_grades={"rewards": C.FULL, "sanctions": C.NONE}), ["between"]),
        (told(C.FULL, T.LATE, days_late=30), ["late"]),
        (told(C.FULL, T.LATE, days_late=1), ["late", "close"]),
        (told(C.FULL, T.LATE, days_late=30, proxy=True), ["late", "our_limit"]),
        (told(C.FULL, T.LATE, days_late=30, judgements=(judgement(backdated=True),)), ["back_dated", "late"]),
        (told(C.UNKNOWN, evidence=(record("1"),)), ["poor_sight", "undated"]),
        (told(C.UNKNOWN), []),
    ],
)
def test_each_ground_for_doubt_is_named(codes: list[str], expected: list[str]) -> None:
    assert codes == expected


def test_what_accuses_on_thin_grounds_comes_before_what_does_not() -> None:
    thin = doubt(told(C.NONE, pages=3, looked=(alike(),)))
    plain, late, seen_in_part, sure = (
        doubt(codes)
        for codes in (told(C.NONE), told(C.FULL, T.LATE, days_late=9), told(C.UNKNOWN, evidence=(record("1"),)), told(C.FULL))
    )
    assert 1 > thin > plain > late >= seen_in_part > sure == 0


def test_every_ground_has_a_weight_and_words() -> None:
    assert all(0 < weight < 1 and said.vi.endswith(".") and said.en.endswith(".") for weight, said in GROUNDS.values())
