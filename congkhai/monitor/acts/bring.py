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
from congkhai.monitor.own import links_of as own_links
from congkhai.monitor.policy import demand
from congkhai.records import Sentence
from congkhai.reporting.layout import to_json
from congkhai.reporting.linking import carried, links_of
from congkhai.reporting.listed import Unreadable
from congkhai.reporting.own import Own, brought
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


def bring(agency: Agency, upload: File, *, by: User, instead_of: OwnSheet | None = None) -> Brought:
    """Keep a sheet under its file's name. A newer file of one, told by ``instead_of`` or by the same name, takes its place under
    its own name, and the criteria keep their links. ValidationError, with what to do, for a file that is no such sheet, for too
    many sheets, and for the name of another."""
    demand(by, "declare", agency)
    if upload.size > LARGEST:
        raise ValidationError(_("Choose a .xlsx file of at most 10 MB"))
    try:
        own = brought(upload.read(), open_law(settings.LAW))
    except Unreadable as refusal:
        raise ValidationError([f"{said(problem)}." for problem in refusal.problems]) from None
    name, _dot, ending = file_name(upload.name or "").rpartition(".")
    if ending.lower() != "xlsx":
        raise ValidationError(_("Choose a .xlsx file of at most 10 MB"))
    with transaction.atomic():
        Agency.objects.select_for_update().get(pk=agency.pk)  # two presses of the button keep one sheet
        return _kept(agency, name[:LONGEST].strip(), own, upload, by, instead_of)


def _kept(agency: Agency, name: str, own: Own, upload: File, by: User, instead_of: OwnSheet | None) -> Brought:
    kept = OwnSheet.objects.filter(agency=agency)
    before = kept.filter(pk=instead_of.pk).first() if instead_of else kept.filter(name=name).first()
    if before is None and kept.count() >= MOST:
        raise ValidationError(_("At most %(most)d sheets are kept; remove one first."), params={"most": MOST})
    if before and kept.filter(name=name).exclude(pk=before.pk).exists():
        raise ValidationError(_("Another sheet is kept under the name of this file: bring it there, or remove that sheet first."))
    sheet = before or OwnSheet(agency=agency)
    if before is None:
        links, gone, new = links_of(own.guesses), (), ()
    else:
        links, gone, new = carried(own.layout, own_links(before), own.guesses)
    sheet.name = name
    sheet.file = store(upload, agency=agency, by=by)
    sheet.layout, sheet.links = to_json(own.layout), links.model_dump(mode="json")
    sheet.brought_by, sheet.brought_at = by, timezone.now()
    sheet.save()
    log("sheet_brought", sheet, agency=agency, actor=by, name=sheet.name, lines=len(own.layout.lines))
    return Brought(sheet, [line.wording for line in new], [link.wording for link in gone], own.lost)
