"""A verdict's reasons: which clause, which limit is ours, what is practice, in both languages."""

from __future__ import annotations

from datetime import date

from congkhai.catalogue.obligation import Total
from congkhai.records import Force, Kind, Timeliness
from tests.judging.cases import (
    DECREE,
    MONTHS,
    ON,
    ask,
    many,
    obligation,
    part,
    record,
    regularly,
    said,
    section,
    sight,
    version,
    within,
)


def test_the_first_reason_names_the_clause() -> None:
    first = ask(obligation(), record(posted=ON)).reasons[0]
    assert first.vi == "Căn cứ: Điều 10 khoản 1 điểm c (nd-43-2011)."
    assert first.en == "Legal basis: Article 10 clause 1 point c (nd-43-2011)."


def test_practice_is_called_good_practice_and_never_a_breach() -> None:
    verdict = ask(obligation(force=Force.PRACTICE))
    assert "thông lệ tốt" in verdict.reasons[0].vi
    assert "không phải là vi phạm" in verdict.reasons[0].vi
    assert "no breach" in verdict.reasons[0].en


def test_every_reason_is_said_in_both_languages() -> None:
    duty = obligation(
        parts={"a": part("Phần A", law=["code"], nil=True), "b": part("Phần B")}, due=regularly(30), total=Total(by="declared")
    )
    seen = [
        *many(3, part="a", absent=["code"], posted=date(2012, 3, 1)),
        record("stray", part=None),
        record("future", part="b", posted=date(2030, 1, 1)),
        section(12, part="a"),
    ]
    for quality in ("good", "poor"):
        reasons = ask(duty, *seen, sight=[sight(quality)]).reasons
        assert all(reason.vi.strip() and reason.en.strip() and reason.vi != reason.en for reason in reasons)
        assert all("None" not in reason.vi and "None" not in reason.en for reason in reasons)


def test_missing_fields_are_named_and_counted() -> None:
    duty = obligation(parts={"main": part(law=["code", "host"])})
    verdict = ask(duty, record("a", present=["code"], absent=["host"], posted=ON), record("b", absent=["code", "host"], posted=ON))
    assert "2 mục thiếu (host: 2, code: 1)" in said(verdict)


def test_a_limit_of_the_laws_is_not_called_ours() -> None:
    verdict = ask(obligation(due=within(10)), record(approved=date(2012, 3, 5), posted=date(2012, 3, 12)))
    assert "1/1 mục đăng trong hạn 10 ngày làm việc kể từ ngày phê duyệt." in said(verdict)
    assert "chúng tôi đặt" not in said(verdict)


def test_a_total_of_ours_is_called_ours() -> None:
    duty = obligation(total=Total(by="periods", unit="month", expected=12, proxy=True))
    assert "(mức do chúng tôi đặt)" in said(ask(duty, record(posted=ON)))


def test_poor_sight_says_why_and_accuses_of_nothing() -> None:
    verdict = ask(obligation(), sight=[sight("poor", reason="captcha")])
    assert "trang đòi nhập mã xác nhận" in said(verdict)
    assert "không kết luận là thiếu" in said(verdict)


def test_an_unknown_code_of_poor_sight_is_printed_as_it_is() -> None:
    assert "mã odd_code" in said(ask(obligation(), sight=[sight("poor", reason="odd_code")]))


def test_records_judged_by_an_older_version_say_by_which() -> None:
    amended = date(2012, 6, 1)
    duty = obligation(version(until=amended, due=within(2)), version(since=amended, due=within(20)))
    verdict = ask(duty, record(approved=date(2012, 5, 14), posted=date(2012, 5, 31)))
    assert "theo quy định có hiệu lực từ ngày 01/10/2011 (Điều 10 khoản 1 điểm c (nd-43-2011))" in said(verdict)


def test_lateness_of_a_binding_time_is_told_apart_from_practice() -> None:
    repeal = date(2022, 8, 15)
    duty = obligation(version(until=repeal, due=within(10)), version(since=repeal, force=Force.PRACTICE, due=within(10)))
    old = record(approved=date(2022, 3, 1), posted=date(2022, 4, 20), seen=date(2022, 12, 1))
    verdict = ask(duty, old, on=date(2022, 12, 1))
    assert verdict.timeliness is Timeliness.LATE
    assert "trong thời gian quy định còn bắt buộc" in said(verdict)


def test_a_young_agency_is_told_until_when_it_stays_out_of_the_figures() -> None:
    verdict = ask(obligation(due=within(10)), since=date(2012, 9, 17))
    assert "đến hết ngày 01/10/2012" in said(verdict)
    assert "The agency is new" in said(verdict)


def test_a_young_version_is_told_apart_from_a_young_agency() -> None:
    assert "The rule is new" in said(ask(obligation(window=MONTHS), on=DECREE))


def test_records_from_before_the_duty_are_told() -> None:
    duty = obligation(due=within(10))
    assert "tính là đã công khai, không xét muộn" in said(ask(duty, record(approved=date(2011, 9, 28), posted=ON)))


def test_a_part_that_binds_others_only_is_told() -> None:
    duty = obligation(parts={"main": part("Chung"), "ministries": part("Riêng của bộ", binds=(Kind.MINISTRY,))})
    assert "Riêng của bộ: không yêu cầu đối với loại cơ quan này." in said(ask(duty, record(posted=ON)))
