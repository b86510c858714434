"""A sign-in refused after too many failures in, the page that says how long to wait out. The same for names that do not exist."""

from __future__ import annotations

from math import ceil
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now


def client_address(request: HttpRequest) -> str | None:
    """The visitor's address: what our own outermost proxy saw (CONGKHAI_PROXIES), never what a visitor claims."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return seen[-settings.PROXIES] if 0 < settings.PROXIES <= len(seen) else request.META.get("REMOTE_ADDR")


def respond(request: HttpRequest, original_response: HttpResponse, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """429 with the time left, counted from the last failure that was looked at."""
    attempts = AccessAttempt.objects.filter(username=(credentials or {}).get("username"), ip_address=client_address(request))
    left = ceil((attempts.latest("attempt_time").attempt_time + settings.AXES_COOLOFF_TIME - now()).total_seconds())
    response = render(request, "accounts/locked.html", {"minutes": ceil(max(left, 1) / 60)}, status=429)
    response["Retry-After"] = str(max(left, 1))
    return response
