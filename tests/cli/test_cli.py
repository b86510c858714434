"""The command line: what is printed where, and with which exit code."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from congkhai import cli
from tests.fakesite.server import Answer, FakeSite, page, rows, serving

LAW = cli.HERE / "law"
MENU = {"/lich": "Lịch làm việc", "/gioi-thieu": "Giới thiệu"}
QUICK = ("--allow-private", "--pace", "0")


@dataclass(frozen=True)
class Ran:
    """How one command ended, and what it printed."""

    code: int
    out: str
    err: str


Congkhai = Callable[..., Ran]


@pytest.fixture
def congkhai(capsys: pytest.CaptureFixture[str]) -> Congkhai:
    def ran(*arguments: str) -> Ran:
        code = cli.run(arguments)
        return Ran(code, *capsys.readouterr())

    return ran


@pytest.fixture
def site() -> Iterator[FakeSite]:
    weeks = rows({f"/lich/{week}": f"Lịch làm việc tuần {week} năm 2026" for week in (47, 48)})
    with serving(
        {"/": page("Trang chủ", menu=MENU), "/lich": page("Lịch làm việc", weeks, menu=MENU), "*": page("Mục", menu=MENU)}
    ) as one:
        yield one


def told_in_one_line(ran: Ran) -> bool:
    return ran.code == 2 and ran.out == "" and ran.err.endswith("\n") and ran.err.count("\n") == 1 and len(ran.err) < 500


# --- wrong usage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "ftp://tinh.gov.vn/",
        "javascript:alert(1)",
        "mailto:a@tinh.gov.vn",
        "http://",
        "http://[::1",
        "http://a b.vn/",
        "https://tinh.gov.vn:99999/",
        "http://nguoi:mat-khau@tinh.gov.vn/",
        "https://tinh.gov.vn/" + "a" * 3000,
        "file:///etc/passwd",
        "http://169.254.169.254/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://127.0.0.1:8000/",
        "http://[::1]/",
        "http://localhost/",
        "http://10.0.0.1/",
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_address_that_cannot_be_checked_is_told_in_one_line(congkhai: Congkhai, url: str, lang: str) -> None:
    assert told_in_one_line(congkhai("check", url, "--lang", lang))


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "tinh.gov.vn", "thừa"),
        ("check", "tinh.gov.vn", "--khong-co"),
        ("check", "tinh.gov.vn", "--kind", "provinse"),
        ("check", "tinh.gov.vn", "--rules", "letter-2316"),
        ("check", "tinh.gov.vn", "--on", "27/9/2012"),
        ("check", "tinh.gov.vn", "--on", "2012-02-30"),
        ("check", "tinh.gov.vn", "--declare", "leaders-schedule"),
        ("check", "tinh.gov.vn", "--declare", "leader-schedule=http://tinh.gov.vn/lich"),
        ("check", "tinh.gov.vn", "--declare", "leaders-schedule=ftp://tinh.gov.vn/"),
        ("check", "tinh.gov.vn", "--pages", "0"),
        ("check", "tinh.gov.vn", "--pages", "nhiều"),
        ("check", "tinh.gov.vn", "--pace", "0.1"),
        ("check", "tinh.gov.vn", "--archive", "/khong/co/thu-muc/a.warc.gz"),
        ("check", "tinh.gov.vn", "--lang", "fr"),
        ("kiem-tra",),
        ("law",),
        ("law", "show"),
        ("law", "show", "reward-and-sanctions"),
        ("law", "list", "--kind", "city"),
        ("read",),
        ("read", "/khong/co.html", "--url", "http://tinh.gov.vn/"),
        ("read", "/", "--url", "http://tinh.gov.vn/"),
        ("read", __file__),
        ("read", __file__, "--url", "không phải"),
        ("demo-sites", "--port", "-1"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_wrong_usage_is_told_in_one_line(congkhai: Congkhai, arguments: tuple[str, ...], lang: str) -> None:
    given = arguments if "--lang" in arguments else (*arguments, "--lang", lang)
    assert told_in_one_line(congkhai(*given))


def test_an_error_offers_the_nearest_name(congkhai: Congkhai) -> None:
    assert "province" in congkhai("check", "tinh.gov.vn", "--kind", "provinse").err
    assert "leaders-schedule" in congkhai("check", "tinh.gov.vn", "--declare", "leader-schedule=http://a.vn/").err
    assert "rewards-and-sanctions" in congkhai("law", "show", "reward-and-sanctions").err


def test_an_error_is_told_in_the_language_asked_for(congkhai: Congkhai) -> None:
    assert congkhai("check", "ftp://a.vn/").err.startswith("Không đọc được")
    assert congkhai("check", "ftp://a.vn/", "--lang=en").err.startswith("Cannot visit")


def test_a_private_address_says_how_to_allow_it(congkhai: Congkhai) -> None:
    assert "--allow-private" in congkhai("check", "http://127.0.0.1/").err


def test_an_archive_is_never_written_over(congkhai: Congkhai, tmp_path: Path) -> None:
    kept = tmp_path / "a.warc.gz"
    kept.write_bytes(b"chung cu")
    assert told_in_one_line(congkhai("check", "tinh.gov.vn", "--archive", str(kept)))
    assert kept.read_bytes() == b"chung cu"


@pytest.mark.parametrize(("verb", "on"), [("round", "portal"), ("sweeper", ""), ("clock", "monitor")])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_verb_of_a_wing_that_is_off_is_told_in_one_line(
    congkhai: Congkhai, monkeypatch: pytest.MonkeyPatch, verb: str, on: str, lang: str
) -> None:
    monkeypatch.setenv("CONGKHAI_WINGS", on)
    ran = congkhai(verb, "--lang", lang)
    assert told_in_one_line(ran)
    assert "CONGKHAI_WINGS" in ran.err


def test_nothing_typed_shows_the_help(congkhai: Congkhai) -> None:
    ran = congkhai()
    assert ran.code == 0
    assert "check" in ran.out


def test_a_missing_law_folder_says_what_to_set(congkhai: Congkhai, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONGKHAI_LAW", str(tmp_path))
    ran = congkhai("law", "list")
    assert told_in_one_line(ran)
    assert "CONGKHAI_LAW" in ran.err


# --- check --------------------------------------------------------------------------------------------


def test_a_check_prints_a_table_with_the_verdict_of_each_obligation(congkhai: Congkhai, site: FakeSite) -> None:
    ran = congkhai("check", site.address, *QUICK)
    assert ran.code == 0
    assert "Lịch làm việc của lãnh đạo cơ quan" in ran.out
    assert "chưa cung cấp" in ran.out
    assert f"{site.address}/lich" in ran.out
    assert "Chưa rõ loại cơ quan" in ran.out
    assert ran.err == ""


def test_a_check_speaks_english_when_asked(congkhai: Congkhai, site: FakeSite) -> None:
    ran = congkhai("check", site.address, *QUICK, "--lang", "en", "--kind", "province")
    assert "none" in ran.out
    assert "not known" not in ran.out
    assert "chưa cung cấp" not in ran.out


def test_the_json_of_a_check_is_all_that_is_on_standard_output(congkhai: Congkhai, site: FakeSite) -> None:
    ran = congkhai("check", site.address, *QUICK, "--json", "--kind", "ministry", "--on", "2012-10-01")
    told = json.loads(ran.out)
    assert (told["site"], told["kind"], told["on"], told["state"]) == (f"{site.address}/", "ministry", "2012-10-01", "ok")
    assert {verdict["force"] for verdict in told["verdicts"]} == {"binding", None}


def test_a_site_that_cannot_be_seen_is_no_failure_of_the_command(congkhai: Congkhai) -> None:
    ran = congkhai("check", "http://127.0.0.1:9/", *QUICK, "--json")
    told = json.loads(ran.out)
    assert ran.code == 0
    assert (told["state"], told["pages"]) == ("refused", 0)
    assert {verdict["completeness"] for verdict in told["verdicts"]} == {"unknown", "not_bound"}


def test_an_unseen_site_is_told_with_a_remedy(congkhai: Congkhai, site: FakeSite) -> None:
    site.pages["/"] = Answer("", 403)
    assert "“congkhai”" in congkhai("check", site.address, *QUICK).out


def test_a_host_in_vietnamese_letters_is_an_address(congkhai: Congkhai) -> None:
    ran = congkhai("check", "https://tỉnh-không-có.invalid/", "--json")
    assert json.loads(ran.out)["state"] == "dns"
    assert ran.err.count("\n") == 1  # whom the site will see, as no contact was given
    assert "CONGKHAI_CONTACT" in ran.err


def test_a_check_says_who_asks(congkhai: Congkhai, site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGKHAI_CONTACT", "giam-sat@congkhai.example")
    congkhai("check", site.address, *QUICK, "--pages", "1")
    assert site.log[0].headers["User-Agent"].endswith("(+giam-sat@congkhai.example)")


def test_a_check_keeps_to_its_pages(congkhai: Congkhai, site: FakeSite) -> None:
    told = json.loads(congkhai("check", site.address, *QUICK, "--pages", "2", "--json").out)
    assert (told["pages"], told["state"]) == (2, "partial")


def test_a_check_asks_once_a_second_unless_told_otherwise(congkhai: Congkhai, site: FakeSite) -> None:
    congkhai("check", site.address, "--allow-private", "--pages", "1")
    assert min(site.intervals) >= 1.0


def test_a_declared_address_is_visited(congkhai: Congkhai, site: FakeSite) -> None:
    congkhai(
        "check",
        site.address,
        *QUICK,
        "--declare",
        f"leaders-schedule={site.address}/x1",
        "--declare",
        f"petition-replies={site.address}/x2",
    )
    assert {"/x1", "/x2"} <= set(site.paths[:6])


def test_a_check_keeps_an_archive(congkhai: Congkhai, site: FakeSite, tmp_path: Path) -> None:
    kept = tmp_path / "a.warc.gz"
    assert congkhai("check", site.address, *QUICK, "--archive", str(kept)).code == 0
    assert kept.read_bytes().startswith(b"\x1f\x8b")


# --- read ---------------------------------------------------------------------------------------------


def test_a_saved_page_is_read(congkhai: Congkhai, tmp_path: Path) -> None:
    saved = tmp_path / "trang.html"
    saved.write_text(page("Khen thưởng", rows({"/1": "Quyết định số 12/QĐ-UBND ngày 05/11/2026 khen thưởng Công ty A"})), "utf-8")
    told = json.loads(congkhai("read", str(saved), "--url", "http://tinh.gov.vn/khen-thuong", "--json").out)
    assert (told["url"], told["title"], told["encoding"]) == ("http://tinh.gov.vn/khen-thuong", "Khen thưởng", "utf-8")
    assert {one["obligation"] for one in told["evidence"]} == {"rewards-and-sanctions"}
    printed = congkhai("read", str(saved), "--url", "http://tinh.gov.vn/khen-thuong")
    assert "rewards-and-sanctions" in printed.out


@pytest.mark.parametrize("body", [b"", b"\x00\xff\xfe" * 100, b"%PDF-1.4 broken", b"<html>" + b"<div>" * 5000])
def test_a_saved_page_that_is_nothing_is_read_as_nothing(congkhai: Congkhai, tmp_path: Path, body: bytes) -> None:
    for name in ("trang.html", "tep.pdf", "khong-duoi"):
        (tmp_path / name).write_bytes(body)
        ran = congkhai("read", str(tmp_path / name), "--url", "http://tinh.gov.vn/x", "--json")
        assert ran.code == 0
        assert json.loads(ran.out)["evidence"] == []


# --- law ----------------------------------------------------------------------------------------------


def test_the_list_of_the_law_has_its_promised_shape(congkhai: Congkhai) -> None:
    told = json.loads(congkhai("law", "list", "--on", "2012-10-01", "--kind", "province", "--rules", "letter-2613", "--json").out)
    assert all(set(one) == {"id", "force", "cites", "text_not_seen"} for one in told)
    assert {one["force"] for one in told} == {"binding"}
    ids = {one["id"] for one in told}
    assert "local-strategies-and-plans" in ids
    assert "national-strategies-and-plans" not in ids
    assert all(set(cite) == {"instrument", "place", "role"} for one in told for cite in one["cites"])


def test_the_law_of_another_day_is_another_law(congkhai: Congkhai) -> None:
    forces = {
        day: {one["force"] for one in json.loads(congkhai("law", "list", "--on", day, "--json").out)}
        for day in ("2012-10-01", "2026-11-25")
    }
    assert "binding" in forces["2012-10-01"]
    assert "practice" in forces["2026-11-25"]
    assert json.loads(congkhai("law", "list", "--on", "1999-01-01", "--json").out) == []


def test_one_obligation_has_its_promised_shape(congkhai: Congkhai) -> None:
    told = json.loads(congkhai("law", "show", "rewards-and-sanctions", "--on", "2012-10-01", "--json").out)
    assert set(told) == {"id", "title", "version"}
    assert set(told["version"]) == {"from", "until", "force", "cites", "binds", "parts", "window", "due"}
    assert (told["version"]["from"], told["version"]["until"]) == ("2011-10-01", "2022-08-15")


def test_an_obligation_before_its_first_version_has_none(congkhai: Congkhai) -> None:
    ran = congkhai("law", "show", "rewards-and-sanctions", "--on", "2001-01-01", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["version"] is None


def test_the_law_is_printed_for_people(congkhai: Congkhai) -> None:
    assert "Khen thưởng, xử phạt" in congkhai("law", "list").out
    assert "Rewards and sanctions" in congkhai("law", "list", "--lang", "en").out
    assert "force: practice" in congkhai("law", "show", "rewards-and-sanctions", "--on", "2026-11-25").out


def test_good_law_files_are_said_to_be_good(congkhai: Congkhai) -> None:
    ran = congkhai("law", "check")
    assert ran.code == 0, ran.out


def test_bad_law_files_are_told_with_file_and_line(congkhai: Congkhai, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(LAW, tmp_path / "law")
    broken = tmp_path / "law" / "obligations" / "leaders-schedule.yaml"
    broken.write_text(broken.read_text().replace("\nface:", "\nfaze: x\nface:", 1))
    monkeypatch.setenv("CONGKHAI_LAW", str(tmp_path / "law"))
    ran = congkhai("law", "check", "--lang", "en")
    assert ran.code == 1
    assert "leaders-schedule.yaml:" in ran.out
    listed = congkhai("law", "list")
    assert (listed.code, listed.out) == (1, "")
    assert "leaders-schedule.yaml:" in listed.err


# --- as a process -------------------------------------------------------------------------------------


def process(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=120, check=False, **more)


def test_no_command_of_ours_loads_django(site: FakeSite, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("Khen thưởng"))
    code = f"""
import sys
from congkhai import cli
assert cli.run(["check", {site.address!r}, "--allow-private", "--pace", "0", "--json"]) == 0
assert cli.run(["read", {str(tmp_path / "a.html")!r}, "--url", "http://a.vn/", "--json"]) == 0
assert cli.run(["law", "list"]) == 0
assert cli.run(["law", "check"]) == 0
loaded = [name for name in sys.modules if name.split(".")[0] in ("django", "wagtail", "allauth", "ninja")]
assert loaded == [], loaded
"""
    ran = process("-c", code)
    assert ran.returncode == 0, ran.stderr


def test_a_verb_of_django_is_run_in_a_process_of_its_own(tmp_path: Path) -> None:
    env = {**os.environ, "CONGKHAI_DEMO": "1", "CONGKHAI_VAR": str(tmp_path)}
    ran = process("-m", "congkhai.cli", "migrate", "--help", env=env)
    assert ran.returncode == 0, ran.stderr
    assert "Updates database schema" in ran.stdout


def test_a_reader_that_leaves_early_is_left_in_peace() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "congkhai.cli", "law", "list", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
        assert running.wait(60) in {0, 1}


def test_the_demo_sites_answer_until_they_are_stopped() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "congkhai.cli", "demo-sites", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(6)]
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    assert all(line.startswith("http://127.0.0.1:") and "--kind" in line for line in lines)
