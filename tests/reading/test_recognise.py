"""Labels: whole words, folded; look-alikes win, weak labels prove nothing alone, and the nearest sign decides."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Obligation
from congkhai.reading.recognise import Strength, reads_as_news, recognise

ON = date(2026, 11, 25)
LAW = Path(__file__).parents[2] / "law"


@pytest.fixture
def seen(law: tuple[Obligation, ...]):  # type: ignore[no-untyped-def]
    def seen(
        label: str = "", title: str = "", trail: tuple[str, ...] = (), slug: str = ""
    ) -> dict[str, tuple[str | None, Strength]]:
        return {m.obligation: (m.part, m.strength) for m in recognise(label, title, trail, slug, law, ON)}

    return seen


@pytest.fixture(scope="session")
def letter() -> frozenset[str]:
    """The items of letter 2613."""
    return frozenset(load(LAW).rulesets["letter-2613"].obligations)


@pytest.mark.parametrize(
    "label",
    [
        "Khen thưởng, xử phạt",
        "KHEN THƯỞNG - XỬ PHẠT",
        "khen thuong, xu phat",
        "1. Thông tin khen thưởng, xử phạt",
        "Khen thưởng, xử phạt của UBND tỉnh Khuổi Lạn",
        "Khen thưởng, xử phạt năm 2026",
        unicodedata.normalize("NFD", "Khen thưởng, xử phạt"),
    ],
)
def test_a_label_is_known_in_any_case_accent_or_form_and_whosever_it_is(seen, label: str) -> None:  # type: ignore[no-untyped-def]
    assert seen(label) == {"rewards-and-sanctions": (None, Strength.NAMED)}


@pytest.mark.parametrize(
    ("label", "obligation", "part"),
    [
        ("Xử phạt vi phạm hành chính", "rewards-and-sanctions", "sanctions"),
        ("Quy hoạch, kế hoạch sử dụng đất", "land-use-plans", None),
        ("Kế hoạch sử dụng đất năm 2026", "land-use-plans", "plan"),
        ("Quy hoạch xây dựng", "construction-and-urban-plans", "construction"),
        ("Lịch làm việc tuần 48 (từ ngày 23/11/2026 đến ngày 29/11/2026)", "leaders-schedule", "schedule"),
    ],
)
def test_the_longer_label_wins_over_one_inside_it(seen, label: str, obligation: str, part: str | None) -> None:  # type: ignore[no-untyped-def]
    assert seen(label) == {obligation: (part, Strength.NAMED)}


def test_one_label_may_serve_several_obligations(seen) -> None:  # type: ignore[no-untyped-def]
    assert set(seen("Chiến lược, quy hoạch, kế hoạch")) == {"local-strategies-and-plans", "national-strategies-and-plans"}


@pytest.mark.parametrize(
    "label",
    [
        "Lịch tiếp công dân",
        "Lịch xét xử tuần 48",
        "Lịch sử hình thành",
        "Quy hoạch cán bộ",
        "Kế hoạch công tác",
        "Đấu giá quyền sử dụng đất",
        "Sở Tài nguyên và Môi trường",
        "Môi trường đầu tư kinh doanh của doanh nghiệp",
        "Người tốt, việc tốt",
        "Văn bản quy phạm pháp luật",
    ],
)
def test_a_look_alike_is_not_the_thing(seen, letter: frozenset[str], label: str) -> None:  # type: ignore[no-untyped-def]
    found = seen(label)
    named = {obligation for obligation, (_, strength) in found.items() if strength is not Strength.HINT}
    assert named & letter <= {"investment-calls"}  # what looks like an item of the letter may be what another law asks for


@pytest.mark.parametrize("text", ["Đầu tưởng", "Khen thưởngs", "SecureAuth35", "hỏi đápe"])
def test_a_label_inside_another_word_is_no_match(seen, text: str) -> None:  # type: ignore[no-untyped-def]
    assert seen(text, slug=f"https://khuoilan.gov.vn/{text}") == {}


def test_a_weak_label_proves_nothing_alone(seen) -> None:  # type: ignore[no-untyped-def]
    assert seen("Khoa học và Công nghệ") == {}


def test_a_weak_label_counts_beside_a_second_sign(seen) -> None:  # type: ignore[no-untyped-def]
    found = seen("Khoa học và Công nghệ", slug="https://khuoilan.gov.vn/danh-muc-de-tai")
    assert found["science-programmes"][1] is Strength.SECTION


def test_the_nearest_sign_decides(seen) -> None:  # type: ignore[no-untyped-def]
    assert set(seen("Lịch làm việc", trail=("Chỉ đạo điều hành",))) == {"leaders-schedule"}
    assert set(seen("Quyết định tặng Bằng khen", trail=("Chỉ đạo điều hành", "Khen thưởng"))) == {"rewards-and-sanctions"}
    assert seen("Thông báo lịch tiếp công dân", trail=("Lịch làm việc",)) == {}


def test_the_section_names_the_record_whatever_the_records_title_mentions(seen) -> None:  # type: ignore[no-untyped-def]
    title = "Công điện về tăng cường quản lý hoạt động khai thác khoáng sản trái phép trên địa bàn"
    assert seen(title, title, ("Chỉ đạo điều hành",)) == {"leader-directives": ("directives", Strength.SECTION)}


@pytest.mark.parametrize(
    "slug",
    [
        "https://khuoilan.gov.vn/lich-lam-viec.aspx",
        "https://khuoilan.gov.vn/Pages/LichLamViec.aspx",
        "https://khuoilan.gov.vn/index.php?cat=lich-lam-viec",
        "https://khuoilan.gov.vn/lich-lam-viec-12/",
    ],
)
def test_an_address_alone_is_a_hint(seen, slug: str) -> None:  # type: ignore[no-untyped-def]
    assert seen(slug=slug) == {"leaders-schedule": ("schedule", Strength.HINT)}


def test_an_address_that_lost_its_letter_d_is_known(seen) -> None:  # type: ignore[no-untyped-def]
    assert set(seen(slug="https://khuoilan.gov.vn/web/guest/chi-ao-ieu-hanh")) == {"leader-directives"}


@pytest.mark.parametrize(
    "title",
    [
        "Hội đồng thi đua, khen thưởng tỉnh họp phiên cuối năm",
        "Chủ tịch UBND tỉnh dự lễ khai giảng năm học mới",
        "Bình Định tổ chức hội nghị đánh giá tình hình kinh tế - xã hội",
        "Đẩy mạnh thu hút đầu tư",
        "Ủy ban nhân dân huyện họp phiên thường kỳ tháng 11",
    ],
)
def test_news_is_told_by_its_title(title: str) -> None:
    assert reads_as_news(title)


@pytest.mark.parametrize(
    "title",
    [
        "Quyết định số 163/QĐ-UBND về việc tổ chức hội nghị khen thưởng",
        "Thông báo kết luận của Chủ tịch tại cuộc họp giao ban",
        "Lịch họp",
        "Lệ phí đăng ký",
        "Danh mục dự án kêu gọi đầu tư",
    ],
)
def test_a_document_is_no_news_though_it_speaks_of_a_meeting(title: str) -> None:
    assert not reads_as_news(title)


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_words_make_the_reader_stumble(law: tuple[Obligation, ...], label: str, title: str) -> None:
    recognise(label, title, (title, label), f"https://khuoilan.gov.vn/{label}", law, ON)


def test_a_long_title_of_figures_is_read_at_once(law: tuple[Obligation, ...]) -> None:
    recognise("1" * 5000 + "x kế hoạch sử dụng đất", "số " * 2000 + "kế hoạch sử dụng đất", (), "", law, ON)
