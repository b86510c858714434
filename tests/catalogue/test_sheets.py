"""Scoring sheets: those under law/, and what is said of one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from congkhai.catalogue.loading import open_law
from congkhai.catalogue.sheet import asking
from tests.catalogue.law_folder import LawFolder

LAW = Path(__file__).parents[2] / "law"
SHEET = """\
title: {vi: "Bảng thử", en: "A sheet for trial"}
about: {vi: "Để thử", en: "For trial"}
source: {vi: "Của chúng tôi", en: "Ours", seen: none}
shares: {full: 1, substantial: 0.75, partial: 0.5, ours: true, why: {vi: "Để thử", en: "For trial"}}
classes:
  first: {title: {vi: "Nhất", en: "First"}, weight: 3}
seals:
  - {title: {vi: "Vàng", en: "Gold"}, at_least: 0.9, whole: [first]}
sections:
  - title: {vi: "Mục", en: "Section"}
    rows:
      - {number: "1", class: first, obligations: [schedules], wording: {vi: "Lịch", en: "Schedules"}}
      - {number: "2", points: 2, obligations: [schedules], parts: [schedule], wording: {vi: "Lịch tuần", en: "Weeks"}}
      - {number: "3", points: 1, wording: {vi: "Quy chế", en: "Rules"}, not_measured: {vi: "Nội bộ", en: "Internal"}}
"""
FILE = "sheets/trial.yaml"


@pytest.fixture
def sheet(law: LawFolder) -> LawFolder:
    law.write(FILE, SHEET)
    return law


def test_a_right_sheet_loads_with_its_points(sheet: LawFolder) -> None:
    found = open_law(sheet.path).sheets["trial"]
    assert [found.points(row) for row in found.rows] == [3, 2, 1]
    assert found.obligations == ("schedules",)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("[schedules], parts", "[schedule], parts", 13, ['"schedule"', '"schedules"']),
        ("parts: [schedule]", "parts: [schedul]", 13, ['"schedul"', '"schedule"']),
        ("parts: [schedule]", "parts: [schedule], measure: {kind: on_time}", 13, ["parts"]),
        ("class: first", "class: fist", 12, ['"fist"', '"first"']),
        ("class: first, ", "", 12, ["points", "class"]),
        ("whole: [first]", "whole: [second]", 8, ['"second"']),
        ('number: "2"', 'number: "1"', 13, ['"1"']),
        ("points: 1, wording", "points: 1, obligations: [schedules], wording", 14, ["obligations", "not_measured"]),
        (", obligations: [schedules], wording", ", wording", 12, ["obligations", "not_measured"]),
        ("points: 2", "points: 0", 13, ["points"]),
        ("points: 2", "points: hai", 13, ["points"]),
        ("partial: 0.5", "partial: 5", 4, ["partial"]),
        ("number:", "so:", 12, ['"so"']),
        ("parts: [schedule]", "measure: {kind: guess}", 13, ['"guess"', "on_time"]),
    ],
)
def test_a_sheet_that_cannot_be_scored_is_told_at_its_line(
    sheet: LawFolder, old: str, new: str, line: int, words: list[str]
) -> None:
    sheet.change(FILE, old, new)
    found = [problem for problem in sheet.problems(open_law) if problem.line == line and problem.file == f"law/{FILE}"]
    assert found
    for language in ("vi", "en"):
        assert any(all(word in problem.said(language) for word in words) for problem in found), found[0].said(language)


def test_a_sheet_may_be_asked_for_as_a_rule_set(sheet: LawFolder) -> None:
    loaded = open_law(sheet.path)
    extended = asking(loaded.catalogue, "trial-sheet", loaded.sheets["trial"].obligations)
    assert [one.id for one in extended.asked("trial-sheet")] == ["schedules"]
    assert "trial-sheet" not in loaded.catalogue.rulesets


def test_the_sheets_of_the_house_are_what_they_say() -> None:
    sheets = open_law(LAW).sheets
    grid, province, classes = (sheets[name] for name in ("decree-43-self-scoring", "provincial-kind", "transparency-classes"))
    assert sum(map(grid.points, grid.rows)) == grid.source.whole_points == 160
    assert sum(grid.points(row) for row in grid.rows[:-1]) == 50
    assert (grid.source.seen, province.source.seen, len(province.rows)) == ("part", "none", 55)
    assert {name: one.weight for name, one in classes.classes.items()} == {"essential": 3, "obligatory": 2, "recommended": 1}
    assert [seal.at_least for seal in classes.seals] == [0.95, 0.85, 0.75]
    assert all(seal.whole == ("essential",) for seal in classes.seals)


def test_each_sheet_says_that_its_shares_are_ours() -> None:
    assert all(sheet.shares.ours for sheet in open_law(LAW).sheets.values())
