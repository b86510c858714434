"""Addresses and file names out of Vietnamese titles."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.text import file_name, slug


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Đường lối", "duong-loi"),
        ("ĐƯỜNG LỐI", "duong-loi"),
        ("Kế hoạch sử dụng đất năm 2012 (đợt 2)", "ke-hoach-su-dung-dat-nam-2012-dot-2"),
        ("  90% đạt #1 ", "90-dat-1"),
        ("Công văn 2613/BTTTT-ƯDCNTT", "cong-van-2613-btttt-udcntt"),
        (unicodedata.normalize("NFD", "Lịch làm việc của lãnh đạo"), "lich-lam-viec-cua-lanh-dao"),
        ("…", ""),
        ("", ""),
    ],
)
def test_a_title_becomes_an_address(title: str, address: str):
    assert slug(title) == address


def test_a_long_title_is_cut_at_a_word():
    assert slug("một hai ba bốn năm", max_length=12) == "mot-hai-ba"


def test_a_word_longer_than_allowed_is_cut_inside():
    assert slug("khôngcókhoảngtrắng", max_length=5) == "khong"


def test_a_title_of_300_letters_is_cut():
    assert len(slug("đường lối " * 30)) <= 80


@given(st.text(), st.integers(min_value=1, max_value=100))
def test_an_address_is_short_ascii_words_joined_by_hyphens(title: str, length: int):
    address = slug(title, length)
    assert len(address) <= length
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", address)


@given(st.text())
def test_the_address_of_an_address_is_itself(title: str):
    assert slug(slug(title)) == slug(title)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("90% đạt #1.pdf", "90% đạt #1.pdf"),
        (unicodedata.normalize("NFD", "Quyết định.docx"), "Quyết định.docx"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Users\\a\\bảng.xlsx", "C Users a bảng.xlsx"),
        ("báo\r\ncáo.pdf", "báo cáo.pdf"),
        ("ảnh\u202egpj.exe", "ảnh gpj.exe"),
        (".htaccess", "htaccess"),
        ("", "tệp"),
        ("...", "tệp"),
        ("\xa0", "tệp"),
    ],
)
def test_a_file_name_keeps_its_letters_and_loses_what_is_unsafe(given_name: str, kept: str):
    assert file_name(given_name) == kept


def test_a_long_file_name_keeps_its_extension():
    kept = file_name("đ" * 300 + ".pdf")
    assert kept.endswith("đ.pdf")
    assert len(kept.encode()) <= 180


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_becomes_one_that_can_be_stored(name: str):
    kept = file_name(name)
    assert 0 < len(kept.encode()) <= 180
    assert not re.search(r'[\x00-\x1f/\\:*?"<>|]', kept)
    assert kept not in (".", "..")
