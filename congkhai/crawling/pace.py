"""How hard a site may be asked: the pace and budgets of a visit, and the turns in which one host is asked."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic

from congkhai import __version__


@dataclass(frozen=True, slots=True)
class Pace:
    """What one visit may cost a site. Seconds and bytes, unless the name says otherwise. ``contact`` goes into the user agent, so
    that a webmaster knows whom to write to."""

    contact: str
    between_requests: float = 1.0  # from one answer's head to the next question, a host
    longest_crawl_delay: float = 10.0  # robots.txt may slow us down to this
    longest_retry_after: float = 60.0  # a host that asks for more is left alone
    timeouts: tuple[float, ...] = (20.0, 40.0, 80.0)  # one for each try
    pages: int = 500
    total_bytes: int = 300_000_000
    seconds: float = 3600.0
    page_bytes: int = 5_000_000
    file_bytes: int = 20_000_000
    menu_pages: int = 150
    leads_of_a_part: int = 8  # links that only resemble a lead; exact ones are all visited
    pages_of_a_list: int = 20
    details_of_a_list: int = 30
    files_of_a_list: int = 15
    sites_at_once: int = 40
    allow_private: bool = False

    @property
    def user_agent(self) -> str:
        """Who we are, as every request says it."""
        return f"congkhai/{__version__} (+{self.contact})"


class Turns:
    """One request at a time to a host, and a rest after each. Measured on the monotonic clock from the moment an answer begins,
    when the server has surely had the question: no two questions can reach it closer together than the rest."""

    def __init__(self) -> None:
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str, rest: float) -> AsyncIterator[None]:
        """Waits for the host to be free; the block ends when its answer begins."""
        async with self._locks[host]:
            while (wait := self._free_at.get(host, 0.0) - monotonic()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                self.rest(host, rest)

    def rest(self, host: str, seconds: float) -> None:
        """Nobody asks this host again for so long; a longer rest that was already promised stands."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), monotonic() + seconds)
