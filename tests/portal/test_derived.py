from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from congkhai.portal.models import Disclosure
from tests.portal.making import Office

pytestmark = pytest.mark.django_db
QUARTER = {"from": "2026-01-01", "until": "2026-03-31"}


def test_the_columns_follow_from_the_fields(office: Office) -> None:
    record = office.draft(part="sanctions", fields={"decision_number": "120 /QĐ-XPHC", "issued_on": "2026-11-20"})
    assert record.number == "120 /QĐ-XPHC"
    assert record.number_key == "120/QDXPHC"
    assert record.duty_on == date(2026, 11, 20)
    assert record.natural_key == "number:120/QDXPHC:2026"


def test_text_is_kept_in_composed_unicode(office: Office) -> None:
    record = office.draft(title="Nghị quyê\u0301t  về đâ\u0301t", summary="Tóm tă\u0301t")
    assert record.title == "Nghị quyết về đất"
    assert record.summary == "Tóm tắt"
    assert record.slug == "nghi-quyet-ve-dat"


def test_the_number_alone_is_not_the_same_in_another_year(office: Office) -> None:
    keys = {
        office.draft(part="sanctions", fields={"decision_number": "5/QĐ-UBND", "issued_on": f"{year}-03-01"}).natural_key
        for year in (2025, 2026)
    }
    assert len(keys) == 2


def test_a_schedule_is_the_same_by_its_week(office: Office) -> None:
    week = {"from": "2026-11-23", "until": "2026-11-29"}
    record = office.draft(obligation="leaders-schedule", part="schedule", fields={"week": week})
    assert record.natural_key == "week:2026-W48"
    with pytest.raises(ValidationError):
        Disclosure(
            agency=office.agency, obligation="leaders-schedule", part="schedule", title="Lịch khác", fields={"week": week}
        ).full_clean()


def test_the_same_title_and_day_is_one_record_and_another_day_is_another(office: Office) -> None:
    office.draft(title="Báo cáo tháng", fields={"issued_on": "2026-10-01"})
    same = {"agency": office.agency, "obligation": "rewards-and-sanctions", "part": "rewards", "title": "Báo  cáo tháng"}
    with pytest.raises(ValidationError):
        Disclosure(**same, fields={"issued_on": "2026-10-01"}).full_clean()
    Disclosure(**same, fields={"issued_on": "2026-11-01"}).full_clean()
    Disclosure(**same | {"agency": Office().agency}, fields={"issued_on": "2026-10-01"}).full_clean()


def test_long_titles_that_begin_alike_stay_apart(office: Office) -> None:
    begin = "Quyết định về việc phê duyệt đồ án quy hoạch chi tiết xây dựng tỷ lệ 1/500 khu dân cư nông thôn mới " * 3
    one, other = (office.draft(title=(begin[:290] + end)) for end in ("xã A", "xã B"))
    assert one.natural_key != other.natural_key
    assert len(one.title) > 280
    assert Disclosure.objects.get(pk=one.pk).title.endswith("xã A")


def test_a_period_in_force_is_taken_from_its_field(office: Office) -> None:
    record = office.draft(
        obligation="local-strategies-and-plans", part="plan", fields={"term": {"from": "2021-01-01", "until": "2025-12-31"}}
    )
    assert (record.period_from, record.period_until) == (date(2021, 1, 1), date(2025, 12, 31))


def test_the_limit_counts_from_the_day_that_the_law_names(office: Office) -> None:
    fields = {"received_on": "2026-11-02", "replied_on": "2026-11-20"}
    assert office.draft(obligation="petition-replies", part="replies", fields=fields).duty_on == date(2026, 11, 2)


def test_the_address_follows_the_title_until_it_is_public(office: Office) -> None:
    record = office.draft(title="Tên cũ")
    record = office.rewrite(record, title="Tên mới")
    assert record.get_latest_revision_as_object().slug == "ten-moi"
    live = office.public(title="Đã đăng")
    live = office.rewrite(live, title="Đã đăng, sửa tên")
    assert live.get_latest_revision_as_object().slug == "da-dang"


@pytest.mark.parametrize(
    "wrong",
    [
        {"part": "khong-co"},
        {"obligation": "khong-co"},
        {"fields": {"issued_on": "hôm qua"}},
        {"fields": []},
        {"nil_return": True},
        {"nil_return": True, "fields": {"period": {"from": "2026-01-01", "until": "2126-01-01"}}},
        {"nil_return": True, "fields": {"period": QUARTER}, "obligation": "leaders-schedule", "part": "schedule"},
    ],
)
def test_what_the_law_files_do_not_know_is_refused(office: Office, wrong: dict) -> None:
    given = {"obligation": "rewards-and-sanctions", "part": "rewards", "title": "Một bản ghi", "fields": {}} | wrong
    with pytest.raises(ValidationError):
        Disclosure(agency=office.agency, **given).full_clean()
