"""Law files that are right, and what they load as; law files that are wrong, and what is said of them."""

import ast
import inspect
import shutil
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from congkhai.catalogue import obligation
from congkhai.catalogue.explain import OWN_RULES
from congkhai.catalogue.loading import LawError, load, open_law
from congkhai.catalogue.obligation import hash_of
from congkhai.catalogue.problem import Problem
from congkhai.records import Kind

SCHEDULES = "obligations/schedules.yaml"
LAW = Path(__file__).parents[2] / "law"


def says(problem: Problem, where: str, *words: str) -> None:
    """The problem stands there, holds these words in both languages, and gives a cure in both."""
    assert f"law/{where}" == f"{problem.file}:{problem.line}"
    for language in ("vi", "en"):
        told = problem.said(language)
        assert told.startswith(f"law/{where}: ")
        assert all(word in told for word in words), told
    for sentence in (problem.cause, problem.cure):
        assert len(sentence.vi) > 5
        assert len(sentence.en) > 5
        assert sentence.vi != sentence.en


# --- right files ------------------------------------------------------------------------------------


def test_a_right_folder_loads(law):
    catalogue = load(law.path)
    assert [o.id for o in catalogue.asked("trial")] == ["schedules"]
    assert catalogue.instruments["old-decree"].until == date(2020, 3, 1)
    assert catalogue.obligations["schedules"].versions[0].binds == (Kind.PROVINCE,)


def test_a_folder_is_read_once_per_process(law):
    first = load(law.path)
    law.change(SCHEDULES, "Lãnh đạo làm gì.", "Lãnh đạo bận gì.")
    assert load(law.path) is first


def test_a_relative_path_is_taken_from_where_one_stands(law, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(law.path)
    assert load(Path()).obligations.keys() == {"schedules"}


def test_the_hash_is_of_the_bytes_of_every_file_in_the_order_of_paths(law):
    law.write("workdays.yaml", "closed: []\n")
    names = ["instruments.yaml", SCHEDULES, "rulesets.yaml", "workdays.yaml"]
    assert load(law.path).hash == hash_of([(law.path / name).read_bytes() for name in names])


def test_the_line_of_each_example_is_kept(law):
    assert [open_law(law.path).sources[SCHEDULES].line(("examples", n)) for n in range(4)] == [41, 48, 49, 50]


def test_a_byte_order_mark_is_read_over(law):
    law.write(SCHEDULES, b"\xef\xbb\xbf" + (law.path / SCHEDULES).read_bytes())
    assert load(law.path).obligations["schedules"].id == "schedules"


def test_lines_may_end_as_in_windows(law):
    law.write(SCHEDULES, (law.path / SCHEDULES).read_bytes().replace(b"\n", b"\r\n"))
    assert load(law.path).obligations["schedules"].title.vi == "Lịch làm việc"


def test_decomposed_text_is_composed(law):
    law.write(SCHEDULES, unicodedata.normalize("NFD", (law.path / SCHEDULES).read_text(encoding="utf-8")))
    assert load(law.path).obligations["schedules"].title.vi == "Lịch làm việc"


def test_a_value_may_be_used_again_by_its_anchor(law):
    law.change(SCHEDULES, "binds: [province]", "binds: &bound [province]")
    law.change(SCHEDULES, "binds: [province]", "binds: *bound")
    assert load(law.path).obligations["schedules"].versions[1].binds == (Kind.PROVINCE,)


def test_fifty_obligations_load_within_a_second(law):
    text = (law.path / SCHEDULES).read_text(encoding="utf-8")
    for number in range(50):
        own = text.replace("schedules", f"schedules-{number}").replace("lich-lam-viec", f"lich-lam-viec-{number}")
        law.write(f"obligations/schedules-{number}.yaml", own)
    start = time.process_time()
    assert len(load(law.path).obligations) == 51
    assert time.process_time() - start < 1


# --- what is not YAML, or more YAML than is wise ----------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  vi: ", "\tvi: ", 7, ["tab"]),
        ("    force: binding", "\t\tforce: binding", 12, ["tab"]),
        ('vi: "Lãnh', "vi: Xem: Lãnh", 7, ['":"']),
        ('"Lãnh đạo làm gì."', '"Lãnh đạo làm gì.', 8, []),
        ("[province]", "[province", 15, ["["]),
        ("    force: binding", "   force: binding", 12, []),
        ("[Lịch làm việc]", "[@Lịch]", 37, []),
        ("face: calendar", "face: *calendar", 5, ["*"]),
        ("group: direction", "group: direction\n---", 5, ["---"]),
        ("group: direction", "group direction", 4, ['":"']),
        ("group: direction", "group: !!python/name:os.system direction", 4, ["!…"]),
        ("summary:", "summary:\n  <<: {vi: a}", 7, []),
        ("group: direction", "group: direction\n? [a, b]\n: c", 5, []),
        ("face: calendar", "face: calendar\nface: map", 6, ['"face"', "5"]),
        ("working_days: 10", "working_days: 010", 24, ["010"]),
        ("working_days: 10", "working_days: 1:30", 24, ["1:30"]),
        ("working_days: 10", "working_days: 1_0", 24, ["1_0"]),
        ("working_days: 10", "working_days: 0x1F", 24, ["0x1F"]),
        ("working_days: 10", "working_days: 1e3", 24, ["1e3"]),
        ("sight: poor", "sight: no", 49, ['"no"', "true"]),
        ("recognised: false", "recognised: No", 50, ['"No"', "true"]),
        ("on: 2012-09-27", "on: 2012-9-27", 43, ["2012-9-27", "2012-09-27"]),
        ("on: 2012-09-27", "on: 2012-02-30", 43, ["2012-02-30", "2012-09-27"]),
        ("on: 2012-09-27", "on: 2012-09-27 08:00", 43, ["2012-09-27 08:00"]),
        ("face: calendar", "face: cal\x07endar", 5, ["U+0007"]),
    ],
)
def test_what_could_be_misread_is_told_at_its_line(law, old: str, new: str, line: int, words: list[str]):
    law.change(SCHEDULES, old, new)
    says(law.problems()[0], f"{SCHEDULES}:{line}", *words)


def test_a_value_inside_itself_is_told(law):
    law.change(SCHEDULES, "[Lịch tiếp công dân]", "&loop [a, *loop, *loop]")
    says(law.problem(), f"{SCHEDULES}:38", "*")


def test_text_that_is_not_utf_8_is_told_at_its_line(law):
    law.write(SCHEDULES, (law.path / SCHEDULES).read_bytes().replace("Lãnh đạo".encode(), "Lãnh".encode("latin-1")))
    says(law.problem(), f"{SCHEDULES}:7", "UTF-8")


def test_text_in_utf_16_is_told(law):
    law.write(SCHEDULES, (law.path / SCHEDULES).read_text(encoding="utf-8").encode("utf-16"))
    says(law.problem(), f"{SCHEDULES}:1", "UTF-8")


@pytest.mark.parametrize("content", ["", "\n\n", "# only a remark\n"])
def test_an_empty_file_is_told(law, content: str):
    law.write(SCHEDULES, content)
    says(law.problem(), f"{SCHEDULES}:1")


@pytest.mark.parametrize("content", ["- id: schedules\n", "schedules\n", "12\n"])
def test_a_file_that_is_no_mapping_is_told_with_the_keys_it_wants(law, content: str):
    law.write(SCHEDULES, content)
    says(law.problem(), f"{SCHEDULES}:1", "id, title, slug")


def test_a_missing_file_is_told(law):
    (law.path / "rulesets.yaml").unlink()
    says(law.problem(), "rulesets.yaml:1", "rulesets.yaml")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(LawError) as raised:
        load(tmp_path / "nowhere")
    assert [p.file for p in raised.value.problems] == ["nowhere/instruments.yaml", "nowhere/rulesets.yaml"]


@pytest.mark.parametrize("name", ["more.yml", "more.YAML", "more.Yml"])
def test_a_file_that_nearly_ends_in_yaml_is_told(law, name: str):
    law.write(f"obligations/{name}", "id: more\n")
    says(law.problem(), f"obligations/{name}:1", ".yaml")


def test_a_folder_in_place_of_a_file_is_told(law):
    (law.path / "obligations/more.yaml").mkdir()
    says(law.problem(), "obligations/more.yaml:1")


def test_a_file_of_nothing_but_mistakes_is_told_in_a_hundred_lines(law):
    law.write("obligations/schedules.yaml", "a: x\n" * 10_000)
    assert len(law.problems()) == 100


@pytest.mark.parametrize(
    ("places", "where"), [(("Đ.15/1", "Điều 2"), "instruments.yaml:7"), (("Điều 2", "Điều 2"), "instruments.yaml:8")]
)
def test_what_is_not_encoded_of_an_instrument_names_its_places_once(law, places: tuple[str, str], where: str):
    rows = "".join(f'    - {{place: "{one}", why: {{vi: "Vì", en: "As"}}}}\n' for one in places)
    law.change("instruments.yaml", "  type: decree\n", f"  type: decree\n  not_encoded:\n{rows}")
    says(law.problem(), where)


def test_a_kind_that_ended_is_one_of_the_kinds(law):
    law.write("kinds.yaml", "district: 2025-07-01\nprefecture: 2025-07-01\n")
    says(law.problem(), "kinds.yaml:2", "prefecture")


# --- what fits no shape -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title:", "titel:", 2, ['"titel"', '"title"']),
        ("    window:", "    windw:", 23, ['"windw"', '"window"']),
        ("role: approved", "rle: approved", 22, ['"rle"', '"role"']),
        ("working_days: 10", "workingdays: 10", 24, ['"workingdays"', '"working_days"']),
        ("{kind: within", "{whence: law, kind: within", 24, ['"whence"', "after, limits"]),
        ("fields: {number", "felds: {number", 46, ['"felds"', '"fields"']),
        ("{completeness: full}", "{completness: full}", 47, ['"completness"', '"completeness"']),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(law, old: str, new: str, line: int, words: list[str]):
    law.change(SCHEDULES, old, new)
    says(next(p for p in law.problems() if words[0] in p.cause.en), f"{SCHEDULES}:{line}", *words)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("face: calendar", "face: calender", 5, ['"calender"', '"calendar"']),
        ("binds: [province]", "binds: [provinces]", 15, ['"provinces"', '"province"']),
        ("kind: within", "kind: whithin", 24, ['"whithin"', '"within"']),
        ("case: met", "case: mett", 42, ['"mett"', '"met"']),
        ("dates: {approved", "dates: {aproved", 46, ['"aproved"', '"approved"']),
        ("role: norm", "role: rule", 14, ['"rule"', "norm, request, former"]),
    ],
)
def test_a_word_outside_a_closed_list_is_told_with_the_list(law, old: str, new: str, line: int, words: list[str]):
    law.change(SCHEDULES, old, new)
    says(law.problems()[0], f"{SCHEDULES}:{line}", *words)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (', en: "Schedules"}', "}", 2, ['"en"']),
        ('  vi: "Lãnh đạo làm gì."\n', "", 6, ['"vi"']),
        ("group: direction\n", "", 1, ['"group"']),
        ("{kind: weekly, by", "{by", 35, ['"kind"']),
        ("{instrument: old-decree, place", "{place", 14, ['"instrument"']),
    ],
)
def test_a_missing_key_is_told_where_it_belongs(law, old: str, new: str, line: int, words: list[str]):
    law.change(SCHEDULES, old, new)
    says(law.problem(), f"{SCHEDULES}:{line}", *words)


def test_a_missing_translation_is_told_as_one(law):
    law.change(SCHEDULES, ', en: "Schedules"}', "}")
    assert "tiếng Anh" in law.problem().cause.vi
    assert "English" in law.problem().cause.en


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("from: 2010-03-01", "from: 1/3/2010", 10, ['"1/3/2010"', "2012-09-27"]),
        ("from: 2010-03-01", "from: 2010", 10, ["2010", "2012-09-27"]),
        ("dates: {approved: 2012-09-03}", "dates: {approved: thu}", 46, ['"thu"', "2012-09-27"]),
        ("working_days: 10", 'working_days: "10"', 24, ['"10"']),
        ("working_days: 10", "working_days: true", 24, ["true"]),
        ("working_days: 10", "working_days: 1.5", 24, ["1.5"]),
        ("working_days: 10", "working_days: -1", 24, ["-1", "0"]),
        ("recognised: false", 'recognised: "false"', 50, ['"false"']),
        ('place: "Điều 1"', "place: 1", 14, ['"place"', '"1"']),
        ('en: "What leaders do."', "en:", 8, ['"en"', '"…"']),
        ('en: "What leaders do."', 'en: ""', 8, ['"en"', "1"]),
        ('title: {vi: "Lịch", en: "Schedule"}', "title: Lịch", 18, ['"Lịch"', "vi, en"]),
        ("binds: [province]", "binds: province", 15, ['"binds"', '"province"', "- "]),
        ("binds: [province]", "binds: []", 15, ['"binds"', "1"]),
        ("name: number", "name: Số", 21, ['"Số"']),
        ("id: schedules", "id: Schedules_1", 1, ['"Schedules_1"']),
        ('name: "Shown in time"', 'name: "Shown"', 41, ['"name"', "8"]),
        ("window: {months: 12}", "window: {months: 12, in_force: true}", 23, ["window", "months"]),
        ("window: {months: 12}", "window: {months: 12}\n    total: {by: periods}", 24, ["total", "unit"]),
        ("type: document_number", "type: choice", 21, ["choices"]),
        ("type: document_number", "type: rows", 21, ["columns"]),
        (", recognised: false", "", 50, ["recognised"]),
    ],
)
def test_a_value_of_the_wrong_sort_is_told_with_the_right_way(law, old: str, new: str, line: int, words: list[str]):
    law.change(SCHEDULES, old, new)
    says(law.problem(), f"{SCHEDULES}:{line}", *words)


def test_every_rule_of_the_shapes_is_told_in_vietnamese():
    raised = [node.exc for node in ast.walk(ast.parse(inspect.getsource(obligation))) if isinstance(node, ast.Raise)]
    rules = {call.args[0].value for call in raised if isinstance(call, ast.Call) and isinstance(call.args[0], ast.Constant)}
    assert len(rules) == len(raised)
    assert rules == set(OWN_RULES)


def test_problems_of_all_files_are_told_together_in_order(law):
    law.change(SCHEDULES, "face: calendar", "face: clock")
    law.change(SCHEDULES, "group: direction", "group: other")
    law.change("instruments.yaml", "type: letter", "type: card")
    assert [(p.file, p.line) for p in law.problems()] == [
        ("law/instruments.yaml", 13),
        ("law/obligations/schedules.yaml", 4),
        ("law/obligations/schedules.yaml", 5),
    ]


def test_two_files_cannot_share_an_id(law):
    law.write("obligations/visits.yaml", (law.path / SCHEDULES).read_text(encoding="utf-8"))
    says(law.problem(), "obligations/visits.yaml:1", '"schedules"', "visits")


def test_an_instrument_that_is_there_twice_is_told(law):
    law.write("instruments.yaml", (law.path / "instruments.yaml").read_text(encoding="utf-8") + "letter:\n  number: x\n")
    says(law.problem(), "instruments.yaml:15", '"letter"', "9")


def test_what_an_anchor_repeats_is_told_once(law):
    law.change(SCHEDULES, "binds: [province]", "binds: &bound [town]")
    law.change(SCHEDULES, "binds: [province]", "binds: *bound")
    says(law.problem(), f"{SCHEDULES}:15", '"town"')


def test_the_whole_error_is_one_line_a_problem(law):
    law.change(SCHEDULES, "face: calendar", "face: clock")
    law.change(SCHEDULES, "group: direction", "group: other")
    with pytest.raises(LawError) as raised:
        load(law.path)
    assert [line.partition(": ")[0] for line in str(raised.value).splitlines()] == [f"law/{SCHEDULES}:4", f"law/{SCHEDULES}:5"]


# --- what contradicts itself, or another file -------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("id: schedules", "id: schedule", 1, ['"schedule"', "schedules"]),
        ("vi: lich-lam-viec", "vi: Lịch làm việc", 3, ['"lich-lam-viec"']),
        ("not: [Lịch tiếp công dân]", "not: [LỊCH LÀM VIỆC!]", 38, ["LỊCH LÀM VIỆC!"]),
        ("    until: 2020-03-01", "    until: 2010-03-01", 11, ["until", "from"]),
        ("    until: 2020-03-01", "    until: 2020-04-01", 25, ["2020-03-01"]),
        ("    until: 2020-03-01\n", "", 24, ["until: 2020-03-01"]),
        ("role: approved, ", "", 17, ['"approved"', '"schedule"']),
        ("name: approved_on, type: date", "name: approved_on, type: text", 22, ['"approved_on"', "date"]),
        ("name: approved_on", "name: number", 22, ['"number"']),
        ("part: schedule", "part: schedul", 46, ['"schedul"', '"schedule"']),
        ('number: "1/QĐ"', 'numbr: "1/QĐ"', 46, ['"numbr"', '"number"']),
        ("{completeness: full}", "{part_grades: {plan: full}}", 47, ['"plan"', "schedule"]),
        ("recognised: false", "recognised: false, expect: {part: plan}", 50, ['"plan"', "schedule"]),
        ("    expect: {completeness: full}\n", "", 41, ["expect"]),
        ('name: "Nothing there"', 'name: "Shown in time"', 48, []),
        ("case: met", "case: unmet", 40, ["met"]),
        ("case: look_alike", "case: met", 40, ["look_alike"]),
        ("instrument: old-decree", "instrument: old-decre", 14, ['"old-decre"', '"old-decree"']),
        ("role: norm", "role: request", 13, ["norm", "practice"]),
        ("role: former", "role: norm", 28, ["1/2010/NĐ-CP", "2020-03-01"]),
        ("from: 2010-03-01", "from: 2010-02-28", 14, ["1/2010/NĐ-CP", "2010-02-28"]),
    ],
)
def test_an_obligation_that_contradicts_itself_or_its_instruments_is_told(law, old: str, new: str, line: int, words: list[str]):
    law.change(SCHEDULES, old, new)
    problems = law.problems()
    found = [p for p in problems if p.line == line and all(word in p.said("vi") and word in p.said("en") for word in words)]
    assert found, "\n".join(map(str, problems))
    says(found[0], f"{SCHEDULES}:{line}", *words)


def test_a_part_may_have_a_due_of_its_own_that_needs_no_dated_field(law):
    law.change(SCHEDULES, "role: approved, ", "")
    law.change(SCHEDULES, "        basis: law\n", "        basis: law\n        due: {kind: promptly}\n")
    assert load(law.path).obligations["schedules"].versions[0].parts["schedule"].due is not None


def test_a_letter_is_no_norm(law):
    law.change(SCHEDULES, "instrument: old-decree", "instrument: letter")
    says(law.problem(), f"{SCHEDULES}:14", "2/CV")


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "words"),
    [
        ("rulesets.yaml", "[schedules]", "[schedule]", 5, ['"schedule"', '"schedules"']),
        ("rulesets.yaml", "[schedules]", "[schedules, schedules]", 5, ['"schedules"']),
        ("rulesets.yaml", "  title:", "  id: other\n  title:", 2, ['"other"', '"trial"']),
        ("instruments.yaml", "from: 2010-03-01", "from: 2009-03-01", 7, ["from", "issued"]),
        ("instruments.yaml", "until: 2020-03-01", "until: 2010-03-01", 8, ["until", "from"]),
        ("instruments.yaml", "type: letter", "type: letter\n  replaces: [old]", 14, ['"old"', "old-decree"]),
    ],
)
def test_lists_that_name_what_is_not_there_are_told(law, name: str, old: str, new: str, line: int, words: list[str]):
    law.change(name, old, new)
    says(next(p for p in law.problems() if p.file == f"law/{name}"), f"{name}:{line}", *words)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_two_obligations_cannot_share_an_address(law, language: str):
    other = (law.path / SCHEDULES).read_text(encoding="utf-8").replace("id: schedules", "id: visits")
    mine = {"vi": "vi: lich-lam-viec, en: visits", "en": "vi: lich-tham, en: schedules"}[language]
    law.write("obligations/visits.yaml", other.replace("vi: lich-lam-viec, en: schedules", mine))
    says(law.problem(), "obligations/visits.yaml:3", "schedules")


def test_a_letter_that_counts_an_unknown_obligation_is_told(law):
    shutil.copytree(LAW, law.path, dirs_exist_ok=True)
    law.write("rulesets.yaml", (LAW / "rulesets.yaml").read_bytes())
    (law.path / SCHEDULES).unlink()
    law.change("findings/letter-2613.yaml", "[leader-directives]", "[leader-directive]")
    problem = law.problem()
    says(problem, f"findings/letter-2613.yaml:{problem.line}", '"leader-directive"', '"leader-directives"')
