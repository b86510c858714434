"""An agency in; a round over it alone, under way, out."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.crawling.addresses import BadAddress, is_plainly_private, typed
from congkhai.ledger.record import log
from congkhai.monitor.acts.close import close
from congkhai.monitor.acts.create import create
from congkhai.monitor.acts.start import start
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.own import own_rounds
from congkhai.monitor.policy import demand

UNDER_WAY = (Stage.PLANNED, Stage.CRAWLING, Stage.HELD, Stage.JUDGING)


@transaction.atomic
def check_itself(agency: Agency, *, rules: str, by: User) -> Round:
    """Let the agency's own site be looked at and judged, as a survey would. One that stands still, since the site could not be seen
    or an alarm holds it, gives way. ValidationError while one is under way, and for an agency without a site."""
    demand(by, "check_itself", agency)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two presses of the button make one round
    if not agency.site:
        raise ValidationError(_("No address of a site is known of this agency. Whoever runs the installation can enter it."))
    for before in own_rounds(agency).filter(stage__in=UNDER_WAY):
        if is_moving(before):
            raise ValidationError(_("A check of this site is under way. Its end is shown here."))
        close(before, by=None, reason=_("A new check took its place."))
    private = settings.DEMO and _is_private(agency.site)
    pace = {"allow_private": True, "between_requests": 0.1} if private else {}
    round = create(owner=agency, rules=rules, on=timezone.localdate(), agencies=[agency], by=None, pace=pace, title=title(agency))
    round.created_by = by
    round.save(update_fields=["created_by"])
    log("checked_itself", round, agency=agency, actor=by, rules=rules)
    return start(round, by=None)


def title(agency: Agency) -> str:
    """What such a round is called."""
    return _("%(agency)s checks its own site, %(on)s") % {"agency": agency.name[:150], "on": f"{timezone.localdate():%d/%m/%Y}"}


def is_moving(round: Round) -> bool:
    """Whether it goes on by itself: a visit is to begin or in hand, or it is being judged."""
    if round.stage == Stage.HELD:
        return False
    if round.stage == Stage.JUDGING:
        return True
    sites = round.sites.all()
    return sites.filter(state="", again_at=None).exists() or sites.exclude(leased_by="").exists() or not sites.unended().exists()


def _is_private(site: str) -> bool:
    try:
        return is_plainly_private(typed(site))
    except BadAddress:
        return False
