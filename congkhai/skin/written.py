"""Plain values in; as people read them out: 25/11/2026, 150.000.000 đồng, 1,2 MB. Every hour is Vietnam's."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

_WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
_NAMES = {
    "application/pdf": "PDF",
    "application/msword": "DOC",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.ms-powerpoint": "PPT",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
    "application/zip": "ZIP",
    "image/jpeg": "JPG",
}


def day(value: date | None) -> str:
    """25/11/2026, of a moment the day it was in Vietnam; empty for none."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value:%d/%m/%Y}" if value else ""


def weekday(value: date) -> str:
    """Thứ Tư."""
    return str(_WEEKDAYS[value.weekday()])


def moment(value: datetime | None) -> str:
    """25/11/2026, 08:05; empty for none."""
    return f"{timezone.localtime(value):%d/%m/%Y, %H:%M}" if value else ""


def count(value: int) -> str:
    """1.284 in Vietnamese, 1,284 in English."""
    grouped = f"{value:,}"
    return grouped if get_language() == "en" else grouped.replace(",", ".")


def size(octets: int) -> str:
    """412 KB, 1,2 MB; in English 1.2 MB. At least 1 KB, for a file of nothing would not be here."""
    if octets < 999_500:
        return f"{max(1, round(octets / 1000))} KB"
    megabytes = f"{octets / 1_000_000:.1f}"
    return f"{megabytes if get_language() == 'en' else megabytes.replace('.', ',')} MB"


def file_type(content_type: str, name: str) -> str:
    """PDF, DOCX; the extension for a type without a name of its own."""
    return _NAMES.get(content_type) or name.rpartition(".")[2].upper()[:5]
