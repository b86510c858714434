"""Verdicts about one invented agency, for sheets and for the page of what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from congkhai.catalogue.loading import open_law
from congkhai.records import Completeness, Evidence, EvidenceKind, Force, Kind, Sentence, Timeliness, Verdict

LAW = open_law(Path(__file__).parents[2] / "law")
CATALOGUE = LAW.catalogue
ON = date(2026, 11, 28)
HOME = "https://tinh.example.vn/"
C, T = Completeness, Timeliness


def verdict(obligation: str, completeness: C = C.FULL, timeliness: T = T.ON_TIME, **given: Any) -> Verdict:
    """A verdict of good sight, unless bounds are given."""
    known = completeness if completeness in {C.FULL, C.SUBSTANTIAL, C.PARTIAL, C.NONE} else None
    asked = {
        "part_grades": {},
        "days_late": None,
        "proxy": False,
        "reasons": (Sentence("Căn cứ.", "Legal basis."), Sentence("Thấy hai mục.", "Two were seen.")),
        "at_least": known,
        "at_most": known,
        "force": Force.PRACTICE,
    }
    return Verdict(
        obligation=obligation,
        agency="tinh",
        kind=Kind.PROVINCE,
        on=ON,
        rules="letter-2613",
        completeness=completeness,
        timeliness=timeliness,
        **{**asked, **given},
    )


def seen(obligation: str, key: str, kind: EvidenceKind = EvidenceKind.RECORD, **given: Any) -> Evidence:
    """One thing found at an address of its own."""
    asked = {"part": None, "url": f"{HOME}{key}", "label": key, "sha256": "", "at": datetime(2026, 11, 28, tzinfo=UTC)}
    return Evidence(key=key, kind=kind, obligation=obligation, **{**asked, **given})
