"""What the law asks on any day, of whom, and what changed between two days: pages of the law files alone, in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congkhai.agencies.law import catalogue
from congkhai.catalogue.obligation import Citation, Obligation
from congkhai.portal import rules
from congkhai.portal.public import addresses
from congkhai.records import Force, Kind


@pytest.fixture
def law(desk):
    return addresses.of("law", desk.agency.slug)


@pytest.fixture
def law_changes(desk):
    return addresses.of("law-changes", desk.agency.slug)


def text(client, url: str, **asked: str) -> str:
    answer = client.get(url, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def shown(client, url: str, **asked: str) -> set[str]:
    """The obligations on the page, by id."""
    answer = client.get(url, asked)
    return {one.obligation.id for one in answer.context["page"].paginator.object_list}


def bound(on: date, kind: Kind | None) -> set[str]:
    found = ((one.id, one.version_on(on)) for one in catalogue().obligations.values())
    return {name for name, version in found if version is not None and (kind is None or kind in version.binds)}


@pytest.mark.parametrize("on", ["2011-09-30", "2011-10-01", "2022-08-14", "2022-08-15", "2026-06-30", "2026-07-01"])
@pytest.mark.parametrize("kind", [Kind.PROVINCE, Kind.MINISTRY, Kind.COMMUNE, None])
def test_the_page_shows_what_the_law_files_hold_for_the_day_and_the_kind(client, law, on, kind):
    assert shown(client, law, on=on, kind=kind.value if kind else "tat-ca") == bound(date.fromisoformat(on), kind)


def test_without_a_day_it_is_today_and_the_agencys_own_kind(client, desk, law):
    answer = client.get(law)
    assert (answer.context["kind"], answer.context["on"]) == (desk.agency.kind, answer.context["today"])


def test_a_day_is_taken_as_people_write_it_and_any_day_has_an_answer(client, desk, law):
    assert client.get(law, {"on": "1/10/2011"}).context["on"] == date(2011, 10, 1)
    assert shown(client, law, on="9999-12-31", kind="tat-ca") == bound(date(9999, 12, 30), None)


def test_what_binds_is_told_from_what_is_good_practice(client, law):
    standing = [version.force for _one, version in catalogue().in_force(date(2024, 5, 1), Kind.PROVINCE)]
    page = text(client, law, on="2024-05-01", kind="province")
    assert f"{standing.count('binding')} nội dung bắt buộc" in page
    assert page.count("Ai phải công khai") == standing.count("binding")
    assert page.count("Dành cho") == standing.count("practice")


@pytest.mark.parametrize("bad", ["2012-13-01", "hôm qua", "31/02/2011", "10/25/2011", "0000-00-00", "\x00", "9" * 500])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_that_is_none_is_told_and_today_shown(client, desk, bad, language):
    answer = client.get(addresses.of("law", desk.agency.slug, language=language), {"on": bad})
    assert answer.status_code == 200
    assert len(answer.context["problems"]) == 1
    assert ("không phải là một ngày" if language == "vi" else "is no day") in answer.content.decode()


def test_a_kind_that_is_none_is_told(client, law):
    answer = client.get(law, {"kind": "<b>làng</b>"})
    assert answer.status_code == 200
    assert "Không có loại cơ quan “&lt;b&gt;làng&lt;/b&gt;”." in answer.content.decode()


@pytest.mark.parametrize("asked", [{"trang": "0"}, {"trang": "9999"}, {"trang": "x"}])
def test_a_page_number_that_is_none_is_not_the_end(client, law, asked):
    assert client.get(law, asked).status_code == 200


def test_both_pages_stand_in_english_too(client, desk):
    assert "What the law asks on" in text(client, addresses.of("law", desk.agency.slug, language="en"), on="2012-09-27")
    assert "What changed in the law" in text(client, addresses.of("law-changes", desk.agency.slug, language="en"))


@pytest.mark.parametrize("page", ["law", "law-changes", "law-clauses"])
def test_the_pages_ask_the_database_for_the_agency_and_its_frame_alone(client, desk, page):
    url = addresses.of(page, desk.agency.slug)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url, {"kind": "tat-ca", "from": "2010-01-01"})
    assert len(queries) <= 2, [query["sql"] for query in queries]


def test_the_repeal_of_2022_is_on_the_page_of_changes(client, law_changes):
    page = text(client, law_changes, **{"from": "2022-08-01", "to": "2022-08-31"})
    assert "15/08/2022" in page
    assert "Lịch làm việc của lãnh đạo cơ quan" in page


@pytest.mark.parametrize("asked", [{"from": "x"}, {"to": "31/11/2026"}, {"from": "2026-07-01", "to": "2022-01-01"}])
def test_days_of_changes_that_make_no_sense_are_told(client, law_changes, asked):
    answer = client.get(law_changes, asked)
    assert (answer.status_code, len(answer.context["problems"])) == (200, 1)


def test_a_former_list_is_called_one_once_its_decree_is_gone(client, law):
    label = "Danh mục cũ, cơ quan tự nguyện áp dụng"
    assert label not in text(client, law, on="2022-08-14")
    assert label in text(client, law, on="2022-08-15")


# --- by clause --------------------------------------------------------------------------------------


@pytest.fixture
def law_clauses(desk):
    return addresses.of("law-clauses", desk.agency.slug)


def places(client, url: str, **asked: str) -> list[str]:
    return [one.place for one in client.get(url, asked).context["page"].paginator.object_list]


def test_a_clause_is_answered_with_what_rests_on_it_and_what_is_not_encoded(client, law_clauses):
    page = text(client, law_clauses, instrument="nd-43-2011", place="điểm b khoản 1 Điều 15")
    assert "Liên kết tới đơn vị và cơ quan khác" in page
    assert "không xét được &quot;đầy đủ&quot;" in page
    assert places(client, law_clauses, instrument="nd-43-2011", place="15(1)b") == ["Điều 15 khoản 1 điểm b"]


def test_a_clause_that_lapsed_leads_to_what_its_subject_rests_on_that_day(client, law_clauses):
    page = text(client, law_clauses, instrument="nd-43-2011", place="10(1)k", on="2024-05-01")
    assert "Ngày ấy được hỏi theo điều khoản khác:" in page
    assert "67/2006/QH11" in page.partition("Ngày ấy được hỏi")[2][:300]


def test_a_clause_asked_for_tells_the_time_limit_too(client, law_clauses):
    assert "5 ngày làm việc" in text(client, law_clauses, instrument="luat-104-2016", place="18(4)", on="2020-05-01")


def test_without_an_instrument_it_is_that_of_the_agencys_own_list(client, law_clauses):
    answer = client.get(law_clauses)
    assert (answer.context["chosen"], answer.context["page"].paginator.per_page) == ("nd-43-2011", 50)
    assert "Điều 10" in answer.content.decode()


def test_a_clause_in_english(client, desk):
    page = text(
        client, addresses.of("law-clauses", desk.agency.slug, language="en"), instrument="luat-104-2016", place="Article 18"
    )
    assert "Article 18 clause 4" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"instrument": "<b>x"}, "“&lt;b&gt;x”"),
        ({"place": "<b>x"}, "“&lt;b&gt;x” không phải một điều khoản"),
        ({"on": "x"}, "không phải là một ngày"),
        ({"instrument": "nd-43-2011", "on": "2022-08-15"}, "Không có hiệu lực vào ngày"),
        ({"instrument": "luat-tctt-2026"}, "chưa ai ở đây đọc nguyên văn"),
        ({"instrument": "nd-43-2011", "place": "Điều 99"}, "chưa ai ghi vì sao"),
        ({"place": "\x00", "on": "\x00", "trang": "999"}, "Điều"),
    ],
)
def test_what_cannot_be_answered_is_told(client, law_clauses, asked: dict[str, str], told: str):
    assert told.lower() in text(client, law_clauses, **asked).lower()


def test_no_district_is_asked_anything_since_there_is_none(client, law):
    assert "không còn loại cơ quan này" in text(client, law, on="2025-07-01", kind="district")
    assert shown(client, law, on="2025-06-30", kind="district")


# --- a version whose text nobody has read -----------------------------------------------------------


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Obligation:
    """One section of the portal, as if today's version of it rested on a text that nobody here has read."""
    known = catalogue()
    obligation = known.asked("letter-2613")[0]
    version = obligation.versions[-1].model_copy(
        update={
            "text_not_seen": True,
            "parts": {},
            "force": Force.BINDING,
            "cites": (Citation(instrument="nd-42-2022", place="Điều 4", role="norm"),),
        }
    )
    changed = obligation.model_copy(update={"versions": (*obligation.versions[:-1], version)})
    read = known.model_copy(update={"obligations": {**known.obligations, obligation.id: changed}})
    for module in ("congkhai.portal.rules", "congkhai.portal.public.law", "congkhai.portal.public.laws", "congkhai.skin.addresses"):
        monkeypatch.setattr(f"{module}.catalogue", lambda: read)
    return changed


def test_an_unread_version_is_shown_as_not_encoded(client, desk, law, unread):
    page = text(client, addresses.of_section(desk.agency, unread, page="section-law"))
    assert "Chưa mã hóa: chưa ai ở đây đọc nguyên văn" in page
    assert "Phải công khai những gì" not in page
    assert "Chưa mã hóa" in text(client, law)


def test_an_unread_version_asks_for_no_more_than_a_record_with_a_title(desk, unread):
    parts = rules.parts_of(unread.versions[-1], desk.agency)
    assert list(parts) == [rules.GENERAL]
    assert (parts[rules.GENERAL].fields, parts[rules.GENERAL].basis.value) == ((), "ours")
    assert rules.find_part(unread.id, rules.GENERAL, date(2026, 11, 28)) == parts[rules.GENERAL]


def test_a_section_of_an_unread_version_stands_with_the_records_it_had(client, desk, unread):
    record = desk.live(unread.id)
    page = text(client, addresses.of_section(desk.agency, unread))
    assert record.title in page
    assert "Chưa mã hóa" in page


def test_what_is_written_under_an_unread_version_is_shown(client, desk, unread):
    record = desk.live(unread.id, rules.GENERAL)
    assert record.title in text(client, addresses.of_section(desk.agency, unread))
    assert record.title in text(client, addresses.of_record(record, desk.agency))


def test_functions_of_the_site_are_no_sections(desk):
    agency = desk.agency
    agency.rules = "nd-43-2011"
    asked = rules.asked_of(agency)
    assert asked
    assert not [obligation.id for obligation in asked if obligation.checked_only]


def test_an_editor_may_write_down_what_an_unread_version_may_ask_for(desk, signed_in, unread):
    asked = f"noi-dung={unread.id}&phan={rules.GENERAL}"
    answer = signed_in(desk.editor).get(f"{reverse('desk:create', args=[desk.agency.slug])}?{asked}")
    assert answer.status_code == 200
    assert unread.title.vi in answer.content.decode()


def test_no_editor_is_asked_to_write_of_a_function_of_the_site(desk, signed_in):
    desk.agency.rules = "nd-43-2011"
    desk.agency.save()
    function = next(one for one in catalogue().asked("nd-43-2011") if one.checked_only)
    part = next(iter(function.versions[0].parts))
    client = signed_in(desk.editor)
    assert client.get(f"{reverse('desk:create', args=[desk.agency.slug])}?noi-dung={function.id}&phan={part}").status_code == 404
    assert function.title.vi not in client.get(reverse("desk:create", args=[desk.agency.slug])).content.decode()
    assert client.get(addresses.of_section(desk.agency, function)).status_code == 404
