"""The search page over the portal's own records."""

import unicodedata

import pytest

from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.public import addresses


def found(client, language="vi", **query):
    response = client.get(addresses.of("search", "mau-son", language=language), query)
    assert response.status_code == 200
    return response.content.decode()


def test_words_without_marks_find_and_mark_those_with(client, desk):
    desk.live("leader-directives", title="Đường lối phát triển")
    page = found(client, q="duong loi")
    assert "<mark>Đường lối</mark> phát triển" in page
    assert "1 kết quả" in page


@pytest.mark.parametrize("asked", ["2613/BTTTT-ƯDCNTT", "2613 /BT-TT-UDCNTT", "so 2613/bttttudcntt"])
def test_a_document_number_is_found_in_any_spelling(client, desk, asked):
    desk.live("leader-directives", title="Tăng cường cung cấp thông tin", fields={"number": "2613/BTTTT-ƯDCNTT"})
    desk.live("leader-directives", title="Văn bản khác")
    page = found(client, q=asked)
    assert "Tăng cường cung cấp thông tin" in page
    assert "Văn bản khác" not in page


def test_a_decomposed_title_is_found_by_a_composed_query(client, desk):
    desk.live("leader-directives", title=unicodedata.normalize("NFD", "Quyết định phê duyệt"))
    assert "<mark>Quyết định</mark> phê duyệt" in found(client, q=unicodedata.normalize("NFC", "quyết định"))
    assert "<mark>Quyết định</mark> phê duyệt" in found(client, q=unicodedata.normalize("NFD", "quyết định"))


def test_a_section_narrows(client, desk):
    desk.live("leader-directives", title="Đất đai chỉ đạo")
    desk.live("petition-replies", title="Đất đai kiến nghị")
    page = found(client, q="dat dai", muc="petition-replies")
    assert "kiến nghị</a>" in page
    assert "chỉ đạo</a>" not in page
    assert "2 kết quả" in found(client, q="dat dai", muc="khong-co")


def test_nothing_found_says_what_to_try(client, desk):
    page = found(client, q="zzz không có")
    assert "Không tìm thấy gì với “zzz không có”." in page
    assert "Xin thử ít từ hơn" in page


def test_words_that_stand_apart_are_found_and_called_so(client, desk):
    desk.live("leader-directives", title="Quy hoạch chi tiết khu dân cư Nà Pia")
    assert "Không nơi nào có đúng cụm từ này." in found(client, q="quy hoach na pia")


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": ""},
        {"q": "   "},
        {"q": "\0"},
        {"q": '"'},
        {"q": "a" * 9999},
        {"q": "đất", "trang": "x"},
        {"q": "đất", "trang": "9" * 5000},
        {"q": "*"},
    ],
)
def test_whatever_is_asked_gives_a_page(client, desk, query):
    desk.live("leader-directives", title="Đất đai")
    assert "Tìm trên cổng" in found(client, **query)


def test_what_was_typed_is_kept_and_cannot_act(client, desk):
    page = found(client, q='"><script>alert(1)</script>')
    assert "<script>alert" not in page
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page


def test_a_withdrawn_record_is_not_found(client, desk):
    record = desk.live("leader-directives", title="Đường lối phát triển")
    withdraw(record, by=desk.chief, reason="Nhầm.")
    assert "Không tìm thấy gì" in found(client, q="duong loi")


def test_the_english_page_finds_vietnamese_records_and_marks_their_language(client, desk):
    desk.live("leader-directives", title="Đường lối phát triển")
    page = found(client, language="en", q="duong loi")
    assert '<li class="hit" lang="vi">' in page
    assert "1 record" in page
