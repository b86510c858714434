"""An owner, a rule set, a day and agencies in; a round that is planned, out. Nothing is visited yet."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.agencies.declared import declared_of
from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.crawling.addresses import BadAddress, domain_of, is_plainly_private, typed
from congkhai.crawling.pace import Pace
from congkhai.ledger.record import log
from congkhai.monitor.alarms import NO_ADDRESS
from congkhai.monitor.models import Round, RoundSite
from congkhai.monitor.policy import demand, reach
from congkhai.records import SiteState
from congkhai.text import slug as slug_of

_PACE = {field.name for field in fields(Pace)} - {"timeouts"}
Declared = Mapping[str, Sequence[tuple[str, str]]]


@transaction.atomic
def create(
    *,
    owner: Agency,
    rules: str,
    on: date,
    agencies: Iterable[Agency],
    by: User | None,
    title: str = "",
    pace: Mapping[str, Any] | None = None,
    declared: Declared | None = None,
    again_after: timedelta | None = None,
    letterhead: Mapping[str, Any] | None = None,
) -> Round:
    """Plan a round. ``pace`` names what differs from crawling.pace.Pace; ``declared`` gives, by slug of agency, obligations and the
    addresses where they are met, in place of those that the agencies themselves declare. ValidationError, with what to do, for a
    rule set, kind or pace that does not fit."""
    demand(by, "create", owner)
    agencies = list(agencies)
    _check_scope(rules, agencies)
    _check_reach(owner, agencies, by)
    if declared is None:
        declared = declared_of(agencies, catalogue().rulesets[rules].obligations)
    homes = {agency.slug: _home(agency) for agency in agencies}
    how = _checked_pace(pace or {}, homes.values(), by)
    round = Round(owner=owner, rules=rules, on=on, pace=how, created_by=by, letterhead=dict(letterhead or {}))
    round.title = title.strip() or f"{catalogue().rulesets[rules].title.vi}, {on:%d/%m/%Y}"
    round.slug = _free_slug(f"{rules}-{on.isoformat()}")
    if again_after is not None:
        round.again_after = again_after
    round.full_clean()
    round.save()
    RoundSite.objects.bulk_create([_site(round, agency, homes[agency.slug], declared.get(agency.slug, ())) for agency in agencies])
    log("planned", round, agency=owner, actor=by, rules=rules, on=on.isoformat(), sites=len(agencies))
    return round


def _check_scope(rules: str, agencies: Sequence[Agency]) -> None:
    known = catalogue().rulesets
    if rules not in known:
        near = difflib.get_close_matches(rules, known, n=1) or sorted(known)
        raise ValidationError(
            _("There is no rule set “%(rules)s”; there is: %(known)s."), params={"rules": rules, "known": ", ".join(near)}
        )
    if not agencies:
        raise ValidationError(_("No agency is chosen: choose kinds of agency, or name some."))
    strangers = [agency for agency in agencies if agency.kind not in known[rules].kinds]
    if strangers:
        text = _("The rule set asks nothing of agencies such as %(names)s. Choose other agencies, or another rule set.")
        raise ValidationError(text, params={"names": ", ".join(agency.name for agency in strangers[:3])})


def _check_reach(owner: Agency, agencies: Sequence[Agency], by: User | None) -> None:
    """Whoever runs the installation may have any agency survey any other; else its owner's reach holds."""
    if by is None or by.is_superuser:
        return
    within = set(reach(owner).values_list("pk", flat=True))
    strangers = [agency.name for agency in agencies if agency.pk not in within]
    if strangers:
        text = _("%(owner)s surveys itself and the agencies below it, and so not: %(names)s.")
        raise ValidationError(text, params={"owner": owner.name, "names": ", ".join(strangers[:3])})


def _home(agency: Agency) -> str:
    """The address of the site, clean; empty where none is known."""
    try:
        return str(typed(agency.site)) if agency.site else ""
    except BadAddress as error:
        raise ValidationError(f"{agency.name}: {error.said.vi}") from error


def _checked_pace(pace: Mapping[str, Any], homes: Iterable[str], by: User | None) -> dict[str, Any]:
    """The pace, if it is one that may be walked: others' sites are asked at most once a second, and our own network not at all
    unless whoever runs the installation says so."""
    unknown = sorted(set(pace) - _PACE)
    if unknown:
        raise ValidationError(
            _("The pace has no “%(name)s”. It has: %(known)s."), params={"name": unknown[0], "known": ", ".join(sorted(_PACE))}
        )
    private = [is_plainly_private(typed(home)) for home in homes if home]
    if any(private) and not pace.get("allow_private"):
        raise ValidationError(_("A site among these has a private address. Only the command line can let one be visited."))
    if pace.get("allow_private") and not (by is None or by.is_superuser):
        raise PermissionDenied(_("Only whoever runs the installation may let private addresses be visited."))
    if pace.get("between_requests", 1) < 1 and not all(private):
        raise ValidationError(_("Others' sites are asked at most once a second: let the rest between two requests be 1 or more."))
    return dict(pace)


def _free_slug(wanted: str) -> str:
    wanted = slug_of(wanted, 50)
    taken = set(Round.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for n in count(1) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def _site(round: Round, agency: Agency, home: str, declared: Sequence[tuple[str, str]]) -> RoundSite:
    site = RoundSite(round=round, agency=agency, home=home, declared=[list(pair) for pair in declared])
    if home:
        site.domain = domain_of(typed(home))
    else:  # it ends here: in one named state, as every site
        site.state, site.reason, site.evidence, site.crawled_at = SiteState.DNS, NO_ADDRESS, [], timezone.now()
    return site
