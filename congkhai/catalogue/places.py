"""A place in an instrument, as Vietnamese law cites it, in; whether it is written rightly, the same in English, and where it stands
among others, out."""

from __future__ import annotations

import re

from congkhai.text import fold

WHOLE = "toàn văn"  # where the text was not seen, so that no place in it can be named
_ENGLISH = {
    "gạch đầu dòng": "dash",
    "dấu cộng": "plus sign",
    "hạn chế": "shortcoming",
    "toàn văn": "the whole text",
    "phụ lục": "Appendix",
    "chương": "Chapter",
    "điều": "Article",
    "khoản": "clause",
    "điểm": "point",
    "đoạn": "paragraph",
    "mục": "section",
    "phần": "Part",
    "mẫu": "Form",
    "đến": "to",
    "và": "and",
}
_WORD = re.compile("|".join(rf"\b{word}\b" for word in _ENGLISH), re.IGNORECASE)
_NUMBER, _LETTER, _ROMAN = r"\d{1,3}[a-zđ]?", r"[a-zđ]{1,2}\d?", r"[IVXL]+"
_FIRST = (
    rf"(?:Điều {_NUMBER}|[Mm]ục (?:{_NUMBER}|{_ROMAN})|Chương (?:{_ROMAN}|\d+)|Phần (?:{_ROMAN}|\d+)"
    rf"|Phụ lục(?: (?:{_ROMAN}|{_NUMBER}))?|Mẫu \w+|hạn chế \(\d\))"
)
_BELOW = rf"(?:khoản {_NUMBER}|điểm {_LETTER}|đoạn \d+|gạch đầu dòng \d+|dấu cộng \d+)"
_ANOTHER = rf"(?:, | và | đến )(?:{_NUMBER}|{_LETTER}|{_ROMAN})(?=$|[,;]| và | đến )"
_MORE = rf"(?:{_ANOTHER}|(?:, | và | đến | ){_BELOW}|(?:, | và | đến | ){_FIRST})"
_GROUP = rf"{_FIRST}{_MORE}*"
_PLACE = re.compile(rf"{WHOLE}|{_GROUP}(?:; {_GROUP})*")


def is_place(written: str) -> bool:
    """Whether it reads as ``Điều 10 khoản 1 điểm đ, gạch đầu dòng 2``, ``mục 2 điểm b; hạn chế (2)`` or ``toàn văn``."""
    return _PLACE.fullmatch(written) is not None


def in_english(place: str) -> str:
    """``Điều 10 khoản 1 điểm c`` → ``Article 10 clause 1 point c``."""
    return _WORD.sub(lambda word: _ENGLISH[word[0].lower()], place)


# --- places among one another; a path is the steps to one: (("điều", "10"), ("khoản", "1"), ("điểm", "đ")) -------------------

Path = tuple[tuple[str, str], ...]

_DEPTH = dict.fromkeys(("điều", "mục", "chương", "phần", "phụ lục", "mẫu", "hạn chế"), 0)
_DEPTH |= {"khoản": 1, "điểm": 2, "đoạn": 3, "gạch đầu dòng": 3, "dấu cộng": 4}
_UNITS = {name: unit for unit in _DEPTH for name in (unit, fold(unit), _ENGLISH[unit].lower())}
_STEP = re.compile(rf"(\bđến\s+)?\b({'|'.join(_UNITS)})\s*\(?(\w+)|(,|\bvà|\bđến)\s+(\w+)(?=$|[,;]| và | đến )")
_SHORT = re.compile(r"(?:(?:điều|dieu|article)\s*)?(\d+)(?:[\s.(]+(\d+)[\s.)]*(?:\(?([a-zđ])\)?)?)?")  # 15, Điều 15(1)b, 15.1.b
_ASKED = re.compile(rf"\b({'|'.join(_UNITS)})\s*\(?(\d{{1,3}}[a-zđ]?|[a-zđ]|[ivxl]+)\)?(?!\w)")
_ALPHABET = "abcdđeghiklmnopqrstuvxy"  # as Vietnamese law letters its points


def paths(place: str) -> tuple[Path, ...]:
    """Every place that a citation names: ``Điều 18 khoản 1 và 3`` names two, ``Điều 22 đến 26`` five."""
    found: list[Path] = []
    for to, unit, number, joined, more in _STEP.findall(place.lower()):
        last = found[-1] if found else ()
        if not unit and not last:
            continue
        step = (_UNITS[unit], number) if unit else (last[-1][0], more)
        above = tuple(one for one in last if _DEPTH[one[0]] < _DEPTH[step[0]])
        if last and (to or joined == "đến"):
            found += [(*above, (step[0], one)) for one in _between(last[-1][1], step[1])]
        elif above == last:
            found[-1:] = [(*above, step)]
        else:
            found.append((*above, step))
    return tuple(found)


def _between(first: str, last: str) -> list[str]:
    """Those after the one and up to the other."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first) + 1, min(int(last), int(first) + 200) + 1)]
    return list(_ALPHABET[_ALPHABET.find(first) + 1 : _ALPHABET.find(last) + 1]) or [last]


def path_asked(written: str) -> Path:
    """What somebody typed, in any order: ``điểm b khoản 1 Điều 15``, ``Article 15 point b``, ``15(1)b``, ``15.1.b``; of a citation
    of several places, the first. ValueError if it is no place, or not all of it was understood."""
    typed = written.strip().lower()
    if short := _SHORT.fullmatch(typed):
        return tuple((unit, number) for unit, number in zip(("điều", "khoản", "điểm"), short.groups(), strict=True) if number)
    if is_place(written.strip()) and (named := paths(typed)):
        return named[0]
    typed = f"điều {typed}" if typed[:1].isdigit() else typed
    steps = [(_UNITS[unit], number) for unit, number in _ASKED.findall(typed)]
    if not steps or _ASKED.sub("", typed).strip(" ,;."):
        raise ValueError(written)
    return tuple(sorted(steps, key=lambda step: _DEPTH[step[0]]))


def beside(asked: Path, place: str) -> bool:
    """Whether a citation names what was asked, something within it, or something that it is within."""
    return place == WHOLE or any(path[: len(asked)] == asked[: len(path)] for path in paths(place))


def in_order(place: str) -> tuple[tuple[int, int, str], ...]:
    """The key that sorts places as they stand in an instrument."""
    steps = next(iter(paths(place)), ())
    return tuple((_DEPTH[unit], int(number) if number.isdigit() else _ALPHABET.find(number), number) for unit, number in steps)
