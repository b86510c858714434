"""The portal's one record, for every obligation, and who holds which obligation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from congkhai.agencies.models import Agency, Unit
from congkhai.files.models import StoredFile


class Disclosure(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """One published record. ``fields`` is shaped by the obligation's version; the columns beside it are what lists, order and
    deadlines need. Publication and expiry dates are the draft state's own."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="disclosures", verbose_name=_("agency"))
    obligation = models.CharField(_("obligation"), max_length=60)
    part = models.CharField(_("part"), max_length=40)
    title = models.CharField(_("title"), max_length=500)
    slug = models.SlugField(_("address"), max_length=100, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = RichTextField(_("text"), blank=True)
    fields = models.JSONField(_("fields"), default=dict, blank=True)
    number = models.CharField(_("number"), max_length=100, blank=True)
    number_key = models.CharField(max_length=100, blank=True, editable=False)
    duty_on = models.DateField(_("day the duty arose"), null=True, blank=True)  # issued, approved, accepted, received or event day
    period_from = models.DateField(_("period from"), null=True, blank=True)  # of the period covered, or in force
    period_until = models.DateField(_("period to"), null=True, blank=True)  # inclusive
    language = models.CharField(_("language"), max_length=5, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi")
    nil_return = models.BooleanField(_("nothing arose in the period"), default=False)
    natural_key = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=400, editable=False, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("supersedes"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    withdrawn_reason = models.TextField(_("reason of withdrawal"), blank=True, editable=False)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ("-duty_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("agency", "obligation", "part", "language", "natural_key"), name="disclosure_once"),
        )
        indexes = (
            models.Index(fields=("agency", "obligation", "live", "-duty_on", "-id"), name="disclosure_list"),
            models.Index(fields=("agency", "number_key"), name="disclosure_number"),
        )

    def __str__(self) -> str:
        return self.title


class Attachment(models.Model):
    """A file of a record, part of its revisions: a draft's files are in no public row."""

    disclosure = ParentalKey(Disclosure, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("sort_order", "pk")


class Approval(models.Model):
    """One person's yes to one revision, not the revision's own editor. Without it nothing goes live."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="approvals")
    revision = models.ForeignKey("wagtailcore.Revision", models.CASCADE, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-approved_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("revision", "approved_by"), name="approve_once"),)


class Assignment(models.Model):
    """Which unit and person holds an obligation in an agency."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="assignments")
    obligation = models.CharField(_("obligation"), max_length=60)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, verbose_name=_("unit"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person"))

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("agency_id", "obligation")
        constraints = (models.UniqueConstraint(fields=("agency", "obligation"), name="one_holder"),)
