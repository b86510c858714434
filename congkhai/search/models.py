"""What can be found: one row per record, its words kept as written and folded."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.models import Agency


class Indexed(models.Model):
    """One record as search knows it. The four word columns are runs of words with single spaces between; the database keeps its
    full-text index over them by itself (FTS5 triggers on SQLite, generated columns on PostgreSQL: migration 0002)."""

    kind = models.CharField(max_length=60)  # app.model of the record
    record = models.BigIntegerField()
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    section = models.CharField(max_length=60)
    language = models.CharField(max_length=5)
    title = models.TextField()
    body = models.TextField()
    number_key = models.CharField(max_length=100, db_index=True)
    on = models.DateField(null=True)
    title_exact = models.TextField()
    body_exact = models.TextField()
    title_folded = models.TextField()
    body_folded = models.TextField()

    class Meta:
        verbose_name = _("indexed record")
        verbose_name_plural = _("indexed records")
        constraints = (models.UniqueConstraint(fields=("kind", "record"), name="indexed_once"),)

    def __str__(self) -> str:
        return self.title
