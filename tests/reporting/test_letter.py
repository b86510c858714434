"""The letter of a survey: its words, its parts, and the page it is printed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from pypdf import PdfReader

from congkhai.catalogue.loading import load
from congkhai.records import Kind, Verdict
from congkhai.reporting.letter import Letter, Sender, compose, pdf, text
from congkhai.reporting.survey import Survey, figure_to_json, survey
from tests.reporting.year_2012 import PLAN, C, T, survey_of_2012, verdict

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "letter-2613-of-2012.txt"
LAW = load(ROOT / "law")
THEN, SINCE = date(2012, 9, 27), date(2026, 11, 25)
SENDER = Sender("Bộ Khảo Sát", "BKS-CĐS", "Hà Nội", ("KT. Bộ trưởng", "Thứ trưởng", "Nguyễn Văn Thử"))


def counted(verdicts: Iterable[Verdict], on: date = THEN, *, confirmed: bool = True, approved: bool = True) -> Survey:
    verdicts = list(verdicts)
    behind = {(v.agency, v.obligation) for v in verdicts} if confirmed else set()
    return survey(PLAN, verdicts, on=on, names={}, confirmed=behind, catalogue=LAW, approved=approved)


def letter(found: Survey | None = None, number: str | None = "2613", on: date = THEN) -> Letter:
    return compose(found or counted(survey_of_2012()), SENDER, on=on, number=number)


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


# --- its words ------------------------------------------------------------------------------------------


def test_the_letter_of_2012_is_written_as_it_was() -> None:
    assert text(letter()) == GOLDEN.read_text()


def test_two_groups_of_whom_the_same_is_said_are_told_together() -> None:
    assert "hơn 80% địa phương và 70% Bộ, cơ quan ngang Bộ chưa cung cấp thông tin" in text(letter())


def test_practice_is_never_called_a_duty() -> None:
    found = counted((replace(v, on=SINCE) for v in survey_of_2012()), SINCE)
    told = text(letter(found, on=SINCE))
    assert "thông lệ tốt" in told
    assert "Thực hiện Nghị định" not in told


def test_a_limit_of_ours_is_called_so() -> None:
    assert "không phải hạn luật định" in text(letter())


def test_agencies_that_could_not_be_judged_are_named_and_not_counted() -> None:
    verdicts = [*survey_of_2012(), *(verdict("Tỉnh 64", Kind.PROVINCE, o, C.UNKNOWN, T.UNKNOWN) for o in ("science-results",))]
    told = text(letter(counted(verdicts)))
    assert "Chưa đánh giá được, không tính vào tỷ lệ: Tỉnh 64." in told
    assert "51/63 (81%) | không đánh giá được 1: Tỉnh 64" in told


def test_only_those_who_were_surveyed_are_written_to_and_asked() -> None:
    told = text(letter(counted(v for v in survey_of_2012() if v.kind is Kind.PROVINCE)))
    assert "các Bộ, cơ quan ngang Bộ;" not in told.lower().split("nơi nhận")[0]
    assert "phạm vi cả nước" not in told
    assert "Đối với địa phương:" in told


def test_where_nothing_is_wanting_the_letter_says_so() -> None:
    asked = {o for finding in PLAN.findings for o in finding.obligations}
    told = text(letter(counted(verdict("Tỉnh 01", Kind.PROVINCE, o, C.FULL) for o in sorted(asked))))
    assert "không có nội dung nào ở mức phải nhắc nhở" in told


def test_a_survey_of_nobody_that_the_letter_is_about_makes_no_letter() -> None:
    with pytest.raises(ValueError, match="group"):
        letter(counted([verdict("Sở 01", Kind.DEPARTMENT, "science-results", C.NONE)]))


@pytest.mark.parametrize(("on", "said"), [(date(2013, 2, 5), "ngày 05 tháng 02"), (date(2013, 12, 25), "ngày 25 tháng 12")])
def test_the_day_is_written_as_clerks_write_it(on: date, said: str) -> None:
    assert letter(on=on).date_line == f"Hà Nội, {said} năm 2013"


def test_a_figure_says_who_stands_behind_it() -> None:
    told = next(
        figure_to_json(f, {"Bộ 01": "Bộ Một"}) for f in counted(survey_of_2012()).figures if f.finding.id == "science-ministries"
    )
    assert (told["numerator"], told["denominator"], told["unknown"]) == (14, 20, 2)
    assert told["agencies"][0] == {"agency": "Bộ 01", "name": "Bộ Một"}
    assert [one["agency"] for one in told["undecided"]] == ["Bộ 21", "Bộ 22"]
    assert told["words"]["en"].startswith("70% of ministries")


# --- draft or not -----------------------------------------------------------------------------------------


def test_a_confirmed_survey_gives_a_letter_with_its_number() -> None:
    final = letter()
    assert (final.draft, final.number_line) == (False, "Số: 2613/BKS-CĐS")


@pytest.mark.parametrize("state", [{"confirmed": False}, {"approved": False}])
def test_what_is_unconfirmed_or_unapproved_gives_a_draft_without_a_number(state: dict[str, bool]) -> None:
    draft = letter(counted(survey_of_2012(), **state))
    assert draft.draft
    assert "2613" not in draft.number_line
    assert text(draft).startswith("DỰ THẢO\n")


def test_one_unconfirmed_verdict_that_is_counted_suffices_for_a_draft() -> None:
    verdicts = survey_of_2012()
    behind = {(v.agency, v.obligation) for v in verdicts[1:]}
    found = survey(PLAN, verdicts, on=THEN, names={}, confirmed=behind, catalogue=LAW)
    assert (found.draft, found.unconfirmed) == (True, 1)


def test_a_verdict_that_no_figure_counts_needs_no_confirmation() -> None:
    verdicts = [*survey_of_2012(), verdict("Tỉnh 01", Kind.PROVINCE, "leaders-schedule", C.NONE)]
    behind = {(v.agency, v.obligation) for v in verdicts[:-1]}
    assert not survey(PLAN, verdicts, on=THEN, names={}, confirmed=behind, catalogue=LAW).draft


# --- the page ---------------------------------------------------------------------------------------------


def test_the_page_has_a_text_layer_with_the_parts_of_an_official_letter() -> None:
    first, *_others, annex = pages(pdf(letter()))
    for part in (
        "BỘ KHẢO SÁT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 2613/BKS-CĐS",
        "V/v tăng cường cung cấp thông tin",
        "Hà Nội, ngày 27 tháng 9 năm 2012",
        "Kính gửi:",
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương.",
        "95% địa phương",
        "1. Thông tin chỉ đạo, điều hành:",
    ):
        assert part in first
    assert "PHỤ LỤC" in annex
    assert "60/63 (95,2%)" in annex


def test_every_word_of_the_letter_is_on_its_pages() -> None:
    whole = letter()
    printed = "".join("".join(page.removeprefix(str(number)).split()) for number, page in enumerate(pages(pdf(whole)), 1))
    rows = [cell for row in whole.annex for cell in (row.words, row.rate, row.unknown)]
    words = [*(p.text for p in whole.paragraphs), *whole.copies, *whole.notes, *rows, "Nguyễn Văn Thử"]
    assert [one for one in words if "".join(one.split()) not in printed] == []


def test_the_pdf_is_tagged_for_screen_readers_and_names_its_language() -> None:
    catalogue = PdfReader(BytesIO(pdf(letter()))).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].startswith("vi")
    assert "/StructTreeRoot" in catalogue
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_a_draft_carries_its_name_on_every_page() -> None:
    for state, expected in (({"confirmed": False}, True), ({}, False)):
        for page in PdfReader(BytesIO(pdf(letter(counted(survey_of_2012(), **state))))).pages:
            assert ("DỰ THẢO" in page.extract_text()) is expected


def test_the_same_letter_is_the_same_bytes() -> None:
    assert pdf(letter()) == pdf(letter())


def test_long_names_and_many_that_could_not_be_judged_still_make_a_letter() -> None:
    long = "Ủy ban nhân dân tỉnh " + "Rất Dài " * 20
    verdicts = [verdict(f"{long}{n}", Kind.PROVINCE, "science-results", C.UNKNOWN, T.UNKNOWN) for n in range(40)]
    sender = replace(SENDER, name=long.strip(), superior=long.strip())
    assert len(pages(pdf(compose(counted(verdicts), sender, on=THEN)))) >= 3


def test_no_mark_in_a_name_is_taken_for_a_command_of_the_typesetter() -> None:
    sender = replace(SENDER, name="Bộ #let x = [*A*] $1$ @b")
    assert "#LET X = [*A*] $1$ @B" in pages(pdf(compose(counted(survey_of_2012()), sender, on=THEN)))[0]


def test_a_letter_takes_less_than_half_a_second() -> None:
    began = process_time()
    pdf(letter())
    assert process_time() - began < 0.5
