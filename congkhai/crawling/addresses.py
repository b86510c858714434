"""Addresses as pages and people write them: any string in; a clean http address, its identity and its site out."""

from __future__ import annotations

import re
import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import tldextract
from yarl import URL

from congkhai.records import Sentence

LONGEST = 2048
_SCHEME = re.compile(r"(?i)^([a-z][a-z0-9+.-]*):(?!\d{1,5}(?:[/?#]|$))")  # "localhost:8000" has no scheme
_HOST = re.compile(r"[0-9a-z_-]+(\.[0-9a-z_-]+)*\.?|[0-9a-f]*:[0-9a-f:.]+")
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_RAW_BYTES = re.compile("[\udc80-\udcff]")  # of a header that is not UTF-8, as aiohttp passes them on
_SESSION = re.compile(r"(?i)^(jsessionid|phpsessid|sid|sessionid|session_id|aspsessionid\w*|cfid|cftoken|utm_\w+|fbclid|gclid)$")
_SESSION_IN_PATH = re.compile(r"(?i);jsessionid=[^/?;]*|/\([sxf]\([^/)]*\)\)(?=/)")
_NAT64 = ip_network("64:ff9b::/96")
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list that ships with it; never fetched


class BadAddress(ValueError):
    """An address that cannot be visited. ``said`` tells what to do, in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.said = Sentence(vi, en)


def typed(text: str) -> URL:
    """The address a person typed, ``https`` where no scheme was given. Raises BadAddress."""
    text = text.strip()
    if not text:
        raise BadAddress("Chưa có địa chỉ: hãy gõ như https://tinh.gov.vn", "No address: type one such as https://tinh.gov.vn")
    if len(text) > LONGEST:
        raise BadAddress(f"Địa chỉ dài quá {LONGEST} ký tự", f"The address is longer than {LONGEST} characters")
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        raise BadAddress(
            f"Không đọc được địa chỉ {scheme[1].lower()}: chỉ nhận http và https",
            f"Cannot visit {scheme[1].lower()}: addresses; give an http or https one",
        )
    url = onward(None, text if scheme else f"https://{text}")
    if url is None:
        raise BadAddress(
            f"Không phải địa chỉ trang: {text[:80]}; hãy gõ như https://tinh.gov.vn",
            f"Not the address of a site: {text[:80]}; type one such as https://tinh.gov.vn",
        )
    return url


def onward(base: URL | None, href: str) -> URL | None:
    """Where a link leads, by the rules browsers keep (WHATWG): spaces and control characters trimmed, backslashes read as slashes,
    a host of numbers (``127.1``, ``0x7f000001``) as the IPv4 address it is, the fragment dropped. None for anything but http(s),
    and for what holds a user name or is no address."""
    href = _RAW_BYTES.sub(lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", _CONTROLS.sub("", href.strip()))
    scheme = _SCHEME.match(href)
    if len(href) > LONGEST or (scheme and scheme[1].lower() not in {"http", "https"}):
        return None
    path, mark, query = re.split(r"([?#])", href, maxsplit=1) if re.search(r"[?#]", href) else (href, "", "")
    try:
        url = URL(path.replace("\\", "/") + mark + query)
        if base is not None:
            url = base.join(url)
        url = url.with_fragment(None)
        host = url.raw_host or ""
        if _NUMBERS.fullmatch(host):
            host = socket.inet_ntoa(socket.inet_aton(host))
            url = url.with_host(host)
        if url.raw_path == "/":
            url = url.with_path("/", keep_query=True)  # yarl writes the root either way
    except (ValueError, OSError):  # bad port, bracket, host or number
        return None
    if url.scheme not in {"http", "https"} or url.user is not None or url.password is not None or not _HOST.fullmatch(host):
        return None
    return url


def host_of(url: URL) -> str:
    """The host that takes turns and cookies: ``www`` and the port of the scheme do not tell two apart."""
    host = (url.raw_host or "").removeprefix("www.").rstrip(".")
    return host if url.is_default_port() else f"{host}:{url.port}"


def same(url: URL) -> str:
    """One string for all spellings of one page: scheme, ``www``, closing slash, order of the query and session ids left out."""
    path = _SESSION_IN_PATH.sub("", url.raw_path).rstrip("/")
    query = sorted(f"{name}={value}" for name, value in url.query.items() if not _SESSION.match(name))
    return f"{host_of(url)}{path}?{'&'.join(query)}"


@lru_cache(maxsize=4096)
def _registered(host: str) -> str:
    return _SUFFIXES(host, include_psl_private_domains=False).top_domain_under_public_suffix


def domain_of(url: URL) -> str:
    """The registered domain (``bacgiang.gov.vn`` of ``stp.bacgiang.gov.vn``); the host itself where there is none."""
    return _registered(url.raw_host or "") or host_of(url)


def is_plainly_private(url: URL) -> bool:
    """Whether the host is written as an address that is not public. A name that resolves to one is found out on connecting."""
    host = (url.raw_host or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not is_public(host)
    except ValueError:  # a name
        return False


def is_public(address: str) -> bool:
    """Whether an IP address, as a resolver gives it, lies in the open Internet: not loopback, private, link-local, multicast or
    reserved, nor one of those wrapped in IPv6."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner: IPv4Address | IPv6Address | None = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ip_address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
