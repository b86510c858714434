"""Pages in; an invented site on loopback, with a log of everything it was asked, out."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic

from aiohttp import web

NAV = '<nav><a href="/">Trang chủ</a>{}</nav>'


@dataclass(frozen=True)
class Answer:
    """One answer. ``delay`` in seconds, before its head is sent."""

    body: str | bytes = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


Handler = Callable[[web.Request], Answer | Awaitable[Answer | web.StreamResponse]]
Pages = Mapping[str, str | Answer | Handler]


@dataclass(frozen=True)
class Asked:
    """One request as the site had it. ``at`` is monotonic seconds."""

    at: float
    path: str
    headers: Mapping[str, str]


@dataclass
class FakeSite:
    """A running site. ``pages`` may be changed while it runs; a path may be written with or without its query."""

    pages: dict[str, str | Answer | Handler]
    address: str = ""
    log: list[Asked] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.log]

    @property
    def intervals(self) -> list[float]:
        """Seconds between one request and the next."""
        return [later.at - earlier.at for earlier, later in pairwise(self.log)]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Writes the log and finds the page; 404 where there is none."""
        self.log.append(Asked(monotonic(), request.path_qs, dict(request.headers)))
        page = self.pages.get(request.path_qs) or self.pages.get(request.path) or self.pages.get("*")
        if page is None:
            page = Answer("<title>Không tìm thấy trang</title><h1>Không tìm thấy trang</h1>", 404)
        if callable(page):
            made = page(request)
            page = await made if isinstance(made, Awaitable) else made
        if isinstance(page, web.StreamResponse):
            return page
        if isinstance(page, str):
            page = Answer(page)
        if page.delay:
            await asyncio.sleep(page.delay)
        body = page.body.encode() if isinstance(page.body, str) else page.body
        return web.Response(body=body, status=page.status, headers={"Content-Type": page.content_type, **page.headers})


@contextmanager
def serving(pages: Pages, *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[FakeSite]:
    """While open, the pages answer at ``site.address``, on a port of their own, from a thread of their own."""
    site = FakeSite(dict(pages))
    ready = threading.Event()
    loops: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def run() -> None:
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", site.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, host, 0, ssl_context=tls).start()
        site.address = f"{'https' if tls else 'http'}://{host}:{runner.addresses[0][1]}"
        stop = asyncio.Event()
        loops.append((asyncio.get_running_loop(), stop))
        ready.set()
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    try:
        if not ready.wait(10):
            raise RuntimeError("the fake site did not start")
        yield site
    finally:
        for loop, stop in loops:
            loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def page(title: str, body: str = "", *, menu: Mapping[str, str] | None = None) -> str:
    """A whole page with a menu of paths and labels."""
    links = "".join(f'<a href="{path}">{label}</a>' for path, label in (menu or {}).items())
    words = "Trang thông tin điện tử của một cơ quan không có thật, dùng để thử. " * 4
    return f"<!doctype html><title>{title}</title><body>{NAV.format(links)}<main><h1>{title}</h1>{body}<p>{words}</p></main>"


def rows(paths: Mapping[str, str]) -> str:
    """A list of records, one link a row."""
    return "<ul>" + "".join(f'<li><a href="{path}">{label}</a></li>' for path, label in paths.items()) + "</ul>"
