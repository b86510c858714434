"""Document numbers, amounts, and the values of fields by their types."""

from __future__ import annotations

from typing import Any

import pytest

from congkhai.catalogue.obligation import Obligation, PartRule
from congkhai.reading.fields import money, number, rule_for, typed
from congkhai.reading.numbers import find_numbers, normal
from congkhai.reading.page import Link
from congkhai.records import FieldState


@pytest.mark.parametrize(
    "written",
    [
        "971/QĐ-UBND",
        "62/2011/QĐ-UBND",
        "1153/UBND-VP",
        "361 /UBND-KT",
        "11/CT-CTUBND",
        "395/KH-QLTTLS",
        "72/KH- HĐND",
        "574/QĐ-XPHC",
        "56/2010/QH12",
        "31/VBHN-VPQH",
        "31.VBHN.VPQH",
        "02/2011/TTLT-VPCP-BNV",
        "2613 /BT-TT-UDCNTT",
        "219/QĐ-TTg",
        "12/SY",
    ],
)
def test_a_document_number_is_found_in_a_sentence(written: str) -> None:
    assert find_numbers(f"Văn bản số {written} ngày 02/3/2024 về việc thi đua") == [written]


@pytest.mark.parametrize(
    "text", ["tỷ lệ 1/2000", "ngày 30/4", "TTHC (08 TTHC)", "1.234 UBND xã", "Km18 - Km80", "24/7", "1/2 số xã"]
)
def test_a_scale_a_day_or_a_fraction_is_no_document_number(text: str) -> None:
    assert find_numbers(text) == []


def test_the_icelandic_letter_typed_for_d_with_stroke_is_put_right() -> None:
    assert normal("123/QÐ-UBND") == "123/QDUBND"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("150.000.000 đồng", 150_000_000),
        ("1,5 tỷ đồng", 1_500_000_000),
        ("30 triệu đồng", 30_000_000),
        ("2.000 USD", None),
        ("Không", None),
    ],
)
def test_an_amount_is_read_in_dong(text: str, amount: int | None) -> None:
    assert money(text) == amount


@pytest.mark.parametrize(("text", "value"), [("1.234,5 ha", 1234.5), ("320", 320), ("12 - 15 ha", None), ("2,5", 2.5)])
def test_a_number_has_dots_between_thousands_and_a_decimal_comma(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.fixture
def sanctions(law: tuple[Obligation, ...]) -> PartRule:
    return next(o for o in law if o.id == "rewards-and-sanctions").versions[-1].parts["sanctions"]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Số quyết định", "decision_number"),
        ("SỐ QUYẾT ĐỊNH:", "decision_number"),
        ("Mức phạt (đồng)", "amount"),
        ("3. Hành vi vi phạm", "violation"),
        ("Hành vi vi phạm của tổ chức", "violation"),
        ("Lượt xem", None),
    ],
)
def test_a_pages_label_names_a_field_whatever_its_case_numbering_or_tail(sanctions: PartRule, label: str, name: str | None) -> None:
    rule = rule_for(label, sanctions)
    assert (rule.name if rule else None) == name


def value_of(part: PartRule, name: str, text: str, *links: Link) -> Any:
    rule = next(r for r in part.fields if r.name == name)
    seen = typed(rule, text, links)
    return None if seen is None else seen.value if seen.state is FieldState.PRESENT else seen.state


@pytest.mark.parametrize("text", ["", "-", "...", "Đang cập nhật", "Chưa có", "N/A"])
def test_what_stands_for_nothing_is_no_value(sanctions: PartRule, text: str) -> None:
    assert value_of(sanctions, "remedy", text) is None


def test_what_is_kept_back_is_withheld(sanctions: PartRule) -> None:
    assert value_of(sanctions, "remedy", "Không công khai theo quy định") is FieldState.WITHHELD


def test_a_value_that_does_not_fit_its_type_stays_as_the_page_writes_it(sanctions: PartRule) -> None:
    assert value_of(sanctions, "issued_on", "trong tháng 3") == "trong tháng 3"


def test_a_choice_is_told_by_its_title(sanctions: PartRule) -> None:
    assert value_of(sanctions, "party_kind", "Doanh nghiệp tư nhân") == "enterprise"


def test_a_file_is_the_addresses_it_is_at(sanctions: PartRule) -> None:
    link = Link("Tải về", "https://khuoilan.gov.vn/tep/118.pdf")
    assert value_of(sanctions, "file", "Tải về", link) == ["https://khuoilan.gov.vn/tep/118.pdf"]


def test_a_file_without_a_link_is_none(sanctions: PartRule) -> None:
    assert value_of(sanctions, "file", "Tải về") is None
