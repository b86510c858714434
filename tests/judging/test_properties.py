"""METHOD §7: what must hold of every verdict, whatever the law says and whatever was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congkhai.catalogue.obligation import (
    Basis,
    Due,
    DueRegularly,
    DueWithin,
    FieldRule,
    FieldType,
    Limit,
    Obligation,
    PartRule,
    Thresholds,
    Total,
    Version,
    Window,
    Words,
)
from congkhai.judging.judge import judge
from congkhai.records import (
    Agency,
    Completeness,
    DateOrigin,
    DateRole,
    DateSeen,
    Evidence,
    EvidenceKind,
    FieldSeen,
    FieldState,
    Force,
    Kind,
    Publisher,
    Sight,
    SightQuality,
    Timeliness,
    Verdict,
)
from tests.judging.cases import NO_TIME, ON, PROMPTLY, WEEKENDS, WEEKLY, at, obligation, version, within

RANK = {g: n for n, g in enumerate((Completeness.NONE, Completeness.PARTIAL, Completeness.SUBSTANTIAL, Completeness.FULL))}
PARTS = ("a", "b", "c", "d")
FIELDS = ("code", "name", "host")
WORDS = Words(vi="Tên", en="Name")

# Laws and sightings of many shapes are laid out beforehand and drawn by number: a case then takes a few draws, not hundreds, and a
# thorough round a minute, not an hour.
POOL = Random(2613)
_NEAR = (ON, date(2011, 9, 27), date(2012, 6, 1), date(2011, 10, 1), date(2012, 3, 5), date(2012, 9, 24), date(2012, 10, 1))
DAYS = [
    *(edge + timedelta(days=n) for n in (0, 1, -1, 2, -3, 7, -10, 14, -16) for edge in _NEAR),  # about what decides
    *(date(2011, 9, 27) + timedelta(days=9 * n) for n in range(41)),  # through the year before the day of asking
    *(date(2009, 1, 1) + timedelta(days=61 * n) for n in range(24)),  # and now and then before and after
]

# --- the law ---------------------------------------------------------------------------------------------

ACTS = (*(DateRole.APPROVED,) * 6, DateRole.ISSUED, DateRole.EVENT)


def _within() -> Due:
    days = POOL.choice(((10, 10), (2, 10), (0, 20), (10, 2)))
    limits = tuple(Limit(who=who, working_days=n) for who, n in zip(Publisher, days, strict=True))
    limits = POOL.choice((limits, limits, limits, limits[:1], limits[1:]))
    return DueWithin(kind="within", after=POOL.choice(ACTS), limits=limits, proxy=POOL.random() < 0.3)


def _due() -> Due:
    if POOL.random() < 0.5:
        return _within()
    if POOL.random() < 0.4:
        return POOL.choice((WEEKLY, PROMPTLY, NO_TIME))
    events, days = POOL.choice(((False, None), (False, None), (True, 20), (True, 0), (True, None)))
    every, proxy = POOL.choice((1, 30, 90)), POOL.random() < 0.5
    return DueRegularly(kind="regularly", every_days=every, event_driven=events, within_working_days=days, proxy=proxy)


def _window(due: Due) -> Window:
    if due is WEEKLY:
        return Window(weeks_ahead=POOL.choice((0, 1, 1, 2)))
    return POOL.choice((*(Window(months=n) for n in (1, 6, 12, 12, 24)), *(Window(in_force=True),) * 4, Window(weeks_ahead=1)))


def _total() -> Total | None:
    kind = POOL.choice((None, None, "declared", "series", "periods"))
    if kind != "periods":
        return Total(by=kind) if kind else None
    return Total(by=kind, unit=POOL.choice(("week", "month", "quarter", "year")), expected=POOL.choice((1, 4, 12)))


def _part_rule(due: Callable[[], Due]) -> PartRule:
    bases = (Basis.LAW, Basis.LAW, Basis.OURS)
    fields = [FieldRule(name=name, type=FieldType.TEXT, basis=POOL.choice(bases), title=WORDS) for name in FIELDS]
    own = due() if POOL.random() < 0.3 else None
    return PartRule(
        title=WORDS,
        basis=POOL.choice((*(Basis.LAW,) * 8, Basis.LETTER, Basis.OURS)),
        nil=POOL.random() < 0.5,
        binds=POOL.choice((*(None,) * 12, (Kind.PROVINCE,), (Kind.MINISTRY,))),
        fields=(*fields[: POOL.randrange(4)], NUMBER),
        window=_window(own) if own and POOL.random() < 0.7 else None,
        total=_total() if POOL.random() < 0.3 else None,
        due=own,
    )


NUMBER = FieldRule(name="number", type=FieldType.DOCUMENT_NUMBER, basis=Basis.OURS, title=WORDS)
STARTS = (  # of one to three versions, and whether the first ends before the second begins
    *(((date(2011, 10, 1),), False),) * 4,
    *(((date(2010, 1, 1), date(2012, 6, 1)), gap) for gap in (False, False, True)),
    ((date(2010, 1, 1), date(2011, 10, 1), date(2012, 6, 1)), False),
    ((date(2011, 10, 1), date(2012, 9, 20)), False),
)


def _obligation(due: Callable[[], Due]) -> Obligation:
    """One to three versions in a row, of one to four parts each."""
    starts, gap = POOL.choice(STARTS)
    names = PARTS[: POOL.choice((1, 1, 2, 2, 3, 4))]
    versions: list[Version] = []
    for number, start in enumerate(starts):
        following = starts[number + 1] if number + 1 < len(starts) else None
        own = due()
        versions.append(
            version(
                {name: _part_rule(due) for name in names if name == "a" or POOL.random() < 0.9},
                since=start,
                until=following - timedelta(days=60) if following and gap else following,
                force=POOL.choice(tuple(Force)),
                binds=(Kind.MINISTRY,) if POOL.random() < 0.04 else (Kind.PROVINCE, Kind.MINISTRY),
                window=_window(own),
                total=_total(),
                due=own,
                thresholds=Thresholds() if POOL.random() < 0.8 else Thresholds(full=1.0, substantial=0.5),
            )
        )
    return obligation(*versions)


SIMPLE = obligation(due=within(10))
ANY = [SIMPLE, *(_obligation(_due) for _ in range(250)), SIMPLE]
ONLY_WITHIN = [SIMPLE, *(_obligation(_within) for _ in range(120)), SIMPLE]

# --- what was seen ---------------------------------------------------------------------------------------

COMPLETE = {name: FieldSeen("x", FieldState.PRESENT) for name in FIELDS}
NUMBERS = [f"{n}/2012/{code}" for n, code in product((1, 2, 3, 9), ("QĐ-UBND", "CT-UBND"))]
SHAPES = (*("stated",) * 6, *("stated and visited", "visited", "plan", "period") * 2, "posted", "act", "undated", "unseen before")
SHAPES += ("hinted", "contradictory", "updated")


def _dates() -> tuple[DateSeen, ...]:
    """What a page says of an act and of its publication some days later, in one of several ways."""
    stated, day, other, lag = DateOrigin.STATED, POOL.choice(DAYS), POOL.choice(DAYS), POOL.randrange(-3, 45)
    role = POOL.choice((*ACTS, DateRole.RECEIVED))
    act, after = DateSeen(day, role, stated), day + timedelta(days=lag if POOL.random() < 0.5 else lag // 9)
    posted = DateSeen(after, DateRole.POSTED, stated)
    seen, absent = (DateSeen(d, DateRole.POSTED, o) for d, o in ((after, DateOrigin.FIRST_SEEN), (other, DateOrigin.LAST_ABSENT)))
    period = DateSeen(day, DateRole.PERIOD, stated, None if lag < 0 else day + timedelta(days=POOL.choice((lag, 6, lag * lag))))
    return {
        "stated": (act, posted),
        "visited": (act, seen, absent),
        "stated and visited": (act, posted, replace(seen, value=max(after, other)), absent),
        "plan": (act, posted, period),
        "period": (period, posted),
        "posted": (posted,),
        "act": (act,),
        "undated": (),
        "unseen before": (absent, seen),
        "hinted": (DateSeen(day, role, DateOrigin.URL), DateSeen(after, DateRole.POSTED, DateOrigin.URL)),
        "contradictory": (act, replace(act, value=other), posted, replace(posted, value=other), replace(act, role=DateRole.ISSUED)),
        "updated": (DateSeen(after, DateRole.UPDATED, DateOrigin.SITEMAP),),
    }[POOL.choice(SHAPES)]


def _fields() -> dict[str, FieldSeen]:
    if POOL.random() < 0.4:
        return COMPLETE
    states = (FieldState.PRESENT, FieldState.PRESENT, FieldState.ABSENT, FieldState.WITHHELD, FieldState.UNREADABLE, None)
    chosen = {name: POOL.choice(states) for name in FIELDS}
    fields = {name: FieldSeen("x" if state is FieldState.PRESENT else None, state) for name, state in chosen.items() if state}
    return fields | ({"number": FieldSeen(POOL.choice(NUMBERS), FieldState.PRESENT)} if POOL.random() < 0.4 else {})


def _sighting() -> Evidence:
    kind = POOL.choice((*(EvidenceKind.RECORD,) * 10, *EvidenceKind))
    return Evidence(
        key=f"k{POOL.randrange(40)}",
        kind=kind,
        obligation="another" if POOL.random() < 0.05 else "duty",
        part=POOL.choice((*"aaaaaabbbbccd", *((None,) if POOL.random() < 0.5 else ()), "elsewhere")),
        url="https://example.vn/",
        label=POOL.choice("AB"),
        at=at(ON if POOL.random() < 0.6 else POOL.choice(DAYS)),
        sha256="0",
        fields=_fields(),
        dates=_dates(),
        own_page=POOL.random() < 0.75,
        publisher=POOL.choice((Publisher.ISSUER, Publisher.ISSUER, Publisher.SUBJECT, None)),
        total=POOL.randrange(20) if kind is EvidenceKind.SECTION else None,
    )


def _nearly_in_time() -> Evidence:
    """A plan posted about when it was due."""
    act = POOL.choice(DAYS)
    approved = DateSeen(act, DateRole.APPROVED, DateOrigin.STATED)
    posted = DateSeen(act + timedelta(days=POOL.choice((0, 1, 2, 3, 4, 10, 20))), DateRole.POSTED, DateOrigin.STATED)
    dates = (approved, posted) if POOL.random() < 0.8 else (approved, replace(posted, origin=DateOrigin.FIRST_SEEN))
    return replace(_sighting(), kind=EvidenceKind.RECORD, part=POOL.choice("aaab"), dates=dates, at=at(date(2013, 12, 31)))


SIGHTINGS = [_sighting() for _ in range(2000)]
IN_TIME = [_nearly_in_time() for _ in range(1000)] + SIGHTINGS[:150]
SIGHTS = [
    (Sight("duty", None, SightQuality.GOOD, True),),
    *(
        tuple(
            Sight("duty", part, SightQuality.POOR if POOL.random() < 0.2 else SightQuality.GOOD, reason="r")
            for part in (None, *PARTS)
            if POOL.random() < 0.8
        )
        for _ in range(60)
    ),
]
CALENDARS = [
    WEEKENDS,
    *(WEEKENDS | {day + timedelta(days=n) for n in range(10)} for day in (ON, date(2012, 3, 12), date(2012, 9, 22))),
]
ASKED_ON = [ON, *DAYS[:24], *(ON,) * 40]
BORN_ON = [None, date(2012, 3, 1), date(2012, 9, 12), date(2012, 10, 2), *(None,) * 16]


def drawn(pool: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of the pool, by its number; hypothesis itself would hash whole laws."""
    return st.integers(0, len(pool) - 1).map(lambda number: pool[number])


@dataclass(frozen=True)
class Case:
    """Everything a verdict depends on."""

    asked: Obligation
    evidence: tuple[Evidence, ...]
    sight: tuple[Sight, ...]
    on: date
    since: date | None
    closed: Container[date] = field(repr=False)

    def verdict(self, **other: Any) -> Verdict:
        case = replace(self, **other)
        agency = Agency("p01", Kind.PROVINCE, since=case.since)
        return judge(case.asked, agency, case.evidence, rules="test", sight=case.sight, on=case.on, closed=case.closed)


def cases(
    laws: Sequence[Obligation] = ANY, sights: Sequence[Any] = SIGHTS, seen: Sequence[Evidence] = SIGHTINGS, least: int = 0
) -> st.SearchStrategy[Case]:
    evidence = st.lists(drawn(seen), min_size=least, max_size=16).map(tuple)
    every = st.tuples(drawn(laws), evidence, drawn(sights), drawn(ASKED_ON), drawn(BORN_ON), drawn(CALENDARS))
    return every.map(lambda drawn: Case(*drawn))


GOOD = [(Sight("duty", None, SightQuality.GOOD, True),)]
BAD = [(Sight("duty", None, SightQuality.POOR, reason="r"),)]


def property_of(*arguments: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Any number of these, without a clock."""
    wide = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    return lambda test: wide(given(*arguments)(test))


def bounds(verdict: Verdict) -> tuple[int, int]:
    """The lowest and the highest grade that a verdict leaves open."""
    assert verdict.at_least is not None
    assert verdict.at_most is not None
    return RANK[verdict.at_least], RANK[verdict.at_most]


def never_lowered(before: Verdict, after: Verdict) -> None:
    assert (before.completeness is Completeness.NOT_BOUND) == (after.completeness is Completeness.NOT_BOUND)
    if before.completeness is not Completeness.NOT_BOUND:
        assert all(new >= old for old, new in zip(bounds(before), bounds(after), strict=True))
        if before.completeness in RANK and after.completeness in RANK:
            assert RANK[after.completeness] >= RANK[before.completeness]


# --- the properties ------------------------------------------------------------------------------------------


@property_of(cases())
def test_judging_twice_is_the_same(case: Case) -> None:
    assert case.verdict() == case.verdict()


@property_of(cases(), st.randoms(use_true_random=False), st.integers(0, 14))
def test_order_and_repetition_of_evidence_change_nothing(case: Case, random: Any, repeated: int) -> None:
    shuffled = [*case.evidence, *case.evidence[:repeated]]
    random.shuffle(shuffled)
    copies = tuple(replace(e, fields=dict(reversed(e.fields.items()))) for e in shuffled)
    assert case.verdict(evidence=copies) == case.verdict()


@property_of(cases(sights=GOOD), drawn((*PARTS, None)), drawn(SIGHTINGS).map(lambda e: e.dates), drawn((None, *Publisher)))
def test_a_further_complete_record_never_lowers_a_grade_under_good_sight(
    case: Case, part: str | None, dates: tuple[DateSeen, ...], publisher: Publisher | None
) -> None:
    further = Evidence("new", EvidenceKind.RECORD, "duty", part, "u", "N", at(ON), "0", COMPLETE, dates, True, publisher)
    never_lowered(case.verdict(), case.verdict(evidence=(*case.evidence, further)))


@property_of(cases(sights=GOOD, least=1), st.integers(0, 13), drawn(FIELDS))
def test_a_further_present_field_never_lowers_a_grade_under_good_sight(case: Case, which: int, name: str) -> None:
    which %= len(case.evidence)
    seen = case.evidence[which]
    richer = replace(seen, fields={**seen.fields, name: FieldSeen("x", FieldState.PRESENT)})
    never_lowered(case.verdict(), case.verdict(evidence=(*case.evidence[:which], richer, *case.evidence[which + 1 :])))


@property_of(cases(), st.lists(st.booleans(), min_size=6, max_size=6))
def test_poorer_sight_never_turns_a_grade_into_none_partial_or_late(case: Case, worse: list[bool]) -> None:
    sight = [replace(s, quality=SightQuality.POOR) if bad else s for s, bad in zip(case.sight, worse, strict=False)]
    if worse[-1]:
        sight.append(Sight("duty", None, SightQuality.POOR, reason="r"))
    before, after = case.verdict(), case.verdict(sight=tuple(sight))
    for grade in (Completeness.NONE, Completeness.PARTIAL, Completeness.SUBSTANTIAL):
        assert after.completeness is not grade or before.completeness is grade
    assert after.timeliness is not Timeliness.LATE or before.timeliness is Timeliness.LATE
    for name, grade in after.part_grades.items():
        assert grade in {before.part_grades[name], Completeness.UNKNOWN}
    if after.completeness is Completeness.UNKNOWN:
        assert bounds(after)[0] <= bounds(before)[0]
        assert bounds(after)[1] >= bounds(before)[1]


@property_of(cases(sights=BAD), st.lists(st.booleans(), min_size=14, max_size=14))
def test_seeing_badly_and_only_some_of_it_accuses_nobody(case: Case, kept: list[bool]) -> None:
    verdict = case.verdict(evidence=tuple(e for e, keep in zip(case.evidence, kept, strict=False) if keep))
    assert verdict.completeness in {Completeness.FULL, Completeness.UNKNOWN, Completeness.NOT_BOUND}
    assert set(verdict.part_grades.values()) <= {Completeness.FULL, Completeness.UNKNOWN, Completeness.NOT_BOUND}
    assert verdict.timeliness is not Timeliness.LATE
    if verdict.completeness is Completeness.UNKNOWN:
        assert bounds(verdict)[0] <= RANK[Completeness.PARTIAL]


def earlier(seen: Evidence, by: timedelta, on: date, *, visits_too: bool) -> Evidence:
    """The same record posted so much earlier, and found so much earlier by our visits. A day of posting ahead of the day of judging
    is refused, so it stays where it is: coming back from the future is not publishing earlier."""
    ours = {DateOrigin.FIRST_SEEN, DateOrigin.LAST_ABSENT}
    moves = [visits_too if d.origin in ours else d.role is DateRole.POSTED and d.value <= on for d in seen.dates]
    dates = tuple(replace(d, value=d.value - by) if move else d for d, move in zip(seen.dates, moves, strict=True))
    return replace(seen, dates=dates, at=seen.at - by if visits_too else seen.at)


@property_of(cases(ONLY_WITHIN, GOOD, IN_TIME, least=1), st.integers(0, 15), st.integers(1, 400), st.booleans())
def test_publishing_earlier_never_turns_on_time_into_late(case: Case, which: int, by: int, visits_too: bool) -> None:
    key = case.evidence[which % len(case.evidence)].key
    sooner = timedelta(days=by)
    moved = tuple(earlier(e, sooner, case.on, visits_too=visits_too) if e.key == key else e for e in case.evidence)
    before, after = case.verdict(), case.verdict(evidence=moved)
    assert not (before.timeliness is Timeliness.ON_TIME and after.timeliness is Timeliness.LATE)


@property_of(cases())
def test_counts_add_up_and_a_verdict_agrees_with_itself(case: Case) -> None:
    verdict = case.verdict()
    judged = Counter((j.part, j.key, j.version_from) for j in verdict.judgements)
    assert all(count == 1 for count in judged.values())
    keys = {e.key for e in verdict.evidence}
    assert {j.key for j in verdict.judgements} <= keys
    states = Counter(j.timeliness for j in verdict.judgements)
    assert sum(states.values()) == len(verdict.judgements)
    for j in verdict.judgements:
        assert (j.days_late is not None) == (j.timeliness in {Timeliness.LATE, Timeliness.ON_TIME})
        assert (j.timeliness is Timeliness.LATE) == bool(j.days_late)
        assert j.timeliness is not Timeliness.LATE or j.deadline is not None
    late = [j.days_late for j in verdict.judgements if j.timeliness is Timeliness.LATE]
    assert verdict.days_late == (max(d for d in late if d) if verdict.timeliness is Timeliness.LATE else None)
    assert verdict.timeliness is not Timeliness.ON_TIME or Timeliness.ON_TIME in states
    if verdict.completeness is Completeness.NOT_BOUND:
        assert verdict.timeliness is Timeliness.NOT_BOUND
        assert verdict.force is verdict.at_least is verdict.at_most is None
    elif verdict.completeness is Completeness.UNKNOWN:
        assert bounds(verdict)[0] <= bounds(verdict)[1]
    else:
        assert verdict.at_least is verdict.at_most is verdict.completeness
    assert verdict.reasons
    assert all(reason.vi and reason.en for reason in verdict.reasons)


@property_of(cases(ONLY_WITHIN, GOOD))
def test_each_record_is_judged_at_most_once_for_its_part(case: Case) -> None:
    judged = Counter((j.part, j.key) for j in case.verdict().judgements)
    assert all(count == 1 for count in judged.values())
