"""A sheet and a site, or its verdicts, in; the sheet scored, as a table, JSON, a workbook or one page, out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from congkhai.catalogue.loading import Loaded, open_law
from congkhai.catalogue.obligation import Catalogue
from congkhai.catalogue.problem import LawError
from congkhai.catalogue.sheet import asking
from congkhai.cli import given, said
from congkhai.cli.given import Wrong
from congkhai.cli.options import AllowPrivate, AsJson, Contact, Declare, KindName, Lang, On, PaceOf, Pages
from congkhai.cli.scored import Found, print_scored, tell, tell_filled
from congkhai.cli.visit import Visit, kind_assumed, visited
from congkhai.crawling.remedies import remedy
from congkhai.records import Kind, Sentence, SiteState
from congkhai.reporting.checked import reread
from congkhai.reporting.fresh import workbook
from congkhai.reporting.gaps import gaps
from congkhai.reporting.gaps import pdf as gaps_as_pdf
from congkhai.reporting.linking import read_links, to_yaml
from congkhai.reporting.listed import Unreadable
from congkhai.reporting.own import Own, brought, filled
from congkhai.reporting.scored import score
from congkhai.reporting.scored import to_json as scores_to_json
from congkhai.reporting.workbook import saved

commands = typer.Typer()


@commands.command("sheet", help="Chấm điểm một trang theo bảng có sẵn hoặc bảng Excel của mình. / Score a site by a sheet.")
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
    loaded = open_law(given.folder("law", "CONGKHAI_LAW", "instruments.yaml"))
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
    found = _judged(
        site, verdicts, asked, name, Visit(allow_private, pages, pace, contact), given.kind(kind), on, declare or (), lang
    )
    scored = score(sheet, found.verdicts, loaded.catalogue, totals)
    tell(own, scored, lang, guessed=links is None)
    of = agency or found.name or found.site
    if output is not None:
        if own is not None:
            content, told = filled(own.content, own.layout, scored, lang)
            tell_filled(told, lang)
        else:
            vi, en = f"{of} · {found.site} · ngày {found.on:%d/%m/%Y}", f"{of} · {found.site} · {found.on}"
            content = saved(workbook(scored, said.in_(lang, Sentence(vi, en)), lang))
        given.write(output, content)
    if page is not None:
        missing = gaps(found.verdicts, loaded.catalogue, on=found.on, agency=of, site=found.site, who=named, language=lang)
        given.write(page, gaps_as_pdf(missing))
    if as_json:
        said.as_json({"sheet": name, "site": found.site, "on": found.on.isoformat(), **scores_to_json(scored)})
    elif output is None and page is None:
        print_scored(scored, found, of, lang)


def _own(name: str, links: Path | None, loaded: Loaded) -> Own | None:
    """The agency's own sheet, if a file was named rather than a sheet under law/."""
    if name in loaded.sheets:
        return None
    file = Path(name)
    if not (file.suffix or file.exists()):
        given.known(name, loaded.sheets, "SHEET")
    try:
        return brought(given.content(file), loaded, read_links(links, loaded) if links else None)
    except LawError as error:  # of the mapping: the law itself is right
        raise Unreadable(*(Sentence(problem.said("vi"), problem.said("en")) for problem in error.problems)) from None


def _judged(
    site: str,
    file: Path | None,
    asked: Catalogue,
    rules: str,
    how: Visit,
    kind: Kind | None,
    on: str,
    declare: Sequence[str],
    lang: str,
) -> Found:
    if file is not None:
        kept = reread(given.content(file))
        return Found(kept.site, "", kept.on, kept.verdicts)
    checked = visited(site, how, asked, kind=kind, rules=rules, on=given.day(on), declare=declare, lang=lang)
    if kind is None and not checked.agency.name:
        said.note(lang, kind_assumed())
    if checked.seen.state is not SiteState.OK:
        said.note(lang, remedy(checked.seen))
    return Found(checked.site, checked.agency.name, checked.on, checked.verdicts)


def _writable(path: Path | None, ending: str, own: str) -> None:
    """Refuses what is no such file, and the sheet that was brought in: the one handed back must not take its place."""
    if path is not None and (path.suffix.lower() != ending or (path.exists() and path.resolve() == Path(own).resolve())):
        vi = f"Không ghi vào {path}: chọn một tên khác tệp gốc, có đuôi {ending}"
        raise Wrong(vi, f"Not written to {path}: choose a name that ends in {ending} and is not that of the file brought in")


def _pair(pair: str, catalogue: Catalogue, rules: str, what: str) -> tuple[str, str]:
    obligation, equals, value = pair.partition("=")
    if not equals or not value.strip():
        raise Wrong(f"{what} {pair}: viết NGHĨA-VỤ=…", f"{what} {pair}: write OBLIGATION=…")
    given.known(obligation, catalogue.rulesets[rules].obligations, what)
    return obligation, value.strip()


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise Wrong(f"--total {text}: viết một số nguyên lớn hơn 0", f"--total {text}: write a whole number above 0")
    return int(text[:9])
