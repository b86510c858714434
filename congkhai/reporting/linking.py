"""A sheet's lines and the catalogue in; a first guess of which obligations each rests on, as YAML for a person to correct, out; and
a corrected file in, a scoring sheet out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from congkhai.catalogue.explain import validate
from congkhai.catalogue.loading import Loaded
from congkhai.catalogue.marked import read
from congkhai.catalogue.obligation import Catalogue, Frozen, Obligation, Words
from congkhai.catalogue.problem import LawError, Source
from congkhai.catalogue.sheet import ByGrade, Criterion, Measure, OnTime, Origin, Section, Share, Shares, Sheet, problems
from congkhai.reporting.layout import Layout, Line
from congkhai.text import label_key

SURE, LIKELY = 0.75, 0.5  # of the weight of the words; tried on the wordings of the sheets under law/sheets
_APART = 0.08  # by which the best must lead the next to be sure
_OURS = Words(
    vi="Tỷ lệ này là của chúng tôi; sửa theo quy định của nơi chấm.", en="These shares are ours; put those of whoever scores."
)
_NOT_LINKED = Words(vi="Chưa nối với nghĩa vụ nào; chấm bằng tay.", en="Not linked to an obligation; score it by hand.")
_IN_TIME = re.compile(r"\b(kip thoi|dung han|dung thoi han)\b")
_FULLY = re.compile(r"\b(day du|du noi dung)\b")


class Link(Frozen):
    """What one line of the sheet rests on; nothing, where no machine measures it. ``guessed``: nobody has looked it over."""

    number: str = ""
    wording: str = Field(min_length=1)
    obligations: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    combine: Literal["any", "all"] = "all"
    measure: Measure = ByGrade(kind="grade")
    guessed: bool = False


class Worth(Frozen):
    """What grades below full are worth on this sheet."""

    substantial: Share = 0.75
    partial: Share = 0.5


class Links(Frozen):
    """A mapping file."""

    shares: Worth = Worth()
    rows: tuple[Link, ...] = Field(min_length=1)


_LINKS = TypeAdapter(Links)


# --- the first guess ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Guess:
    """A line's likeliest obligations, the best first (others only where they say the same); ``sure`` if nothing else comes near."""

    line: Line
    obligations: tuple[str, ...]
    sure: bool

    @property
    def in_time(self) -> bool:
        """Whether the wording asks when rather than what."""
        key = label_key(self.line.wording)
        return bool(_IN_TIME.search(key)) and not _FULLY.search(key)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One way to name some obligations, folded; its words and their weight."""

    text: str
    obligations: tuple[str, ...]
    words: frozenset[str]
    weight: float


class Guesser:
    """Wordings against what obligations are called: their titles, labels and parts, and the rows of the sheets under law/."""

    def __init__(self, loaded: Loaded) -> None:
        obligations = loaded.catalogue.obligations.values()
        self._misleading = {o.id: [f" {label_key(label)} " for label in o.find.not_] for o in obligations}
        named: list[tuple[str, tuple[str, ...]]] = [(label_key(phrase), (o.id,)) for o in obligations for phrase in _called(o)]
        named += [(label_key(row.wording.vi), row.obligations) for sheet in loaded.sheets.values() for row in sheet.rows]
        phrases = [(text, names) for text, names in dict.fromkeys(named) if text and names]
        held = Counter(word for text, _ in phrases for word in set(text.split()))
        self._weights = {word: log(1 + len(phrases) / count) * (_LESS if word in _EMPTY else 1) for word, count in held.items()}
        self._unknown = log(1 + len(phrases))
        self._phrases = [
            _Phrase(text, names, words := frozenset(text.split()), sum(map(self._weight, words))) for text, names in phrases
        ]

    def guess(self, line: Line) -> Guess:
        """The likeliest obligations of one line, none where nothing comes near."""
        key = f" {label_key(line.wording)} "
        words = frozenset(key.split())
        weight = sum(map(self._weight, words))
        misled = {name for name, labels in self._misleading.items() if any(label in key for label in labels)}
        best: dict[tuple[str, ...], float] = {}
        for phrase in self._phrases:
            if not words.isdisjoint(phrase.words) and misled.isdisjoint(phrase.obligations):
                likeness = self._likeness(phrase, key, sum(map(self._weight, words & phrase.words)), weight)
                best[phrase.obligations] = max(best.get(phrase.obligations, 0), likeness)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
        if not ranked or ranked[0][1] < LIKELY:
            return Guess(line, (), False)
        others = [score for obligations, score in ranked[1:] if not set(obligations) & set(ranked[0][0])]
        return Guess(line, ranked[0][0], ranked[0][1] >= SURE and ranked[0][1] - max(others, default=0) >= _APART)

    def _likeness(self, phrase: _Phrase, key: str, common: float, weight: float) -> float:
        """From 0 to 1: how much of the phrase the wording holds, and, less, how much of the wording the phrase explains."""
        explained = common / weight
        likeness = 0.7 * common / phrase.weight + 0.3 * explained
        whole = f" {phrase.text} " in key
        if len(phrase.words) > 1 and whole:
            return max(likeness, SURE + 0.2 * explained)
        return likeness if whole or len(phrase.words) > _FEW else likeness * _SCATTERED

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._unknown)


def _called(obligation: Obligation) -> Iterator[str]:
    yield obligation.title.vi
    yield from obligation.find.labels
    for version in obligation.versions:
        for part in version.parts.values():
            yield part.title.vi
            yield from part.labels


# Words that scoring sheets put around anything: they count for less.
_EMPTY = frozenset(
    label_key("có các của và về theo được trên trong cho số mọi đăng tại cung cấp thông tin điện tử mục chuyên nội dung").split()
)
_LESS = 0.3
_FEW, _SCATTERED = 2, 0.6  # words so few stand together by chance: "công" and "văn" in "Công khai … vận hành"


def guessed(layout: Layout, loaded: Loaded) -> tuple[Guess, ...]:
    """A guess for each line of a sheet."""
    guesser = Guesser(loaded)
    return tuple(guesser.guess(line) for line in layout.lines)


def to_yaml(guesses: Iterable[Guess], loaded: Loaded) -> str:
    """Guesses as a file to correct, with what each obligation is called beside it, and a list of all of them at the end. What is
    not sure is only proposed: nothing is scored by a link that nobody stands behind."""
    lines = [
        "# Mỗi tiêu chí của bảng dựa vào nghĩa vụ nào. Máy đoán lần đầu: sửa cho đúng, lưu lại, rồi dùng với --map.",
        "# Để trống ([]) tiêu chí máy không đo được: ô của tiêu chí ấy được giữ nguyên, chấm bằng tay.",
        "# measure: {kind: grade} theo mức độ đầy đủ (mặc định); {kind: at_least, grade: partial} có là đủ điểm;",
        "#          {kind: on_time} đúng hạn; {kind: shown_of_total} số đã đăng trên tổng số cơ quan ghi.",
        "shares: {substantial: 0.75, partial: 0.5}  # tương đối đầy đủ, chưa đầy đủ: của chúng tôi, sửa theo nơi chấm",
        "rows:",
    ]
    for guess in guesses:
        names = ", ".join(guess.obligations)
        titles = "; ".join(loaded.catalogue.obligations[name].title.vi for name in guess.obligations)
        remark = titles if guess.sure else f"có phải [{names}]? {titles}" if names else "không thấy nghĩa vụ nào gần"
        lines += [f"  - number: {_quoted(guess.line.number)}", f"    wording: {_quoted(guess.line.wording)}"]
        lines.append(f"    obligations: [{names if guess.sure else ''}]  # {remark}")
        lines += ["    combine: any"] if guess.sure and len(guess.obligations) > 1 else []
        lines += ["    measure: {kind: on_time}"] if guess.sure and guess.in_time else []
    lines.append("# Các nghĩa vụ:")
    lines += [f"#   {o.id}: {o.title.vi}" for o in loaded.catalogue.obligations.values()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# --- the sheet that it comes to -------------------------------------------------------------------------


def read_links(path: Path, loaded: Loaded) -> Links:
    """A mapping file. Raises LawError with the line, cause and cure of whatever is wrong."""
    value, source = read(path, path.name)
    links = validate(_LINKS, value, source)
    sheet = _sheet(links.shares, [(link, None) for link in links.rows], path.stem)
    wrong = list(problems(sheet, loaded.catalogue, _moved(source)))
    if wrong:
        raise LawError(wrong)
    return links


def _moved(source: Source) -> Source:
    """A mapping's rows where a sheet has them, so that what is wrong stands at its line."""
    return Source(source.file, {("sections", 0, *place): line for place, line in source.lines.items()} | dict(source.lines))


def linked(layout: Layout, links: Links) -> tuple[Sheet, tuple[Link, ...], tuple[Line, ...]]:
    """The layout's lines as a scoring sheet, in their order; the links that no line has; and the lines that no link names, which
    are scored by nobody."""
    pairs, astray = _paired(layout, links)
    sheet = _sheet(links.shares, [(link or _of_line(line), line) for line, link in pairs], layout.sheet)
    return sheet, astray, tuple(line for line, link in pairs if link is None)


def carried(layout: Layout, links: Links, guesses: Iterable[Guess]) -> tuple[Links, tuple[Link, ...], tuple[Line, ...]]:
    """A link for each line, in their order: what ``links`` say of it, else the guess if it is sure. With the links that no line has
    any more, and the lines that are new."""
    pairs, astray = _paired(layout, links)
    rows = tuple(link or _link(guess) for (_, link), guess in zip(pairs, guesses, strict=True))
    return Links(shares=links.shares, rows=rows), astray, tuple(line for line, link in pairs if link is None)


def known(links: Links, catalogue: Catalogue) -> Links:
    """Links kept from earlier, without what the law files no longer have; people are to look those over again."""
    rows = []
    for row in links.rows:
        left = tuple(name for name in row.obligations if name in catalogue.obligations)
        rows.append(row if left == row.obligations else row.model_copy(update={"obligations": left, "guessed": True}))
    return links.model_copy(update={"rows": tuple(rows)})


def _paired(layout: Layout, links: Links) -> tuple[list[tuple[Line, Link | None]], tuple[Link, ...]]:
    """Each line with its link, and the links that no line has. Wordings are compared without accents, case and punctuation, numbers
    beside them where two are alike."""
    given: dict[tuple[str, str], Link] = {(label_key(link.number), label_key(link.wording)): link for link in links.rows}
    by_wording: dict[str, Link] = {}
    for link in links.rows:
        by_wording.setdefault(label_key(link.wording), link)
    pairs: list[tuple[Line, Link | None]] = []
    for line in layout.lines:
        key = label_key(line.wording)
        pairs.append((line, given.get((label_key(line.number), key)) or by_wording.get(key)))
    used = {id(link) for _, link in pairs}
    return pairs, tuple(link for link in links.rows if id(link) not in used)


def _of_line(line: Line) -> Link:
    return Link(number=line.number, wording=line.wording)


def links_of(guesses: Iterable[Guess]) -> Links:
    """The guesses that are sure, as if a person had written them; the others rest on nothing."""
    return Links(rows=tuple(_link(guess) for guess in guesses))


def _link(guess: Guess) -> Link:
    given: dict[str, Any] = {"number": guess.line.number, "wording": guess.line.wording, "guessed": True}
    if guess.sure:
        given |= {"obligations": guess.obligations, "combine": "any"}
        given |= {"measure": OnTime(kind="on_time")} if guess.in_time else {}
    return Link(**given)


def _sheet(worth: Worth, pairs: Sequence[tuple[Link, Line | None]], title: str) -> Sheet:
    words = Words(vi=title, en=title)
    rows = tuple(
        Criterion(
            number=str(line.row if line else place),
            wording=Words(vi=link.wording, en=link.wording),
            points=float(line.most) if line and line.most else 1.0,
            obligations=link.obligations,
            parts=link.parts,
            combine=link.combine,
            measure=link.measure,
            not_measured=None if link.obligations else _NOT_LINKED,
        )
        for place, (link, line) in enumerate(pairs)
    )
    return Sheet(
        title=words,
        about=words,
        source=Origin(vi=title, en=title, seen="all"),
        shares=Shares(substantial=worth.substantial, partial=worth.partial, ours=True, why=_OURS),
        sections=(Section(title=words, rows=rows),),
    )
