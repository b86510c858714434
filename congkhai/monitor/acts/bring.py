"""An agency and its own scoring sheet, an .xlsx, in; the sheet kept for its people, with a first link for each criterion, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.agencies.law import said
from congkhai.agencies.models import Agency
from congkhai.catalogue.loading import open_law
from congkhai.files.store import store
from congkhai.ledger.record import log
from congkhai.monitor.models import OwnSheet
from congkhai.monitor.policy import demand
from congkhai.records import Sentence
from congkhai.reporting.layout import to_json
from congkhai.reporting.linking import Links, carried, links_of
from congkhai.reporting.listed import Unreadable
from congkhai.reporting.own import brought
from congkhai.reporting.workbook import LARGEST
from congkhai.text import file_name

MOST = 20  # sheets of one agency
LONGEST = 120  # characters of a name


@dataclass(frozen=True, slots=True)
class Brought:
    """The sheet; of one that took another's place, the criteria that are new and those that are gone. ``lost`` names what of the
    file will not be in the one handed back."""

    sheet: OwnSheet
    new: Sequence[str]
    gone: Sequence[str]
    lost: Sequence[Sentence]


@transaction.atomic
def bring(agency: Agency, upload: File, *, by: User) -> Brought:
    """Keep a sheet under its file's name. One of that name takes the place of the one before, and its criteria keep their links.
    ValidationError, with what to do, for a file that is no such sheet, and for too many sheets."""
    demand(by, "declare", agency)
    if upload.size > LARGEST:
        raise ValidationError(_("Choose a .xlsx file of at most 10 MB"))
    try:
        own = brought(upload.read(), open_law(settings.LAW))
    except Unreadable as refusal:
        raise ValidationError([f"{said(problem)}." for problem in refusal.problems]) from None
    name = file_name(upload.name or "").rpartition(".")[0][:LONGEST].strip()
    before = OwnSheet.objects.select_for_update().filter(agency=agency, name=name).first()
    if before is None and OwnSheet.objects.filter(agency=agency).count() >= MOST:
        raise ValidationError(_("At most %(most)d sheets are kept; remove one first."), params={"most": MOST})
    sheet = before or OwnSheet(agency=agency, name=name)
    if before is None:
        links, gone, new = links_of(own.guesses), (), ()
    else:
        links, gone, new = carried(own.layout, Links.model_validate(before.links), own.guesses)
    sheet.file = store(upload, agency=agency, by=by)
    sheet.layout, sheet.links = to_json(own.layout), links.model_dump(mode="json")
    sheet.brought_by, sheet.brought_at = by, timezone.now()
    sheet.save()
    log("sheet_brought", sheet, agency=agency, actor=by, name=name, lines=len(own.layout.lines))
    return Brought(sheet, [line.wording for line in new], [link.wording for link in gone], own.lost)
