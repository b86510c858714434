"""What the desk's templates say: ``{{ words|said }}``, ``{{ verdict|grade }}``, ``{{ left|days_left }}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congkhai.agencies import law
from congkhai.catalogue.obligation import Due, Version
from congkhai.portal.duty import Duty
from congkhai.portal.public.law import due_in_words
from congkhai.portal.words import COMPLETENESS
from congkhai.records import Completeness, Timeliness, Verdict
from congkhai.skin.citing import Cited, cited
from congkhai.skin.grades import GLYPHS
from congkhai.skin.templatetags.skin import icon

register = template.Library()


@register.filter
def said(words: Any) -> str:
    """The Vietnamese or the English of a pair."""
    return law.said(words) if words else ""


@register.filter
def grade(completeness: Completeness, late: bool = False) -> SafeString:
    """A disc as full as the duty is met, and the word."""
    glyph = GLYPHS.get(completeness)
    words = COMPLETENESS[completeness]
    if glyph is None:
        return format_html('<span class="soft">{}</span>', words)
    return format_html(
        '<span class="grade"><span class="g {}{}">{}</span>{}</span>', glyph, " late" if late else "", icon(glyph, ""), words
    )


@register.filter
def verdict_grade(verdict: Verdict) -> SafeString:
    """The same, with its corner folded where the verdict is late."""
    return grade(verdict.completeness, verdict.timeliness is Timeliness.LATE)


@register.filter
def days_left(left: int) -> str:
    """How long there is, in working days."""
    if left < 0:
        return ngettext("%d day late", "%d days late", -left) % -left
    if left == 0:
        return _("Due today")
    return ngettext("%d day left", "%d days left", left) % left


@register.filter
def working_days_left(left: int) -> str:
    """The same in a sentence, which has to say what days."""
    if left < 0:
        return ngettext("%d working day late", "%d working days late", -left) % -left
    if left == 0:
        return _("due today")
    return ngettext("%d working day left", "%d working days left", left) % left


@register.filter
def places(version: Version) -> list[Cited]:
    """Where the law says it."""
    return cited(version)


@register.filter
def due_words(due: Due) -> str:
    """The time limit in a sentence."""
    return due_in_words(due)


@register.filter
def ours(duty: Duty | None) -> bool:
    """Whether the limit is not the law's."""
    return duty is not None and duty.proxy
