"""A round and who writes its letter in; the same round with that letterhead out."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.ledger.record import log
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.policy import demand
from congkhai.monitor.taking import take

LONGEST = 200  # characters of one line


@transaction.atomic
def letterhead(round: Round, *, code: str, place: str, signature: Sequence[str], superior: str = "", by: User | None) -> Round:
    """Write what stands at the head and the foot of the letter. ``code`` ends its number; ``signature`` is the signer's lines, the
    name last. A letter that bears its number is out, and stays as it is."""
    demand(by, "number", round.owner_id)
    round = take(round, *Stage)
    if round.letter_number:
        raise ValidationError(
            _("The letter of this round has a number already: %(number)s."), params={"number": round.letter_number}
        )
    lines = [line.strip() for line in signature if line.strip()]
    head = {"code": code.strip(), "place": place.strip(), "signature": lines, "superior": superior.strip()}
    if any(len(line) > LONGEST for line in (head["code"], head["place"], head["superior"], *lines)):
        raise ValidationError(_("A line of the letterhead has at most %(most)s characters."), params={"most": LONGEST})
    round.letterhead = {name: value for name, value in head.items() if value}
    round.save(update_fields=["letterhead"])
    log("letterhead", round, agency=round.owner, actor=by, **round.letterhead)
    return round
