"""The survey of 2012 as verdicts that fit the letter's figures: 63 provinces and 22 ministries, invented by number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from congkhai.catalogue.finding import LetterPlan
from congkhai.records import Completeness, Kind, Timeliness, Verdict

PLAN = LetterPlan.model_validate(
    yaml.safe_load((Path(__file__).resolve().parents[2] / "law" / "findings" / "letter-2613.yaml").read_text())
)
C, T = Completeness, Timeliness


def verdict(agency: str, kind: Kind, obligation: str, completeness: C, timeliness: T = T.ON_TIME, **more: object) -> Verdict:
    return Verdict(
        obligation=obligation,
        agency=agency,
        kind=kind,
        on=date(2012, 9, 27),
        rules="letter-2613",
        force=None,
        completeness=completeness,
        timeliness=timeliness,
        part_grades={},
        days_late=None,
        proxy=False,
        reasons=(),
        **{"at_least": None, "at_most": None, **more},  # type: ignore[arg-type]
    )


def survey_of_2012() -> list[Verdict]:
    found = []
    for n in range(1, 64):
        agency = f"Tỉnh {n:02d}"

        def add(obligation: str, short: bool, bad: C = C.PARTIAL, agency: str = agency) -> None:
            found.append(verdict(agency, Kind.PROVINCE, obligation, bad if short else C.FULL))

        add("leader-directives", n <= 40)
        add("rewards-and-sanctions", n <= 60)
        found.append(verdict(agency, Kind.PROVINCE, "legal-dissemination", C.SUBSTANTIAL if n <= 14 else C.PARTIAL))
        add("construction-and-urban-plans", n <= 30)
        add("land-use-plans", 20 < n <= 45)
        add("natural-resources", False)
        add("science-programmes", n <= 51, C.NONE)
        add("science-results", n <= 51, C.NONE)
    for n in range(1, 23):
        agency = f"Bộ {n:02d}"
        grade = C.UNKNOWN if n > 20 else C.NONE if n <= 14 else C.PARTIAL
        timeliness = T.UNKNOWN if n > 20 else T.ON_TIME
        found += [verdict(agency, Kind.MINISTRY, o, grade, timeliness) for o in ("science-programmes", "science-results")]
        found.append(verdict(agency, Kind.MINISTRY, "leader-directives", C.FULL if n > 11 else C.PARTIAL))
    return found
