"""The order of a Vietnamese dictionary."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.text import sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
        "ma mà mả mã má mạ",
        "An Ăn Ân Bắc Cao Da Đà Em Êm",
        "tang tăng tâng",
        "da dà đa đà",
        "oan oăn ôn ơn",
        "1 2 a",
    ],
)
def test_letters_and_tones_stand_in_dictionary_order(ordered: str):
    assert all(sort_key(one) < sort_key(next_one) for one, next_one in pairwise(ordered.split()))


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "a dua", "à", "á khẩu"],
        ["an", "an bình", "án", "ang"],
        ["Bắc Giang", "Bắc Ninh", "Bến Tre", "Bình Dương"],
        ["Thanh Hóa", "Thành phố Hà Nội", "Thừa Thiên Huế"],
        ["Quảng Nam", "Quảng Ngãi", "Quảng Ninh"],
    ],
)
def test_names_are_sorted_syllable_by_syllable(ordered: list[str]):
    assert all(sort_key(one) < sort_key(next_one) for one, next_one in pairwise(ordered))


@pytest.mark.parametrize(
    ("one", "other"), [("Đà Nẵng", "ĐÀ NẴNG"), ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu"), ("(a)", "a"), ("Ðà", "Đà")]
)
def test_case_punctuation_and_lookalike_letters_do_not_part_words(one: str, other: str):
    assert sort_key(one) == sort_key(other)


def test_decomposed_text_has_the_same_key():
    assert sort_key(unicodedata.normalize("NFD", "Đường lối ở Huế")) == sort_key("Đường lối ở Huế")


@given(st.text())
def test_a_key_is_digits_and_small_letters_for_any_text(text: str):
    assert all(c in "0123456789abcdefghijklmnopqrstuvwxyz" for c in sort_key(text))
