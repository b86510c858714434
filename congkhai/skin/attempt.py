"""An act of a desk in; whether it was done out, and the person told so, or why it was refused."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest


def attempt(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do an act, and say that it is ``done``, or what the act itself says of that."""
    try:
        said = act()
    except (PermissionDenied, ValidationError) as refusal:
        for sentence in refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]:
            messages.error(request, sentence)
        return False
    messages.success(request, done or str(said))
    return True
