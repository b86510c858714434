"""The register of agencies: right, and wrong."""

from datetime import date
from pathlib import Path

import pytest

from congkhai.catalogue.problem import LawError, Problem
from congkhai.catalogue.register import RegisteredAgency, beside, find_by_address, load_register
from congkhai.records import Kind

HEADER = "id,name,name_en,kind,parent,site,since,until,successor,source,confirmed\n"
OLD = "tinh-cu,UBND tỉnh Cũ,Old Province,province,,https://www.cu.gov.vn/,,2025-07-01,tinh-moi,list,yes\n"
NEW = "tinh-moi,UBND tỉnh Mới,,province,,https://cu.gov.vn,2025-07-01,,,list,no\n"
DEPARTMENT = 'so-cu,"Sở A, B",,department,tinh-cu,https://cu.gov.vn/so,,,,list,no\n'


def written(folder: Path, content: str | bytes) -> Path:
    folder = folder / "register"
    folder.mkdir()
    (folder / "agencies.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def problems(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(LawError) as raised:
        load_register(written(folder, content))
    return raised.value.problems


def test_a_register_loads_in_the_order_of_its_rows(tmp_path: Path):
    old, new, department = load_register(written(tmp_path, HEADER + OLD + NEW + DEPARTMENT))
    assert old == RegisteredAgency(
        id="tinh-cu",
        name="UBND tỉnh Cũ",
        name_en="Old Province",
        kind=Kind.PROVINCE,
        parent=None,
        site="https://www.cu.gov.vn/",
        since=None,
        until=date(2025, 7, 1),
        successor="tinh-moi",
        source="list",
        confirmed=True,
    )
    assert (new.since, new.name_en, new.confirmed) == (date(2025, 7, 1), "", False)
    assert (department.name, department.parent) == ("Sở A, B", "tinh-cu")


def test_communes_and_agencies_of_the_government_have_rows_like_any_other(tmp_path: Path):
    """As many communes as there are: they hang on a province, stand under its name, and load at once."""
    communes = "".join(
        f"xa-{n},UBND xã Số {n},,commune,tinh-moi,https://xa{n}.cu.gov.vn/,2025-07-01,,,list,no\n" for n in range(3_321)
    )
    attached = "vien-thu,Viện Thử,,government_agency,,https://vienthu.gov.vn/,,2025-03-01,,list,no\n"
    _, institute, *found = load_register(written(tmp_path, HEADER + NEW + attached + communes))
    assert (institute.kind, institute.on(date(2012, 9, 27)), institute.on(date(2025, 3, 1))) == (
        Kind.GOVERNMENT_AGENCY,
        True,
        False,
    )
    assert (len(found), {(one.kind, one.parent) for one in found}) == (3_321, {(Kind.COMMUNE, "tinh-moi")})
    seen = find_by_address(found, "https://xa7.cu.gov.vn/", date(2026, 12, 1))
    assert seen is not None
    assert seen.id == "xa-7"


def test_a_spreadsheet_may_have_saved_it(tmp_path: Path):
    content = ("\ufeff" + HEADER + OLD + NEW).replace("\n", "\r\n")
    assert len(load_register(written(tmp_path, content))) == 2


def test_decomposed_names_are_composed(tmp_path: Path):
    (agency,) = load_register(written(tmp_path, HEADER + NEW.replace("tỉnh Mới", "tỉnh Mới")))
    assert agency.name == "UBND tỉnh Mới"


def test_an_empty_line_is_read_over(tmp_path: Path):
    assert len(load_register(written(tmp_path, HEADER + NEW + "\n"))) == 1


@pytest.mark.parametrize(
    ("row", "line", "words"),
    [
        (NEW.replace("province", "provinc"), 3, ['"provinc"', '"province"']),
        (NEW.replace("2025-07-01", "1/7/2025"), 3, ['"1/7/2025"', "2012-09-27"]),
        (NEW.replace(",no", ",maybe"), 3, ['"maybe"', "yes", "no"]),
        (NEW.replace("tinh-moi,", "Tỉnh,"), 3, ['"Tỉnh"']),
        (NEW.replace("UBND tỉnh Mới", ""), 3, ['"name"']),
        (NEW.replace(",list,", ",,"), 3, ['"source"']),
        (NEW.replace(",list", ""), 3, ["10", "11"]),
        (NEW.replace("https://cu", "cu"), 3, ['"cu.gov.vn"', "https://"]),
        (NEW.replace("https://cu", "https://[cu"), 3, ['"https://[cu.gov.vn"']),
        (NEW.replace("2025-07-01,,", "2025-07-01,2025-07-01,"), 3, ["until", "since"]),
        (NEW.replace(",province,,", ",province,tinh-nao,"), 3, ['"tinh-nao"', '"tinh-cu"']),
        (NEW.replace(",province,,", ",province,tinh-moi,"), 3, ['"tinh-moi"']),
        (NEW.replace(",,,list", ",,tinh-nao,list"), 3, ['"tinh-nao"']),
        (NEW.replace("tinh-moi,", "tinh-cu,"), 3, ['"tinh-cu"', "2"]),
        (NEW.replace("UBND tỉnh Mới", '"UBND tỉnh Mới'), 3, ['""']),
        ('a,"one\ntwo",,province,,,,,,list,no\n' + NEW.replace("province", "town"), 5, ['"town"']),
    ],
)
def test_a_wrong_row_is_told_at_its_line(tmp_path: Path, row: str, line: int, words: list[str]):
    problem = problems(tmp_path, HEADER + OLD.replace("tinh-moi", "") + row)[0]
    assert f"{problem.file}:{problem.line}" == f"register/agencies.csv:{line}"
    for language in ("vi", "en"):
        assert all(word in problem.said(language) for word in words), problem.said(language)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("", "id,name,name_en"),
        (HEADER.replace("site", "web"), "id,name,name_en"),
        (HEADER.encode("utf-16"), "UTF-8"),
    ],
)
def test_a_wrong_start_is_told(tmp_path: Path, content: str | bytes, word: str):
    (problem,) = problems(tmp_path, content)
    assert (problem.file, problem.line) == ("register/agencies.csv", 1)
    assert word in problem.cure.vi
    assert word in problem.cure.en


def test_a_missing_register_is_told(tmp_path: Path):
    with pytest.raises(LawError, match=r"agencies\.csv:1: "):
        load_register(tmp_path)


def test_wrong_rows_are_told_together(tmp_path: Path):
    rows = NEW.replace("province", "town") + DEPARTMENT.replace("department", "desk")
    assert [p.line for p in problems(tmp_path, HEADER + rows)] == [2, 3]


def test_a_host_leads_to_the_agency_in_being_that_day(tmp_path: Path):
    agencies = load_register(written(tmp_path, HEADER + OLD + NEW + DEPARTMENT))
    before, since = (
        find_by_address(agencies, "https://CU.gov.vn/", date(2012, 9, 27)),
        find_by_address(agencies, "https://www.cu.gov.vn/", date(2025, 7, 1)),
    )
    assert (before and before.id, since and since.id) == ("tinh-cu", "tinh-moi")


def test_a_host_with_a_port_leads_to_its_agency(tmp_path: Path):
    agencies = load_register(written(tmp_path, HEADER + NEW))
    assert find_by_address(agencies, "https://cu.gov.vn:8080/", date(2026, 1, 1)) == agencies[0]


@pytest.mark.parametrize("host", ["so.cu.gov.vn", "gov.vn", "", "[", "127.0.0.1:8000"])
def test_an_unknown_host_leads_to_none(tmp_path: Path, host: str):
    assert find_by_address(load_register(written(tmp_path, HEADER + NEW)), f"https://{host}/", date(2026, 1, 1)) is None


def test_of_several_on_one_host_the_nearest_above_an_address_answers_and_the_others_are_beside_it(tmp_path: Path):
    below = "".join(f"{name},Sở,,department,tinh-moi,https://cu.gov.vn/{name},,,,list,yes\n" for name in ("so-a", "so-b"))
    below += "so-c,Sở,,department,tinh-moi,https://so-c.cu.gov.vn/,,,,list,yes\n"
    agencies, on = load_register(written(tmp_path, HEADER + NEW + below)), date(2026, 1, 1)
    for address, whose in (("so-a/tin", "so-a"), ("so-ab", "tinh-moi"), ("", "tinh-moi"), ("so-b", "so-b")):
        assert find_by_address(agencies, f"https://www.cu.gov.vn/{address}", on).id == whose
    assert set(beside(agencies, "https://cu.gov.vn/so-a/", on)) == {"https://cu.gov.vn", "https://cu.gov.vn/so-b"}
    assert set(beside(agencies, "https://cu.gov.vn/tin", on)) == {"https://cu.gov.vn/so-a", "https://cu.gov.vn/so-b"}


def test_the_register_of_the_house_loads():
    agencies = load_register(Path(__file__).parents[2] / "register")
    on = date(2012, 9, 27)
    kinds = [agency.kind for agency in agencies if agency.on(on)]
    assert (kinds.count(Kind.MINISTRY), kinds.count(Kind.PROVINCE)) == (22, 63)
