"""People who sign in, and for which agency they act as what."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.models import Agency, Unit


class User(AbstractUser):
    """Our own from the first migration. ``full_name`` in Vietnamese order, family name first."""

    last_name = None
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    position = models.CharField(_("position"), max_length=150, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("username",)

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.full_name or self.username

    @property
    def first_name(self) -> str:
        """How Wagtail greets people. A Vietnamese name is one name."""
        return self.get_full_name()

    def get_short_name(self) -> str:
        return self.get_full_name()


class Role(models.TextChoices):
    """What a person may do for one agency: write and submit; also approve; also assign, withdraw and read the log."""

    EDITOR = "editor", _("editor")
    APPROVER = "approver", _("approver")
    CHIEF = "chief", _("editor-in-chief")


class Membership(models.Model):
    """One person's one role in one agency."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships", verbose_name=_("agency"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="memberships", verbose_name=_("unit"))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("agency_id", "user_id")
        constraints = (models.UniqueConstraint(fields=("user", "agency"), name="one_role_per_agency"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.agency} · {self.get_role_display()}"
