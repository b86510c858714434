"""A site is named as unseen for what we could not look at, and never for a text that we have not read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Catalogue
from congkhai.records import Completeness, Kind, Timeliness
from congkhai.reporting.survey import survey
from tests.reporting.year_2012 import PLAN, verdict

LAW = load(Path(__file__).resolve().parents[2] / "law")
THEN = date(2012, 9, 27)


def unread() -> Catalogue:
    """The law as if nobody had read the decree of 2011."""
    obligations = {}
    for name, one in LAW.obligations.items():
        versions = tuple(version.model_copy(update={"text_not_seen": True, "parts": {}}) for version in one.versions)
        obligations[name] = one.model_copy(update={"versions": versions})
    return LAW.model_copy(update={"obligations": obligations})


def unseen(catalogue: Catalogue) -> tuple[str, ...]:
    asked = catalogue.rulesets[PLAN.rules].obligations
    verdicts = [verdict("Tỉnh 01", Kind.PROVINCE, name, Completeness.UNKNOWN, Timeliness.UNKNOWN) for name in asked]
    return survey(PLAN, verdicts, on=THEN, names={}, confirmed=(), catalogue=catalogue).unseen


def test_an_agency_of_which_nothing_could_be_said_is_named_as_unseen():
    assert unseen(LAW) == ("Tỉnh 01",)


def test_an_agency_is_not_named_as_unseen_for_a_law_that_we_have_not_read():
    assert unseen(unread()) == ()
