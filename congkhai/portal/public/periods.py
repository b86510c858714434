"""A period's first and last day in; the name that people have for it out."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from congkhai.skin import written

_QUARTERS = ("I", "II", "III", "IV")


def period_in_words(first: date | None, last: date | None) -> str:
    """Tháng 10/2026, Quý III/2026, Năm 2026 where the days are just those; else 01/10/2026 – 15/10/2026."""
    if first is None:
        return ""
    if last is None:
        return _("Since %(first)s") % {"first": written.day(first)}
    following = last + timedelta(days=1)
    months = (following.year - first.year) * 12 + following.month - first.month
    if first.day == following.day == 1:
        match months:
            case 1:
                return _("Month %(month)d/%(year)d") % {"month": first.month, "year": first.year}
            case 3 if first.month % 3 == 1:
                return _("Quarter %(quarter)s/%(year)d") % {"quarter": _QUARTERS[first.month // 3], "year": first.year}
            case 12 if first.month == 1:
                return _("Year %(year)d") % {"year": first.year}
    return f"{written.day(first)} – {written.day(last)}"
