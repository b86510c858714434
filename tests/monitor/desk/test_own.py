"""An agency on any system checks its own site: where it meets its duties, what is missing, and what can be carried away."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from congkhai.accounts.models import Role, User
from congkhai.agencies.models import Agency, Declared
from congkhai.ledger.models import Entry
from congkhai.monitor.acts.approve import approve
from congkhai.monitor.acts.check_itself import check_itself
from congkhai.monitor.acts.create import create
from congkhai.monitor.acts.declare import MOST, declare
from congkhai.monitor.comparing import previous
from congkhai.monitor.desk import own
from congkhai.monitor.desk.own_urls import urlpatterns
from congkhai.monitor.letter import letter_of
from congkhai.monitor.models import OwnSheet, Round, RoundSite, Stage
from congkhai.monitor.own import is_own, last_judged, own_rounds
from congkhai.monitor.sweep import target_of, work
from congkhai.records import Kind, SiteState
from tests import factories
from tests.monitor.surveys import DIRECTIVES, ON, REWARDS, C, T, of_sites, reviewable, sites

pytestmark = pytest.mark.django_db
SHEETS = ("decree-43-self-scoring", "provincial-kind", "transparency-classes")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def client(writer: User, signed_in) -> Client:
    return signed_in(writer)


def address(page: str, agency: Agency, /, **given: Any) -> str:
    return reverse(f"own:{page}", kwargs={"agency": agency.slug, **given})


def every(agency: Agency) -> list[tuple[str, str]]:
    """Each address with its method."""
    pk = OwnSheet.objects.filter(agency=agency).values_list("pk", flat=True).first() or 1
    return [
        ("get", address("agency", agency)),
        ("post", address("agency", agency)),
        ("post", address("start", agency)),
        ("get", address("sheet", agency, name=SHEETS[0])),
        ("post", address("bring", agency)),
        ("get", address("own-sheet", agency, pk=pk)),
        ("post", address("own-sheet", agency, pk=pk)),
        ("post", address("renew", agency, pk=pk)),
        ("get", address("filled", agency, pk=pk)),
        ("post", address("remove", agency, pk=pk)),
        ("get", address("paper", agency)),
    ]


def field(obligation: str) -> str:
    return f"dia-chi-{obligation}"


def text(answer) -> str:
    return answer.content.decode()


# --- who comes in -----------------------------------------------------------------------------------


def test_every_address_is_tried_below() -> None:
    # The choice has none of its own; the page and the own sheet have two methods.
    assert len(every(factories.agency())) == len(urlpatterns) + 1


def test_another_agencys_people_find_nothing(judged: Round, mine: Agency, kept: OwnSheet, stranger: User, signed_in) -> None:
    for method, place in every(mine):
        assert getattr(signed_in(stranger), method)(place, {field(REWARDS): "https://evil.example/"}).status_code == 404, place
    assert not Declared.objects.exists()
    assert Round.objects.count() == 1
    assert OwnSheet.objects.get() == kept


def test_people_of_the_agency_above_find_nothing_either(judged: Round, mine: Agency, kept: OwnSheet, signed_in) -> None:
    above = factories.agency(kind=Kind.MINISTRY)
    Agency.objects.filter(pk=mine.pk).update(parent=above)
    client = signed_in(factories.member(above, Role.CHIEF))
    assert {getattr(client, method)(place).status_code for method, place in every(mine)} == {404}


def test_whoever_is_not_signed_in_is_sent_to_the_door(judged: Round, mine: Agency, kept: OwnSheet) -> None:
    for method, place in [*every(mine), ("get", reverse("own:choice"))]:
        answer = getattr(Client(), method)(place)
        assert answer.status_code == 302
        assert "dang-nhap" in answer["Location"]


def test_an_editor_reaches_each_page(judged: Round, mine: Agency, kept: OwnSheet, client: Client) -> None:
    for method, place in every(mine):
        if method == "get":
            assert client.get(place).status_code == 200, place


def test_only_a_post_does_anything(mine: Agency, client: Client) -> None:
    for name, given in (("start", {}), ("bring", {}), ("remove", {"pk": 1})):
        assert client.get(address(name, mine, **given)).status_code == 405
    assert not Round.objects.exists()


def test_the_choice_leads_straight_to_the_one_agency_and_lists_several(mine: Agency, writer: User, signed_in) -> None:
    answer = signed_in(writer).get(reverse("own:choice"))
    assert (answer.status_code, answer["Location"]) == (302, address("agency", mine))
    for n in range(own.PER_PAGE):
        factories.agency(name=f"Tỉnh {n:03}")
    first, second = (text(signed_in(factories.superuser()).get(reverse("own:choice") + query)) for query in ("", "?trang=2"))
    assert "Tỉnh 000" in first
    assert mine.name not in first
    assert mine.name in second


def test_the_desk_leads_there(mine: Agency, client: Client) -> None:
    assert reverse("own:choice") in text(client.get(reverse("rounds:list")))


# --- where it is published --------------------------------------------------------------------------


def test_addresses_are_kept_with_who_and_when(mine: Agency, client: Client, writer: User) -> None:
    given = {field(REWARDS): "https://a.example/khen\n\n  https://b.example/phat  ", field(DIRECTIVES): ""}
    assert client.post(address("agency", mine), given).status_code == 302
    rows = list(Declared.objects.order_by("pk"))
    assert [(row.obligation, row.url, row.by) for row in rows] == [
        (REWARDS, "https://a.example/khen", writer),
        (REWARDS, "https://b.example/phat", writer),
    ]
    assert rows[0].at.date() == timezone.now().date()
    assert Entry.objects.get(verb="declared").data["urls"] == [row.url for row in rows]
    assert "https://b.example/phat" in text(client.get(address("agency", mine)))


def test_what_was_declared_is_replaced_and_its_author_stays(mine: Agency, writer: User) -> None:
    other = factories.member(mine, Role.CHIEF)
    declare(mine, REWARDS, ["https://a.example/", "https://b.example/"], by=writer)
    assert declare(mine, REWARDS, ["https://c.example/", "https://a.example/"], by=other)
    assert list(Declared.objects.order_by("pk").values_list("url", "by")) == [
        ("https://c.example/", other.pk),
        ("https://a.example/", writer.pk),
    ]
    assert not declare(mine, REWARDS, ["https://c.example/", "https://a.example/"], by=other)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ftp://a.example", "ftp"),
        ("khong phai dia chi", "khong phai"),
        ("https://u:p@a.example/", "a.example"),
        ("\n".join(f"https://a.example/{n}" for n in range(MOST + 1)), str(MOST)),
        ("https://a.example/" + "a" * 3000, "2048"),
    ],
)
def test_a_bad_address_is_told_beside_it_and_nothing_typed_is_lost(mine: Agency, client: Client, typed: str, words: str) -> None:
    answer = client.post(address("agency", mine), {field(REWARDS): typed, field(DIRECTIVES): "https://ok.example/"})
    body = text(answer)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in body
    assert words in body
    assert typed.splitlines()[0] in body
    assert "https://ok.example/" in body
    assert not Declared.objects.exists(), "all or none"


def test_private_addresses_are_refused_except_in_a_trial(mine: Agency, client: Client, settings) -> None:
    settings.DEMO = False
    body = text(client.post(address("agency", mine), {field(REWARDS): "http://10.0.0.7/khen"}))
    assert "nội bộ" in body
    assert not Declared.objects.exists()


def test_an_obligation_that_is_none_cannot_be_declared(mine: Agency, client: Client, writer: User) -> None:
    client.post(address("agency", mine), {field("no-such"): "https://a.example/"})
    assert not Declared.objects.exists()
    with pytest.raises(ValidationError):
        declare(mine, "no-such", ["https://a.example/"], by=writer)


def test_only_the_agencys_people_declare(mine: Agency, stranger: User) -> None:
    with pytest.raises(PermissionDenied):
        declare(mine, REWARDS, ["https://a.example/"], by=stranger)


def test_every_round_visits_declared_addresses_first(mine: Agency, owner: Agency, writer: User) -> None:
    declare(mine, REWARDS, ["https://other.example/khen"], by=writer)
    declare(mine, "news", ["https://other.example/tin"], by=writer)
    round = create(owner=owner, rules="letter-2613", on=ON, agencies=[mine], by=None)
    assert target_of(round.sites.get()).declared == ((REWARDS, "https://other.example/khen"),)
    given = create(owner=owner, rules="letter-2613", on=ON, agencies=[mine], by=None, declared={})
    assert target_of(given.sites.get()).declared == ()


# --- the check --------------------------------------------------------------------------------------


def test_a_check_is_begun_by_an_editor_and_waits_for_a_worker(mine: Agency, client: Client, writer: User) -> None:
    answer = client.post(address("start", mine), {"bo-quy-dinh": "letter-2613"})
    round = Round.objects.get()
    assert answer.status_code == 302
    assert (round.owner, round.stage, round.created_by, is_own(round)) == (mine, Stage.CRAWLING, writer, True)
    assert [site.agency for site in round.sites.all()] == [mine]
    assert Entry.objects.get(verb="checked_itself").actor == writer
    assert "Đang kiểm tra" in text(client.get(address("agency", mine)))


def test_two_presses_make_one_round(mine: Agency, client: Client) -> None:
    client.post(address("start", mine))
    answer = client.post(address("start", mine), follow=True)
    assert Round.objects.count() == 1
    assert "Đang kiểm tra trang này" in text(answer)


def test_one_that_waits_for_a_site_that_is_down_gives_way(mine: Agency, client: Client) -> None:
    client.post(address("start", mine))
    down = {"state": SiteState.TIMEOUT, "again_at": timezone.now() + timedelta(hours=20), "evidence": []}
    RoundSite.objects.update(**down)
    body = text(client.get(address("agency", mine)))
    assert "Không xem được trang" in body
    assert "Kiểm tra lại trang" in body
    client.post(address("start", mine))
    assert sorted(Round.objects.values_list("stage", flat=True)) == [Stage.CLOSED, Stage.CRAWLING]


@pytest.mark.parametrize("rules", ["no-such", "letter-2316", "<script>"])
def test_rules_that_do_not_exist_are_refused_in_words(mine: Agency, client: Client, rules: str) -> None:
    answer = client.post(address("start", mine), {"bo-quy-dinh": rules}, follow=True)
    assert answer.status_code == 200
    assert "Không có bộ quy định" in text(answer)
    assert not Round.objects.exists()


def test_an_agency_without_a_site_is_told_so(mine: Agency, client: Client) -> None:
    Agency.objects.update(site="")
    answer = client.post(address("start", mine), follow=True)
    assert "Chưa biết địa chỉ trang" in text(answer)
    assert not Round.objects.exists()


def test_only_the_agencys_people_check_it(mine: Agency, stranger: User) -> None:
    with pytest.raises(PermissionDenied):
        check_itself(mine, rules="letter-2613", by=stranger)


def test_a_site_is_really_looked_at_and_what_is_missing_is_told(signed_in) -> None:
    with sites() as running:
        (agency,) = of_sites(running)
        client = signed_in(factories.member(agency, Role.EDITOR))
        client.post(address("start", agency))
        work(Round.objects.get())
    body = text(client.get(address("agency", agency)))
    assert Round.objects.get().stage == Stage.REVIEW
    assert "Kết quả ngày" in body
    assert "Lịch làm việc của lãnh đạo" in body
    assert "Điều 10" in body


def test_what_others_publish_on_the_same_host_is_not_taken_for_ours(mine: Agency, writer: User) -> None:
    factories.agency(site="https://tinh.example/so-ben/")
    factories.agency(site="https://tinh.example/so-cu/", until=date(2020, 1, 1))
    beside = target_of(check_itself(mine, rules="letter-2613", by=writer).sites.get()).beside
    assert "https://tinh.example/so-ben/" in beside
    assert "https://tinh.example/so-cu/" not in beside


def test_an_empty_site_is_judged_and_not_held_back(signed_in) -> None:
    with sites(records=0) as running:
        (agency,) = of_sites(running)
        client = signed_in(factories.member(agency, Role.EDITOR))
        client.post(address("start", agency))
        work(Round.objects.get())
    assert Round.objects.get().stage == Stage.REVIEW


def test_a_fault_of_ours_holds_it_back_and_is_told_as_ours(mine: Agency, client: Client, writer: User) -> None:
    check_itself(mine, rules="letter-2613", by=writer)
    RoundSite.objects.update(state=SiteState.CRAWLER_FAULT, reason="no_end", evidence=[])
    Round.objects.update(stage=Stage.HELD, alarms=[{"code": "crawler_fault", "vi": "Công cụ gặp lỗi.", "en": "It failed."}])
    body = text(client.get(address("agency", mine)))
    assert "Máy của chúng tôi gặp lỗi" in body
    assert "Công cụ gặp lỗi." in body


# --- it stays the agency's own ----------------------------------------------------------------------


def test_a_check_of_oneself_is_never_approved(judged: Round, mine: Agency) -> None:
    chief = factories.member(mine, Role.CHIEF)
    with pytest.raises(ValidationError) as refused:
        approve(judged, by=chief)
    assert "own site" in str(refused.value) or "nội bộ" in str(refused.value)
    assert not Round.objects.public().exists()


def test_approval_is_not_even_offered(judged: Round, mine: Agency, signed_in) -> None:
    body = text(signed_in(factories.member(mine, Role.CHIEF)).get(reverse("rounds:round", args=[judged.slug])))
    assert reverse("rounds:deed", args=[judged.slug, "duyet"]) not in body


def test_no_letter_comes_of_it(judged: Round) -> None:
    with pytest.raises(ValidationError):
        letter_of(judged)


def test_no_survey_is_held_against_it_nor_it_against_a_survey(judged: Round, mine: Agency) -> None:
    other = factories.agency()
    survey = reviewable(mine, {other: {REWARDS: (C.FULL, T.ON_TIME)}}, on=ON + timedelta(days=1))
    again = reviewable(mine, {mine: {REWARDS: (C.FULL, T.ON_TIME)}}, on=ON + timedelta(days=2))
    assert previous(survey) is None
    assert previous(again) == judged
    assert list(own_rounds(mine)) == [again, judged]


def test_a_survey_by_others_is_no_check_of_oneself(owner: Agency, mine: Agency) -> None:
    survey = reviewable(owner, {mine: {REWARDS: (C.NONE, T.UNKNOWN)}})
    assert not is_own(survey)
    assert last_judged(mine) is None


# --- what can be carried away -----------------------------------------------------------------------


def test_what_is_missing_is_told_with_its_article_and_what_is_fine_is_folded_away(
    judged: Round, mine: Agency, client: Client
) -> None:
    body = text(client.get(address("agency", mine)))
    assert "1 chưa cung cấp" in body
    assert "Nghị định 43/2011/NĐ-CP" in body
    assert "1 nội dung đã công khai đầy đủ" in body


def test_an_agency_that_publishes_here_is_told_why_its_desk_counts_otherwise(judged: Round, mine: Agency, client: Client) -> None:
    why = "Bàn làm việc đếm theo cách khác"
    assert why not in text(client.get(address("agency", mine)))
    Agency.objects.filter(pk=mine.pk).update(portal=True)
    assert why in text(client.get(address("agency", mine)))


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_is_filled(judged: Round, mine: Agency, client: Client, name: str) -> None:
    answer = client.get(address("sheet", mine, name=name))
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    assert "no-store" in answer["Cache-Control"]
    page = load_workbook(io.BytesIO(answer.content)).active
    assert mine.name in page["A2"].value
    points = {row[1]: row[3] for row in page.iter_rows(values_only=True)}
    assert 0 in points.values()
    assert any(value for value in points.values() if isinstance(value, int | float))


def test_the_page_names_whoever_declared_the_address(judged: Round, mine: Agency, client: Client, writer: User) -> None:
    declare(mine, REWARDS, ["https://a.example/"], by=writer)
    answer = client.get(address("paper", mine))
    assert answer["Content-Type"] == "application/pdf"
    assert "Lê Thị Khai" in " ".join(pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())


def test_before_any_check_there_is_nothing_to_carry_away(mine: Agency, client: Client) -> None:
    assert client.get(address("paper", mine)).status_code == 404
    assert client.get(address("sheet", mine, name=SHEETS[0])).status_code == 404


def test_a_sheet_that_does_not_exist_is_not_found(judged: Round, mine: Agency, client: Client) -> None:
    assert client.get(address("sheet", mine, name="no-such")).status_code == 404


def test_a_page_costs_the_same_however_often_it_was_checked(
    judged: Round, mine: Agency, client: Client, django_assert_max_num_queries
) -> None:
    for n in range(1, 6):
        reviewable(mine, {mine: {REWARDS: (C.NONE, T.UNKNOWN), DIRECTIVES: (C.FULL, T.ON_TIME)}}, on=ON + timedelta(days=n))
    client.get(address("agency", mine))
    with django_assert_max_num_queries(16):
        client.get(address("agency", mine))


@pytest.mark.parametrize("query", ["?trang=abc", "?trang=-1", "?x=%00", "?bo-quy-dinh=%FF"])
def test_odd_queries_do_no_harm(mine: Agency, client: Client, query: str) -> None:
    assert client.get(address("agency", mine) + query).status_code == 200
    assert client.get(reverse("own:choice") + query).status_code == 302


def test_the_page_speaks_english_too(judged: Round, mine: Agency, client: Client, writer: User) -> None:
    UserProfile.objects.create(user=writer, preferred_language="en")
    body = text(client.get(address("agency", mine)))
    assert "What was found on" in body
    assert "Article 10" in body
