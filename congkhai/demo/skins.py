"""An invented site's pages in; HTML as the common Vietnamese systems write it out: SharePoint, NukeViet, Liferay, hand-made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def dmy(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@dataclass(frozen=True)
class Link:
    """One link of a menu or page."""

    text: str
    href: str


@dataclass(frozen=True)
class Row:
    """One record as a list shows it."""

    link: Link
    number: str
    posted_on: date
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One page to draw. ``columns`` head a table of rows; without them the list is one of news items."""

    title: str
    trail: tuple[Link, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    total: int | None = None
    pages: tuple[Link, ...] = ()
    posted_on: date | None = None
    facts: tuple[tuple[str, str], ...] = ()
    table: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] | None = None
    paragraphs: tuple[str, ...] = ()
    files: tuple[Link, ...] = ()


def _link(link: Link) -> str:
    return f'<a href="{escape(link.href)}">{escape(link.text)}</a>'


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], css: str) -> str:
    head = "".join(f"<th>{escape(h)}</th>" for h in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f'<table class="{css}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _record_table(sheet: Sheet, css: str) -> str:
    head = "".join(f"<th>{escape(c)}</th>" for c in ("Số ký hiệu", "Trích yếu", *sheet.columns, "Ngày đăng"))
    body = "".join(
        f"<tr><td>{escape(r.number)}</td><td>{_link(r.link)}</td>{''.join(f'<td>{escape(c)}</td>' for c in r.cells)}<td>{dmy(r.posted_on)}</td></tr>"
        for r in sheet.rows
    )
    return f'<table class="{css}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _common(sheet: Sheet, facts_css: str) -> str:
    parts = []
    if sheet.total is not None:
        parts.append(f"<p>Tổng số: {sheet.total} bản ghi</p>")
    if sheet.facts:
        rows = "".join(f"<tr><th>{escape(k)}</th><td>{escape(v)}</td></tr>" for k, v in sheet.facts)
        parts.append(f'<table class="{facts_css}">{rows}</table>')
    parts += [f"<p>{escape(p)}</p>" for p in sheet.paragraphs]
    if sheet.table:
        parts.append(_table(*sheet.table, "table table-bordered"))
    if sheet.files:
        parts.append("<p>Tệp đính kèm: " + " ".join(_link(f) for f in sheet.files) + "</p>")
    return "\n".join(parts)


def sharepoint(agency: str, menu: Sequence[Link], sheet: Sheet, today: date) -> str:
    """A SharePoint publishing site: a table list, the date glued to the title, a running clock in the header."""
    posted = f" ({sheet.posted_on:%d/%m/%Y} 08:16)" if sheet.posted_on else ""
    rows = _record_table(sheet, "ms-listviewtable") if sheet.rows else ""
    pages = " ".join(_link(p) for p in sheet.pages)
    nav = "".join(f'<li class="static">{_link(m)}</li>' for m in menu)
    trail = " &gt; ".join(_link(t) for t in sheet.trail)
    return f"""<!DOCTYPE html><html dir="ltr" lang="vi-VN"><head><meta charset="utf-8"><meta name="GENERATOR" content="Microsoft SharePoint">
<title>{escape(sheet.title)} - {escape(agency)}</title></head><body>
<a href="#mainContent" class="ms-skip">Skip Ribbon Commands</a><a href="/_layouts/15/Authenticate.aspx">Sign In</a>
<div id="s4-titlerow"><h2 class="site">{escape(agency)}</h2><span id="clock">{WEEKDAYS[today.weekday()]}, Ngày {dmy(today)} -</span></div>
<div id="DeltaTopNavigation" role="navigation"><ul class="root ms-core-listMenu-root">{nav}</ul></div>
<div id="DeltaPlaceHolderMain"><div class="breadcrumb">{trail}</div><a name="mainContent"></a>
<div class="ms-rtestate-field"><h1 class="article-title">{escape(sheet.title)}<span class="date">{posted}</span></h1>
{_common(sheet, "ms-formtable")}{rows}<div class="paging">{pages}</div></div></div>
<div class="footer">Bản quyền: {escape(agency)}. Cơ quan và dữ liệu hư cấu để minh họa.</div></body></html>"""


def nukeviet(agency: str, menu: Sequence[Link], sheet: Sheet, today: date) -> str:
    """A NukeViet site: news blocks with a weekday and an hour, views and comments counted, numbered pages."""
    posted = (
        f'<span class="h5">{WEEKDAYS[sheet.posted_on.weekday()]} - {dmy(sheet.posted_on)} 07:52</span> 123 0'
        if sheet.posted_on
        else ""
    )
    if sheet.columns:
        rows = _record_table(sheet, "table table-striped")
    else:
        rows = "".join(
            f'<div class="panel panel-default clearfix"><h3>{_link(r.link)}</h3><div class="text-muted"><ul class="list-unstyled list-inline">'
            f"<li>{WEEKDAYS[r.posted_on.weekday()]} - {dmy(r.posted_on)} 07:52</li></ul></div><p>{escape(r.number)}</p></div>"
            for r in sheet.rows
        )
    nav = "".join(f'<li role="presentation">{_link(m)}</li>' for m in menu)
    pages = "".join(f"<li>{_link(p)}</li>" for p in sheet.pages)
    trail = "".join(f"<li>{_link(t)}</li>" for t in sheet.trail)
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="generator" content="NukeViet v4.5">
<title>{escape(sheet.title)} - {escape(agency)}</title></head><body>
<header><div class="site-name">{escape(agency)}</div><div class="date">Hôm nay, {WEEKDAYS[today.weekday()].lower()} ngày {dmy(today)}</div></header>
<nav id="menu-site"><ul class="nav navbar-nav">{nav}</ul></nav><ul class="breadcrumbs">{trail}</ul>
<div class="news_column panel"><div class="panel-body"><h1 class="title margin-bottom-lg">{escape(sheet.title)}</h1>
<div class="row margin-bottom-lg">{posted}</div>{_common(sheet, "table table-bordered")}{rows}<ul class="pagination">{pages}</ul></div></div>
<footer>Bản quyền: {escape(agency)}. Cơ quan và dữ liệu hư cấu để minh họa.</footer></body></html>"""


def liferay(agency: str, menu: Sequence[Link], sheet: Sheet, today: date) -> str:
    """A Liferay site: asset publisher entries, reading aids and a view counter around the text."""
    posted = f'<div class="meta">Ngày đăng {dmy(sheet.posted_on)} | 15:10 | Lượt xem: 243</div>' if sheet.posted_on else ""
    if sheet.columns:
        rows = _record_table(sheet, "table lfr-search-container")
    else:
        rows = "".join(
            f'<div class="asset-abstract"><h4 class="asset-title">{_link(r.link)}</h4><span class="metadata-publish-date">({dmy(r.posted_on)})</span>'
            f'<div class="asset-summary">{escape(r.number)}</div></div>'
            for r in sheet.rows
        )
    nav = "".join(f'<li class="lfr-nav-item">{_link(m)}</li>' for m in menu)
    pages = " ".join(_link(p) for p in sheet.pages)
    trail = "".join(f"<li>{_link(t)}</li>" for t in sheet.trail)
    return f"""<!DOCTYPE html><html class="ltr" lang="vi-VN"><head><meta charset="utf-8"><title>{escape(sheet.title)} - {escape(agency)}</title></head>
<body class="controls-visible"><a href="#main-content" class="quick-access">Truy cập nội dung luôn</a>
<header id="banner"><div class="logo">{escape(agency)}</div><div class="clock">09:26 {WEEKDAYS[today.weekday()]} , Ngày {today:%d} Tháng {today:%m} Năm {today:%Y}</div></header>
<nav id="navigation"><ul>{nav}</ul></nav><ul class="breadcrumb breadcrumb-horizontal">{trail}</ul>
<section id="main-content"><div class="portlet-body asset_publisher"><h1 class="header-title">{escape(sheet.title)}</h1>{posted}
<div class="tool">Chế độ ban đêm OFF Cỡ chữ: A- A A+ Đọc bài viết</div>{_common(sheet, "table table-info")}{rows}
<div class="taglib-page-iterator">{pages}</div></div></section>
<footer>Bản quyền thuộc {escape(agency)}. Cơ quan và dữ liệu hư cấu để minh họa.</footer></body></html>"""


def handmade(agency: str, menu: Sequence[Link], sheet: Sheet, today: date) -> str:
    """A site written by hand years ago, in windows-1258, laid out with tables."""
    posted = f"<br><i>(Cập nhật lúc: 17:03 {dmy(sheet.posted_on)})</i>" if sheet.posted_on else ""
    if sheet.columns:
        rows = _record_table(sheet, "bang")
    else:
        rows = (
            "<ul>" + "".join(f"<li>{_link(r.link)} {escape(r.number)} ({r.posted_on:%d-%m-%Y})</li>" for r in sheet.rows) + "</ul>"
        )
    nav = "".join(f"<tr><td>{_link(m)}</td></tr>" for m in menu)
    pages = " ".join(_link(p) for p in sheet.pages)
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1258"><TITLE>{escape(sheet.title)}</TITLE></HEAD>
<BODY><TABLE width="100%"><TR><TD colspan="2"><B>{escape(agency)}</B></TD></TR>
<TR valign="top"><TD width="20%"><TABLE>{nav}</TABLE></TD><TD><H1>{escape(sheet.title)}</H1>{posted}
{_common(sheet, "thongtin")}{rows if sheet.rows else ""}{pages}</TD></TR></TABLE>
<HR>{escape(agency)}. Cơ quan và dữ liệu hư cấu để minh họa.</BODY></HTML>"""
