"""An amount in đồng in; as people say it where that loses nothing, 38,7 tỷ đồng, out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from congkhai.catalogue.obligation import FieldType
from congkhai.portal.models import Disclosure
from congkhai.portal.shown import Shown
from congkhai.skin import written

_SCALES = ((10**9, _("%s billion đồng")), (10**6, _("%s million đồng")), (1, "%s đồng"))


def amount(value: int | Decimal) -> str:
    """486 tỷ đồng; 38,7 tỷ đồng; 1.234.567.890 đồng, which has more than three decimals as billions."""
    fits = ((scale, words) for scale, words in _SCALES if value >= scale and value % (scale // 1000 or 1) == 0)
    scale, words = next(fits, _SCALES[-1])
    whole, part = divmod(int(value), scale)
    decimals = f"{part / scale:.3f}"[2:].rstrip("0")
    point = "." if get_language() == "en" else ","
    return words % f"{written.count(whole)}{point if decimals else ''}{decimals}"


def in_short(record: Disclosure, field: Shown) -> Shown:
    """The field with its amount in short, for a line of a list."""
    value = record.fields.get(field.rule.name)
    whole = field.rule.type is FieldType.MONEY and field.words and isinstance(value, int) and value > 0
    return replace(field, words=amount(value)) if whole else field
