"""Plain values in; obligations, evidence, sight and verdicts out, built here so that no case moves when a law file does."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from congkhai.catalogue.obligation import (
    Basis,
    Citation,
    Due,
    DueNone,
    DuePromptly,
    DueRegularly,
    DueWeekly,
    DueWithin,
    Face,
    FieldRule,
    FieldType,
    Find,
    Limit,
    Obligation,
    PartRule,
    Total,
    Version,
    Window,
    Words,
)
from congkhai.judging.judge import judge
from congkhai.records import (
    Agency,
    DateOrigin,
    DateRole,
    DateSeen,
    Evidence,
    EvidenceKind,
    FieldSeen,
    FieldState,
    Force,
    Judgement,
    Kind,
    Looked,
    Publisher,
    Sight,
    SightQuality,
    Verdict,
)

ON = date(2012, 9, 27)  # a Thursday
VIETNAM = timezone(timedelta(hours=7))
WEEKENDS = frozenset(day for day in (date(2009, 1, 1) + timedelta(days=n) for n in range(366 * 15)) if day.weekday() >= 5)
DECREE = date(2011, 10, 1)
MONTHS = Window(months=12)
IN_FORCE = Window(in_force=True)
WEEK = Window(weeks_ahead=1)
PRESENT, ABSENT, UNREADABLE, WITHHELD = FieldState.PRESENT, FieldState.ABSENT, FieldState.UNREADABLE, FieldState.WITHHELD


def within(days: int | tuple[int, int], after: DateRole = DateRole.APPROVED, *, proxy: bool = False) -> DueWithin:
    """One limit for everyone, or the issuer's and the subject's."""
    issuer, subject = days if isinstance(days, tuple) else (days, days)
    limits = (Limit(who=Publisher.ISSUER, working_days=issuer), Limit(who=Publisher.SUBJECT, working_days=subject))
    return DueWithin(kind="within", after=after, limits=limits, proxy=proxy)


def regularly(every_days: int = 30, *, proxy: bool = False) -> DueRegularly:
    return DueRegularly(kind="regularly", every_days=every_days, proxy=proxy)


def by_events(working_days: int | None, *, proxy: bool = True) -> DueRegularly:
    return DueRegularly(kind="regularly", every_days=30, event_driven=True, within_working_days=working_days, proxy=proxy)


WEEKLY = DueWeekly(kind="weekly", by="first_working_day", proxy=True)
PROMPTLY = DuePromptly(kind="promptly")
NO_TIME = DueNone(kind="none")


def part(
    title: str = "Nội dung", *, law: Iterable[str] = (), ours: Iterable[str] = (), basis: Basis = Basis.LAW, **own: Any
) -> PartRule:
    """``law`` and ``ours`` are names of fields by their basis."""
    fields = [
        FieldRule(name=n, type=FieldType.TEXT, basis=b, title=Words(vi=n, en=n))
        for b, ns in ((Basis.LAW, law), (Basis.OURS, ours))
        for n in ns
    ]
    return PartRule(title=Words(vi=title, en=title), basis=basis, fields=tuple(fields), **own)


def version(
    parts: Mapping[str, PartRule] | None = None,
    *,
    since: date = DECREE,
    until: date | None = None,
    force: Force = Force.BINDING,
    binds: tuple[Kind, ...] = (Kind.PROVINCE, Kind.MINISTRY),
    window: Window = MONTHS,
    due: Due = NO_TIME,
    total: Total | None = None,
    **more: Any,
) -> Version:
    role = "norm" if force is Force.BINDING else "former"
    cites = (Citation(instrument="nd-43-2011", place="Điều 10 khoản 1 điểm c", role=role),)
    return Version(
        **{"from": since},
        until=until,
        force=force,
        cites=cites,
        binds=binds,
        parts=parts or {"main": part()},
        window=window,
        due=due,
        total=total,
        **more,
    )


def obligation(*versions: Version, **kwargs: Any) -> Obligation:
    """With the versions given, else with one of the keywords given."""
    words = Words(vi="Việc phải công khai", en="A thing to publish")
    return Obligation(
        id="duty",
        title=words,
        slug=words,
        group="direction",
        face=Face.PLAIN,
        summary=words,
        versions=versions or (version(**kwargs),),
        find=Find(labels=("Nhãn",)),
        not_encoded="",
    )


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=VIETNAM)


def record(
    key: str = "r1",
    *,
    part: str | None = "main",
    present: Iterable[str] = (),
    absent: Iterable[str] = (),
    withheld: Iterable[str] = (),
    unreadable: Iterable[str] = (),
    values: Mapping[str, Any] | None = None,
    period: tuple[date, date | None] | None = None,
    first_seen: date | None = None,
    last_absent: date | None = None,
    seen: date = ON,
    own_page: bool = True,
    kind: EvidenceKind = EvidenceKind.RECORD,
    publisher: Publisher | None = Publisher.ISSUER,
    origin: DateOrigin = DateOrigin.STATED,
    total: int | None = None,
    **days: date,
) -> Evidence:
    """One sighting; ``days`` by role: ``posted=…, issued=…``. ``seen`` is the day of the capture."""
    fields = {name: FieldSeen("x", PRESENT) for name in present} | {n: FieldSeen(v, PRESENT) for n, v in (values or {}).items()}
    for names, state in ((absent, ABSENT), (withheld, WITHHELD), (unreadable, UNREADABLE)):
        fields |= {name: FieldSeen(None, state) for name in names}
    dates = [DateSeen(day, DateRole(role), origin) for role, day in days.items()]
    if period is not None:
        dates.append(DateSeen(period[0], DateRole.PERIOD, DateOrigin.STATED, period[1]))
    if first_seen is not None:
        dates.append(DateSeen(first_seen, DateRole.POSTED, DateOrigin.FIRST_SEEN))
    if last_absent is not None:
        dates.append(DateSeen(last_absent, DateRole.POSTED, DateOrigin.LAST_ABSENT))
    return Evidence(
        key=key,
        kind=kind,
        obligation="duty",
        part=part,
        url=f"https://example.vn/{key}",
        label=f"Văn bản {key}",
        at=at(seen),
        sha256="0",
        fields=fields,
        dates=tuple(dates),
        own_page=own_page,
        publisher=publisher,
        total=total,
    )


def many(count: int, prefix: str = "r", **same: Any) -> list[Evidence]:
    """So many records alike but for their keys."""
    return [record(f"{prefix}{number}", **same) for number in range(count)]


def nil(key: str = "nil", **more: Any) -> Evidence:
    return record(key, kind=EvidenceKind.NIL_RETURN, **more)


def section(total: int | None = None, **more: Any) -> Evidence:
    return record("section", kind=EvidenceKind.SECTION, total=total, **more)


def sight(quality: str = "good", part: str | None = None, reason: str = "", looked: tuple[Looked, ...] = ()) -> Sight:
    good = quality == "good"
    return Sight("duty", part, SightQuality(quality), good, reason or ("" if good else "budget_pages"), looked)


GOOD = (sight(),)
POOR = (sight("poor"),)


def ask(
    asked: Obligation,
    *evidence: Evidence,
    sight: Iterable[Sight] = GOOD,
    on: date = ON,
    kind: Kind = Kind.PROVINCE,
    since: date | None = None,
    closed: Container[date] = WEEKENDS,
) -> Verdict:
    """The verdict on one province, on 27 September 2012 unless said otherwise."""
    return judge(asked, Agency("p01", kind, since=since), evidence, rules="test", sight=tuple(sight), on=on, closed=closed)


def only_judgement(verdict: Verdict) -> Judgement:
    (judgement,) = verdict.judgements
    return judgement


def said(verdict: Verdict) -> str:
    """All reasons in both languages."""
    return "\n".join(f"{reason.vi}\n{reason.en}" for reason in verdict.reasons)
