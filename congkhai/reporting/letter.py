"""A survey and a letterhead in; the letter as structure, as text, and as a page (PDF/UA-1) out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import typst

from congkhai.catalogue.finding import Group, LetterPlan
from congkhai.records import Force
from congkhai.reporting.figures import Rate, percent
from congkhai.reporting.findings import Figure
from congkhai.reporting.survey import Survey

TEMPLATE = Path(__file__).with_name("letter.typ")
_BLANK = "\u2003\u2003"  # where a clerk writes the number
_PROXY = (
    "Ở nội dung mà pháp luật không ấn định số ngày, tính kịp thời được xét theo hạn do cơ quan khảo sát đặt ra, "
    "không phải hạn luật định."
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. ``code`` ends the number (``BKHCN-CĐS``); ``signature`` is the signer's lines, the name last."""

    name: str = "Tên cơ quan khảo sát"
    code: str = "…"
    place: str = "…"
    signature: tuple[str, ...] = ("Thủ trưởng cơ quan", "…")
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
class Row:
    """One figure in the annex: what was counted, among whom, and how many of the judged it is; who could not be judged, by name."""

    figure: str
    words: str
    group: str
    rate: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter by its parts (Decree 30/2020 Article 8) with an annex of its figures. ``number`` is whole, with the
    code that ends it; a draft has none."""

    sender: Sender
    number: str | None
    on: date
    subject: str
    recipients: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    copies: tuple[str, ...]
    annex: tuple[Row, ...]
    notes: tuple[str, ...]
    draft: bool

    @property
    def number_line(self) -> str:
        return f"Số: {self._numbered}"

    @property
    def date_line(self) -> str:
        return f"{self.sender.place}, {_day(self.on)}"

    @property
    def attached_to(self) -> str:
        return f"(Kèm theo Công văn số {self._numbered} {_day(self.on)} của {self.sender.name})"

    @property
    def _numbered(self) -> str:
        return self.number or whole_number(_BLANK, self.sender.code)


def whole_number(number: str, code: str) -> str:
    """``2613`` with the code that ends it; ``2613/BKHCN-CĐS`` was written whole, and stays as it is."""
    return number if "/" in number else f"{number}/{code}"


def _day(on: date) -> str:
    """Days, and the first two months, are written with two digits, as the rules of clerical work ask."""
    return f"ngày {on.day:02d} tháng {f'{on.month:02d}' if on.month < 3 else on.month} năm {on.year}"


def compose(survey: Survey, sender: Sender, *, on: date, number: str | None = None) -> Letter:
    """The letter of a survey, written on a day. A draft drops the number. Only agencies of a group that was surveyed are written to
    and asked. ValueError where the survey holds no agency that the letter's plan speaks of."""
    if not survey.kinds:
        raise ValueError("no agency in this survey belongs to a group of the letter's plan")
    plan = survey.plan
    present = {name for name, group in plan.groups.items() if survey.kinds & set(group.kinds)}
    opening = plan.opening.binding if survey.force is Force.BINDING else plan.opening.practice
    return Letter(
        sender=sender,
        number=whole_number(number, sender.code) if number and not survey.draft else None,
        on=on,
        subject=plan.subject.vi,
        recipients=tuple(r.vi for r in plan.recipients if r.to is None or r.to in present),
        paragraphs=(
            _plain(opening.vi.format(on=f"{survey.on:%d/%m/%Y}")),
            *_findings(plan, survey.figures),
            *_counting(survey),
            _plain(plan.asking.vi),
            *_requests(plan, present),
            _plain(plan.closing.vi),
            _plain(plan.thanks.vi),
        ),
        copies=tuple(c.vi for c in plan.copies),
        annex=tuple(_row(survey, figure) for figure in survey.figures),
        notes=tuple(_notes(survey)),
        draft=survey.draft,
    )


# --- the findings ---------------------------------------------------------------------------------------


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _listed(words: Sequence[str]) -> str:
    return " và ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _findings(plan: LetterPlan, figures: Sequence[Figure]) -> list[Paragraph]:
    told = [f for f in figures if f.words is not None]
    numbers = sorted({f.finding.heading for f in told})
    if not told:
        return [_plain("Qua khảo sát, không có nội dung nào ở mức phải nhắc nhở.")]
    paragraphs = [_plain(plan.turning.vi.format(headings=_listed([f"“{plan.headings[n - 1].vi}”" for n in numbers])))]
    for number in numbers:
        runs = [Run(f"({number}) "), *_told(plan, [f for f in told if f.finding.heading == number])]
        paragraphs.append(Paragraph((*runs, Run("." if number == numbers[-1] else ";")), level=1))
    return paragraphs


def _told(plan: LetterPlan, figures: Sequence[Figure]) -> list[Run]:
    """The findings of one heading in one sentence. Two that say the same of two groups are told together, as in 2012: "hơn 80% địa
    phương và 70% Bộ, cơ quan ngang Bộ chưa cung cấp …"."""
    runs: list[Run] = []
    for place, figure in enumerate(figures):
        before, share, after = _around(figure)
        here, rest = _said_of(plan.groups[figure.finding.group], after)
        following = figures[place + 1] if place + 1 < len(figures) else None
        then = _said_of(plan.groups[following.finding.group], _around(following)[2])[1] if following else ""
        shared = bool(rest) and then == rest
        runs += [Run(before), Run(share, figure.finding.id), Run(here if shared else after)]
        runs += [Run(" và " if shared else ", ")] if following else []
    return runs


def _around(figure: Figure) -> tuple[str, str, str]:
    """A finding's words: before its share, the share, after it."""
    assert figure.words is not None
    before, _, after = figure.finding.words.vi.partition("{share}")
    return before, figure.words.vi[len(before) : len(figure.words.vi) - len(after)], after


def _said_of(group: Group, after: str) -> tuple[str, str]:
    """What follows a share, as the group's name and what is said of it; the latter empty where the group is not named."""
    name = f" {group.title.vi}"
    return (name, after.removeprefix(name)) if after.startswith(name) else (after, "")


# --- how they were counted --------------------------------------------------------------------------------


def _counting(survey: Survey) -> list[Paragraph]:
    if not any(figure.words for figure in survey.figures):
        return []
    found = [_plain("Tỷ lệ chỉ tính trên số cơ quan đánh giá được; cách tính từng số liệu nêu tại Phụ lục kèm theo.")]
    if survey.unseen:
        found.append(_plain(f"Chưa đánh giá được, không tính vào tỷ lệ: {'; '.join(survey.unseen)}."))
    if survey.proxy:
        found.append(_plain(_PROXY))
    return found


def _row(survey: Survey, figure: Figure) -> Row:
    group = survey.plan.groups[figure.finding.group].title.vi
    after = _said_of(survey.plan.groups[figure.finding.group], figure.finding.words.vi.partition("{share}")[2])
    words = (after[1] or after[0]).strip()
    names = "; ".join(survey.names.get(agency, agency) for agency in figure.rate.undecided)
    unknown = f"{figure.rate.unknown}: {names}" if names else "0"
    return Row(figure.finding.id, words[:1].upper() + words[1:], group, _counted(survey.plan, figure.rate), unknown)


def _counted(plan: LetterPlan, rate: Rate) -> str:
    """``60/63 (95,2%)``; without the percentage where too few were judged."""
    plain = f"{rate.numerator}/{rate.denominator}"
    enough = rate.denominator >= plan.thresholds.judged * (rate.denominator + rate.unknown)
    return f"{plain} ({percent(rate.share)})" if rate.share is not None and enough else plain


def _notes(survey: Survey) -> list[str]:
    judged = f"{survey.plan.thresholds.judged:.0%}".replace("67%", "hai phần ba")
    notes = [
        "Tử số là số cơ quan có tình trạng nêu ở cột thứ hai; mẫu số là số cơ quan đánh giá được. Cơ quan không đánh giá được hoặc "
        f"không thuộc đối tượng không tính vào mẫu số và không bị coi là thiếu. Khi đánh giá được dưới {judged} số cơ quan thì chỉ "
        "nêu số lượng, không nêu tỷ lệ."
    ]
    if survey.unconfirmed:
        notes.append(f"Dự thảo: còn {survey.unconfirmed} kết luận trong các số liệu trên chưa có người xác nhận.")
    return notes


# --- the requests -------------------------------------------------------------------------------------------


def _requests(plan: LetterPlan, present: set[str]) -> list[Paragraph]:
    paragraphs = []
    for number, heading in enumerate(plan.headings, 1):
        asked = [r for r in plan.requests if r.heading == number and (r.to is None or r.to in present)]
        addressees = list(dict.fromkeys(r.to for r in asked))
        paragraphs += [Paragraph((Run(f"{number}. {heading.vi}:", bold=True),))] if asked else []
        for place, to in enumerate(addressees):
            requests = [r.words.vi for r in asked if r.to == to]
            letter = f"{'abcd'[place]}) " if len(addressees) > 1 else ""
            lead = f"{letter}Đối với {plan.groups[to].title.vi}:" if to is not None else ""
            if lead and len(requests) == 1:
                paragraphs.append(_plain(f"{lead} {requests[0]}."))
                continue
            paragraphs += [_plain(lead)] if lead else []
            ends = [";"] * (len(requests) - 1) + ["."]
            paragraphs += [Paragraph((Run(f"- {words}{end}"),), level=1) for words, end in zip(requests, ends, strict=True)]
    return paragraphs


# --- as text and as a page ----------------------------------------------------------------------------------


def _dashed(words: Sequence[str]) -> list[str]:
    return [f"- {one}{'.' if place == len(words) else ';'}" for place, one in enumerate(words, 1)]


def text(letter: Letter) -> str:
    """The letter as plain text, a paragraph a line, for golden tests, mail and screen readers."""
    sender = letter.sender
    lines = ["DỰ THẢO"] if letter.draft else []
    lines += [sender.superior] if sender.superior else []
    lines += [sender.name, letter.number_line, letter.subject, letter.date_line, "Kính gửi:", *_dashed(letter.recipients)]
    lines += [p.text for p in letter.paragraphs]
    lines += ["Nơi nhận:", *_dashed(letter.copies), *sender.signature]
    lines += ["PHỤ LỤC", "Cách tính các số liệu", letter.attached_to]
    lines += [f"{row.words} | {row.group} | {row.rate} | không đánh giá được {row.unknown}" for row in letter.annex]
    return "\n".join([*lines, *letter.notes]) + "\n"


def pdf(letter: Letter) -> bytes:
    """The letter as A4 pages, laid out as official letters are, tagged (PDF/UA-1). A draft carries its name across each page."""
    data = {
        **{name: value for name, value in asdict(letter).items() if name not in {"on", "number"}},
        "number_line": letter.number_line,
        "date_line": letter.date_line,
        "attached_to": letter.attached_to,
    }
    compiled = typst.compile(
        TEMPLATE.read_bytes(), sys_inputs={"data": json.dumps(data)}, pdf_standards="ua-1", ignore_system_fonts=True, timestamp=0
    )
    assert isinstance(compiled, bytes)
    return compiled
