"""What a page of the observatory is of in; its address out, in the language of the request or in a given one."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.urls import reverse
from django.utils import translation

from congkhai.catalogue.obligation import Obligation
from congkhai.monitor.models import Round


def of(page: str, *args: Any, language: str | None = None) -> str:
    """The path of a page, called by its name in monitor/urls.py."""
    with translation.override(language) if language else nullcontext():
        return reverse(f"observatory:{page}", args=args)


def of_agency(round: Round, agency: str, *, language: str | None = None) -> str:
    """Where one agency of a round stands, by its slug."""
    return of("agency", round.slug, agency, language=language)


def of_verdict(round: Round, agency: str, obligation: Obligation, *, language: str | None = None) -> str:
    """Where one verdict is read: the address to cite."""
    return of("verdict", round.slug, agency, obligation, language=language)
