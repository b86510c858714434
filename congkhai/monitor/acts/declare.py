"""An agency, an obligation and addresses in; the addresses kept as what the agency declares, in place of those before, out."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency, Declared
from congkhai.ledger.record import log
from congkhai.monitor.policy import demand

MOST = 5  # addresses of one obligation; each is visited before anything else


@transaction.atomic
def declare(agency: Agency, obligation: str, urls: Sequence[str], *, by: User) -> bool:
    """Keep the addresses of one obligation. Whether anything changed. ValidationError, with what to do, for an address that cannot
    be one, for too many, and for an obligation that is none."""
    demand(by, "declare", agency)
    if obligation not in catalogue().obligations:
        raise ValidationError(_("There is no obligation “%(name)s”."), params={"name": obligation})
    if len(urls) > MOST:
        raise ValidationError(_("At most %(most)d addresses; give the page that links to the others."), params={"most": MOST})
    rows = [Declared(agency=agency, obligation=obligation, url=url, by=by) for url in urls]
    for row in rows:
        row.clean()  # first, so that an address without https:// is taken as people write it
        row.full_clean(validate_unique=False, validate_constraints=False)
    wanted = list(dict.fromkeys(row.url for row in rows))
    held = list(Declared.objects.select_for_update().filter(agency=agency, obligation=obligation).order_by("pk"))
    if [row.url for row in held] == wanted:
        return False
    known = {row.url: row for row in held}
    Declared.objects.filter(pk__in=[row.pk for row in held]).delete()
    fresh = {row.url: row for row in rows}
    for url in wanted:  # anew, so that they keep the order; whoever declared an address stays its author
        kept = known.get(url)
        row = Declared.objects.create(agency=agency, obligation=obligation, url=url, by=kept.by if kept else fresh[url].by)
        if kept:
            Declared.objects.filter(pk=row.pk).update(at=kept.at)
    log("declared", agency, agency=agency, actor=by, obligation=obligation, urls=wanted)
    return True
