"""Highlights stand on the right letters, whole and escaped."""

import unicodedata

import pytest

from congkhai.search.mark import AROUND, mark, snippet
from congkhai.search.words import parse


@pytest.mark.parametrize(
    ("written", "query", "expected"),
    [
        ("Đường lối đổi mới", "duong loi", "<mark>Đường lối</mark> đổi mới"),
        (unicodedata.normalize("NFD", "Đường lối đổi mới"), "đường lối", "<mark>Đường lối</mark> đổi mới"),
        ("Công khai", "Công", "<mark>Công</mark> khai"),
        ("Hoà Bình", "hòa bình", "<mark>Hoà Bình</mark>"),
        ("đất, dật", '"đất"', "<mark>đất</mark>, dật"),
        ("Số 118/QĐ-XPHC", "118/QD-XPHC", "Số <mark>118/QĐ-XPHC</mark>"),
        ("Nà Pia – Khuổi Lạn", "na pia khuoi lan", "<mark>Nà Pia – Khuổi Lạn</mark>"),
        ("5 < 6 & <b>đất</b>", "dat", "5 &lt; 6 &amp; &lt;b&gt;<mark>đất</mark>&lt;/b&gt;"),
        ("<mark>đất</mark>", "mark", "&lt;<mark>mark</mark>&gt;đất&lt;/<mark>mark</mark>&gt;"),
        ("không có", "dat", "không có"),
        ("sử dụng đất", "dat dai", "sử dụng đất"),
        ("rộng 12,5 m²", "12,5 m2", "rộng <mark>12,5 m²</mark>"),
        ("đất đất đất", "dat dat", "<mark>đất đất đất</mark>"),
    ],
)
def test_the_words_asked_for_are_marked(written, query, expected):
    assert mark(written, parse(query).terms) == expected


def test_a_snippet_shows_the_first_place_and_says_what_was_left_out():
    shown = snippet(f"{'trước đó ' * 100}đường lối{' sau này' * 100}", parse("duong loi").terms)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "<mark>đường lối</mark>" in shown
    assert len(shown) < 2 * AROUND + 60


def test_a_snippet_without_a_place_shows_the_beginning():
    assert snippet("chữ " * 200, parse("dat").terms).startswith("chữ chữ")


def test_a_snippet_of_nothing_is_nothing():
    assert snippet("", parse("dat").terms) == ""


def test_a_snippet_of_one_endless_word_is_cut_not_broken():
    assert snippet(f"đất {'ẫ' * 5000}", parse("dat").terms) == "<mark>đất</mark> …"
