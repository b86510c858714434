"""The law files in; what they say on a day, what changed, what is wrong with them, out."""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import Annotated

import typer
import yaml
from rich.text import Text

from congkhai.catalogue.changes import changes
from congkhai.catalogue.clauses import clauses
from congkhai.catalogue.drafting import begun
from congkhai.catalogue.editor import write as write_schemas
from congkhai.catalogue.loading import load
from congkhai.cli import given, said
from congkhai.cli.given import Wrong
from congkhai.cli.options import AsJson, KindName, Lang, On, Rules
from congkhai.cli.versions import (
    change_in_words,
    change_to_json,
    cites_in_words,
    clause_in_words,
    clause_to_json,
    force_in_words,
    listed_to_json,
    version_to_json,
)
from congkhai.proving import check as check_law_files
from congkhai.records import Sentence

commands = typer.Typer(help="Các nghĩa vụ, đúng như các tệp trong law/. / The obligations, as the files under law/ have them.")


@commands.command("list", help="Nghĩa vụ có hiệu lực một ngày. / The obligations in force on a day.")
def law_list(on: On = "", kind: KindName = "", rules: Rules = "", as_json: AsJson = False, lang: Lang = "vi") -> None:
    """Prints the obligations in force on a day, of a kind of agency or a rule set."""
    catalogue, day, wanted = given.catalogue(), given.day(on), given.kind(kind)
    if rules:
        given.known(rules, catalogue.rulesets, "--rules")
    found = catalogue.in_force(day, wanted)
    if rules:
        asked = catalogue.rulesets[rules].obligations
        found = sorted((one for one in found if one[0].id in asked), key=lambda one: asked.index(one[0].id))
    if as_json:
        said.as_json([listed_to_json(obligation, version, catalogue) for obligation, version in found])
        return
    table = said.table(lang, ("Mã", "Id", 2), ("Nội dung", "Obligation", 3), ("Hiệu lực", "Force", 1), ("Căn cứ", "Cites", 4))
    for obligation, version in found:
        title, force = getattr(obligation.title, lang), force_in_words(version, lang)
        table.add_row(*map(Text, (obligation.id, title, force, cites_in_words(version))))
    said.out().print(table)
    if wanted is not None and (last := catalogue.ended.get(wanted, date.max)) <= day:
        vi = f"Từ ngày {last:%d/%m/%Y} không còn loại cơ quan này."
        said.note(lang, Sentence(vi, f"There is no agency of this kind since {last}."))


@commands.command("show", help="Một nghĩa vụ, vào một ngày. / One obligation, on a day.")
def law_show(
    obligation: Annotated[str, typer.Argument(metavar="ID")], on: On = "", as_json: AsJson = False, lang: Lang = "vi"
) -> None:
    """Prints one obligation by its version in force on a day."""
    catalogue, day = given.catalogue(), given.day(on)
    given.known(obligation, catalogue.obligations, "ID")
    shown = version_to_json(catalogue.obligations[obligation], day, catalogue)
    if as_json:
        said.as_json(shown)
        return
    sys.stdout.write(yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, width=120))
    if shown["version"] is None:
        vi = f"Ngày {day:%d/%m/%Y} không có phiên bản nào có hiệu lực."
        said.note(lang, Sentence(vi, f"No version was in force on {day}."))


@commands.command("clauses", help="Điều khoản nào, nghĩa vụ nào. / What rests on each clause of an instrument.")
def law_clauses(
    instrument: Annotated[str, typer.Argument(metavar="INSTRUMENT")],
    place: Annotated[str, typer.Argument(metavar="[PLACE]", help="Như “Điều 15 khoản 1 điểm b”. / As “15(1)b”.")] = "",
    on: On = "",
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Prints the clauses of an instrument, each with the obligations that rest on it and why what is not encoded is not."""
    catalogue = given.catalogue()
    instrument = given.instrument(instrument, catalogue)
    day = given.day(on) if on else None
    try:
        found = clauses(catalogue, instrument, place, day)
    except ValueError:
        vi = f"“{place}” không phải một điều khoản: viết như “Điều 15 khoản 1 điểm b”"
        raise Wrong(vi, f"“{place}” is no clause: write it as “Điều 15 khoản 1 điểm b” or “15(1)b”") from None
    in_force = catalogue.instruments[instrument].on(day) if day is not None else None
    if as_json:
        said.as_json([clause_to_json(clause, catalogue, in_force) for clause in found])
        return
    table = said.table(
        lang, ("Điều khoản", "Clause", 3), ("Nghĩa vụ, và điều không mã hóa", "Obligations, and what is not encoded", 7)
    )
    for clause in found:
        table.add_row(*map(Text, (clause.place, clause_in_words(clause, lang))))
    if found:
        said.out().print(table)
    else:
        vi = "Không nghĩa vụ nào dựa vào điều này, và chưa ai ghi vì sao: có thể chưa đọc, hoặc không có điều này."
        en = "Nothing here rests on that, and nobody has written why not: it may not have been read, or not exist."
        said.note(lang, Sentence(vi, en))
    if day is not None and not in_force:
        said.note(lang, Sentence(f"Ngày {day:%d/%m/%Y} văn bản này không có hiệu lực.", f"It was not in force on {day}."))
    if catalogue.instruments[instrument].text_not_seen:
        said.note(lang, Sentence("Chưa ai ở đây đọc nguyên văn văn bản này.", "Nobody here has read the text of this instrument."))


@commands.command("check", help="Kiểm tra các tệp luật và ví dụ. / Check the law files and their examples.")
def law_check(lang: Lang = "vi") -> None:
    """Prints every problem of the law files with its line; exit code 1 if there is one."""
    folder = given.folder("law", "CONGKHAI_LAW", "instruments.yaml")
    problems = check_law_files(folder)
    for problem in problems:
        sys.stdout.write(f"{problem.said(lang)}\n")
    if problems:
        raise typer.Exit(1)
    count = len(load(folder).obligations)
    said.out().print(
        said.in_(
            lang, Sentence(f"{count} nghĩa vụ, mọi ví dụ đều đúng.", f"{count} obligations; every example comes out as it says.")
        )
    )


@commands.command("new", help="Bắt đầu một nghĩa vụ mới. / Begin a new obligation.")
def law_new(identifier: Annotated[str, typer.Argument(metavar="ID")], lang: Lang = "vi") -> None:
    """Writes a file to begin an obligation with, whose examples fail until they have been thought through."""
    folder = given.folder("law", "CONGKHAI_LAW", "instruments.yaml")
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
    sys.stdout.write(said.in_(lang, Sentence(vi, f"{path}\nPut right the lines that say SỬA, then run: congkhai law check")) + "\n")


@commands.command("diff", help="Luật thay đổi gì giữa hai ngày. / What changed in the law between two days.")
def law_diff(
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="Từ sau ngày này. / After this day.")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="Đến hết ngày này. / Up to this day.")],
    as_json: AsJson = False,
    lang: Lang = "vi",
) -> None:
    """Prints what began, ended and changed after one day and up to another."""
    since, until = given.day(first, "--from"), given.day(last, "--to")
    if since > until:
        raise Wrong(f"--from {since} sau --to {until}: đổi chỗ hai ngày", f"--from {since} is after --to {until}: swap the two")
    catalogue = given.catalogue()
    found = changes(catalogue, since, until)
    if as_json:
        began = [change_to_json(change, catalogue) for change in found if change.before is None]
        ended = [change_to_json(change, catalogue) for change in found if change.after is None]
        changed = [change_to_json(change, catalogue) for change in found if change.before and change.after]
        said.as_json({"from": since.isoformat(), "to": until.isoformat(), "began": began, "ended": ended, "changed": changed})
        return
    if not found:
        said.out().print(said.in_(lang, Sentence("Không có gì thay đổi.", "Nothing changed.")))
        return
    table = said.table(lang, ("Ngày", "Day", 1), ("Mã", "Id", 2), ("Nội dung", "Obligation", 3), ("Thay đổi", "Change", 6))
    for change in found:
        title = getattr(change.obligation.title, lang)
        table.add_row(*map(Text, (f"{change.on}", change.obligation.id, title, change_in_words(change, lang))))
    said.out().print(table)


@commands.command("schema", help="Ghi lại lược đồ cho trình soạn thảo. / Write the schemas that editors complete by.")
def law_schema(lang: Lang = "vi") -> None:
    """Writes law/schema/*.json anew from the shapes of the law files."""
    folder = given.folder("law", "CONGKHAI_LAW", "instruments.yaml") / "schema"
    try:
        changed = write_schemas(folder)
    except OSError as error:
        raise Wrong(f"Không ghi được {folder}: {error.strerror}", f"Cannot write {folder}: {error.strerror}") from error
    for path in changed:
        sys.stdout.write(f"{path}\n")
    if not changed:
        said.note(lang, Sentence("Lược đồ đã đúng.", "The schemas are as they should be."))
