"""A request in, the view it asked for or a refusal out: no admin without a second step, and there only views that know agencies.

Wagtail's own views check a permission on the model and no more, so that one agency's editor would reach another's records. For
all but those who run the installation the admin is therefore closed except for views written here and the few below."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

HARMLESS = {  # they show nothing of any agency, or ask the record's own policy (accounts/policy.py)
    "wagtailadmin_home",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
}


def is_ours(view: Callable[..., Any]) -> bool:
    """Whether a view, under any decorators, is written in congkhai."""
    return (getattr(view, "view_class", None) or inspect.unwrap(view)).__module__.startswith("congkhai.")


class Gate:
    """Middleware; stands after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None  # a reader: her session is not even looked for, so that public pages stay the same for all
        user, asked = request.user, request.resolver_match
        if not user.is_authenticated or asked.view_name.startswith(("account_", "mfa_")):
            return None
        if settings.MFA_REQUIRED and not is_mfa_enabled(user):
            return redirect("mfa_activate_totp")
        if request.path_info.startswith(f"/{settings.ADMIN_PATH}") and not user.is_superuser:
            if not user.has_perm("wagtailadmin.access_admin"):
                raise PermissionDenied
            if asked.view_name not in HARMLESS and not is_ours(view):
                raise PermissionDenied
        return None
