"""Invented sites in, HTTP servers on loopback out: one port for each site."""

from __future__ import annotations

import threading
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from congkhai.catalogue.obligation import Catalogue
from congkhai.demo.sites import SITES, Page, Site, build

FIRST_PORT = 8011

_WALL = b'<html><body><script>document.cookie="D1N=5f3a91c07e"+"; path=/";window.location.reload(true);</script></body></html>'
_LOST = "<html><head><title>Không tìm thấy trang</title></head><body><h1>Không tìm thấy trang</h1></body></html>".encode()


def _handler(site: Site, pages: Callable[[], Mapping[str, Page]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_GET(self) -> None:
            page = pages().get(unquote(self.path)) or pages().get(self.path)
            if site.wall and "D1N=5f3a91c07e" not in self.headers.get("Cookie", "") and self.path != "/robots.txt":
                self._answer(200, "text/html", _WALL)
            elif page is None:
                self._answer(404, "text/html; charset=utf-8", _LOST)
            else:
                root = f"http://{self.headers.get('Host', '')}".encode()
                body = page.body() if callable(page.body) else page.body.replace(b"{root}", root)
                self._answer(200, page.content_type, body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def _answer(self, status: int, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Silent: the crawler keeps its own record."""

    return Handler


@contextmanager
def serving(
    catalogue: Catalogue,
    closed: Container[date],
    on: date,
    *,
    host: str = "127.0.0.1",
    first_port: int = FIRST_PORT,
    sites: Sequence[Site] = SITES,
) -> Iterator[Mapping[str, str]]:
    """While open, the sites answer at the addresses given by their keys. ``first_port`` 0 takes any free ports. A site that is down
    keeps its address, where nothing listens. OSError if a port is taken."""
    servers: list[ThreadingHTTPServer] = []
    addresses: dict[str, str] = {}
    try:
        for number, site in enumerate(sites):
            pages = cache(partial(build, site, catalogue, closed, on))  # when first asked for: starting is not to wait for it
            server = ThreadingHTTPServer((host, first_port + number if first_port else 0), _handler(site, pages))
            addresses[site.key] = f"http://{host}:{server.server_address[1]}/"
            if site.down:
                server.server_close()
                continue
            server.daemon_threads = True
            servers.append(server)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield addresses
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
