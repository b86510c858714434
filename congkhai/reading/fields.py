"""A part's field rules and what a page calls things in; typed values out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from congkhai.catalogue.obligation import FieldRule, FieldType, PartRule
from congkhai.reading import dates
from congkhai.reading.html import is_file
from congkhai.reading.numbers import find_numbers, normal
from congkhai.reading.page import Link
from congkhai.records import FieldSeen, FieldState
from congkhai.text import label_key

_LONGEST = 4000
_TEXTS = frozenset((FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PERSON, FieldType.AGENCY))
_FILES = frozenset((FieldType.FILE, FieldType.LINK, FieldType.GEOMETRY))
# What stands where a value is missing, and what says that it is kept back.
_NO_VALUE = re.compile(
    r"[\W_]*|(?:dang cap nhat|chua cap nhat|chua co(?: thong tin| du lieu)?|khong co|khong co du lieu|khong|n a|null"
    r"|none|undefined|x)"
)
_MAY_BE_NO_VALUE = re.compile(r"(?i)[\W_]|đang|chưa|không|n/?a|null|none|undefined|x$")
_MAY_BEGIN_KEPT = "KkHhBbMm"
_KEPT_BACK = re.compile(r"(?:khong (?:cong bo|cong khai)|han che (?:su dung|cong bo|cong khai)|bao mat|mat)\b.*")
# Names for what a record is called, whatever the obligation calls that field.
_TITLE = frozenset(
    ("ten", "trich yeu", "noi dung trich yeu", "ve viec", "tieu de", "cau hoi", "ten du an", "ten de tai", "ten van ban")
)
_MONEY = re.compile(r"(\d[\d.,\s]*)\s*(ty|trieu|nghin|ngan)?\s*(?:dong|vnd|d)?\b")
_SCALE = {"ty": 10**9, "trieu": 10**6, "nghin": 10**3, "ngan": 10**3, None: 1}


class _Names:
    """What the fields of one part (or the columns of one field) go by, worked out once."""

    def __init__(self, holder: PartRule | FieldRule) -> None:
        self.holder = holder
        rules = holder.fields if isinstance(holder, PartRule) else holder.columns
        self.exact: dict[str, FieldRule] = {}
        for rule in rules:
            for name in (rule.title.vi, *rule.labels, rule.title.en):
                self.exact.setdefault(label_key(name), rule)
        self.phrases = sorted(((name, rule) for name, rule in self.exact.items() if " " in name), key=lambda found: -len(found[0]))
        self.found: dict[str, FieldRule | None] = {}
        # What a record passes on (law: legal-dissemination) has a title of its own.
        named = [r for r in rules if r.type in (FieldType.TEXT, FieldType.LONG_TEXT) and not r.name.startswith("source_")]
        self.title = next((r for r in named if not _TITLE.isdisjoint(map(label_key, (r.title.vi, *r.labels)))), None)
        self.body = next((r for r in rules if r.type is FieldType.LONG_TEXT and "noi dung" in map(label_key, r.labels)), None)
        self.listing = next((r for r in rules if r.lists_documents), None)
        self.by_type = {rule.type: rule for rule in reversed(rules)}

    def look_up(self, label: str) -> FieldRule | None:
        """By the whole name; else by a name of two words or more that the label begins with, or of three that it ends with."""
        key = re.sub(r"^(?:\d+|[a-e]|[ivx]+) ", "", label_key(label))
        if key in self.exact or len(key) > 60:
            return self.exact.get(key)
        longer = next((rule for name, rule in self.phrases if key.startswith(f"{name} ")), None)
        return longer or next((rule for name, rule in self.phrases if key.endswith(f" {name}") and len(name.split()) > 2), None)


# By identity: hashing a part of the law costs more than reading a page. Each entry holds its part, so that no id is used twice.
_known: dict[int, _Names] = {}
_MOST_KNOWN = 2000
_MOST_LABELS = 4000


def _names(part: PartRule | FieldRule) -> _Names:
    names = _known.get(id(part))
    if names is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        names = _known[id(part)] = _Names(part)
    return names


def rule_for(label: str, part: PartRule | FieldRule) -> FieldRule | None:
    """The field that a page's label, header cell or column names; None if it names none of them."""
    names = _names(part)
    if label not in names.found:
        if len(names.found) >= _MOST_LABELS:
            names.found.clear()
        names.found[label] = names.look_up(label)
    return names.found[label]


def title_rule(part: PartRule) -> FieldRule | None:
    """The field that a record's title fills: its name, summary or question."""
    return _names(part).title


def body_rule(part: PartRule) -> FieldRule | None:
    """The field that the text of a record's own page fills: its content."""
    return _names(part).body


def listing_rule(part: PartRule) -> FieldRule | None:
    """The field in which a record lists documents, as an issue of a gazette does."""
    return _names(part).listing


def of_type(part: PartRule, kind: FieldType) -> FieldRule | None:
    """The part's first field of a type."""
    return _names(part).by_type.get(kind)


# --- values -----------------------------------------------------------------------------------------


def typed(rule: FieldRule, text: str, links: Iterable[Link] = (), *, near: date | None = None) -> FieldSeen | None:
    """The value a page shows for a field; None where it shows nothing. Days are ISO text, periods two of them, money whole đồng,
    numbers of documents in normal form, files a list of addresses. What cannot be put in the field's type stays as the page
    writes it."""
    kind = rule.type
    text = text.strip() if kind is FieldType.LONG_TEXT else text.strip(" \n\t.;,")
    if kind in _FILES:
        found = [link.href for link in links if not link.script and (kind is not FieldType.FILE or is_file(link) or text)]
        return FieldSeen(found, FieldState.PRESENT) if found else _kept_back(text)
    if not text or (len(text) <= 30 and _MAY_BE_NO_VALUE.match(text) and _NO_VALUE.fullmatch(label_key(text))):
        return None
    if text[0] in _MAY_BEGIN_KEPT and (kept := _kept_back(text)):
        return kept
    value = None if kind in _TEXTS else _value(rule, text, near)
    return FieldSeen(text[:_LONGEST] if value is None else value, FieldState.PRESENT)


def _kept_back(text: str) -> FieldSeen | None:
    kept = text and len(text) < 200 and _KEPT_BACK.fullmatch(label_key(text))
    return FieldSeen(None, FieldState.WITHHELD) if kept else None


def _value(rule: FieldRule, text: str, near: date | None) -> object:
    match rule.type:
        case FieldType.DATE:
            day = dates.single(text, near=near)
            return day.isoformat() if day else None
        case FieldType.DATETIME:
            moment = dates.moment(text)
            day = dates.single(text, near=near)
            return moment.isoformat() if moment else day.isoformat() if day else None
        case FieldType.PERIOD:
            period = dates.term(text, near=near)
            return [end.isoformat() for end in period] if period else None
        case FieldType.DOCUMENT_NUMBER:
            return next(filter(None, map(normal, find_numbers(text))), None) or normal(text)
        case FieldType.MONEY:
            return money(text)
        case FieldType.NUMBER:
            return number(text)
        case FieldType.CHOICE:
            return _choice(rule, text)
    return None


def number(text: str) -> int | float | None:
    """A Vietnamese number, dots grouping and the comma decimal: ``1.234,5`` → 1234.5. None if there is none or more than one."""
    found = re.findall(r"\d[\d.,]*", text)
    if len(found) != 1:
        return None
    digits = found[0].rstrip(".,")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def money(text: str) -> int | None:
    """An amount in đồng: ``150.000.000 đồng``, ``1,5 tỷ đồng``; None if it is not one amount in đồng."""
    match = _MONEY.search(dates.folded(text))
    if match is None or re.search(r"usd|eur|\$|%", text.lower()):
        return None
    amount = number(match[1].strip())
    return None if amount is None else round(amount * _SCALE[match[2]])


def _choice(rule: FieldRule, text: str) -> str | None:
    """The choice whose title the text is, else the longest title that stands in it."""
    key = f" {label_key(text)} "
    titles = sorted(((label_key(c.title.vi), c.value) for c in rule.choices), key=lambda tc: -len(tc[0]))
    return next((value for title, value in titles if f" {title} " in key), None)
