"""Words of each language, and obligations, in; the parts of an address that stand for them, and whole addresses, out."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.functional import lazy

from congkhai.agencies.law import catalogue, said
from congkhai.catalogue.obligation import Obligation


def _worded(vi: str, en: str) -> str:
    return en if translation.get_language() == "en" else vi


both = lazy(_worded, str)  # one route with its own words in each language, for path()


class SectionSlug:
    """In an address an obligation is called by its slug in the language of the page."""

    regex = "[-a-z0-9]+"

    def to_python(self, value: str) -> Obligation:
        for obligation in catalogue().obligations.values():
            if said(obligation.slug) == value:
                return obligation
        raise ValueError

    def to_url(self, value: Obligation) -> str:
        return said(value.slug)


def absolute(path: str) -> str:
    """The path with the installation's own host before it."""
    return settings.ADDRESS + path
