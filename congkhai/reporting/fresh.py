"""A scored sheet in; a workbook of our own making, laid out as scoring sheets are, out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from congkhai.catalogue.obligation import Words
from congkhai.records import Sentence
from congkhai.reporting.scored import Scored, Standing
from congkhai.reporting.words import number, plain_number
from congkhai.reporting.workbook import put

_WIDTHS = (6, 52, 10, 10, 44, 52)
_THIN = Border(*(Side(style="thin", color="999999"),) * 4)
_SHADED = PatternFill("solid", fgColor="E8EEF4")
_HEAD = (
    Sentence("STT", "No."),
    Sentence("Tiêu chí", "Criterion"),
    Sentence("Điểm tối đa", "Most points"),
    Sentence("Điểm chấm", "Points"),
    Sentence("Liên kết minh chứng", "Where it is shown"),
    Sentence("Ghi chú", "Note"),
)
_NOT_SCORED = Sentence("Chưa chấm: ", "Not scored: ")


def workbook(scored: Scored, of: str, language: str = "vi") -> Workbook:
    """The sheet with its points. ``of`` says whose site, by what and when, on the line under the title."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Chấm điểm" if language == "vi" else "Scores"
    for text, font in ((_in(scored.sheet.title, language), Font(bold=True, size=14)), (of, Font(italic=True))):
        _line(sheet, [text], font=font)
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(_WIDTHS))
    _line(sheet, [_in(one, language) for one in _HEAD], font=Font(bold=True), boxed=True, shaded=True)
    head = sheet.max_row
    rows = iter(scored.rows)
    for section in scored.sheet.sections:
        _line(sheet, [_in(section.title, language)], font=Font(bold=True), boxed=True, shaded=True)
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(_WIDTHS))
        for criterion in section.rows:
            row = next(rows)
            note = _in(row.reason, language)
            if row.standing is not Standing.SCORED:
                note = _in(_NOT_SCORED, language) + note
            points = plain_number(row.points) if row.points is not None else ""
            _line(
                sheet,
                [criterion.number, _in(criterion.wording, language), plain_number(row.of), points, row.evidence, note],
                boxed=True,
            )
            if row.evidence:
                sheet.cell(sheet.max_row, 5).hyperlink = row.evidence
    for label, of_sum in sums(scored, language):
        _line(sheet, ["", label, "", plain_number(of_sum)], font=Font(bold=True), boxed=True)
    for text in notes(scored, language):
        _line(sheet, [text])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(_WIDTHS))
        sheet.row_dimensions[sheet.max_row].height = 15 * (1 + len(text) // 150)
    for column, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = f"C{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return book


def sums(scored: Scored, language: str) -> list[tuple[str, Fraction]]:
    """The sums of a sheet, in words: what was given of what could be judged, then what could not, each only where there is some."""
    told = [
        (Sentence("Điểm đạt", "Points given"), scored.awarded),
        (Sentence("Trên tổng điểm của các tiêu chí chấm được", "Of the points of the rows that could be scored"), scored.judged),
    ]
    aside = [
        (
            Sentence("Điểm chưa đánh giá được (không tính là 0)", "Points not judged (not counted as 0)"),
            scored.unknown,
        ),
        (Sentence("Điểm của tiêu chí máy không đo được", "Points of rows that no machine measures"), scored.not_measured),
        (Sentence("Điểm của tiêu chí không áp dụng", "Points of rows that are not asked"), scored.not_asked),
    ]
    return [(_in(words, language), points) for words, points in (*told, *((words, points) for words, points in aside if points))]


def notes(scored: Scored, language: str) -> list[str]:
    """Whose sheet it is, what grades are worth and by whose word, and the seal."""
    shares = scored.sheet.shares
    worth = "; ".join(
        f"{_in(words, language)} {number(share * 100, language)}%"
        for words, share in (
            (Sentence("đầy đủ", "full"), shares.full),
            (Sentence("tương đối đầy đủ", "substantial"), shares.substantial),
            (Sentence("chưa đầy đủ", "partial"), shares.partial),
        )
    )
    head = _in(Sentence("Phần điểm theo mức độ", "Share of the points by grade"), language)
    return [*seal_in_words(scored, language), f"{head}: {worth}. {_in(shares.why, language)}", _in(scored.sheet.source, language)]


def seal_in_words(scored: Scored, language: str) -> list[str]:
    """The seal that was earned, or between which it lies; nothing for a sheet without seals."""
    none = Sentence("chưa đạt hạng nào", "no seal")
    names = [_in(seal.title if seal else none, language) for seal in scored.seals]
    if not names:
        return []
    if len(names) == 1:
        return [_in(Sentence(f"Kết quả phân hạng: {names[0]}.", f"Seal: {names[0]}."), language)]
    vi = f"Chưa phân hạng được vì còn tiêu chí chưa đánh giá: từ “{names[0]}” đến “{names[-1]}”."
    return [_in(Sentence(vi, f"The seal is open while rows are not judged: from “{names[0]}” to “{names[-1]}”."), language)]


def _in(words: Words | Sentence, language: str) -> str:
    return words.en if language == "en" else words.vi


def _line(
    sheet: Worksheet, values: Sequence[str | int | float], *, font: Font | None = None, boxed: bool = False, shaded: bool = False
) -> None:
    row = sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1
    for column in range(1, (len(_WIDTHS) if boxed else len(values)) + 1):
        cell = sheet.cell(row, column)
        value = values[column - 1] if column <= len(values) else ""
        if value != "":
            put(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if font:
            cell.font = font
        if boxed:
            cell.border = _THIN
        if shaded:
            cell.fill = _SHADED
