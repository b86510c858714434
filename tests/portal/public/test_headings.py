"""Lists under headings: projects by how far they have come, drafts by whether they take comments, answers by how long they took,
statistics by what they hold, services by field of work; and what nobody may find by them."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from congkhai.agencies.law import catalogue
from congkhai.portal.models import Disclosure
from congkhai.portal.public import addresses
from congkhai.portal.public.amounts import amount
from tests.portal.public.states import PDF, many

PROJECTS, DRAFTS, ANSWERS, FIGURES = "public-projects", "draft-consultations", "petition-replies", "statistics"


def told(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def listed(client, desk, obligation, query="", language="vi"):
    return told(client, addresses.of_section(desk.agency, catalogue().obligations[obligation], language=language) + query)


def page_of(client, desk, record, language="vi"):
    return told(client, addresses.of_record(record, desk.agency, language=language))


def in_order(page, *words):
    places = [page.index(one) for one in words]
    return places == sorted(places)


# --- amounts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (486_000_000_000, "486 tỷ đồng", "486 billion đồng"),
        (38_700_000_000, "38,7 tỷ đồng", "38.7 billion đồng"),
        (1_234_567_000_000, "1.234,567 tỷ đồng", "1,234.567 billion đồng"),
        (1_000_000_000, "1 tỷ đồng", "1 billion đồng"),
        (1_002_000_000, "1,002 tỷ đồng", "1.002 billion đồng"),
        (999_950_000, "999,95 triệu đồng", "999.95 million đồng"),
        (1_234_567_891, "1.234.567.891 đồng", "1,234,567,891 đồng"),
        (500, "500 đồng", "500 đồng"),
        (Decimal("0.50"), "0 đồng", "0 đồng"),
        (Decimal("2000000.00"), "2 triệu đồng", "2 million đồng"),
    ],
)
def test_an_amount_is_said_in_short_where_that_loses_nothing(value, vi, en):
    with translation.override("vi"):
        assert amount(value) == vi
    with translation.override("en"):
        assert amount(value) == en


# --- projects -------------------------------------------------------------------------------------------------


def project(desk, part, title, cost, **given):
    return desk.live(PROJECTS, part, title=title, fields={"name": title, "cost": cost, **given.pop("fields", {})}, **given)


def test_projects_stand_by_how_far_they_have_come_with_what_they_cost(client, whole):
    project(whole, "completed", "Cầu đã xong", 7_000_000_000)
    project(whole, "preparing", "Đường sắp làm", 486_000_000_000)
    project(whole, "preparing", "Trường sắp làm", 14_500_000_000)
    project(whole, "preparing", "Chưa rõ tiền", None)
    withheld = {"cost": 99_000_000_000, "_withheld": {"cost": "Luật Đấu thầu"}}
    project(whole, "preparing", "Giữ kín tiền", None, fields=withheld)
    whole.draft(PROJECTS, "preparing", title="Còn nháp", fields={"cost": 1_000_000_000_000})
    page = listed(client, whole, PROJECTS)
    assert in_order(
        page, "Dự án đang chuẩn bị đầu tư <span", "500,5 tỷ đồng", "Đường sắp làm", "Dự án đã hoàn tất <span", "Cầu đã xong"
    )
    assert "(2 trong 4 mục có nêu)" in page
    assert "486 tỷ đồng" in page, "what it costs stands in the list"
    assert "Dự án đang triển khai <span" not in page, "no heading over nothing"
    assert "500.5 billion đồng" in listed(client, whole, PROJECTS, language="en")
    chosen = listed(client, whole, PROJECTS, "?phan=preparing")
    assert "500,5 tỷ đồng" in chosen
    assert "Cầu đã xong" not in chosen
    assert "500,5 tỷ đồng" not in listed(client, whole, PROJECTS, "?q=Trường"), "the sum is of what is listed"


def test_prices_of_packages_are_not_added_up(client, whole):
    for stage in ("plan", "invitation", "result"):
        whole.live(PROJECTS, "procurement", title=f"Gói thầu {stage}", fields={"stage": stage, "price": 100_000_000})
    page = listed(client, whole, PROJECTS, "?phan=procurement")
    assert "100 triệu đồng" in page
    assert "300 triệu đồng" not in page


def test_what_is_no_number_is_not_added_and_breaks_nothing(client, whole):
    record = project(whole, "ongoing", "Hồ chứa", 2_000_000_000)
    odd = project(whole, "ongoing", "Kè sông", 1_000_000_000)
    for cost in ("khoảng 3 tỷ", {"from": 1}, [1], True, 10**40):
        Disclosure._base_manager.filter(pk=odd.pk).update(fields=odd.fields | {"cost": cost})
        assert "(1 trong 2 mục có nêu)" in listed(client, whole, PROJECTS)
    assert record.title in listed(client, whole, PROJECTS)


def test_a_project_says_which_of_the_laws_nine_it_lacks(client, whole):
    page = page_of(client, whole, project(whole, "ongoing", "Hồ chứa", None, fields={"owner": None}))
    cost = next(rule for rule in catalogue().obligations[PROJECTS].versions[-1].parts["ongoing"].fields if rule.name == "cost")
    assert f'<dt>{cost.title.vi}</dt><dd><span class="soft">Chưa có</span></dd>' in page
    assert page.count("Chưa có") == 1, "what the law does not name is not missed"


def test_pages_under_headings_hold_each_record_once(client, whole):
    for part in ("preparing", "ongoing", "procurement"):
        many(whole.agency, PROJECTS, part, 15)
    Disclosure._base_manager.update(duty_on=date(2026, 11, 1))
    seen = [
        pk
        for number in (1, 2, 3)
        for pk in re.findall(r'class="what"><a href="[^"]*/(\d+)-', listed(client, whole, PROJECTS, f"?trang={number}"))
    ]
    assert len(seen) == len(set(seen)) == 45


# --- drafts that take comments -------------------------------------------------------------------------------------


def draft(desk, title, first, last, **fields):
    today = timezone.localdate()
    period = {"from": (today + timedelta(days=first)).isoformat()}
    if last is not None:
        period["until"] = (today + timedelta(days=last)).isoformat()
    return desk.live(DRAFTS, "drafts", title=title, fields={"name": title, "open": period, **fields})


def test_open_drafts_stand_first_and_of_them_what_closes_soonest(client, whole):
    draft(whole, "Đã đóng", -40, -10)
    draft(whole, "Còn lâu", -1, 40)
    draft(whole, "Sắp mở", 3, 33)
    draft(whole, "Hết hôm nay", -30, 0)
    draft(whole, "Không hẹn ngày", -2, None)
    whole.live(DRAFTS, "drafts", nil_return=True)
    whole.live(DRAFTS, "feedback", title="Phản ánh quy định")
    page = listed(client, whole, DRAFTS)
    assert in_order(
        page,
        "Đang nhận góp ý <span",
        "Hết hôm nay",
        "Còn lâu",
        "Không hẹn ngày",
        "Sắp nhận góp ý <span",
        "Sắp mở",
        "Đã hết hạn góp ý <span",
        "Đã đóng",
    )
    assert page.index("không phát sinh") > page.index("Đã đóng"), "that nothing arose is no closed draft"
    assert "còn 40 ngày" in page
    assert "ngày cuối" in page
    assert "40 days left" in listed(client, whole, DRAFTS, language="en")


def test_a_draft_tells_how_to_comment_while_it_may_be_commented_on(client, whole):
    ways = {"email": "gopy@mauson.example", "address": "Số 1 đường Hữu Nghị"}
    page = page_of(client, whole, draft(whole, "Dự thảo mở", -1, 5, **ways))
    assert "Góp ý thế nào" in page
    assert 'href="mailto:gopy@mauson.example"' in page
    assert page.count("Số 1 đường Hữu Nghị") == 1, "told once"
    closed = page_of(client, whole, draft(whole, "Dự thảo đóng", -9, -5, **ways))
    assert "Góp ý thế nào" not in closed
    assert "Số 1 đường Hữu Nghị" in closed


def test_a_withheld_mailbox_is_not_told_as_a_way(client, whole):
    kept = {"email": "kin@mauson.example", "_withheld": {"email": "Điều 7"}}
    assert "kin@mauson.example" not in page_of(client, whole, draft(whole, "Dự thảo", -1, 5, **kept))


def test_what_came_of_the_comments_is_a_table(client, whole):
    rows = [{"who": "Hội Luật gia", "said": "Sửa Điều 4", "result": "accepted", "why": "Đã sửa khoản 2"}]
    page = page_of(client, whole, draft(whole, "Dự thảo", -40, -10, responses=rows))
    assert in_order(page, "Tổng hợp, tiếp thu, giải trình ý kiến</h2>", "Hội Luật gia", "Sửa Điều 4", "Tiếp thu", "Đã sửa khoản 2")


# --- answers ---------------------------------------------------------------------------------------------------------


def answer(desk, title, **fields):
    return desk.live(ANSWERS, title=title, fields={"reply_due_on": None, **fields})


@pytest.mark.parametrize(
    ("received", "replied", "promised", "vi", "en", "good"),
    [
        ("2026-11-02", "2026-11-13", None, "Trả lời sau 9 ngày làm việc", "Answered in 9 working days", True),
        ("2026-11-02", "2026-11-23", None, "Trả lời sau 15 ngày làm việc", "Answered in 15 working days", True),
        ("2026-11-02", "2026-11-25", None, "Trả lời sau 16 ngày làm việc", "Answered in 16 working days", False),
        ("2026-11-02", None, "2026-12-01", "Hẹn trả lời ngày 01/12/2026", "Answer promised by 01/12/2026", False),
    ],
)
def test_an_answer_tells_how_long_it_took_against_the_limit(client, whole, received, replied, promised, vi, en, good):
    record = answer(whole, "Đường hỏng", received_on=received, replied_on=replied, reply_due_on=promised, asked_by="Nguyễn Văn Kín")
    for language, words in (("vi", vi), ("en", en)):
        for page in (listed(client, whole, ANSWERS, language=language), page_of(client, whole, record, language)):
            assert words in page
            assert ('class="tag good"' in page.split(words)[0][-300:]) is good
            assert "Nguyễn Văn Kín" not in page, "who asked is nobody's business"
    assert ("hạn tự đặt: 15 ngày làm việc" in listed(client, whole, ANSWERS)) is (replied is not None)


def test_answers_are_looked_through_by_the_question_with_the_answer_beside_it(client, whole):
    fields = {"question": "Bao giờ sửa đường?", "answer": "Trước Tết Nguyên đán.", "answered_by": "Sở Xây dựng"}
    answer(whole, "Đường hỏng", received_on="2026-11-02", replied_on="2026-11-10", **fields)
    wrong = answer(whole, "Ngày sai", received_on="2026-11-02", replied_on="2026-11-10")
    QuerySet(Disclosure).filter(pk=wrong.pk).update(fields=wrong.fields | {"received_on": "2026-11-20"})  # kept from before
    kept = {"answer": "Lời kín", "replied_on": "2026-11-05", "_withheld": {"answer": "Điều 7", "replied_on": "Điều 7"}}
    answer(whole, "Giữ kín", received_on="2026-11-02", **kept)
    whole.live(ANSWERS, nil_return=True)
    page = listed(client, whole, ANSWERS)
    assert in_order(
        page[page.index("Đường hỏng") :], "Đường hỏng", "Trước Tết Nguyên đán.", "02/11/2026", "10/11/2026", "Sở Xây dựng"
    )
    assert page.count("ngày làm việc") == 2, "an answer before its question, and a day kept back, are not counted"
    assert "Lời kín" not in page
    assert "không phát sinh" in page


# --- statistics -------------------------------------------------------------------------------------------------------


def test_statistics_say_which_of_the_five_they_hold(client, whole):
    fields = {
        "name": "Thu ngân sách",
        "figures": "Thu: 5 tỷ",
        "method": None,
        "analysis": "Tăng trưởng. " * 40 + "Hết.",
        "done_in": "Quý III",
    }
    record = whole.draft(FIGURES, title="Thu ngân sách", fields=fields, files={"bao-cao.pdf": PDF})
    revised = record.get_latest_revision_as_object()
    for attachment in revised.attachments.all():
        attachment.field = "file"
    revised.save_revision(user=whole.editor)
    record = whole.approved(whole.again(record))
    page = listed(client, whole, FIGURES)
    assert "Đã có: Số liệu, Báo cáo thống kê, Bản phân tích số liệu, Thời gian thực hiện thống kê." in page
    assert "Chưa có: Phương pháp thống kê." in page
    assert "Thu: 5 tỷ" in page
    read = page_of(client, whole, record)
    facts = read[read.index('<dl class="facts">') :]
    terms = re.findall(r"<dt>(.*?)</dt>", facts)
    assert terms[:5] == [
        "Số liệu",
        "Báo cáo thống kê",
        "Phương pháp thống kê",
        "Bản phân tích số liệu",
        "Thời gian thực hiện thống kê",
    ]
    assert facts.index("bao-cao.pdf") < facts.index("Chưa có") < facts.index("Tăng trưởng. Tăng")


# --- services and their quality ------------------------------------------------------------------------------------------


def test_procedures_and_services_of_a_field_stand_together_and_are_narrowed_by_level(client, whole):
    whole.live(
        "online-services", "procedures", title="Thủ tục khai sinh", fields={"field_of_work": "Hộ tịch", "time_allowed": "1 ngày"}
    )
    whole.live("online-services", "services", title="Khai sinh trực tuyến", fields={"field_of_work": "Hộ tịch", "level": "whole"})
    whole.live("online-services", "services", title="Đổi bằng lái", fields={"field_of_work": "Giao thông", "level": "partial"})
    page = listed(client, whole, "online-services")
    assert page.count('scope="rowgroup"') == 2
    assert in_order(page, ">Giao thông</th>", "Đổi bằng lái", ">Hộ tịch</th>", "Khai sinh trực tuyến", "Thủ tục khai sinh")
    assert "1 ngày" in page
    narrowed = listed(client, whole, "online-services", "?muc-do=toan-trinh&linh-vuc=ho-tich")
    assert "Khai sinh trực tuyến" in narrowed
    assert "Đổi bằng lái" not in narrowed
    assert "Thủ tục khai sinh" not in narrowed


def test_the_quality_of_services_is_one_page_the_newest_result_first(client, whole):
    for title, day in (("Quý II", "2026-07-10"), ("Quý III", "2026-10-10"), ("Quý I", "2026-04-10")):
        fields = {"issued_on": day, "content": f"Hài lòng {title}.", "period": None}
        whole.live("service-quality", "satisfaction", title=f"Kết quả {title}", fields=fields)
    page = listed(client, whole, "service-quality")
    assert in_order(page, "Kết quả Quý III", "Kết quả Quý II<", "Kết quả Quý I<")
    assert "Chưa đăng." in page, "a part without anything is told"


# --- how often the database is asked ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("obligation", "part", "most"),
    [
        (PROJECTS, "ongoing", 10),
        (DRAFTS, "drafts", 10),
        (ANSWERS, "replies", 10),
        (FIGURES, "statistics", 9),
        ("online-services", "services", 11),
    ],
)
def test_a_list_under_headings_asks_as_often_for_many_as_for_few(client, whole, obligation, part, most):
    def asked(query=""):
        url = addresses.of_section(whole.agency, catalogue().obligations[obligation]) + query
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    whole.live(obligation, part, files={"a.pdf": PDF})
    few = asked()
    many(whole.agency, obligation, part, 300)
    assert asked() <= few <= most
    assert asked(f"?phan={part}&trang=2") <= most
