"""A list of verdicts in; the letter they come to, or its figures, out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from congkhai.catalogue.loading import open_law
from congkhai.cli import given, said
from congkhai.cli.given import Wrong
from congkhai.cli.options import AsJson, Lang, On, Rules
from congkhai.records import Sentence
from congkhai.reporting.letter import Sender, compose
from congkhai.reporting.letter import pdf as letter_as_pdf
from congkhai.reporting.letter import text as letter_as_text
from congkhai.reporting.listed import listed
from congkhai.reporting.survey import figure_to_json, survey

commands = typer.Typer()


@commands.command("letter", help="Công văn từ một danh sách kết luận. / The letter that a list of verdicts comes to.")
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
    catalogue, day = given.catalogue(), given.day(on)
    plans = {plan.rules: plan for plan in open_law(given.folder("law", "CONGKHAI_LAW", "instruments.yaml")).letters.values()}
    given.known(rules, plans, "--rules")
    rows = listed(given.content(file), catalogue, rules)
    names = {row.agency: row.name for row in rows}
    confirmed = {(row.agency, row.obligation) for row in rows if row.confirmed}
    verdicts = [row.verdict(day, rules) for row in rows]
    found = survey(plans[rules], verdicts, on=day, names=names, confirmed=confirmed, catalogue=catalogue)
    if as_json:
        said.as_json([figure_to_json(figure, names) for figure in found.figures])
        return
    if not found.kinds:
        kinds = dict.fromkeys(kind for group in plans[rules].groups.values() for kind in group.kinds)
        vi, en = ", ".join(said.KINDS[kind].vi for kind in kinds), ", ".join(said.KINDS[kind].en for kind in kinds)
        raise Wrong(
            f"Tệp không có cơ quan nào thuộc diện của công văn ({vi})", f"No agency in the file is one the letter is about ({en})"
        )
    blank = Sender()
    head = Sender(sender or blank.name, code or blank.code, place or blank.place, tuple(signature or blank.signature), superior)
    written = compose(found, head, on=day, number=number or None)
    if found.draft and (number or output):
        vi = f"Dự thảo, không có số: còn {found.unconfirmed} kết luận chưa có người xác nhận."
        said.note(lang, Sentence(vi, f"A draft, without a number: no person has confirmed {found.unconfirmed} of the verdicts."))
    if as_text or output is None:
        sys.stdout.write(letter_as_text(written))
    if output is not None:
        given.write(output, letter_as_pdf(written))
