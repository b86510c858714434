"""An agency's desk in; the same rows as a spreadsheet out."""

from __future__ import annotations

import io

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from congkhai.agencies.models import Agency
from congkhai.portal.desk.frame import of_agency
from congkhai.portal.desk.owed import Row, owed
from congkhai.portal.desk.today import asked_rows
from congkhai.portal.words import COMPLETENESS, TIMELINESS
from congkhai.skin.spreadsheet import as_csv
from congkhai.skin.written import day

TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
WIDTHS = (40, 30, 12, 14, 20, 14, 16, 14, 30, 24, 22, 18, 12)


def head() -> list[str]:
    return [
        _("Obligation"),
        _("Part"),
        _("Public records"),
        _("Nothing arose"),
        _("Lacking a field of the law"),
        _("State"),
        _("Deadline"),
        _("Working days left"),
        _("Unit"),
        _("Person"),
        _("Completeness"),
        _("Timeliness"),
        _("Force"),
    ]


def cells(row: Row) -> list[str | int]:
    """One row of the desk, in words and numbers."""
    due, holder, verdict = row.first_due, row.holder, row.verdict
    return [
        row.title,
        row.about,
        row.total,
        row.nil,
        row.lacking,
        str(row.state.words),
        day(due.on) if due else "",
        due.left if due else "",
        str(holder.unit or "") if holder else "",
        holder.person.get_full_name() if holder and holder.person else "",
        str(COMPLETENESS[verdict.completeness]) if verdict else "",
        str(TIMELINESS[verdict.timeliness]) if verdict else "",
        _("good practice") if row.practice else _("binding"),
    ]


def as_xlsx(table: list[list[str | int]], title: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    for line in table:
        sheet.append(line)
    for cells_of_line in sheet.iter_rows():
        for cell in cells_of_line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@of_agency()
def export(request: HttpRequest, agency: Agency, form: str) -> HttpResponse:
    """``.xlsx`` or ``.csv``, of the rows that the address asks for."""
    if form not in TYPES:
        raise Http404
    today = timezone.localdate()
    rows = asked_rows(request, agency, owed(agency, request.user, today))
    table = [head(), *(cells(row) for row in rows)]
    body = as_csv(table) if form == "csv" else as_xlsx(table, _("Owed"))
    name = f"viec-phai-lam-{agency.slug}-{today.isoformat()}.{form}"
    return HttpResponse(body, content_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})
