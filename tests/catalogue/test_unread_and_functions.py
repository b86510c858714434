"""Law files of texts that nobody has read, of functions of a site, and of places and lists: what is right, and what is told."""

from __future__ import annotations

from datetime import date

import pytest

from congkhai.catalogue.loading import load
from congkhai.catalogue.places import in_english, is_place
from tests.catalogue.test_loading import SCHEDULES, says

UNREAD = """\
  - from: 2020-03-01
    force: binding
    text_not_seen: true
    cites:
      - {instrument: new-decree, place: "toàn văn", role: norm}
    binds: [province]
"""
NEW_DECREE = """\
new-decree:
  number: "9/2020/NĐ-CP"
  title: {vi: "Nghị định mới", en: "A new decree"}
  issuer: {vi: "Chính phủ", en: "Government"}
  type: decree
  issued: 2020-01-05
  from: 2020-03-01
  text_not_seen: true
"""
FUNCTION = """\
id: map
title: {vi: "Sơ đồ", en: "Map"}
slug: {vi: so-do, en: map}
group: site
face: plain
summary: {vi: "Có sơ đồ.", en: "There is a map."}
versions:
  - from: 2010-03-01
    until: 2020-03-01
    force: binding
    cites: [{instrument: old-decree, place: "Điều 2", role: norm}]
    binds: [province]
    parts:
      map: {title: {vi: "Sơ đồ", en: "Map"}, basis: law, check: site-map}
find: {labels: []}
not_encoded: ""
examples:
  - name: "Shown as a tree"
    case: met
    on: 2012-09-27
    kind: province
    shown: [{part: map, fields: {tree: true}}]
    expect: {completeness: full}
  - {name: "Nothing there", case: unmet, on: 2012-09-27, kind: province, expect: {completeness: none}}
  - {name: "Not seen well", case: unknown, on: 2012-09-27, kind: province, sight: poor, expect: {completeness: unknown}}
  - {name: "Looks like it", case: look_alike, on: 2012-09-27, kind: province, expect: {completeness: none}}
"""


@pytest.fixture
def unread(law):
    """The folder, with a second version that rests on a text nobody has read."""
    law.write("instruments.yaml", (law.path / "instruments.yaml").read_text() + NEW_DECREE)
    text = (law.path / SCHEDULES).read_text()
    begins, ends = text.index("  - from: 2020-03-01"), text.index("find:\n")
    law.write(SCHEDULES, text[:begins] + UNREAD + text[ends:])
    return law


# --- text not seen ------------------------------------------------------------------------------------


def test_a_version_whose_text_was_not_seen_says_nothing_but_who_and_when(unread):
    version = load(unread.path).obligations["schedules"].version_on(date(2021, 1, 1))
    assert (version.text_not_seen, dict(version.parts)) == (True, {})


def test_what_binds_by_a_text_nobody_has_read_cannot_be_encoded(unread):
    unread.change(SCHEDULES, "    text_not_seen: true\n", "")
    assert {problem.line for problem in unread.problems()} == {25}  # parts, window and due are missing
    unread.change(
        SCHEDULES,
        "    binds: [province]\nfind",
        "    binds: [province]\n    parts: {a: {title: {vi: A, en: A}, basis: law}}\n"
        "    window: {months: 12}\n    due: {kind: none}\nfind",
    )
    says(unread.problem(), f"{SCHEDULES}:28", "9/2020/NĐ-CP", "text_not_seen")


def test_good_practice_may_cite_a_text_nobody_has_read(unread):
    unread.change(SCHEDULES, "    force: binding\n    text_not_seen: true\n", "    force: practice\n")
    unread.change(
        SCHEDULES,
        "    binds: [province]\nfind",
        "    binds: [province]\n    parts: {a: {title: {vi: A, en: A}, basis: ours}}\n"
        "    window: {months: 12}\n    due: {kind: none}\nfind",
    )
    assert load(unread.path).obligations


def test_a_text_nobody_has_read_names_no_part_and_no_field(unread):
    parts = "    parts: {a: {title: {vi: A, en: A}, basis: law}}\n"
    unread.change(SCHEDULES, "    binds: [province]\nfind", f"    binds: [province]\n{parts}find")
    says(unread.problem(), f"{SCHEDULES}:31", '"a"', "basis: ours")


@pytest.mark.parametrize("key", ["parts", "window", "due"])
def test_a_version_that_was_read_needs_parts_window_and_due(law, key: str):
    text = (law.path / SCHEDULES).read_text()
    begins = text.rindex(f"    {key}:")
    ends = text.index("\n    window:" if key == "parts" else "\n", begins)
    law.write(SCHEDULES, text[:begins] + text[ends + 1 :])
    problems = [problem for problem in law.problems() if f'"{key}"' in problem.cause.en]
    says(problems[0], f"{SCHEDULES}:25", key)


# --- functions ----------------------------------------------------------------------------------------


def test_a_function_needs_neither_window_nor_due_nor_labels(law):
    law.write("obligations/map.yaml", FUNCTION)
    obligation = load(law.path).obligations["map"]
    assert obligation.checked_only
    assert not load(law.path).obligations["schedules"].checked_only


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("check: site-map", "check: site-mop", 14, ['"site-mop"', '"site-map"']),
        ("check: site-map", "check: site-map, nil: true", 14, ["check"]),
        ("group: site", "group: about", 4, ["site"]),
        ("{tree: true}", "{tre: true}", 22, ['"tre"', '"tree"']),
        (
            "check: site-map}",
            "check: site-map}\n      more: {title: {vi: A, en: B}, basis: law}\n    window: {months: 1}\n    due: {kind: none}",
            14,
            ['"map"'],
        ),
    ],
)
def test_a_function_that_is_wrongly_written_is_told(law, old: str, new: str, line: int, words: list[str]):
    law.write("obligations/map.yaml", FUNCTION)
    law.change("obligations/map.yaml", old, new)
    problems = [problem for problem in law.problems() if problem.line == line]
    says(problems[0], f"obligations/map.yaml:{line}", *words)


def test_records_do_not_stand_in_the_group_of_functions(law):
    law.change(SCHEDULES, "group: direction", "group: site")
    says(law.problem(), f"{SCHEDULES}:4", "site")


def test_an_obligation_of_records_needs_a_label_to_be_found_by(law):
    law.change(SCHEDULES, "labels: [Lịch làm việc]", "labels: []")
    says(law.problems()[0], f"{SCHEDULES}:36", '"labels"', "1")


# --- places and lists ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        "Điều 7",
        "Điều 10 khoản 1 điểm đ, gạch đầu dòng 2, dấu cộng 3",
        "Điều 18 khoản 1, khoản 2 và khoản 3",
        "Điều 9 khoản 1 điểm a, b và c",
        "Điều 90 khoản 2 điểm b; Điều 92",
        "mục 2 điểm b, gạch đầu dòng 5; hạn chế (2)",
        "Phụ lục II",
        "toàn văn",
    ],
)
def test_a_place_is_written_as_the_law_cites_it(place: str):
    assert is_place(place)


@pytest.mark.parametrize(
    "place",
    ["", "điều 7", "Điều", "Điều 10 khoản", "khoản 1", "Article 10", "Điều 10 3", "Điều 10 khoan 1", "Điều 7 ", "d. 10 k. 1"],
)
def test_a_place_that_nobody_could_find_is_told(law, place: str):
    law.change(
        SCHEDULES, 'place: "Điều 1", role: norm', f'place: "{place} ", role: norm' if not place else f'place: "{place}", role: norm'
    )
    says(law.problems()[0], f"{SCHEDULES}:14", "Điều 10 khoản 1")


def test_a_place_is_said_in_english():
    assert in_english("Điều 10 khoản 1 điểm đ, gạch đầu dòng 2") == "Article 10 clause 1 point đ, dash 2"
    assert in_english("toàn văn") == "the whole text"


def test_a_list_whose_instrument_is_gone_is_kept_to_by_free_will(law):
    law.change("rulesets.yaml", "  kinds:", "  instrument: old-decree\n  kinds:")
    catalogue = load(law.path)
    assert catalogue.lapsed("trial", date(2020, 2, 29)) is None
    assert catalogue.lapsed("trial", date(2020, 3, 1)) is catalogue.instruments["old-decree"]


def test_a_list_without_an_instrument_never_lapses(law):
    assert load(law.path).lapsed("trial", date(2030, 1, 1)) is None


def test_a_list_of_an_unknown_instrument_is_told(law):
    law.change("rulesets.yaml", "  kinds:", "  instrument: old-decre\n  kinds:")
    says(law.problem(), "rulesets.yaml:4", '"old-decre"', '"old-decree"')
