"""A person in; the rounds of the agencies she acts for, newest first, out."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from congkhai.monitor.desk.frame import REVIEWED, frame
from congkhai.monitor.models import Round, RoundSite, StoredVerdict
from congkhai.monitor.policy import rounds_of
from congkhai.monitor.waiting import open_reviews

PER_PAGE = 20
ENDED = Q(again_at=None) & ~Q(state="")


def with_counts(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Rounds with how many sites they have (``sites_all``), how many of these ended and were judged, and ``open`` reviews."""
    sites = RoundSite.objects.filter(round=OuterRef("pk")).order_by().values("round")
    waiting = open_reviews(StoredVerdict.objects.filter(round=OuterRef("pk"))).order_by().values("round")
    counted = {
        "sites_all": sites.annotate(n=Count("pk")),
        "ended": sites.annotate(n=Count("pk", filter=ENDED)),
        "judged": sites.annotate(n=Count("pk", filter=Q(judged_at__isnull=False))),
        "open": waiting.annotate(n=Count("pk")),
    }
    return rounds.annotate(
        **{name: Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), 0) for name, rows in counted.items()}
    )


@never_cache
@require_admin_access
def home(request: HttpRequest) -> HttpResponse:
    """The door of the admin where the monitor stands alone."""
    return redirect("rounds:list")


def listing(request: HttpRequest) -> HttpResponse:
    found = with_counts(rounds_of(request.user).select_related("owner").order_by("-on", "-pk"))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    return frame(request, "rounds.html", here="list", page=page, reviewed=REVIEWED)
