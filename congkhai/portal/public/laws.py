"""A day and a kind of agency in; what binds whom then, what changed between two days, or what rests on each clause, as pages,
out. Of the law files alone."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congkhai.agencies.law import catalogue, said
from congkhai.agencies.models import KINDS, Agency
from congkhai.catalogue.changes import Change, changes
from congkhai.catalogue.clauses import Clause, clauses
from congkhai.catalogue.obligation import Due, Obligation, Version, Words
from congkhai.portal.public.law import due_in_words
from congkhai.portal.public.page import GROUPS, frame, public
from congkhai.portal.rules import asked_of
from congkhai.records import Force, Kind
from congkhai.skin.citing import Cited, cited, place_in_words
from congkhai.skin.written import day

PER_PAGE = 50
MOST_CHANGES = 20  # a page; each tells much
EVERY = "tat-ca"  # every kind of agency
WHAT = {
    "force": gettext_lazy("Force"),
    "encoded": gettext_lazy("Whether it is encoded"),
    "binds": gettext_lazy("Who is bound"),
    "cites": gettext_lazy("Legal basis"),
    "parts": gettext_lazy("What is to be shown"),
    "fields": gettext_lazy("Fields"),
    "limits": gettext_lazy("Time limit"),
    "window": gettext_lazy("What counts as shown"),
    "thresholds": gettext_lazy("Thresholds of full and substantial"),
    "basis": gettext_lazy("Named by whom"),
    "nil": gettext_lazy("Nil returns"),
    "total": gettext_lazy("How many there ought to be"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An obligation by its version of a day. ``here``: it is a section of this portal, with a page of its own on the law; ``kind``:
    the only kind of agency that is asked about."""

    obligation: Obligation
    version: Version
    on: date
    here: bool
    kind: Kind | None = None

    @property
    def cites(self) -> list[Cited]:
        return cited(self.version)

    @property
    def kinds(self) -> str:
        """Those there are that day; of those that there were no more while the version still ran, until when."""
        ended, until = catalogue().ended, self.version.until or date.max
        bound = catalogue().bound(self.version.binds, self.on)
        return ", ".join(
            _("%(kind)s (until %(day)s)") % {"kind": KINDS[kind], "day": day(ended[kind])}
            if kind in ended and ended[kind] < until
            else str(KINDS[kind])
            for kind in bound
        )

    @property
    def limits(self) -> list[tuple[str, str, bool]]:
        """What is to be shown and by when, parts of one limit together, and whether the limit is ours."""
        by_due: dict[tuple[str, bool], list[Words]] = {}
        for part in self.version.parts.values():
            if self.kind is not None and self.kind not in (part.binds or self.version.binds):
                continue
            due: Due = part.due or self.version.due
            by_due.setdefault((due_in_words(due), getattr(due, "proxy", False)), []).append(part.title)
        return [("; ".join(map(said, titles)), due, ours) for (due, ours), titles in by_due.items()]


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words."""

    change: Change
    here: bool

    @property
    def differences(self) -> list[tuple[Any, str, str, str, bool]]:
        """What differs, the part where it is of one, and its two values, or what of a list went and came."""
        version = self.change.after or self.change.before
        assert version is not None
        return [
            (WHAT[one.what], said(version.parts[one.part].title) if one.part else "", said(one.before), said(one.after), one.listed)
            for one in self.change.differences
        ]


@dataclass(frozen=True, slots=True)
class Answered:
    """A clause in words. ``sections`` are the obligations, by identity, that are sections of this portal."""

    clause: Clause
    sections: set[int]

    @property
    def place(self) -> str:
        return place_in_words(self.clause.place)

    @property
    def article(self) -> str:
        return place_in_words(self.clause.article)

    @property
    def otherwise(self) -> list[Standing]:
        """What the day asked for asks for by other clauses than this."""
        return [Standing(one, version, version.from_, id(one) in self.sections) for one, version in self.clause.otherwise]

    @property
    def resting(self) -> list[Standing]:
        """Each obligation that rests on the clause, on the day since when it does."""
        return [
            Standing(one.obligation, one.version, one.since, id(one.obligation) in self.sections) for one in self.clause.resting
        ]


def day_asked(request: HttpRequest, name: str, otherwise: date) -> tuple[date, str]:
    """The day that the address names, and what is wrong with it if it is none; ``otherwise`` stands in then."""
    written = request.GET.get(name, "").strip()[:40]
    if not written:
        return otherwise, ""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):  # as browsers send it, and as people write it
        with suppress(ValueError):
            return datetime.strptime(written, form).date(), ""  # noqa: DTZ007  a day has no zone
    return otherwise, _("“%(written)s” is no day. Write it as day/month/year, such as 27/09/2012.") % {"written": written}


def _page(request: HttpRequest, rows: Iterable[Any], most: int = PER_PAGE) -> Page[Any]:
    return Paginator(list(rows), most).get_page(request.GET.get("trang"))


@public
def on_a_day(request: HttpRequest, agency: Agency) -> HttpResponse:
    """``?on=`` the day, today unless said; ``&kind=`` the kind of agency, this one's unless said, or ``tat-ca``."""
    today = timezone.localdate()
    on, wrong = day_asked(request, "on", today)
    kind = request.GET.get("kind") or agency.kind
    problems = [wrong] if wrong else []
    if kind != EVERY and kind not in set(Kind):
        problems.append(_("There is no kind of agency “%(kind)s”.") % {"kind": kind[:40]})
        kind = agency.kind
    order, sections = [*GROUPS, "site"], set(map(id, asked_of(agency)))
    chosen = None if kind == EVERY else Kind(kind)
    standing = [Standing(one, version, on, id(one) in sections, chosen) for one, version in catalogue().in_force(on, chosen)]
    standing.sort(key=lambda one: (one.version.force != Force.BINDING, order.index(one.obligation.group), one.obligation.id))
    return frame(
        request,
        agency,
        "law_on.html",
        on=on,
        kind=kind,
        kinds=[(each.value, title) for each, title in KINDS.items()],
        kind_title=KINDS[chosen] if chosen else None,
        ended=catalogue().ended.get(chosen) if chosen else None,
        every=EVERY,
        problems=problems,
        binding=sum(one.version.force == Force.BINDING for one in standing),
        page=_page(request, standing),
        rules=catalogue().rulesets.get(agency.rules),
        today=today,
    )


@public
def changed(request: HttpRequest, agency: Agency) -> HttpResponse:
    """``?from=&to=``: after the one day and up to the other; the last five years unless said."""
    today = timezone.localdate()
    first, wrong_first = day_asked(request, "from", today.replace(year=today.year - 5, day=1))
    last, wrong_last = day_asked(request, "to", today)
    problems = [wrong for wrong in (wrong_first, wrong_last) if wrong]
    if first > last:
        problems.append(_("The first day is after the last one; they were swapped."))
        first, last = last, first
    sections = set(map(id, asked_of(agency)))
    told = [Told(change, id(change.obligation) in sections) for change in reversed(changes(catalogue(), first, last))]
    return frame(
        request,
        agency,
        "law_changes.html",
        first=first,
        last=last,
        problems=problems,
        page=_page(request, told, MOST_CHANGES),
        today=today,
    )


@public
def by_clause(request: HttpRequest, agency: Agency) -> HttpResponse:
    """``?instrument=`` the law or decree, that of the agency's own list unless said; ``&place=`` a clause of it as people write
    it; ``&on=`` a day, every day unless said."""
    known, asked = catalogue().instruments, request.GET
    own = catalogue().rulesets[agency.rules].instrument
    name, place = asked.get("instrument") or own or next(iter(known)), asked.get("place", "").strip()[:80]
    on, wrong = day_asked(request, "on", date.min)
    problems = [wrong] if wrong else []
    if name not in known:
        problems.append(_("There is no law or decree “%(name)s” here.") % {"name": name[:40]})
        name = next(iter(known))
    day = None if on == date.min else on
    try:
        found = clauses(catalogue(), name, place, day)
    except ValueError:
        problems.append(_("“%(written)s” is no clause. Write it as “Điều 15 khoản 1 điểm b”.") % {"written": place})
        found = clauses(catalogue(), name, on=day)
    sections = set(map(id, asked_of(agency)))
    return frame(
        request,
        agency,
        "law_clauses.html",
        chosen=name,
        instrument=known[name],
        cited=Cited(known[name], ()),
        in_force=day is None or known[name].on(day),
        instruments=[(key, Cited(one, ()).name, said(one.title)) for key, one in known.items()],
        place=place,
        on=day,
        problems=problems,
        page=_page(request, [Answered(clause, sections) for clause in found]),
    )
