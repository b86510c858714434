"""A scored sheet in; what a person is told of it, on the screen, out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rich.text import Text

from congkhai.cli import said
from congkhai.records import Sentence, Verdict
from congkhai.reporting.filled import Filled
from congkhai.reporting.fresh import notes, sums
from congkhai.reporting.own import Own
from congkhai.reporting.scored import Scored
from congkhai.reporting.words import number


class Found(NamedTuple):
    """What a sheet is scored by."""

    site: str
    name: str
    on: date
    verdicts: tuple[Verdict, ...]


def tell(own: Own | None, scored: Scored, lang: str, *, guessed: bool) -> None:
    """On standard error: what a person should know of her own sheet before she relies on it."""
    if own is None:
        return
    linked = sum(bool(row.criterion.obligations) for row in scored.rows)
    vi = f"Trang tính “{own.layout.sheet}”: {len(own.layout.lines)} tiêu chí, {linked} tiêu chí nối được với nghĩa vụ."
    said.note(lang, Sentence(vi, f"Worksheet “{own.layout.sheet}”: {len(own.layout.lines)} rows, {linked} linked to obligations."))
    if guessed:
        vi = "Các mối nối là máy đoán. Xem và sửa: congkhai sheet TỆP.xlsx > map.yaml, rồi thêm --map map.yaml."
        en = "The links are guesses. Look them over: congkhai sheet FILE.xlsx > map.yaml, then add --map map.yaml."
        said.note(lang, Sentence(vi, en))
    for link in own.astray:
        said.note(
            lang, Sentence(f"Bảng không có tiêu chí “{link.wording}” của --map", f"The sheet has no row “{link.wording}” of --map")
        )
    for line in own.unnamed:
        vi = f"--map không nói gì về dòng {line.row} “{line.wording}”: chấm bằng tay"
        said.note(lang, Sentence(vi, f"--map says nothing of row {line.row} “{line.wording}”: score it by hand"))
    if own.lost:
        vi, en = ("; ".join(getattr(one, language) for one in own.lost) for language in ("vi", "en"))
        said.note(lang, Sentence(f"Tệp trả lại sẽ không còn: {vi}.", f"The file handed back will lack: {en}."))


def tell_filled(told: Filled, lang: str) -> None:
    """On standard error: what was written into her own sheet and what was left."""
    kept = ", ".join(map(str, told.kept))
    also = (
        Sentence(f"; giữ nguyên điểm đã có ở dòng {kept}", f"; scores already in rows {kept} were left")
        if kept
        else Sentence("", "")
    )
    said.note(lang, Sentence(f"Đã điền {told.written} ô{also.vi}.", f"{told.written} cells written{also.en}."))


def print_scored(scored: Scored, found: Found, of: str, lang: str) -> None:
    """The rows, their reasons and their sums, on standard output."""
    out = said.out()
    out.print(Text(said.in_(lang, Sentence(scored.sheet.title.vi, scored.sheet.title.en)), style="bold"))
    out.print(Text(said.in_(lang, Sentence(f"{of} · ngày {found.on:%d/%m/%Y}", f"{of} · {found.on}"))))
    table = said.table(
        lang, ("STT", "No.", 1), ("Tiêu chí", "Row", 5), ("Điểm", "Points", 2), ("Nơi thấy", "Evidence", 4), ("Vì sao", "Why", 7)
    )
    for row in scored.rows:
        points = number(row.points, lang) if row.points is not None else "—"
        cells = (row.criterion.number, getattr(row.criterion.wording, lang), f"{points}/{number(row.of, lang)}")
        table.add_row(*map(Text, (*cells, row.evidence, said.in_(lang, row.reason))))
    out.print(table)
    for words, summed in sums(scored, lang):
        out.print(Text(f"{words}: {number(summed, lang)}"))
    for words in notes(scored, lang):
        out.print(Text(words))
