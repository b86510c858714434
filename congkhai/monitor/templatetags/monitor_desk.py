"""What the desk's templates say besides: ``{{ act|act_words }}``, ``{{ grade|completeness_words }}``."""

from __future__ import annotations

from django import template

from congkhai.monitor import shown
from congkhai.monitor.models import COMPLETENESS, TIMELINESS, Review
from congkhai.records import Completeness, Timeliness

register = template.Library()


@register.filter
def act_words(act: str) -> str:
    """What a reviewer did, in a word."""
    return str(Review.Act(act).label)


@register.simple_tag
def pair(review: Review) -> str:
    """What holds after it, in words."""
    return shown.pair(Completeness(review.completeness), Timeliness(review.timeliness))


@register.filter
def completeness_words(grade: str | None) -> str:
    """A grade in a word."""
    return str(COMPLETENESS[Completeness(grade)]) if grade else "–"


@register.filter
def timeliness_words(timeliness: str) -> str:
    """The same of the time."""
    return str(TIMELINESS[Timeliness(timeliness)])
