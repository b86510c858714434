"""An agency, whatever its site runs on, in; where it says that it meets its obligations, a check of its site, what is missing, and
its scoring sheet filled, out: for its own people alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from congkhai.accounts.acting import agencies_of
from congkhai.agencies.law import catalogue, said
from congkhai.agencies.models import Agency, Declared
from congkhai.catalogue.loading import open_law
from congkhai.catalogue.obligation import Obligation
from congkhai.crawling.remedies import remedy
from congkhai.files.serve import disposition
from congkhai.monitor import own
from congkhai.monitor.acts.check_itself import check_itself, is_moving
from congkhai.monitor.acts.declare import declare
from congkhai.monitor.desk.frame import frame
from congkhai.monitor.models import OwnSheet, Round, RoundSite
from congkhai.monitor.policy import demand
from congkhai.monitor.progress import progress
from congkhai.records import Completeness, Kind, Sentence, SiteSeen, SiteState, Verdict
from congkhai.reporting import workbook as files
from congkhai.reporting.fresh import workbook
from congkhai.reporting.gaps import Gaps, gaps, pdf
from congkhai.reporting.layout import Layout, from_json
from congkhai.reporting.linking import Links, linked
from congkhai.reporting.scored import Scored, score
from congkhai.skin.attempt import attempt

PER_PAGE = 50
_SEEN = (SiteState.OK, SiteState.PARTIAL)
View = Callable[..., HttpResponse]


def of_agency(act: str) -> Callable[[View], View]:
    """A page of one agency: 404 for whoever holds no role in it, refused where the role does not reach the act."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def page(request: HttpRequest, agency: str, **kwargs: Any) -> HttpResponse:
            found = get_object_or_404(agencies_of(request.user), slug=agency)
            demand(request.user, act, found)
            return view(request, found, **kwargs)

        return page

    return decorate


def choice(request: HttpRequest) -> HttpResponse:
    """Straight to the agency for whoever acts for one; a list for whoever acts for more."""
    found = agencies_of(request.user).order_by("name", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    if page.paginator.count == 1:
        return redirect("own:agency", page[0].slug)
    return frame(request, "own_choice.html", here="own", page=page)


# --- the page -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """One obligation with the addresses that are declared for it, a line each, as they stand or as they were typed."""

    obligation: Obligation
    name: str
    text: str
    error: str = ""


def obligations_of(agency: Agency) -> list[Obligation]:
    """What binds this kind of agency today and can be shown at an address, in the order of the titles."""
    today = timezone.localdate()
    bound = [
        obligation
        for obligation in catalogue().obligations.values()
        if not obligation.checked_only and (version := obligation.version_on(today)) and Kind(agency.kind) in version.binds
    ]
    return sorted(bound, key=lambda obligation: (obligation.group, obligation.id))


def fields_of(agency: Agency, typed: dict[str, str] | None = None, errors: dict[str, str] | None = None) -> list[Field]:
    """The form. What was typed stands over what is kept."""
    kept: dict[str, list[str]] = {}
    for row in Declared.objects.filter(agency=agency).order_by("pk"):
        kept.setdefault(row.obligation, []).append(row.url)
    return [
        Field(
            one,
            f"dia-chi-{one.id}",
            typed[one.id] if typed and one.id in typed else "\n".join(kept.get(one.id, ())),
            (errors or {}).get(one.id, ""),
        )
        for one in obligations_of(agency)
    ]


def _rules_for(agency: Agency, wanted: Set[str]) -> list[tuple[str, str]]:
    """The rule sets for this kind of agency: first the one that holds most of what its own sheets rest on, else its own."""
    fitting = [rules for rules in catalogue().rulesets.values() if agency.kind in rules.kinds]
    fitting.sort(key=lambda one: (-len(wanted & set(one.obligations)), one.id != agency.rules, len(one.obligations), one.id))
    return [(one.id, said(one.title)) for one in fitting]


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet of the agency's own, and what each of its criteria rests on."""

    sheet: OwnSheet
    links: Links

    @property
    def of(self) -> int:
        return len(self.links.rows)

    @property
    def linked(self) -> int:
        """How many criteria rest on something."""
        return sum(1 for row in self.links.rows if row.obligations)

    @property
    def guessed(self) -> int:
        """How many nobody has looked over."""
        return sum(1 for row in self.links.rows if row.guessed)


def kept_of(sheet: OwnSheet) -> Kept:
    return Kept(sheet, own.links_of(sheet))


def scored_by(kept: Kept, round: Round) -> tuple[Layout, Scored]:
    """Where the criteria stand, and what a check makes of them."""
    layout = from_json(kept.sheet.layout)
    criteria, _astray, _unnamed = linked(layout, kept.links)
    return layout, score(criteria, own.verdicts(round), catalogue())


@of_agency("check_itself")
def overview(request: HttpRequest, agency: Agency) -> HttpResponse:
    """GET shows; POST keeps the addresses, all or none. What was typed stays if one is refused."""
    if request.method == "POST":
        typed = {one.id: request.POST.get(f"dia-chi-{one.id}", "") for one in obligations_of(agency)}
        errors = _keep(request, agency, typed)
        if not errors:
            messages.success(request, _("The addresses are kept. The next check visits them first."))
            return redirect("own:agency", agency.slug)
        return _page(request, agency, fields_of(agency, typed, errors), status=400)
    return _page(request, agency, fields_of(agency))


def _keep(request: HttpRequest, agency: Agency, typed: dict[str, str]) -> dict[str, str]:
    errors = {}
    with transaction.atomic():
        for obligation, text in typed.items():
            if f"dia-chi-{obligation}" not in request.POST:
                continue
            try:
                declare(agency, obligation, [line for line in map(str.strip, text.splitlines()) if line], by=request.user)
            except ValidationError as refusal:
                errors[obligation] = " ".join(refusal.messages)
        if errors:
            transaction.set_rollback(True)
    return errors


def _page(request: HttpRequest, agency: Agency, fields: Sequence[Field], status: int = 200) -> HttpResponse:
    newest = own.own_rounds(agency).first()
    judged = newest if newest and newest.stage in own.JUDGED else own.last_judged(agency)
    verdicts = own.verdicts(judged) if judged else []
    site = newest.sites.get() if newest else None
    sheets = OwnSheet.objects.filter(agency=agency).select_related("brought_by").defer("layout").order_by("name", "pk")
    kept = [kept_of(sheet) for sheet in sheets]  # points stand on each sheet's own page: there may be thousands of rows
    wanted = {name for one in kept for row in one.links.rows for name in row.obligations}
    rules = _rules_for(agency, wanted)
    moving = bool(newest and newest.stage not in own.JUDGED and is_moving(newest))
    return frame(
        request,
        "own.html",
        here="own",
        status=status,
        agency=agency,
        fields=fields,
        wrong=[field for field in fields if field.error],
        rules=rules,
        wanted=len(wanted),
        held=len(wanted & set(catalogue().rulesets[rules[0][0]].obligations)) if rules else 0,
        kept=kept,
        newest=newest,
        moving=moving,
        now=progress(newest) if newest and moving else None,
        site=site,
        ended=_ended(site) if site and site.state and site.state not in _SEEN else None,
        judged=judged,
        missing=_gaps(agency, judged, verdicts) if judged else None,
        fine=[catalogue().obligations[v.obligation] for v in verdicts if v.completeness is Completeness.FULL],
        sheets=open_law(settings.LAW).sheets,
    )


def _ended(site: RoundSite) -> Sentence:
    return remedy(SiteSeen(site.agency.slug, site.home, SiteState(site.state), site.reason))


def language() -> str:
    return "en" if get_language() == "en" else "vi"


def _gaps(agency: Agency, round: Round, verdicts: Sequence[Verdict]) -> Gaps:
    """``who``: whoever declared the address."""
    rows = Declared.objects.filter(agency=agency, by__isnull=False).select_related("by").order_by("pk")
    who = {row.obligation: row.by.get_full_name() for row in rows}
    site = agency.site
    return gaps(verdicts, catalogue(), on=round.on, agency=agency.title, site=site, who=who, language=language())


@require_POST
@of_agency("check_itself")
def start(request: HttpRequest, agency: Agency) -> HttpResponse:
    def act() -> str:
        rules = request.POST.get("bo-quy-dinh", "") or agency.rules
        check_itself(agency, rules=rules, by=request.user)
        return _("The check has begun. It takes some minutes: one page a second is asked for.")

    attempt(request, act)
    return redirect("own:agency", agency.slug)


# --- what can be carried away ---------------------------------------------------------------------------


def judged_round(agency: Agency) -> Round:
    """The newest check that has verdicts. 404 before any."""
    round = own.last_judged(agency)
    if round is None:
        raise Http404
    return round


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": disposition(name, inline=False), "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_GET
@of_agency("check_itself")
def sheet(request: HttpRequest, agency: Agency, name: str) -> HttpResponse:
    """One of the sheets under law/, filled by the newest check."""
    asked = open_law(settings.LAW).sheets.get(name)
    if asked is None:
        raise Http404
    round = judged_round(agency)
    scored = score(asked, own.verdicts(round), catalogue())
    of = f"{agency.title} · {agency.site} · {round.on:%d/%m/%Y}"
    content = files.saved(workbook(scored, of, language()))
    return download(content, files.TYPE, f"{name}-{agency.slug}-{round.on.isoformat()}.xlsx")


@require_GET
@of_agency("check_itself")
def paper(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The page that says what is missing, by which article, who and by when."""
    round = judged_round(agency)
    content = pdf(_gaps(agency, round, own.verdicts(round)))
    return download(content, "application/pdf", f"con-thieu-{agency.slug}-{round.on.isoformat()}.pdf")
