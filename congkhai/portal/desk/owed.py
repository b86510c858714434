"""An agency and a day in; what it still owes the public out: a row for each obligation, worst first, with one thing to do next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db.models import Case, CharField, Count, F, Max, Q, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import WorkflowState

from congkhai.accounts.models import User
from congkhai.agencies.law import catalogue, closed_days, said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Due, DueWeekly, Obligation, PartRule, Version
from congkhai.catalogue.workdays import after
from congkhai.portal.duty import days_left, duty_of, next_deadline, next_week_of
from congkhai.portal.models import Assignment, Disclosure
from congkhai.portal.policy import may
from congkhai.portal.rules import asked_of, parts_of, version_at
from congkhai.portal.selfcheck import Checked, check
from congkhai.records import Completeness, Force, Timeliness, Verdict

SOON = 5  # working days
AHEAD = 10  # working days of the calendar beside the list
_OF_A_DRAFT = ("pk", "title", "obligation", "part", "nil_return", "duty_on", "period_from", "first_published_at")
NONE, LATE = Completeness.NONE, Timeliness.LATE


class State(Enum):
    """How an obligation stands, worst first. Each is in exactly one."""

    MISSING = "missing"
    LATE = "late"
    SOON = "soon"
    UNKNOWN = "unknown"
    FINE = "fine"

    @property
    def words(self) -> Any:
        return WORDS[self]


WORDS = {
    State.MISSING: gettext_lazy("missing"),
    State.LATE: gettext_lazy("late"),
    State.SOON: gettext_lazy("due within 5 working days"),
    State.UNKNOWN: gettext_lazy("not yet assessed"),
    State.FINE: gettext_lazy("shown, in time"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is not public: with its writer, before the approvers, or sent back with a reason. Its deadline is that of the
    law in force when its duty arose; ``ours`` where that gives no number."""

    pk: int
    title: str
    part: str
    deadline: date | None
    ours: bool
    writer: int | None
    waiting_since: datetime | None = None
    sent_back: str = ""

    @property
    def waiting(self) -> bool:
        return self.waiting_since is not None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline that comes, or is past, and what it is about. ``ours``: the law gives no number."""

    on: date
    left: int
    about: str
    part: str
    ours: bool
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing to do next."""

    words: str
    address: str
    urgent: bool = False


@dataclass(slots=True)
class Row:
    """One obligation as the desk shows it."""

    obligation: Obligation
    version: Version
    parts: dict[str, PartRule]
    verdict: Verdict | None
    shown: dict[str, int] = field(default_factory=dict)  # live records by part
    nil: int = 0
    newest: date | None = None
    lacking: int = 0
    drafts: list[Draft] = field(default_factory=list)
    holder: Assignment | None = None
    dues: list[Deadline] = field(default_factory=list)
    state: State = State.FINE
    action: Action | None = None

    @property
    def title(self) -> str:
        return said(self.obligation.title)

    @property
    def practice(self) -> bool:
        return self.version.force is Force.PRACTICE

    @property
    def missing(self) -> list[str]:
        """The parts of which nothing qualifying is shown."""
        if self.verdict is None:
            return []
        return [name for name, grade in self.verdict.part_grades.items() if grade is NONE]

    @property
    def first_due(self) -> Deadline | None:
        return min(self.dues, key=lambda due: (due.on, due.about), default=None)

    @property
    def overdue(self) -> Deadline | None:
        """What is past its day now and can still be done; a record published late long ago cannot."""
        due = self.first_due
        return due if due is not None and due.left < 0 else None

    @property
    def waiting(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.waiting]

    @property
    def about(self) -> str:
        """What makes the row urgent, below its title: the missing, late or due parts, where the obligation has several."""
        if len(self.parts) == 1:
            return ""
        names: Iterable[str] = self.missing
        if self.state is State.LATE and not self.overdue and self.verdict:
            names = dict.fromkeys(j.part for j in self.verdict.judgements if j.timeliness is LATE)
        elif self.state in {State.LATE, State.SOON} and self.first_due:
            names = [self.first_due.part]
        return ", ".join(said(self.parts[name].title) for name in names if name in self.parts)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many live records each part has."""
        return [(said(rule.title), self.shown.get(name, 0)) for name, rule in self.parts.items()]

    @property
    def filled(self) -> int:
        """How many parts have any."""
        return sum(1 for number in self.shown.values() if number)

    @property
    def total(self) -> int:
        return sum(self.shown.values())


def _drafts(agency: Agency, on: date) -> dict[str, list[Draft]]:
    """The versions that are not public and not due at an hour to come, by obligation. Two queries."""
    own = Disclosure.objects.filter(agency=agency)
    keys = own.annotate(key=Cast("pk", CharField())).values("key")
    active = WorkflowState.objects.active().filter(base_content_type=Disclosure.get_base_content_type(), object_id__in=keys)
    states = {int(state.object_id): state for state in active.select_related("current_task_state")}
    rows = (
        own.filter(has_unpublished_changes=True, latest_revision__approved_go_live_at=None)
        .annotate(
            writer=F("latest_revision__user"),
            latest=F("latest_revision__object_str"),
            over=Case(When(Q(expired=True) | Q(withdrawn_at__isnull=False), then=True), default=False),
        )
        .values_list(*_OF_A_DRAFT, "writer", "latest", "over", named=True)
    )
    found: dict[str, list[Draft]] = defaultdict(list)
    for row in rows:
        state = states.get(row.pk)
        if row.over and state is None:
            continue  # it was public once; nobody is writing a new version
        # The public has had what was published once; a better version of it has no deadline.
        duty = None if row.first_published_at else duty_of(row, on)
        step = state.current_task_state if state else None
        found[row.obligation].append(
            Draft(
                row.pk,
                row.latest or row.title,
                row.part,
                duty.deadline if duty else None,
                duty.proxy if duty else False,
                row.writer,
                step.started_at if step and state.status == WorkflowState.STATUS_IN_PROGRESS else None,
                step.comment if step and state.status == WorkflowState.STATUS_NEEDS_CHANGES else "",
            )
        )
    return found


def _live(agency: Agency) -> dict[tuple[str, str], tuple[int, int, date | None, date | None]]:
    """Live records by obligation and part: records, nil returns, the newest day, the last period's first day. One query."""
    rows = (
        Disclosure.objects.filter(agency=agency, live=True)
        .order_by()
        .values_list("obligation", "part", "nil_return")
        .annotate(Count("pk"), Max("duty_on"), Max("period_from"), Max("first_published_at"))
    )
    found: dict[tuple[str, str], tuple[int, int, date | None, date | None]] = {}
    for obligation, part, nil, count, duty_on, period_from, published_at in rows:
        records, nils, newest, week = found.get((obligation, part), (0, 0, None, None))
        day = duty_on or (localtime(published_at).date() if published_at else None)
        if nil:
            nils += count
        else:
            records, newest, week = records + count, max(filter(None, (newest, day)), default=None), period_from
        found[obligation, part] = (records, nils, newest, week)
    return found


def _dues(row: Row, live: dict[tuple[str, str], Any], on: date) -> list[Deadline]:
    """The deadlines of drafts, and those by which a part must move whatever happens."""
    dues = []
    for draft in row.drafts:
        if draft.deadline is not None:
            left = days_left(draft.deadline, on)
            dues.append(Deadline(draft.deadline, left, draft.title, draft.part, draft.ours, draft))
    for name, rule in row.parts.items():
        due: Due = rule.due or row.version.due
        _records, _nils, newest, week = live.get((row.obligation.id, name), (0, 0, None, None))
        weekly = isinstance(due, DueWeekly)
        day = next_deadline(due, week if weekly else newest, on)
        drafted = weekly and any(draft.part == name and draft.deadline == day for draft in row.drafts)
        if day is not None and not drafted and (weekly or newest is not None):
            about = f"{said(rule.title)}{week_in_words(week, on) if weekly else ''}"
            dues.append(Deadline(day, days_left(day, on), about, name, getattr(due, "proxy", False)))
    return dues


def week_in_words(last_shown: date | None, on: date) -> str:
    """Which week's schedule is to come."""
    monday = next_week_of(last_shown, on)
    return _(", week of %s") % f"{monday:%d/%m}"


def _state(row: Row) -> State:
    verdict, due = row.verdict, row.first_due
    if row.missing:
        return State.MISSING
    if row.overdue or (verdict and verdict.timeliness is LATE):
        return State.LATE
    if due is not None and due.left <= SOON:
        return State.SOON
    if verdict is None or verdict.completeness is Completeness.UNKNOWN:
        return State.UNKNOWN
    return State.FINE


def create_address(agency: Agency, obligation: str, part: str, **more: str) -> str:
    """Where a record of that part is begun."""
    query = "&".join([f"noi-dung={obligation}", f"phan={part}", *(f"{name}={value}" for name, value in more.items())])
    return f"{reverse('desk:create', args=[agency.slug])}?{query}"


def _action(row: Row, agency: Agency, live: dict[tuple[str, str], Any], user: User, on: date) -> Action:
    urgent = row.state in {State.MISSING, State.LATE}
    records = f"{reverse('desk:records', args=[agency.slug])}?noi-dung={row.obligation.id}"
    page = reverse("desk:obligation", args=[agency.slug, row.obligation.id])
    due = row.first_due if row.first_due is not None and row.first_due.left <= SOON else None
    part = row.missing[0] if row.missing else due.part if due else next(iter(row.parts), "")
    mine = [draft for draft in row.waiting if draft.writer != user.pk]
    if mine and may(user, "publish", agency.pk):
        number = len(mine)
        words = ngettext("Approve %d draft", "Approve %d drafts", number) % number
        return Action(words, f"{records}&tinh-trang=cho-duyet", urgent)
    if due is not None and due.draft is not None:
        return Action(_("Finish the draft"), reverse("desk:record", args=[agency.slug, due.draft.pk]), urgent)
    if row.missing or due is not None:
        rule = row.parts[part]
        if isinstance(rule.due or row.version.due, DueWeekly):
            monday = next_week_of(live.get((row.obligation.id, part), (0, 0, None, None))[3], on)
            return Action(
                _("Write the week's schedule"), create_address(agency, row.obligation.id, part, tu=monday.isoformat()), urgent
            )
        return Action(_("New record"), create_address(agency, row.obligation.id, part), urgent)
    if row.state is not State.FINE:
        return Action(_("See why"), page)
    if row.lacking:
        return Action(_("Fill in what is missing"), page)
    return Action(_("Open"), records)


def owed(agency: Agency, user: User, on: date, checked: Checked | None = None) -> list[Row]:
    """The rows, worst first, for the person who looks. A constant number of queries, whatever the number of records."""
    checked = checked or check(agency, on)
    asked = {o.id: (version_at(o, on), parts_of(version_at(o, on), agency)) for o in asked_of(agency)}
    live, drafts = _live(agency), _drafts(agency, on)
    holders = {a.obligation: a for a in Assignment.objects.filter(agency=agency).select_related("unit", "person")}
    rows = []
    for identifier, (version, parts) in asked.items():
        verdict = checked.verdicts.get(identifier)
        if not parts or (verdict and verdict.completeness is Completeness.NOT_BOUND):
            continue
        row = Row(catalogue().obligations[identifier], version, parts, verdict)
        for name in parts:
            records, nils, newest, _week = live.get((identifier, name), (0, 0, None, None))
            row.shown[name] = records
            row.nil += nils
            row.newest = max(filter(None, (row.newest, newest)), default=None)
        row.lacking = len(checked.lacking.get(identifier, ()))
        row.drafts = drafts.get(identifier, [])
        row.holder = holders.get(identifier)
        row.dues = _dues(row, live, on)
        row.state = _state(row)
        row.action = _action(row, agency, live, user, on)
        rows.append(row)
    order = list(State)
    return sorted(
        rows, key=lambda row: (order.index(row.state), row.overdue is None, row.first_due.on if row.first_due else date.max)
    )


def tally(rows: Iterable[Row]) -> list[tuple[State, int]]:
    """How many obligations are in each state; they add up to all of them."""
    counted = [row.state for row in rows]
    return [(state, counted.count(state)) for state in (State.MISSING, State.LATE, State.SOON, State.FINE, State.UNKNOWN)]


def coming(rows: Sequence[Row], on: date) -> list[tuple[Row, Deadline]]:
    """The deadlines of the next ten working days, nearest first."""
    last = after(on, AHEAD, closed_days())
    return sorted(
        ((row, due) for row in rows for due in row.dues if on <= due.on <= last), key=lambda pair: (pair[1].on, pair[1].about)
    )


def is_mine(row: Row, user: User, unit: int | None) -> bool:
    """Whether the obligation is given to the person, or to her unit."""
    holder = row.holder
    return holder is not None and (holder.person_id == user.pk or (holder.unit_id is not None and holder.unit_id == unit))
