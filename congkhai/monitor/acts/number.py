"""An approved round and a number in; the same round whose letter bears the number out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.letter import survey_of
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import reason_of, take
from congkhai.reporting.letter import whole_number


@transaction.atomic
def number(round: Round, *, by: User, number: str) -> Round:
    """Enter the number under which the letter was registered, once, and keep it whole, whether or not the code that ends it was
    typed. A letter that is still a draft gets none."""
    demand(by, "number", round.owner_id)
    number = reason_of(number, _("Write the number under which the letter was registered."))
    round = take(round, Stage.APPROVED, Stage.CLOSED)
    if round.letter_number:
        raise ValidationError(
            _("The letter of this round has a number already: %(number)s."), params={"number": round.letter_number}
        )
    if survey_of(round).draft:
        raise ValidationError(_("The letter is still a draft: some of the verdicts it counts were not confirmed by a person."))
    code = round.letterhead.get("code")
    round.letter_number = whole_number(number, code) if code else number
    round.full_clean(exclude=["owner", "created_by", "approved_by"])
    round.save(update_fields=["letter_number"])
    log("numbered", round, agency=round.owner, actor=by, number=round.letter_number)
    return round
