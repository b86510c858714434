"""A round in; its verdicts in the order in which a person should look at them, the most doubtful first, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.core.validators import slug_re
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.monitor.desk.frame import frame, of_round
from congkhai.monitor.doubt import GROUNDS
from congkhai.monitor.models import COMPLETENESS, Round, StoredVerdict
from congkhai.monitor.policy import verdicts_of
from congkhai.monitor.waiting import ALONE, DECIDED, OPEN, RETURNED, with_newest
from congkhai.records import Completeness, Sentence, Timeliness

PER_PAGE = 50
ORDER = ("-doubt", "pk")
STATES = {
    "can-nguoi": (gettext_lazy("Needs a person"), OPEN),
    "may": (gettext_lazy("The machine's word alone"), ALONE),
    "tra-lai": (gettext_lazy("Sent back"), RETURNED),
    "da-quyet": (gettext_lazy("Decided by a person"), DECIDED),
    "tat-ca": (gettext_lazy("All"), Q()),
}
FIRST = "can-nguoi"
LATE = "muon"
GRADES = {**{grade.value: words for grade, words in COMPLETENESS.items()}, LATE: gettext_lazy("late")}


@dataclass(slots=True)
class Asked:
    """What of the queue is wanted, as the address says it. ``refused`` are sentences about what made no sense."""

    state: str = FIRST
    agency: str = ""
    obligation: str = ""
    grade: str = ""
    refused: list[str] = field(default_factory=list)

    @property
    def query(self) -> str:
        """The same as the end of an address, to be carried along."""
        given = {"tinh-trang": self.state, "co-quan": self.agency, "noi-dung": self.obligation, "muc": self.grade}
        return urlencode({name: value for name, value in given.items() if value})

    def of(self, verdicts: QuerySet[StoredVerdict]) -> QuerySet[StoredVerdict]:
        """Those verdicts of the queue that are wanted, in its order."""
        found = verdicts.filter(STATES[self.state][1])
        if self.agency:
            found = found.filter(agency__slug=self.agency)
        if self.obligation:
            found = found.filter(obligation=self.obligation)
        if self.grade == LATE:
            found = found.filter(held_timeliness=Timeliness.LATE)
        elif self.grade:
            found = found.filter(held_completeness=self.grade)
        return found.order_by(*ORDER)


def asked_of(given: QueryDict, round: Round) -> Asked:
    """What an address asks for. What is not among the round's own counts as not asked, and is said."""
    asked = Asked()
    for name, attribute, known in (
        ("tinh-trang", "state", STATES),
        ("noi-dung", "obligation", catalogue().rulesets[round.rules].obligations),
        ("muc", "grade", GRADES),
    ):
        value = given.get(name, "").strip()
        if value in known:
            setattr(asked, attribute, value)
        elif value:
            asked.refused.append(value[:40])
    if agency := given.get("co-quan", "").strip():
        if slug_re.fullmatch(agency) and round.sites.filter(agency__slug=agency).exists():
            asked.agency = agency
        else:
            asked.refused.append(agency[:40])
    return asked


def queued(round: Round, request: HttpRequest) -> QuerySet[StoredVerdict]:
    """The round's standing verdicts that the person may see, with what holds of each."""
    return with_newest(verdicts_of(request.user).filter(round=round, current=True)).select_related("agency")


def grounds(verdict: StoredVerdict) -> list[Sentence]:
    """Why a person should look, in words."""
    return [GROUNDS[code][1] for code in verdict.doubts if code in GROUNDS]


def beside(found: QuerySet[StoredVerdict], verdict: StoredVerdict) -> tuple[int | None, int | None]:
    """The verdicts before and after this one among those found, which need not hold it any more."""
    earlier = Q(doubt__gt=verdict.doubt) | Q(doubt=verdict.doubt, pk__lt=verdict.pk)
    later = Q(doubt__lt=verdict.doubt) | Q(doubt=verdict.doubt, pk__gt=verdict.pk)
    before = found.filter(earlier).order_by("doubt", "-pk").values_list("pk", flat=True).first()
    return before, found.filter(later).values_list("pk", flat=True).first()


def say_refused(request: HttpRequest, asked: Asked) -> None:
    """Tell the person what of the address made no sense."""
    if asked.refused:
        values = ", ".join(f"“{value}”" for value in asked.refused)
        messages.warning(request, _("Left out, since this round has no such filter: %(values)s.") % {"values": values})


@of_round("review")
def queue(request: HttpRequest, round: Round) -> HttpResponse:
    asked = asked_of(request.GET, round)
    say_refused(request, asked)
    found = asked.of(queued(round, request).defer("verdict"))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    return frame(
        request,
        "queue.html",
        round=round,
        here="queue",
        asked=asked,
        page=page,
        rows=[(row, Completeness(row.held_completeness), Timeliness(row.held_timeliness), grounds(row)) for row in page],
        states=[(name, words) for name, (words, _which) in STATES.items()],
        agencies=Agency.objects.filter(pk__in=round.sites.values("agency")).order_by("name", "pk"),
        obligations=catalogue().asked(round.rules),
        titles=catalogue().obligations,
        grades=GRADES,
    )
