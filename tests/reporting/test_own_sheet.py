"""An agency's own Excel sheet: found, understood, filled, and handed back as it was."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from congkhai.catalogue.problem import LawError
from congkhai.records import EvidenceKind
from congkhai.reporting.layout import ROWS, laid_out
from congkhai.reporting.linking import guessed, read_links, to_yaml
from congkhai.reporting.listed import Unreadable
from congkhai.reporting.own import brought, filled
from congkhai.reporting.scored import Standing, score
from congkhai.reporting.workbook import opened
from tests.reporting.brought import as_bytes, plain, sheet
from tests.reporting.one_site import CATALOGUE, LAW, C, T, seen, verdict

ROWS_OF = {8: "leader-directives", 9: "leaders-schedule", 10: "petition-replies", 11: "rewards-and-sanctions"}


# --- where everything stands ------------------------------------------------------------------------


def test_a_head_of_two_rows_and_merged_cells_is_understood() -> None:
    layout = laid_out(sheet())
    assert layout.sheet == "Phụ lục 1"
    assert dict(layout.columns) == {"number": 1, "criterion": 2, "most": 3, "own": 4, "evidence": 6, "note": 7}


def test_groups_sums_and_the_row_of_column_numbers_are_no_criteria() -> None:
    layout = laid_out(sheet())
    assert [line.row for line in layout.lines] == [8, 9, 10, 11, 12, 13, 15, 16]
    assert [line.most for line in layout.lines] == [5, 5, 5, 5, 10, 5, 5, 5]


def test_the_column_of_those_who_check_the_score_is_left_alone() -> None:
    assert 5 not in laid_out(sheet()).columns.values()


def test_a_hidden_worksheet_is_passed_over_even_where_it_holds_more() -> None:
    book = sheet()
    assert laid_out(book).sheet == "Phụ lục 1"
    book["Danh mục"].sheet_state = "visible"
    assert laid_out(book).sheet == "Danh mục"


@pytest.mark.parametrize(
    "head",
    [
        ("STT", "Tiêu chí", "Điểm tối đa"),
        ("TT", "NỘI DUNG ĐÁNH GIÁ", "Thang điểm"),
        ("Số TT", "Tieu chi danh gia", "Diem toi da"),
        ("STT", unicodedata.normalize("NFD", "Tên tiêu chí"), unicodedata.normalize("NFD", "Điểm chuẩn")),
        ("STT", "Chỉ tiêu", "Điểm"),
    ],
)
def test_heads_are_known_with_and_without_accents_and_decomposed(head: tuple[str, ...]) -> None:
    layout = laid_out(plain(*head))
    assert dict(layout.columns) == {"number": 1, "criterion": 2, "most": 3}
    assert [line.most for line in layout.lines] == [3, 3]


def test_points_alone_beside_a_maximum_are_ones_own() -> None:
    book = plain("STT", "Tiêu chí", "Điểm tối đa", "Điểm")
    assert laid_out(book).columns["own"] == 4


def test_a_number_with_numbers_below_it_is_a_heading() -> None:
    book = Workbook()
    page = book.active
    for line in (
        ("STT", "Tiêu chí", "Điểm tối đa"),
        ("1", "Nhóm thứ nhất", 10),
        ("1.1", "Tin tức", 4),
        ("1.2", "Lịch làm việc", 6),
    ):
        page.append(line)
    assert [line.number for line in laid_out(book).lines] == ["1.1", "1.2"]


def test_a_row_that_shares_its_points_with_the_one_above_is_no_criterion_of_its_own() -> None:
    book = plain("STT", "Tiêu chí", "Điểm tối đa", rows=3)
    book.active.merge_cells("C3:C4")
    assert [line.row for line in laid_out(book).lines] == [2, 3]


def test_points_that_a_plain_formula_gives_are_read_from_what_it_came_to() -> None:
    book, values = plain("STT", "Tiêu chí", "Điểm tối đa"), plain("STT", "Tiêu chí", "Điểm tối đa")
    book.active["C2"] = "=2*3"
    values.active["C2"] = 6
    assert [line.most for line in laid_out(book, values).lines] == [6, 3]


def test_a_criterion_that_begins_like_a_sum_is_one_all_the_same() -> None:
    book = plain("STT", "Tiêu chí", "Điểm tối đa", rows=4)
    for row, words in enumerate(("Công khai ngân sách", "Tổng hợp ý kiến góp ý", "Cộng điểm các mục", "TONG CONG"), 2):
        book.active[f"B{row}"] = words
    assert [line.wording for line in laid_out(book).lines] == ["Công khai ngân sách", "Tổng hợp ý kiến góp ý"]


def test_a_file_without_a_scoring_sheet_is_refused_with_the_columns_that_are_wanted() -> None:
    for book in (Workbook(), plain("Họ tên", "Chức vụ", "Điện thoại")):
        with pytest.raises(Unreadable) as refused:
            laid_out(book)
        assert "“Tiêu chí”" in refused.value.problems[0].vi


def test_ten_thousand_rows_are_refused_with_their_number() -> None:
    with pytest.raises(Unreadable) as refused:
        laid_out(plain("STT", "Tiêu chí", "Điểm tối đa", rows=10_000))
    assert "10001 dòng" in refused.value.problems[0].vi
    assert str(ROWS) in refused.value.problems[0].en


# --- what each row rests on -------------------------------------------------------------------------


def test_the_first_guess_is_right_for_what_it_is_sure_of() -> None:
    guesses = {guess.line.row: guess for guess in guessed(laid_out(sheet()), LAW)}
    assert {row: guesses[row].obligations for row in ROWS_OF} == {row: (name,) for row, name in ROWS_OF.items()}
    assert all(guesses[row].sure for row in ROWS_OF)
    assert not guesses[15].sure
    assert not guesses[16].sure


def test_every_row_of_the_provincial_sheet_that_we_are_sure_of_is_guessed_as_its_author_wrote_it() -> None:
    """Its wordings are among what the guesser knows, so this proves consistency, not skill."""
    from congkhai.reporting.layout import Layout, Line

    rows = [row for row in LAW.sheets["provincial-kind"].rows if row.obligations]
    layout = Layout("x", {}, tuple(Line(n, row.number, row.wording.vi, None) for n, row in enumerate(rows)))
    wrong = [
        (row.wording.vi, guess.obligations)
        for row, guess in zip(rows, guessed(layout, LAW), strict=True)
        if guess.sure and not set(guess.obligations) & set(row.obligations)
    ]
    assert wrong == []


def test_what_misleads_is_not_guessed() -> None:
    book = plain("STT", "Tiêu chí", "Điểm tối đa", rows=1)
    misleading = next(iter(CATALOGUE.obligations["leaders-schedule"].find.not_))
    book.active["B2"] = f"Có đăng {misleading}"
    (guess,) = guessed(laid_out(book), LAW)
    assert guess.obligations != ("leaders-schedule",)


def test_a_wording_about_time_alone_is_guessed_as_time() -> None:
    book = plain("STT", "Tiêu chí", "Điểm tối đa", rows=2)
    book.active["B2"], book.active["B3"] = "Ý kiến chỉ đạo, điều hành đăng đúng hạn", "Ý kiến chỉ đạo, điều hành đầy đủ, kịp thời"
    assert [guess.in_time for guess in guessed(laid_out(book), LAW)] == [True, False]


def test_the_printed_guess_can_be_read_back(tmp_path: Path) -> None:
    file = tmp_path / "noi.yaml"
    file.write_text(to_yaml(guessed(laid_out(sheet()), LAW), LAW))
    links = read_links(file, LAW)
    assert [link.obligations for link in links.rows[:4]] == [(name,) for name in ROWS_OF.values()]
    assert links.rows[-1].obligations == (), "what is not sure is only proposed"
    assert (links.shares.substantial, links.shares.partial) == (0.75, 0.5)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[leader-directives]", "[leader-directive]", '"leader-directives"'),
        ("partial: 0.5", "partial: 5", "partial"),
        ("obligations:", "nghia-vu:", "nghia-vu"),
        ('wording: "Có Ban biên tập"', 'wording: ""', "wording"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = to_yaml(guessed(laid_out(sheet()), LAW), LAW)
    assert old in text
    file = tmp_path / "noi.yaml"
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(LawError) as raised:
        read_links(file, LAW)
    problem = raised.value.problems[0]
    assert words in problem.said("vi")
    assert problem.file == "noi.yaml"
    wrong = text.replace(old, new, 1).splitlines()[problem.line - 1]
    assert new.split(":")[0] in wrong or "number" in wrong


def test_a_mapping_finds_its_rows_whatever_the_accents_and_the_order(tmp_path: Path) -> None:
    file = tmp_path / "noi.yaml"
    file.write_text(
        "rows:\n"
        "  - {wording: XU LY TRA LOI KIEN NGHI CUA TO CHUC CA NHAN, obligations: [petition-replies]}\n"
        "  - {wording: Không có trong bảng, obligations: [petition-replies]}\n"
    )
    own = brought(as_bytes(sheet()), LAW, read_links(file, LAW))
    assert [row.obligations for row in own.sheet.rows if row.obligations] == [("petition-replies",)]
    assert [link.wording for link in own.astray] == ["Không có trong bảng"]
    assert len(own.unnamed) == 7


# --- filled -----------------------------------------------------------------------------------------


def found() -> list[Any]:
    return [
        verdict("leader-directives", evidence=(seen("leader-directives", "chi-dao", EvidenceKind.SECTION),)),
        verdict("leaders-schedule", C.UNKNOWN, T.UNKNOWN),
        verdict("petition-replies", C.PARTIAL, evidence=(seen("petition-replies", "kien-nghi"),)),
        verdict("rewards-and-sanctions", C.NONE, T.UNKNOWN),
        verdict("land-use-plans", C.SUBSTANTIAL),
        verdict("science-programmes", C.FULL),
    ]


def handed_back(book: Workbook | None = None) -> tuple[Any, Any]:
    own = brought(as_bytes(book or sheet()), LAW)
    content, told = filled(own.content, own.layout, score(own.sheet, found(), CATALOGUE))
    return opened(content), told


def test_points_addresses_and_reasons_stand_in_their_columns() -> None:
    page = handed_back()[0]["Phụ lục 1"]
    assert (page["D8"].value, str(page["F8"].value)) == (5, "https://tinh.example.vn/chi-dao")
    assert page["F8"].hyperlink.target == "https://tinh.example.vn/chi-dao"
    assert (page["D10"].value, page["D12"].value) == (2.5, 7.5)
    assert str(page["G10"].value).startswith("Chưa đầy đủ.")


def test_what_could_not_be_judged_leaves_the_cell_empty_and_says_why() -> None:
    page = handed_back()[0]["Phụ lục 1"]
    assert page["D9"].value is None
    assert str(page["G9"].value).startswith("Chưa chấm: ")


def test_what_a_person_typed_and_formulas_stay_and_are_told() -> None:
    book, told = handed_back()
    page = book["Phụ lục 1"]
    assert (page["D11"].value, page["D13"].value) == (4, "=1+1")
    assert told.kept == (11, 13)
    assert str(page["G11"].value).startswith("Máy chấm 0. ")
    assert str(page["G13"].value).startswith("Máy chấm 5. ")


def test_rows_that_rest_on_nothing_are_not_touched() -> None:
    page = handed_back()[0]["Phụ lục 1"]
    assert [page[f"{column}{row}"].value for row in (7, 14, 15, 16) for column in "DEFG"] == [None] * 16


def test_all_else_is_handed_back_as_it_was() -> None:
    before, after = opened(as_bytes(sheet())), handed_back()[0]
    assert [(page.title, page.sheet_state) for page in after] == [(page.title, page.sheet_state) for page in before]
    for one, other in zip(before, after, strict=True):
        assert sorted(map(str, one.merged_cells.ranges)) == sorted(map(str, other.merged_cells.ranges))
        assert one.freeze_panes == other.freeze_panes
        assert {k: v.width for k, v in one.column_dimensions.items()} == {k: v.width for k, v in other.column_dimensions.items()}
        assert {k: v.height for k, v in one.row_dimensions.items()} == {k: v.height for k, v in other.row_dimensions.items()}
        assert [str(v.sqref) for v in one.data_validations.dataValidation] == [
            str(v.sqref) for v in other.data_validations.dataValidation
        ]
        for line in one.iter_rows():
            for cell in line:
                twin = other[cell.coordinate]
                assert (twin.border.left.style, twin.fill.fgColor.rgb, twin.font.bold, twin.number_format) == (
                    cell.border.left.style,
                    cell.fill.fgColor.rgb,
                    cell.font.bold,
                    cell.number_format,
                )
                if cell.value is not None:
                    assert twin.value == cell.value


def test_a_filled_sheet_is_worked_out_anew_when_it_is_opened() -> None:
    assert handed_back()[0].calculation.fullCalcOnLoad


def test_a_file_that_was_filled_can_be_brought_again() -> None:
    own = brought(as_bytes(sheet()), LAW)
    content, _told = filled(own.content, own.layout, score(own.sheet, found(), CATALOGUE))
    again = brought(content, LAW)
    assert again.layout == own.layout
    assert filled(again.content, again.layout, score(again.sheet, found(), CATALOGUE))[1].written == 0


def test_a_sheet_without_a_column_for_addresses_has_them_in_the_note() -> None:
    book = sheet()
    book["Phụ lục 1"]["F4"] = "Phòng"
    page = handed_back(book)[0]["Phụ lục 1"]
    assert str(page["G8"].value).startswith("https://tinh.example.vn/chi-dao ")


def test_a_sheet_without_a_column_for_notes_has_the_reason_beside_the_address() -> None:
    book = sheet()
    book["Phụ lục 1"]["G4"] = "Phòng"
    page = handed_back(book)[0]["Phụ lục 1"]
    assert (page["D9"].value, str(page["F9"].value)) == (None, "Không đánh giá được. Thấy hai mục.")
    assert str(page["F8"].value) == "https://tinh.example.vn/chi-dao", "what has its points needs no reason"


def test_a_wording_from_the_net_cannot_start_a_formula() -> None:
    own = brought(as_bytes(sheet()), LAW)
    evil = verdict("leader-directives", evidence=(seen("leader-directives", "x", EvidenceKind.SECTION, url="=HYPERLINK(1)"),))
    content, _told = filled(own.content, own.layout, score(own.sheet, [evil], CATALOGUE))
    assert opened(content)["Phụ lục 1"]["F8"].data_type == "s"


def test_the_rows_of_a_sheet_are_scored_by_the_shares_of_its_mapping(tmp_path: Path) -> None:
    file = tmp_path / "noi.yaml"
    file.write_text(
        "shares: {partial: 0.3}\nrows:\n"
        "  - {wording: Xu ly tra loi kien nghi cua to chuc ca nhan, obligations: [petition-replies]}\n"
    )
    own = brought(as_bytes(sheet()), LAW, read_links(file, LAW))
    rows = score(own.sheet, found(), CATALOGUE).rows
    assert [row.points for row in rows if row.standing is Standing.SCORED] == [1.5]


WORDINGS = {
    "Cung cấp đầy đủ, kịp thời ý kiến chỉ đạo điều hành của lãnh đạo Sở": "leader-directives",
    "Đăng tải lịch làm việc tuần của Giám đốc": "leaders-schedule",
    "Trả lời phản ánh, kiến nghị của công dân": "petition-replies",
    "Công khai danh mục dự án đầu tư công": "public-projects",
    "Công khai dự toán ngân sách năm": "budget-disclosure",
    "Đăng tải văn bản quy phạm pháp luật do HĐND, UBND tỉnh ban hành": "legal-documents",
    "Có chuyên mục lấy ý kiến góp ý dự thảo": "draft-consultations",
    "Có mục hỏi đáp": "function-questions",
    "Danh bạ điện thoại cán bộ công chức": "officials-contacts",
    "Có chức năng tìm kiếm thông tin": "function-search",
    "Sơ đồ cổng": "function-site-map",
    "Tên miền .gov.vn": "function-domain-name",
    "Thông tin quy hoạch xây dựng, đô thị": "construction-and-urban-plans",
    "Phiên bản tiếng Anh": "english-pages",
    "Tuyên truyền phổ biến giáo dục pháp luật": "legal-dissemination",
    "Số lượng tin bài đăng tải trong năm": "news",
    "Số liệu thống kê kinh tế xã hội": "statistics",
    "Thu hồi đất, bồi thường, hỗ trợ tái định cư": "land-use-plans",
    "Thông tin về người phát ngôn": "spokesperson",
    "Kết quả nghiệm thu đề tài": "science-results",
    "Đảm bảo an toàn thông tin": "",
    "Chi trả nhuận bút": "",
    "Liên kết mạng xã hội": "",
    "Công khai kết luận thanh tra": "",
}


def test_of_wordings_as_people_write_them_no_sure_guess_is_wrong_and_most_are_sure() -> None:
    """Wordings that stand in no sheet of ours."""
    book = plain("STT", "Tiêu chí", "Điểm tối đa", rows=len(WORDINGS))
    for row, words in enumerate(WORDINGS, 2):
        book.active[f"B{row}"] = words
    guesses = guessed(laid_out(book), LAW)
    sure = [guess for guess in guesses if guess.sure]
    assert [guess.line.wording for guess in sure if guess.obligations != (WORDINGS[guess.line.wording],)] == []
    assert len(sure) >= 18
