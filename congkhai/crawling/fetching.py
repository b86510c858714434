"""An address in, a capture or a named failure out: politely, within limits, from public servers only."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from types import TracebackType
from typing import Self

import aiohttp
import certifi
from aiohappyeyeballs import AddrInfoType
from yarl import URL

from congkhai.crawling.addresses import host_of, is_public, onward
from congkhai.crawling.archive import Archive, kept
from congkhai.crawling.pace import Pace, Turns
from congkhai.crawling.page import Page, is_html, look
from congkhai.crawling.robots import LONGEST, Robots, robots, unanswered
from congkhai.crawling.walls import Failure, cookies_set, way_onward
from congkhai.records import Capture, SiteState, Via

HOPS = 10
_BUSY = {429, 503}
_AGAIN = {*_BUSY, 500, 502, 504}
_HEADERS = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "vi,en;q=0.5"}
_PRIVATE = "not a public address"
_MEDIA = ("image/", "video/", "audio/", "font/")


@dataclass(slots=True)
class Tally:
    """What one visit has cost so far."""

    requests: int = 0
    bytes: int = 0
    retries: int = 0
    errors: int = 0
    legacy_tls: int = 0
    cookie_walls: int = 0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A capture with the crawler's view of it; None for what is not HTML."""

    capture: Capture
    page: Page | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """One response to one request."""

    url: URL
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime


class Over(BaseException):
    """The crawl is to end before this page. No fault of the site's, so nothing in a visit may take it for one."""


class _Private(OSError):
    """A connection to an address that is not public was refused."""


class _TooLarge(Exception):
    """A body went over its limit, as sent or as unpacked."""


class _Media(Exception):
    """A picture, film or sound: nothing to read."""


def _strict() -> ssl.SSLContext:
    """The system's authorities and the well-known ones, so that a machine without any of its own can still tell."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _legacy() -> ssl.SSLContext:
    """For servers that OpenSSL 3 refuses and browsers open: old renegotiation, weak keys and ciphers, TLS 1.0. The certificate is
    checked all the same."""
    context = _strict()
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= 0x4  # SSL_OP_LEGACY_SERVER_CONNECT; named in the ssl module from Python 3.12
    return context


class Fetcher:
    """The connections, turns, rules and cookies that all visits of one crawl share."""

    def __init__(self, pace: Pace, archive: Archive | None, seen: Mapping[str, Capture], over: Callable[[], bool]) -> None:
        self.pace = pace
        self._archive = archive
        self._seen = seen
        self._over = over
        self._turns = Turns()
        self._robots: dict[URL, asyncio.Task[Robots]] = {}
        self._slower: dict[str, float] = {}
        self._legacy_hosts: set[str] = set()
        self._walls_solved: set[str] = set()
        self._strict, self._legacy = _strict(), _legacy()

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, ttl_dns_cache=600, socket_factory=self._socket),
            cookie_jar=aiohttp.CookieJar(unsafe=True, quote_cookie=False),
            headers={**_HEADERS, "User-Agent": self.pace.user_agent},
            max_line_size=32_768,
            max_field_size=32_768,
        )
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for task in self._robots.values():
            task.cancel()
        await asyncio.gather(*self._robots.values(), return_exceptions=True)
        await self._session.close()

    async def fetch(self, url: URL, via: Via, limit: int, tally: Tally, agency: str = "") -> Fetched | Failure:
        """One page or file of at most ``limit`` bytes, with its redirects, refreshes and cookie wall behind it."""
        if held := self._seen.get(str(url)):
            return self._fetched(replace(held, via=via, agency=agency))
        if self._over():
            raise Over
        got = await self._follow(url, limit, tally, obey=True)
        if isinstance(got, Failure):
            tally.errors += 1
            return got
        answer, page = got
        capture = Capture(
            url=str(url),
            final_url=str(answer.url),
            status=answer.status,
            headers=kept(answer.headers),
            at=answer.at,
            sha256=sha256(answer.body).hexdigest(),
            body=answer.body,
            via=via,
            agency=agency,
        )
        return Fetched(capture, page)

    async def robots(self, url: URL, tally: Tally) -> Robots:
        """The rules of this address's origin, asked for once a crawl."""
        origin = url.origin()
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._ask_robots(origin, tally))
        return await asyncio.shield(self._robots[origin])

    async def _ask_robots(self, origin: URL, tally: Tally) -> Robots:
        got = await self._follow(origin / "robots.txt", LONGEST, tally, obey=False)
        if isinstance(got, Failure):
            return robots(404, b"") if got.state is SiteState.REDIRECT_LOOP else unanswered(got)
        return robots(got[0].status, got[0].body)

    @staticmethod
    def _fetched(capture: Capture) -> Fetched:
        kind = capture.headers.get("content-type", "")
        html = is_html(kind, capture.body)
        return Fetched(capture, look(capture.body, kind, URL(capture.final_url)) if html else None)

    async def _follow(self, url: URL, limit: int, tally: Tally, *, obey: bool) -> tuple[_Answer, Page | None] | Failure:
        """Asks, and goes on where the answer sends everyone, checking each step as the first."""
        been: set[tuple[URL, str]] = set()
        for _ in range(HOPS + 1):
            cookies = self._session.cookie_jar.filter_cookies(url).output(header="", sep=";")
            if (url, cookies) in been:
                break
            been.add((url, cookies))
            rest = self.pace.between_requests
            if obey:
                rules = await self.robots(url, tally)
                if rules.refused or not rules.allows(url):
                    return rules.refused or Failure(SiteState.ROBOTS, "robots")
                rest = max(rest, min(rules.delay, self.pace.longest_crawl_delay))
            answer = await self._ask(url, limit, rest, tally, cut=not obey)
            if isinstance(answer, Failure):
                return answer
            kind = answer.headers.get("Content-Type", "")
            page = look(answer.body, kind, url) if is_html(kind, answer.body) else None
            if 300 <= answer.status < 400 and "Location" in answer.headers:
                ahead = onward(url, answer.headers["Location"])
                if ahead is None:
                    return Failure(SiteState.REFUSED, "bad_redirect")
            elif page and (cookies_of_wall := cookies_set(page)) and host_of(url) not in self._walls_solved:
                self._walls_solved.add(host_of(url))
                self._session.cookie_jar.update_cookies(cookies_of_wall, url)
                tally.cookie_walls += 1
                ahead = url
            else:
                ahead = way_onward(page, url) if page else None
            if ahead is None:
                return answer, page
            url = ahead
        return Failure(SiteState.REDIRECT_LOOP, "redirect_loop")

    async def _ask(self, url: URL, limit: int, rest: float, tally: Tally, *, cut: bool) -> _Answer | Failure:
        """One question, asked again where the trouble may pass: each try waits longer for its answer."""
        host = host_of(url)
        last: _Answer | Failure = Failure(SiteState.TIMEOUT, "timeout")
        for number, seconds in enumerate(self.pace.timeouts):
            tally.retries += number > 0
            last = await self._once(url, limit, max(rest, self._slower.get(host, 0.0)), seconds, tally, cut=cut)
            if isinstance(last, Failure):
                if last.reason in _FOR_GOOD:
                    return last
            elif last.status not in _AGAIN:
                return last
            elif last.status in _BUSY:
                wait = _retry_after(last.headers.get("Retry-After", ""), last.at)
                if wait > self.pace.longest_retry_after:
                    return Failure(SiteState.BLOCKED, f"http_{last.status}")
                slower = max(self._slower.get(host, 0.0), rest) * 2
                self._slower[host] = min(slower, max(rest, self.pace.longest_crawl_delay))
                self._turns.rest(host, max(wait, self._slower[host]))
        return last

    async def _once(self, url: URL, limit: int, rest: float, seconds: float, tally: Tally, *, cut: bool) -> _Answer | Failure:
        host = host_of(url)
        try:
            async with self._turns.turn(host, rest):
                tally.requests += 1
                response = await self._session.get(
                    url,
                    allow_redirects=False,
                    ssl=self._legacy if host in self._legacy_hosts else self._strict,
                    timeout=aiohttp.ClientTimeout(total=seconds),
                )
            at = datetime.now(UTC)
            async with response:
                body = await self._body(response, limit, cut=cut)
        except (aiohttp.ClientError, OSError, ValueError, _TooLarge, _Media) as error:
            if url.scheme == "https" and host not in self._legacy_hosts and _may_be_an_old_server(error):
                self._legacy_hosts.add(host)
                return await self._once(url, limit, rest, seconds, tally, cut=cut)
            return _named(error)
        tally.legacy_tls |= host in self._legacy_hosts
        tally.bytes += len(body)
        if self._archive:
            raw = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.raw_headers]
            self._archive.keep(str(url), at, response.status, raw, body)
        return _Answer(url, response.status, response.headers, body, at)

    @staticmethod
    async def _body(response: aiohttp.ClientResponse, limit: int, *, cut: bool) -> bytes:
        if response.content_type.startswith(_MEDIA):
            raise _Media
        body = bytearray()
        async for chunk in response.content.iter_chunked(65_536):  # unpacked as it comes, so that a bomb stops here
            body += chunk
            if len(body) > limit:
                if cut:
                    break
                raise _TooLarge
        return bytes(body[:limit])

    def _socket(self, address: AddrInfoType) -> socket.socket:
        """The one place where a connection begins: whatever the name, the redirect or the spelling, a private address ends here."""
        family, kind, protocol, _, where = address
        if not self.pace.allow_private and not is_public(str(where[0])):
            raise _Private(_PRIVATE)
        return socket.socket(family, kind, protocol)


_FOR_GOOD = {"private_address", "too_large", "media", "certificate", "handshake", "no_such_name", "bad_address"}


def _may_be_an_old_server(error: Exception) -> bool:
    """Whether a connection ended in the handshake, openly or by hanging up, and not over the certificate."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError) or not isinstance(error, aiohttp.ClientConnectorError):
        return False
    return isinstance(error, aiohttp.ClientSSLError) or isinstance(error.os_error, ConnectionResetError)


def _named(error: Exception) -> Failure:
    """The failure that an error of the network stands for."""
    if isinstance(error, aiohttp.ClientSSLError):
        certificate = isinstance(error, aiohttp.ClientConnectorCertificateError)
        return Failure(SiteState.TLS, "certificate" if certificate else "handshake")
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    match cause:
        case _Private():
            return Failure(SiteState.REFUSED, "private_address")
        case _TooLarge():
            return Failure(SiteState.CRAWLER_FAULT, "too_large")
        case _Media():
            return Failure(SiteState.CRAWLER_FAULT, "media")
        case socket.gaierror(errno=socket.EAI_AGAIN):
            return Failure(SiteState.DNS, "name_server")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Failure(SiteState.DNS, "no_such_name")
    if isinstance(cause, TimeoutError):
        return Failure(SiteState.TIMEOUT, "timeout")
    if isinstance(cause, ConnectionRefusedError):
        return Failure(SiteState.REFUSED, "connection_refused")
    if isinstance(error, aiohttp.InvalidURL):
        return Failure(SiteState.DNS, "bad_address")
    if isinstance(error, aiohttp.ClientResponseError | ValueError):
        return Failure(SiteState.REFUSED, "malformed")
    return Failure(SiteState.REFUSED, "dropped")


def _retry_after(value: str, at: datetime) -> float:
    """Seconds to wait by a Retry-After header: a number or a date; 0 if it says neither."""
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (moment.astimezone(UTC) - at).total_seconds())
