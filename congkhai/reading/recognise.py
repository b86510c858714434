"""The words around a page in; the obligations and parts it may belong to out. Labels only: what the page holds is read
elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from congkhai.catalogue.obligation import Obligation
from congkhai.reading.numbers import DOCUMENT_KIND
from congkhai.text import fold, label_key


class Strength(IntEnum):
    """How near to the page the sign stands. A hint alone needs the page itself to look like the thing."""

    HINT = 1  # a label inside a longer title, or in the address alone
    SECTION = 2  # the section the page stands in
    NAMED = 3  # the page's own label or title


@dataclass(frozen=True, slots=True)
class Match:
    """One obligation a page may belong to; ``part`` where the sign names one. ``why`` is the label that matched, as the law
    writes it."""

    obligation: str
    part: str | None
    strength: Strength
    why: str


class _Sign(StrEnum):
    LABEL = "label"
    WEAK = "weak"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    obligation: str
    part: str | None
    sign: _Sign
    written: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All labels of some obligations on one day, by their first word; ``glued`` are slugs written without a break, ``misleading``
    the look-alikes of each obligation."""

    by_word: Mapping[str, tuple[_Entry, ...]]
    glued: Mapping[str, tuple[_Entry, ...]]
    misleading: Mapping[str, tuple[str, ...]]


class _Same:
    """Obligations as a cache key: the very objects, since hashing law files costs more than reading a page."""

    __slots__ = ("_ids", "objects")

    def __init__(self, *objects: Obligation) -> None:
        self.objects = objects  # kept alive, so that no id is used twice
        self._ids = tuple(map(id, objects))

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._ids == other._ids


def lexicon(obligations: Sequence[Obligation], on: date) -> Lexicon:
    """The labels of the versions in force that day; an obligation without one keeps its section's labels."""
    return _compiled(_Same(*obligations), on)


@lru_cache(maxsize=64)
def _compiled(same: _Same, on: date) -> Lexicon:
    entries: dict[tuple[str, str, str | None, _Sign], _Entry] = {}

    def add(written: Iterable[str], obligation: str, part: str | None, sign: _Sign) -> None:
        for text in written:
            # Some systems lose đ from addresses instead of writing d ("chi-ao-ieu-hanh").
            for key in {label_key(text), label_key(re.sub("[đĐ]", "", text))}:
                if key:
                    entries.setdefault((key, obligation, part, sign), _Entry(tuple(key.split()), obligation, part, sign, text))

    for obligation in same.objects:
        find, version = obligation.find, obligation.version_on(on)
        parts = version.parts if version else {}
        only = next(iter(parts)) if len(parts) == 1 else None
        add((*find.labels, *find.slugs), obligation.id, only, _Sign.LABEL)
        add(find.weak, obligation.id, only, _Sign.WEAK)
        add(find.not_, obligation.id, None, _Sign.NOT)
        for name, part in parts.items():
            add((*part.labels, *part.slugs), obligation.id, name, _Sign.LABEL)
    by_word: dict[str, list[_Entry]] = defaultdict(list)
    glued: dict[str, list[_Entry]] = defaultdict(list)
    misleading: dict[str, list[str]] = defaultdict(list)
    for entry in entries.values():
        if entry.sign is _Sign.NOT:
            misleading[entry.obligation].append(f" {' '.join(entry.words)} ")
        by_word[entry.words[0]].append(entry)
        glued["".join(entry.words)].append(entry)
    return Lexicon(
        {word: tuple(found) for word, found in by_word.items()},
        {word: tuple(found) for word, found in glued.items()},
        {obligation: tuple(phrases) for obligation, phrases in misleading.items()},
    )


# --- one text ---------------------------------------------------------------------------------------

_WORDS_BEFORE = "thong tin ve chuyen muc trang danh sach cac cong khai cong bo tra cuu he thong bao 1 2 3 4 5 6 7 8 9 i ii iii iv v"
_BEFORE = frozenset(_WORDS_BEFORE.split())
# Whose, where and when it is: what may follow a label without making it another thing.
_AFTER = re.compile(
    r"(?:cua|tai|tren|thuoc|do|cap|nam|thang|quy|tuan|tu|ngay|giai doan|thoi ky|dot|lan|so|tinh|huyen|thanh pho|tp|xa|phuong|thi xa"
    r"|bo|nganh|ubnd|uy ban|hdnd|hoi dong nhan dan|co quan|lanh dao|thuong truc|dia phuong|trong|moi|hang|hien hanh|page|trang"
    r"|index|list|default|aspx|html?|\d+)\b.*"
)
_NUMBERED = re.compile(rf"(?:{DOCUMENT_KIND} )(?:so )?\d+ [a-z]")
# A name that goes on from here is an office's: "Sở Tài nguyên và Môi trường".
_OFFICE = re.compile(r"\b(?:so|phong|cuc|bo|ban|vien|truong|trung tam|van phong|hoi dong|uy ban)$")
# How a document's title begins before it says what it is about.
_BEFORE_DOCUMENT = re.compile(
    rf"(?:(?:{DOCUMENT_KIND}|so|ve|viec|v v|phe duyet|ban hanh|cong bo|cong khai|dieu chinh|bo sung|thuc hien|to chuc"
    r"|lay y kien|cua|chu tich|ubnd|uy ban nhan dan|hdnd|tinh|bo|thu tuong"
    r"|chinh phu|ngay|thang|nam|hang nam|\d+|ttg|qd|nq|kh|tb|do an|danh muc)(?: |$))*"
)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    entry: _Entry


def _hits(words: Sequence[str], signs: Lexicon) -> list[_Hit]:
    """Every label that stands in a text word for word, save those inside a weak one or a longer one of another obligation."""
    found = [
        _Hit(at, at + len(e.words), e)
        for at, word in enumerate(words)
        for e in signs.by_word.get(word, ())
        if tuple(words[at : at + len(e.words)]) == e.words
    ]
    # Obligations that share a label (national and local plans) do not compete for it.
    sharing = {(h.start, h.end, h.entry.obligation) for h in found if h.entry.sign is _Sign.LABEL}

    def outdone(hit: _Hit, other: _Hit) -> bool:
        if not (other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start):
            return False
        shared = hit.entry.sign is _Sign.LABEL and (hit.start, hit.end, other.entry.obligation) in sharing
        elsewhere = other.entry.obligation != hit.entry.obligation and not shared
        return other.entry.sign is _Sign.WEAK or (other.entry.sign is _Sign.LABEL and elsewhere)

    return [hit for hit in found if hit.entry.sign is _Sign.NOT or not any(outdone(hit, other) for other in found)]


def _is_whole(words: Sequence[str], hits: Sequence[_Hit]) -> bool:
    """Whether the labels are what the text says, rather than something it mentions: they are all it says, or, being of three words
    at least, cover half of it."""
    covered = {at for hit in hits for at in range(hit.start, hit.end)}
    half = len(covered) >= 3 and len(covered) * 2 >= len(words)
    return _is_all(words, covered) or (half and not _OFFICE.search(" ".join(words[: min(covered)])))


def _is_all(words: Sequence[str], covered: set[int]) -> bool:
    """Whether a text says nothing beyond its labels but whose and when it is."""
    first, last = min(covered), max(covered)
    after = " ".join(words[last + 1 :])
    between = all(at in covered or (at < first and word in _BEFORE) for at, word in enumerate(words[:last]))
    return between and (not after or _AFTER.fullmatch(after) is not None)


def _is_bare(words: Sequence[str], hits: Sequence[_Hit]) -> bool:
    covered = {at for hit in hits for at in range(hit.start, hit.end)}
    return _is_all(words, covered) and not any(word.isdigit() for word in words)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one text says of one obligation. ``bare``: it is the name of a section and no more, not even a year. ``heads``:
    it begins with the label, but for the kind of a document, or is the title of a numbered document that mentions it."""

    whole: bool
    bare: bool
    heads: bool
    denied: bool
    weak: bool
    part: str | None
    why: str


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    return tuple(label_key(text).split())


def _say(text: str, signs: Lexicon) -> dict[str, _Said]:
    words = _words(text)
    by_obligation: dict[str, list[_Hit]] = defaultdict(list)
    for hit in _hits(words, signs):
        by_obligation[hit.entry.obligation].append(hit)
    said = {}
    for obligation, hits in by_obligation.items():
        labels = [h for h in hits if h.entry.sign is _Sign.LABEL]
        strongest = max(labels or hits, key=lambda h: (h.end - h.start, h.entry.part is not None))
        said[obligation] = _Said(
            whole=bool(labels) and _is_whole(words, labels),
            bare=bool(labels) and _is_bare(words, labels),
            heads=any(h.end - h.start >= 3 and _BEFORE_DOCUMENT.fullmatch(" ".join(words[: h.start])) for h in labels)
            or (any(h.end - h.start >= 3 for h in labels) and _NUMBERED.match(" ".join(words[:6])) is not None),
            denied=any(h.entry.sign is _Sign.NOT for h in hits),
            weak=not labels and any(h.entry.sign is _Sign.WEAK and _is_whole(words, [h]) for h in hits),
            part=_part(labels, strongest),
            why=strongest.entry.written,
        )
    return said


def _part(labels: Sequence[_Hit], strongest: _Hit) -> str | None:
    """The part that the widest label names; none where labels side by side name several ("Khen thưởng, xử phạt")."""
    widest = [
        h for h in labels if not any(o.start <= h.start and h.end <= o.end and o.end - o.start > h.end - h.start for o in labels)
    ]
    parts = {h.entry.part for h in widest}
    return strongest.entry.part if len(parts) == 1 else None


# --- a page -----------------------------------------------------------------------------------------


def recognise(label: str, title: str, trail: Sequence[str], slug: str, obligations: Sequence[Obligation], on: date) -> list[Match]:
    """Which obligations a page may belong to, all by signs of one strength. ``label`` is the link that led to it, ``title``
    its own, ``trail`` the labels from home to it, ``slug`` its address. The nearest text that speaks of an obligation
    decides: a look-alike there denies it, and a label that is only mentioned in a longer title is a hint. A weak label
    counts beside a second sign."""
    signs = lexicon(obligations, on)
    named = [text for text in dict.fromkeys((label, title)) if text and not reads_as_news(text)]
    own = [_say(text, signs) for text in named]
    above = list(_up_to_a_section(_say(text, signs) for text in reversed(trail) if text and text not in (label, title)))
    address = _say_address(slug, signs)
    found: dict[str, Match] = {}
    for obligation in dict.fromkeys(o for said in (*own, *above, address) for o in said):
        match = _decide(
            obligation,
            [s[obligation] for s in own if obligation in s],
            [s[obligation] for s in above if obligation in s],
            address.get(obligation),
        )
        if match:
            found[obligation] = match
    strongest = max((m.strength for m in found.values()), default=Strength.HINT)
    # A page named as one thing inside the section of another is the former; hints give way to anything stronger.
    return [match for match in found.values() if match.strength == strongest]


def _up_to_a_section(above: Iterable[dict[str, _Said]]) -> Iterator[dict[str, _Said]]:
    """The steps of a trail, nearest first, down to the first that is the name of a section: the sections around that one say
    no more."""
    for said in above:
        yield said
        if any(one.whole for one in said.values()):
            return


_EVENT = (
    r"(?:hoi nghi|hoi thao|le|phien|cuoc|buoi|xet|ban|giao ban|thuong ky|toa dam|dai hoi|ky hop|cac|mat|bao|doan|tham dinh"
    r"|thong nhat|khao sat|hop|voi|trien khai)"
)
_NEWS = re.compile(
    rf"(?:hoi nghi|hoi thao|toa dam|le(?! phi| thue)|khai mac|be mac|tong ket|so ket|giao ban|hop|phat dong|huong ung"
    rf"|ra quan|gap mat|chuc (?:mung|tet)|tham|don|trao qua|"
    rf"tuyen duong|ton vinh|ky niem|khanh thanh|dong chi|doan cong tac)\b.*|"
    rf".*\b(?:to chuc|du|tham du|chu tri|phat bieu|khai mac|be mac|tong ket|tham|chuc mung|tiep|don tiep|lam viec"
    rf"|gap mat|ra quan|phat dong|dang huong|hop)\s+{_EVENT}\b.*"
)
_DOCUMENT = re.compile(rf"{DOCUMENT_KIND}\b")
_CAMPAIGN = re.compile(r"(?:.*\s)?(?:day manh|tich cuc|soi noi|no luc|lan toa|chung tay|hieu qua|quyet tam|khoi sac)\b.*")
_REPORTED = re.compile(
    r"\W*(?:(?:sang|chieu|toi|trua)(?: ngay)? \d|vua qua\b|ngay \d{1,2}\s?[/-]\s?\d{1,2}[^.]{0,80}\b(?:to chuc|chu tri"
    r"|tham du|du|hop|tham|tiep)\b)"
)


def reads_as_news(title: str) -> bool:
    """Whether a title tells of a meeting, visit or campaign. News about a thing is not the thing."""
    key = label_key(title)
    return not _DOCUMENT.match(key) and bool(_NEWS.fullmatch(key) or _CAMPAIGN.fullmatch(key))


def tells_of_an_event(title: str, lines: Sequence[str]) -> bool:
    """Whether an article reports an event: its title says so, or its text opens with when it took place (``Sáng 5/9, …``)."""
    key = label_key(title)
    return not _DOCUMENT.match(key) and (
        _NEWS.fullmatch(key) is not None or any(_REPORTED.match(fold(line[:160])) for line in lines[:6])
    )


def denied(texts: Iterable[str], signs: Lexicon) -> set[str]:
    """The obligations for which one of these texts is a known look-alike."""
    return {o for o in signs.misleading for text in texts if is_look_alike(text, o, signs)}


def is_look_alike(text: str, obligation: str, signs: Lexicon) -> bool:
    """Whether a look-alike of this obligation stands in a text."""
    words = f" {' '.join(_words(text))} "
    return any(phrase in words for phrase in signs.misleading.get(obligation, ()))


def is_named(text: str, obligation: str, signs: Lexicon) -> bool:
    """Whether a text is a name of the obligation's section, rather than a title that mentions it."""
    said = _say(text, signs).get(obligation)
    return said is not None and said.whole and not said.denied


def only_vaguely(texts: Iterable[str], obligation: str, signs: Lexicon) -> bool:
    """Whether all that these texts have of an obligation is a weak label, or a general word or two inside a longer text."""
    clear = [mentions(text, obligation, signs) for text in texts]
    return not any(clear) and any(said is False for said in clear)


def mentions(text: str, obligation: str, signs: Lexicon) -> bool | None:
    """Whether a text clearly speaks of an obligation: by a label of three words or more, or one that is all it says. None if it has
    nothing of it."""
    words = _words(text)
    hits = [h for h in _hits(words, signs) if h.entry.obligation == obligation and h.entry.sign is not _Sign.NOT]
    labels = [h for h in hits if h.entry.sign is _Sign.LABEL]
    return any(h.end - h.start >= 3 or _is_whole(words, [h]) for h in labels) if hits else None


def is_bare(text: str, obligation: str, signs: Lexicon) -> bool:
    """Whether a text is the name of the obligation's section and nothing more, so that it cannot be the title of one record."""
    said = _say(text, signs).get(obligation)
    return said is not None and said.bare and not said.denied


def part_of(text: str, obligation: str, signs: Lexicon) -> str | None:
    """The part of an obligation that a text is about: the one its name gives; in a longer title, the label that comes first."""
    said = _say(text, signs).get(obligation)
    if said is None or said.whole:
        return said.part if said else None
    labels = [
        h for h in _hits(_words(text), signs) if h.entry.obligation == obligation and h.entry.sign is _Sign.LABEL and h.entry.part
    ]
    return min(labels, key=lambda h: (h.start, h.start - h.end)).entry.part if labels else None


def _decide(obligation: str, own: Sequence[_Said], above: Sequence[_Said], address: _Said | None) -> Match | None:
    if any(s.denied for s in own):
        return None
    for said in own:
        if said.whole:
            return Match(obligation, said.part or next((s.part for s in own if s.part), None), Strength.NAMED, said.why)
    own_part = next((s.part for s in own if s.part), None)
    for said in above:
        if said.denied:
            return None
        if said.whole:
            return Match(obligation, said.part or own_part, Strength.SECTION, said.why)
    if address and address.denied:
        return None
    weak = [s for s in (*own, *above) if s.weak]
    hints = [s for s in own if not s.weak]
    elsewhere = address is not None and (address.whole or (address.weak and all(s.why != address.why for s in weak)))
    if weak and len({s.why for s in weak}) + len(hints) + elsewhere > 1:
        return Match(obligation, own_part, Strength.SECTION, weak[0].why)
    if address and address.whole:
        return Match(obligation, own_part or address.part, Strength.SECTION if hints else Strength.HINT, address.why)
    heading = next((s for s in hints if s.heads), None)
    return Match(obligation, own_part, Strength.HINT, heading.why) if heading else None


_ENDING = re.compile(r"(?:-\d+)?(?:\.(?:html?|aspx?|php|jsp|jhtml|vgp|ghtml))?$", re.IGNORECASE)


def _say_address(slug: str, signs: Lexicon) -> dict[str, _Said]:
    """What the words of an address say, the last segment first; values of its query are segments too."""
    parts = urlsplit(slug)
    segments = [*unquote(parts.path).split("/"), *(pair.partition("=")[2] for pair in unquote(parts.query).split("&"))]
    said: dict[str, _Said] = {}
    for segment in reversed(segments):
        text = _ENDING.sub("", segment)
        if not text or text.isdigit() or reads_as_news(text):
            continue
        for obligation, one in _say(text, signs).items():
            if obligation not in said or (one.whole and not said[obligation].whole):
                said[obligation] = one
        for entry in signs.glued.get(label_key(text).replace(" ", ""), ()):
            said.setdefault(
                entry.obligation,
                _Said(
                    entry.sign is _Sign.LABEL,
                    False,
                    False,
                    entry.sign is _Sign.NOT,
                    entry.sign is _Sign.WEAK,
                    entry.part,
                    entry.written,
                ),
            )
    return said
