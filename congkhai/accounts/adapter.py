"""What allauth asks the project: nobody signs herself up, and after signing in each goes where she may."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url

from congkhai.accounts.lockout import client_address
from congkhai.accounts.models import User


class Adapter(DefaultAccountAdapter):
    """allauth's own, without sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL) if request.user.has_perm("wagtailadmin.access_admin") else "/"

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not in the first minutes after signing in, so that the set-up of the second step does not ask the password twice."""
        entered = [record["at"] for record in get_authentication_records(self.request, self.request.user)]
        stale = not entered or time.time() - max(entered) > app_settings.REAUTHENTICATION_TIMEOUT
        return stale and super().is_reauthentication_required(app=app)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "-"

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """To the one address we know of; allauth would look in a table of verified ones, which stays empty here."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)
