"""The leaders' week: its days, its changes, the ways to other weeks, and the feed for calendars."""

import re
from datetime import date, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.utils import timezone

from congkhai.agencies.law import catalogue
from congkhai.portal.public import addresses
from congkhai.portal.public.schedule import asked_week, hour

WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=timezone.get_default_timezone())
MONDAY = date(2026, 11, 23)


def row(day, starts, leader, content, **more):
    return {"day": (MONDAY + timedelta(days=day)).isoformat(), "starts": starts, "leader": leader, "content": content} | more


ROWS = [
    row(0, "07:30", "Nông Văn Thịnh", "Giao ban tuần", place="Phòng họp số 1"),
    row(2, "09:30", "Nông Văn Thịnh", "Nghe báo cáo quy hoạch", status="changed", was="08:00", reason="Chờ báo cáo"),
    row(2, "14:00", "Hoàng Bích Ngọc", "Làm việc với Hiệp hội", ends="15:30", status="cancelled", reason="Lùi sang 02/12/2026"),
    row(2, "Sáng", "Lý Minh Quân", "Kiểm tra đường tỉnh 242"),
    row(5, "07:30", "Hoàng Bích Ngọc", "Khai mạc ngày hội sách"),
]


@pytest.fixture
def section():
    return catalogue().obligations["leaders-schedule"]


@pytest.fixture
def on_wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def week_of(desk, monday, rows=(), **given):
    period = {"from": monday.isoformat(), "until": (monday + timedelta(days=6)).isoformat()}
    return desk.live("leaders-schedule", fields={"week": period, "entries": list(rows) or None}, **given)


def page(client, desk, section, **query):
    response = client.get(addresses.of_section(desk.agency, section), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_week_stands_with_its_days_leaders_and_hours(client, desk, section, on_wednesday):
    week_of(desk, MONDAY, ROWS)
    told = page(client, desk, section)
    for words in ("tuần 48", "Giao ban tuần", "Phòng họp số 1", "Lý Minh Quân", "Thứ Bảy", "Hôm nay", "giờ Việt Nam"):
        assert words in told
    assert "Chủ nhật</th>" not in told
    assert "Chủ nhật <small>" not in told


def test_a_change_shows_the_old_hour_struck_and_the_new_one(client, desk, section, on_wednesday):
    week_of(desk, MONDAY, ROWS)
    told = page(client, desk, section)
    assert "<del>08:00</del> → <ins>09:30</ins>" in told
    assert "Tuần này có 2 thay đổi." in told
    assert "Chờ báo cáo" in told


def test_a_cancelled_item_stays_with_its_reason(client, desk, section, on_wednesday):
    week_of(desk, MONDAY, ROWS)
    told = page(client, desk, section)
    assert '<div class="ev off">' in told
    assert "Lùi sang 02/12/2026" in told


def test_a_holiday_without_items_is_called_a_day_of_rest(client, desk, section, on_wednesday):
    week_of(desk, MONDAY, ROWS)
    assert "Ngày nghỉ." in page(client, desk, section)  # 24 November 2026


def test_the_ways_lead_to_the_nearest_published_weeks_only(client, desk, section, on_wednesday):
    week_of(desk, MONDAY)
    week_of(desk, MONDAY - timedelta(days=21))
    week_of(desk, MONDAY + timedelta(days=7))
    told = page(client, desk, section)
    assert "?tuan=2026-W45" in told
    assert "?tuan=2026-W49" in told
    assert "?tuan=2026-W47" not in told
    earliest = page(client, desk, section, tuan="2026-W45")
    assert re.findall(r'href="\?tuan=([^"]+)"', earliest) == ["2026-W48"]


def test_a_week_that_was_not_published_says_so(client, desk, section, on_wednesday):
    week_of(desk, MONDAY - timedelta(days=7))
    told = page(client, desk, section)
    assert "Chưa đăng lịch tuần 48 năm 2026." in told
    assert "Xem tuần 47" in told


@pytest.mark.parametrize("asked", ["", "abc", "2026-W99", "2026-W00", "0000-W01", "9999-W53", "2026-48", "\0", "2026-W48'"])
def test_whatever_week_is_asked_gives_a_sensible_page(client, desk, section, on_wednesday, asked):
    week_of(desk, MONDAY, ROWS)
    assert "Lịch làm việc" in page(client, desk, section, tuan=asked)


def test_a_week_given_as_a_document_alone_leads_to_it(client, desk, section, on_wednesday):
    week_of(desk, MONDAY, title="Lịch tuần 48 bản quét")
    told = page(client, desk, section)
    assert "Lịch tuần này được đăng dưới dạng văn bản." in told
    assert "Lịch tuần 48 bản quét" in told


def test_the_home_page_shows_the_day(client, desk, on_wednesday):
    week_of(desk, MONDAY, ROWS)
    told = client.get(addresses.of("home", desk.agency.slug)).content.decode()
    assert "Nghe báo cáo quy hoạch" in told
    assert "Giao ban tuần" not in told


def events(client, desk, section):
    response = client.get(addresses.of_section(desk.agency, section, page="section-calendar"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    feed = icalendar.Calendar.from_ical(response.content)
    return response, feed, list(feed.walk("VEVENT"))


def test_the_feed_has_vietnam_s_zone_and_whole_lines(client, desk, section, on_wednesday):
    week_of(desk, MONDAY, ROWS)
    response, feed, found = events(client, desk, section)
    assert [str(zone["TZID"]) for zone in feed.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    first = next(event for event in found if "Giao ban" in event["SUMMARY"])
    assert first["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert first["DTSTART"].dt == datetime(2026, 11, 23, 7, 30, tzinfo=timezone.get_default_timezone())
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


def test_the_feed_tells_a_cancelled_item_as_cancelled(client, desk, section, on_wednesday):
    week_of(desk, MONDAY, ROWS)
    _response, _feed, found = events(client, desk, section)
    assert {str(event["SUMMARY"]): str(event["STATUS"]) for event in found}["Hoàng Bích Ngọc: Làm việc với Hiệp hội"] == "CANCELLED"


def test_an_item_without_an_hour_takes_the_day(client, desk, section, on_wednesday):
    week_of(desk, MONDAY, ROWS)
    _response, _feed, found = events(client, desk, section)
    morning = next(event for event in found if "242" in event["SUMMARY"])
    assert morning["DTSTART"].dt == date(2026, 11, 25)
    assert morning["DESCRIPTION"] == "Sáng"


def test_an_item_keeps_its_identity_when_its_hour_changes_and_its_number_grows(client, desk, section, on_wednesday):
    record = week_of(desk, MONDAY, ROWS)
    before = {str(event["SUMMARY"]): event for event in events(client, desk, section)[2]}
    with time_machine.travel(WEDNESDAY + timedelta(hours=1), tick=False):
        moved = [ROWS[0] | {"starts": "10:00", "status": "changed", "was": "07:30"}, *ROWS[1:]]
        desk.approved(desk.rewrite(record, fields=record.fields | {"entries": moved}))
        after = {str(event["SUMMARY"]): event for event in events(client, desk, section)[2]}
    name = "Nông Văn Thịnh: Giao ban tuần"
    assert before[name]["UID"] == after[name]["UID"]
    assert after[name]["SEQUENCE"] > before[name]["SEQUENCE"]
    assert len({str(event["UID"]) for event in after.values()}) == len(after)


def test_old_weeks_leave_the_feed(client, desk, section, on_wednesday):
    week_of(desk, MONDAY - timedelta(weeks=5), [row(-35, "08:00", "Nông Văn Thịnh", "Việc đã lâu")])
    assert events(client, desk, section)[2] == []


def test_only_a_schedule_has_a_feed_for_calendars(client, desk):
    other = catalogue().obligations["leader-directives"]
    assert client.get(addresses.of_section(desk.agency, other, page="section-calendar")).status_code == 404


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("08:00", (8, 0)),
        ("8h30", (8, 30)),
        ("14 giờ", (14, 0)),
        ("7g15", (7, 15)),
        ("Sáng", None),
        ("25:00", None),
        ("", None),
        ("10", None),
    ],
)
def test_hours_are_read_as_people_write_them(written, expected):
    found = hour(written)
    assert (found and (found.hour, found.minute)) == expected


def test_a_week_that_is_none_is_this_week():
    assert asked_week("2026-W53", MONDAY) == date(2026, 12, 28)
    assert asked_week("2025-W53", MONDAY + timedelta(days=3)) == MONDAY
