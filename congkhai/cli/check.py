"""The address of one site in; its verdicts, as a table or as JSON, out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from congkhai.catalogue.obligation import Catalogue, Obligation
from congkhai.checking import Checked, to_json
from congkhai.cli import given, said
from congkhai.cli.options import AllowPrivate, AsJson, Contact, Declare, KindName, Lang, On, PaceOf, Pages, Rules
from congkhai.cli.visit import Visit, kind_assumed, visited
from congkhai.crawling.remedies import remedy
from congkhai.records import Completeness, Sentence, Verdict
from congkhai.reporting.scored import place_of
from congkhai.reporting.words import GRADES, TIMES

commands = typer.Typer()


@commands.command("check", help="Xem một trang và đánh giá theo luật. / Look at one site and judge it by the law.")
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
    catalogue = given.catalogue()
    given.known(rules, catalogue.rulesets, "--rules")
    how = Visit(allow_private, pages, pace, contact, archive)
    checked = visited(url, how, catalogue, kind=given.kind(kind), rules=rules, on=given.day(on), declare=declare or (), lang=lang)
    if as_json:
        said.as_json(to_json(checked))
    else:
        assumed = not kind and not checked.agency.name
        _print_checked(checked, catalogue, lang, assumed=assumed)


def _print_checked(checked: Checked, catalogue: Catalogue, lang: str, *, assumed: bool) -> None:
    out, agency = said.out(), checked.agency
    out.print(Text(f"{agency.name or checked.site} · {said.in_(lang, said.KINDS[agency.kind])}", style="bold"))
    if assumed:
        out.print(Text(said.in_(lang, kind_assumed()), style="yellow"))
    rules = catalogue.rulesets[checked.rules].title
    pages = checked.seen.counters.get("pages", 0)
    vi = f"{rules.vi} · ngày {checked.on:%d/%m/%Y} · đã xem {pages} trang"
    out.print(Text(said.in_(lang, Sentence(vi, f"{rules.en} · on {checked.on} · {pages} pages seen"))))
    if catalogue.lapsed(checked.rules, checked.on):
        vi = "Danh mục cũ, cơ quan tự nguyện áp dụng."
        out.print(Text(said.in_(lang, Sentence(vi, "A former list, kept to by the agency of its own will."))))
    out.print(Text(said.in_(lang, remedy(checked.seen))))
    table = said.table(
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
        out.print(Text(f"{said.in_(lang, GRADES[Completeness.NOT_BOUND]).capitalize()}: {names}"))
    if any(verdict.proxy for verdict in checked.verdicts):
        vi, en = (
            "* theo hạn do chúng tôi đặt, vì pháp luật không ấn định số ngày",
            "* by a limit of ours, since the law gives no number",
        )
        out.print(said.in_(lang, Sentence(vi, en)))


def _row(verdict: Verdict, obligation: Obligation, lang: str) -> tuple[str, str, str, str, str]:
    title = getattr(obligation.title, lang)
    force = said.in_(lang, said.FORCES[verdict.force])
    grade = said.in_(lang, GRADES[verdict.completeness])
    if (
        verdict.completeness is Completeness.UNKNOWN
        and verdict.at_least
        and verdict.at_most
        and verdict.at_least != verdict.at_most
    ):
        grade += f" ({said.in_(lang, GRADES[verdict.at_least])} – {said.in_(lang, GRADES[verdict.at_most])})"
    time = said.in_(lang, TIMES[verdict.timeliness])
    if verdict.days_late:
        days = verdict.days_late
        time = said.in_(lang, Sentence(f"muộn {days} ngày làm việc", f"{days} working {'day' if days == 1 else 'days'} late"))
    places = len(verdict.looked)
    sought = said.in_(lang, Sentence(f"— (đã tìm ở {places} nơi)", f"— (places looked at: {places})"))
    where = place_of(verdict.evidence) or sought
    why = " ".join(said.in_(lang, reason) for reason in verdict.reasons[1:] or verdict.reasons)
    return f"{title} ({force})", grade, f"{time}*" if verdict.proxy else time, where, why
