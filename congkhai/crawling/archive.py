"""Exchanges in, a gzip WARC out, and back: what was seen is kept so that it can be judged again without asking the site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from congkhai.records import Capture, Via

_KEPT = ["content-type", "content-disposition", "content-language", "last-modified", "etag", "date", "location", "server"]
_KEPT += ["cf-mitigated", "x-amzn-waf-action"]  # a firewall's question to a browser, not the page
_OF_TRANSFER = {"content-encoding", "transfer-encoding", "content-length"}


def kept(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers a capture keeps, names in lower case."""
    lower = {name.lower(): value.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for name, value in headers.items()}
    return {name: lower[name] for name in _KEPT if name in lower}


class Archive:
    """A WARC file being written. Bodies are stored as decoded for transfer, so the three headers of transfer are not."""

    def __init__(self, path: Path, user_agent: str) -> None:
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        about = {"software": user_agent.partition(" ")[0], "http-header-user-agent": user_agent, "robots": "obeyed"}
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, about))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def keep(self, url: str, at: datetime, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """One answer as received. OSError if the disk is full."""
        lines = [(name, value) for name, value in headers if name.lower() not in _OF_TRANSFER]
        head = StatusAndHeaders(str(status), [*lines, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
        self._write("response", url, at, body, http_headers=head)

    def reached(self, capture: Capture) -> None:
        """How a page that went on to the reader was reached, as a metadata record of its final address."""
        about = json.dumps({"url": capture.url, "agency": capture.agency, "via": asdict(capture.via)}, ensure_ascii=False)
        self._write("metadata", capture.final_url, capture.at, about.encode(), warc_content_type="application/json")

    def _write(self, kind: str, url: str, at: datetime, payload: bytes, **more: object) -> None:
        dated = {"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"}
        record = self._writer.create_warc_record(
            url, kind, payload=BytesIO(payload), length=len(payload), warc_headers_dict=dated, **more
        )
        self._writer.write_record(record)


def captures(path: Path) -> Iterator[Capture]:
    """The captures of an archive written here, in the order they were made. OSError or ArchiveLoadFailed if it is not one."""
    answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            uri = record.rec_headers.get_header("WARC-Target-URI")
            if record.rec_type == "response":
                headers = kept(dict(record.http_headers.headers))
                answers[uri] = (int(record.http_headers.get_statuscode()), headers, record.content_stream().read())
            elif record.rec_type == "metadata":
                about = json.loads(record.content_stream().read())
                status, headers, body = answers.pop(uri)
                via = about["via"]
                trail, declared, leads = (tuple(via[name]) for name in ("trail", "declared_for", "lead_for"))
                yield Capture(
                    url=about["url"],
                    final_url=uri,
                    status=status,
                    headers=headers,
                    at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
                    sha256=sha256(body).hexdigest(),
                    body=body,
                    via=Via(via["label"], via["referrer"], trail, declared, leads, via.get("asked", "")),
                    agency=about["agency"],
                )
