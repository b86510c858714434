"""What the observatory's templates say: ``{% observatory 'round' round.slug %}``, ``{% use grade %}``, ``{% bar spread %}``."""

from __future__ import annotations

from fractions import Fraction
from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from congkhai.agencies.law import said
from congkhai.agencies.models import KINDS, Agency
from congkhai.catalogue.obligation import Obligation
from congkhai.monitor.effective import Surveyed
from congkhai.monitor.public import addresses
from congkhai.monitor.public.counts import Spread
from congkhai.monitor.public.overview import SEEN
from congkhai.monitor.shown import Grade
from congkhai.records import Kind
from congkhai.reporting.words import number
from congkhai.skin.grades import GLYPHS, NOT_BOUND
from congkhai.skin.templatetags.skin import ICONS

register = template.Library()
register.simple_tag(addresses.of, name="observatory")


@register.simple_tag
def symbols() -> SafeString:
    """The drawings of all grades once, for a page that shows many."""
    drawn = ((name, mark_safe(ICONS[name])) for name in (*GLYPHS.values(), NOT_BOUND))  # noqa: S308
    return format_html_join("", '<symbol id="{}" viewBox="0 0 16 16">{}</symbol>', drawn)


@register.simple_tag
def use(grade: Grade) -> SafeString:
    """A grade's drawing on a page that has the symbols; for the eye, the words stand beside it."""
    return format_html('<span class="{}"><svg aria-hidden="true"><use href="#{}"/></svg></span>', grade.classes, grade.glyph)


@register.simple_tag
def plain_disc(grade: Grade) -> SafeString:
    """The drawing of a grade itself, whatever its timeliness and whoever judged."""
    return format_html('<span class="g {}"><svg aria-hidden="true"><use href="#{}"/></svg></span>', grade.glyph, grade.glyph)


@register.simple_tag
def strip_cell(number: int, obligation: Obligation, grade: Grade) -> SafeString:
    """One of a row of small discs that lead to their verdicts on the same page."""
    words = f"{number}. {said(obligation.title)}: {grade.whole}"
    return format_html(
        '<a class="{}" href="#{}" title="{}"><svg aria-hidden="true"><use href="#{}"/></svg><span class="vh">{}</span></a>',
        grade.classes,
        said(obligation.slug),
        words,
        grade.glyph,
        words,
    )


@register.simple_tag
def bar(spread: Spread) -> SafeString:
    """How some agencies stand, as a bar as long as the column; the table beside it says the same."""
    rects = format_html_join(
        "", '<rect class="{}" x="{}" width="{}" height="10" y="1"/>', ((one.css, one.x, one.width) for one in spread.segments)
    )
    return format_html('<svg width="100%" height="12" aria-hidden="true">{}</svg>', rects)


@register.simple_tag
def address_link(url: str, label: str) -> SafeString:
    """A link to an agency's own page, called by its label or by its path. What is no web address is only printed."""
    parts = urlsplit(url)
    path = f"{parts.path}{'?' + parts.query if parts.query else ''}"
    name = label or (path if path not in {"", "/"} else parts.netloc) or url
    if parts.scheme not in {"http", "https"}:
        return format_html("<span>{}</span>", name)
    return format_html(
        '<a href="{}" rel="external nofollow noopener noreferrer"{}>{}</a>',
        url,
        mark_safe(' lang="vi"') if label and get_language() != "vi" else "",
        name,
    )


@register.filter
def named(agency: Agency | Surveyed) -> str:
    """The name in the reader's language; Vietnamese, and marked as such, where there is no English one."""
    if get_language() == "vi":
        return agency.name
    return agency.name_en or format_html('<span lang="vi">{}</span>', agency.name)


@register.filter
def not_seen(agency: Surveyed) -> bool:
    """Whether its site could not be seen at all."""
    return agency.state not in SEEN


@register.filter
def kind_words(kind: str) -> str:
    """What kind of agency, in a word."""
    return str(KINDS[Kind(kind)])


@register.filter
def points(value: Fraction) -> str:
    """Points as the language writes numbers."""
    return number(value, "en" if get_language() == "en" else "vi")
