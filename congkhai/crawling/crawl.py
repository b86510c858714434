"""The room's front door: targets in; their captures as they are made, and one SiteSeen for each target, out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import suppress

from congkhai.crawling.archive import Archive
from congkhai.crawling.fetching import Fetcher, Over
from congkhai.crawling.pace import Pace
from congkhai.crawling.visit import Visit
from congkhai.records import Capture, SiteSeen, Target

_WAITING = 16  # captures that may wait for whoever reads them; then the crawl waits too


async def crawl(
    targets: Iterable[Target],
    *,
    pace: Pace,
    archive: Archive | None = None,
    seen: Mapping[str, Capture] | None = None,
    over: Callable[[], bool] = lambda: False,
) -> AsyncIterator[Capture | SiteSeen]:
    """Visits many sites at once, each at its own pace. A target's captures come in the order they were made, its SiteSeen after the
    last of them. ``archive`` keeps every answer; ``seen`` holds captures of a visit that was broken off, by the address asked for,
    and those pages are not asked for again; it may grow while the crawl runs. Once ``over`` is true no further page is asked for:
    what was asked for is still given, and visits under way end without a SiteSeen."""
    found: asyncio.Queue[Capture | SiteSeen | None] = asyncio.Queue(_WAITING)
    waiting = iter(targets)
    async with Fetcher(pace, archive, {} if seen is None else seen, over) as fetcher:

        async def emit(capture: Capture) -> None:
            if archive:
                archive.reached(capture)
            await found.put(capture)

        async def work() -> None:
            with suppress(Over):
                for target in waiting:
                    await found.put(await Visit(target, fetcher, emit).run())
            await found.put(None)

        workers = [asyncio.create_task(work()) for _ in range(pace.sites_at_once)]
        try:
            working = len(workers)
            while working:
                item = await found.get()
                if item is None:
                    working -= 1
                else:
                    yield item
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)


def crawled(
    targets: Iterable[Target],
    *,
    pace: Pace,
    archive: Archive | None = None,
    seen: Mapping[str, Capture] | None = None,
    over: Callable[[], bool] = lambda: False,
) -> Iterator[Capture | SiteSeen]:
    """The same for callers without an event loop; the crawl stands still while they are busy with what they were given."""
    with asyncio.Runner() as runner:
        items = crawl(targets, pace=pace, archive=archive, seen=seen, over=over)
        try:
            while True:
                yield runner.run(anext(items))  # type: ignore[arg-type]  # an awaitable is enough
        except StopAsyncIteration:
            return
        finally:
            runner.run(items.aclose())  # type: ignore[attr-defined]
