"""A site's address and how it is to be visited in; the site looked at and judged, or why it may not be visited, out."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from congkhai.catalogue.obligation import Catalogue
from congkhai.catalogue.register import load_register
from congkhai.catalogue.workdays import load_workdays
from congkhai.checking import KIND_UNLESS_KNOWN, Checked, check
from congkhai.cli import given, said
from congkhai.cli.given import Wrong
from congkhai.crawling.addresses import is_plainly_private, typed
from congkhai.crawling.archive import Archive
from congkhai.crawling.pace import Pace
from congkhai.records import Capture, Kind, Sentence

_BAR = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())


class Visit(NamedTuple):
    """How a site is to be visited, as it was typed."""

    allow_private: bool
    pages: int
    pace: float
    contact: str
    archive: Path | None = None


def visited(
    url: str,
    how: Visit,
    catalogue: Catalogue,
    *,
    kind: Kind | None,
    rules: str,
    on: date,
    declare: Sequence[str],
    lang: str,
) -> Checked:
    """One site looked at and judged, with what is under way on standard error."""
    address, archive = typed(url), how.archive
    if is_plainly_private(address) and not how.allow_private:
        raise Wrong(
            f"{address.host} là địa chỉ nội bộ: thêm --allow-private nếu đó là máy của bạn",
            f"{address.host} is a private address: add --allow-private if the machine is yours",
        )
    if how.pace < 1 and not is_plainly_private(address):
        raise Wrong(
            "--pace dưới 1 giây chỉ dùng cho địa chỉ nội bộ: trang của người khác được hỏi nhiều nhất mỗi giây một lần",
            "--pace below 1 second is for private addresses only: others' sites are asked at most once a second",
        )
    if archive is not None and (archive.exists() or not archive.parent.is_dir()):
        raise Wrong(
            f"Không lưu được vào {archive}: tệp đã có hoặc thư mục chưa có; chọn tên khác",
            f"Cannot write {archive}: it exists already, or its folder does not; choose another name",
        )
    declared = tuple(_declared(pair, catalogue, rules) for pair in declare)
    register = load_register(given.folder("register", "CONGKHAI_REGISTER", "agencies.csv"))
    closed = load_workdays(given.folder("law", "CONGKHAI_LAW", "instruments.yaml"))
    pace = Pace(
        how.contact or f"congkhai@{socket.gethostname()}",
        between_requests=how.pace,
        pages=how.pages,
        allow_private=how.allow_private,
    )
    noise = Console(stderr=True)
    if not how.contact and not is_plainly_private(address):
        vi = f"Chưa có địa chỉ liên hệ: trang sẽ thấy “{pace.user_agent}”. Đặt --contact hoặc CONGKHAI_CONTACT."
        en = f"No contact address given: the site will see “{pace.user_agent}”. Give --contact or set CONGKHAI_CONTACT."
        said.note(lang, Sentence(vi, en))
    with (
        Archive(archive, pace.user_agent) if archive else nullcontext() as kept,
        Progress(*_BAR, console=noise, transient=True, disable=not noise.is_terminal) as bar,
    ):
        task, seen = bar.add_task(str(address)), []

        def watch(capture: Capture) -> None:
            seen.append(capture.url)
            bar.update(task, description=f"{len(seen)} · {capture.url[:100]}")

        return check(
            str(address),
            kind=kind,
            rules=rules,
            on=on,
            declared=declared,
            catalogue=catalogue,
            closed=closed,
            pace=pace,
            archive=kept,
            register=register,
            watch=watch,
        )


def _declared(pair: str, catalogue: Catalogue, rules: str) -> tuple[str, str]:
    obligation, equals, url = pair.partition("=")
    if not equals:
        raise Wrong(f"--declare {pair}: viết NGHĨA-VỤ=ĐỊA-CHỈ", f"--declare {pair}: write OBLIGATION=URL")
    given.known(obligation, catalogue.rulesets[rules].obligations, "--declare")
    return obligation, str(typed(url))


def kind_assumed() -> Sentence:
    """What is said where neither the reader nor the register told the kind of agency."""
    vi = f"Chưa rõ loại cơ quan, xét như {said.KINDS[KIND_UNLESS_KNOWN].vi}; đổi bằng --kind."
    return Sentence(
        vi, f"The kind of agency is not known; judged as a {said.KINDS[KIND_UNLESS_KNOWN].en}. Say otherwise by --kind."
    )
