"""The law as this installation knows it, read once a process; and its words in the reader's language."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Catalogue, Words
from congkhai.records import Sentence


def catalogue() -> Catalogue:
    """Everything under ``settings.LAW``. A fault in a law file is raised as the loader words it: file, line, cause, cure."""
    return load(settings.LAW)


def said(words: Words | Sentence) -> str:
    """The Vietnamese or the English, by the language of the request."""
    return words.en if get_language() == "en" else words.vi
