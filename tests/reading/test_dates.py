"""Every form of date seen on agencies' pages, and every trap."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.reading import dates
from congkhai.records import DateOrigin, DateRole, DateSeen
from tests.reading.reaching import AT, URL

POSTED, UPDATED, ISSUED = DateRole.POSTED, DateRole.UPDATED, DateRole.ISSUED
TITLE = "Tăng cường phòng, chống thiên tai"


def of_page(*lines: str, title: str = TITLE, url: str = URL, at: datetime = AT, marked: date | None = None) -> dict[str, date]:
    return {d.role.value: d.value for d in dates.of_page((title, *lines), title, url, at, marked=marked)}


@pytest.mark.parametrize(
    ("line", "role", "day"),
    [
        ("Ngày đăng: 08/07/2024  11:38", POSTED, date(2024, 7, 8)),
        ("Ngày đăng 15/11/2022 | 15:10  | Lượt xem: 243", POSTED, date(2022, 11, 15)),
        ("Ngày đăng: 21/01/2021 - Lượt xem: 87", POSTED, date(2021, 1, 21)),
        ("Ngày đăng bài: 22/05/2018 | Tác giả: Ban Biên tập", POSTED, date(2018, 5, 22)),
        ("Ngày cập nhật 12/07/2021", UPDATED, date(2021, 7, 12)),
        ("• Cập nhật: 10/12/2021", UPDATED, date(2021, 12, 10)),
        ("Cập nhật lúc: 17:03 28/06/2018", UPDATED, date(2018, 6, 28)),
        ("( Cập nhật lúc: 24/07/2019  )", UPDATED, date(2019, 7, 24)),
        ("(Cập nhật lần cuối: 14:36 17/03/2022)", UPDATED, date(2022, 3, 17)),
        ("Ngày đưa:  17/10/2018 04:25:07 PM", POSTED, date(2018, 10, 17)),
        ("(Ngày đăng :01/10/2013 12:00:00 SA)", POSTED, date(2013, 10, 1)),
        ("Đăng ngày 13-03-2019 16:18", POSTED, date(2019, 3, 13)),
        ("Ngày ban hành: 12 tháng 3 năm 2024", ISSUED, date(2024, 3, 12)),
        ("Ngày phê duyệt: 03/04/2024", DateRole.APPROVED, date(2024, 4, 3)),
        ("Ngày nghiệm thu: 03/04/2024", DateRole.ACCEPTED, date(2024, 4, 3)),
        ("Ngày tiếp nhận: 2024-04-03", DateRole.RECEIVED, date(2024, 4, 3)),
    ],
)
def test_a_word_beside_a_date_gives_its_role(line: str, role: DateRole, day: date) -> None:
    assert of_page(line) == {role.value: day}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("(17:30:00 02/05/2021)", date(2021, 5, 2)),
        ("(17/04/2023 00:00:00)", date(2023, 4, 17)),
        ("00:00 17/09/2018", date(2018, 9, 17)),
        ("15:37 22/02/2021", date(2021, 2, 22)),
        ("12/05/2017 09:32 Số lượt xem: 0", date(2017, 5, 12)),
        ("23/04/2025 10:11", date(2025, 4, 23)),
        ("Thứ hai, 06/11/2017 | 08:52:28 GMT+7", date(2017, 11, 6)),
        ("Thứ tư - 05/06/2024 07:52 123 0", date(2024, 6, 5)),
        ("Thứ năm - 12/03/2026 07:56", date(2026, 3, 12)),
        ("(15-04-2018)", date(2018, 4, 15)),
        ("30/07/2021", date(2021, 7, 30)),
        ("Ngày 24/04/2020", date(2020, 4, 24)),
    ],
)
def test_a_day_that_stands_below_the_title_is_the_day_of_posting(line: str, day: date) -> None:
    assert of_page(line) == {"posted": day}


def test_a_day_above_the_title_glued_to_it_or_after_the_breadcrumb_is_the_day_of_posting() -> None:
    above = dates.of_page(("24/09/2021", TITLE), TITLE, URL, AT)
    glued = dates.of_page((f"{TITLE} (11:16 13/01/2011)",), TITLE, URL, AT)
    crumb = dates.of_page(("Trang chủ >> Sơ đồ tổ chức   (26-12-2017)", TITLE), TITLE, URL, AT)
    assert [d[0].value for d in (above, glued, crumb)] == [date(2021, 9, 24), date(2011, 1, 13), date(2017, 12, 26)]


def test_a_date_after_the_text_counts_if_it_is_labelled() -> None:
    assert of_page("Yêu cầu các phòng, ban thực hiện nghiêm túc.", "Trần Biển", "Ngày đăng: 02/03/2021") == {
        "posted": date(2021, 3, 2)
    }


def test_a_label_alone_dates_the_line_below_it() -> None:
    assert of_page("Ngày đăng:", "02/03/2021") == {"posted": date(2021, 3, 2)}


@pytest.mark.parametrize(
    "line",
    [
        "Thứ 3, Ngày 16/07/2024 -",
        "Hôm nay, Thứ hai ngày 10/08/2020",
        "Thursday, 18/07/2024",
        "09:26 Thứ tư , Ngày 02 Tháng 04 Năm 2025",
        "Your IP: 3.237.71.23 2020-09-26 10:58",
        "2020-09-26 10:58",
        "Thời tiết ngày 15/04/2021",
        "Hải Phòng, ngày 06 tháng 12 năm 2019",
        "(03/02/1930 - 03/02/2020)",
        "Căn cứ Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008",
        "Thời hạn cuối cùng nhận hồ sơ: ngày 20 tháng 4 năm 2020;",
        "Ngày hiệu lực: 22/11/2016",
        "Ngày đăng ký: 12/03/2024",
        "Ngày sinh: 02/03/1980",
    ],
)
def test_a_clock_a_banner_a_cited_law_or_another_day_is_no_date_of_the_page(line: str) -> None:
    assert of_page(line) == {}


def test_the_header_clock_above_a_title_gives_way_to_the_labelled_day() -> None:
    lines = ("Thursday, 18/07/2024", "Ngày đăng: 21/01/2021 - Lượt xem: 87", "Xem với cỡ chữ", TITLE)
    assert [d.value for d in dates.of_page(lines, TITLE, URL, AT)] == [date(2021, 1, 21)]


def test_a_list_of_other_items_gives_the_page_no_date() -> None:
    assert of_page("Nội dung.", "Các tin đã đưa ngày:", "Ngày đăng: 30/07/2021") == {}


@pytest.mark.parametrize("year", [2027, 2099])
def test_a_day_of_posting_in_the_future_is_refused(year: int) -> None:
    assert of_page(f"Ngày đăng: 01/01/{year}") == {}


def test_a_day_of_posting_before_there_was_an_internet_is_refused() -> None:
    assert of_page("Ngày đăng: 01/01/1970") == {}


def test_a_period_may_lie_in_the_future() -> None:
    assert dates.period("từ ngày 01/12/2026 đến ngày 07/12/2026") == (date(2026, 12, 1), date(2026, 12, 7))


# --- written ----------------------------------------------------------------------------------------


def written(text: str) -> list[tuple[date, date | None]]:
    return [(w.value, w.until) for w in dates.written(dates.folded(text), near=dates.local_day(AT))]


@pytest.mark.parametrize(
    ("text", "start", "until"),
    [
        ("từ ngày 14/3 đến ngày 18/3/2022", date(2022, 3, 14), date(2022, 3, 18)),
        ("Từ ngày 30/7 - 30/8/2021", date(2021, 7, 30), date(2021, 8, 30)),
        ("từ ngày 21 đến ngày 23 tháng 11 năm 2017", date(2017, 11, 21), date(2017, 11, 23)),
        ("30 ngày, kể từ ngày 01/11/2017 đến hết ngày 30/11/2017", date(2017, 11, 1), date(2017, 11, 30)),
        ("30 ngày tính từ ngày 02 tháng 12 năm 2024", date(2024, 12, 2), date(2024, 12, 31)),
        ("Bắt đầu lấy ý kiến 29/09/2020 Kết thúc lấy ý kiến 28/10/2020", date(2020, 9, 29), date(2020, 10, 28)),
        ("Ngày đăng dự thảo: 28/6/2021 Ngày hết hạn lấy ý kiến: 28/7/2021", date(2021, 6, 28), date(2021, 7, 28)),
        ("Tuần 48 (23-29/11/2026)", date(2026, 11, 23), date(2026, 11, 29)),
        ("từ ngày 29/12 đến ngày 04/01/2027", date(2026, 12, 29), date(2027, 1, 4)),
        ("Từ 03/03/2022 đến 04/04/2022", date(2022, 3, 3), date(2022, 4, 4)),
        ("từ 8h00 ngày 14/3 đến 17h00 ngày 18/3/2022", date(2022, 3, 14), date(2022, 3, 18)),
    ],
)
def test_a_range_is_one_period(text: str, start: date, until: date) -> None:
    assert written(text) == [(start, until)]


@pytest.mark.parametrize(
    "text",
    [
        "Chiều 16-5",
        "Sáng ngày 29/02",
        "Trong 20 ngày kể từ ngày đăng thông tin",
        "(03/02/1930 - 03/02/2020)",
        "ngày 30/2/2026",
        "tỷ lệ 1/2000",
        "62/2011/QĐ-UBND",
        "07/17/2023",
        "từ 09/3 – 15/3",
    ],
)
def test_what_is_not_certain_is_no_date(text: str) -> None:
    assert written(text) == []


def test_the_day_of_the_week_settles_the_year() -> None:
    assert written("THỨ BA, NGÀY 28/5") == [(date(2024, 5, 28), None)]


def test_the_month_named_with_its_year_settles_the_year() -> None:
    assert written("Ngày 28-10, UBND tỉnh đã họp thường kỳ tháng 10-2015") == [(date(2015, 10, 28), None)]


def test_zero_padded_months_in_words_are_read_as_days_and_months() -> None:
    assert written("21 tháng 09 năm 2025") == [(date(2025, 9, 21), None)]


@given(st.dates(date(1998, 1, 1), date(2026, 11, 24)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_every_day_is_read_as_it_was_written(day: date, form: str) -> None:
    assert written(day.strftime(form)) == [(day, None)]


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    dates.of_page([text], text, URL, AT)
    dates.of_row([text], AT)
    dates.term(text)
    dates.moment(text)


# --- hours, periods ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hour"),
    [("01/10/2013 12:00:00 SA", 0), ("17/10/2018 04:25:07 PM", 16), ("17/10/2018 12:05 CH", 12), ("8h30 ngày 12/3/2026", 8)],
)
def test_sa_and_ch_are_the_halves_of_the_day(text: str, hour: int) -> None:
    moment = dates.moment(text)
    assert moment is not None
    assert moment.hour == hour


@pytest.mark.parametrize(
    ("text", "start", "until"),
    [
        ("quý III/2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("tháng 09 năm 2025", date(2025, 9, 1), date(2025, 9, 30)),
        ("thời kỳ 2021 – 2030, tầm nhìn đến năm 2050", date(2021, 1, 1), date(2030, 12, 31)),
        ("năm 2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_quarters_halves_months_and_years_are_periods(text: str, start: date, until: date) -> None:
    assert dates.period(text) == (start, until)


@pytest.mark.parametrize(
    ("text", "start", "until"),
    [
        ("2021–2030", date(2021, 1, 1), date(2030, 12, 31)),
        ("01/2025 - 12/2026", date(2025, 1, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_value_that_is_a_term_needs_no_word_before_it(text: str, start: date, until: date) -> None:
    assert dates.term(text) == (start, until)


# --- addresses --------------------------------------------------------------------------------------


def of_url(url: str) -> list[DateSeen]:
    return list(dates.of_url(url, AT))


@pytest.mark.parametrize(
    ("url", "day", "until"),
    [
        ("https://x.gov.vn/portal/pages/2022-04-24/Ve-viec.aspx", date(2022, 4, 24), None),
        ("https://x.gov.vn/tin-chi-dao-dieu-hanh/2011/05/866-Quy-che", date(2011, 5, 1), date(2011, 5, 31)),
        ("https://x.gov.vn/tin-tuc/bai-1552468710.html", date(2019, 3, 13), None),
        ("https://x.gov.vn/xem?id=1691984006122", date(2023, 8, 14), None),
        ("https://x.gov.vn/cap-xa-sau-sap-xep-2704250416085421898.htm", date(2025, 4, 27), None),
    ],
)
def test_an_address_may_carry_the_day_of_posting(url: str, day: date, until: date | None) -> None:
    assert of_url(url) == [DateSeen(day, POSTED, DateOrigin.URL, until)]


@pytest.mark.parametrize(
    "url", ["https://x.gov.vn/tin-1330.html", "https://x.gov.vn/1999999999.html", "https://x.gov.vn/?id=1234567"]
)
def test_an_address_without_a_believable_day_gives_none(url: str) -> None:
    assert of_url(url) == []


def test_a_stated_day_stands_over_the_addresss() -> None:
    assert of_page("Ngày đăng: 12/07/2021", url="https://x.gov.vn/2021-07-10/a.aspx") == {"posted": date(2021, 7, 12)}


def test_an_address_older_than_a_document_the_text_cites_is_not_believed() -> None:
    notice = "(Nguồn: Thông báo số 81/TB-UBND ngày 08/6/2021)"
    assert of_page(notice, url="https://x.gov.vn/3cms/Ban-in-507.htm?art=1616085657672") == {}


def test_the_pages_own_mark_up_stands_over_its_address_and_under_its_words() -> None:
    assert of_page("Nội dung", marked=date(2026, 3, 1), url="https://x.gov.vn/2026-03-02/a") == {"posted": date(2026, 3, 1)}
    assert of_page("Ngày đăng: 03/03/2026", marked=date(2026, 3, 1)) == {"posted": date(2026, 3, 3)}


def test_the_day_a_title_begins_with_is_the_documents() -> None:
    assert dates.issued_in_title("Quyết định số 163/QĐ-UBND ngày 02/3/2024 về việc tặng Bằng khen", AT) == date(2024, 3, 2)
    assert dates.issued_in_title("Về việc thực hiện Quyết định số 163/QĐ-UBND ngày 02/3/2024", AT) is None
