"""``congkhai letter``: from a list of verdicts to the letter, without a database."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from congkhai import cli
from tests.reporting.year_2012 import survey_of_2012

HEAD = ("--sender", "Bộ Khảo Sát", "--code", "BKS-CĐS", "--place", "Hà Nội", "--signature", "Bộ trưởng", "--signature", "Trần Thử")
Rows = list[dict[str, Any]]
Letter = Callable[..., tuple[int, str, str]]


def rows_of_2012() -> Rows:
    return [
        {
            "agency": v.agency,
            "name": v.agency,
            "kind": v.kind,
            "obligation": v.obligation,
            "completeness": v.completeness,
            "timeliness": v.timeliness,
            "confirmed": True,
        }
        for v in survey_of_2012()
    ]


@pytest.fixture
def letter(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Letter:
    """Writes rows to a file and asks for their letter."""

    def ran(rows: Any, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "verdicts.json"
        file.write_bytes(rows if isinstance(rows, bytes) else json.dumps(rows, ensure_ascii=False).encode())
        code = cli.run(["letter", str(file), "--rules", "letter-2613", "--on", "2012-09-27", *options])
        return code, *capsys.readouterr()

    return ran


def test_the_figures_of_2012_are_told_with_all_they_rest_on(letter: Letter) -> None:
    code, out, _err = letter(rows_of_2012(), "--json")
    figures = {figure["id"]: figure for figure in json.loads(out)}
    told = figures["science-ministries"]
    assert code == 0
    assert (told["obligations"], told["predicate"], told["group"]) == (
        ["science-programmes", "science-results"],
        "none",
        "ministries",
    )
    assert (told["numerator"], told["denominator"], told["unknown"]) == (14, 20, 2)
    assert told["words"]["vi"].startswith("70% Bộ, cơ quan ngang Bộ")
    assert figures["rewards-and-sanctions"]["words"]["vi"].startswith("95% ")


def test_the_letter_is_printed_where_nothing_else_is_asked(letter: Letter) -> None:
    assert letter(rows_of_2012(), *HEAD, "--number", "2613") == letter(rows_of_2012(), *HEAD, "--number", "2613", "--text")
    code, out, err = letter(rows_of_2012(), *HEAD, "--number", "2613")
    assert (code, err) == (0, "")
    assert out.startswith("Bộ Khảo Sát\nSố: 2613/BKS-CĐS\n")


def test_the_letter_is_written_as_a_pdf(letter: Letter, tmp_path: Path) -> None:
    code, out, _err = letter(rows_of_2012(), *HEAD, "-o", str(tmp_path / "letter.pdf"))
    assert (code, out) == (0, "")
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")


def test_one_unconfirmed_verdict_makes_a_draft_that_says_so(letter: Letter, tmp_path: Path) -> None:
    rows = rows_of_2012()
    rows[0]["confirmed"] = False
    code, out, err = letter(rows, "--number", "2613")
    assert code == 0
    assert out.startswith("DỰ THẢO\n")
    assert "2613/" not in out.splitlines()[2]
    assert "1 kết luận" in err


def test_in_english_too(letter: Letter) -> None:
    rows = rows_of_2012()
    rows[0]["confirmed"] = False
    assert "no person has confirmed 1 of the verdicts" in letter(rows, "--number", "2613", "--lang", "en")[2]


def without(key: str) -> Rows:
    return [rows_of_2012()[0], {name: value for name, value in rows_of_2012()[1].items() if name != key}]


def with_second(**changed: Any) -> Rows:
    first, second = rows_of_2012()[:2]
    return [first, second | changed]


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (b"", "JSON"),
        (b'[{"agency": ', "1:13"),
        ("không".encode("utf-16"), "UTF-8"),
        ({}, "confirmed"),
        ([], "confirmed"),
        (without("name"), 'Hàng 2: thiếu khóa "name"'),
        (with_second(kind="tỉnh"), "province"),
        (with_second(completeness="parital"), "partial"),
        (with_second(confirmed="có"), "true"),
        (with_second(comfirmed=True), "confirmed"),
        (with_second(obligation="science-result"), "science-results"),
        (with_second(kind="ministry"), "Hàng 2"),
        ([rows_of_2012()[0]] * 2, "hàng 1"),
        ([1], "Hàng 1"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_row_and_its_cure(letter: Letter, rows: Any, named: str) -> None:
    code, out, err = letter(rows)
    assert (code, out) == (2, "")
    assert named in err


def test_one_mistake_in_every_row_is_not_told_a_thousand_times(letter: Letter) -> None:
    rows = [row | {"kind": "tỉnh"} for row in rows_of_2012()]
    assert len(letter(rows)[2].splitlines()) == 21


def test_a_file_that_does_not_exist_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["letter", "khong-co.json"]) == 2
    assert "khong-co.json" in capsys.readouterr().err


@pytest.mark.parametrize("option", [("--rules", "letter-2316"), ("--on", "hôm qua")])
def test_wrong_usage_is_told_in_one_line(letter: Letter, option: tuple[str, str]) -> None:
    code, out, err = letter(rows_of_2012(), *option)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_file_without_an_agency_that_the_letter_is_about_is_told_so(letter: Letter) -> None:
    rows = [row | {"kind": "department"} for row in rows_of_2012()[:1]]
    assert letter(rows)[0] == 2


def test_a_pdf_that_cannot_be_written_is_told_in_one_line(letter: Letter, tmp_path: Path) -> None:
    code, _out, err = letter(rows_of_2012(), "-o", str(tmp_path / "khong-co" / "letter.pdf"))
    assert code == 2
    assert "letter.pdf" in err


def test_a_file_with_a_byte_order_mark_is_read(letter: Letter) -> None:
    assert letter(b"\xef\xbb\xbf" + json.dumps(rows_of_2012()).encode(), "--json")[0] == 0


def test_no_database_is_needed(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.json"
    file.write_text(json.dumps(rows_of_2012()))
    code = f"import sys; from congkhai import cli; cli.run(['letter', {str(file)!r}, '--json']); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_letter_over_85_agencies_takes_less_than_half_a_second(letter: Letter, tmp_path: Path) -> None:
    letter(rows_of_2012(), "--json")  # the law is loaded once
    began = process_time()
    letter(rows_of_2012(), "-o", str(tmp_path / "letter.pdf"))
    assert process_time() - began < 0.5
