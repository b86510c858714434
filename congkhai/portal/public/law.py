"""A section in; the page that says by what law it is kept, who is bound, what must be shown and by when, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import (
    Basis,
    DueNone,
    DuePromptly,
    DueRegularly,
    DueWeekly,
    DueWithin,
    FieldRule,
    Obligation,
    PartRule,
    Version,
)
from congkhai.portal.public.page import frame, public, section_of
from congkhai.portal.rules import parts_of, version_at
from congkhai.records import DateRole, Publisher
from congkhai.skin.citing import cited

ROLES = {
    DateRole.ISSUED: gettext_lazy("the day it was issued"),
    DateRole.APPROVED: gettext_lazy("the day it was approved"),
    DateRole.ACCEPTED: gettext_lazy("the day it was accepted"),
    DateRole.RECEIVED: gettext_lazy("the day it was received"),
    DateRole.EVENT: gettext_lazy("the day of the event"),
}
PUBLISHERS = {
    Publisher.ISSUER: gettext_lazy("the agency that issued it"),
    Publisher.SUBJECT: gettext_lazy("an agency within its scope"),
}
BASES = {
    Basis.LAW: gettext_lazy("Named by the law"),
    Basis.LETTER: gettext_lazy("Named by the letter"),
    Basis.OURS: gettext_lazy("Asked for by this portal"),
}


def due_in_words(due: Any) -> str:
    """The time that a record may take, in one sentence."""
    match due:
        case DueWithin():
            days = {limit.working_days: limit.who for limit in due.limits}
            words = "; ".join(
                ngettext("%(n)d working day", "%(n)d working days", n) % {"n": n}
                + (f" ({PUBLISHERS[who]})" if len(days) > 1 else "")
                for n, who in days.items()
            )
            return _("Within %(days)s, counted from %(start)s.") % {"days": words, "start": ROLES[due.after]}
        case DueRegularly():
            words = _("Kept up to date: the newest record is at most %(days)d days old.") % {"days": due.every_days}
            if due.event_driven:
                words = _("As it happens: where nothing happens, nothing is due.")
            if due.within_working_days is not None:
                words += " " + _("What happens is shown within %(days)d working days.") % {"days": due.within_working_days}
            return words
        case DueWeekly():
            return _("The week's schedule is shown by the first working day of the week.")
        case DuePromptly():
            return _("Promptly; the law names no number of days.")
        case DueNone():
            return _("The law sets no time.")
    raise TypeError(due)


@dataclass(frozen=True, slots=True)
class PartSaid:
    """A part in words."""

    rule: PartRule
    due: str
    proxy: bool
    why: str

    @property
    def asked(self) -> list[tuple[Any, list[FieldRule]]]:
        """The fields by who names them."""
        named = [(who, [field for field in self.rule.fields if field.basis is basis]) for basis, who in BASES.items()]
        return [(who, fields) for who, fields in named if fields]


def said_parts(version: Version, agency: Agency) -> list[PartSaid]:
    parts = []
    for rule in parts_of(version, agency).values():
        due = rule.due or version.due
        parts.append(PartSaid(rule, due_in_words(due), getattr(due, "proxy", False), due.why))
    return parts


@public
def legal_basis(request: HttpRequest, agency: Agency, obligation: Obligation) -> HttpResponse:
    section = section_of(agency, obligation)
    version = version_at(section, timezone.localdate())
    return frame(
        request,
        agency,
        "legal_basis.html",
        section=section,
        version=version,
        parts=said_parts(version, agency),
        versions=[(former, cited(former)) for former in reversed(section.versions)],
        rules=catalogue().rulesets[agency.rules],
        today=timezone.localdate(),
    )
