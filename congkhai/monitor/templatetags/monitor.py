"""What the monitor's templates say, at its desk and in public: ``{% held effective %}``, ``{% disc grade %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from congkhai.agencies.law import catalogue, said
from congkhai.monitor import shown
from congkhai.monitor.effective import Effective
from congkhai.monitor.models import TIMELINESS
from congkhai.records import Completeness, Timeliness
from congkhai.skin.templatetags.skin import icon

register = template.Library()


@register.filter
def obligation_title(identifier: str) -> str:
    """The obligation's title in the reader's language; its id where the law files know it no more."""
    known = catalogue().obligations.get(identifier)
    return said(known.title) if known else identifier


@register.filter
def timeliness_words(timeliness: str) -> str:
    """Whether it came in time, in words."""
    return str(TIMELINESS[Timeliness(timeliness)])


@register.simple_tag
def disc(grade: shown.Grade) -> SafeString:
    """The drawing alone, for the eye: the words stand beside it."""
    return format_html('<span class="{}" aria-hidden="true">{}</span>', grade.classes, icon(grade.glyph, ""))


@register.inclusion_tag("monitor/grade.html", name="grade")
def grade(completeness: Completeness, timeliness: Timeliness, act: str | None) -> dict[str, Any]:
    """A disc as full as the duty is met, the words, and whether a person stands behind them."""
    return {"grade": shown.grade(completeness, timeliness, act)}


@register.inclusion_tag("monitor/grade.html")
def held(effective: Effective) -> dict[str, Any]:
    """The same of what holds now."""
    return {"grade": shown.grade_of(effective)}
