from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congkhai.agencies.models import Unit
from congkhai.ledger.record import log
from congkhai.portal.acts.assign import assign
from congkhai.portal.acts.reject import reject
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.clock import tick
from congkhai.portal.desk.owed import State, coming, is_mine, owed, tally
from congkhai.portal.models import Disclosure
from tests import factories
from tests.portal.making import Office, many

pytestmark = pytest.mark.django_db
WEDNESDAY = "2026-11-25 10:00+07:00"
PETITION = {"obligation": "petition-replies", "part": "replies"}
ANSWERED = {"received_on": "2026-11-16", "replied_on": "2026-11-17"}


@pytest.fixture
def wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield date(2026, 11, 25)


def row_of(office: Office, obligation: str, user=None):
    rows = owed(office.agency, user or office.editor, timezone.localdate())
    return next(row for row in rows if row.obligation.id == obligation)


def page(client: Client, name: str, *args, query: str = "") -> str:
    response = client.get(reverse(f"desk:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


# --- what is owed ----------------------------------------------------------------------------------------


def test_each_obligation_is_in_one_state_and_the_tally_adds_up(office: Office, wednesday) -> None:
    office.public(part="rewards")
    office.draft(part="sanctions", fields={"issued_on": "2026-01-05"})
    rows = owed(office.agency, office.editor, wednesday)
    assert sum(number for _state, number in tally(rows)) == len(rows) == 12


def test_an_obligation_of_which_nothing_is_shown_is_missing_and_its_action_is_to_publish(office: Office, wednesday) -> None:
    row = row_of(office, "petition-replies")
    assert row.state is State.MISSING
    assert row.action.urgent
    assert "noi-dung=petition-replies&phan=replies" in row.action.address


def test_a_part_of_which_nothing_is_shown_is_missing(office: Office, wednesday) -> None:
    office.public(part="rewards", fields={"issued_on": "2026-11-20"})
    row = row_of(office, "rewards-and-sanctions")
    assert (row.state, row.missing, row.about) == (State.MISSING, ["sanctions"], "Xử phạt")


def test_a_draft_past_its_deadline_is_late_in_working_days(office: Office, wednesday) -> None:
    office.public(**PETITION, title="A", fields=ANSWERED)
    draft = office.draft(**PETITION, title="B", fields={"received_on": "2026-10-30"})
    row = row_of(office, "petition-replies")
    assert row.state is State.LATE
    # fifteen working days after Friday 30 October end on Friday 20 November; since then Monday and Wednesday were worked, and
    # Tuesday the 24th is the Day of Culture
    assert (row.overdue.on, row.overdue.left) == (date(2026, 11, 20), -2)
    assert row.action.address == reverse("desk:record", args=[office.agency.slug, draft.pk])


def test_a_better_version_of_what_is_public_has_no_deadline(office: Office, wednesday) -> None:
    record = office.public(**PETITION, title="A", fields=ANSWERED)
    office.rewrite(record, summary="Nói rõ hơn", fields={"received_on": "2026-01-05"})
    row = row_of(office, "petition-replies")
    assert len(row.drafts) == 1
    assert row.dues == []
    assert row.state is State.FINE


def test_a_deadline_within_five_working_days_is_soon(office: Office, wednesday) -> None:
    office.public(**PETITION, title="A", fields=ANSWERED)
    office.draft(**PETITION, title="B", fields={"received_on": "2026-11-05"})
    row = row_of(office, "petition-replies")
    assert row.state is State.SOON
    assert row.first_due.on == date(2026, 11, 27)
    assert row.first_due.left == 2


@pytest.mark.parametrize(("posted", "state"), [("2026-11-23 08:00+07:00", State.SOON), ("2026-11-25 08:00+07:00", State.LATE)])
def test_next_weeks_schedule_is_due_on_its_first_working_day(office: Office, posted: str, state: State) -> None:
    week = {"from": "2026-11-23", "until": "2026-11-29"}
    with time_machine.travel(posted, tick=False):
        office.public(obligation="leaders-schedule", part="schedule", title="Lịch tuần 48", fields={"week": week})
    with time_machine.travel(WEDNESDAY, tick=False):
        row = row_of(office, "leaders-schedule")
    assert row.first_due.on == date(2026, 11, 30)
    assert row.first_due.ours
    assert row.state is state  # this week's, posted on Wednesday, was late; nothing but next week's can be done about it
    assert row.action.address.endswith("&tu=2026-11-30")


def test_what_waits_is_approved_by_another_than_its_writer(office: Office, wednesday) -> None:
    office.waiting(part="sanctions")
    assert row_of(office, "rewards-and-sanctions", office.approver).action.words.startswith(("Duyệt 1", "Approve 1"))
    assert not row_of(office, "rewards-and-sanctions", office.editor).action.words.startswith(("Duyệt", "Approve"))


def test_the_worst_stands_first(office: Office, wednesday) -> None:
    office.public(**PETITION, title="A", fields=ANSWERED)
    states = [row.state for row in owed(office.agency, office.editor, wednesday)]
    assert states == sorted(states, key=list(State).index)
    assert states[-1] is State.FINE


def test_the_calendar_holds_the_next_ten_working_days(office: Office, wednesday) -> None:
    office.draft(**PETITION, title="Trong hạn", fields={"received_on": "2026-11-12"})
    office.draft(**PETITION, title="Còn xa", fields={"received_on": "2026-11-25"})
    about = [due.about for _row, due in coming(owed(office.agency, office.editor, wednesday), wednesday)]
    assert "Trong hạn" in about
    assert "Còn xa" not in about


def test_an_obligation_is_mine_by_person_or_by_unit(office: Office, wednesday) -> None:
    unit = Unit.objects.create(agency=office.agency, name="Văn phòng")
    office.editor.memberships.update(unit=unit)
    assign(office.agency, "petition-replies", unit=unit, person=None, by=office.chief)
    assign(office.agency, "rewards-and-sanctions", unit=None, person=office.editor, by=office.chief)
    rows = owed(office.agency, office.editor, wednesday)
    mine = {row.obligation.id for row in rows if is_mine(row, office.editor, unit.pk)}
    assert mine == {"petition-replies", "rewards-and-sanctions"}


def test_a_withdrawn_record_owes_nothing_until_it_is_written_anew(office: Office, wednesday) -> None:
    record = office.public(part="sanctions", fields={"issued_on": "2026-01-05"})
    withdraw(record, by=office.chief, reason="Sai.")
    assert row_of(office, "rewards-and-sanctions").drafts == []


# --- its pages -------------------------------------------------------------------------------------------


def test_the_admin_opens_on_the_agencys_desk(office: Office, signed_in) -> None:
    response = signed_in(office.editor).get("/quan-tri/")
    assert response.url == reverse("desk:agency", args=[office.agency.slug])


def test_who_acts_for_several_agencies_chooses(signed_in) -> None:
    names = [factories.agency().name for _two in range(2)]
    body = signed_in(factories.superuser()).get("/quan-tri/").content.decode()
    assert all(name in body for name in names)


def test_whoever_is_not_signed_in_is_sent_to_the_door(office: Office) -> None:
    for address in ("/quan-tri/", reverse("desk:agency", args=[office.agency.slug])):
        assert Client().get(address).url.startswith("/tai-khoan/dang-nhap/")


def test_practice_is_said_and_no_breach_is_cried(office: Office, signed_in) -> None:
    client = signed_in(office.editor)
    for body in (page(client, "agency", office.agency.slug), page(client, "obligation", office.agency.slug, "petition-replies")):
        assert "thông lệ tốt" in body.lower()
        assert "không gọi là vi phạm" in body
        assert "vi phạm" not in body.replace("không gọi là vi phạm", "").replace("không phải là vi phạm", "")


def test_the_obligations_page_explains_the_law_the_window_the_due_and_the_proxy(office: Office, signed_in) -> None:
    body = page(signed_in(office.editor), "obligation", office.agency.slug, "petition-replies")
    for words in ("Điều 10 khoản 1 điểm c", "15 ngày làm việc", "hạn tự đặt", "12 tháng", "Khai không phát sinh", "Chưa cung cấp"):
        assert words in body


def test_what_is_not_there_or_not_open_is_answered_by_a_page_of_ours_with_the_way_back(office: Office, signed_in) -> None:
    other = Office()
    client = signed_in(office.editor)
    for address in (
        f"/quan-tri/{other.agency.slug}/",
        "/quan-tri/khong-co/",
        f"/quan-tri/{office.agency.slug}/them/?noi-dung=news",
    ):
        response = client.get(address)
        assert response.status_code == 404
        assert "hoặc không mở cho bạn" in response.content.decode()
        assert f'href="{reverse("wagtailadmin_home")}">Về bàn làm việc' in response.content.decode()
        assert "Wagtail" not in response.content.decode()
    response = client.get("/quan-tri/ra-soat/ra-soat/")
    assert response.status_code == 403
    body = response.content.decode()
    assert "Trang này không mở cho bạn" in body
    assert f'href="{reverse("wagtailadmin_home")}">Về bàn làm việc' in body


def test_an_obligation_that_is_not_the_agencys_has_no_page(office: Office, signed_in) -> None:
    client = signed_in(office.editor)
    for identifier in ("national-strategies-and-plans", "khong-co"):
        assert client.get(reverse("desk:obligation", args=[office.agency.slug, identifier])).status_code == 404


def test_only_mine_and_one_state_narrow_the_list(office: Office, signed_in) -> None:
    assign(office.agency, "petition-replies", unit=None, person=office.editor, by=office.chief)
    client = signed_in(office.editor)
    mine = page(client, "agency", office.agency.slug, query="?cua-toi=1")
    assert "Xử lý, phản hồi kiến nghị" in mine
    assert "Danh mục chương trình" not in mine
    assert "Danh mục chương trình" not in page(client, "agency", office.agency.slug, query="?tinh-trang=fine")
    assert "Danh mục chương trình" in page(client, "agency", office.agency.slug, query="?tinh-trang=gi-day")


def test_checking_again_is_a_post(office: Office, signed_in) -> None:
    where = reverse("desk:recheck", args=[office.agency.slug])
    client = signed_in(office.editor)
    assert client.get(where).status_code == 405
    assert client.post(where).url == reverse("desk:agency", args=[office.agency.slug])


def test_a_stopped_clock_is_told_where_something_is_due(office: Office, signed_in) -> None:
    client = signed_in(office.editor)
    assert "Đồng hồ đăng" not in page(client, "agency", office.agency.slug)
    office.public(expire_at=timezone.now() + timedelta(days=1))
    assert "Đồng hồ đăng" in page(client, "agency", office.agency.slug)
    tick(timezone.now())
    assert "Đồng hồ đăng" not in page(client, "agency", office.agency.slug)


def test_the_list_finds_titles_without_marks_and_numbers_in_any_spelling(office: Office, signed_in) -> None:
    fields = {"decision_number": "42/2022/NĐ-CP", "issued_on": "2026-11-20"}
    office.public(title="Kế hoạch đường bộ", part="sanctions", fields=fields)
    office.draft(title="Việc khác")
    client = signed_in(office.editor)
    for asked in ("duong bo", "Đường bộ", "42/2022/ND-CP", "42 /2022/ NĐCP"):
        body = page(client, "records", office.agency.slug, query=f"?tim={asked}")
        assert "Kế hoạch đường bộ" in body
        assert "Việc khác" not in body


@pytest.mark.parametrize(
    ("standing", "title"),
    [("nhap", "Hồ sơ A"), ("cho-duyet", "Hồ sơ B"), ("tra-lai", "Hồ sơ C"), ("da-dang", "Hồ sơ D")],
)
def test_the_list_narrows_to_one_standing(office: Office, signed_in, standing: str, title: str) -> None:
    office.draft(title="Hồ sơ A")
    office.waiting(title="Hồ sơ B")
    reject(office.waiting(title="Hồ sơ C"), by=office.approver, reason="sửa")
    office.public(title="Hồ sơ D")
    body = page(signed_in(office.editor), "records", office.agency.slug, query=f"?tinh-trang={standing}")
    assert [one for one in ("Hồ sơ A", "Hồ sơ B", "Hồ sơ C", "Hồ sơ D") if one in body] == [title]


def test_the_approver_reads_and_decides_on_the_records_page(office: Office, signed_in) -> None:
    record = office.waiting(title="Để duyệt", fields={"issued_on": "2026-11-20"})
    where = reverse("desk:record", args=[office.agency.slug, record.pk])
    client = signed_in(office.approver)
    assert "20/11/2026" in client.get(where).content.decode()
    assert 'value="duyet"' not in signed_in(office.editor).get(where).content.decode()
    client.post(where, {"viec": "duyet", "phien-ban": record.latest_revision_id})
    assert Disclosure.objects.get(pk=record.pk).live


def test_what_was_sent_back_stands_first_for_its_writer_and_waits_for_another_to_everybody_else(office: Office, signed_in) -> None:
    record = office.waiting(title="Hồ sơ phải sửa")
    reject(record, by=office.approver, reason="thiếu số")
    hers, theirs = "Bị trả lại, chờ bạn sửa", "Chờ người khác"
    body = page(signed_in(office.editor), "agency", office.agency.slug)
    where = reverse("desk:record", args=[office.agency.slug, record.pk])
    assert where in body.partition(hers)[2].partition("</section>")[0]
    assert "thiếu số" in body.partition(hers)[2].partition("</section>")[0]
    assert where not in body.partition(theirs)[2].partition("</section>")[0]
    body = page(signed_in(office.approver), "agency", office.agency.slug)
    assert hers not in body
    assert where in body.partition(theirs)[2].partition("</section>")[0]


def test_a_refusal_keeps_the_note_and_says_why(office: Office, signed_in) -> None:
    record = office.waiting()
    where = reverse("desk:record", args=[office.agency.slug, record.pk])
    stale = {"viec": "duyet", "phien-ban": record.latest_revision_id - 1, "loi-nhan": "đã đọc kỹ lắm"}
    body = signed_in(office.approver).post(where, stale).content.decode()
    assert "đã thay đổi sau khi bạn mở" in body
    assert "đã đọc kỹ lắm" in body
    body = signed_in(office.approver).post(where, {"viec": "tra-lai", "loi-nhan": ""}).content.decode()
    assert "ghi rõ cần sửa gì" in body


@pytest.mark.parametrize(
    "posted", [{}, {"viec": "phá"}, {"viec": "duyet", "phien-ban": "x"}, {"viec": "huy-lich"}, {"viec": "rut-ve"}], ids=str
)
def test_a_post_that_makes_no_sense_is_answered_in_words(office: Office, signed_in, posted: dict) -> None:
    record = office.draft()
    response = signed_in(office.chief).post(reverse("desk:record", args=[office.agency.slug, record.pk]), posted)
    assert response.status_code == 200
    assert 'class="note bad"' in response.content.decode()


def test_what_differs_from_the_public_version_is_shown(office: Office, signed_in) -> None:
    record = office.public(part="sanctions", fields={"issued_on": "2026-11-02", "amount": 5_000_000})
    office.rewrite(record, fields={"issued_on": "2026-11-02", "amount": 7_000_000})
    body = page(signed_in(office.approver), "record", office.agency.slug, record.pk)
    assert "<del>5.000.000 đồng</del>" in body
    assert "<ins>7.000.000 đồng</ins>" in body


def test_the_chief_gives_obligations_on_one_page(office: Office, signed_in) -> None:
    where = reverse("desk:assign", args=[office.agency.slug])
    assert signed_in(office.approver).get(where).status_code in {302, 403}
    client = signed_in(office.chief)
    client.post(where, {"don-vi-moi": "Ban Tiếp công dân", "nguoi-petition-replies": office.editor.pk})
    assert row_of(office, "petition-replies").holder.person == office.editor
    assert "Ban Tiếp công dân" in client.get(where).content.decode()


def test_a_withdrawal_without_a_reason_is_asked_again(office: Office, signed_in) -> None:
    record = office.public()
    where = reverse("desk:withdraw", args=[office.agency.slug, record.pk])
    client = signed_in(office.chief)
    assert "ghi lý do rút" in client.post(where, {"ly-do": ""}).content.decode()
    client.post(where, {"ly-do": "Sai số liệu."})
    assert not Disclosure.objects.get(pk=record.pk).live


# --- export ----------------------------------------------------------------------------------------------


def test_the_csv_opens_in_excel_and_starts_no_formula(office: Office, signed_in) -> None:
    unit = Unit.objects.create(agency=office.agency, name='=HYPERLINK("http://x")')
    assign(office.agency, "petition-replies", unit=unit, person=None, by=office.chief)
    response = signed_in(office.editor).get(reverse("desk:export", args=[office.agency.slug, "csv"]))
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 13
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_the_xlsx_holds_the_same_rows(office: Office, signed_in) -> None:
    unit = Unit.objects.create(agency=office.agency, name="=1+1")
    assign(office.agency, "petition-replies", unit=unit, person=None, by=office.chief)
    response = signed_in(office.editor).get(reverse("desk:export", args=[office.agency.slug, "xlsx"]))
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet.max_row == 13
    units = [cell for cell in sheet["I"] if cell.value == "=1+1"]
    assert [cell.data_type for cell in units] == ["s"]


def test_another_form_of_export_is_not_there(office: Office, signed_in) -> None:
    assert signed_in(office.editor).get(reverse("desk:export", args=[office.agency.slug, "exe"])).status_code == 404


# --- cost ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [10, 1000])
@pytest.mark.parametrize(("name", "most"), [("agency", 18), ("records", 12)])
def test_a_page_costs_the_same_at_any_number_of_records(
    office: Office, signed_in, django_assert_max_num_queries, name: str, most: int, number: int
) -> None:
    many(office, number)
    for _three in range(3):
        office.waiting()
    client = signed_in(office.editor)
    where = reverse(f"desk:{name}", args=[office.agency.slug])
    client.get(where)
    with django_assert_max_num_queries(most):
        assert client.get(where).status_code == 200


def test_the_log_holds_what_was_done_to_records_and_not_what_the_monitor_did(office: Office, signed_in) -> None:
    office.public(title="Quyết định đã đăng")
    log("planned", office.agency, agency=office.agency, actor=office.chief)
    page = signed_in(office.chief).get(reverse("desk:log", args=[office.agency.slug])).content.decode()
    assert "Quyết định đã đăng" in page
    assert "planned" not in page
