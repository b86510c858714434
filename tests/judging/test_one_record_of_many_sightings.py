"""METHOD §2: a list row and its detail page are one record, and the page has the last word."""

from __future__ import annotations

from datetime import date

from congkhai.catalogue.obligation import Total
from congkhai.records import Completeness, EvidenceKind, Publisher, Timeliness
from tests.judging.cases import ON, ask, obligation, part, record, said, section, within

CODE = {"main": part(law=["code"])}
TWO = {"a": part("A"), "b": part("B")}
APPROVED = date(2012, 3, 5)


def row(key: str = "r1", **more: object):  # type: ignore[no-untyped-def]
    return record(key, own_page=False, **more)


def test_a_list_row_and_its_detail_page_are_one_record() -> None:
    verdict = ask(obligation(total=Total(by="declared")), section(2), row(posted=ON), record(posted=ON))
    assert verdict.completeness is Completeness.PARTIAL  # one of two, not two of two


def test_a_field_on_the_detail_page_completes_the_row() -> None:
    assert ask(obligation(parts=CODE), row(posted=ON), record(present=["code"])).completeness is Completeness.FULL


def test_a_field_on_the_row_completes_the_page() -> None:
    assert ask(obligation(parts=CODE), row(present=["code"], posted=ON), record(absent=["code"])).completeness is Completeness.FULL


def test_a_field_absent_from_the_page_and_not_on_the_row_is_absent() -> None:
    assert (
        ask(obligation(parts=CODE), row(absent=["code"], posted=ON), record(absent=["code"])).completeness is Completeness.PARTIAL
    )


def test_a_field_absent_from_two_list_rows_is_still_unknown() -> None:
    rows = row(absent=["code"], posted=ON), row(absent=["code"], posted=date(2012, 9, 1))
    assert ask(obligation(parts=CODE), *rows).completeness is Completeness.UNKNOWN


def test_where_they_disagree_the_detail_page_wins_and_the_disagreement_is_kept() -> None:
    verdict = ask(
        obligation(due=within(10)),
        row(approved=APPROVED, posted=date(2012, 3, 12)),
        record(approved=APPROVED, posted=date(2012, 4, 12)),
    )
    assert verdict.timeliness is Timeliness.LATE
    assert "danh sách và trang chi tiết ghi khác nhau" in said(verdict)


def test_a_value_that_differs_is_kept_as_a_disagreement() -> None:
    verdict = ask(obligation(parts=CODE), row(values={"code": "01"}, posted=ON), record(values={"code": "02"}, posted=ON))
    assert "danh sách và trang chi tiết ghi khác nhau" in said(verdict)


def test_where_they_agree_nothing_is_said() -> None:
    verdict = ask(obligation(parts=CODE), row(values={"code": "01"}, posted=ON), record(values={"code": "01"}, posted=ON))
    assert "khác nhau" not in said(verdict)


def test_a_date_only_on_the_row_is_the_records() -> None:
    verdict = ask(obligation(due=within(10)), row(posted=date(2012, 3, 12)), record(approved=APPROVED))
    assert verdict.timeliness is Timeliness.ON_TIME


def test_the_first_of_all_visits_that_saw_it_ends_the_interval() -> None:
    verdict = ask(obligation(due=within(10)), row(seen=date(2012, 3, 14)), record(approved=APPROVED, seen=ON))
    assert verdict.timeliness is Timeliness.ON_TIME


def test_the_page_says_which_part_the_row_belongs_to() -> None:
    verdict = ask(obligation(parts=TWO), row(part=None, posted=ON), record(part="a", posted=ON))
    assert verdict.part_grades == {"a": Completeness.FULL, "b": Completeness.NONE}
    assert verdict.completeness is Completeness.PARTIAL


def test_where_row_and_page_name_different_parts_the_page_wins() -> None:
    verdict = ask(obligation(parts=TWO), row(part="b", posted=ON), record(part="a", posted=ON))
    assert verdict.part_grades == {"a": Completeness.FULL, "b": Completeness.NONE}


def test_two_parts_may_use_the_same_key() -> None:
    verdict = ask(obligation(parts=TWO), record("nil:2012", part="a", posted=ON), record("nil:2012", part="b", posted=ON))
    assert verdict.completeness is Completeness.FULL


def test_pages_that_name_different_publishers_leave_it_unknown() -> None:
    issuer = record(approved=APPROVED, posted=date(2012, 3, 8), publisher=Publisher.ISSUER)
    subject = record(approved=APPROVED, posted=date(2012, 3, 8), publisher=Publisher.SUBJECT)
    assert ask(obligation(due=within((2, 10))), issuer, subject).timeliness is Timeliness.UNKNOWN


def test_a_row_read_as_a_record_and_a_page_read_as_a_nil_return_are_a_nil_return() -> None:
    duty = obligation(parts={"main": part(nil=True)})
    page = record(kind=EvidenceKind.NIL_RETURN, period=(date(2012, 1, 1), date(2012, 6, 30)))
    verdict = ask(duty, row(posted=date(2009, 1, 1)), page)
    assert verdict.completeness is Completeness.FULL
    assert "không phát sinh" in said(verdict)


def test_the_verdict_keeps_each_piece_of_evidence_once() -> None:
    first, second = row(posted=ON), record(posted=ON)
    assert ask(obligation(), second, first, second, first).evidence == ask(obligation(), first, second).evidence
    assert len(ask(obligation(), second, first, second).evidence) == 2
