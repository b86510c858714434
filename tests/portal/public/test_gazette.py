"""A record that lists documents: how many there are, and the way to those that anyone may read here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congkhai.agencies.law import catalogue
from congkhai.portal.form.entries import Rows
from congkhai.portal.public import addresses
from congkhai.portal.selfcheck import evidence_of
from congkhai.records import FieldState
from tests.portal.public.states import Desk
from tests.portal.public.test_faces import told

LAW = "legal-documents"
ISSUES, PART, LIST = next(
    (obligation.id, name, rule.name)
    for obligation in catalogue().obligations.values()
    for name, part in obligation.versions[-1].parts.items()
    for rule in part.fields
    if rule.lists_documents
)


def listing(whole, *rows, **given):
    """An issue with rows of number, day, issuer and summary."""
    names = ("number", "issued_on", "issued_by", "summary")
    fields = {LIST: [{name: cell for name, cell in zip(names, row, strict=False) if cell} for row in rows]}
    return whole.live(ISSUES, PART, title="Công báo số 9", fields=fields, **given)


def document(whole, number="41/2026/QĐ-UBND", *, state="live", issued="2026-11-02", **given):
    return getattr(whole, state)(LAW, title=f"Văn bản {number} {issued}", fields={"number": number, "issued_on": issued}, **given)


def page_of(client, record, language="vi"):
    return told(client, addresses.of_record(record, record.agency, language=language))


def test_an_issue_is_a_table_of_documents_and_the_list_counts_them(client, whole):
    issue = listing(whole, ("41/2026/QĐ-UBND", "2026-11-02", "UBND tỉnh", "Giá dịch vụ"), ("27/2026/NQ-HĐND",), ("5/CT-UBND",))
    page = page_of(client, issue)
    assert '<th role="rowheader" scope="row">41/2026/QĐ-UBND</th>' in page, "what is not here is no link"
    assert 'data-l="Trích yếu"><span>Giá dịch vụ</span>' in page
    assert 'data-l="Ngày ban hành"><span>02/11/2026</span>' in page
    section = catalogue().obligations[ISSUES]
    assert "<span>3 văn bản</span>" in told(client, addresses.of_section(whole.agency, section))
    assert "<span>3 documents</span>" in told(client, addresses.of_section(whole.agency, section, language="en"))
    feed = told(client, addresses.of_section(whole.agency, section, page="section-feed"))
    assert "41/2026/QĐ-UBND · 02/11/2026 · UBND tỉnh · Giá dịch vụ; 27/2026/NQ-HĐND" in feed


def test_a_row_leads_to_its_document_in_any_spelling_of_the_number(client, whole):
    issue = listing(whole, ("41 / 2026/QĐ - UBND", None, None, "Giá dịch vụ"))
    found = document(whole)
    assert f'<a class="nb" href="{addresses.of_record(found, whole.agency)}">41 / 2026/QĐ - UBND</a>' in page_of(client, issue)


@pytest.mark.parametrize("state", ["draft", "in_review", "scheduled", "withdrawn", "expired"])
def test_a_document_that_is_not_open_is_not_led_to(client, whole, state):
    issue = listing(whole, ("41/2026/QĐ-UBND",))
    hidden = document(whole, state=state)
    page = page_of(client, issue)
    assert f"/{hidden.pk}-" not in page
    assert hidden.title not in page


def test_neither_another_agency_s_document_nor_what_is_no_document_is_led_to(client, whole):
    issue = listing(whole, ("41/2026/QĐ-UBND",))
    document(Desk(rules="portal-2026"))
    whole.live("leader-directives", title="Chỉ đạo", fields={"number": "41/2026/QĐ-UBND", "issued_on": "2026-11-02"})
    assert '<th role="rowheader" scope="row">41/2026/QĐ-UBND</th>' in page_of(client, issue)


def test_a_bare_number_of_two_documents_leads_to_the_one_of_the_day_that_the_row_names(client, whole):
    old, new = document(whole, "15/QĐ-UBND", issued="2024-03-01"), document(whole, "15/QĐ-UBND", issued="2026-03-01")
    page = page_of(client, listing(whole, ("15/QĐ-UBND",), ("15/QĐ-UBND", "2024-03-01"), ("15/QĐ-UBND", "2020-01-01")))
    assert page.count(addresses.of_record(old, whole.agency)) == 1
    assert addresses.of_record(new, whole.agency) not in page


def test_a_reader_is_led_to_the_document_in_her_language(client, whole):
    issue = listing(whole, ("41/2026/QĐ-UBND",))
    ours, english = document(whole), document(whole, language="en")
    assert addresses.of_record(ours, whole.agency) in page_of(client, issue)
    assert addresses.of_record(english, whole.agency, language="en") in page_of(client, issue, language="en")


def test_a_list_lawfully_withheld_is_neither_shown_nor_counted(client, whole):
    document(whole)
    kept = {LIST: [{"number": "41/2026/QĐ-UBND"}], "_withheld": {LIST: "Điều 6"}}
    issue = whole.live(ISSUES, PART, title="Công báo số 9", fields=kept)
    pages = page_of(client, issue), told(client, addresses.of_section(whole.agency, catalogue().obligations[ISSUES]))
    assert all("41/2026" not in page and "1 văn bản" not in page for page in pages)


def test_a_text_from_before_the_law_asked_for_rows_is_a_row_for_each_line(client, whole):
    issue = listing(whole, ("41/2026/QĐ-UBND",))
    type(issue)._base_manager.filter(pk=issue.pk).update(fields={LIST: "41/2026/QĐ-UBND: Giá\n\n27/2026/NQ-HĐND: Phí"})
    page = page_of(client, issue)
    assert "41/2026/QĐ-UBND: Giá" in page
    assert page.count('scope="row">') == 2
    rule = next(one for one in catalogue().obligations[ISSUES].versions[-1].parts[PART].fields if one.name == LIST)
    assert "27/2026/NQ-HĐND: Phí" in str(Rows(rule).get_context("x", "41/2026/QĐ-UBND: Giá\n\n27/2026/NQ-HĐND: Phí", {}))


def test_an_issue_is_found_by_a_document_s_number_and_by_its_summary(client, whole):
    issue = listing(whole, ("41/2026/QĐ-UBND", None, None, "Giá dịch vụ thoát nước"))
    for words in ("41/2026/QĐ-UBND", "gia dich vu thoat nuoc"):
        assert addresses.of_record(issue, whole.agency) in told(client, addresses.of("search", "mau-son") + f"?q={words}")


def test_rows_count_as_the_field_that_the_law_names(whole):
    listing(whole, ("41/2026/QĐ-UBND",))
    listed = evidence_of(whole.agency, timezone.localdate())[ISSUES]
    assert [one.fields[LIST].state for one in listed] == [FieldState.PRESENT]


@pytest.mark.parametrize("number", [1, 300])
def test_an_issue_asks_for_all_its_documents_at_once(client, whole, number):
    issue = listing(whole, *((f"{n}/2026/QĐ-UBND",) for n in range(1, number + 1)))
    document(whole, "1/2026/QĐ-UBND")
    page_of(client, issue)
    with CaptureQueriesContext(connection) as queries:
        page_of(client, issue)
    assert len(queries) <= 10
