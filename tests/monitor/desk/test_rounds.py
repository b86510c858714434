"""A round at the desk: how far it is, what may be done to it, and how one is planned."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congkhai.accounts.models import Role, User
from congkhai.agencies.models import Agency
from congkhai.ledger.models import Entry
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.desk.deeds import DEEDS
from congkhai.monitor.models import Round, RoundSite, Stage, StoredVerdict
from congkhai.records import Kind, SiteState
from tests import factories
from tests.monitor.surveys import REWARDS, C, T, planned, reviewable

pytestmark = pytest.mark.django_db


def body(client: Client, name: str, *given: Any, query: str = "") -> str:
    answer = client.get(reverse(f"rounds:{name}", args=given) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def at(round: Round, stage: Stage, **more: Any) -> Round:
    Round.objects.filter(pk=round.pk).update(stage=stage, **more)
    round.refresh_from_db()
    return round


def offered(text: str) -> set[str]:
    """The acts that a page offers."""
    return set(re.findall(r"/viec/([a-z-]+)/", text)) - {"xem-lai"}


def do(client: Client, round: Round, name: str, **given: str) -> Any:
    return client.post(reverse("rounds:deed", args=[round.slug, name]), given)


# --- the list ---------------------------------------------------------------------------------------------


def test_the_list_shows_the_rounds_of_ones_own_agencies_the_newest_first(owner: Agency, editor: User, signed_in) -> None:
    for n, day in enumerate(("2026-01-05", "2026-03-05", "2026-02-05")):
        reviewable(owner, {factories.agency(): {}}, title=f"Đợt số {n}", on=day)
    reviewable(factories.agency(kind=Kind.MINISTRY), {factories.agency(): {}}, title="Đợt của bộ khác")
    text = body(signed_in(editor), "list")
    assert re.findall(r"Đợt số \d", text) == ["Đợt số 1", "Đợt số 2", "Đợt số 0"]
    assert "Đợt của bộ khác" not in text


def test_the_list_counts_what_waits(round: Round, missing: StoredVerdict, editor: User, signed_in) -> None:
    text = " ".join(re.sub("<[^>]+>", " ", body(signed_in(editor), "list")).split())
    assert "1 / 1 1 / 1 1 kết luận" in text
    confirm(missing, by=editor)
    text = " ".join(re.sub("<[^>]+>", " ", body(signed_in(editor), "list")).split())
    assert "1 / 1 1 / 1 0" in text


def test_the_list_has_pages(owner: Agency, editor: User, signed_in) -> None:
    for _n in range(21):
        reviewable(owner, {})
    client = signed_in(editor)
    assert body(client, "list").count("Đợt thử") == 20
    assert body(client, "list", query="?trang=2").count("Đợt thử") == 1
    assert body(client, "list", query="?trang=abc").count("Đợt thử") == 20


# --- one round --------------------------------------------------------------------------------------------


STAGES = [
    (Stage.PLANNED, {}, {"bat-dau", "ket-thuc"}),
    (Stage.CRAWLING, {}, {"dung", "xet", "ket-thuc"}),
    (Stage.CRAWLING, {"stopped": True}, {"tiep-tuc", "xet", "ket-thuc"}),
    (Stage.HELD, {}, {"cho-qua", "xet-lai", "ket-thuc"}),
    (Stage.JUDGING, {}, {"ket-thuc"}),
    (Stage.REVIEW, {}, {"duyet", "xet-lai", "ket-thuc"}),
    (Stage.APPROVED, {"approved_at": timezone.now()}, {"so-cong-van", "ket-thuc"}),
    (Stage.APPROVED, {"approved_at": timezone.now(), "letter_number": "12/BMAU"}, {"ket-thuc"}),
    (Stage.CLOSED, {}, set()),
]


@pytest.mark.parametrize(("stage", "more", "acts"), STAGES)
def test_its_chief_is_offered_what_the_stage_allows_and_others_nothing(
    round: Round, chief: User, editor: User, stage: Stage, more: dict[str, Any], acts: set[str], signed_in
) -> None:
    at(round, stage, **more)
    assert offered(body(signed_in(chief), "round", round.slug)) == acts
    assert offered(body(signed_in(editor), "round", round.slug)) == set()


def test_a_sweep_is_not_cut_short_while_sites_are_still_to_be_visited(round: Round, chief: User, signed_in) -> None:
    at(round, Stage.CRAWLING)
    round.sites.update(state="")
    assert "xet" not in offered(body(signed_in(chief), "round", round.slug))


def test_progress_is_counted_and_an_end_estimated(owner: Agency, chief: User, signed_in) -> None:
    round = reviewable(owner, {factories.agency(): {} for _four in range(4)})
    at(round, Stage.CRAWLING, started_at=timezone.now() - timedelta(hours=1))
    first = round.sites.order_by("pk")[0]
    round.sites.exclude(pk=first.pk).update(state="")
    text = re.sub("<[^>]+>", "", body(signed_in(chief), "round", round.slug))
    assert "1/4" in text
    assert "Theo nhịp độ đến nay, xong khoảng" in text
    assert "Tải lại" in text


def test_a_failed_site_is_named_with_what_its_webmaster_can_do(round: Round, editor: User, signed_in) -> None:
    round.sites.update(state=SiteState.ROBOTS, reason="robots", again_at=timezone.now() + timedelta(hours=3))
    text = body(signed_in(editor), "round", round.slug)
    assert "Hãy cho phép tác nhân “congkhai” trong robots.txt." in text
    assert "xem lại từ" in text


def test_sites_are_narrowed_to_one_state(owner: Agency, editor: User, signed_in) -> None:
    here, there = factories.agency(name="Tỉnh Ở Đây"), factories.agency(name="Tỉnh Ở Kia")
    round = reviewable(owner, {here: {}, there: {}})
    RoundSite.objects.filter(agency=there).update(state=SiteState.TIMEOUT, reason="timeout")
    client = signed_in(editor)
    text = body(client, "round", round.slug, query="?trang-thai=timeout")
    assert "Tỉnh Ở Kia" in text
    assert "Tỉnh Ở Đây" not in text
    text = body(client, "round", round.slug, query="?trang-thai=lung-tung&trang=x")
    assert "Không có tình trạng trang nào là “lung-tung”" in text
    assert "Tỉnh Ở Đây" in text


def test_alarms_are_told_in_words_and_stay_after_release(round: Round, chief: User, signed_in) -> None:
    at(round, Stage.HELD, alarms=[{"code": "x", "vi": "Ba trang không xem được.", "en": "Three sites could not be seen."}])
    client = signed_in(chief)
    assert "Ba trang không xem được." in body(client, "round", round.slug)
    do(client, round, "cho-qua", **{"ly-do": "đường truyền của ta"})
    text = body(client, "round", round.slug)
    assert "Ba trang không xem được." in text
    assert "Đã có người cho đi tiếp" in text


def test_an_approved_round_leads_to_its_public_pages_and_no_other_does(round: Round, editor: User, signed_in) -> None:
    client = signed_in(editor)
    public = f'href="{reverse("observatory:round", args=[round.slug])}'
    assert public not in body(client, "round", round.slug)
    at(round, Stage.APPROVED, approved_at=timezone.now())
    assert public in body(client, "round", round.slug)
    assert client.get(reverse("observatory:round", args=[round.slug])).status_code == 200


# --- acts on it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "stage", "given", "after"),
    [
        ("bat-dau", Stage.PLANNED, {}, Stage.CRAWLING),
        ("dung", Stage.CRAWLING, {}, Stage.CRAWLING),
        ("cho-qua", Stage.HELD, {"ly-do": "đường truyền"}, Stage.JUDGING),
        ("xet-lai", Stage.REVIEW, {"ly-do": ""}, Stage.CRAWLING),
        ("ket-thuc", Stage.REVIEW, {"ly-do": "bỏ đợt"}, Stage.CLOSED),
    ],
)
def test_the_chief_does_it_and_the_round_moves_on(
    round: Round, chief: User, name: str, stage: Stage, given: dict[str, str], after: Stage, signed_in
) -> None:
    at(round, stage)
    answer = do(signed_in(chief), round, name, **given)
    assert answer.url == reverse("rounds:round", args=[round.slug])
    round.refresh_from_db()
    assert round.stage == after
    assert Entry.objects.filter(actor=chief).exists()


@pytest.mark.parametrize(("name", "stage"), [("cho-qua", Stage.HELD), ("ket-thuc", Stage.REVIEW), ("xem-lai", Stage.REVIEW)])
def test_where_a_reason_is_wanted_an_empty_one_is_asked_for_again(
    round: Round, chief: User, name: str, stage: Stage, signed_in
) -> None:
    at(round, stage)
    answer = do(signed_in(chief), round, name, **{"ly-do": "  ", "trang-web": str(round.sites.get().pk)})
    assert answer.status_code == 200
    assert 'class="note bad"' in answer.content.decode()
    round.refresh_from_db()
    assert round.stage == stage


@pytest.mark.parametrize("name", DEEDS)
def test_an_act_that_does_not_fit_the_stage_is_answered_in_words(round: Round, chief: User, name: str, signed_in) -> None:
    at(round, Stage.CLOSED)
    client = signed_in(chief)
    answer = do(client, round, name, **{"ly-do": "vì thế", "so": "1/X"})
    assert answer.status_code == 200
    assert 'class="note bad"' in answer.content.decode() or "không hợp với giai đoạn" in answer.content.decode()
    assert client.get(reverse("rounds:deed", args=[round.slug, name])).status_code == 200


def test_an_act_that_is_none_is_not_there(round: Round, chief: User, signed_in) -> None:
    assert do(signed_in(chief), round, "no-tung").status_code == 404


def test_chosen_sites_are_visited_again_and_what_was_typed_stays_if_refused(
    round: Round, chief: User, surveyed: Agency, signed_in
) -> None:
    client, site = signed_in(chief), round.sites.get()
    text = body(client, "deed", round.slug, "xem-lai", query=f"?trang-web={site.pk}&trang-web=abc&trang-web={'9' * 30}")
    assert surveyed.name in text
    do(client, round, "xem-lai", **{"ly-do": "quản trị đã mở", "trang-web": str(site.pk)})
    site.refresh_from_db()
    assert (site.visit, site.state) == (2, "")


def test_approval_shows_what_is_still_open_and_is_not_given(round: Round, missing: StoredVerdict, chief: User, signed_in) -> None:
    client = signed_in(chief)
    text = body(client, "deed", round.slug, "duyet")
    assert "Còn 1 kết luận" in text
    assert reverse("rounds:verdict", args=[round.slug, missing.pk]) in text
    assert reverse("rounds:queue", args=[round.slug]) in text
    assert "<form method" not in text
    assert "Còn 1 kết luận" in do(client, round, "duyet").content.decode()
    round.refresh_from_db()
    assert round.stage == Stage.REVIEW


def test_once_nothing_is_open_the_round_is_approved(round: Round, missing: StoredVerdict, chief: User, signed_in) -> None:
    confirm(missing, by=chief)
    client = signed_in(chief)
    assert "1 trên 2 kết luận" in body(client, "deed", round.slug, "duyet").replace("\n", " ")
    do(client, round, "duyet")
    round.refresh_from_db()
    assert (round.stage, round.approved_by) == (Stage.APPROVED, chief)


def test_the_letters_number_is_entered_once_and_kept_if_refused(round: Round, chief: User, signed_in) -> None:
    at(round, Stage.APPROVED, approved_at=timezone.now())
    text = do(signed_in(chief), round, "so-cong-van", so="77/BMAU-CĐS").content.decode()
    assert "Công văn còn là dự thảo" in text  # one verdict that it counts rests on the machine alone
    assert 'value="77/BMAU-CĐS"' in text


def test_the_letterhead_is_written_and_stands_in_the_letter(round: Round, chief: User, signed_in) -> None:
    client, where = signed_in(chief), reverse("rounds:letterhead", args=[round.slug])
    given = {"code": "BMAU-CĐS", "place": "Mẫu Sơn", "superior": "", "signature": "KT. BỘ TRƯỞNG\n\nNguyễn Văn Mẫu"}
    assert client.post(where, given).url == reverse("rounds:round", args=[round.slug])
    round.refresh_from_db()
    assert round.letterhead == {"code": "BMAU-CĐS", "place": "Mẫu Sơn", "signature": ["KT. BỘ TRƯỞNG", "Nguyễn Văn Mẫu"]}
    assert Entry.objects.filter(verb="letterhead", actor=chief).exists()
    assert "Nguyễn Văn Mẫu" in body(client, "letterhead", round.slug)


def test_a_letterhead_that_is_refused_keeps_what_was_typed(round: Round, chief: User, signed_in) -> None:
    client, where = signed_in(chief), reverse("rounds:letterhead", args=[round.slug])
    text = client.post(where, {"code": "x" * 201, "place": "Nơi đã gõ"}).content.decode()
    assert "dài nhất 200 ký tự" in text
    assert "Nơi đã gõ" in text
    at(round, Stage.APPROVED, letter_number="1/X")
    assert "đã có số" in client.post(where, {"place": "Nơi khác"}).content.decode()


# --- papers -----------------------------------------------------------------------------------------------


def test_the_letter_of_an_unapproved_round_is_a_draft_for_its_own_people(round: Round, editor: User, signed_in) -> None:
    answer = signed_in(editor).get(reverse("rounds:letter", args=[round.slug]))
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]


def test_where_no_letter_can_be_written_that_is_said(owner: Agency, editor: User, signed_in) -> None:
    round = reviewable(owner, {})
    client = signed_in(editor)
    answer = client.get(reverse("rounds:letter", args=[round.slug]))
    assert "Chưa có cơ quan nào thuộc phạm vi công văn này" in client.get(answer.url).content.decode()


def test_the_table_tells_machine_from_person_and_starts_no_formula(
    round: Round, missing: StoredVerdict, editor: User, signed_in
) -> None:
    confirm(missing, by=editor, reason='=HYPERLINK("http://x")')
    text = signed_in(editor).get(reverse("rounds:spreadsheet", args=[round.slug])).content.decode("utf-8-sig")
    rows = {line["obligation"]: line for line in csv.DictReader(io.StringIO(text))}
    assert {line["by"] for line in rows.values()} == {"machine", "person"}
    assert (rows[REWARDS]["by"], rows[REWARDS]["completeness"], rows[REWARDS]["machine_completeness"]) == ("person", "none", "none")
    assert rows[REWARDS]["reason"].startswith("'=")


def test_the_log_of_the_round_names_who_did_what_to_which_verdict(
    round: Round, missing: StoredVerdict, editor: User, stranger: User, signed_in
) -> None:
    confirm(missing, by=editor, reason="đã đối chiếu")
    other = reviewable(round.owner, {factories.agency(name="Tỉnh Đợt Khác"): {REWARDS: (C.NONE, T.UNKNOWN)}})
    confirm(other.verdicts.get(), by=editor)
    text = body(signed_in(editor), "log", round.slug)
    for words in (editor.full_name, "đã đối chiếu", "Tỉnh Được Xét", "Xác nhận"):
        assert words in text
    assert "Tỉnh Đợt Khác" not in text


# --- planning ---------------------------------------------------------------------------------------------


@pytest.fixture
def asked(owner: Agency) -> dict[str, Any]:
    """What the chief of a ministry types to survey the register's provinces."""
    for n in range(3):
        factories.agency(register_id=f"so-{n}", name=f"Tỉnh Trong Sổ {n}", site=f"https://so{n}.example/" if n else "")
    return {"owner": owner.slug, "rules": "letter-2613", "on": "2026-11-25", "kinds": ["province"], "rest": "1", "pages": "500"}


def plan_it(client: Client, asked: dict[str, Any], button: str = "xem-truoc") -> Any:
    return client.post(reverse("rounds:new"), {**asked, button: "1"})


def test_a_plan_is_shown_before_anything_is_made(chief: User, asked: dict[str, Any], signed_in) -> None:
    text = plan_it(signed_in(chief), asked).content.decode()
    assert "Sẽ xem 2 trang trên 2 tên miền" in text
    assert "Tỉnh Trong Sổ 0" in text.partition("Chưa biết địa chỉ trang của")[2].partition("</div>")[0]
    assert "1 cơ quan chưa biết địa chỉ" in text
    assert "Chưa hỏi trang nào." in text
    assert not Round.objects.exists()


def test_the_second_press_makes_the_round_and_visits_nothing(chief: User, asked: dict[str, Any], signed_in) -> None:
    answer = plan_it(signed_in(chief), {**asked, "title": "Đợt thu", "rest": "2.5"}, "lap")
    round = Round.objects.get()
    assert answer.url == reverse("rounds:round", args=[round.slug])
    assert (round.stage, round.title, round.sites.count(), round.created_by) == (Stage.PLANNED, "Đợt thu", 3, chief)
    assert round.pace == {"between_requests": 2.5}


def test_agencies_are_named_by_name_or_address_a_line_each(chief: User, asked: dict[str, Any], signed_in) -> None:
    other = factories.agency(name="Tỉnh Ngoài Sổ", slug="ngoai-so")
    plan_it(signed_in(chief), {**asked, "kinds": [], "named": f"tinh ngoai so\n\n{other.slug}\nTỈNH TRONG SỔ 1 "}, "lap")
    assert set(Round.objects.get().sites.values_list("agency__name", flat=True)) == {"Tỉnh Ngoài Sổ", "Tỉnh Trong Sổ 1"}


def test_of_two_agencies_of_one_name_the_one_in_being_is_meant(chief: User, asked: dict[str, Any], signed_in) -> None:
    heir = factories.agency(name="Tỉnh Cùng Tên", slug="moi")
    factories.agency(name="Tỉnh Cùng Tên", slug="cu", until="2025-07-01")
    plan_it(signed_in(chief), {**asked, "kinds": [], "named": "Tỉnh Cùng Tên"}, "lap")
    assert Round.objects.get().sites.get().agency == heir


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kinds": []}, "Chưa chọn cơ quan nào"),
        ({"named": "Tỉnh Không Có Thật"}, "Không có cơ quan nào tên là: Tỉnh Không Có Thật"),
        ({"on": "hôm qua"}, "Ngày khảo sát"),
        ({"on": ""}, "Ngày khảo sát"),
        ({"rules": "khong-co"}, "Bộ quy định"),
        ({"owner": "khong-co"}, "Cơ quan khảo sát"),
        ({"rest": "0.2"}, "Số giây nghỉ"),
        ({"rest": "nhanh"}, "Số giây nghỉ"),
        ({"pages": "-5"}, "Số trang xem nhiều nhất"),
        ({"kinds": ["vuong-quoc"]}, "Mọi cơ quan trong sổ"),
        ({"under": "khong-co"}, "Chỉ những cơ quan trực thuộc"),
        ({"kinds": ["ministry"], "rules": "nd-224-2026"}, ""),
    ],
)
@pytest.mark.parametrize("button", ["xem-truoc", "lap"])
def test_bad_input_is_answered_in_words_and_keeps_what_was_typed(
    chief: User, asked: dict[str, Any], wrong: dict[str, Any], says: str, button: str, signed_in
) -> None:
    answer = plan_it(signed_in(chief), {**asked, "title": "Tên đã gõ", **wrong}, button)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Tên đã gõ" in text
    assert says in text
    assert not Round.objects.exists()


def test_a_round_is_planned_in_the_name_of_ones_own_agency_alone(chief: User, asked: dict[str, Any], signed_in) -> None:
    other = factories.agency(kind=Kind.MINISTRY)
    client = signed_in(chief)
    assert plan_it(client, {**asked, "owner": other.slug}, "lap").status_code == 200
    assert f'value="{other.slug}"' not in body(client, "new")
    assert not Round.objects.exists()


def test_a_provinces_kinds_are_those_below_it_and_others_named_are_refused(signed_in) -> None:
    province = factories.agency(kind=Kind.PROVINCE, register_id="tinh-nha")
    below = factories.agency(kind=Kind.DEPARTMENT, parent=province, register_id="so-nha", name="Sở Nhà")
    beside = factories.agency(kind=Kind.DEPARTMENT, register_id="so-ben", name="Sở Bên Cạnh")
    asked = {
        "owner": province.slug,
        "rules": "nd-43-2011",
        "on": "2026-11-25",
        "kinds": ["department"],
        "rest": "1",
        "pages": "500",
    }
    client = signed_in(factories.member(province, Role.CHIEF))
    text = plan_it(client, {**asked, "named": beside.slug}, "lap").content.decode()
    assert "nên không khảo sát: Sở Bên Cạnh" in text
    plan_it(client, asked, "lap")
    assert [site.agency for site in Round.objects.get().sites.all()] == [below]


def test_a_planned_round_is_started_from_its_page(owner: Agency, chief: User, signed_in) -> None:
    round = planned(owner, [factories.agency(site="http://127.0.0.1:9/")])
    assert "Bắt đầu" in body(signed_in(chief), "round", round.slug)
