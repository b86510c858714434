"""From an address to verdicts on a site's functions, and on what rests on a text that nobody has read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from congkhai import checking
from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Catalogue
from congkhai.catalogue.workdays import Workdays
from congkhai.checking import Checked, check, leads_of
from congkhai.crawling.pace import Pace
from congkhai.records import Completeness, EvidenceKind, Kind, Timeliness, Verdict
from tests.fakesite.server import Answer, FakeSite, page, rows, serving
from tests.fakesite.visiting import CONTACT, QUICK

LAW = Path(checking.__file__).resolve().parents[1] / "law"
DECREE = date(2012, 9, 27)
SEARCH, DOMAIN, UNICODE = "function-search", "function-domain-name", "function-unicode"
FORM = '<form action="/tra"><input name="q" placeholder="Tìm kiếm"></form>'
FOUND = rows({"/tin/1": "Thông báo tuyển dụng viên chức"})


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(LAW)


def checked(site: FakeSite, catalogue: Catalogue, on: date = DECREE, rules: str = "nd-43-2011") -> Checked:
    pace = Pace(CONTACT, **QUICK)
    return check(site.address, kind=Kind.PROVINCE, rules=rules, on=on, catalogue=catalogue, closed=Workdays(), pace=pace)


def verdict(result: Checked, obligation: str) -> Verdict:
    return next(one for one in result.verdicts if one.obligation == obligation)


@pytest.mark.parametrize(
    ("answer", "grade"),
    [
        (page("Kết quả", FOUND), Completeness.FULL),
        (page("Kết quả"), Completeness.NONE),
        (Answer("<h1>Lỗi</h1>", 500), Completeness.NONE),
        (Answer("", 403), Completeness.UNKNOWN),
    ],
)
def test_search_is_judged_by_how_it_answers(catalogue: Catalogue, answer: str | Answer, grade: Completeness) -> None:
    with serving({"/": page("Trang chủ", FORM, menu={"/a": "Mục A"}), "/a": page("Mục A"), "/tra": answer}) as site:
        assert verdict(checked(site, catalogue), SEARCH).completeness is grade


def test_the_verdict_on_a_function_carries_the_page_it_was_tried_on(catalogue: Catalogue) -> None:
    with serving({"/": page("Trang chủ", FORM), "/tra": page("Kết quả", FOUND)}) as site:
        (seen,) = verdict(checked(site, catalogue), SEARCH).evidence
        assert (seen.kind, seen.url.partition("?")[0]) == (EvidenceKind.FUNCTION, f"{site.address}/tra")


def test_a_site_seen_by_a_bare_address_is_not_blamed_for_its_name(catalogue: Catalogue) -> None:
    with serving({"/": page("Trang chủ")}) as site:
        result = checked(site, catalogue)
    assert verdict(result, DOMAIN).completeness is Completeness.UNKNOWN
    assert verdict(result, UNICODE).completeness is Completeness.FULL


def test_what_rests_on_an_unread_text_is_unknown_however_well_the_site_is_seen(catalogue: Catalogue) -> None:
    with serving({"/": page("Trang chủ", FORM), "/tra": page("Kết quả", FOUND)}) as site:
        result = checked(site, catalogue, date(2024, 3, 1), "nd-42-2022")
        assert not [path for path in site.paths if path.startswith("/tra")]  # nothing is asked for what is not known
    told = verdict(result, SEARCH)
    assert (told.completeness, told.timeliness) == (Completeness.UNKNOWN, Timeliness.UNKNOWN)


def test_the_crawler_is_told_what_a_lead_is_for(catalogue: Catalogue) -> None:
    leads = {lead.obligation: lead.tries for lead in leads_of(catalogue.asked("nd-43-2011"), Kind.PROVINCE, DECREE)}
    assert (leads[SEARCH], leads["leaders-schedule"]) == ("search", "")
    assert SEARCH not in {lead.obligation for lead in leads_of(catalogue.asked("nd-43-2011"), Kind.PROVINCE, date(2024, 3, 1))}
