"""What a round keeps: its sites with their leases, captures, verdicts, and every review of a verdict. Nothing is overwritten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from congkhai.agencies.models import KINDS, Agency
from congkhai.files.models import StoredFile
from congkhai.records import Completeness, Force, SiteState, Timeliness

VISITS = 3  # of a site that could not be seen, each on another day and with longer time-outs (METHOD §4)
COMPLETENESS = {
    Completeness.FULL: _("full"),
    Completeness.SUBSTANTIAL: _("substantial"),
    Completeness.PARTIAL: _("partial"),
    Completeness.NONE: _("none"),
    Completeness.UNKNOWN: _("unknown"),
    Completeness.NOT_BOUND: _("not bound"),
}
TIMELINESS = {
    Timeliness.ON_TIME: _("on time"),
    Timeliness.LATE: _("late"),
    Timeliness.NOT_YET_DUE: _("not yet due"),
    Timeliness.NO_LIMIT: _("no limit"),
    Timeliness.UNKNOWN: _("unknown"),
    Timeliness.NOT_BOUND: _("not bound"),
}


def _among(words: dict[Any, Any]) -> list[tuple[str, Any]]:
    return [(value.value, title) for value, title in words.items()]


class Stage(models.TextChoices):
    """Where a round stands. The public sees it from ``APPROVED`` on."""

    PLANNED = "planned", _("planned")
    CRAWLING = "crawling", _("crawling")
    HELD = "held", _("held back by an alarm")
    JUDGING = "judging", _("judging")
    REVIEW = "review", _("in review")
    APPROVED = "approved", pgettext_lazy("stage of a round", "approved")
    CLOSED = "closed", _("closed")


class Rounds(models.QuerySet["Round"]):
    """Rounds, as the public and as comparisons pick them."""

    def public(self) -> Self:
        """Those that were approved. What was closed without approval stays unseen."""
        return self.filter(stage__in=(Stage.APPROVED, Stage.CLOSED), approved_at__isnull=False)


class Round(models.Model):
    """One sweep over many sites, by one rule set, as of one day. ``owner`` surveys; the agencies surveyed are its sites."""

    owner = models.ForeignKey(Agency, models.PROTECT, related_name="rounds", verbose_name=_("surveying agency"))
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    rules = models.CharField(_("rule set"), max_length=60)
    on = models.DateField(_("survey day"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.PLANNED)
    alarms = models.JSONField(_("alarms"), default=list, blank=True)  # why it was held: [{code, vi, en}]
    catalogue = models.CharField(max_length=16, blank=True)  # hash of the law files it was judged by
    pace = models.JSONField(default=dict, blank=True)  # what differs from crawling.pace.Pace's defaults
    again_after = models.DurationField(_("rest before a further visit"), default=timedelta(hours=20))
    stopped = models.BooleanField(_("stopped by a person"), default=False)
    letterhead = models.JSONField(_("letterhead"), default=dict, blank=True)  # {code, place, signature: […]}
    letter_number = models.CharField(_("number of its letter"), max_length=40, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    swept_at = models.DateTimeField(null=True, blank=True)  # when its last site ended
    released_at = models.DateTimeField(null=True, blank=True)  # when a person let it go on despite its alarms
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = Rounds.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.title


class Sites(models.QuerySet["RoundSite"]):
    """A round's sites by how far they are."""

    def ended(self) -> Self:
        """Those with their one state, and no further visit to come."""
        return self.exclude(state="").filter(again_at=None)

    def unended(self) -> Self:
        """Those still to be visited, being visited, or waiting for a further visit."""
        return self.filter(models.Q(state="") | models.Q(again_at__isnull=False))


class RoundSite(models.Model):
    """One agency's site in one round. Whoever holds an unexpired lease works on it; a lease that lapsed is anybody's.

    ``visit`` numbers the visit in hand, or the last one; ``again_at`` is set while a further one is to come. ``sights`` are the
    crawler's, ``told`` the same with the reader's word for what stands there. ``evidence`` is None until the captures are read, and
    again when they are to be read anew; ``found`` counts it by obligation, sections aside."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="sites", verbose_name=_("round"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    home = models.URLField(_("site"), max_length=500, blank=True)
    domain = models.CharField(max_length=255, db_index=True)  # one worker at a time is on a domain
    declared = models.JSONField(default=list, blank=True)  # [[obligation, url]]
    visit = models.PositiveSmallIntegerField(default=1)
    again_at = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, db_index=True)
    state = models.CharField(_("state"), max_length=20, blank=True, choices=[(s.value, s.value) for s in SiteState])
    reason = models.CharField(max_length=200, blank=True)
    sights = models.JSONField(default=list, blank=True)
    counters = models.JSONField(default=dict, blank=True)
    told = models.JSONField(default=list, blank=True)
    evidence = models.JSONField(null=True, blank=True)
    found = models.JSONField(default=dict, blank=True)
    crawled_at = models.DateTimeField(null=True, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = Sites.as_manager()

    class Meta:
        verbose_name = _("site in a round")
        verbose_name_plural = _("sites in a round")
        ordering = ("round_id", "agency_id")
        constraints = (models.UniqueConstraint(fields=("round", "agency"), name="agency_once_a_round"),)

    def __str__(self) -> str:
        return f"{self.agency} · {self.round}"


class StoredCapture(models.Model):
    """One response, kept as received; its bytes under ``CONGKHAI_VAR/captures/ab/cd/<sha256>``. ``address`` is the sha256 of the
    ``url`` that was asked for: addresses can be longer than an index takes."""

    site = models.ForeignKey(RoundSite, models.CASCADE, related_name="captures")
    visit = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=64)
    url = models.TextField()
    final_url = models.TextField()
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    via = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ("site_id", "visit", "pk")
        constraints = (models.UniqueConstraint(fields=("site", "visit", "address"), name="address_once_a_visit"),)


class StoredVerdict(models.Model):
    """The machine's verdict, as it was given. What people made of it is in its reviews; the newest decides. Judged anew and
    differently, a further row is the current one, and this one stays. The columns repeat what tables and queues need."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="verdicts", verbose_name=_("round"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    kind = models.CharField(max_length=20, choices=[(kind.value, title) for kind, title in KINDS.items()])
    obligation = models.CharField(max_length=60)
    force = models.CharField(max_length=10, blank=True, choices=[(force.value, force.value) for force in Force])
    completeness = models.CharField(_("completeness"), max_length=12, choices=_among(COMPLETENESS))
    timeliness = models.CharField(_("timeliness"), max_length=12, choices=_among(TIMELINESS))
    at_least = models.CharField(max_length=12, blank=True, choices=_among(COMPLETENESS))
    at_most = models.CharField(max_length=12, blank=True, choices=_among(COMPLETENESS))
    days_late = models.PositiveIntegerField(null=True, blank=True)
    proxy = models.BooleanField(default=False)
    backdated = models.BooleanField(default=False)
    enters_figures = models.BooleanField(default=True)
    doubt = models.FloatField(default=0)  # 0 sure … 1 look first
    doubts = models.JSONField(default=list, blank=True)  # codes, see monitor/doubt.py
    verdict = models.JSONField()  # records.Verdict whole
    current = models.BooleanField(default=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ("round_id", "agency_id", "obligation", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "agency", "obligation"), condition=models.Q(current=True), name="one_current_verdict"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} · {self.obligation}"


class Review(models.Model):
    """One person's act on one verdict, with a reason. ``completeness`` and ``timeliness`` are what holds after it. Rows are added,
    never changed or removed; the database refuses too."""

    class Act(models.TextChoices):
        CONFIRM = "confirm", _("confirmed")
        OVERTURN = "overturn", _("overturned")
        RETURN = "return", _("sent back")
        BY_HAND = "by_hand", _("judged by hand")

    verdict = models.ForeignKey(StoredVerdict, models.PROTECT, related_name="reviews")
    act = models.CharField(max_length=8, choices=Act.choices)
    completeness = models.CharField(_("completeness"), max_length=12, choices=_among(COMPLETENESS))
    timeliness = models.CharField(_("timeliness"), max_length=12, choices=_among(TIMELINESS))
    reason = models.TextField(_("reason"), blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ("verdict_id", "-pk")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("reviews are only added: one cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("reviews are only added: one cannot be removed")


class OwnSheet(models.Model):
    """An agency's own scoring sheet, for its people alone: the file as it was brought, where its criteria stand (``layout``, see
    reporting/layout.py), and what each rests on (``links``, see reporting/linking.py), a link for each line in their order."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", verbose_name=_("agency"))
    name = models.CharField(_("name"), max_length=120)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    layout = models.JSONField()
    links = models.JSONField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    linked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("own scoring sheet")
        verbose_name_plural = _("own scoring sheets")
        ordering = ("agency_id", "name")
        constraints = (models.UniqueConstraint(fields=("agency", "name"), name="own_sheet_once"),)

    def __str__(self) -> str:
        return self.name
