"""Nothing in; milliseconds of CPU that reading a page takes, for pages of about 35 KB of three kinds, printed out."""

from __future__ import annotations

import platform
import sys
import time
import timeit
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import selectolax

from congkhai.catalogue.loading import load
from congkhai.reading.read import look
from congkhai.records import Capture, Via

LAW = Path(__file__).resolve().parents[1] / "law"
BUDGET = 3.0  # milliseconds a page
SIZE = 35_000
AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
ROUNDS = 30

_MENU = (
    "Giới thiệu",
    "Tin tức - Sự kiện",
    "Chỉ đạo điều hành",
    "Khen thưởng, xử phạt",
    "Lịch làm việc",
    "Thủ tục hành chính",
    "Hỏi đáp",
    "Liên hệ",
)


def frame(title: str, content: str) -> str:
    """A page as portals wrap it: a script, two menus, a clock, a footer, and filling up to the size."""
    menu = "".join(
        f'<li class="menu-item"><a href="/muc-{n}/{i}.html">{name} {n}</a></li>' for n in range(9) for i, name in enumerate(_MENU)
    )
    head = f"<html><head><meta charset=utf-8><title>{title} - Cổng thông tin điện tử tỉnh Khuổi Lạn</title>"
    top = f'<div class="header"><b>Thứ Tư, Ngày 25/11/2026 -</b></div><ul class="menu">{menu}</ul>'
    body = f'{top}<div class="content"><h1>{title}</h1>{content}</div><div class="footer">Bản quyền</div>'
    page = f"{head}</head><body>{body}</body></html>"
    filling = "var a=0;" * ((SIZE - len(page.encode())) // 8)
    return page.replace("</head>", f"<script>{filling}</script></head>")


def pages() -> dict[str, Capture]:
    row = (
        '<li class="item"><h3><a href="/khen-thuong/quyet-dinh-{0}.html">Quyết định số {0}/QĐ-UBND về việc tặng Bằng khen '
        'cho các tập thể có thành tích xuất sắc</a></h3><span class="date">Ngày đăng: 0{1}/11/2026</span>'
        "<p>Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen.</p></li>"
    )
    rows = "".join(row.format(n, n % 9 + 1) for n in range(1, 21))
    text = "<p>Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành và Ủy ban nhân dân các xã, phường thực hiện các nội dung sau.</p>"
    record = f"<p>Ngày đăng: 12/11/2026 08:30</p><p>Số ký hiệu: 12/CT-UBND</p><p>Ngày ban hành: 10/11/2026</p>{text * 60}"
    cells = (
        "<tr><td>{0}</td><td>ĐT.{0}/2026</td><td>Nghiên cứu giống cây bản địa {0}</td><td>Cấp tỉnh</td><td>Nông nghiệp</td>"
        "<td>Trung tâm Giống</td><td>2026-2028</td></tr>"
    )
    heads = "<tr><th>STT<th>Mã số<th>Tên đề tài<th>Cấp quản lý<th>Lĩnh vực<th>Đơn vị chủ trì<th>Thời gian thực hiện</tr>"
    table = f"<table>{heads}{''.join(cells.format(n) for n in range(1, 21))}</table>"
    bodies = {
        "a list of 20 decisions": frame("Khen thưởng", f"<ul>{rows}</ul>"),
        "one directive": frame(
            "Tăng cường phòng, chống thiên tai", f'<div class="breadcrumb">Trang chủ &gt; Chỉ đạo điều hành</div>{record}'
        ),
        "a table of 20 projects": frame("Danh mục đề tài", table),
        "a page of no obligation": frame("Giới thiệu chung", text * 60),
    }
    headers = {"content-type": "text/html; charset=utf-8"}
    return {
        name: Capture(url := f"https://khuoilan.gov.vn/{n}.html", url, 200, headers, AT, "", html.encode(), Via())
        for n, (name, html) in enumerate(bodies.items())
    }


def main() -> int:
    """Print each page; exit code 1 if any is over the budget."""
    obligations = tuple(load(LAW).obligations.values())
    machine = f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, selectolax {selectolax.__version__}"
    print(f"reading: {machine}")  # noqa: T201
    slowest = 0.0
    for name, capture in pages().items():
        found = len(look(capture, obligations).evidence)
        rounds = timeit.repeat(partial(look, capture, obligations), timer=time.process_time, number=ROUNDS, repeat=9)
        took = min(rounds) / ROUNDS * 1000  # the best round, so that a busy machine counts least
        slowest = max(slowest, took)
        print(f"{took:7.3f} ms  {name}, {len(capture.body) / 1000:.0f} KB: {found} pieces of evidence")  # noqa: T201
    print(f"slowest {slowest:.3f} ms, budget {BUDGET} ms")  # noqa: T201
    return int(slowest > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
