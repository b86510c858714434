"""Verdicts about one agency in; what is missing or late, by which article, for whom and by when, as a page (PDF/UA-1) out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import typst

from congkhai.catalogue.obligation import Catalogue, Citation, Due, Instrument, Obligation, Version, Words
from congkhai.records import Completeness, Force, Sentence, Timeliness, Verdict
from congkhai.reporting.words import GRADES, limit, why_unknown

TEMPLATE = Path(__file__).with_name("gaps.typ")
C = Completeness
_LACKING = (C.NONE, C.PARTIAL, C.SUBSTANTIAL)  # the worst first
_NAMED = 3  # parts; the sheet has the rest
_PLACES = {"điều": "Article", "khoản": "clause", "điểm": "point", "phụ lục": "Annex", "mục": "section"}
_TYPES: Mapping[str, Sentence] = {
    "law": Sentence("Luật", "Law"),
    "decree": Sentence("Nghị định", "Decree"),
    "circular": Sentence("Thông tư", "Circular"),
    "letter": Sentence("Công văn", "Letter"),
    "resolution": Sentence("Nghị quyết", "Resolution"),
    "decision": Sentence("Quyết định", "Decision"),
}
_PLACE = re.compile(r"\b(?:điều|khoản|điểm|phụ lục|mục)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gap:
    """One obligation that is not met. ``who`` is empty where nobody was named: a line to write on stands there."""

    title: str
    lacking: str
    article: str
    practice: bool
    who: str
    by_when: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Open:
    """One obligation that could not be judged: why, and where it was looked for, as addresses with labels, each label once."""

    title: str
    why: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """The page. ``open`` is what could not be judged; ``counts`` says how many of each grade there are."""

    language: str
    title: str
    agency: str
    site: str
    on: str
    counts: str
    gaps: tuple[Gap, ...]
    open: tuple[Open, ...]
    notes: tuple[str, ...]
    labels: Mapping[str, str]


_LABELS: Mapping[str, Sentence] = {
    "obligation": Sentence("Nội dung còn thiếu, còn muộn", "What is missing or late"),
    "article": Sentence("Căn cứ", "Legal basis"),
    "who": Sentence("Ai làm", "Who"),
    "by_when": Sentence("Thời hạn", "By when"),
    "practice": Sentence("thông lệ tốt", "good practice"),
    "open": Sentence("Chưa đánh giá được, không coi là thiếu", "Could not be judged, and is not held to be missing"),
    "looked": Sentence("Đã tìm ở", "Looked for at"),
    "more": Sentence("và nơi khác", "and elsewhere"),
    "nothing": Sentence("Không thấy nội dung nào còn thiếu hay muộn.", "Nothing was found missing or late."),
    "number": Sentence("STT", "No."),
}


def gaps(
    verdicts: Iterable[Verdict],
    catalogue: Catalogue,
    *,
    on: date,
    agency: str,
    site: str,
    who: Mapping[str, str] | None = None,
    language: str = "vi",
) -> Gaps:
    """What an agency has to put right, the worst first. ``who`` names, by obligation, those who are to do it."""
    bound = [v for v in verdicts if v.completeness is not C.NOT_BOUND and v.obligation in catalogue.obligations]
    wrong = sorted(filter(_is_wrong, bound), key=_worst_first)  # among equals, in the order that they were given
    found = [_gap(v, catalogue, on, (who or {}).get(v.obligation, ""), language) for v in wrong]
    unknown = [v for v in bound if v.completeness is C.UNKNOWN and not _is_wrong(v)]
    title = Sentence("Những nội dung cần bổ sung trên trang thông tin điện tử", "What is still to be published on the site")
    day = Sentence(f"ngày {on:%d/%m/%Y}", f"{on.isoformat()}")
    return Gaps(
        language=language,
        title=_in(title, language),
        agency=agency,
        site=site,
        on=_in(day, language),
        counts=_in(_counts(bound), language),
        gaps=tuple(found),
        open=tuple(_open(v, catalogue, language) for v in unknown),
        notes=tuple(_in(note, language) for note in _notes(found)),
        labels={name: _in(words, language) for name, words in _LABELS.items()},
    )


def pdf(page: Gaps) -> bytes:
    """The page as A4, tagged (PDF/UA-1); it goes on overleaf where there is much."""
    data = json.dumps(asdict(page))
    compiled = typst.compile(
        TEMPLATE.read_bytes(), sys_inputs={"data": data}, pdf_standards="ua-1", ignore_system_fonts=True, timestamp=0
    )
    assert isinstance(compiled, bytes)
    return compiled


# --- one gap --------------------------------------------------------------------------------------------


def _is_wrong(verdict: Verdict) -> bool:
    return verdict.completeness in _LACKING or verdict.timeliness is Timeliness.LATE


def _worst_first(verdict: Verdict) -> tuple[bool, int]:
    grade = _LACKING.index(verdict.completeness) if verdict.completeness in _LACKING else len(_LACKING)
    return verdict.force is not Force.BINDING, grade


def _gap(verdict: Verdict, catalogue: Catalogue, on: date, who: str, language: str) -> Gap:
    obligation = catalogue.obligations[verdict.obligation]
    version = obligation.version_on(on)
    dues = _dues(version, verdict) if version else []
    timed = [due for due in dues if due.kind not in {"none", "promptly"}] or dues
    limits = dict.fromkeys((limit(due), getattr(due, "proxy", False)) for due in timed)
    if version and version.checked_only:
        limits = {(Sentence("thường xuyên", "at all times"), False): None}  # a function of the site works or does not
    return Gap(
        title=_in(obligation.title, language),
        lacking=_in(_lacking(verdict, obligation, version), language),
        article=_article(version, catalogue, language) if version else "",
        practice=verdict.force is Force.PRACTICE,
        who=who,
        by_when="; ".join(_in(words, language) + (" (*)" if ours else "") for words, ours in limits),
        ours=any(ours for _words, ours in limits),
    )


def _open(verdict: Verdict, catalogue: Catalogue, language: str) -> Open:
    places: dict[str, str] = {}
    for place in verdict.looked:
        places.setdefault(place.label, place.url)
    if len(places) > 1:
        places.pop("", None)  # pages of lists that are named
    return Open(
        title=_in(catalogue.obligations[verdict.obligation].title, language),
        why=" ".join(_in(reason, language) for reason in why_unknown(verdict)),
        places=tuple((url, label) for label, url in places.items()),
    )


def _lacking(verdict: Verdict, obligation: Obligation, version: Version | None) -> Sentence:
    """``Chưa đầy đủ: Xử phạt chưa có; muộn 3 ngày làm việc``."""
    vi, en = [], []
    if verdict.completeness in _LACKING:
        grade = GRADES[verdict.completeness]
        names = version.parts if version else {}
        wanting = [names[name].title for name, grade in verdict.part_grades.items() if grade in _LACKING and name in names]
        several = sum(grade is not C.NOT_BOUND for grade in verdict.part_grades.values()) > 1
        named = wanting[:_NAMED] if several and verdict.completeness is not C.NONE else []
        more = ", …" if len(wanting) > _NAMED else ""
        vi.append(grade.vi + (f": {', '.join(title.vi for title in named)}{more}" if named else ""))
        en.append(grade.en + (f": {', '.join(title.en for title in named)}{more}" if named else ""))
    if verdict.timeliness is Timeliness.LATE:
        days = verdict.days_late
        vi.append(f"muộn {days} ngày làm việc" if days else "muộn")
        en.append(f"{days} working {'day' if days == 1 else 'days'} late" if days else "late")
    return Sentence("; ".join(vi), "; ".join(en))


def _dues(version: Version, verdict: Verdict) -> list[Due]:
    """The time limits of the parts that are wanting, or of all where that is not told."""
    bound = [name for name in version.parts if verdict.part_grades.get(name) is not C.NOT_BOUND and not version.parts[name].check]
    wanting = [name for name in bound if verdict.part_grades.get(name) in _LACKING] or bound
    return list(dict.fromkeys(version.parts[name].due or version.due for name in wanting))


def _article(version: Version, catalogue: Catalogue, language: str) -> str:
    """Where the law says it: what binds, else what did, else what asks for it; a letter only where no law or decree stands."""
    for role in ("norm", "former", "request"):
        cites = [cite for cite in version.cites if cite.role == role]
        laws = [cite for cite in cites if catalogue.instruments[cite.instrument].type != "letter"] or cites
        if laws:
            places: dict[str, list[str]] = {}
            for cite in laws:
                places.setdefault(cite.instrument, []).append(_place(cite, language))
            return "; ".join(
                f"{', '.join(some)}, {_called(catalogue.instruments[name], language)}" for name, some in places.items()
            )
    return ""


def _called(instrument: Instrument, language: str) -> str:
    return f"{_in(_TYPES[instrument.type], language)} {instrument.number}"


def _place(cite: Citation, language: str) -> str:
    return cite.place if language == "vi" else _PLACE.sub(lambda word: _PLACES[word[0].lower()], cite.place)


# --- around them ----------------------------------------------------------------------------------------


def _counts(bound: Sequence[Verdict]) -> Sentence:
    grades = [grade for grade in (C.FULL, *reversed(_LACKING), C.UNKNOWN) if any(v.completeness is grade for v in bound)]
    number = {grade: sum(v.completeness is grade for v in bound) for grade in grades}
    late = sum(v.timeliness is Timeliness.LATE for v in bound)
    vi = ", ".join(f"{number[grade]} {GRADES[grade].vi}" for grade in grades)
    en = ", ".join(f"{number[grade]} {GRADES[grade].en}" for grade in grades)
    return Sentence(
        f"Đã xét {len(bound)} nội dung: {vi}; {late} nội dung muộn." if bound else "Không có nội dung nào được xét.",
        f"{len(bound)} obligations were judged: {en}; {late} late." if bound else "Nothing was judged.",
    )


def _notes(found: Sequence[Gap]) -> list[Sentence]:
    notes = [
        Sentence(
            "Máy đã xem trang từ bên ngoài; kết quả cần người của cơ quan kiểm tra lại trước khi dùng.",
            "A machine looked at the site from outside; somebody of the agency should look it over before it is used.",
        )
    ]
    if any(gap.practice for gap in found):
        vi = "Ghi là thông lệ tốt: luật hiện hành không nêu hoặc chưa đọc nguyên văn; thiếu hay muộn không phải là vi phạm."
        en = "Where it says good practice: today's law does not name it, or was not read; what is missing or late is no breach."
        notes.append(Sentence(vi, en))
    if any(gap.ours for gap in found):
        vi = "(*) Hạn do chúng tôi đặt vì pháp luật không ấn định số ngày."
        notes.append(Sentence(vi, "(*) A limit of ours, since the law gives no number of days."))
    return notes


def _in(words: Words | Sentence, language: str) -> str:
    return words.en if language == "en" else words.vi
