"""Folding, finding and tone placement of Vietnamese."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from congkhai.text import find_folded, fold, label_key, nfc, tone_placed

# The letters of quốc ngữ that ASCII lacks, by the ASCII letter they fold to: 67, and as many capitals.
LETTERS = {
    "a": "àảãáạăằẳẵắặâầẩẫấậ",
    "d": "đ",
    "e": "èẻẽéẹêềểễếệ",
    "i": "ìỉĩíị",
    "o": "òỏõóọôồổỗốộơờởỡớợ",
    "u": "ùủũúụưừửữứự",
    "y": "ỳỷỹýỵ",
}
PAIRS = [(letter, plain) for plain, small in LETTERS.items() for letter in small + small.upper()]

PHRASES = st.text(st.sampled_from("tôi được đi học ở Đà Nẵng, quý III -/().\u0301\u0323"))


def test_there_are_134_letters_that_ascii_lacks():
    assert len(set(PAIRS)) == 134


@pytest.mark.parametrize(("letter", "plain"), PAIRS)
def test_every_letter_folds_to_its_plain_one(letter: str, plain: str):
    assert fold(letter) == plain


@pytest.mark.parametrize(("letter", "plain"), PAIRS)
def test_a_decomposed_letter_folds_as_the_composed_one(letter: str, plain: str):
    assert fold(unicodedata.normalize("NFD", letter)) == plain


@pytest.mark.parametrize(("letter", "plain"), PAIRS)
def test_nfc_composes_every_letter_into_one(letter: str, plain: str):
    assert nfc(unicodedata.normalize("NFD", letter)) == letter


@pytest.mark.parametrize("eth", "ÐðƉɖ")
def test_the_letters_that_look_like_đ_fold_as_đ(eth: str):
    assert fold(f"{eth}ường") == "duong"


def test_folding_keeps_punctuation_spaces_and_digits():
    assert fold("Số 42/2022/NĐ-CP,  Điều 3") == "so 42/2022/nd-cp,  dieu 3"


def test_folding_leaves_other_scripts_whole():
    assert fold("한국 日本 Москва") == "한국 日本 москва"


@given(st.text())
@example("İ")
@example("ǰ")
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(PHRASES)
def test_folding_does_not_see_how_letters_are_composed(text: str):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_a_label_key_holds_words_only():
    assert label_key("  Văn bản - Chỉ đạo,  điều hành: ") == "van ban chi dao dieu hanh"


def test_a_label_key_is_empty_where_there_are_no_words():
    assert label_key(" – … ") == ""


@pytest.mark.parametrize(
    ("needle", "text", "found"),
    [
        ("toi duoc di hoc", "Hôm nay tôi được đi học.", ["tôi được đi học"]),
        ("Tôi Được Đi Học", "TÔI ĐƯỢC ĐI HỌC", ["TÔI ĐƯỢC ĐI HỌC"]),
        ("đường lối", "duong loi, Đường  lối", ["duong loi", "Đường  lối"]),
        ("dat dai", "đất\nđai", ["đất\nđai"]),
        ("dat", "đất, dating, đạt", ["đất", "đạt"]),
        ("hoa", "hoả hoà khoa", ["hoả", "hoà"]),
        ("90%", "chỉ 90%, không phải 190%", ["90%"]),
        ("a.c", "abc a.c", ["a.c"]),
    ],
)
def test_a_phrase_is_found_whatever_its_marks(needle: str, text: str, found: list[str]):
    assert [text[start:end] for start, end in find_folded(needle, text)] == found


def test_a_phrase_is_found_in_decomposed_text_at_the_places_of_the_composed():
    text = unicodedata.normalize("NFD", "Lịch làm việc của lãnh đạo")
    assert [nfc(text)[start:end] for start, end in find_folded("lam viec", text)] == ["làm việc"]


def test_a_mark_that_composes_with_nothing_stays_with_its_letter():
    text = "q\u0323 x"
    assert find_folded("q", text) == [(0, 2)]


@pytest.mark.parametrize("needle", ["", "  ", "\u0301"])
def test_nothing_is_found_when_nothing_is_sought(needle: str):
    assert find_folded(needle, "bất kỳ") == []


@given(PHRASES, PHRASES)
def test_what_is_found_lies_inside_and_folds_to_what_was_sought(needle: str, text: str):
    end_before = 0
    for start, end in find_folded(needle, text):
        assert end_before <= start < end <= len(nfc(text))
        assert fold(nfc(text)[start:end]).split() == fold(needle).split()
        end_before = end


@given(st.text(), st.text())
def test_finding_takes_any_text(needle: str, text: str):
    assert all(0 <= start < end <= len(nfc(text)) for start, end in find_folded(needle, text))


@given(st.lists(st.sampled_from(["tôi", "được", "đi", "học", "ở", "Đà", "Nẵng", "quý"]), min_size=1))
def test_a_text_is_found_in_itself(words: list[str]):
    text = " ".join(words)
    assert find_folded(text, text) == [(0, len(text))]


@pytest.mark.parametrize(
    ("written", "placed"),
    [
        ("hoà", "hòa"),
        ("hòa", "hòa"),
        ("HOÀ", "HÒA"),
        ("Hoạ sĩ", "Họa sĩ"),
        ("khoẻ", "khỏe"),
        ("loè xoè", "lòe xòe"),
        ("thuỷ", "thủy"),
        ("uỷ ban", "ủy ban"),
        ("Luỹ kế", "Lũy kế"),
        ("tuý", "túy"),
        ("tuỵ", "tụy"),
    ],
)
def test_the_tone_goes_on_the_first_vowel_of_an_open_pair(written: str, placed: str):
    assert tone_placed(written) == placed


@pytest.mark.parametrize(
    "written", ["hoàn toàn", "khuyến khích", "quý", "quỳnh", "quà", "ngoài", "khuỷu", "của", "giữa", "loét", "hoa"]
)
def test_every_other_tone_stays_where_it_is(written: str):
    assert tone_placed(written) == written


def test_tone_placement_takes_decomposed_text():
    assert tone_placed(unicodedata.normalize("NFD", "thuỷ lợi, hoà giải")) == "thủy lợi, hòa giải"


@given(st.text(st.sampled_from("hoòóaàáeèéuùúyỳýqtn ")))
def test_placing_tones_twice_is_placing_them_once(text: str):
    assert tone_placed(tone_placed(text)) == tone_placed(text)


@given(st.text(st.sampled_from("hoòóaàáeèéuùúyỳýqtn ")))
def test_placing_tones_changes_no_letter(text: str):
    assert fold(tone_placed(text)) == fold(text)
