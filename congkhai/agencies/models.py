"""Agencies and their units: who publishes, who is bound, who answers for a page."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from congkhai.crawling.addresses import BadAddress, is_plainly_private, typed
from congkhai.records import Kind

KINDS = {
    Kind.MINISTRY: _("ministry"),
    Kind.GOVERNMENT_AGENCY: _("government agency"),
    Kind.DEPARTMENT: _("department"),
    Kind.PROVINCE: _("province"),
    Kind.DISTRICT: _("district"),
    Kind.COMMUNE: _("commune"),
}


class Agencies(models.QuerySet["Agency"]):
    """Agencies, as others pick them."""

    def in_being(self, on: date) -> Self:
        """Those that were there that day."""
        since, until = models.Q(since=None) | models.Q(since__lte=on), models.Q(until=None) | models.Q(until__gt=on)
        return self.filter(since, until)


class Agency(models.Model):
    """One agency of the register. ``portal`` agencies publish here; ``slug`` is in every address of theirs."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    register_id = models.CharField(_("id in the register"), max_length=60, unique=True, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=[(kind.value, title) for kind, title in KINDS.items()])
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("superior agency")
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    site = models.URLField(_("site"), blank=True)
    portal = models.BooleanField(_("publishes on this installation"), default=False)
    rules = models.CharField(_("rule set"), max_length=60, default="letter-2613")
    invented = models.BooleanField(_("invented, for demonstration"), default=False)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    fax = models.CharField(_("fax"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    responsible = models.CharField(_("who answers for the portal"), max_length=200, blank=True)
    operator = models.CharField(_("who runs the portal"), max_length=200, blank=True)

    objects = Agencies.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the reader's language, Vietnamese where there is no English one."""
        return (self.name_en or self.name) if get_language() == "en" else self.name


class Unit(models.Model):
    """A division inside an agency, that obligations are given to."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="units", verbose_name=_("agency"))
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("agency_id", "name", "pk")
        constraints = (models.UniqueConstraint(fields=("agency", "name"), name="unit_once_per_agency"),)

    def __str__(self) -> str:
        return self.name


class Declared(models.Model):
    """An address where an agency says that it meets an obligation, on whatever system its site runs. It is visited first."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="declared", verbose_name=_("agency"))
    obligation = models.CharField(_("obligation"), max_length=60)
    url = models.URLField(_("address of the page"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("declared by")
    )
    at = models.DateTimeField(_("declared at"), auto_now_add=True)

    class Meta:
        verbose_name = _("declared address")
        verbose_name_plural = _("declared addresses")
        ordering = ("agency_id", "obligation", "pk")
        constraints = (models.UniqueConstraint(fields=("agency", "obligation", "url"), name="address_declared_once"),)

    def __str__(self) -> str:
        return f"{self.obligation} · {self.url}"

    def clean(self) -> None:
        """Keeps the address clean. ValidationError for what is none, and for a private one except in a trial."""
        try:
            url = typed(self.url)
        except BadAddress as error:
            raise ValidationError({"url": error.said.en if get_language() == "en" else error.said.vi}) from error
        if is_plainly_private(url) and not settings.DEMO:
            raise ValidationError({"url": _("This is a private address: nobody outside could see the page.")})
        self.url = str(url)
