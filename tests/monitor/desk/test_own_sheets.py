"""An agency's own Excel sheet: brought, linked once to what its criteria rest on, and handed back filled after every check."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.ledger.models import Entry
from congkhai.monitor.acts.bring import MOST, bring
from congkhai.monitor.acts.link import link
from congkhai.monitor.acts.remove import remove
from congkhai.monitor.desk import own_sheets
from congkhai.monitor.models import OwnSheet, Round
from congkhai.reporting.linking import Links
from congkhai.reporting.workbook import TYPE
from tests.monitor.surveys import DIRECTIVES, REWARDS, C, T, reviewable
from tests.reporting.brought import as_bytes, changed, plain, sheet

pytestmark = pytest.mark.django_db
SCHEDULE, LAND = "leaders-schedule", "land-use-plans"


@pytest.fixture
def client(writer: User, signed_in) -> Client:
    return signed_in(writer)


def address(page: str, agency: Agency, /, **given: Any) -> str:
    return reverse(f"own:{page}", kwargs={"agency": agency.slug, **given})


def text(answer: Any) -> str:
    return answer.content.decode()


def sent(client: Client, agency: Agency, content: bytes, name: str = "Bảng tự chấm.xlsx") -> Any:
    return client.post(address("bring", agency), {"bang": SimpleUploadedFile(name, content)}, follow=True)


def linked(kept: OwnSheet) -> dict[str, tuple[str, ...]]:
    """What each criterion rests on, by its number."""
    kept.refresh_from_db()
    return {row.number: row.obligations for row in Links.model_validate(kept.links).rows}


def chosen(place: int, *names: str, combine: str = "all", measure: str = "day-du") -> dict[str, Any]:
    return {f"noi-dung-{place}": names, f"gop-{place}": combine, f"cach-{place}": measure}


def page_of(client: Client, agency: Agency, kept: OwnSheet) -> Any:
    return load_workbook(io.BytesIO(client.get(address("filled", agency, pk=kept.pk)).content))["Phụ lục 1"]


# --- brought ----------------------------------------------------------------------------------------


def test_a_sheet_is_kept_with_what_the_machine_is_sure_of_and_leads_to_its_page(mine: Agency, client: Client, writer: User) -> None:
    answer = sent(client, mine, as_bytes(sheet()))
    kept = OwnSheet.objects.get()
    assert answer.redirect_chain[-1][0] == address("own-sheet", mine, pk=kept.pk)
    assert (kept.name, kept.brought_by, kept.linked_by, kept.file.agency) == ("Bảng tự chấm", writer, None, mine)
    assert linked(kept)["1"] == (DIRECTIVES,)
    assert linked(kept)["7"] == ()
    assert "8 tiêu chí có đánh dấu ở dưới chưa ai xem lại" in text(answer)
    assert Entry.objects.get(verb="sheet_brought").data == {"name": "Bảng tự chấm", "lines": 8}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "trống"),
        (b"x", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, ".xls kiểu cũ"),
        (changed(as_bytes(sheet()), {"xl/vbaProject.bin": b"x"}), "macro"),
        (as_bytes(plain("Tên", "Lớp")), "cột"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (changed(as_bytes(sheet()), {"xl/media/a.bin": b"0" * 20_000_001}), "bung ra quá lớn"),
        (as_bytes(plain("STT", "Tiêu chí", "Điểm tối đa", rows=2_100)), "quá 2000"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_in_words_and_nothing_is_kept(
    mine: Agency, client: Client, content: bytes, words: str
) -> None:
    answer = sent(client, mine, content)
    assert answer.status_code == 200
    assert words in text(answer)
    assert not OwnSheet.objects.exists()


def test_a_sheet_named_as_something_else_is_not_taken(mine: Agency, client: Client) -> None:
    assert "Chọn một tệp .xlsx" in text(sent(client, mine, as_bytes(sheet()), name="bảng.zip"))
    assert not OwnSheet.objects.exists()


def test_no_file_at_all_is_told(mine: Agency, client: Client) -> None:
    assert "Chọn một tệp .xlsx" in text(client.post(address("bring", mine), follow=True))


def test_a_newer_file_of_the_same_name_keeps_the_links_and_tells_what_is_new_and_gone(
    mine: Agency, client: Client, kept: OwnSheet, writer: User
) -> None:
    rows = Links.model_validate(kept.links).rows
    link(kept, {6: rows[6].model_copy(update={"obligations": (SCHEDULE,)})}, by=writer)
    book = sheet()
    page = book["Phụ lục 1"]
    page["B8"] = "Công khai ngân sách của cơ quan"
    page["A16"], page["A15"] = 7, 8
    page["B16"], page["B15"] = page["B15"].value, page["B16"].value
    answer = sent(client, mine, as_bytes(book))
    again = OwnSheet.objects.get()
    assert again.pk == kept.pk
    assert {row.wording: row.obligations for row in Links.model_validate(again.links).rows}["Có Ban biên tập"] == (SCHEDULE,)
    assert [row.wording for row in Links.model_validate(again.links).rows if row.guessed and row.number == "1"] == [
        "Công khai ngân sách của cơ quan"
    ]
    assert "1 tiêu chí mới: Công khai ngân sách của cơ quan." in text(answer)
    assert "1 tiêu chí không còn: Ý kiến chỉ đạo, điều hành của lãnh đạo cơ quan." in text(answer)


def test_a_newer_file_of_another_name_takes_the_place_of_the_sheet_it_is_brought_for(
    mine: Agency, client: Client, kept: OwnSheet, writer: User
) -> None:
    client.post(address("own-sheet", mine, pk=kept.pk), chosen(6, SCHEDULE))
    newer = SimpleUploadedFile("Bảng (2).xlsx", as_bytes(sheet()))
    answer = client.post(address("renew", mine, pk=kept.pk), {"bang": newer}, follow=True)
    assert answer.redirect_chain[-1][0] == address("own-sheet", mine, pk=kept.pk)
    again = OwnSheet.objects.get()
    assert (again.pk, again.name, again.file.name) == (kept.pk, "Bảng (2)", "Bảng (2).xlsx")
    assert linked(again)["7"] == (SCHEDULE,)
    assert "<h1>Bảng (2)</h1>" in text(answer)
    assert "Lê Thị Khai xem lại" not in text(answer), "that was the file before"
    client.post(address("own-sheet", mine, pk=kept.pk), chosen(6, SCHEDULE))
    assert "Lê Thị Khai xem lại" in text(client.get(address("own-sheet", mine, pk=kept.pk)))
    refused = client.post(address("renew", mine, pk=kept.pk), {"bang": SimpleUploadedFile("x.xlsx", b"x")}, follow=True)
    assert "hỏng" in text(refused)
    assert linked(again)["7"] == (SCHEDULE,)


def test_a_newer_file_does_not_take_another_sheets_name(mine: Agency, kept: OwnSheet, writer: User) -> None:
    bring(mine, SimpleUploadedFile("Khác.xlsx", as_bytes(sheet())), by=writer)
    with pytest.raises(ValidationError):
        bring(mine, SimpleUploadedFile("Khác.xlsx", as_bytes(sheet())), by=writer, instead_of=kept)


def test_a_form_of_the_file_before_changes_nothing(mine: Agency, client: Client, kept: OwnSheet, writer: User) -> None:
    """Its places are other criteria by now."""
    opened, book = str(kept.file_id), sheet()
    page = book["Phụ lục 1"]
    page["B8"], page["B15"] = page["B15"].value, page["B8"].value
    before = linked(bring(mine, SimpleUploadedFile("Bảng tự chấm.xlsx", as_bytes(book)), by=writer).sheet)
    answer = client.post(address("own-sheet", mine, pk=kept.pk), chosen(0, DIRECTIVES) | {"tep": opened})
    assert "Có người đã thay tệp" in text(answer)
    assert linked(kept) == before
    assert f'name="tep" value="{kept.file_id}"' in text(answer), "what is shown now can be kept"


def test_an_obligation_that_the_law_files_no_longer_have_is_left_to_people(
    judged: Round, mine: Agency, client: Client, kept: OwnSheet
) -> None:
    kept.links["rows"][0] |= {"obligations": ["gone-away"], "guessed": False}
    kept.save()
    for name, more in (("agency", {}), ("own-sheet", {"pk": kept.pk}), ("filled", {"pk": kept.pk})):
        assert client.get(address(name, mine, **more)).status_code == 200
    assert page_of(client, mine, kept)["D8"].value is None
    body = text(client.get(address("own-sheet", mine, pk=kept.pk)))
    assert 'class="tag warn">chưa xem lại' in body.partition("tieu-chi-1")[0]


def test_only_so_many_are_kept_and_a_newer_file_is_still_taken(mine: Agency, kept: OwnSheet, writer: User) -> None:
    OwnSheet.objects.bulk_create(
        OwnSheet(**{f.name: getattr(kept, f.name) for f in OwnSheet._meta.fields if f.name not in {"id", "name"}}, name=f"Bảng {n}")
        for n in range(MOST - 1)
    )
    with pytest.raises(ValidationError):
        bring(mine, SimpleUploadedFile("khác.xlsx", as_bytes(sheet())), by=writer)
    assert bring(mine, SimpleUploadedFile("Bảng tự chấm.xlsx", as_bytes(sheet())), by=writer).sheet == kept


# --- linked -----------------------------------------------------------------------------------------


def test_what_is_chosen_for_a_criterion_is_kept_with_who_and_when(
    mine: Agency, client: Client, kept: OwnSheet, writer: User
) -> None:
    given = {**chosen(6, LAND, SCHEDULE, combine="any", measure="dung-han"), **chosen(0, ""), "tep": str(kept.file_id)}
    assert client.post(address("own-sheet", mine, pk=kept.pk), given).status_code == 302
    rows = Links.model_validate(OwnSheet.objects.get().links).rows
    assert (rows[6].obligations, rows[6].combine, rows[6].measure.kind) == ((LAND, SCHEDULE), "any", "on_time")
    assert rows[0].obligations == ()
    assert rows[1].obligations == (SCHEDULE,), "what was not in the form stays"
    kept.refresh_from_db()
    assert kept.linked_by == writer
    assert [row.guessed for row in rows] == [n not in {0, 6} for n in range(8)]
    body = text(client.get(address("own-sheet", mine, pk=kept.pk)))
    assert "6 tiêu chí có đánh dấu" in body, "those that were not in the form"
    assert "Có phải “Ý kiến chỉ đạo" in body, "what was taken off is proposed"


@pytest.mark.parametrize(
    "given",
    [
        chosen(0, "no-such"),
        chosen(0, f"{DIRECTIVES}+no-such"),
        chosen(0, DIRECTIVES, combine="maybe"),
        chosen(0, DIRECTIVES, measure="<script>"),
    ],
)
def test_what_no_form_of_ours_offers_is_refused(mine: Agency, client: Client, kept: OwnSheet, given: Mapping[str, Any]) -> None:
    before = linked(kept)
    assert client.post(address("own-sheet", mine, pk=kept.pk), given).status_code == 404
    assert linked(kept) == before


def test_rows_that_the_sheet_has_not_are_passed_over(mine: Agency, client: Client, kept: OwnSheet) -> None:
    before = linked(kept)
    client.post(address("own-sheet", mine, pk=kept.pk), chosen(99, DIRECTIVES) | {"noi-dung-x": "y"})
    assert linked(kept) == before


def test_a_long_sheet_is_linked_page_by_page(mine: Agency, client: Client, writer: User) -> None:
    rows = own_sheets.PER_PAGE + 5
    long = bring(
        mine, SimpleUploadedFile("dài.xlsx", as_bytes(plain("STT", "Tiêu chí", "Điểm tối đa", rows=rows))), by=writer
    ).sheet
    first = address("own-sheet", mine, pk=long.pk)
    answer = client.post(first, chosen(0, DIRECTIVES) | chosen(own_sheets.PER_PAGE, DIRECTIVES) | {"tiep": "1"})
    assert answer["Location"] == f"{first}?trang=2"
    assert linked(long)["1"] == (DIRECTIVES,)
    assert linked(long)[str(own_sheets.PER_PAGE + 1)] != (DIRECTIVES,), "of the other page"
    assert f'name="noi-dung-{own_sheets.PER_PAGE}"' in text(client.get(f"{first}?trang=2"))


@pytest.mark.parametrize("query", ["?trang=abc", "?trang=-1", "?trang=99", "?x=%00"])
def test_odd_queries_do_no_harm(mine: Agency, client: Client, kept: OwnSheet, query: str) -> None:
    assert client.get(address("own-sheet", mine, pk=kept.pk) + query).status_code == 200


def test_another_agencys_sheet_is_not_found_at_ones_own_address(
    mine: Agency, kept: OwnSheet, owner: Agency, editor: User, signed_in
) -> None:
    for name in ("own-sheet", "filled"):
        assert signed_in(editor).get(address(name, owner, pk=kept.pk)).status_code == 404
    for name in ("remove", "renew"):
        assert signed_in(editor).post(address(name, owner, pk=kept.pk)).status_code == 404


def test_only_the_agencys_people_act(mine: Agency, kept: OwnSheet, stranger: User) -> None:
    for act in (
        lambda: bring(mine, SimpleUploadedFile("a.xlsx", as_bytes(sheet())), by=stranger),
        lambda: link(kept, {}, by=stranger),
        lambda: remove(kept, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert OwnSheet.objects.get() == kept


# --- filled -----------------------------------------------------------------------------------------


def test_after_a_check_it_comes_back_in_its_own_layout(judged: Round, mine: Agency, client: Client, kept: OwnSheet) -> None:
    client.post(address("own-sheet", mine, pk=kept.pk), chosen(6, DIRECTIVES))
    answer = client.get(address("filled", mine, pk=kept.pk))
    assert answer["Content-Type"] == TYPE
    assert "no-store" in answer["Cache-Control"]
    assert "filename*=UTF-8''B%E1%BA%A3ng" in answer["Content-Disposition"]
    page = page_of(client, mine, kept)
    assert (page["D8"].value, page["D11"].value, page["D9"].value) == (5, 4, None)
    assert page["D15"].value == 5, "as it was linked by hand"
    assert page["C16"].value == 5
    reviewable(mine, {mine: {DIRECTIVES: (C.NONE, T.UNKNOWN), REWARDS: (C.FULL, T.ON_TIME)}})
    assert page_of(client, mine, kept)["D8"].value == 0, "the next check fills it without being asked again"


def test_points_stand_on_the_sheets_page_beside_each_criterion(judged: Round, mine: Agency, client: Client, kept: OwnSheet) -> None:
    assert address("filled", mine, pk=kept.pk) in text(client.get(address("agency", mine)))
    body = text(client.get(address("own-sheet", mine, pk=kept.pk)))
    assert "5 trên 10 điểm máy chấm được" in body
    assert "điểm phải chấm bằng tay" in body


def test_before_any_check_it_is_linked_but_not_filled(mine: Agency, client: Client, kept: OwnSheet) -> None:
    assert "Có điểm sau lần kiểm tra" in text(client.get(address("own-sheet", mine, pk=kept.pk)))
    assert client.get(address("filled", mine, pk=kept.pk)).status_code == 404


def test_the_rules_that_hold_most_of_the_sheets_are_offered_first(mine: Agency, client: Client, kept: OwnSheet) -> None:
    def first() -> str:
        body = text(client.get(address("agency", mine)))
        return body.partition('<select id="bo-quy-dinh"')[2].partition('value="')[2].partition('"')[0]

    assert first() == mine.rules == "letter-2613"
    client.post(address("own-sheet", mine, pk=kept.pk), chosen(6, "service-quality", "statistics") | chosen(7, "news", "gazette"))
    assert first() == "portal-2026"


def test_a_removed_sheet_is_gone(mine: Agency, client: Client, kept: OwnSheet) -> None:
    answer = client.post(address("remove", mine, pk=kept.pk), follow=True)
    assert "Đã gỡ bảng" in text(answer)
    assert not OwnSheet.objects.exists()


def test_pages_cost_the_same_however_many_sheets_there_are(
    judged: Round, mine: Agency, client: Client, kept: OwnSheet, writer: User, django_assert_max_num_queries
) -> None:
    for n in range(4):
        bring(mine, SimpleUploadedFile(f"{n}.xlsx", as_bytes(sheet())), by=writer)
    client.get(address("agency", mine))
    with django_assert_max_num_queries(16):
        client.get(address("agency", mine))
    with django_assert_max_num_queries(13):
        client.get(address("own-sheet", mine, pk=kept.pk))
