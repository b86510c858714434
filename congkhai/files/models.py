"""Files by content: one row per agency, content and name. A file is public only through a record that shows it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.models import Agency


class StoredFile(models.Model):
    """Bytes under ``CONGKHAI_VAR/files/ab/cd/<sha256>``, never under a public media folder."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size"))
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("-uploaded_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("agency", "sha256", "name"), name="file_once_per_agency"),)

    def __str__(self) -> str:
        return self.name


class FileText(models.Model):
    """What a file says, read once for search and kept by its content. Empty where there is no text that can be read."""

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return self.sha256
