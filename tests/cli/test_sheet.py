"""``congkhai sheet``: a site scored by a sheet of the house or of one's own, without a database."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook

from congkhai import cli
from congkhai.checking import Checked, to_json
from congkhai.records import Agency, EvidenceKind, Kind, SiteSeen, SiteState
from tests.fakesite.server import Answer, FakeSite, page, rows, serving
from tests.reporting.brought import as_bytes, changed, sheet
from tests.reporting.one_site import HOME, ON, C, T, seen, verdict

GRID = "decree-43-self-scoring"
Ran = tuple[int, str, str]
Sheet = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Sheet:
    def ran(*words: str) -> Ran:
        code = cli.run(["sheet", *words])
        return code, *capsys.readouterr()

    return ran


@pytest.fixture
def check(tmp_path: Path) -> str:
    """A file that ``check --json`` printed."""
    verdicts = (
        verdict("leader-directives", evidence=(seen("leader-directives", "chi-dao", EvidenceKind.SECTION),)),
        verdict("leaders-schedule", C.UNKNOWN, T.UNKNOWN),
        verdict("rewards-and-sanctions", C.PARTIAL, T.LATE, days_late=2),
    )
    checked = Checked(HOME, Agency("a", Kind.PROVINCE), ON, "letter-2613", SiteSeen("a", HOME, SiteState.OK), verdicts)
    file = tmp_path / "check.json"
    file.write_text(json.dumps(to_json(checked), ensure_ascii=False))
    return str(file)


@pytest.fixture
def mine(tmp_path: Path) -> str:
    file = tmp_path / "bang.xlsx"
    file.write_bytes(as_bytes(sheet()))
    return str(file)


@pytest.fixture
def site() -> Iterator[FakeSite]:
    menu = {"/chi-dao": "Ý kiến chỉ đạo, điều hành"}
    listed = {f"/chi-dao/{n}": f"Chỉ đạo về việc số {n} ngày {n:02}/11/2026" for n in range(1, 4)}
    pages: dict[str, Any] = {
        "/": page("Tỉnh Thử", menu=menu),
        "/chi-dao": page("Ý kiến chỉ đạo, điều hành", rows(listed), menu=menu),
    }
    for path, label in listed.items():
        pages[path] = page(label, f"<p>Số: 1/QĐ-UBND</p><p>Ngày ban hành: 0{path[-1]}/11/2026</p>", menu=menu)
    with serving(pages) as running:
        yield running


def test_a_sheet_of_the_house_is_printed_with_its_sums(run: Sheet, check: str) -> None:
    code, out, _err = run(GRID, "--verdicts", check)
    assert code == 0
    assert "Điểm chưa đánh giá được (không tính là 0)" in out
    assert "5/5" in out
    assert "2,5/5" in out
    assert "—/5" in out


def test_the_json_adds_up(run: Sheet, check: str) -> None:
    _code, out, _err = run(GRID, "--verdicts", check, "--json")
    told = json.loads(out)
    assert (told["sheet"], told["site"], told["on"]) == (GRID, HOME, "2026-11-28")
    assert told["judged"] + told["unknown"] + told["not_measured"] + told["not_asked"] == 160
    assert told["awarded"] == 7.5


def test_a_site_is_looked_at_for_what_the_sheet_rests_on(run: Sheet, site: FakeSite) -> None:
    code, out, _err = run(
        GRID, "--site", site.address, "--kind", "province", "--on", "2026-11-25", "--allow-private", "--pace", "0", "--json"
    )
    rows_of = {row["number"]: row for row in json.loads(out)["rows"]}
    assert code == 0
    assert rows_of["6"]["standing"] == "scored"
    assert rows_of["6"]["points"] > 0
    assert rows_of["6"]["evidence"] == f"{site.address}/chi-dao"
    assert rows_of["5"]["points"] == 0, "news is of no rule set here, and was looked for all the same"


def test_a_site_that_cannot_be_seen_is_scored_nowhere_and_its_webmaster_told_why(run: Sheet, site: FakeSite) -> None:
    address = site.address
    site.pages = {"*": Answer("blocked", 403)}
    code, out, err = run(GRID, "--site", address, "--kind", "province", "--allow-private", "--pace", "0", "--json")
    told = json.loads(out)
    assert (code, told["judged"], told["awarded"]) == (0, 0, 0)
    assert told["unknown"] > 0
    assert err.strip()


def test_a_workbook_of_ours_and_the_page_are_written(run: Sheet, check: str, tmp_path: Path) -> None:
    table, paper = tmp_path / "out.xlsx", tmp_path / "a4.pdf"
    code, out, _err = run(GRID, "--verdicts", check, "-o", str(table), "--page", str(paper), "--agency", "Tỉnh Ví Dụ")
    assert (code, out) == (0, "")
    assert "Tỉnh Ví Dụ" in load_workbook(table).active["A2"].value
    assert "Tỉnh Ví Dụ" in pypdf.PdfReader(paper).pages[0].extract_text()


def test_who_is_to_do_it_stands_on_the_page(run: Sheet, check: str, tmp_path: Path) -> None:
    paper = tmp_path / "a4.pdf"
    run(GRID, "--verdicts", check, "--page", str(paper), "--who", "rewards-and-sanctions=Phòng Thi đua")
    assert "Phòng Thi đua" in " ".join(pypdf.PdfReader(paper).pages[0].extract_text().split())


def test_without_a_site_the_first_guess_for_an_own_sheet_is_printed(run: Sheet, mine: str, tmp_path: Path, check: str) -> None:
    code, out, err = run(mine)
    assert (code, err) == (0, "")
    links = tmp_path / "noi.yaml"
    links.write_text(out)
    assert run(mine, "--map", str(links), "--verdicts", check, "--json")[0] == 0


def test_an_own_sheet_comes_back_filled_and_the_one_brought_in_is_untouched(
    run: Sheet, mine: str, check: str, tmp_path: Path
) -> None:
    before, out = Path(mine).read_bytes(), tmp_path / "out.xlsx"
    code, _out, err = run(mine, "--verdicts", check, "-o", str(out))
    page_of = load_workbook(out)["Phụ lục 1"]
    assert code == 0
    assert (page_of["D8"].value, page_of["F8"].value, page_of["D9"].value) == (5, f"{HOME}chi-dao", None)
    assert Path(mine).read_bytes() == before
    assert "máy đoán" in err
    assert "giữ nguyên điểm đã có ở dòng 11" in err


def test_a_total_that_the_agency_knows_is_taken(run: Sheet, check: str) -> None:
    points = []
    for total in ("", "leader-directives=4"):
        given = ("--total", total) if total else ()
        told = json.loads(run("provincial-kind", "--verdicts", check, *given, "--json")[1])
        points.append(next(row for row in told["rows"] if row["obligations"] == ["leader-directives"])["points"])
    assert points == [None, 0]


WRONG = [
    (("no-such-sheet", "--verdicts", "{check}"), "decree-43"),
    (("decree-43-self-scorin", "--verdicts", "{check}"), "decree-43-self-scoring"),
    ((GRID,), "--site URL, --verdicts"),
    ((GRID, "--site", "https://a.vn", "--verdicts", "{check}"), "--site URL, --verdicts"),
    ((GRID, "--verdicts", "{check}", "-o", "out.ods"), "out.ods"),
    ((GRID, "--verdicts", "{check}", "--page", "a4.png"), "a4.png"),
    ((GRID, "--verdicts", "{check}", "-o", "/no/such/folder/out.xlsx"), "out.xlsx"),
    ((GRID, "--verdicts", "/no/such.json"), "such.json"),
    ((GRID, "--verdicts", "{mine}"), "check URL --json"),
    ((GRID, "--verdicts", "{check}", "--map", "x.yaml"), "--map"),
    (("{mine}", "--verdicts", "{check}", "-o", "{mine}"), "bang.xlsx"),
    (("{mine}", "--verdicts", "{check}", "--map", "/no/such.yaml"), "such.yaml"),
    (("/no/such.xlsx", "--verdicts", "{check}"), "such.xlsx"),
    ((GRID, "--verdicts", "{check}", "--who", "leaders-schedule"), "--who"),
    ((GRID, "--verdicts", "{check}", "--who", "leaders-schedul=A"), "leaders-schedule"),
    ((GRID, "--verdicts", "{check}", "--total", "leaders-schedule=many"), "--total many"),
    ((GRID, "--verdicts", "{check}", "--total", "leaders-schedule=0"), "--total 0"),
    ((GRID, "--site", "http://127.0.0.1:1"), "--allow-private"),
    ((GRID, "--site", "ftp://a.vn"), "ftp"),
    ((GRID, "--site", "https://a.vn", "--kind", "town"), "town"),
    ((GRID, "--site", "https://a.vn", "--on", "today"), "--on today"),
]


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[" ".join(words)[:60] for words, _ in WRONG])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_typed_wrong_is_told_in_one_line(
    run: Sheet, check: str, mine: str, words: tuple[str, ...], told: str, language: str
) -> None:
    code, out, err = run(*(word.format(check=check, mine=mine) for word in words), "--lang", language)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"", "trống"),
        ("a.xlsx", b"not a zip", "hỏng"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, ".xls kiểu cũ"),
        ("a.xlsm", changed(as_bytes(sheet()), {"xl/vbaProject.bin": b"x"}), "macro"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_with_what_to_do(
    run: Sheet, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    code, out, err = run(str(file))
    assert (code, out) == (2, "")
    assert told in err


def test_a_wrong_mapping_is_told_by_its_line(run: Sheet, mine: str, check: str, tmp_path: Path) -> None:
    links = tmp_path / "noi.yaml"
    links.write_text('rows:\n  - {wording: "Lịch", obligations: [leaders-schedul]}\n')
    code, _out, err = run(mine, "--map", str(links), "--verdicts", check)
    assert code == 2
    assert err.startswith("noi.yaml:2: ")
    assert "leaders-schedule" in err


def test_a_mapping_that_misses_the_sheet_is_told(run: Sheet, mine: str, check: str, tmp_path: Path) -> None:
    links = tmp_path / "noi.yaml"
    links.write_text('rows:\n  - {wording: "Không có dòng này", obligations: [leaders-schedule]}\n')
    code, _out, err = run(mine, "--map", str(links), "--verdicts", check, "--json")
    assert code == 0
    assert "Không có dòng này" in err
    assert "dòng 8" in err


def test_nothing_of_django_is_loaded() -> None:
    asked = "import sys; from congkhai import cli; cli.run(['sheet', '--help']); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True).returncode == 0
