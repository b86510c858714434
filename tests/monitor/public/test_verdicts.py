"""The pages of an agency, a verdict and an obligation: why, by what evidence, by which law, and what people made of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.base import ContentFile

from congkhai.agencies.law import catalogue
from congkhai.monitor.acts.by_hand import by_hand
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.overturn import overturn
from congkhai.monitor.acts.send_back import send_back
from congkhai.monitor.models import RoundSite, StoredVerdict
from congkhai.monitor.public import addresses
from congkhai.monitor.public.agency import PER_PAGE
from congkhai.monitor.shown import places_of
from congkhai.monitor.verdicts import keep
from congkhai.records import Force, Looked, Sentence
from tests import factories
from tests.monitor.public.rounds import C, T, full_round, opened, provinces, section
from tests.monitor.surveys import record, row, verdict

DIRECTIVES, REWARDS, LAND = "leader-directives", "rewards-and-sanctions", "land-use-plans"
PDF = b"%PDF-1.4 x"


def of(name):
    return catalogue().obligations[name]


def where(round, agency, obligation):
    return addresses.of_verdict(round, agency.slug, of(obligation))


def test_an_agency_s_page_has_every_obligation_with_grade_time_reason_and_law(told, round, surveyed):
    page = told(addresses.of_agency(round, surveyed[0].slug))
    for obligation in catalogue().asked(round.rules):
        version = obligation.version_on(round.on)
        assert obligation.title.vi in page
        if surveyed[0].kind in version.binds:
            assert f'<li id="{obligation.slug.vi}">' in page
    first = page.split(f'<li id="{of(DIRECTIVES).slug.vi}">')[1].split("</li>\n<li id")[0]
    for words in ("Đầy đủ", "Đúng hạn", "Máy xét, chưa có người xác nhận", "Lý do về Ý kiến chỉ đạo", "Thông lệ tốt", "43/2011"):
        assert words in first
    assert "Vào ngày 25/11/2026:" in first


def test_what_does_not_bind_stands_apart(told, round, surveyed):
    page = told(addresses.of_agency(round, surveyed[0].slug))
    assert of("national-strategies-and-plans").title.vi in page.split('id="khong-thuoc"')[1]


def test_a_date_says_what_it_dates_and_where_it_came_from(told, round, surveyed):
    for url in (where(round, surveyed[0], DIRECTIVES), addresses.of_agency(round, surveyed[0].slug)):
        page = told(url)
        assert "<b>Ban hành 01/09/2026</b> (ghi trên trang)" in page
        assert "<b>Đăng 20/09/2026</b> (lần xem đầu tiên đã thấy)" in page
        assert f'href="https://{surveyed[0].slug}.example/' in page


def test_a_late_record_says_by_how_much_and_whose_limit_it_is(told, round, surveyed):
    page = told(where(round, surveyed[0], "petition-replies"))
    assert "Chậm; hạn 10/09/2026, chậm 3 ngày làm việc" in page
    assert "hạn tự đặt" in page


def test_what_was_looked_at_in_vain_is_kept(told, round, surveyed):
    page = told(where(round, surveyed[0], "leaders-schedule"))
    assert "Chưa cung cấp" in page
    assert "/gan-giong" in page
    assert "gần giống, đã loại" in page


def test_no_place_looked_at_is_lost_and_each_is_told_by_what_says_the_most(db):
    wanting = ("no_answer", "no_form", "no_map", "no_control", "no_metadata", "no_links", "other_domain", "other_encoding")
    outcomes = (*wanting, "not_visited", "a_code_of_later")
    looked = [Looked(f"https://tinh.example/{n}", "", outcome) for n, outcome in enumerate(outcomes)]
    twice = [Looked("https://tinh.example/0", "", outcome) for outcome in ("read", "not_found")]
    found = places_of(verdict(factories.agency(), DIRECTIVES, C.NONE, looked=(*twice, *looked, twice[0])))
    assert [place.looked for place in found] == looked
    untold = [place.looked.outcome for place in found if str(place.outcome) == place.looked.outcome]
    assert untold == ["a_code_of_later"]


def test_what_could_not_be_assessed_accuses_nobody(told, round, surveyed):
    held = StoredVerdict.objects.filter(round=round, agency=surveyed[0], completeness="unknown").first()
    page = told(where(round, surveyed[0], held.obligation))
    assert "Chúng tôi không nói cơ quan thiếu nội dung này." in page


def test_an_overturned_verdict_stands_beside_what_holds_with_its_reason_and_an_office_but_no_name(told, round, chief, surveyed):
    overturn(
        row(round, surveyed[0], "leaders-schedule"), completeness=C.FULL, timeliness=T.NO_LIMIT, by=chief, reason="Có ở trang con."
    )
    for url in (where(round, surveyed[0], "leaders-schedule"), addresses.of_agency(round, surveyed[0].slug)):
        page = told(url)
        assert "Có ở trang con." in page
        assert "Máy đã kết luận: mức độ đầy đủ: chưa cung cấp · mức độ kịp thời: " in page
        assert "người rà soát của Bộ Khảo Sát" in page
        assert chief.full_name not in page
        assert chief.username not in page
    assert "Người rà soát đã sửa" in told(where(round, surveyed[0], "leaders-schedule"))


def test_only_the_reasons_that_reviewers_know_are_published_are_published(told, owner, chief, editor, surveyed):
    round = full_round(owner, surveyed)
    stored = row(round, surveyed[0], DIRECTIVES)
    send_back(stored, by=editor, reason="Nghi ngờ riêng của tôi")
    overturn(stored, completeness=C.FULL, timeliness=T.NO_LIMIT, by=editor, reason="Đã thấy đủ.")
    confirm(row(round, surveyed[0], REWARDS), by=editor, reason="Lời dặn nội bộ")
    opened(round, chief)
    page = told(where(round, surveyed[0], DIRECTIVES))
    assert "Đã thấy đủ." in page
    assert "Trả lại" in page
    for url in (
        where(round, surveyed[0], DIRECTIVES),
        where(round, surveyed[0], REWARDS),
        addresses.of_agency(round, surveyed[0].slug),
        *(addresses.of(name, round.slug) for name in ("csv", "json")),
    ):
        page = told(url)
        assert "Nghi ngờ riêng" not in page
        assert "nội bộ" not in page


def test_the_evidence_of_a_verdict_by_hand_is_told_of_but_not_handed_out(client, told, round, chief, surveyed):
    unknown = StoredVerdict.objects.filter(round=round, agency=surveyed[0], completeness="unknown").first()
    file = ContentFile(PDF, name="nguyen-van-bi-mat.pdf")
    by_hand(unknown, completeness=C.FULL, timeliness=T.UNKNOWN, evidence=file, by=chief, reason="Xem tại trụ sở ngày 26/11/2026.")
    page = told(where(round, surveyed[0], unknown.obligation))
    assert "Xem tại trụ sở" in page
    assert "Bằng chứng được lưu (PDF, 1 KB)" in page
    assert "nguyen-van-bi-mat" not in page
    assert "Người rà soát tự xét" in page
    for name in ("json", "csv"):
        assert "nguyen-van-bi-mat" not in told(addresses.of(name, round.slug))


def test_a_verdict_that_was_replaced_stays_in_the_account(told, round, surveyed):
    site = RoundSite.objects.get(round=round, agency=surveyed[0])
    new = verdict(surveyed[0], DIRECTIVES, C.SUBSTANTIAL, T.ON_TIME, reasons=(Sentence("Xem lại.", "Seen anew."),))
    keep(site, new, None)
    page = told(where(round, surveyed[0], DIRECTIVES))
    account = page.split('id="nhat-ky"')[1]
    assert account.count("<time") == 2
    assert account.index(": tương đối đầy đủ · mức độ kịp thời: đúng hạn") < account.index(": đầy đủ · mức độ kịp thời: đúng hạn")


def test_a_bound_verdict_says_binding_on_its_day(told, owner, chief, surveyed):
    round = full_round(owner, [], on=date(2020, 5, 4))
    site = RoundSite.objects.create(round=round, agency=surveyed[0], home="https://x.example/", domain="x", state="ok", evidence=[])
    keep(site, verdict(surveyed[0], DIRECTIVES, C.FULL, T.ON_TIME, on=round.on, force=Force.BINDING), None)
    page = told(where(opened(round, chief), surveyed[0], DIRECTIVES))
    assert '<span class="tag line">Bắt buộc</span> Vào ngày 04/05/2020:' in page
    assert "Thông lệ tốt" not in page


def test_names_of_private_persons_are_not_repeated(told, round, surveyed):
    """The law files mark that a record of petitions names who asked; its title stays on the agency's own site."""
    site = RoundSite.objects.get(round=round, agency=surveyed[0])
    url = "https://x.example/tra-loi/9"
    found = record("9", obligation="petition-replies", part="replies", url=url, label="Trả lời đơn của bà Trần Thị Kín")
    listed = section("https://x.example/tra-loi", "petition-replies", label="Trả lời kiến nghị")
    keep(site, verdict(surveyed[0], "petition-replies", C.FULL, T.ON_TIME, evidence=(listed, found)), None)
    for page in (
        told(where(round, surveyed[0], "petition-replies")),
        told(addresses.of_agency(round, surveyed[0].slug)),
        told(addresses.of("json", round.slug)),
    ):
        assert "Trần Thị Kín" not in page
        assert url in page


def test_an_address_that_is_none_of_the_web_is_no_link(told, round, surveyed):
    site = RoundSite.objects.get(round=round, agency=surveyed[0])
    odd = record("9", obligation=DIRECTIVES, part="directives", url="javascript:alert(1)", label='"><img src=x onerror=alert(1)>')
    keep(site, verdict(surveyed[0], DIRECTIVES, C.FULL, T.ON_TIME, evidence=(odd,)), None)
    page = told(where(round, surveyed[0], DIRECTIVES))
    assert 'href="javascript' not in page
    assert "<img" not in page


def test_much_evidence_is_cut_into_pages_in_one_order(told, round, surveyed):
    site = RoundSite.objects.get(round=round, agency=surveyed[0])
    many = [record(f"{n:03}", obligation=DIRECTIVES, part="directives", label=f"Chỉ thị {n:03}") for n in range(PER_PAGE + 3)]
    keep(site, verdict(surveyed[0], DIRECTIVES, C.FULL, T.ON_TIME, evidence=tuple(many)), None)
    url = where(round, surveyed[0], DIRECTIVES)
    first, second = told(url), told(f"{url}?trang=2")
    assert "Chỉ thị 000" in first
    assert "Chỉ thị 052" not in first
    assert "Chỉ thị 052" in second
    assert f"Còn {PER_PAGE} bằng chứng" in told(addresses.of_agency(round, surveyed[0].slug))


def test_an_obligation_s_page_lists_agencies_by_grade_and_in_name_order(told, owner, chief):
    agencies = provinces("Tỉnh C", "Tỉnh A", "Tỉnh B")
    round = opened(full_round(owner, agencies, [(C.PARTIAL, T.ON_TIME)]), chief)
    overturn(row(round, agencies[0], LAND), completeness=C.FULL, timeliness=T.ON_TIME, by=chief, reason="Đủ.")
    page = told(addresses.of("obligation", round.slug, of(LAND)))
    assert page.index("Tỉnh C") < page.index("Tỉnh A") < page.index("Tỉnh B")
    assert "trong 3 cơ quan đánh giá được, 1 công khai từ tương đối đầy đủ trở lên (33,3%)" in page
    assert f'href="{where(round, agencies[1], LAND)}"' in page


def test_there_is_no_page_for_an_agency_or_obligation_that_the_round_did_not_judge(told, round, surveyed):
    other = provinces("Tỉnh Khác")[0]
    told(addresses.of_agency(round, other.slug), 404)
    told(where(round, other, DIRECTIVES), 404)
    told(addresses.of("agency-over-time", other.slug), 404)
    strange = next(o for name, o in catalogue().obligations.items() if name not in catalogue().rulesets[round.rules].obligations)
    told(addresses.of("obligation", round.slug, strange), 404)
    told(addresses.of_verdict(round, surveyed[0].slug, strange), 404)


@pytest.mark.parametrize("page", ["agency", "agency-over-time", "verdict", "obligation", "matrix", "figure", "rounds", "round"])
def test_in_english_a_vietnamese_name_is_marked_as_one(told, round, surveyed, page):
    ministry = surveyed[2]  # it has no English name, nor has the owner
    given = {
        "agency": (round.slug, ministry.slug),
        "agency-over-time": (ministry.slug,),
        "verdict": (round.slug, ministry.slug, of(LAND)),
        "obligation": (round.slug, of(DIRECTIVES)),
        "figure": (round.slug, "directives"),
        "rounds": (),
    }.get(page, (round.slug,))
    english = re.sub(r"<head>.*?</head>", "", told(addresses.of(page, *given, language="en")), flags=re.S)
    for name in (ministry.name, round.owner.name, round.title):
        for before in re.findall(rf"(.{{0,80}}){name}", english):
            assert re.search('lang="vi">(<b>)?$', before), before
    assert 'lang="vi">' + ministry.name not in told(addresses.of(page, *given, language="vi"))
