"""The numbers by which we judge, crawl and doubt in; the page that says how a verdict is reached, out."""

from __future__ import annotations

from fractions import Fraction

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from congkhai.agencies.law import catalogue
from congkhai.catalogue.loading import open_law
from congkhai.catalogue.obligation import Thresholds
from congkhai.crawling.pace import Pace
from congkhai.crawling.remedies import STATES
from congkhai.judging.completeness import PARTS_FOR_SUBSTANTIAL
from congkhai.judging.scope import GRACE_MONTHS
from congkhai.judging.timeliness import ENOUGH_ON_TIME
from congkhai.monitor.alarms import FIRST, JUMP, JUMP_LEAST, SILENT
from congkhai.monitor.doubt import CLOSE, FEW_PAGES, GROUNDS
from congkhai.monitor.models import VISITS
from congkhai.monitor.public.counts import ENOUGH
from congkhai.monitor.public.page import frame, public
from congkhai.monitor.shown import ORIGINS, ROLES, grade
from congkhai.records import Completeness, SiteState, Timeliness
from congkhai.reporting.figures import percent
from congkhai.reporting.words import number
from congkhai.skin.grades import GLYPHS


def _share(value: float | Fraction) -> str:
    """A share as it is read: ``90%``, ``66,7%``."""
    exact = value if isinstance(value, Fraction) else Fraction(str(value))
    return percent(exact, language=get_language())


@public
def method(request: HttpRequest) -> HttpResponse:
    law, pace, language = catalogue(), Pace(contact=settings.CONTACT), get_language()
    shares = Thresholds()
    return frame(
        request,
        "method.html",
        title=_("How a verdict is reached"),
        description=_("What is asked, how completeness and timeliness are judged, what is never held against an agency."),
        grades={one.value: grade(one, Timeliness.NOT_YET_DUE, "confirm") for one in (*GLYPHS, Completeness.NOT_BOUND)},
        full=_share(shares.full),
        substantial=_share(shares.substantial),
        parts=_share(PARTS_FOR_SUBSTANTIAL),
        on_time=_share(ENOUGH_ON_TIME),
        grace=GRACE_MONTHS,
        enough=_share(ENOUGH),
        letters=[
            (
                law.rulesets[plan.rules],
                _share(plan.thresholds.most),
                _share(plan.thresholds.many),
                number(plan.thresholds.nearly, language),
                plan.thresholds.few,
            )
            for plan in open_law(settings.LAW).letters.values()
        ],
        rulesets=list(law.rulesets.values()),
        roles=list(ROLES.values()),
        origins=list(ORIGINS.values()),
        grounds=[(sentence, number(weight, language)) for weight, sentence in GROUNDS.values()],
        few_pages=FEW_PAGES,
        close=CLOSE,
        first=_share(FIRST),
        jump=_share(JUMP),
        jump_least=JUMP_LEAST,
        silent=SILENT,
        visits=VISITS,
        agent=pace.user_agent,
        contact=settings.CONTACT,
        rest=number(pace.between_requests, language),
        slowest=number(pace.longest_crawl_delay, language),
        pages=pace.pages,
        megabytes=round(pace.total_bytes / 1_000_000),
        minutes=round(pace.seconds / 60),
        states=[sentence for state, sentence in STATES.items() if state is not SiteState.OK],
        hash=law.hash,
    )
