"""What templates say: ``{% icon "down" %}``, ``{{ day|day }}``, ``{{ count|count }}``."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue, said
from congkhai.catalogue.obligation import RuleSet
from congkhai.skin import written

register = template.Library()
for _filter in (written.day, written.weekday, written.moment, written.count, written.size):
    register.filter(_filter.__name__, _filter)
register.filter(said)
register.simple_tag(written.file_type)

_LINE = '<path d="{}" fill="none" stroke="currentColor" stroke-width="{}"/>'
_RING = '<circle cx="8" cy="8" r="{}" fill="none" stroke="currentColor" stroke-width="{}"/>'
ICONS = {
    "ok": _LINE.format("m2.5 8.5 3.5 3.5 7.5-8", 2.2),
    "no": _LINE.format("m3.5 3.5 9 9m0-9-9 9", 2),
    "down": _LINE.format("M8 1.5v8.7M4.2 6.8 8 10.6l3.8-3.8M2 14.2h12", 1.7),
    "clock": _RING.format(6.2, 1.6) + _LINE.format("M8 4.2V8l2.8 1.8", 1.6),
    "bang": _LINE.format("M8 1.5 15 14H1zM8 6v3.6m0 1.6v.6", 1.5),
    # grades, a disc filled as far as the duty is met: full, substantial, partial, none, unknown; not bound is a dash
    "g4": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    "g3": _RING.format(6.25, 1.5) + '<path fill="currentColor" d="M8 8V1.5A6.5 6.5 0 1 1 1.5 8z"/>',
    "g2": _RING.format(6.25, 1.5) + '<path fill="currentColor" d="M8 1.5a6.5 6.5 0 0 1 0 13z"/>',
    "g1": _RING.format(6, 2),
    "gu": _LINE.format("M5.2 5.6C5.3 3.9 6.4 3 8 3s2.8 1 2.8 2.4c0 2-2.7 2-2.7 4.1m0 2.1v1.9", 1.9),
    "gx": _LINE.format("M4.5 8h7", 1.5),
}


@register.simple_tag
def icon(name: str, classes: str = "i") -> SafeString:
    """A drawing of 16 by 16, for the eye only: the word stands beside it."""
    return format_html('<svg class="{}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', classes, mark_safe(ICONS[name]))  # noqa: S308


@register.filter
def adopted(rules: RuleSet, on: date) -> SafeString:
    """What stands beside the name of a list that is no longer law on the day: whoever keeps to it does so of its own will."""
    if catalogue().lapsed(rules.id, on) is None:
        return mark_safe("")
    return format_html("<strong>{}</strong>", _("Former list, kept to by the agency of its own will"))


@register.simple_tag
def with_query(query: QueryDict, **changes: Any) -> str:
    """The address of the same page with some parameters changed; None takes one away."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


@register.inclusion_tag("skin/pager.html")
def pager(page: Page[Any], query: QueryDict) -> dict[str, Any]:
    """Links to the pages around this one, the first and the last; nothing if there is but one."""
    return {"page": page, "query": query, "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)}
