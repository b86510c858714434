"""One target in; its pages in the order of what they may prove, and at the end how well the site was seen.

The order: home, site maps, declared addresses, links that fit a lead, the further pages of their lists, the menu, then records' own
pages and files, newest first. The menu comes before the records, so that a budget that runs out costs detail and not sight.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from enum import IntEnum
from itertools import count
from time import monotonic

from yarl import URL

from congkhai.crawling.addresses import domain_of, host_of, onward, same
from congkhai.crawling.fetching import Fetched, Fetcher, Tally
from congkhai.crawling.leads import Leads
from congkhai.crawling.lists import (
    is_further_page,
    is_off_route,
    is_record,
    is_shown_from_elsewhere,
    is_still_loading,
    is_variant,
    turns_by_script,
)
from congkhai.crawling.page import Link, Page
from congkhai.crawling.sections import Ask, Row, Section, Seen
from congkhai.crawling.sitemaps import LONGEST, site_map
from congkhai.crawling.walls import Failure, trouble
from congkhai.records import Capture, Looked, SightQuality, SiteSeen, SiteState, Target, Via
from congkhai.text import label_key

log = logging.getLogger(__name__)

_SITE_MAPS = 10  # files read of one site
_FAILURES_IN_A_ROW = 6  # then the host is left alone
_SITE_MAP_LABELS = ("so do cong", "so do trang", "so do website", "so do site", "site map", "sitemap")
# A word that stands on every agency's site; what is asked of search is only that it answers.
_SEARCHED_FOR = "thông báo"
_ITS_OWN_MATTER = {"too_large", "media", "elsewhere", "login", "script", "robots"}  # says nothing about the host


class Purpose(IntEnum):
    """Why an address is visited; the order of visiting."""

    SITE_MAP = 1
    DECLARED = 2
    LEAD = 3
    NEXT = 4
    MENU = 5
    RECORD = 6


_UNNAMED = 100  # links of a site map have no label; those of pages say more of where they lead, and go first
_FIRST = {Purpose.DECLARED, Purpose.LEAD}  # the first page of a section


@dataclass(slots=True)
class _Job:
    url: URL
    purpose: Purpose
    via: Via
    section: Section | None = None
    is_file: bool = False


class Visit:
    """The state of one target's visit. ``emit`` receives each capture as it is made."""

    def __init__(self, target: Target, fetcher: Fetcher, emit: Callable[[Capture], Awaitable[None]]) -> None:
        self._target = target
        self._fetcher = fetcher
        self._pace = fetcher.pace
        self._emit = emit
        self._leads = Leads(target.leads)
        self._tally = Tally()
        self._home = URL()
        home, beside = onward(None, target.home), (onward(None, text) for text in target.beside)
        # One that this home lies under has no place that is its alone.
        self._beside = [other for other in beside if home and other and not _lies_under(home, other)]
        self._hosts: set[str] = set()
        self._queue: list[tuple[Purpose, int, int, _Job]] = []
        self._number = count()
        self._visited: set[str] = set()
        self._sections: dict[str, Section] = {}
        self._frames: set[str] = set()  # of the home page: their menus are its own
        self._seen = Seen()
        self._resembling: Counter[Ask] = Counter()
        self._unseen: Failure | None = None
        self._of_functions = {lead.obligation for lead in target.leads if lead.tries}
        self._searched = False
        self._bent = ""  # what had to give way to get in
        self._in_a_row = 0
        self._pages = 0
        self._sound = self._lost = 0  # pages beyond the home: good ones, and error pages with a friendly face

    async def run(self) -> SiteSeen:
        """Visits the site. Whatever happens, ends in exactly one SiteSeen."""
        started = monotonic()
        try:
            async with asyncio.timeout(self._pace.seconds):
                await self._begin()
                while self._unseen is None and (job := self._next()) is not None:
                    await self._do(job)
        except TimeoutError:
            self._seen.cut = "budget_seconds"
            if not self._pages:
                self._unseen = Failure(SiteState.TIMEOUT, "budget_seconds")
        except Exception as fault:  # one site's surprise must not cost the others their round
            log.exception("crawling %s", self._target.home)
            self._unseen = Failure(SiteState.CRAWLER_FAULT, type(fault).__name__)
        return self._end(round(monotonic() - started))

    # --- the way in -----------------------------------------------------------------------------------

    async def _begin(self) -> None:
        asked = onward(None, self._target.home)
        if asked is None:
            self._unseen = Failure(SiteState.CRAWLER_FAULT, "bad_address")
            return
        got = await self._first_answer(asked)
        if got is None:
            return
        self._home = URL(got.capture.final_url)
        self._hosts.add(host_of(self._home))
        await self._keep(got.capture)
        if domain_of(self._home) != domain_of(asked):
            self._seen.poor = "moved"
        if got.page is None:
            self._seen.poor = "home_is_no_page"
            return
        if not got.page.legible:
            self._seen.poor = "illegible"
        rules = await self._fetcher.robots(self._home, self._tally)
        for text in rules.sitemaps or (str(self._home.origin() / "sitemap.xml"),):
            self._push_site_map(text, self._home)
        for obligation, text in self._target.declared:
            self._declare(obligation, text)
        page = self._without_others(got.page)
        self._scan(page, self._home, ())
        self._read_menu(page)
        self._try_search(page, self._home)

    async def _first_answer(self, asked: URL) -> Fetched | None:
        """The home page, by the address given or one that stands for it; else the site is unseen, by the first one's reason."""
        first: Failure | None = None
        for url in _ways_in(asked):
            got = await self._fetcher.fetch(url, Via(), self._pace.page_bytes, self._tally, self._target.agency)
            failure = got if isinstance(got, Failure) else _trouble(got, url, None)
            if failure is None and isinstance(got, Fetched):
                self._bent = first.reason if first else ""
                return got
            first = first or failure
            if failure is None or failure.state not in {SiteState.DNS, SiteState.REFUSED, SiteState.TLS, SiteState.TIMEOUT}:
                break
        self._unseen = first
        return None

    def _declare(self, obligation: str, text: str) -> None:
        url = onward(None, text)
        if url is None:
            section = Section(URL(), Via(text), exact=True, outcome="failed", reason="bad_address")
            self._sections[text] = section
        else:
            section = self._section(url, Via(), exact=True)
            self._hosts.add(host_of(url))
            self._push(_Job(url, Purpose.DECLARED, Via(), section))
        section.declared = True
        section.asked.add((obligation, None))

    def _try_search(self, page: Page, here: URL) -> None:
        """Queues one request by the first search form that is met, where a lead asks whether search works. One a visit, by GET, on
        the site's own host."""
        asking = {lead.obligation for lead in self._target.leads if lead.tries == "search"}
        if not asking or self._searched or page.search is None or host_of(page.search[0]) not in self._hosts:
            return
        self._searched = True
        url, name = page.search
        via = Via(_SEARCHED_FOR, str(here), lead_for=tuple(sorted(asking)), asked=_SEARCHED_FOR)
        self._push(_Job(url.update_query({name: _SEARCHED_FOR}), Purpose.LEAD, via))

    def _read_menu(self, page: Page) -> None:
        """Queues the main navigation; on a home page without any marked as such, all its short links."""
        links = [link for link in page.links if link.place == "menu" or link.framed]
        if any(link.url is None and link.href.lower().startswith("javascript:") and link.label for link in links):
            self._seen.menu_cut = "menu_by_script"
        self._frames.update(same(link.url) for link in links if link.framed and link.url)
        inside = [link for link in links if link.is_page] or [
            link for link in page.links if link.is_page and link.dated is None and len(link.label.split()) <= 6
        ]
        menu = self._seen.menu
        for link in inside:
            url = link.url
            if (
                url is None
                or host_of(url) not in self._hosts
                or same(url) in menu
                or same(url) == same(self._home)
                or is_off_route(url)
            ):
                continue
            if len(menu) == self._pace.menu_pages:
                self._seen.menu_cut = "menu_too_long"
                return
            menu[same(url)] = Looked(str(url), link.label, "not_visited")
            is_map = any(sign in label_key(link.label) for sign in _SITE_MAP_LABELS)
            via = Via(link.label, str(self._home), (link.label,))
            self._push(_Job(url, Purpose.SITE_MAP if is_map else Purpose.MENU, via))

    # --- the frontier ---------------------------------------------------------------------------------

    def _push(self, job: _Job, rank: int = 0) -> None:
        heapq.heappush(self._queue, (job.purpose, rank, next(self._number), job))

    def _next(self) -> _Job | None:
        """The next address, None when there is none left or a budget is spent."""
        if self._seen.cut == "" and not (self._queue and self._queue[0][0] < Purpose.RECORD):
            self._queue_rows()
        if self._queue and self._pages >= self._pace.pages:
            self._seen.cut = "budget_pages"
        if self._queue and self._tally.bytes >= self._pace.total_bytes:
            self._seen.cut = "budget_bytes"
        if self._seen.cut or not self._queue:
            return None
        return heapq.heappop(self._queue)[3]

    def _section(self, url: URL, via: Via, *, exact: bool) -> Section:
        section = self._sections.setdefault(same(url), Section(url, via, exact))
        section.exact |= exact
        return section

    def _inside(self, url: URL) -> bool:
        return host_of(url) in self._hosts or domain_of(url) == domain_of(self._home)

    def _without_others(self, page: Page) -> Page:
        """The page without its links to what others on the same host publish."""
        if not self._beside:
            return page
        return replace(page, links=tuple(link for link in page.links if link.url is None or not self._is_others(link.url)))

    def _is_others(self, url: URL) -> bool:
        return any(_lies_under(url, other) for other in self._beside)

    def _scan(self, page: Page, here: URL, trail: tuple[str, ...], *, within: bool = False) -> None:
        """Queues the links of a page that fit a lead, and remembers those that cannot be followed. ``within`` a section only those
        that fit exactly: the others are its records."""
        for link in page.links:
            if within and is_variant(link, here):
                continue
            for fit in self._leads.fits(link):
                ask = (fit.lead.obligation, fit.lead.part)
                exact = not fit.weak and (fit.extra == 0 or link.place == "menu")
                place = str(link.url or link.href)
                looked = Looked(place, link.label, "look_alike" if fit.look_alike else "not_visited")
                if within and not exact:
                    continue
                if fit.look_alike:
                    self._seen.alike.setdefault(ask, {}).setdefault(place, looked)
                elif link.url is None:
                    self._seen.by_script.add(ask)
                elif not self._inside(link.url):
                    self._seen.elsewhere.setdefault(ask, {}).setdefault(place, looked)
                elif link.is_page or link.is_file:
                    self._lead(link, link.url, Via(link.label, str(here), _longer(trail, link.label)), ask, fit.extra, exact=exact)

    def _lead(self, link: Link, url: URL, via: Via, ask: Ask, extra: int, *, exact: bool) -> None:
        known = same(url) in self._sections
        if not known and not exact:
            if self._resembling[ask] >= self._pace.leads_of_a_part:
                self._seen.crowded.add(ask)
                return
            self._resembling[ask] += 1
        section = self._section(url, via, exact=exact)
        section.asked.add(ask)
        if same(url) == same(self._home):
            section.outcome = "read"
        elif not known:
            self._hosts.add(host_of(url))
            self._push(_Job(url, Purpose.LEAD, via, section, link.is_file), rank=extra if link.label else extra + _UNNAMED)

    def _queue_rows(self) -> None:
        """Queues the records found so far: the newest of each section, all sections in step."""
        for section in self._sections.values():
            newest = sorted(section.rows.items(), key=lambda item: item[1].age, reverse=True)
            section.rows = {}
            for key, row in newest:
                if key in self._visited or key in self._sections or key in self._seen.menu:
                    continue
                if row.link.is_file:
                    section.files += 1
                    rank, most = section.files, self._pace.files_of_a_list
                else:
                    section.details += 1
                    rank, most = section.details, self._pace.details_of_a_list
                if rank <= most:
                    section.waiting += 1
                    self._push(_Job(row.url, Purpose.RECORD, row.via, section, row.link.is_file), rank)

    # --- one address ----------------------------------------------------------------------------------

    async def _do(self, job: _Job) -> None:
        if job.purpose is Purpose.SITE_MAP and same(job.url) not in self._seen.menu:
            await self._read_site_map(job)
            return
        if self._is_done(job):
            return
        section = job.section
        if section is not None and job.purpose in _FIRST:
            job.via = section.reached(section.via.label, section.via.referrer, section.via.trail)
        self._visited.add(same(job.url))
        limit = self._pace.file_bytes if job.is_file else self._pace.page_bytes
        got = await self._fetcher.fetch(job.url, job.via, limit, self._tally, self._target.agency)
        failure = got if isinstance(got, Failure) else _trouble(got, job.url, self._home)
        if isinstance(got, Fetched):
            here = URL(got.capture.final_url)
            if self._inside(here) or domain_of(here) == domain_of(job.url):
                self._visited.add(same(here))
                await self._keep(got.capture)
            else:
                failure = failure or Failure(SiteState.PARTIAL, "elsewhere")
        self._note(job, failure)
        if failure is None and isinstance(got, Fetched) and got.page is not None:
            self._go_on(job, self._without_others(got.page), URL(got.capture.final_url))

    def _is_done(self, job: _Job) -> bool:
        """Whether an address was visited already, for this purpose or one that says more."""
        key, section = same(job.url), job.section
        if section is None or job.purpose is Purpose.RECORD:
            done = key in self._visited or (section is None and key in self._sections)
            if done and section is not None:
                section.waiting -= 1
            elif done and key in self._seen.menu and self._seen.menu[key].outcome == "not_visited":
                self._seen.menu[key] = replace(self._seen.menu[key], outcome="read")  # another address led to the same page
            return done
        if job.purpose is Purpose.NEXT:
            return False
        whole = next((s for s in self._sections.values() if key in s.lists and s is not section), None)
        if whole is not None and section.outcome == "not_visited":
            whole.asked |= section.asked
            del self._sections[key]  # no place of its own, but a page of that one's list
            return True
        return section.outcome != "not_visited"  # a declared address that also fits a lead

    def _note(self, job: _Job, failure: Failure | None) -> None:
        """Writes down how one address ended."""
        outcome = failure.outcome if failure else "read"
        key, section = same(job.url), job.section
        if key in self._seen.menu:
            self._seen.menu[key] = replace(self._seen.menu[key], outcome=outcome)
        if section is not None and job.purpose in _FIRST:
            section.outcome = outcome
            section.reason = failure.reason if failure else ""
        elif section is not None:
            section.waiting -= 1
            if job.purpose is Purpose.NEXT and failure is not None and outcome in {"blocked", "failed"}:
                section.reason = failure.reason
        self._sound += failure is None
        self._lost += outcome == "soft_error"
        if failure is None or outcome not in {"blocked", "failed"} or failure.reason in _ITS_OWN_MATTER:
            self._in_a_row = 0  # one page refused on a healthy host is its own matter
            return
        self._in_a_row += 1
        if self._in_a_row >= _FAILURES_IN_A_ROW:
            self._seen.cut = "blocked" if outcome == "blocked" else "stopped_answering"

    def _go_on(self, job: _Job, page: Page, here: URL) -> None:
        if job.via.asked:
            return  # what a search gives is found by other ways
        self._try_search(page, here)
        if job.section is not None and {obligation for obligation, _ in job.section.asked} <= self._of_functions:
            return  # a function is looked for here, not a list
        if job.section is None:
            self._scan(page, here, job.via.trail)
            if same(job.url) in self._frames:
                self._read_menu(page)
        elif job.purpose is Purpose.RECORD:
            for link in page.links:
                if link.is_file and link.place == "main" and link.url and domain_of(link.url) == domain_of(here):
                    self._take_row(job.section, link, link.url, here, job.via.trail)
        else:
            self._scan(page, here, job.section.via.trail, within=True)
            self._read_list(job.section, page, here)

    def _read_list(self, section: Section, page: Page, here: URL) -> None:
        """Takes up the rows of one page of a list, queues its further pages, and notes what keeps its end from us."""
        section.lists |= {same(section.url), same(here)}
        found = False
        for link in page.links:
            if turns_by_script(link):
                section.reason = section.reason or "pages_by_script"
            elif is_shown_from_elsewhere(link):
                section.reason = section.reason or "shown_from_elsewhere"
            elif link.url is None or same(link.url) in section.lists:
                continue
            elif is_further_page(link, here) or (link.framed and link.place == "main" and host_of(link.url) == host_of(here)):
                self._push_further(section, link.url, here)
            elif is_record(link, here) and same(link.url) not in self._seen.menu and same(link.url) != same(self._home):
                found = True
                self._take_row(section, link, link.url, here, section.via.trail)
        if page.more_by_script:
            section.reason = section.reason or "more_by_script"
        if not found and is_still_loading(page):
            section.reason = section.reason or "script"

    def _push_further(self, section: Section, url: URL, here: URL) -> None:
        if len(section.lists) >= self._pace.pages_of_a_list:
            section.reason = section.reason or "list_too_long"
            return
        section.lists.add(same(url))
        section.waiting += 1
        self._push(_Job(url, Purpose.NEXT, section.reached(section.via.label, str(here), section.via.trail), section))

    @staticmethod
    def _take_row(section: Section, link: Link, url: URL, here: URL, trail: tuple[str, ...]) -> None:
        section.rows.setdefault(same(url), Row(link, url, section.reached(link.label, str(here), _longer(trail, link.label))))

    # --- site maps ------------------------------------------------------------------------------------

    def _push_site_map(self, text: str, here: URL) -> None:
        url = onward(here, text)
        taken = [key for key in self._visited if key.startswith("map ")]
        if url is not None and self._inside(url) and len(taken) < _SITE_MAPS and f"map {same(url)}" not in taken:
            self._visited.add(f"map {same(url)}")
            self._push(_Job(url, Purpose.SITE_MAP, Via(referrer=str(here))))

    async def _read_site_map(self, job: _Job) -> None:
        """Site maps lead by their slugs alone. They are not pages: nothing of them goes to the reader, unless it is asked whether
        there is one."""
        got = await self._fetcher.fetch(job.url, job.via, LONGEST, self._tally, self._target.agency)
        if isinstance(got, Failure) or got.capture.status != 200:
            return
        listed = site_map(got.capture.body)
        if listed.is_index:
            for text in listed.addresses:
                self._push_site_map(text, job.url)
            return
        if listed.addresses and any(lead.tries == "site-map" for lead in self._target.leads):
            await self._emit(got.capture)
        urls = [(onward(self._home, text), text) for text in listed.addresses]
        links = tuple(Link(url, text, "", "main") for url, text in urls if url is not None and self._inside(url))
        self._scan(self._without_others(Page(links=links)), job.url, ())

    # --- the end --------------------------------------------------------------------------------------

    async def _keep(self, capture: Capture) -> None:
        self._pages += 1
        await self._emit(capture)

    def _end(self, seconds: int) -> SiteSeen:
        if self._unseen is None and self._lost >= 3 and not self._sound:
            self._unseen = Failure(SiteState.SOFT_ERROR, "error_pages_only")
        if self._unseen is not None:
            self._seen.poor = self._unseen.reason
            self._seen.menu.setdefault("", Looked(self._target.home, "", self._unseen.outcome))
        asks = [(lead.obligation, lead.part) for lead in self._target.leads] + [(o, None) for o, _ in self._target.declared]
        sections = list(self._sections.values())
        sights = tuple(self._seen.sight(ask, sections) for ask in dict.fromkeys(asks))
        poor = Counter(sight.reason for sight in sights if sight.quality is SightQuality.POOR)
        if self._unseen is not None:
            state, reason = self._unseen.state, self._unseen.reason
        elif self._seen.cut or self._seen.poor or poor:
            state, reason = SiteState.PARTIAL, self._seen.cut or self._seen.poor or poor.most_common(1)[0][0]
        else:
            state, reason = SiteState.OK, self._bent
        counters = {"pages": self._pages, **asdict(self._tally), "seconds": seconds, "not_visited": len(self._queue)}
        return SiteSeen(self._target.agency, self._target.home, state, reason, sights, counters)


def _trouble(got: Fetched, asked: URL, home: URL | None) -> Failure | None:
    capture = got.capture
    return trouble(capture.status, capture.headers, asked, URL(capture.final_url), home, got.page)


def _lies_under(url: URL, home: URL) -> bool:
    return host_of(url) == host_of(home) and f"{url.path.rstrip('/')}/".startswith(f"{home.path.rstrip('/')}/")


def _longer(trail: tuple[str, ...], label: str) -> tuple[str, ...]:
    return (*trail, label) if label else trail


def _ways_in(asked: URL) -> list[URL]:
    """The address given, its twin with or without ``www``, the other scheme: many a certificate lacks one of the names."""
    host = asked.raw_host or ""
    if asked.explicit_port or "." not in host or ":" in host or host.replace(".", "").isdigit():
        return [asked]
    twin = asked.with_host(host.removeprefix("www.") if host.startswith("www.") else f"www.{host}")
    return [asked, twin, asked.with_scheme("http" if asked.scheme == "https" else "https")]
