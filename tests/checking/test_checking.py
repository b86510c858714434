"""Crawling, reading and judging wired together, from an address to verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from congkhai import checking
from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Catalogue
from congkhai.catalogue.register import RegisteredAgency
from congkhai.catalogue.workdays import Workdays
from congkhai.checking import Checked, agency_of, check, leads_of, page_to_json, to_json
from congkhai.crawling.addresses import BadAddress
from congkhai.crawling.archive import Archive, captures
from congkhai.crawling.pace import Pace
from congkhai.reading.read import look
from congkhai.records import (
    Agency,
    Capture,
    Completeness,
    DateOrigin,
    DateRole,
    DateSeen,
    Kind,
    SightQuality,
    SiteState,
    Timeliness,
)
from tests.fakesite.server import Answer, FakeSite, page, rows, serving
from tests.fakesite.visiting import CONTACT, QUICK

ON = date(2026, 11, 25)
LAW = Path(checking.__file__).resolve().parents[1] / "law"
REWARDS = "rewards-and-sanctions"
MENU = {"/khen-thuong": "Khen thưởng", "/xu-phat": "Xử phạt vi phạm hành chính", "/gioi-thieu": "Giới thiệu"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(LAW)


def register(site: str = "http://127.0.0.1/") -> tuple[RegisteredAgency, ...]:
    row = {"id": "bo-thu", "name": "Bộ Thử", "name_en": "Ministry of Trials", "kind": Kind.MINISTRY, "parent": None, "site": site}
    row |= {"since": date(2025, 3, 1), "until": None, "successor": None, "source": "bịa ra để thử", "confirmed": False}
    return (RegisteredAgency(**row),)


def checked(site: FakeSite | str, catalogue: Catalogue, **more: object) -> Checked:
    asked = {"kind": Kind.PROVINCE, "rules": "letter-2613", "on": ON, "closed": Workdays(), "pace": Pace(CONTACT, **QUICK)}
    return check(site if isinstance(site, str) else site.address, catalogue=catalogue, **{**asked, **more})


def decisions(word: str) -> str:
    """Twelve monthly decisions, one list row each."""
    cells = "".join(
        f"<tr><td>{number}/QĐ-UBND</td><td>05/{month:02}/2026</td>"
        f'<td><a href="/{word}/{number}">Quyết định {word} Công ty số {number}</a></td></tr>'
        for number, month in enumerate(range(1, 12), 100)
    )
    return f"<table><tr><th>Số quyết định</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>{cells}</table>"


@pytest.fixture
def site() -> Iterator[FakeSite]:
    pages = {
        "/": page("Trang chủ", menu=MENU),
        "/khen-thuong": page("Khen thưởng", decisions("khen thưởng"), menu=MENU),
        "/xu-phat": page("Xử phạt vi phạm hành chính", "<p>Nội dung đang được cập nhật</p>", menu=MENU),
        "/gioi-thieu": page("Giới thiệu", menu=MENU),
    }
    with serving(pages) as running:
        yield running


def test_every_obligation_of_the_rule_set_gets_one_verdict_in_its_order(site: FakeSite, catalogue: Catalogue) -> None:
    verdicts = checked(site, catalogue).verdicts
    assert [v.obligation for v in verdicts] == [o.id for o in catalogue.asked("letter-2613")]
    assert {v.catalogue for v in verdicts} == {catalogue.hash}


def test_what_is_shown_is_found_and_what_is_not_is_proven_absent(site: FakeSite, catalogue: Catalogue) -> None:
    result = checked(site, catalogue)
    verdict = next(v for v in result.verdicts if v.obligation == REWARDS)
    assert result.seen.state is SiteState.OK
    assert verdict.part_grades["rewards"] not in {Completeness.NONE, Completeness.UNKNOWN}
    assert verdict.part_grades["sanctions"] is Completeness.NONE
    schedule = next(v for v in result.verdicts if v.obligation == "leaders-schedule")
    assert schedule.completeness is Completeness.NONE
    assert {place.outcome for place in schedule.looked} >= {"read"}


def test_the_reader_says_what_stands_at_each_place_that_was_looked_at(site: FakeSite, catalogue: Catalogue) -> None:
    verdict = next(v for v in checked(site, catalogue).verdicts if v.obligation == REWARDS)
    outcomes = {place.url.rpartition("/")[2]: place.outcome for place in verdict.looked}
    assert outcomes["khen-thuong"] == "read"


def test_a_placeholder_is_named_where_nothing_else_stands(catalogue: Catalogue) -> None:
    bare = (
        "<title>Lịch làm việc</title><nav><a href='/'>Trang chủ</a></nav><h1>Lịch làm việc</h1><p>Nội dung đang được cập nhật</p>"
    )
    with serving({"/": page("Trang chủ", menu={"/lich": "Lịch làm việc"}), "/lich": bare}) as site:
        verdict = next(v for v in checked(site, catalogue).verdicts if v.obligation == "leaders-schedule")
    assert {place.outcome for place in verdict.looked} == {"placeholder"}
    assert verdict.completeness is Completeness.NONE


def test_of_a_site_that_cannot_be_seen_nothing_is_said_against_the_agency(catalogue: Catalogue) -> None:
    result = checked("http://khong-co.invalid/", catalogue)
    assert result.seen.state is SiteState.DNS
    bound = [v for v in result.verdicts if v.completeness is not Completeness.NOT_BOUND]
    assert {(v.completeness, v.timeliness) for v in bound} == {(Completeness.UNKNOWN, Timeliness.UNKNOWN)}
    assert {v.at_least for v in bound} == {Completeness.NONE}


def test_a_page_the_reader_stumbles_over_makes_sight_poor(
    site: FakeSite, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumbling(capture: Capture, obligations: object, *, on: date) -> object:
        if capture.url.endswith("/xu-phat"):
            raise RecursionError("quá sâu")
        return look(capture, obligations, on=on)

    monkeypatch.setattr(checking, "look", stumbling)
    result = checked(site, catalogue)
    rewards = [s for s in result.seen.sights if s.obligation == REWARDS]
    assert {(s.quality, s.reason) for s in rewards} == {(SightQuality.POOR, "reading_fault")}
    assert next(s for s in result.seen.sights if s.obligation == "leaders-schedule").quality is SightQuality.GOOD
    assert "quá sâu" in caplog.text


def test_a_declared_address_is_judged(site: FakeSite, catalogue: Catalogue) -> None:
    site.pages["/muc/77"] = page("Lịch công tác tuần", rows({"/muc/78": "Lịch công tác tuần 48 năm 2026"}))
    with_it = checked(site, catalogue, declared=(("leaders-schedule", f"{site.address}/muc/77"),))
    verdict = next(v for v in with_it.verdicts if v.obligation == "leaders-schedule")
    assert f"{site.address}/muc/77" in {place.url for place in verdict.looked}


def test_what_another_of_the_register_publishes_on_the_host_is_not_taken_for_the_agencys(
    site: FakeSite, catalogue: Catalogue
) -> None:
    seen: list[str] = []
    (ours,), (other,) = register(f"{site.address}/"), register(f"{site.address}/khen-thuong")
    both = (ours, other.model_copy(update={"id": "bo-ben"}))
    told = checked(site, catalogue, register=both, watch=lambda capture: seen.append(capture.url))
    assert told.agency.id == ours.id
    assert any(url.endswith("/xu-phat") for url in seen)
    assert not [url for url in seen if "/khen-thuong" in url]


def test_the_archive_holds_what_was_judged(site: FakeSite, catalogue: Catalogue, tmp_path: Path) -> None:
    seen: list[Capture] = []
    with Archive(tmp_path / "a.warc.gz", "congkhai/0 (+x)") as archive:
        checked(site, catalogue, archive=archive, watch=seen.append)
    assert list(captures(tmp_path / "a.warc.gz")) == seen


def test_an_address_that_is_none_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(BadAddress):
        checked("javascript:alert(1)", catalogue)


def test_a_rule_set_that_does_not_exist_is_refused(site: FakeSite, catalogue: Catalogue) -> None:
    with pytest.raises(KeyError):
        checked(site, catalogue, rules="khong-co")


# --- who and where ------------------------------------------------------------------------------------


def test_the_register_says_whose_site_it_is() -> None:
    agency = agency_of("http://www.bo-thu.gov.vn/x", kind=None, register=register("http://bo-thu.gov.vn/"), on=ON)
    assert agency == Agency("bo-thu", Kind.MINISTRY, "Bộ Thử", date(2025, 3, 1))


def test_a_kind_that_is_asked_for_stands_over_the_registers() -> None:
    agency = agency_of("http://bo-thu.gov.vn/", kind=Kind.DEPARTMENT, register=register("http://bo-thu.gov.vn/"), on=ON)
    assert (agency.id, agency.kind) == ("bo-thu", Kind.DEPARTMENT)


def test_a_site_of_nobody_known_is_judged_as_a_provinces() -> None:
    assert agency_of("http://ai-do.vn/", kind=None, register=register(), on=ON) == Agency("ai-do.vn", Kind.PROVINCE)


def test_only_what_binds_the_kind_that_day_is_looked_for(catalogue: Catalogue) -> None:
    asked = catalogue.asked("letter-2613")
    of_province = {lead.obligation for lead in leads_of(asked, Kind.PROVINCE, ON)}
    of_ministry = {lead.obligation for lead in leads_of(asked, Kind.MINISTRY, ON)}
    assert "local-strategies-and-plans" in of_province - of_ministry
    assert "national-strategies-and-plans" in of_ministry - of_province
    assert leads_of(asked, Kind.PROVINCE, date(2005, 1, 1)) == ()


def test_parts_with_signs_of_their_own_are_looked_for_apart(catalogue: Catalogue) -> None:
    leads = {(lead.obligation, lead.part): lead for lead in leads_of(catalogue.asked("letter-2613"), Kind.PROVINCE, ON)}
    assert (REWARDS, None) in leads
    assert (REWARDS, "sanctions") in leads
    assert leads[REWARDS, None].weak


# --- shapes -------------------------------------------------------------------------------------------

VERDICT_KEYS = {
    "obligation",
    "force",
    "part_grades",
    "completeness",
    "timeliness",
    "days_late",
    "proxy",
    "reasons",
    "sentences",
    "at_least",
    "at_most",
    "evidence",
    "looked",
}
EVIDENCE_KEYS = {"key", "kind", "url", "label", "obligation", "part", "fields", "total", "dates"}


def test_the_json_of_a_check_has_its_promised_shape(site: FakeSite, catalogue: Catalogue) -> None:
    told = json.loads(json.dumps(to_json(checked(site, catalogue)), ensure_ascii=False))
    assert set(told) == {"site", "kind", "on", "rules", "state", "pages", "verdicts"}
    assert (told["kind"], told["on"], told["rules"], told["state"]) == ("province", "2026-11-25", "letter-2613", "ok")
    assert told["pages"] == 15
    assert all(set(verdict) == VERDICT_KEYS for verdict in told["verdicts"])
    assert all(set(verdict["reasons"]) == {"vi", "en"} for verdict in told["verdicts"])
    evidence = [one for verdict in told["verdicts"] for one in verdict["evidence"]]
    assert evidence
    assert all(set(one) == EVIDENCE_KEYS for one in evidence)
    assert all(set(field) == {"value", "state"} for one in evidence for field in one["fields"].values())
    assert all(set(day) == {"value", "role", "origin"} for one in evidence for day in one["dates"])
    assert all(set(place) == {"url", "label", "outcome"} for verdict in told["verdicts"] for place in verdict["looked"])


def test_the_json_of_a_page_has_its_promised_shape(catalogue: Catalogue) -> None:
    body = page("Khen thưởng", decisions("khen thưởng")).encode()
    at = datetime.fromisoformat("2026-11-25T09:00:00+07:00")
    capture = Capture("http://a.vn/khen-thuong", "http://a.vn/khen-thuong", 200, {"content-type": "text/html"}, at, "", body)
    told = json.loads(json.dumps(page_to_json(capture.url, look(capture, catalogue.asked("letter-2613"), on=ON))))
    assert set(told) == {"url", "title", "encoding", "links", "evidence"}
    assert (told["title"], told["encoding"]) == ("Khen thưởng", "utf-8")
    assert {"text": "Trang chủ", "href": "http://a.vn/"} in told["links"]
    assert all(set(one) == EVIDENCE_KEYS for one in told["evidence"])


def test_a_period_is_told_as_an_interval() -> None:
    week = DateSeen(date(2026, 11, 23), DateRole.PERIOD, DateOrigin.STATED, date(2026, 11, 29))
    assert checking._day(week) == "2026-11-23/2026-11-29"


def test_a_section_that_fails_is_told_in_words_and_not_held_against_the_agency(site: FakeSite, catalogue: Catalogue) -> None:
    site.pages["/khen-thuong"] = Answer("", 500)
    verdict = next(v for v in checked(site, catalogue).verdicts if v.obligation == REWARDS)
    assert verdict.completeness is Completeness.UNKNOWN
    assert any("the server answered 500" in reason.en for reason in verdict.reasons)
