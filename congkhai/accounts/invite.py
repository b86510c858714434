"""A new person and her role in, her account and a letter with which she chooses her password out."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from congkhai.accounts.models import Membership


def invite(membership: Membership, request: HttpRequest) -> None:
    """Save the person (without a usable password until she chooses one) and her role, and write to her.
    One who has an account already only gets the role."""
    person = membership.user
    if person.pk is None:
        person.set_unusable_password()
        person.save()
        key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
        where = reverse("account_reset_password_from_key", args=key.split("-", 1))
        get_adapter().send_mail(
            "accounts/email/invitation",
            person.email,
            {"person": person, "agency": membership.agency, "url": request.build_absolute_uri(where), "by": request.user},
        )
    membership.user = person
    membership.save()
