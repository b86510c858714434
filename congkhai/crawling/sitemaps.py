"""A site map's bytes in; the addresses it lists out (sitemaps.org), bounded in number and in unpacked size."""

from __future__ import annotations

import html
import re
import zlib
from dataclasses import dataclass

LONGEST = 20_000_000  # bytes, as sent and as unpacked
_MOST = 50_000  # addresses; the protocol's own limit for one file
_ADDRESS = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]+)")


@dataclass(frozen=True, slots=True)
class SiteMap:
    """What a site map lists: pages, or further site maps where it ``is_index``."""

    addresses: tuple[str, ...]
    is_index: bool


def site_map(body: bytes) -> SiteMap:
    """The addresses in a site map, plain or gzip; none where it is something else."""
    if body.startswith(b"\x1f\x8b"):
        try:
            body = zlib.decompressobj(31).decompress(body, LONGEST)
        except zlib.error:
            body = b""
    text = body.decode("utf-8", "replace")
    addresses = [html.unescape(match[1]) for match, _ in zip(_ADDRESS.finditer(text), range(_MOST), strict=False)]
    return SiteMap(tuple(addresses), "<sitemapindex" in text[:2000])
