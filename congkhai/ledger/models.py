"""The publication log: who did what to which record, when. Rows are added, never changed or removed; the database refuses too."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.models import Agency


class Entry(models.Model):
    """One act. ``subject`` is ``app.model:pk``; ``verb`` a stable code such as ``published``; ``note`` a person's reason."""

    at = models.DateTimeField(_("at"), auto_now_add=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name=_("agency"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    verb = models.CharField(_("act"), max_length=40)
    subject = models.CharField(_("record"), max_length=80, db_index=True)
    note = models.TextField(_("reason"), blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("publication log")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("the publication log only grows: an entry cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("the publication log only grows: an entry cannot be removed")
