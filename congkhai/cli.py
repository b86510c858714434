"""What was typed in; verdicts, evidence or law on standard output, all else on standard error, and an exit code, out.

0: done, also where a site could not be seen; 1: something is wrong with the law files; 2: wrong usage, told in one line. Django is
never loaded here: its verbs are run by name in a process of their own.
"""

from __future__ import annotations

import difflib
import json
import logging
import mimetypes
import os
import re
import socket
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Never
from zoneinfo import ZoneInfo

import typer
import yaml
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text
from typer.main import get_command

from congkhai.catalogue.changes import Change, changes
from congkhai.catalogue.drafting import begun
from congkhai.catalogue.editor import write as write_schemas
from congkhai.catalogue.loading import Loaded, load, open_law
from congkhai.catalogue.obligation import Catalogue, Obligation, Version
from congkhai.catalogue.problem import LawError
from congkhai.catalogue.register import load_register
from congkhai.catalogue.sheet import asking
from congkhai.catalogue.workdays import load_workdays
from congkhai.checking import KIND_UNLESS_KNOWN, Checked, check, page_to_json, to_json
from congkhai.crawling.addresses import BadAddress, is_plainly_private, typed
from congkhai.crawling.archive import Archive
from congkhai.crawling.pace import Pace
from congkhai.crawling.remedies import remedy
from congkhai.demo.serve import FIRST_PORT, serving
from congkhai.demo.sites import SITES
from congkhai.proving import check as check_law_files
from congkhai.reading.read import look
from congkhai.records import Capture, Completeness, EvidenceKind, Force, Kind, Sentence, SiteState, Verdict
from congkhai.reporting.checked import reread
from congkhai.reporting.filled import Filled
from congkhai.reporting.fresh import notes, sums, workbook
from congkhai.reporting.gaps import gaps
from congkhai.reporting.gaps import pdf as gaps_as_pdf
from congkhai.reporting.letter import Sender, compose
from congkhai.reporting.letter import pdf as letter_as_pdf
from congkhai.reporting.letter import text as letter_as_text
from congkhai.reporting.linking import read_links, to_yaml
from congkhai.reporting.listed import Unreadable, listed
from congkhai.reporting.own import Own, brought, filled
from congkhai.reporting.scored import Scored, score
from congkhai.reporting.scored import to_json as scores_to_json
from congkhai.reporting.survey import figure_to_json, survey
from congkhai.reporting.words import GRADES, TIMES, number
from congkhai.reporting.workbook import saved

HERE = Path(__file__).resolve().parents[1]
_DJANGO = ("-m", "django")
_SETTINGS = "--settings=congkhai.config.settings"
# Verbs of Django and of the running house, by the arguments that Python gets for them.
VERBS: Mapping[str, tuple[str, ...]] = {
    "run": ("-m", "congkhai.config.run"),
    "prepare": ("-m", "congkhai.config.prepare"),
    "worker": (*_DJANGO, "db_worker", _SETTINGS),
    "sweeper": (*_DJANGO, "db_worker", "--backend=rounds", _SETTINGS),
    **{
        verb: (*_DJANGO, verb.replace("-", "_"), _SETTINGS)
        for verb in ("migrate", "createsuperuser", "clock", "load-register", "load-demo", "round", "tidy", "shell")
    },
}
WING_OF: Mapping[str, str] = {"clock": "portal", "round": "monitor", "sweeper": "monitor"}  # verbs of one wing alone

KINDS: Mapping[Kind, Sentence] = {
    Kind.MINISTRY: Sentence("bộ, cơ quan ngang bộ", "ministry"),
    Kind.GOVERNMENT_AGENCY: Sentence("cơ quan thuộc Chính phủ", "government agency"),
    Kind.DEPARTMENT: Sentence("sở, cục và tương đương", "department"),
    Kind.PROVINCE: Sentence("tỉnh, thành phố", "province"),
    Kind.DISTRICT: Sentence("huyện", "district"),
    Kind.COMMUNE: Sentence("xã, phường", "commune"),
}
FORCES: Mapping[Force | None, Sentence] = {
    Force.BINDING: Sentence("bắt buộc", "binding"),
    Force.PRACTICE: Sentence("thông lệ tốt", "good practice"),
    None: Sentence("", ""),
}


class Wrong(Exception):
    """Something typed cannot be used. ``said`` is one line that says what to do."""

    def __init__(self, vi: str, en: str) -> None:
        self.said = Sentence(vi, en)


_BAR = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())

app = typer.Typer(
    add_completion=False,
    help="Cơ quan nhà nước có công khai đủ và kịp thời không? / Do state agencies publish what they must, and in time?",
    epilog=f"Vận hành / Operate: congkhai {' | '.join(VERBS)}",
)
law = typer.Typer(help="Các nghĩa vụ, đúng như các tệp trong law/. / The obligations, as the files under law/ have them.")
app.add_typer(law, name="law")

Lang = Annotated[str, typer.Option("--lang", metavar="vi|en", help="Ngôn ngữ. / Language.")]
On = Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help="Ngày xét, mặc định hôm nay. / The day asked about; today.")]
Rules = Annotated[str, typer.Option("--rules", help="Bộ tiêu chí. / The rule set.")]
KindName = Annotated[str, typer.Option("--kind", metavar="|".join(Kind), help="Loại cơ quan. / The kind of agency.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON ra đầu ra chuẩn. / JSON on standard output.")]
Declare = Annotated[
    list[str] | None,
    typer.Option(
        "--declare", metavar="OBLIGATION=URL", help="Nơi đã công khai một nội dung; lặp lại được. / Where one is met; repeatable."
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Cho xem địa chỉ nội bộ. / Let loopback and private addresses be visited.")
]
Pages = Annotated[int, typer.Option("--pages", min=1, help="Xem nhiều nhất bấy nhiêu trang. / Visit at most so many pages.")]
PaceOf = Annotated[
    float, typer.Option("--pace", min=0, metavar="SECONDS", help="Nghỉ giữa hai lượt hỏi. / Rest between two requests.")
]
Contact = Annotated[
    str,
    typer.Option(
        "--contact", envvar="CONGKHAI_CONTACT", help="Thư hoặc trang để quản trị trang liên hệ. / Whom webmasters write to."
    ),
]


@app.command("check", help="Xem một trang và đánh giá theo luật. / Look at one site and judge it by the law.")
def check_command(
    url: Annotated[str, typer.Argument(metavar="URL", help="Địa chỉ trang chủ. / The address of the home page.")],
    kind: KindName = "",
    rules: Rules = "letter-2613",
    on: On = "",
    declare: Declare = None,
    as_json: AsJson = False,
    archive: Annotated[
        Path | None, typer.Option("--archive", metavar="FILE.warc.gz", help="Lưu mọi trang đã xem. / Keep every page seen.")
    ] = None,
    allow_private: AllowPrivate = False,
    pages: Pages = 500,
    pace: PaceOf = 1.0,
    contact: Contact = "",
    lang: Lang = "vi",
) -> None:
    """Crawls one site politely and prints its verdicts."""
    catalogue = _catalogue()
    _known(rules, catalogue.rulesets, "--rules")
    how = _Visit(allow_private, pages, pace, contact, archive)
    checked = _visited(url, how, catalogue, kind=_kind(kind), rules=rules, on=_day(on), declare=declare or (), lang=lang)
    if as_json:
        _print_json(to_json(checked))
    else:
        assumed = not kind and not checked.agency.name
        _print_checked(checked, catalogue, lang, assumed=assumed)


@app.command("read", help="Đọc một trang đã lưu. / Read one saved page.")
def read_command(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    url: Annotated[str, typer.Option("--url", help="Địa chỉ của trang. / The address it was saved from.")],
    rules: Rules = "letter-2613",
    on: On = "",
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Prints the evidence in one saved page or document."""
    address = str(typed(url))
    body = _bytes(file)
    catalogue = _catalogue()
    _known(rules, catalogue.rulesets, "--rules")
    headers = {"content-type": mimetypes.guess_type(file.name)[0] or ""}
    capture = Capture(address, address, 200, headers, datetime.now(UTC), sha256(body).hexdigest(), body)
    reading = look(capture, catalogue.asked(rules), on=_day(on))
    if as_json:
        _print_json(page_to_json(address, reading))
        return
    out = _out()
    out.print(Text(reading.page.title or "—", style="bold"), Text(f"({reading.page.encoding})"))
    table = _table(
        lang, ("Nội dung", "Obligation", 2), ("Phần", "Part", 1), ("Loại", "Kind", 1), ("Tên", "Label", 4), ("Ngày", "Dates", 2)
    )
    for evidence in reading.evidence:
        days = ", ".join(f"{seen.role} {seen.value}" for seen in evidence.dates)
        table.add_row(*map(Text, (evidence.obligation, evidence.part or "—", evidence.kind, evidence.label, days)))
    if reading.evidence:
        out.print(table)
    else:
        out.print(_in(lang, Sentence("Không thấy nội dung nào phải công khai.", "Nothing that must be published was found.")))


@app.command("letter", help="Công văn từ một danh sách kết luận. / The letter that a list of verdicts comes to.")
def letter_command(
    file: Annotated[Path, typer.Argument(metavar="VERDICTS.json")],
    rules: Rules = "letter-2613",
    on: On = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="LETTER.pdf", help="Ghi công văn ra PDF. / Write the letter as a PDF.")
    ] = None,
    as_text: Annotated[bool, typer.Option("--text", help="Công văn dạng chữ. / The letter as text.")] = False,
    as_json: AsJson = False,
    number: Annotated[str, typer.Option("--number", help="Số của công văn, khi đã đăng ký. / Its number, once registered.")] = "",
    sender: Annotated[str, typer.Option("--sender", help="Cơ quan gửi. / The agency that writes.")] = "",
    superior: Annotated[str, typer.Option("--superior", help="Cơ quan chủ quản. / The agency above it.")] = "",
    code: Annotated[str, typer.Option("--code", metavar="BKHCN-CĐS", help="Ký hiệu sau số. / What ends the number.")] = "",
    place: Annotated[str, typer.Option("--place", help="Nơi gửi. / Where it is written.")] = "",
    signature: Annotated[
        list[str] | None,
        typer.Option("--signature", help="Một dòng chữ ký, họ tên sau cùng. / A line of the signature, the name last; repeatable."),
    ] = None,
    lang: Lang = "vi",
) -> None:
    """Counts a list of verdicts and writes the letter, or its figures. Whatever is unconfirmed makes it a draft."""
    catalogue, day = _catalogue(), _day(on)
    plans = {plan.rules: plan for plan in open_law(_folder("law", "CONGKHAI_LAW", "instruments.yaml")).letters.values()}
    _known(rules, plans, "--rules")
    rows = listed(_bytes(file), catalogue, rules)
    names = {row.agency: row.name for row in rows}
    confirmed = {(row.agency, row.obligation) for row in rows if row.confirmed}
    verdicts = [row.verdict(day, rules) for row in rows]
    found = survey(plans[rules], verdicts, on=day, names=names, confirmed=confirmed, catalogue=catalogue)
    if as_json:
        _print_json([figure_to_json(figure, names) for figure in found.figures])
        return
    if not found.kinds:
        kinds = dict.fromkeys(kind for group in plans[rules].groups.values() for kind in group.kinds)
        vi, en = ", ".join(KINDS[kind].vi for kind in kinds), ", ".join(KINDS[kind].en for kind in kinds)
        raise Wrong(
            f"Tệp không có cơ quan nào thuộc diện của công văn ({vi})", f"No agency in the file is one the letter is about ({en})"
        )
    blank = Sender()
    head = Sender(sender or blank.name, code or blank.code, place or blank.place, tuple(signature or blank.signature), superior)
    written = compose(found, head, on=day, number=number or None)
    if found.draft and (number or output):
        vi = f"Dự thảo, không có số: còn {found.unconfirmed} kết luận chưa có người xác nhận."
        _note(lang, Sentence(vi, f"A draft, without a number: no person has confirmed {found.unconfirmed} of the verdicts."))
    if as_text or output is None:
        sys.stdout.write(letter_as_text(written))
    if output is not None:
        _write(output, letter_as_pdf(written))


@app.command("sheet", help="Chấm điểm một trang theo bảng có sẵn hoặc bảng Excel của mình. / Score a site by a sheet.")
def sheet_command(
    name: Annotated[str, typer.Argument(metavar="SHEET|FILE.xlsx", help="Mã bảng trong law/sheets, hoặc tệp. / An id, or a file.")],
    site: Annotated[str, typer.Option("--site", metavar="URL", help="Trang cần xem. / The site to look at.")] = "",
    verdicts: Annotated[
        Path | None, typer.Option("--verdicts", metavar="CHECK.json", help="Kết quả của check --json. / What check --json printed.")
    ] = None,
    links: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.yaml", help="Tiêu chí nào dựa vào nghĩa vụ nào. / Rows to obligations.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT.xlsx", help="Ghi bảng đã chấm. / Write the filled sheet.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="A4.pdf", help="Một trang: còn thiếu gì, ai làm. / One page: what is missing.")
    ] = None,
    agency: Annotated[str, typer.Option("--agency", help="Tên cơ quan, để in. / The agency's name, to print.")] = "",
    who: Annotated[
        list[str] | None, typer.Option("--who", metavar="OBLIGATION=NAME", help="Ai làm; lặp lại được. / Who does it; repeatable.")
    ] = None,
    total: Annotated[
        list[str] | None,
        typer.Option(
            "--total", metavar="OBLIGATION=N", help="Tổng số đã ban hành; lặp lại được. / How many there are; repeatable."
        ),
    ] = None,
    declare: Declare = None,
    kind: KindName = "",
    on: On = "",
    as_json: AsJson = False,
    allow_private: AllowPrivate = False,
    pages: Pages = 500,
    pace: PaceOf = 1.0,
    contact: Contact = "",
    lang: Lang = "vi",
) -> None:
    """Scores one site row by row. Of an own sheet without a site it prints a first guess of what its rows rest on, to correct."""
    loaded = open_law(_folder("law", "CONGKHAI_LAW", "instruments.yaml"))
    own = _own(name, links, loaded)
    if own is None and links is not None:
        raise Wrong("--map chỉ dùng với tệp .xlsx của mình", "--map goes with a .xlsx file of your own")
    if bool(site) == (verdicts is not None):
        if own is not None and not site:
            sys.stdout.write(to_yaml(own.guesses, loaded))
            return
        raise Wrong("Cần đúng một trong --site URL, --verdicts CHECK.json", "Give exactly one of --site URL, --verdicts CHECK.json")
    _writable(output, ".xlsx", name)
    _writable(page, ".pdf", name)
    sheet = own.sheet if own else loaded.sheets[name]
    asked = asking(loaded.catalogue, name, sheet.obligations or loaded.catalogue.obligations)
    named = dict(_pair(pair, asked, name, "--who") for pair in who or ())
    totals = {obligation: _count(text) for obligation, text in (_pair(pair, asked, name, "--total") for pair in total or ())}
    found = _judged(site, verdicts, asked, name, _Visit(allow_private, pages, pace, contact), _kind(kind), on, declare or (), lang)
    scored = score(sheet, found.verdicts, loaded.catalogue, totals)
    _tell(own, scored, lang, guessed=links is None)
    of = agency or found.name or found.site
    if output is not None:
        if own is not None:
            content, told = filled(own, scored, lang)
            _tell_filled(told, lang)
        else:
            vi, en = f"{of} · {found.site} · ngày {found.on:%d/%m/%Y}", f"{of} · {found.site} · {found.on}"
            content = saved(workbook(scored, _in(lang, Sentence(vi, en)), lang))
        _write(output, content)
    if page is not None:
        missing = gaps(found.verdicts, loaded.catalogue, on=found.on, agency=of, site=found.site, who=named, language=lang)
        _write(page, gaps_as_pdf(missing))
    if as_json:
        _print_json({"sheet": name, "site": found.site, "on": found.on.isoformat(), **scores_to_json(scored)})
    elif output is None and page is None:
        _print_scored(scored, found, of, lang)


@law.command("list", help="Nghĩa vụ có hiệu lực một ngày. / The obligations in force on a day.")
def law_list(on: On = "", kind: KindName = "", rules: Rules = "", as_json: AsJson = False, lang: Lang = "vi") -> None:
    """Prints the obligations in force on a day, of a kind of agency or a rule set."""
    catalogue, day, wanted = _catalogue(), _day(on), _kind(kind)
    if rules:
        _known(rules, catalogue.rulesets, "--rules")
    every = catalogue.asked(rules) if rules else tuple(catalogue.obligations.values())
    found = [(o, v) for o in every if (v := o.version_on(day)) is not None and (wanted is None or wanted in v.binds)]
    if as_json:
        _print_json([_listed(obligation, version, catalogue) for obligation, version in found])
        return
    table = _table(lang, ("Mã", "Id", 2), ("Nội dung", "Obligation", 3), ("Hiệu lực", "Force", 1), ("Căn cứ", "Cites", 4))
    for obligation, version in found:
        cites = "; ".join(f"{cite.instrument} {cite.place}" for cite in version.cites)
        table.add_row(*map(Text, (obligation.id, getattr(obligation.title, lang), _force(version, lang), cites)))
    _out().print(table)


@law.command("show", help="Một nghĩa vụ, vào một ngày. / One obligation, on a day.")
def law_show(
    obligation: Annotated[str, typer.Argument(metavar="ID")], on: On = "", as_json: AsJson = False, lang: Lang = "vi"
) -> None:
    """Prints one obligation by its version in force on a day."""
    catalogue, day = _catalogue(), _day(on)
    _known(obligation, catalogue.obligations, "ID")
    shown = _shown(catalogue.obligations[obligation], day)
    if as_json:
        _print_json(shown)
        return
    sys.stdout.write(yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, width=120))
    if shown["version"] is None:
        vi = f"Ngày {day:%d/%m/%Y} không có phiên bản nào có hiệu lực."
        _note(lang, Sentence(vi, f"No version was in force on {day}."))


@law.command("check", help="Kiểm tra các tệp luật và ví dụ. / Check the law files and their examples.")
def law_check(lang: Lang = "vi") -> None:
    """Prints every problem of the law files with its line; exit code 1 if there is one."""
    folder = _folder("law", "CONGKHAI_LAW", "instruments.yaml")
    problems = check_law_files(folder)
    for problem in problems:
        sys.stdout.write(f"{problem.said(lang)}\n")
    if problems:
        raise typer.Exit(1)
    count = len(load(folder).obligations)
    _out().print(
        _in(lang, Sentence(f"{count} nghĩa vụ, mọi ví dụ đều đúng.", f"{count} obligations; every example comes out as it says."))
    )


@law.command("new", help="Bắt đầu một nghĩa vụ mới. / Begin a new obligation.")
def law_new(identifier: Annotated[str, typer.Argument(metavar="ID")], lang: Lang = "vi") -> None:
    """Writes a file to begin an obligation with, whose examples fail until they have been thought through."""
    folder = _folder("law", "CONGKHAI_LAW", "instruments.yaml")
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", identifier):
        vi = f"“{identifier}” không làm id được: viết chữ thường không dấu, số và gạch nối, bắt đầu bằng chữ"
        raise Wrong(vi, f"“{identifier}” cannot be an id: write plain small letters, digits and hyphens, a letter first")
    path = folder / "obligations" / f"{identifier}.yaml"
    if path.exists():
        raise Wrong(f"{path} đã có: chọn id khác, hoặc sửa tệp ấy", f"{path} is there already: choose another id, or edit it")
    text = begun(identifier, load(folder))
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Wrong(f"Không ghi được {path}: {error.strerror}", f"Cannot write {path}: {error.strerror}") from error
    vi = f"{path}\nSửa những dòng có chữ SỬA, rồi chạy: congkhai law check"
    sys.stdout.write(_in(lang, Sentence(vi, f"{path}\nPut right the lines that say SỬA, then run: congkhai law check")) + "\n")


@law.command("diff", help="Luật thay đổi gì giữa hai ngày. / What changed in the law between two days.")
def law_diff(
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="Từ sau ngày này. / After this day.")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="Đến hết ngày này. / Up to this day.")],
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Prints what began, ended and changed after one day and up to another."""
    since, until = _day(first, "--from"), _day(last, "--to")
    if since > until:
        raise Wrong(f"--from {since} sau --to {until}: đổi chỗ hai ngày", f"--from {since} is after --to {until}: swap the two")
    found = changes(_catalogue(), since, until)
    if as_json:
        began = [_changed(change) for change in found if change.before is None]
        ended = [_changed(change) for change in found if change.after is None]
        changed = [_changed(change) for change in found if change.before and change.after]
        _print_json({"from": since.isoformat(), "to": until.isoformat(), "began": began, "ended": ended, "changed": changed})
        return
    if not found:
        _out().print(_in(lang, Sentence("Không có gì thay đổi.", "Nothing changed.")))
        return
    table = _table(lang, ("Ngày", "Day", 1), ("Mã", "Id", 2), ("Nội dung", "Obligation", 3), ("Thay đổi", "Change", 6))
    for change in found:
        title = getattr(change.obligation.title, lang)
        table.add_row(*map(Text, (f"{change.on}", change.obligation.id, title, _change_in_words(change, lang))))
    _out().print(table)


@law.command("schema", help="Ghi lại lược đồ cho trình soạn thảo. / Write the schemas that editors complete by.")
def law_schema(lang: Lang = "vi") -> None:
    """Writes law/schema/*.json anew from the shapes of the law files."""
    folder = _folder("law", "CONGKHAI_LAW", "instruments.yaml") / "schema"
    try:
        changed = write_schemas(folder)
    except OSError as error:
        raise Wrong(f"Không ghi được {folder}: {error.strerror}", f"Cannot write {folder}: {error.strerror}") from error
    for path in changed:
        sys.stdout.write(f"{path}\n")
    if not changed:
        _note(lang, Sentence("Lược đồ đã đúng.", "The schemas are as they should be."))


@app.command("demo-sites", help="Chạy các trang mẫu của cơ quan không có thật. / Serve the sites of invented agencies.")
def demo_sites(
    port: Annotated[int, typer.Option("--port", min=0, max=65_000, help="Cổng đầu tiên. / The first port.")] = FIRST_PORT,
    on: On = "",
    lang: Lang = "vi",
) -> None:
    """Serves the invented agencies' sites on loopback until Ctrl-C, and prints their addresses."""
    closed = load_workdays(_folder("law", "CONGKHAI_LAW", "instruments.yaml"))
    try:
        with serving(_catalogue(), closed, _day(on), first_port=port) as addresses:
            for site in SITES:
                sys.stdout.write(f"{addresses[site.key]}  --kind {site.kind}  {site.name}\n")
            sys.stdout.flush()
            threading.Event().wait()
    except OSError as error:
        vi, en = f"Cổng từ {port} đang bận: chọn cổng khác bằng --port", f"A port from {port} on is taken: choose another by --port"
        raise Wrong(vi, en) from error
    except KeyboardInterrupt:
        _note(lang, Sentence("Đã dừng.", "Stopped."))


# --- a visit ------------------------------------------------------------------------------------------


class _Visit(NamedTuple):
    """How a site is to be visited, as it was typed."""

    allow_private: bool
    pages: int
    pace: float
    contact: str
    archive: Path | None = None


def _visited(
    url: str,
    how: _Visit,
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
    register = load_register(_folder("register", "CONGKHAI_REGISTER", "agencies.csv"))
    closed = load_workdays(_folder("law", "CONGKHAI_LAW", "instruments.yaml"))
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
        _note(lang, Sentence(vi, en))
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


# --- a sheet ------------------------------------------------------------------------------------------


class _Found(NamedTuple):
    """What a sheet is scored by."""

    site: str
    name: str
    on: date
    verdicts: tuple[Verdict, ...]


def _own(name: str, links: Path | None, loaded: Loaded) -> Own | None:
    """The agency's own sheet, if a file was named rather than a sheet under law/."""
    if name in loaded.sheets:
        return None
    file = Path(name)
    if not (file.suffix or file.exists()):
        _known(name, loaded.sheets, "SHEET")
    try:
        return brought(_bytes(file), loaded, read_links(links, loaded) if links else None)
    except LawError as error:  # of the mapping: the law itself is right
        raise Unreadable(*(Sentence(problem.said("vi"), problem.said("en")) for problem in error.problems)) from None


def _judged(
    site: str,
    file: Path | None,
    asked: Catalogue,
    rules: str,
    how: _Visit,
    kind: Kind | None,
    on: str,
    declare: Sequence[str],
    lang: str,
) -> _Found:
    if file is not None:
        given = reread(_bytes(file))
        return _Found(given.site, "", given.on, given.verdicts)
    checked = _visited(site, how, asked, kind=kind, rules=rules, on=_day(on), declare=declare, lang=lang)
    if kind is None and not checked.agency.name:
        _note(lang, _assumed())
    if checked.seen.state is not SiteState.OK:
        _note(lang, remedy(checked.seen))
    return _Found(checked.site, checked.agency.name, checked.on, checked.verdicts)


def _writable(path: Path | None, ending: str, own: str) -> None:
    """Refuses what is no such file, and the sheet that was brought in: the one handed back must not take its place."""
    if path is not None and (path.suffix.lower() != ending or (path.exists() and path.resolve() == Path(own).resolve())):
        vi = f"Không ghi vào {path}: chọn một tên khác tệp gốc, có đuôi {ending}"
        raise Wrong(vi, f"Not written to {path}: choose a name that ends in {ending} and is not that of the file brought in")


def _pair(pair: str, catalogue: Catalogue, rules: str, what: str) -> tuple[str, str]:
    obligation, equals, value = pair.partition("=")
    if not equals or not value.strip():
        raise Wrong(f"{what} {pair}: viết NGHĨA-VỤ=…", f"{what} {pair}: write OBLIGATION=…")
    _known(obligation, catalogue.rulesets[rules].obligations, what)
    return obligation, value.strip()


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise Wrong(f"--total {text}: viết một số nguyên lớn hơn 0", f"--total {text}: write a whole number above 0")
    return int(text[:9])


def _tell(own: Own | None, scored: Scored, lang: str, *, guessed: bool) -> None:
    """On standard error: what a person should know of her own sheet before she relies on it."""
    if own is None:
        return
    linked = sum(bool(row.criterion.obligations) for row in scored.rows)
    vi = f"Trang tính “{own.layout.sheet}”: {len(own.layout.lines)} tiêu chí, {linked} tiêu chí nối được với nghĩa vụ."
    _note(lang, Sentence(vi, f"Worksheet “{own.layout.sheet}”: {len(own.layout.lines)} rows, {linked} linked to obligations."))
    if guessed:
        vi = "Các mối nối là máy đoán. Xem và sửa: congkhai sheet TỆP.xlsx > map.yaml, rồi thêm --map map.yaml."
        en = "The links are guesses. Look them over: congkhai sheet FILE.xlsx > map.yaml, then add --map map.yaml."
        _note(lang, Sentence(vi, en))
    for link in own.astray:
        _note(
            lang, Sentence(f"Bảng không có tiêu chí “{link.wording}” của --map", f"The sheet has no row “{link.wording}” of --map")
        )
    for line in own.unnamed:
        vi = f"--map không nói gì về dòng {line.row} “{line.wording}”: chấm bằng tay"
        _note(lang, Sentence(vi, f"--map says nothing of row {line.row} “{line.wording}”: score it by hand"))
    if own.lost:
        vi, en = ("; ".join(getattr(one, language) for one in own.lost) for language in ("vi", "en"))
        _note(lang, Sentence(f"Tệp trả lại sẽ không còn: {vi}.", f"The file handed back will lack: {en}."))


def _tell_filled(told: Filled, lang: str) -> None:
    kept = ", ".join(map(str, told.kept))
    also = (
        Sentence(f"; giữ nguyên điểm đã có ở dòng {kept}", f"; scores already in rows {kept} were left")
        if kept
        else Sentence("", "")
    )
    _note(lang, Sentence(f"Đã điền {told.written} ô{also.vi}.", f"{told.written} cells written{also.en}."))


def _print_scored(scored: Scored, found: _Found, of: str, lang: str) -> None:
    out = _out()
    out.print(Text(_in(lang, Sentence(scored.sheet.title.vi, scored.sheet.title.en)), style="bold"))
    out.print(Text(_in(lang, Sentence(f"{of} · ngày {found.on:%d/%m/%Y}", f"{of} · {found.on}"))))
    table = _table(
        lang, ("STT", "No.", 1), ("Tiêu chí", "Row", 5), ("Điểm", "Points", 2), ("Nơi thấy", "Evidence", 4), ("Vì sao", "Why", 7)
    )
    for row in scored.rows:
        points = number(row.points, lang) if row.points is not None else "—"
        cells = (row.criterion.number, getattr(row.criterion.wording, lang), f"{points}/{number(row.of, lang)}")
        table.add_row(*map(Text, (*cells, row.evidence, _in(lang, row.reason))))
    out.print(table)
    for words, summed in sums(scored, lang):
        out.print(Text(f"{words}: {number(summed, lang)}"))
    for words in notes(scored, lang):
        out.print(Text(words))


# --- what was typed -----------------------------------------------------------------------------------


def _folder(name: str, variable: str, sign: str) -> Path:
    """The folder of law or register: named by the environment, else beside the package."""
    given = os.environ.get(variable)
    folder = Path(given) if given else HERE / name
    if not (folder / sign).is_file():
        raise Wrong(
            f"Không thấy {folder / sign}: đặt {variable} là thư mục có {sign}",
            f"There is no {folder / sign}: set {variable} to the folder that holds {sign}",
        )
    return folder


def _catalogue() -> Catalogue:
    return load(_folder("law", "CONGKHAI_LAW", "instruments.yaml"))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Wrong(f"Không đọc được tệp {file}: {error.strerror}", f"Cannot read the file {file}: {error.strerror}") from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Wrong(f"Không ghi được {path}: {error.strerror}", f"Cannot write {path}: {error.strerror}") from error


def _day(text: str, option: str = "--on") -> date:
    if not text and option == "--on":
        return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        vi, en = f"{option} {text} không phải ngày: viết như 2012-09-27", f"{option} {text} is no day: write it as 2012-09-27"
        raise Wrong(vi, en) from None


def _kind(text: str) -> Kind | None:
    if text:
        _known(text, list(Kind), "--kind")
    return Kind(text) if text else None


_MOST_OFFERED = 12  # names in an error, which is one line


def _known(text: str, names: Iterable[str], what: str) -> None:
    """Refuses a name that does not exist, with the nearest that does, or all of them where they are few."""
    names = list(names)
    if text in names:
        return
    near = difflib.get_close_matches(text, names, n=1)
    offered = near[0] if near else ", ".join(names[:_MOST_OFFERED]) + (", …" if len(names) > _MOST_OFFERED else "")
    raise Wrong(f"Không có {what} {text}; có: {offered}", f"There is no {what} {text}; there is: {offered}")


def _declared(pair: str, catalogue: Catalogue, rules: str) -> tuple[str, str]:
    obligation, equals, url = pair.partition("=")
    if not equals:
        raise Wrong(f"--declare {pair}: viết NGHĨA-VỤ=ĐỊA-CHỈ", f"--declare {pair}: write OBLIGATION=URL")
    _known(obligation, catalogue.rulesets[rules].obligations, "--declare")
    return obligation, str(typed(url))


# --- what is printed ----------------------------------------------------------------------------------


def _in(lang: str, sentence: Sentence) -> str:
    return sentence.en if lang == "en" else sentence.vi


def _out() -> Console:
    """Standard output; wide where it goes to a file or another program, so that most addresses stay whole."""
    out = Console(highlight=False)
    return out if out.is_terminal else Console(highlight=False, width=320)


def _note(lang: str, sentence: Sentence) -> None:
    sys.stderr.write(f"{_in(lang, sentence)}\n")


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _table(lang: str, *columns: tuple[str, str, int]) -> Table:
    """A table over the whole width; each column has a title in both languages and its share."""
    table = Table(show_lines=True, expand=True)
    for vi, en, share in columns:
        table.add_column(_in(lang, Sentence(vi, en)), overflow="fold", ratio=share)
    return table


def _print_checked(checked: Checked, catalogue: Catalogue, lang: str, *, assumed: bool) -> None:
    out, agency = _out(), checked.agency
    out.print(Text(f"{agency.name or checked.site} · {_in(lang, KINDS[agency.kind])}", style="bold"))
    if assumed:
        out.print(Text(_in(lang, _assumed()), style="yellow"))
    rules = catalogue.rulesets[checked.rules].title
    pages = checked.seen.counters.get("pages", 0)
    vi = f"{rules.vi} · ngày {checked.on:%d/%m/%Y} · đã xem {pages} trang"
    out.print(Text(_in(lang, Sentence(vi, f"{rules.en} · on {checked.on} · {pages} pages seen"))))
    if catalogue.lapsed(checked.rules, checked.on):
        vi = "Danh mục cũ, cơ quan tự nguyện áp dụng."
        out.print(Text(_in(lang, Sentence(vi, "A former list, kept to by the agency of its own will."))))
    out.print(Text(_in(lang, remedy(checked.seen))))
    table = _table(
        lang,
        ("Nội dung", "Obligation", 4),
        ("Đầy đủ", "Completeness", 3),
        ("Kịp thời", "Timeliness", 3),
        ("Nơi thấy", "Evidence", 4),
        ("Vì sao", "Why", 9),
    )
    for verdict in checked.verdicts:
        if verdict.completeness is not Completeness.NOT_BOUND:
            table.add_row(*map(Text, _row(verdict, catalogue.obligations[verdict.obligation], lang)))
    out.print(table)
    aside = [v for v in checked.verdicts if v.completeness is Completeness.NOT_BOUND]
    if aside:
        names = "; ".join(getattr(catalogue.obligations[v.obligation].title, lang) for v in aside)
        out.print(Text(f"{_in(lang, GRADES[Completeness.NOT_BOUND]).capitalize()}: {names}"))
    if any(verdict.proxy for verdict in checked.verdicts):
        vi, en = (
            "* theo hạn do chúng tôi đặt, vì pháp luật không ấn định số ngày",
            "* by a limit of ours, since the law gives no number",
        )
        out.print(_in(lang, Sentence(vi, en)))


def _assumed() -> Sentence:
    vi = f"Chưa rõ loại cơ quan, xét như {KINDS[KIND_UNLESS_KNOWN].vi}; đổi bằng --kind."
    return Sentence(vi, f"The kind of agency is not known; judged as a {KINDS[KIND_UNLESS_KNOWN].en}. Say otherwise by --kind.")


def _row(verdict: Verdict, obligation: Obligation, lang: str) -> tuple[str, str, str, str, str]:
    title = getattr(obligation.title, lang)
    force = _in(lang, FORCES[verdict.force])
    grade = _in(lang, GRADES[verdict.completeness])
    if (
        verdict.completeness is Completeness.UNKNOWN
        and verdict.at_least
        and verdict.at_most
        and verdict.at_least != verdict.at_most
    ):
        grade += f" ({_in(lang, GRADES[verdict.at_least])} – {_in(lang, GRADES[verdict.at_most])})"
    time = _in(lang, TIMES[verdict.timeliness])
    if verdict.days_late:
        days = verdict.days_late
        time = _in(lang, Sentence(f"muộn {days} ngày làm việc", f"{days} working {'day' if days == 1 else 'days'} late"))
    section = next((e.url for e in verdict.evidence if e.kind is EvidenceKind.SECTION), None)
    places = len(verdict.looked)
    sought = _in(lang, Sentence(f"— (đã tìm ở {places} nơi)", f"— (places looked at: {places})"))
    where = section or next((e.url for e in verdict.evidence), sought)
    why = " ".join(_in(lang, reason) for reason in verdict.reasons[1:] or verdict.reasons)
    return f"{title} ({force})", grade, f"{time}*" if verdict.proxy else time, where, why


def _force(version: Version, lang: str) -> str:
    unread = Sentence(", chưa mã hóa", ", not encoded") if version.text_not_seen else Sentence("", "")
    return _in(lang, FORCES[version.force]) + _in(lang, unread)


def _listed(obligation: Obligation, version: Version, catalogue: Catalogue) -> dict[str, Any]:
    unseen = version.text_not_seen or any(
        cite.role == "norm" and catalogue.instruments[cite.instrument].text_not_seen for cite in version.cites
    )
    cites = [cite.model_dump(mode="json") for cite in version.cites]
    return {"id": obligation.id, "force": version.force, "cites": cites, "text_not_seen": unseen}


def _changed(change: Change) -> dict[str, Any]:
    version = change.after or change.before
    return {
        "id": change.obligation.id,
        "on": change.on.isoformat(),
        "title": change.obligation.title.model_dump(),
        "force": version.force if version else None,
        "text_not_seen": version.text_not_seen if version else False,
        "binds": list(version.binds) if version else [],
        "differences": [
            {"what": one.what, "part": one.part, "before": asdict(one.before), "after": asdict(one.after), "listed": one.listed}
            for one in change.differences
        ],
    }


_WHAT: Mapping[str, Sentence] = {
    "force": Sentence("hiệu lực", "force"),
    "encoded": Sentence("mã hóa", "encoding"),
    "binds": Sentence("đối tượng", "who is bound"),
    "cites": Sentence("căn cứ", "cites"),
    "parts": Sentence("các phần", "parts"),
    "fields": Sentence("các trường", "fields"),
    "limits": Sentence("thời hạn", "time limit"),
    "window": Sentence("thời gian xét", "window"),
    "thresholds": Sentence("ngưỡng đầy đủ và tương đối đầy đủ", "thresholds of full and substantial"),
    "basis": Sentence("ai nêu", "named by"),
    "nil": Sentence("báo không phát sinh", "nil returns"),
    "total": Sentence("tổng số phải có", "how many there ought to be"),
}


def _change_in_words(change: Change, lang: str) -> str:
    if change.before is None or change.after is None:
        force = FORCES[change.after.force if change.after else None]
        began = Sentence(f"bắt đầu ({force.vi})", f"began ({force.en})")
        return _in(lang, began if change.after else Sentence("hết hiệu lực, không có gì thay", "ended, and nothing took its place"))
    lines = []
    for one in change.differences:
        before, after = _in(lang, one.before), _in(lang, one.after)
        came_and_went = " ".join(f"{sign} {words}" for sign, words in (("−", before), ("+", after)) if words)
        name = f"{_in(lang, _WHAT[one.what])}{f' [{one.part}]' if one.part else ''}"
        lines.append(f"{name}: {came_and_went if one.listed else f'{before} → {after}'}")
    return "\n".join(lines) or _in(lang, Sentence("phiên bản mới, nội dung như cũ", "a new version that says the same"))


def _shown(obligation: Obligation, day: date) -> dict[str, Any]:
    version = obligation.version_on(day)
    names = ("from", "until", "force", "cites", "binds", "parts", "window", "due")
    plain = version.model_dump(mode="json", by_alias=True) if version else {}
    shown = {name: plain[name] for name in names} if version else None
    return {"id": obligation.id, "title": obligation.title.model_dump(), "version": shown}


# --- the way in ---------------------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> int:
    """Does what was typed. The exit code."""
    if arguments and arguments[0] in VERBS:
        wing = WING_OF.get(arguments[0])
        if wing and wing not in map(str.strip, os.environ.get("CONGKHAI_WINGS", "portal,monitor").split(",")):
            vi = f"“{arguments[0]}” thuộc phần {wing}, mà CONGKHAI_WINGS đang tắt phần này."
            _note(_language(arguments), Sentence(vi, f"“{arguments[0]}” is the {wing}'s, and CONGKHAI_WINGS has that wing off."))
            return 2
        os.execv(sys.executable, [sys.executable, *VERBS[arguments[0]], *arguments[1:]])  # noqa: S606
    logging.getLogger("congkhai").addHandler(logging.NullHandler())
    lang = _language(arguments)
    try:
        _known(lang, ("vi", "en"), "--lang")
        code = get_command(app).main([*arguments] or ["--help"], prog_name="congkhai", standalone_mode=False)
    except (Wrong, BadAddress) as error:
        _note(lang, error.said)
        return 2
    except Unreadable as error:
        for said in error.problems:
            _note(lang, said)
        return 2
    except LawError as error:
        for problem in error.problems:
            sys.stderr.write(f"{problem.said(lang)}\n")
        return 1
    except typer.TyperException as error:
        _note(lang, _usage(error, arguments))
        return 2
    return code if isinstance(code, int) else 0


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, before anything is parsed, so that errors of parsing are told in it too."""
    for here, after in pairwise((*arguments, "")):
        if here == "--lang":
            return after
        if here.startswith("--lang="):
            return here.removeprefix("--lang=")
    return "vi"


def _usage(error: typer.TyperException, arguments: Sequence[str]) -> Sentence:
    """An error of usage in one line. Typer's own words stand in the English one."""
    words = [word for word in arguments[:2] if not word.startswith("-")]
    known = words[: 2 if words[:1] == ["law"] else 1]
    hint = f"congkhai {' '.join(known)} --help" if known and type(error).__name__ != "UsageError" else "congkhai --help"
    hint_of = {
        "MissingParameter": "thiếu một tham số bắt buộc",
        "NoSuchOption": "không có tuỳ chọn này",
        "BadParameter": "giá trị không đúng",
        "UsageError": "không có lệnh này, hoặc thừa tham số",
    }
    en = " ".join(error.format_message().split())
    vi = hint_of.get(type(error).__name__, "dùng chưa đúng")
    return Sentence(f"{vi.capitalize()} ({en}); xem {hint}", f"{en.rstrip('.')}; see {hint}")


def main() -> Never:
    """The ``congkhai`` command."""
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


if __name__ == "__main__":
    main()
