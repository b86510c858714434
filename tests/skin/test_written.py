"""Values read as people write them, in each language."""

from datetime import UTC, date, datetime

import pytest
from django.utils import formats, translation

from congkhai.skin import written


def test_a_day_is_day_month_year():
    assert written.day(date(2026, 11, 5)) == "05/11/2026"
    assert written.day(None) == ""


def test_a_moment_is_vietnam_s():
    late = datetime(2026, 11, 25, 18, 5, tzinfo=UTC)
    assert written.moment(late) == "26/11/2026, 01:05"
    assert written.day(late) == "26/11/2026"
    assert written.moment(None) == ""


@pytest.mark.parametrize(("language", "expected"), [("vi", "1.284"), ("en", "1,284")])
def test_thousands_are_parted_as_the_language_does(language, expected):
    with translation.override(language):
        assert written.count(1284) == expected


@pytest.mark.parametrize(
    ("octets", "vi", "en"),
    [
        (0, "1 KB", "1 KB"),
        (411_600, "412 KB", "412 KB"),
        (999_499, "999 KB", "999 KB"),
        (999_500, "1,0 MB", "1.0 MB"),
        (1_234_567, "1,2 MB", "1.2 MB"),
    ],
)
def test_sizes_are_short(octets, vi, en):
    for language, expected in (("vi", vi), ("en", en)):
        with translation.override(language):
            assert written.size(octets) == expected


def test_weekdays_are_named():
    with translation.override("vi"):
        assert [written.weekday(date(2026, 11, day)) for day in (23, 25, 29)] == ["Thứ Hai", "Thứ Tư", "Chủ nhật"]


@pytest.mark.parametrize(
    ("content_type", "name", "expected"),
    [
        ("application/pdf", "a", "PDF"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "a.xlsx", "XLSX"),
        ("application/x-odd", "bản đồ.dwg", "DWG"),
    ],
)
def test_a_file_s_type_has_a_short_name(content_type, name, expected):
    assert written.file_type(content_type, name) == expected


def test_what_django_and_wagtail_write_by_themselves_follows_the_same_form():
    with translation.override("vi"):
        moment = datetime(2026, 11, 25, 8, 5)
        assert formats.date_format(moment, "DATETIME_FORMAT") == "08:05 25/11/2026"
        assert formats.date_format(moment.date(), "DATE_FORMAT") == "25/11/2026"
        assert formats.number_format(1234.5, 1, use_l10n=True, force_grouping=True).endswith(",5")
