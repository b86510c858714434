"""A round in; its sites visited, one after another or many at once, until none is left that can be visited now, out.

The rows are the truth. A worker may be killed at any instant, and others may work beside it: what it had stored stays, its leases
lapse, and whoever comes next goes on from the stored pages without asking for one of them again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from queue import Empty, Full, Queue, SimpleQueue
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.checking import leads_of
from congkhai.crawling.crawl import crawled
from congkhai.crawling.pace import Pace
from congkhai.monitor.advance import advance
from congkhai.monitor.captures import Held, keep_capture
from congkhai.monitor.leases import claim, next_visit, prolong, release, worker_name
from congkhai.monitor.models import VISITS, Round, RoundSite, Stage
from congkhai.monitor.public import addresses
from congkhai.monitor.stored import to_json
from congkhai.monitor.verdicts import read
from congkhai.records import Capture, Kind, SiteSeen, SiteState, Target

log = logging.getLogger(__name__)

_SETTLED = {SiteState.OK, SiteState.PARTIAL, SiteState.SCRIPT_WALL}  # another day would show the same
AT_ONCE = 50  # sites a worker: at a page a second each, about what one processor fetches, keeps and reads
_WAITING = 8  # things found that may wait to be kept; then the crawl waits too


def work(round: Round, watch: Callable[[], None] = lambda: None) -> None:
    """Visit what can be visited now, then take the round on. ``watch`` is called about every second while that lasts."""
    worker = worker_name()
    try:
        while (visit := next_visit(round, worker)) is not None and _may_go_on(round):
            _Sweep(round, visit, worker, watch).run()
            release(worker)
    except KeyboardInterrupt:  # the process ends, and the crawl with it; after any other fault the leases must lapse first
        release(worker)
        raise
    advance(round)


def pace_of(given: Mapping[str, Any], visit: int = 1) -> Pace:
    """How a round's sites are asked, from what its ``pace`` says otherwise. A further visit waits longer for answers than the one
    before."""
    pace = Pace(**{"contact": settings.CONTACT, "sites_at_once": AT_ONCE, **given})
    return replace(pace, timeouts=tuple(seconds * visit for seconds in pace.timeouts))


def target_of(site: RoundSite) -> Target:
    """What the crawler is asked about one site."""
    kind = Kind(site.agency.kind)
    declared = tuple((obligation, url) for obligation, url in site.declared)
    leads = leads_of(catalogue().asked(site.round.rules), kind, site.round.on)
    return Target(site.agency.slug, kind, site.home, declared, leads, tuple(_beside(site)))


def _beside(site: RoundSite) -> Iterator[str]:
    """Where others publish: the round's other agencies on the site's domain, those that are known on its very host (what stands on
    a unit's own host may still be what the agency leads to), and we ourselves: what an observatory says is nobody's own word."""
    others = site.round.sites.filter(domain=site.domain).exclude(home=site.home)
    host = f"//{urlsplit(site.home).netloc}"
    known = Agency.objects.in_being(site.round.on).filter(site__contains=host).exclude(pk=site.agency_id)
    yield from sorted({*others.values_list("home", flat=True), *known.exclude(site=site.home).values_list("site", flat=True)})
    for language, _name in settings.LANGUAGES:
        yield settings.ADDRESS + addresses.of("front", language=language)


def _may_go_on(round: Round) -> bool:
    return Round.objects.filter(pk=round.pk, stage=Stage.CRAWLING, stopped=False).exists()


class _Crawl:
    """A crawl in a thread of its own, since whoever keeps what it finds must also keep time. ``found`` holds captures, ends of
    sites, WANTED where another target is asked for, and None at the end."""

    WANTED = object()

    def __init__(self, pace: Pace, held: Held) -> None:
        self.found: Queue[Any] = Queue(_WAITING)
        self.fault: BaseException | None = None
        self._given: SimpleQueue[Target | None] = SimpleQueue()
        self._over = threading.Event()
        self._pace, self._held = pace, held
        threading.Thread(target=self._run, name="crawl", daemon=True).start()

    def give(self, target: Target | None) -> None:
        """The target asked for; None if there are no more."""
        self._given.put(target)

    def end(self) -> None:
        """Let the crawl end with the answers it waits for. Nobody need take what it finds until then."""
        self._over.set()
        self._given.put(None)

    def _run(self) -> None:
        try:
            for item in crawled(self._targets(), pace=self._pace, seen=self._held, over=self._over.is_set):
                self._put(item)
        except BaseException as fault:  # raised again in the thread that waits for us
            self.fault = fault
        self._put(None)

    def _put(self, item: Any) -> None:
        while True:
            try:
                return self.found.put(item, timeout=1)
            except Full:
                if self._over.is_set():
                    return None

    def _targets(self) -> Iterator[Target]:
        while not self._over.is_set():
            self._put(self.WANTED)
            target = self._given.get()
            if target is None:
                return
            yield target


class _Sweep:
    """One worker's crawl over the free sites of a round that are at the same visit."""

    def __init__(self, round: Round, visit: int, worker: str, watch: Callable[[], None]) -> None:
        self._round, self._visit, self._worker, self._watch = round, visit, worker, watch
        self._held = Held()
        self._sites: dict[str, RoundSite] = {}  # leased by us, by the agency's slug
        self._beat_at = monotonic()
        self._goes_on = True

    def run(self) -> None:
        """Until the crawl has ended: by itself, because the round was stopped, or because a lease was lost."""
        crawl = _Crawl(pace_of(self._round.pace, self._visit), self._held)
        try:
            while (item := self._next(crawl)) is not None:
                if item is crawl.WANTED:
                    crawl.give(self._target())
                elif item.agency in self._sites:
                    self._keep(self._sites[item.agency], item)
                self._watch()
        finally:
            crawl.end()
        if crawl.fault is not None:
            raise crawl.fault

    def _next(self, crawl: _Crawl) -> Any:
        beat = settings.SWEEP_LEASE.total_seconds() / 4
        while True:
            if monotonic() - self._beat_at >= beat:
                self._beat_at = monotonic()
                if not (prolong(self._worker, len(self._sites)) and _may_go_on(self._round)):
                    self._goes_on = False
                    crawl.end()
            try:
                return crawl.found.get(timeout=min(beat, 1))
            except Empty:
                self._watch()

    def _target(self) -> Target | None:
        site = claim(self._round, self._visit, self._worker) if self._goes_on else None
        if site is None:
            return None
        self._sites[site.agency.slug] = site
        self._held.hold(site)
        return target_of(site)

    def _keep(self, site: RoundSite, item: Capture | SiteSeen) -> None:
        if isinstance(item, Capture):
            self._held.add(keep_capture(site, item))
        else:
            del self._sites[site.agency.slug]
            end(site, item, self._worker)


def end(site: RoundSite, seen: SiteSeen, worker: str) -> None:
    """Write down how a visit ended, what its captures show, and whether another is to come: all in one update, or the visit is not
    over. Nothing is written if the worker no longer holds the site."""
    site.state, site.reason, site.counters = seen.state, seen.reason[:200], dict(seen.counters)
    site.sights = to_json(seen.sights)
    read(site)
    again = seen.state not in _SETTLED and (seen.state, seen.reason) != (SiteState.ROBOTS, "robots") and site.visit < VISITS
    now = timezone.now()
    RoundSite.objects.filter(pk=site.pk, leased_by=worker).update(
        **{name: getattr(site, name) for name in ("state", "reason", "counters", "sights", "told", "evidence", "found")},
        crawled_at=now,
        judged_at=None,
        again_at=now + site.round.again_after if again else None,
        leased_by="",
        lease_until=None,
    )
