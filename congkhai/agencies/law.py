"""The law as this installation knows it, read once a process; and its words in the reader's language."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.translation import get_language

from congkhai.catalogue.loading import load
from congkhai.catalogue.obligation import Catalogue, Words
from congkhai.catalogue.workdays import Workdays, load_workdays
from congkhai.records import Sentence


def catalogue() -> Catalogue:
    """Everything under ``settings.LAW``. A fault in a law file is raised as the loader words it: file, line, cause, cure."""
    return load(settings.LAW)


@cache
def closed_days() -> Workdays:
    """The days on which agencies do not work: a container of dates."""
    return load_workdays(settings.LAW)


def said(words: Words | Sentence) -> str:
    """The Vietnamese or the English, by the language of the request."""
    return words.en if get_language() == "en" else words.vi
