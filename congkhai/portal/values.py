"""What a person typed for one field in; the plain JSON value that is kept out, or an error that says how to write it. And back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from congkhai import text
from congkhai.agencies.law import said
from congkhai.catalogue.obligation import FieldRule, FieldType

LONGEST = 500  # characters of a one-line field
_DAY = re.compile(r"(?:(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2}))")
_HOUR = re.compile(r"(\d{1,2})(?:[:hg](\d{2})?)?(?:\s*(?:giờ|phút))?", re.IGNORECASE)
_AMOUNT = re.compile(r"(?P<sign>-?)(?P<whole>\d{1,3}(?:[.\s]\d{3})+|\d+)(?:,(?P<part>\d+))?")
_POINT = re.compile(r"-?\d+\.\d+")
_HOLDS_PLACES = {"coordinates", "geometry", "features", "geometries"}
_SCALES = {"nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000, "ti": 1_000_000_000}


def _day(typed: str) -> date:
    match = _DAY.fullmatch(typed.strip())
    try:
        if match is None:
            raise ValueError
        day, month, year, iso_year, iso_month, iso_day = match.groups()
        found = date(int(year or iso_year), int(month or iso_month), int(day or iso_day))
        if not 1900 <= found.year <= 2200:
            raise ValueError
    except ValueError:
        raise ValidationError(_("“%s” is not a day. Write it as 25/11/2026.") % typed.strip()) from None
    return found


def _parse_date(rule: FieldRule, typed: str) -> str:
    return _day(typed).isoformat()


def _parse_datetime(rule: FieldRule, typed: str) -> str:
    """A day, and an hour of Vietnam if one is given: ``2026-11-25T08:00``."""
    day, _space, hour = typed.strip().replace("T", " ").partition(" ")
    moment = _day(day)
    if not hour.strip():
        return moment.isoformat()
    match = _HOUR.fullmatch(hour.strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise ValidationError(_("“%s” is not an hour. Write it as 25/11/2026 08:30.") % hour.strip())
    return f"{moment.isoformat()}T{int(match[1]):02d}:{int(match[2] or 0):02d}"


def parse_period(typed: Sequence[str | None]) -> dict[str, str] | None:
    """Two days, or years or months, of which the first day and the last are meant."""
    ends = []
    for place, written in enumerate(typed):
        written = (written or "").strip()
        if match := re.fullmatch(r"(?:(\d{1,2})/)?(\d{4})", written):
            year, month = int(match[2]), int(match[1] or (12 if place else 1))
            if not 1 <= month <= 12 or not 1900 <= year <= 2200:
                raise ValidationError(_("“%s” is not a month. Write it as 11/2026.") % written)
            last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
            ends.append(date.fromordinal(last) if place else date(year, month, 1))
        elif written:
            ends.append(_day(written))
        else:
            ends.append(None)
    first, last_day = ends
    if first is None and last_day is None:
        return None
    if first is None:
        raise ValidationError(_("The period has an end and no beginning. Fill in “from”."))
    if last_day is not None and last_day < first:
        raise ValidationError(_("The period ends before it begins."))
    return {"from": first.isoformat()} | ({"until": last_day.isoformat()} if last_day else {})


def _amount(typed: str) -> int | float:
    """Dots part thousands and a comma the decimals, as in Vietnamese; a point not followed by three digits is a decimal one."""
    written = typed.strip()
    if match := _AMOUNT.fullmatch(written):
        whole = match["sign"] + re.sub(r"[.\s]", "", match["whole"])
        return float(f"{whole}.{match['part']}") if match["part"] else int(whole)
    if _POINT.fullmatch(written):
        return float(written)
    raise ValidationError(
        _("“%s” is not a number. Write it as 1.234,5: dots between thousands, a comma before decimals.") % written
    )


def _parse_number(rule: FieldRule, typed: str) -> int | float:
    return _amount(typed)


def _parse_money(rule: FieldRule, typed: str) -> int | float:
    """An amount in đồng; “1,5 tỷ đồng” is understood."""
    words = text.fold(typed).replace("vnd", "").strip()
    match = re.fullmatch(r"([\d.,\s]+?)\s*([a-z]*)\s*(?:dong|d)?", words)
    scale = _SCALES.get(match[2]) if match and match[2] not in {"", "d", "dong"} else 1
    if match is None or scale is None:
        raise ValidationError(_("“%s” is not an amount in đồng. Write it as 150.000.000 or 1,5 tỷ.") % typed.strip())
    value = _amount(match[1]) * scale
    return int(value) if value == int(value) else value


def _parse_choice(rule: FieldRule, typed: str) -> str:
    if typed not in {choice.value for choice in rule.choices}:
        raise ValidationError(_("“%s” is not among the choices.") % typed)
    return typed


def _parse_document_number(rule: FieldRule, typed: str) -> str:
    written = _one_line(rule, typed)
    if not re.search(r"\d", written):
        raise ValidationError(_("“%s” has no digit, so it is no document number. Write it as 42/2022/NĐ-CP.") % written)
    return written


def _one_line(rule: FieldRule, typed: str) -> str:
    written = " ".join(text.nfc(typed).split())
    if len(written) > LONGEST:
        raise ValidationError(_("At most %(most)d characters fit here; this has %(are)d.") % {"most": LONGEST, "are": len(written)})
    return written


def _parse_long_text(rule: FieldRule, typed: str) -> str:
    return text.nfc(typed).strip()


def _parse_link(rule: FieldRule, typed: str) -> str:
    written = typed.strip()
    written = written if "://" in written else f"https://{written}"
    try:
        URLValidator(schemes=("http", "https"))(written)
    except ValidationError:
        raise ValidationError(_("“%s” is not a web address. Write it as https://…") % typed.strip()) from None
    return written


def _parse_geometry(rule: FieldRule, typed: str) -> dict[str, Any]:
    """GeoJSON, or one point as “latitude, longitude”."""
    if point := re.fullmatch(r"\s*(-?\d+\.?\d*)\s*[,;]\s*(-?\d+\.?\d*)\s*", typed):
        latitude, longitude = float(point[1]), float(point[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return {"type": "Point", "coordinates": [longitude, latitude]}
    try:
        shape = json.loads(typed)
    except ValueError:
        shape = None
    if not (isinstance(shape, dict) and isinstance(shape.get("type"), str) and _HOLDS_PLACES & set(shape)):
        raise ValidationError(_("This is neither GeoJSON nor a point. Write a point as 22.66, 106.25 (latitude, longitude)."))
    return shape


PARSERS: dict[FieldType, Callable[[FieldRule, str], Any]] = {
    FieldType.TEXT: _one_line,
    FieldType.LONG_TEXT: _parse_long_text,
    FieldType.DATE: _parse_date,
    FieldType.DATETIME: _parse_datetime,
    FieldType.NUMBER: _parse_number,
    FieldType.MONEY: _parse_money,
    FieldType.CHOICE: _parse_choice,
    FieldType.DOCUMENT_NUMBER: _parse_document_number,
    FieldType.PERSON: _one_line,
    FieldType.AGENCY: _one_line,
    FieldType.LINK: _parse_link,
    FieldType.GEOMETRY: _parse_geometry,
}


def parse(rule: FieldRule, typed: Any) -> Any:
    """The value to keep, None where nothing was typed. Shapes: text str · date ``2026-11-25`` · datetime ``2026-11-25T08:30`` (an
    hour of Vietnam) · period ``{"from", "until"?}`` · number, money int or float · geometry GeoJSON · rows a list of dicts by
    column. Files are not values: they are attachments that name the field. ValidationError says how to write it."""
    if rule.type is FieldType.PERIOD:
        return parse_period(typed)
    if rule.type is FieldType.ROWS:
        return parse_rows(rule, typed)
    if typed is None or not str(typed).strip():
        return None
    return PARSERS[rule.type](rule, str(typed).replace("\0", ""))


def parse_rows(rule: FieldRule, typed: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """The rows in which anything was typed. Every faulty cell is named by row and column."""
    rows, faults = [], []
    for number, cells in enumerate(typed, start=1):
        row: dict[str, Any] = {}
        for column in rule.columns:
            try:
                value = parse(column, cells.get(column.name))
            except ValidationError as fault:
                where = {"row": number, "column": said(column.title), "fault": " ".join(fault.messages)}
                faults.append(_("Row %(row)d, %(column)s: %(fault)s") % where)
            else:
                if value is not None:
                    row[column.name] = value
        if row:
            rows.append(row)
    if faults:
        raise ValidationError(faults)
    return rows or None


def _as_typed_number(value: int | float) -> str:
    """1.234,5; ValueError for what is no number."""
    if isinstance(value, bool):
        raise ValueError(value)
    whole, _point, part = f"{Decimal(str(value)):,f}".partition(".")
    return whole.replace(",", ".") + (f",{part}" if part.strip("0") else "")


def _as_typed_day(value: Any) -> str:
    """25/11/2026; what is no ISO day (a person's own words, not yet understood) as it is."""
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    except (ValueError, TypeError):
        return str(value)


def as_typed(rule: FieldRule, value: Any) -> Any:
    """A kept value as a Vietnamese reader writes it; for a period two texts. What does not fit its type is shown as it is."""
    if rule.type is FieldType.PERIOD:
        ends = [value.get("from"), value.get("until")] if isinstance(value, dict) else value or ["", ""]
        return tuple(_as_typed_day(end) if end else "" for end in ends)
    if value is None:
        return ""
    try:
        match rule.type:
            case FieldType.DATE:
                return _as_typed_day(value)
            case FieldType.DATETIME:
                day, _t, hour = str(value).partition("T")
                return f"{_as_typed_day(day)} {hour}".strip()
            case FieldType.NUMBER | FieldType.MONEY if not isinstance(value, str):
                return _as_typed_number(value)
            case FieldType.GEOMETRY if not isinstance(value, str):
                return json.dumps(value, ensure_ascii=False)
    except (ValueError, TypeError, InvalidOperation):
        pass
    return str(value)


def check(rule: FieldRule, value: Any) -> None:
    """Refuse a kept value that the form could not have made, whoever put it there."""
    if rule.type is FieldType.ROWS:
        cells = {column.name: column for column in rule.columns}
        if not isinstance(value, list) or not all(isinstance(row, dict) and set(row) <= set(cells) for row in value):
            raise ValidationError(_("These are not rows of the columns that this field has."))
        for row in value:
            for name, cell in row.items():
                check(cells[name], cell)
    elif rule.type is FieldType.FILE or parse(rule, as_typed(rule, value)) != value:
        raise ValidationError(_("“%s” does not fit this kind of field.") % value)
