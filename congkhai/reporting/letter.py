"""Figures and a letter's plan in; the letter as structure, as text, and as a page (PDF/UA-1) out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typst

from congkhai.catalogue.finding import LetterPlan
from congkhai.records import Force
from congkhai.reporting.findings import Figure

TEMPLATE = Path(__file__).with_name("letter.typ")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. ``code`` ends the number (``BKHCN-CĐS``); ``signature`` is the signer's lines, the name last."""

    name: str
    code: str
    place: str
    signature: tuple[str, ...]
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``figure`` is the id of the finding whose number it prints."""

    text: str
    figure: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``level`` 0 opens with an indented line, 1 is set in as a whole."""

    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter by its parts (Decree 30/2020 Article 8). A draft has no number."""

    sender: Sender
    number: str | None
    on: date
    subject: str
    recipients: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    copies: tuple[str, ...]
    draft: bool

    @property
    def number_line(self) -> str:
        return f"Số: {self.number or '     '}/{self.sender.code}"

    @property
    def date_line(self) -> str:
        """Days and the first two months are written with two digits, as the rules of clerical work ask."""
        month = f"{self.on.month:02d}" if self.on.month < 3 else str(self.on.month)
        return f"{self.sender.place}, ngày {self.on.day:02d} tháng {month} năm {self.on.year}"


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _finding_runs(figure: Figure) -> tuple[Run, ...]:
    assert figure.words is not None
    before, _, after = figure.finding.words.vi.partition("{share}")
    share = figure.words.vi[len(before) : len(figure.words.vi) - len(after)]
    return Run(before), Run(share, figure.finding.id), Run(after)


def _findings(plan: LetterPlan, figures: Sequence[Figure]) -> list[Paragraph]:
    told = [f for f in figures if f.words is not None]
    numbers = sorted({f.finding.heading for f in told})
    if not told:
        return [_plain("Qua khảo sát, không có nội dung nào ở mức phải nhắc nhở.")]
    headings = ", ".join(f"“{plan.headings[n - 1].vi}”" for n in numbers)
    paragraphs = [_plain(plan.turning.vi.format(headings=headings))]
    for number in numbers:
        runs = [Run(f"({number}) ")]
        for place, figure in enumerate(f for f in told if f.finding.heading == number):
            runs += [Run(", ")] if place else []
            runs += _finding_runs(figure)
        runs.append(Run("." if number == numbers[-1] else ";"))
        paragraphs.append(Paragraph(tuple(runs), level=1))
    return paragraphs


def _counting(plan: LetterPlan, figures: Sequence[Figure], unseen: Sequence[str]) -> list[Paragraph]:
    parts = []
    for figure in figures:
        if figure.words is not None:
            rate = figure.rate
            unknown = f", {rate.unknown} không đánh giá được" if rate.unknown else ""
            parts.append(f"{plan.groups[figure.finding.group].title.vi} {rate.numerator}/{rate.denominator}{unknown}")
    found = [_plain("Cách tính theo thứ tự nêu trên: " + "; ".join(parts) + ".")] if parts else []
    if unseen:
        found.append(_plain("Không đánh giá được, không tính vào mẫu số: " + ", ".join(unseen) + "."))
    return found


def _requests(plan: LetterPlan) -> list[Paragraph]:
    paragraphs = []
    for number, heading in enumerate(plan.headings, 1):
        paragraphs.append(Paragraph((Run(f"{number}. {heading.vi}:", bold=True),)))
        addressees = list(dict.fromkeys(r.to for r in plan.requests if r.heading == number))
        for place, to in enumerate(addressees):
            if to is not None:
                paragraphs.append(Paragraph((Run(f"{'abcd'[place]}) Đối với {plan.groups[to].title.vi}:"),)))
            asked = [r for r in plan.requests if r.heading == number and r.to == to]
            for row, request in enumerate(asked):
                last = row == len(asked) - 1
                paragraphs.append(Paragraph((Run(f"- {request.words.vi}{'.' if last else ';'}"),), level=1))
    return paragraphs


def compose(
    plan: LetterPlan,
    figures: Sequence[Figure],
    sender: Sender,
    *,
    on: date,
    force: Force,
    number: str | None,
    draft: bool,
    unseen: Sequence[str] = (),
) -> Letter:
    """The letter of a survey. ``unseen`` names the agencies whose sites could not be seen. A draft drops the number given."""
    opening = plan.opening.binding if force is Force.BINDING else plan.opening.practice
    paragraphs = [
        _plain(opening.vi.format(on=f"{on:%d/%m/%Y}")),
        *_findings(plan, figures),
        *_counting(plan, figures, unseen),
        _plain(plan.asking.vi),
        *_requests(plan),
        _plain(plan.closing.vi),
        _plain(plan.thanks.vi),
    ]
    return Letter(
        sender=sender,
        number=None if draft else number,
        on=on,
        subject=plan.subject.vi,
        recipients=tuple(r.vi for r in plan.recipients),
        paragraphs=tuple(paragraphs),
        copies=tuple(c.vi for c in plan.copies),
        draft=draft,
    )


def text(letter: Letter) -> str:
    """The letter as plain text, a paragraph a line, for golden tests, mail and screen readers."""
    head = ["DỰ THẢO"] if letter.draft else []
    head += [letter.sender.superior] if letter.sender.superior else []
    head += [letter.sender.name, letter.number_line, letter.subject, letter.date_line, "Kính gửi:"]
    head += [f"- {r}{'.' if n == len(letter.recipients) else ';'}" for n, r in enumerate(letter.recipients, 1)]
    foot = [
        "Nơi nhận:",
        *(f"- {c}{'.' if n == len(letter.copies) else ';'}" for n, c in enumerate(letter.copies, 1)),
        *letter.sender.signature,
    ]
    return "\n".join([*head, *(p.text for p in letter.paragraphs), *foot]) + "\n"


def pdf(letter: Letter) -> bytes:
    """The letter as an A4 page, laid out as official letters are, tagged (PDF/UA-1). A draft carries its name across each page."""
    data = {
        "draft": letter.draft,
        "superior": letter.sender.superior,
        "name": letter.sender.name,
        "number": letter.number_line,
        "subject": letter.subject,
        "date": letter.date_line,
        "recipients": letter.recipients,
        "paragraphs": [
            {"level": p.level, "runs": [{"text": r.text, "figure": r.figure, "bold": r.bold} for r in p.runs]}
            for p in letter.paragraphs
        ],
        "copies": letter.copies,
        "signature": letter.sender.signature,
    }
    compiled = typst.compile(
        TEMPLATE.read_bytes(), sys_inputs={"data": json.dumps(data)}, pdf_standards="ua-1", ignore_system_fonts=True, timestamp=0
    )
    assert isinstance(compiled, bytes)
    return compiled
