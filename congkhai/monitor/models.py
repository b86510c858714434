"""What a round keeps: its sites with their leases, captures, verdicts, and every review of a verdict. Nothing is overwritten."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from congkhai.agencies.models import Agency
from congkhai.files.models import StoredFile
from congkhai.records import Completeness, SiteState, Timeliness


class Stage(models.TextChoices):
    """Where a round stands. The public sees it from ``APPROVED`` on."""

    PLANNED = "planned", _("planned")
    CRAWLING = "crawling", _("crawling")
    HELD = "held", _("held back by an alarm")
    REVIEW = "review", _("in review")
    APPROVED = "approved", _("approved")
    CLOSED = "closed", _("closed")


class Round(models.Model):
    """One sweep over many sites, by one rule set, as of one day. ``owner`` surveys; the agencies surveyed are its sites."""

    owner = models.ForeignKey(Agency, models.PROTECT, related_name="rounds", verbose_name=_("surveying agency"))
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    rules = models.CharField(_("rule set"), max_length=60)
    on = models.DateField(_("survey day"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.PLANNED)
    alarm = models.TextField(_("alarm"), blank=True)  # why it is held, as a sentence
    catalogue = models.CharField(max_length=16, blank=True)  # hash of the law files it was judged by
    pace = models.JSONField(default=dict, blank=True)  # what differs from crawling.pace.Pace's defaults
    stopped = models.BooleanField(_("stopped by a person"), default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    letter_number = models.CharField(_("number of its letter"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.title


class RoundSite(models.Model):
    """One agency's site in one round. Whoever holds an unexpired lease works on it; a lease that lapsed is anybody's."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="sites", verbose_name=_("round"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    home = models.URLField(max_length=500)
    declared = models.JSONField(default=list, blank=True)  # [[obligation, url]]
    leased_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=20, blank=True, choices=[(s.value, s.value) for s in SiteState])  # empty: not yet ended
    reason = models.CharField(max_length=200, blank=True)
    sights = models.JSONField(default=list, blank=True)
    counters = models.JSONField(default=dict, blank=True)
    crawled_at = models.DateTimeField(null=True, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("site in a round")
        verbose_name_plural = _("sites in a round")
        ordering = ("round_id", "agency_id")
        constraints = (models.UniqueConstraint(fields=("round", "agency"), name="agency_once_a_round"),)


class StoredCapture(models.Model):
    """One response, kept as received; its bytes under ``CONGKHAI_VAR/captures/ab/cd/<sha256>``. ``asked`` is the address asked for."""

    site = models.ForeignKey(RoundSite, models.CASCADE, related_name="captures")
    asked = models.TextField()
    url = models.TextField()  # records.Capture.url
    final_url = models.TextField()
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    via = models.JSONField(default=dict)

    class Meta:
        ordering = ("site_id", "pk")
        constraints = (models.UniqueConstraint(fields=("site", "asked"), name="asked_once"),)


class StoredVerdict(models.Model):
    """The machine's verdict, as it was given. What people made of it is in its reviews; the newest decides."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="verdicts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    obligation = models.CharField(max_length=60)
    completeness = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Completeness])
    timeliness = models.CharField(max_length=12, choices=[(t.value, t.value) for t in Timeliness])
    doubt = models.FloatField(default=0)  # 0 sure … 1 look first
    verdict = models.JSONField()  # records.Verdict whole
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("round_id", "agency_id", "obligation")
        constraints = (models.UniqueConstraint(fields=("round", "agency", "obligation"), name="one_verdict"),)


class Review(models.Model):
    """One person's act on one verdict, with a reason. ``completeness`` and ``timeliness`` are what holds after it."""

    class Act(models.TextChoices):
        CONFIRM = "confirm", _("confirmed")
        OVERTURN = "overturn", _("overturned")
        RETURN = "return", _("sent back")
        BY_HAND = "by_hand", _("judged by hand")

    verdict = models.ForeignKey(StoredVerdict, models.CASCADE, related_name="reviews")
    act = models.CharField(max_length=8, choices=Act.choices)
    completeness = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Completeness])
    timeliness = models.CharField(max_length=12, choices=[(t.value, t.value) for t in Timeliness])
    reason = models.TextField(_("reason"))
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("verdict_id", "-at", "-pk")
