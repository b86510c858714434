"""Beginning an obligation, comparing two days of the law, and the schemas that editors complete by."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from congkhai import cli
from congkhai.catalogue.changes import changes
from congkhai.catalogue.editor import schemas
from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Basis, DuePromptly, Thresholds, Total, Window
from congkhai.records import Force, Kind
from tests.cli.test_cli import LAW, Congkhai, Ran, told_in_one_line

NEW = "new-duty"


@pytest.fixture
def congkhai(capsys: pytest.CaptureFixture[str]) -> Congkhai:
    def ran(*arguments: str) -> Ran:
        code = cli.run(arguments)
        return Ran(code, *capsys.readouterr())

    return ran


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Path]:
    """Copies of the law folder, each new to the process, which reads a folder once."""
    made: list[Path] = []

    def copied() -> Path:
        copy = tmp_path / str(len(made)) / "law"
        shutil.copytree(made[-1] if made else LAW, copy)
        made.append(copy)
        monkeypatch.setenv("CONGKHAI_LAW", str(copy))
        return copy

    return copied


# --- law clauses --------------------------------------------------------------------------------------


def test_a_clause_is_answered_by_what_rests_on_it(congkhai: Congkhai) -> None:
    (row,) = json.loads(congkhai("law", "clauses", "nd-43-2011", "Điều 10 khoản 1 điểm g", "--on", "2012-09-27", "--json").out)
    assert (row["place"], row["not_encoded"]) == ("Điều 10 khoản 1 điểm g", None)
    assert [(one["id"], one["force"], one["binds"]) for one in row["obligations"]] == [("gazette", "binding", ["province"])]


def test_a_clause_that_is_not_encoded_says_why_in_both_languages(congkhai: Congkhai) -> None:
    (row,) = json.loads(congkhai("law", "clauses", "nd-43-2011", "30(5)", "--json").out)
    assert row["obligations"] == []
    assert "01 tháng 12" in row["not_encoded"]["vi"]
    assert "1 December" in row["not_encoded"]["en"]
    assert "1 December" in congkhai("law", "clauses", "nd-43-2011", "30(5)", "--lang", "en").out


def test_a_day_on_which_the_instrument_was_not_in_force_is_told(congkhai: Congkhai) -> None:
    assert "không có hiệu lực" in congkhai("law", "clauses", "nd-43-2011", "12", "--on", "2022-08-15").err
    assert congkhai("law", "clauses", "nd-43-2011", "12", "--on", "2022-08-14").err == ""


def test_a_clause_that_lapsed_leads_to_what_its_subject_rests_on_that_day(congkhai: Congkhai) -> None:
    asked = ("law", "clauses", "nd-43-2011", "10(1)k", "--on", "2024-05-01")
    (row,) = json.loads(congkhai(*asked, "--json").out)
    assert (row["in_force"], row["obligations"]) == (False, [])
    (contacts,) = row["otherwise"]
    assert (contacts["id"], contacts["force"]) == ("officials-contacts", "binding")
    assert {cite["instrument"] for cite in contacts["cites"]} == {"luat-67-2006"}
    assert "officials-contacts (ngày ấy căn cứ vào luat-67-2006" in congkhai(*asked).out
    (then,) = json.loads(congkhai("law", "clauses", "nd-43-2011", "10(1)k", "--on", "2013-05-01", "--json").out)
    assert (then["in_force"], then["otherwise"]) == (True, [])


def test_a_law_is_known_by_the_number_printed_on_it(congkhai: Congkhai) -> None:
    by_number, by_id = (congkhai("law", "clauses", name, "12") for name in ("43/2011/nđ-cp", "nd-43-2011"))
    assert by_number.out == by_id.out != ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("law", "show"), "Thiếu ID;"),
        (("law", "list", "--on"), "Thiếu giá trị của --on;"),
        (("law", "list", "--kid", "x"), "Không có tuỳ chọn --kid;"),
        (("law", "list", "--kind", "tỉnh"), "province (tỉnh, thành phố)"),
        (("law", "shw"), "Không có lệnh này, hoặc thừa tham số: shw;"),
        (("law", "clauses", "nd-43"), "Không có văn bản nd-43; có: nd-43-2011 (43/2011/NĐ-CP)"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_vietnamese_with_what_to_write(
    congkhai: Congkhai, arguments: tuple[str, ...], told: str
) -> None:
    ran = congkhai(*arguments)
    assert ran.code == 2
    assert told in ran.err
    assert not re.search(r"Missing|requires|No such|INSTRUMENT", ran.err)


def test_a_clause_on_which_nothing_rests_and_nobody_said_why_is_said_to_be_so(congkhai: Congkhai) -> None:
    told = congkhai("law", "clauses", "nd-43-2011", "Điều 99")
    assert (told.code, told.out) == (0, "")
    assert "có thể chưa đọc, hoặc không có điều này" in told.err


@pytest.mark.parametrize("arguments", [("nd-43-2011", "abc"), ("nd-1",), ("nd-43-2011", "--on", "x")])
def test_what_is_no_clause_instrument_or_day_is_told_in_one_line(congkhai: Congkhai, arguments: tuple[str, ...]) -> None:
    told_in_one_line(congkhai("law", "clauses", *arguments))


def test_what_an_unread_text_sets_is_not_told(congkhai: Congkhai) -> None:
    version = json.loads(congkhai("law", "show", "english-pages", "--on", "2024-01-15", "--json").out)["version"]
    assert (version["parts"], version["window"], version["due"]) == ({}, None, None)


def test_of_a_kind_of_agency_that_is_no_more_nothing_is_listed(congkhai: Congkhai) -> None:
    assert json.loads(congkhai("law", "list", "--kind", "district", "--on", "2025-07-01", "--json").out) == []
    assert "01/07/2025" in congkhai("law", "list", "--kind", "district", "--on", "2025-07-01").err


# --- law new ------------------------------------------------------------------------------------------


def test_a_new_obligation_loads_and_its_examples_fail_on_purpose(congkhai: Congkhai, folder: Callable[[], Path]) -> None:
    written = folder() / "obligations" / f"{NEW}.yaml"
    ran = congkhai("law", "new", NEW)
    assert (ran.code, ran.err) == (0, "")
    assert str(written) in ran.out
    folder()
    checked = congkhai("law", "check")
    lines = [line for line in checked.out.splitlines() if line.startswith(f"law/obligations/{NEW}.yaml:")]
    assert checked.code == 1
    assert len(lines) == 4
    assert all("SỬA" in line for line in lines)


def test_a_new_obligation_is_right_once_its_examples_are_put_right(congkhai: Congkhai, folder: Callable[[], Path]) -> None:
    written = folder() / "obligations" / f"{NEW}.yaml"
    congkhai("law", "new", NEW)
    text = written.read_text(encoding="utf-8")
    head, _, examples = text.partition("\nexamples:")
    met, unmet, unknown, alike = examples.split("\n\n")
    mended = [
        met.replace("completeness: none", "completeness: full"),
        unmet.replace("completeness: full", "completeness: none"),
        unknown.replace("completeness: none", "completeness: unknown"),
        alike.replace(f'label: "SỬA {NEW}", title: "SỬA {NEW}"', 'label: "Việc khác", title: "Việc khác"'),
    ]
    written.write_text(f"{head}\nexamples:" + "\n\n".join(mended), encoding="utf-8")
    folder()
    assert f"{NEW}.yaml" not in congkhai("law", "check").out


def test_a_new_obligation_leads_a_lawyer_and_her_editor(congkhai: Congkhai, folder: Callable[[], Path]) -> None:
    written = folder() / "obligations" / f"{NEW}.yaml"
    congkhai("law", "new", NEW)
    text = written.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/obligation.json\n")
    assert (written.parent / "../schema/obligation.json").resolve().is_file()
    assert text.count("# SỬA") > 5
    assert yaml.safe_load(text)["id"] == NEW


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "identifier", ["leaders-schedule", "Lịch", "two words", "-x", "1st", "a--b", "a_b", "../x", "a/b", "", "x-"]
)
def test_an_id_that_is_taken_or_cannot_be_one_is_refused(
    congkhai: Congkhai, folder: Callable[[], Path], identifier: str, lang: str
) -> None:
    law = folder()
    before = sorted(law.rglob("*"))
    assert told_in_one_line(congkhai("law", "new", "--lang", lang, "--", identifier))
    assert sorted(law.rglob("*")) == before


# --- law diff -----------------------------------------------------------------------------------------


def diff(congkhai: Congkhai, first: str, last: str) -> dict[str, object]:
    ran = congkhai("law", "diff", "--from", first, "--to", last, "--json")
    assert ran.code == 0
    return json.loads(ran.out)


def test_the_difference_of_two_days_has_its_promised_shape(congkhai: Congkhai) -> None:
    told = diff(congkhai, "2022-08-14", "2022-08-15")
    assert set(told) == {"from", "to", "began", "ended", "changed"}
    assert (told["from"], told["to"]) == ("2022-08-14", "2022-08-15")
    changed = {one["id"]: one for one in told["changed"]}
    schedule = changed["leaders-schedule"]
    assert set(schedule) == {"id", "on", "title", "force", "text_not_seen", "binds", "differences"}
    assert schedule["on"] == "2022-08-15"
    (force,) = [one for one in schedule["differences"] if one["what"] == "force"]
    assert (force["before"], force["after"]) == (
        {"vi": "bắt buộc", "en": "binding"},
        {"vi": "thông lệ tốt", "en": "good practice"},
    )


def test_what_began_is_told_by_the_day_it_began(congkhai: Congkhai) -> None:
    told = diff(congkhai, "2011-09-30", "2011-10-01")
    assert "leaders-schedule" in {one["id"] for one in told["began"]}
    assert {one["on"] for one in told["began"]} == {"2011-10-01"}


def test_between_a_day_and_itself_nothing_changed(congkhai: Congkhai) -> None:
    told = diff(congkhai, "2022-08-15", "2022-08-15")
    assert (told["began"], told["ended"], told["changed"]) == ([], [], [])


def test_who_is_newly_bound_and_no_longer_is_told_apart(congkhai: Congkhai) -> None:
    (domain,) = [one for one in diff(congkhai, "2026-06-30", "2026-07-01")["changed"] if one["id"] == "function-domain-name"]
    (bound,) = [one for one in domain["differences"] if one["what"] == "binds"]
    assert (bound["before"]["en"], bound["after"]["en"], bound["listed"]) == ("", "communes", True)


def test_a_kind_of_agency_that_is_no_more_is_bound_by_nothing_from_that_day(congkhai: Congkhai) -> None:
    changed = diff(congkhai, "2025-06-30", "2025-07-01")["changed"]
    assert "news" in {one["id"] for one in changed}
    assert {(one["what"], one["before"]["vi"], one["after"]["vi"]) for row in changed for one in row["differences"]} == {
        ("binds", "huyện", "")
    }
    for day, bound in (("2025-06-30", True), ("2025-07-01", False)):
        shown = json.loads(congkhai("law", "show", "news", "--on", day, "--json").out)
        assert ("district" in shown["version"]["binds"]) is bound
    rows = json.loads(congkhai("law", "clauses", "nd-43-2011", "Điều 10 khoản 1 điểm b", "--json").out)
    assert ["district" in one["binds"] for one in rows[0]["obligations"]] == [True, True]  # each as on its first day


def test_a_clause_that_bound_and_is_kept_to_is_told_from_one_that_binds(congkhai: Congkhai) -> None:
    (schedule,) = [one for one in diff(congkhai, "2022-08-14", "2022-08-15")["changed"] if one["id"] == "leaders-schedule"]
    (cites,) = [one for one in schedule["differences"] if one["what"] == "cites"]
    assert "Điều 10 khoản 1 điểm c (43/2011/NĐ-CP);" in cites["before"]["vi"]
    assert not cites["listed"]  # it stays, as something else
    assert "Article 10 clause 1 point c (43/2011/NĐ-CP), formerly" in cites["after"]["en"]


def test_the_difference_is_printed_for_people(congkhai: Congkhai) -> None:
    asked = ("law", "diff", "--from", "2022-08-14", "--to", "2022-08-15")
    assert "mức độ ràng buộc: bắt buộc → thông lệ tốt" in congkhai(*asked).out
    assert "force: binding → good practice" in congkhai(*asked, "--lang", "en").out
    assert "Không có gì thay đổi." in congkhai("law", "diff", "--from", "1999-01-01", "--to", "1999-12-31").out


def test_each_change_is_on_the_day_that_a_version_begins_or_ends() -> None:
    catalogue = load(LAW)
    for change in changes(catalogue, date(2000, 1, 1), date(2100, 1, 1)):
        days = {day for version in change.obligation.versions for day in (version.from_, version.until)}
        assert change.on in {*days, *catalogue.ended.values()}
        assert change.after is change.obligation.version_on(change.on)


def otherwise(**changed: object) -> set[str]:
    """What is told of a version whose follower differs in one thing."""
    catalogue = load(LAW)
    obligation = catalogue.obligations["leaders-schedule"]
    first, part = obligation.versions[0], obligation.versions[0].parts["schedule"]
    of_part = {
        name: value for name, value in changed.items() if name in type(part).model_fields and name not in {"window", "total"}
    }
    of_version = {name: value for name, value in changed.items() if name not in of_part}
    parts = {"schedule": part.model_copy(update=of_part)}
    second = first.model_copy(update={"from_": date(2022, 8, 15), "until": None, "parts": parts, **of_version})
    known = {"leaders-schedule": obligation.model_copy(update={"versions": (first, second)})}
    (change,) = changes(catalogue.model_copy(update={"obligations": known}), date(2022, 8, 14), date(2022, 8, 15))
    return {one.what for one in change.differences}


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("force", {"force": Force.PRACTICE}),
        ("binds", {"binds": (Kind.COMMUNE,)}),
        ("thresholds", {"thresholds": Thresholds(full=0.8)}),
        ("window", {"window": Window(months=6)}),
        ("total", {"total": Total(by="declared")}),
        ("limits", {"due": DuePromptly(kind="promptly")}),
        ("basis", {"basis": Basis.OURS}),
        ("nil", {"nil": True}),
        ("fields", {"fields": ()}),
    ],
)
def test_each_thing_that_a_new_version_says_otherwise_is_told(what: str, changed: dict[str, object]) -> None:
    assert otherwise(**changed) == {what}


def test_a_version_that_says_the_same_differs_in_nothing() -> None:
    assert otherwise() == set()


# --- wrong usage, schemas, time -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("law", "diff"),
        ("law", "diff", "--from", "2022-01-01"),
        ("law", "diff", "--from", "x", "--to", "2022-01-01"),
        ("law", "diff", "--from", "", "--to", "2022-01-01"),
        ("law", "diff", "--from", "2022-02-30", "--to", "2022-03-01"),
        ("law", "diff", "--from", "2023-01-01", "--to", "2022-01-01"),
        ("law", "new"),
        ("law", "new", "a", "b"),
        ("law", "show", "no-such-thing"),
        ("law", "list", "--kind", "village"),
        ("law", "list", "--on", "01/10/2011"),
        ("law", "list", "--rules", "nd-1"),
        ("law", "schema", "x"),
        ("law", "prove"),
    ],
)
def test_wrong_usage_is_told_in_one_line(congkhai: Congkhai, arguments: tuple[str, ...], lang: str) -> None:
    assert told_in_one_line(congkhai(*arguments, "--lang", lang))


def test_the_schemas_beside_the_law_are_those_of_the_code() -> None:
    stale = [name for name, text in schemas().items() if (LAW / "schema" / name).read_text(encoding="utf-8") != text]
    assert not stale, "write them anew: .venv/bin/congkhai law schema"
    assert {path.name for path in (LAW / "schema").iterdir()} == set(schemas())


def test_the_schemas_are_written_where_they_lag_behind(congkhai: Congkhai, folder: Callable[[], Path]) -> None:
    schema = folder() / "schema" / "obligation.json"
    schema.write_text("{}")
    assert str(schema) in congkhai("law", "schema").out
    assert schema.read_text(encoding="utf-8") == schemas()["obligation.json"]
    assert congkhai("law", "schema").out == ""


def test_a_key_is_offered_by_the_name_it_has_in_the_file() -> None:
    version = json.loads(schemas()["obligation.json"])["$defs"]["Version"]
    assert {"from", "until", "text_not_seen"} <= set(version["properties"])
    assert version["additionalProperties"] is False


def test_the_law_is_checked_within_five_seconds(congkhai: Congkhai, folder: Callable[[], Path]) -> None:
    folder()
    started = time.process_time()
    congkhai("law", "check")
    assert time.process_time() - started < 5
