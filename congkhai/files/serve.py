"""A kept file in, the response that hands it out out. No address of its own: the record's view asks whether it may, then calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from anyascii import anyascii
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from congkhai.files.kinds import PDF, READ_IN_THE_BROWSER
from congkhai.files.models import StoredFile
from congkhai.files.small import small
from congkhai.files.store import path_of

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_ODD = re.compile(r'[^\x20-\x7e]|["\\%]')
PDF_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"  # a sandbox keeps some browsers' viewers out
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
BLOCK = 64 * 1024


def disposition(name: str, *, inline: bool) -> str:
    """The header of RFC 6266: an ASCII name for those who read no other, then the true one in UTF-8."""
    plain = _ODD.sub("_", anyascii(name))
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def part_asked(request: HttpRequest, etag: str, size: int) -> range | None:
    """The bytes of the one range asked for, empty if there are no such; None for the whole file."""
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    if match is None or not any(match.groups()) or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    return range(int(first), min(int(last) + 1, size) if last else size)


def blocks(file: BinaryIO, part: range) -> Iterator[bytes]:
    """The part of a file in blocks; closes it."""
    with file:
        file.seek(part.start)
        for at in range(part.start, part.stop, BLOCK):
            yield file.read(min(BLOCK, part.stop - at))


def respond_small(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """A picture small, for lists; as it is where it cannot be drawn."""
    drawn = small(stored.sha256)
    if drawn is None:
        return respond(request, stored)
    response = HttpResponse(drawn.read_bytes(), content_type="image/jpeg")
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


def respond(request: HttpRequest, stored: StoredFile, *, inline: bool = True) -> HttpResponseBase:
    """The file, or the part of it asked for. Kinds that browsers show are shown if ``inline``; all others are saved."""
    etag = f'"{stored.sha256}"'
    part = part_asked(request, etag, stored.size)
    response: HttpResponseBase
    if part is None:
        response = FileResponse(path_of(stored.sha256).open("rb"))
    elif not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    else:
        response = StreamingHttpResponse(blocks(path_of(stored.sha256).open("rb"), part), status=206)
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{stored.size}"
        response["Content-Length"] = str(len(part))
    response["Content-Type"] = stored.content_type
    response["Content-Disposition"] = disposition(stored.name, inline=inline and stored.content_type in READ_IN_THE_BROWSER)
    response["Content-Security-Policy"] = PDF_POLICY if stored.content_type == PDF else POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"  # asked for anew each time: a withdrawn file is gone at once
    return response
