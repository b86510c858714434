"""One A4 page: what is missing, by which article, who and by when."""

from __future__ import annotations

import io

import pypdf
import pytest

from congkhai.records import Force, Looked, Sentence, Verdict
from congkhai.reporting.gaps import Gaps, gaps, pdf
from tests.reporting.one_site import CATALOGUE, HOME, ON, C, T, verdict

ASKED = CATALOGUE.rulesets["letter-2613"].obligations


def page(*verdicts: Verdict, **given: object) -> Gaps:
    asked = {"on": ON, "agency": "Ủy ban nhân dân tỉnh Ví Dụ", "site": "https://tinh.example.vn/"} | given
    return gaps(verdicts, CATALOGUE, **asked)


def read(page_of: Gaps) -> tuple[list[str], pypdf.PdfReader]:
    reader = pypdf.PdfReader(io.BytesIO(pdf(page_of)))
    return [" ".join(one.extract_text().split()) for one in reader.pages], reader


def test_what_is_missing_or_late_is_told_and_what_is_fine_is_not() -> None:
    found = page(
        verdict("leader-directives"), verdict("leaders-schedule", C.NONE, T.UNKNOWN), verdict("land-use-plans", timeliness=T.LATE)
    )
    assert [gap.title for gap in found.gaps] == ["Lịch làm việc của lãnh đạo cơ quan", "Quy hoạch, kế hoạch sử dụng đất"]
    assert [gap.lacking for gap in found.gaps] == ["chưa cung cấp", "muộn"]
    assert found.counts == "Đã xét 3 nội dung: 2 đầy đủ, 1 chưa cung cấp; 1 nội dung muộn."


def test_what_could_not_be_judged_is_named_apart_and_not_called_missing() -> None:
    found = page(verdict("leaders-schedule", C.UNKNOWN, T.UNKNOWN))
    assert (found.gaps, [one.title for one in found.open]) == ((), ["Lịch làm việc của lãnh đạo cơ quan"])
    assert "không coi là thiếu" in read(found)[0][0]


def test_what_could_not_be_judged_says_why_and_where_it_was_looked_for() -> None:
    unseen = Sentence("Chúng tôi chưa xem được hết (hết giờ), nên không kết luận là thiếu.", "We could not look.")
    unread = Sentence("Chưa đọc nguyên văn quy định.", "The rule was not read.")
    places = [Looked(f"{HOME}{n}", f"Mục {n}", "read") for n in range(5)]
    found = page(
        verdict(
            "leaders-schedule",
            C.UNKNOWN,
            reasons=(Sentence("Căn cứ.", ""), Sentence("Thấy hai mục.", ""), unseen),
            looked=(*places, Looked(places[0].url, places[0].label, "look_alike"), Looked(f"{HOME}mot-bai", "", "read")),
        ),
        verdict("land-use-plans", C.UNKNOWN, reasons=(unread,)),
    )
    assert [one.why for one in found.open] == [unseen.vi, unread.vi]
    assert [url for url, _label in found.open[0].places] == [place.url for place in places]
    text = read(found)[0][0]
    assert "nên không kết luận là thiếu. Đã tìm ở: Mục 0; Mục 1; Mục 2; và nơi khác." in text


def test_what_does_not_bind_is_not_spoken_of() -> None:
    found = page(verdict("national-strategies-and-plans", C.NOT_BOUND, T.NOT_BOUND))
    assert (found.gaps, found.open, found.counts) == ((), (), "Không có nội dung nào được xét.")


def test_the_article_and_the_time_are_those_of_the_day() -> None:
    in_2012 = page(verdict("leaders-schedule", C.NONE, T.UNKNOWN, force=Force.BINDING), on=ON.replace(2012))
    assert "Nghị định 43/2011/NĐ-CP" in in_2012.gaps[0].article
    assert "Điều 10" in in_2012.gaps[0].article
    assert "Công văn" not in in_2012.gaps[0].article, "a letter binds nobody where a decree stands"
    assert in_2012.gaps[0].by_when.startswith("từ ngày làm việc đầu tuần")


def test_a_limit_of_ours_is_marked_and_explained() -> None:
    found = page(verdict("leaders-schedule", C.NONE, T.UNKNOWN))
    assert found.gaps[0].by_when.endswith("(*)")
    assert any(note.startswith("(*)") for note in found.notes)


def test_a_function_of_the_site_is_asked_for_at_all_times() -> None:
    assert page(verdict("function-search", C.NONE, T.UNKNOWN)).gaps[0].by_when == "thường xuyên"


def test_parts_that_are_wanting_are_named() -> None:
    grades = {"rewards": C.FULL, "sanctions": C.NONE}
    found = page(verdict("rewards-and-sanctions", C.PARTIAL, part_grades=grades))
    assert found.gaps[0].lacking == "chưa đầy đủ: Xử phạt"


def test_what_binds_comes_before_good_practice_and_the_worst_first() -> None:
    found = page(
        verdict("leader-directives", C.NONE),
        verdict("petition-replies", C.SUBSTANTIAL, force=Force.BINDING),
        verdict("leaders-schedule", C.NONE, force=Force.BINDING),
    )
    assert [gap.practice for gap in found.gaps] == [False, False, True]
    assert [gap.lacking for gap in found.gaps][:2] == ["chưa cung cấp", "tương đối đầy đủ"]


def test_good_practice_is_never_called_a_breach() -> None:
    text = read(page(verdict("leaders-schedule", C.NONE), verdict("petition-replies", C.UNKNOWN, force=Force.BINDING)))[0][0]
    assert "– thông lệ tốt" in text
    assert "Ghi là thông lệ tốt: luật hiện hành không nêu hoặc chưa đọc nguyên văn; thiếu hay muộn không phải là vi phạm." in text


def test_who_is_named_stands_there_and_a_line_to_write_on_for_the_others() -> None:
    found = page(verdict("leaders-schedule", C.NONE), verdict("land-use-plans", C.NONE), who={"leaders-schedule": "Văn phòng"})
    text = read(found)[0][0]
    assert text.count("Văn phòng") == 1
    assert "………" in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_thirteen_obligations_of_the_letter_fit_one_page_at_their_worst(language: str) -> None:
    wanting = [verdict(name, C.PARTIAL, T.LATE, days_late=123, part_grades=_parts(name)) for name in ASKED]
    texts, reader = read(page(*wanting, language=language))
    assert len(texts) == 1
    assert reader.pages[0].mediabox.width == pytest.approx(595.28, abs=0.1)
    assert all(getattr(CATALOGUE.obligations[name].title, language)[:20] in texts[0] for name in ASKED)


def _parts(name: str) -> dict[str, C]:
    version = CATALOGUE.obligations[name].version_on(ON)
    assert version is not None
    return dict.fromkeys(version.parts, C.NONE)


def test_all_that_there_is_goes_on_overleaf_with_its_head() -> None:
    wanting = [verdict(name, C.NONE, T.UNKNOWN) for name in CATALOGUE.obligations]
    texts, _reader = read(page(*wanting))
    assert len(texts) > 1
    assert all("Căn cứ" in text for text in texts if "Điều" in text)
    assert "1/" in texts[0]


def test_the_page_is_tagged_and_titled_for_screen_readers() -> None:
    _texts, reader = read(page(verdict("leaders-schedule", C.NONE)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert "tỉnh Ví Dụ" in reader.metadata.title
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_markup_in_a_name_is_printed_as_it_is() -> None:
    found = page(verdict("leaders-schedule", C.NONE), agency="#panic() *A* $x$ <b>", who={"leaders-schedule": "#emph[B] _c_"})
    text = read(found)[0][0]
    assert "#panic() *A* $x$ <b>" in text
    assert "#emph[B] _c_" in text
