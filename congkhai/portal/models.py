"""The portal's one record, for every obligation; who approved it; and who holds which obligation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import LockableMixin, PreviewableMixin, RevisionMixin, Task, TaskState, WorkflowMixin

from congkhai.accounts.acting import scoped
from congkhai.agencies.models import Agency, Unit
from congkhai.catalogue import obligation as catalogue
from congkhai.files.models import StoredFile
from congkhai.portal.derived import derive
from congkhai.portal.going_live import TEXT, LiveByApproval, NotApproved
from congkhai.portal.policy import LEAST, may
from congkhai.portal.rules import find_part
from congkhai.portal.shown import MAY_SHOW, WITHHELD, shown
from congkhai.portal.values import check

WRITING = ["h3", "h4", "bold", "italic", "ol", "ul", "hr", "link"]  # no pictures or embeds: a record's files are its attachments


class Disclosures(models.QuerySet["Disclosure"]):
    """Records. For the admin they are always fetched through ``accounts.acting.scoped``. Many at once, they neither go live nor
    change their text: that is done one by one, with an approval (a load of data past that says so by ``_base_manager``)."""

    def update(self, **changes: Any) -> int:
        if {"live", "live_revision", "live_revision_id", *TEXT} & set(changes):
            raise NotApproved(_("A live record changes by a new version that another person approves, not in place."))
        return super().update(**changes)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        records = list(objs)
        if any(record.live for record in records):
            raise NotApproved(_("Nothing goes live but an approved version of the record itself."))
        return super().bulk_create(records, *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.exclude(first_published_at=None).exists():
            raise PermissionDenied(_("What was ever public is not deleted. Withdraw it, with a reason."))
        return super().delete()


class Disclosure(WorkflowMixin, LiveByApproval, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """One published record. ``fields`` is shaped by the obligation's version (portal/values.py), with ``_withheld`` and
    ``_may_show`` beside the law's fields; the columns are what lists, order and deadlines need, and are derived from it.
    Publication and expiry dates are the draft state's own."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="disclosures", verbose_name=_("agency"))
    obligation = models.CharField(_("obligation"), max_length=60)
    part = models.CharField(_("part"), max_length=40)
    title = models.CharField(_("title"), max_length=500)
    slug = models.SlugField(_("address"), max_length=100, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = RichTextField(_("text"), blank=True, features=WRITING)
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
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("supersedes")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    withdrawn_reason = models.TextField(_("reason of withdrawal"), blank=True, editable=False)

    objects = Disclosures.as_manager()

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ("-duty_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "obligation", "part", "language", "natural_key"),
                name="disclosure_once",
                violation_error_message=_(
                    "This agency already has such a record: the same number, week, period, or title and day."
                ),
            ),
        )
        indexes = (
            models.Index(fields=("agency", "obligation", "live", "-duty_on", "-id"), name="disclosure_list"),
            models.Index(fields=("agency", "number_key"), name="disclosure_number"),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse fields that the law's version does not know or that do not fit it, whoever put them there."""
        if not isinstance(self.fields, dict):
            raise ValidationError({"fields": _("The fields of a record are a list of names and values.")})
        derive(self)
        part = find_part(self.obligation, self.part, timezone.localdate())
        if part is None:
            raise ValidationError(
                _("The law files hold no obligation “%(obligation)s” with a part “%(part)s”.")
                % {"obligation": self.obligation, "part": self.part}
            )
        if self.nil_return:
            if not part.nil:
                raise ValidationError(_("This part cannot be declared as “nothing arose”."))
            if self.period_from is None or self.period_until is None:
                raise ValidationError({"fields": _("Say in which period nothing arose: from which day to which day.")})
            if self.period_until >= timezone.localdate():
                raise ValidationError({"fields": _("The period is not over yet, so it cannot be said that nothing arose in it.")})
            return
        rules = {rule.name: rule for rule in part.fields}
        for name, value in self.fields.items():
            if name in rules:
                check(rules[name], value)
        if self.supersedes is not None and self.supersedes.agency_id != self.agency_id:
            raise ValidationError({"supersedes": _("A record supersedes a record of its own agency.")})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.first_published_at is not None:
            raise PermissionDenied(_("What was ever public is not deleted. Withdraw it, with a reason."))
        return super().delete(*args, **kwargs)

    @property
    def withheld(self) -> dict[str, str]:
        """Fields lawfully left out, each with its basis."""
        return self.fields.get(WITHHELD) or {}

    @property
    def may_show(self) -> dict[str, str]:
        """Fields with a person's data, each with why it may be published."""
        return self.fields.get(MAY_SHOW) or {}

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "portal/preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | {"fields": shown(self)}


class Attachment(models.Model):
    """A file of a record, part of its revisions: a draft's files are in no public row. ``field`` names the file field that it
    answers, empty for any other."""

    disclosure = ParentalKey(Disclosure, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    field = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("sort_order", "pk")

    def __str__(self) -> str:
        return self.title or self.file.name


class Approval(models.Model):
    """One person's yes to one revision as it then was, not the revision's own editor. Without it nothing goes live."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="approvals")
    revision = models.ForeignKey("wagtailcore.Revision", models.CASCADE, related_name="+")
    content = models.CharField(max_length=64)  # going_live.digest of what was read
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ("-approved_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("revision", "approved_by", "content"), name="approve_once"),)

    def __str__(self) -> str:
        return f"{self.approved_by} · {self.disclosure}"


class Relation(models.Model):
    """What an open document does to another, by its number: kept beside the document's own words, so that the other is asked for
    what was done to it. ``on`` is the day the other was issued, where the document says it."""

    source = models.ForeignKey(Disclosure, models.CASCADE, related_name="relations")
    act = models.CharField(max_length=10, choices=[(act.value, act.value) for act in catalogue.Relation])
    number_key = models.CharField(max_length=100, db_index=True)
    on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("relation of documents")
        verbose_name_plural = _("relations of documents")
        ordering = ("source_id", "pk")

    def __str__(self) -> str:
        return f"{self.source} · {self.act} · {self.number_key}"


class Assignment(models.Model):
    """Which unit and person holds an obligation in an agency."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="assignments")
    obligation = models.CharField(_("obligation"), max_length=60)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, verbose_name=_("unit"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("agency_id", "obligation")
        constraints = (models.UniqueConstraint(fields=("agency", "obligation"), name="one_holder"),)

    def __str__(self) -> str:
        return f"{self.agency} · {self.obligation}"


class SelfCheck(models.Model):
    """The judge's verdicts on this portal for one agency and day, kept until a record of the agency goes live or leaves."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="self_checks")
    on = models.DateField()
    catalogue = models.CharField(max_length=16)  # hash of the law files
    verdicts = models.JSONField(default=list)  # records.Verdict, in the rule set's order, without its evidence
    lacking = models.JSONField(default=dict)  # obligation → keys of live records without a field that the law names
    records = models.PositiveIntegerField()  # how many live records were read
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("self-check")
        verbose_name_plural = _("self-checks")
        constraints = (models.UniqueConstraint(fields=("agency", "on"), name="one_self_check_a_day"),)

    def __str__(self) -> str:
        return f"{self.agency} · {self.on}"


class Beat(models.Model):
    """When the clock last looked for what is due. One row."""

    beat_at = models.DateTimeField()

    class Meta:
        verbose_name = _("clock beat")
        verbose_name_plural = _("clock beats")

    def __str__(self) -> str:
        return f"{self.beat_at:%Y-%m-%d %H:%M:%S}"


class ApprovalTask(Task):
    """The one step between a draft and the public: another person reads it. The text stands still meanwhile. The acts are
    portal/acts/approve.py and reject.py."""

    class Meta:
        verbose_name = _("approval by another person")
        verbose_name_plural = _("approvals by another person")

    def locked_for_user(self, obj: Disclosure, user: Any) -> bool:
        return True

    def user_can_access_editor(self, obj: Disclosure, user: Any) -> bool:
        return may(user, "publish", obj.agency_id)

    def get_actions(self, obj: Disclosure, user: Any) -> list[tuple[str, Any, bool]]:
        if not may(user, "publish", obj.agency_id) or obj.latest_revision is None or obj.latest_revision.user_id == user.pk:
            return []
        return [("reject", _("Send back"), True), ("approve", _("Approve"), False)]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        keys = (
            scoped(Disclosure.objects.all(), user, role=LEAST["publish"]).annotate(key=Cast("pk", models.CharField())).values("key")
        )
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=keys)
        return waiting.exclude(revision__user=user)

    @classmethod
    def get_description(cls) -> Any:
        return _("Another person than the last editor reads and approves the text")
