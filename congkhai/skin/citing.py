"""A version of an obligation in; the clauses that it rests on, in the reader's language, out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue
from congkhai.catalogue.obligation import Instrument, Version
from congkhai.catalogue.places import in_english

TYPES = {
    "law": gettext_lazy("Law"),
    "decree": gettext_lazy("Decree"),
    "circular": gettext_lazy("Circular"),
    "letter": gettext_lazy("Official letter"),
    "resolution": gettext_lazy("Resolution"),
    "decision": gettext_lazy("Decision"),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """One instrument and the places in it that a version rests on."""

    instrument: Instrument
    places: tuple[str, ...]

    @property
    def name(self) -> str:
        return _("%(type)s No. %(number)s") % {"type": TYPES[self.instrument.type], "number": self.instrument.number}

    @property
    def marked(self) -> SafeString:
        """The name as HTML, with a number that does not break over lines."""
        words = _("%(type)s No. %(number)s") % {"type": "{}", "number": '<span class="nb">{}</span>'}
        return format_html(words, TYPES[self.instrument.type], self.instrument.number)

    @property
    def over(self) -> bool:
        """Whether it is no longer in force."""
        return self.instrument.until is not None and self.instrument.until <= timezone.localdate()


def place_in_words(place: str) -> str:
    """``Điều 10 khoản 1 điểm c``; in English ``Article 10 clause 1 point c``."""
    return in_english(place) if get_language() == "en" else place


def cited(version: Version) -> list[Cited]:
    """What the version rests on, each instrument once, in the order of the law file."""
    places: dict[str, list[str]] = {}
    for citation in version.cites:
        places.setdefault(citation.instrument, []).append(place_in_words(citation.place))
    return [Cited(catalogue().instruments[name], tuple(some)) for name, some in places.items()]
