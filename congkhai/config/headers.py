"""A response in, the same response out with what a browser may do with it."""

from __future__ import annotations

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse

NO_DEVICES = ", ".join(f"{device}=()" for device in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort"))
ADMIN = {"frame-src": [SELF], "frame-ancestors": [SELF]}  # the preview is a frame


class Headers(CSPMiddleware):
    """One policy for the public site; the admin's differs as little as Wagtail allows (docs/reference/settings.md)."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponse, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(f"/{settings.ADMIN_PATH}"):
            parts.replace = ADMIN | (parts.replace or {})
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if getattr(
            request, "is_dummy", False
        ):  # the admin's preview of a public page: the admin's response around it gets its headers
            return response
        response.setdefault("Permissions-Policy", NO_DEVICES)
        return super().process_response(request, response)
