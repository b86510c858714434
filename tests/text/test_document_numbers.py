"""Numbers of official documents, as agencies write them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.text import document_number


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("2613 /BT-TT-UDCNTT", "2613/BTTTUDCNTT"),
        ("2613/BTTTT-ƯDCNTT", "2613/BTTTTUDCNTT"),
        ("42/2022/NĐ-CP", "42/2022/NDCP"),
        ("971/QĐ-UBND", "971/QDUBND"),
        ("62/2011/QĐ-UBND", "62/2011/QDUBND"),
        ("1153/UBND-VP", "1153/UBNDVP"),
        ("361 /UBND-KT", "361/UBNDKT"),
        ("11/CT-CTUBND", "11/CTCTUBND"),
        ("72/KH- HĐND", "72/KHHDND"),
        ("02/KH-TTHĐND", "2/KHTTHDND"),
        ("56/2010/QH12", "56/2010/QH12"),
        ("31/VBHN-VPQH", "31/VBHNVPQH"),
        ("02/2011/TTLT-VPCP-BNV", "2/2011/TTLTVPCPBNV"),
        ("80-NQ/TW", "80/NQTW"),
        ("30a/2008/NQ-CP", "30A/2008/NQCP"),
        ("12/SY", "12/SY"),
        ("1998/QĐ-UBND", "1998/QDUBND"),
        ("1998/2012/QĐ-UBND", "1998/2012/QDUBND"),
    ],
)
def test_a_number_has_a_normal_form(written: str, normal: str):
    assert document_number(written) == normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("42/2022/NĐ-CP", "42/2022/ND-CP"),
        ("42/2022/NĐ-CP", "42 / 2022 / nđ - cp"),
        ("31/VBHN-VPQH", "31.VBHN.VPQH"),
        ("02/KH-BQL", "2/KH-BQL"),
        ("971/QĐ-UBND", "971/QÐ–UBND"),
        ("2613/BTTTT-ƯDCNTT", "Số: 2613 /BTTTT-ƯDCNTT;"),
        ("12/SY", "số 12/SY ngày 09/10/2012"),
        ("42/2022/NĐ-CP", unicodedata.normalize("NFD", "42/2022/NĐ-CP")),
    ],
)
def test_ways_of_writing_do_not_tell_numbers_apart(one: str, other: str):
    assert document_number(one) == document_number(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("42/2022/NĐ-CP", "42/2021/NĐ-CP"),
        ("42/2022/NĐ-CP", "42/NĐ-CP"),
        ("971/QĐ-UBND", "97/QĐ-UBND"),
        ("15/QĐ-UBND", "15a/QĐ-UBND"),
    ],
)
def test_different_numbers_stay_apart(one: str, other: str):
    assert document_number(one) != document_number(other)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "123",
        "27/9/2012",
        "12-2012",
        "09/10/2012",
        "1/2",
        "1,5 triệu",
        "1.5tr",
        "QĐ-UBND",
        "/QĐ-UBND",
        "Số:.../QĐ-UBND",
        "15/03/2012 QĐ",
    ],
)
def test_dates_amounts_and_blanks_are_not_numbers_of_documents(written: str):
    assert document_number(written) is None


def test_digits_without_end_are_not_a_number():
    assert document_number("9" * 5000 + "/QĐ-UBND") is None


@given(st.text())
def test_any_text_has_a_normal_form_or_none(text: str):
    found = document_number(text)
    assert found is None or found.isascii()


@given(st.from_regex(r"[1-9][0-9]{0,4}(/20[0-2][0-9])?/[A-Z]{2}-[A-Z]{2,5}", fullmatch=True))
def test_a_normal_form_is_its_own_normal_form(written: str):
    normal = document_number(written)
    assert normal is not None
    assert document_number(normal) == normal
