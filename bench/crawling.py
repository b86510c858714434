"""Pages per CPU-second of the crawling room: fifty invented sites on loopback, the pace lifted. Ends by itself within two minutes.

    python bench/crawling.py [SITES] [PAGES-A-SITE]

The sites are served by a process of their own, so that only the crawler's own time is counted: fetching, parsing, following links,
and once more with a WARC archive written.
"""

from __future__ import annotations

import asyncio
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, process_time

from aiohttp import web

from congkhai.crawling.archive import Archive
from congkhai.crawling.crawl import crawled
from congkhai.crawling.pace import Pace
from congkhai.records import Capture, Kind, Lead, Target

LEADS = tuple(Lead(f"o{n}", None, (f"Chuyên mục số {n}",), (f"chuyen-muc-{n}",)) for n in range(13))


def html(number: int, pages: int) -> bytes:
    """A page of about 35 KB: a menu, a list of links and some text."""
    menu = "".join(f'<li><a href="/{n}">Mục {n} của trang</a></li>' for n in range(1, pages))
    rows = "".join(
        f'<li>05/11/2026 <a href="/tin/{number}-{n}">Quyết định số {n} về một việc rất cụ thể</a></li>' for n in range(100)
    )
    words = "<p>Ủy ban nhân dân tỉnh công bố nội dung này để mọi người cùng biết và giám sát.</p>" * 150
    return (
        f"<!doctype html><title>Trang {number}</title><nav>{menu}</nav><main><h1>Trang {number}</h1>{rows}{words}</main>".encode()
    )


async def serve(sites: int, pages: int) -> None:
    """Serves until standard input closes; prints the ports."""
    bodies = [html(number, pages) for number in range(pages)]

    async def answer(request: web.Request) -> web.Response:
        name = request.path.strip("/") or "0"
        known = name.isdigit() and int(name) < pages
        return web.Response(body=bodies[int(name)], content_type="text/html") if known else web.Response(status=404)

    app = web.Application()
    app.router.add_get("/{tail:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    for _ in range(sites):
        await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(" ".join(str(address[1]) for address in runner.addresses) + "\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


def measure(ports: list[str], pace: Pace, archive: Archive | None) -> str:
    """One crawl of all sites, in words."""
    targets = [Target(port, Kind.PROVINCE, f"http://127.0.0.1:{port}/", leads=LEADS) for port in ports]
    wall, cpu = perf_counter(), process_time()
    sizes = [len(item.body) for item in crawled(targets, pace=pace, archive=archive) if isinstance(item, Capture)]
    wall, cpu = perf_counter() - wall, process_time() - cpu
    each = sum(sizes) / len(sizes) / 1000
    rate = f"{len(sizes) / cpu:.0f} pages per CPU-second"
    return f"{len(sizes)} pages of {each:.0f} KB on {len(ports)} hosts in {wall:.1f} s, {cpu:.1f} CPU-s: {rate}"


def main(sites: int = 50, pages: int = 40) -> None:
    """Prints the machine, the versions and two measurements."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("aiohttp", "selectolax", "yarl", "warcio"))
    machine = f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}"
    print(f"{machine}, Python {platform.python_version()}, {libraries}")  # noqa: T201
    pace = Pace("bench@congkhai.example", between_requests=0.0, seconds=50.0, sites_at_once=sites, allow_private=True)
    with subprocess.Popen(  # noqa: S603
        [sys.executable, __file__, "serve", str(sites), str(pages)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        ports = server.stdout.readline().split()
        print("without archive:", measure(ports, pace, None))  # noqa: T201
        with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "bench.warc.gz", pace.user_agent) as archive:
            print("with archive:   ", measure(ports, pace, archive))  # noqa: T201
        server.stdin.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2]), int(sys.argv[3])))
    else:
        main(*map(int, sys.argv[1:]))
