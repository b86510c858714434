"""One saved page in; the evidence in it out."""

from __future__ import annotations

import mimetypes
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from congkhai.checking import page_to_json
from congkhai.cli import given, said
from congkhai.cli.options import AsJson, Lang, On, Rules
from congkhai.crawling.addresses import typed
from congkhai.reading.read import look
from congkhai.records import Capture, Sentence

commands = typer.Typer()


@commands.command("read", help="Đọc một trang đã lưu. / Read one saved page.")
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
    body = given.content(file)
    catalogue = given.catalogue()
    given.known(rules, catalogue.rulesets, "--rules")
    headers = {"content-type": mimetypes.guess_type(file.name)[0] or ""}
    capture = Capture(address, address, 200, headers, datetime.now(UTC), sha256(body).hexdigest(), body)
    reading = look(capture, catalogue.asked(rules), on=given.day(on))
    if as_json:
        said.as_json(page_to_json(address, reading))
        return
    out = said.out()
    out.print(Text(reading.page.title or "—", style="bold"), Text(f"({reading.page.encoding})"))
    table = said.table(
        lang, ("Nội dung", "Obligation", 2), ("Phần", "Part", 1), ("Loại", "Kind", 1), ("Tên", "Label", 4), ("Ngày", "Dates", 2)
    )
    for evidence in reading.evidence:
        days = ", ".join(f"{seen.role} {seen.value}" for seen in evidence.dates)
        table.add_row(*map(Text, (evidence.obligation, evidence.part or "—", evidence.kind, evidence.label, days)))
    if reading.evidence:
        out.print(table)
    else:
        out.print(said.in_(lang, Sentence("Không thấy nội dung nào phải công khai.", "Nothing that must be published was found.")))
