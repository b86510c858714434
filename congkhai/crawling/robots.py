"""A site's answer for /robots.txt in; what we may ask, how slowly, and where its site maps are, out (RFC 9309).

2xx: obeyed. 404, 410 and other 4xx: there are no rules (§2.3.1.3), but a body that plainly is a set of rules is obeyed all the
same. 401 and 403: the RFC would let us in; we take it as a refusal, which is what a webmaster who sent it means. 429, 5xx and
no answer at all: everything is disallowed (§2.3.1.4), and the site is named as unseen, never as empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego
from yarl import URL

from congkhai.crawling.walls import Failure
from congkhai.records import SiteState

AGENT = "congkhai"  # the product token that robots.txt files may name
LONGEST = 512_000  # RFC 9309 §2.5: at least 500 KiB are read; what follows is not


@dataclass(frozen=True, slots=True)
class Robots:
    """One origin's rules. ``refused`` is set where nothing may be asked at all."""

    rules: Protego
    refused: Failure | None = None

    def allows(self, url: URL) -> bool:
        """Whether this address may be asked for."""
        return bool(self.rules.can_fetch(str(url), AGENT))

    @property
    def delay(self) -> float:
        """Seconds that the site wants between requests, 0 if it does not say."""
        rate = self.rules.request_rate(AGENT)
        return max(self.rules.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of site maps, as written."""
        return tuple(self.rules.sitemaps)


def robots(status: int, body: bytes) -> Robots:
    """The rules by which an answer for /robots.txt is obeyed."""
    if status in {401, 403, 429} or status >= 500:
        return unanswered(Failure(SiteState.ROBOTS, f"robots_http_{status}"))
    text = body[:LONGEST].decode("utf-8", "replace")
    stated = 200 <= status < 300 or (status >= 400 and "user-agent:" in text.lower() and "<" not in text)
    return Robots(Protego.parse(text if stated else ""))


def unanswered(failure: Failure) -> Robots:
    """The rules of an origin that may not, or cannot, be asked."""
    return Robots(Protego.parse("User-agent: *\nDisallow: /"), refused=failure)
