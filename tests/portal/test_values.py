from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from congkhai.catalogue.obligation import Basis, Choice, FieldRule, FieldType, Words
from congkhai.portal.values import as_typed, check, parse


def rule(kind: FieldType, **given) -> FieldRule:
    return FieldRule(name="f", type=kind, basis=Basis.OURS, title=Words(vi="Mục", en="Field"), **given)


GRADE = rule(FieldType.CHOICE, choices=(Choice(value="good", title=Words(vi="Tốt", en="Good")),))
TABLE = rule(FieldType.ROWS, columns=(rule(FieldType.DATE), rule(FieldType.TEXT).model_copy(update={"name": "g"})))


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldType.DATE, "25/11/2026", "2026-11-25"),
        (FieldType.DATE, " 5/1/2026 ", "2026-01-05"),
        (FieldType.DATE, "05-01-2026", "2026-01-05"),
        (FieldType.DATE, "05.01.2026", "2026-01-05"),
        (FieldType.DATE, "2026-11-25", "2026-11-25"),
        (FieldType.DATETIME, "25/11/2026 8:30", "2026-11-25T08:30"),
        (FieldType.DATETIME, "25/11/2026 8h", "2026-11-25T08:00"),
        (FieldType.DATETIME, "25/11/2026 14 giờ", "2026-11-25T14:00"),
        (FieldType.DATETIME, "2026-11-25T14:05", "2026-11-25T14:05"),
        (FieldType.DATETIME, "25/11/2026", "2026-11-25"),
        (FieldType.NUMBER, "1.234", 1234),
        (FieldType.NUMBER, "1.234,5", 1234.5),
        (FieldType.NUMBER, "12,5", 12.5),
        (FieldType.NUMBER, "12.5", 12.5),
        (FieldType.NUMBER, "-0,5", -0.5),
        (FieldType.NUMBER, "1 234 567", 1234567),
        (FieldType.MONEY, "150.000.000", 150_000_000),
        (FieldType.MONEY, "150.000.000 đồng", 150_000_000),
        (FieldType.MONEY, "1,5 tỷ", 1_500_000_000),
        (FieldType.MONEY, "1,5 tỉ đồng", 1_500_000_000),
        (FieldType.MONEY, "20 triệu", 20_000_000),
        (FieldType.MONEY, "500 nghìn đ", 500_000),
        (FieldType.TEXT, "  hai   khoảng ", "hai khoảng"),
        (FieldType.TEXT, "Đường lô\u0301i", "Đường lối"),
        (FieldType.DOCUMENT_NUMBER, "42/2022/NĐ-CP", "42/2022/NĐ-CP"),
        (FieldType.LINK, "example.gov.vn/a", "https://example.gov.vn/a"),
        (FieldType.GEOMETRY, "22.66, 106.25", {"type": "Point", "coordinates": [106.25, 22.66]}),
        (FieldType.DATE, "", None),
        (FieldType.TEXT, None, None),
    ],
)
def test_what_is_typed_becomes_a_plain_value(kind: FieldType, typed: str, kept: object) -> None:
    assert parse(rule(kind), typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (FieldType.DATE, "32/13/2026"),
        (FieldType.DATE, "29/02/2026"),
        (FieldType.DATE, "hôm qua"),
        (FieldType.DATE, "25/11/26"),
        (FieldType.DATETIME, "25/11/2026 25:00"),
        (FieldType.NUMBER, "mười"),
        (FieldType.NUMBER, "1.23.4"),
        (FieldType.NUMBER, "1,2,3"),
        (FieldType.MONEY, "nhiều"),
        (FieldType.MONEY, "5 rúp"),
        (FieldType.DOCUMENT_NUMBER, "không số"),
        (FieldType.LINK, "javascript://alert(1)"),
        (FieldType.LINK, "không phải"),
        (FieldType.GEOMETRY, "{}"),
        (FieldType.GEOMETRY, "đâu đó"),
        (FieldType.TEXT, "x" * 501),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_way_to_write_it(kind: FieldType, typed: str) -> None:
    with translation.override("vi"), pytest.raises(ValidationError) as refusal:
        parse(rule(kind), typed)
    assert len(refusal.value.messages[0]) > 20


def test_a_choice_outside_the_list_is_refused() -> None:
    assert parse(GRADE, "good") == "good"
    with pytest.raises(ValidationError):
        parse(GRADE, "bad")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("01/01/2026", "31/03/2026"), {"from": "2026-01-01", "until": "2026-03-31"}),
        (("2021", "2030"), {"from": "2021-01-01", "until": "2030-12-31"}),
        (("02/2026", "02/2026"), {"from": "2026-02-01", "until": "2026-02-28"}),
        (("01/01/2026", ""), {"from": "2026-01-01"}),
        (("", ""), None),
    ],
)
def test_a_period_takes_days_months_and_years(typed: tuple[str, str], kept: object) -> None:
    assert parse(rule(FieldType.PERIOD), typed) == kept


@pytest.mark.parametrize("typed", [("", "31/03/2026"), ("31/03/2026", "01/01/2026"), ("13/2026", "")])
def test_a_period_that_cannot_be_is_refused(typed: tuple[str, str]) -> None:
    with pytest.raises(ValidationError):
        parse(rule(FieldType.PERIOD), typed)


def test_every_faulty_cell_of_a_table_is_named() -> None:
    assert parse(TABLE, [{"f": "25/11/2026", "g": "họp"}, {}]) == [{"f": "2026-11-25", "g": "họp"}]
    with translation.override("vi"), pytest.raises(ValidationError) as refusal:
        parse(TABLE, [{"f": "sai"}, {"f": "cũng sai"}])
    assert [message[:6] for message in refusal.value.messages] == ["Hàng 1", "Hàng 2"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_a_date_survives_the_form(day: date) -> None:
    one = rule(FieldType.DATE)
    assert parse(one, as_typed(one, day.isoformat())) == day.isoformat()


@given(st.integers(-(10**12), 10**15) | st.decimals(-10000, 10**9, places=2).map(float))
def test_a_number_survives_the_form(number) -> None:
    one = rule(FieldType.NUMBER)
    assert parse(one, as_typed(one, number)) == number


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldType.DATE, "25/11/2026"),
        (FieldType.DATE, 20261125),
        (FieldType.NUMBER, "12"),
        (FieldType.NUMBER, True),
        (FieldType.PERIOD, {"from": "2026-02-01", "until": "2026-01-01"}),
        (FieldType.TEXT, {"x": 1}),
        (FieldType.ROWS, "không phải hàng"),
        (FieldType.FILE, [1]),
    ],
)
def test_a_value_that_the_form_could_not_have_made_is_refused(kind: FieldType, value: object) -> None:
    one = TABLE if kind is FieldType.ROWS else rule(kind)
    with pytest.raises(ValidationError):
        check(one, value)
