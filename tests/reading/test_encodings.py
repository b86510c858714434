"""UTF-8 whole and broken, windows-1258, the encodings of TCVN3 and VNI fonts; and good text left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from viparse.normalize.encodings import get_charmap

from congkhai.reading.encodings import decode, mend

TEXT = (
    "Thường trực Hội đồng nhân dân tỉnh ban hành Quyết định về việc khen thưởng các tập thể, cá nhân có thành tích xuất sắc. "
    "Lịch làm việc của lãnh đạo cơ quan từ ngày 23 đến ngày 29 tháng 11; kế hoạch sử dụng đất; báo cáo, thông báo, hội nghị."
)


def in_windows_1258(text: str) -> bytes:
    """As Windows wrote it: most tones as marks of their own after the letter."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            *base, tone = unicodedata.normalize("NFD", letter)
            tone, base = next(
                (m, [c for c in (*base, tone) if c != m]) for m in (*base, tone) if m in "\u0300\u0301\u0303\u0309\u0323"
            )
            out += (unicodedata.normalize("NFC", "".join(base)) + tone).encode("cp1258")
    return bytes(out)


def typed_in(text: str, table: str) -> str:
    """As it was typed for a legacy font, seen as Latin letters."""
    charmap = get_charmap(table)
    assert charmap is not None
    back: dict[str, str] = {}
    for legacy, letter in charmap.pairs:
        back.setdefault(letter, legacy)
    return "".join(back.get(c, c) for c in text)


def test_utf_8_is_read_as_it_is() -> None:
    decoded = decode(TEXT.encode())
    assert (decoded.text, decoded.encoding) == (TEXT, "utf-8")


def test_decomposed_text_is_composed() -> None:
    assert decode(unicodedata.normalize("NFD", TEXT).encode()).text == TEXT


def test_a_few_broken_bytes_do_not_make_utf_8_another_encoding() -> None:
    raw = TEXT.encode()
    decoded = decode(raw[:120] + b"\xe1\xba" + raw[120:], "text/html; charset=windows-1252")
    assert decoded.encoding == "utf-8"
    assert "khen thưởng các tập thể" in decoded.text


@pytest.mark.parametrize("content_type", ["text/html; charset=windows-1258", "text/html; charset=utf-8", "text/html", ""])
def test_windows_1258_is_read_whatever_the_server_says(content_type: str) -> None:
    decoded = decode(in_windows_1258(TEXT), content_type)
    assert (decoded.text, decoded.encoding) == (TEXT, "windows-1258")


def test_the_meta_tag_names_the_encoding_where_the_server_does_not() -> None:
    html = f'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1258"><p>{TEXT}</p>'
    assert decode(in_windows_1258(html)).encoding == "windows-1258"


@pytest.mark.parametrize("table", ["tcvn3", "vni"])
@pytest.mark.parametrize("content_type", ["text/html; charset=iso-8859-1", "text/html"])
def test_text_typed_for_a_legacy_font_is_read(table: str, content_type: str) -> None:
    decoded = decode(typed_in(TEXT, table).encode("cp1252"), content_type)
    assert (decoded.text, decoded.encoding) == (TEXT, table)


@pytest.mark.parametrize("table", ["tcvn3", "vni"])
def test_legacy_letters_saved_as_utf_8_are_read(table: str) -> None:
    decoded = decode(typed_in(TEXT, table).encode())
    assert (decoded.text, decoded.encoding) == (TEXT, table)


def test_legacy_letters_written_as_entities_are_read() -> None:
    entities = "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in typed_in(TEXT, "tcvn3"))
    assert decode(entities.encode()).text == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo",
        "Lào Cai, Hà Nam, Phú Yên: báo cáo tài chính, giáo án, bài toán, cá, tôm, nón, áo, trà, cà phê",
        "La economía española creció más rápido según el informe; además habló también con más niños mañana",
        "Die Straße führt über die größte Brücke für Fußgänger übermäßig schön grün Öl Tür Bär früh spät",
        "VNPT® © 2026 · 1½ m² «Trang chủ»",
    ],
)
def test_good_unicode_text_is_never_changed(text: str) -> None:
    assert decode(text.encode()).text == text
    assert mend(text) == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=300))
def test_vietnamese_beside_any_text_stays_as_it_is(other: str) -> None:
    mixed = unicodedata.normalize("NFC", f"{TEXT} {other}").lstrip("\ufeff")
    assert decode(mixed.encode()).text == mixed


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_stumble(raw: bytes) -> None:
    decode(raw, "text/html; charset=x-unknown")


def test_a_byte_order_mark_is_no_letter() -> None:
    assert decode(b"\xef\xbb\xbf" + TEXT.encode()).text == TEXT
    assert decode(TEXT.encode("utf-16")).text == TEXT
