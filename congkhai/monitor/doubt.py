"""A machine verdict in; how much it needs a person's eye, and why, out: the order of the reviewer's queue.

A wrong ``none`` weighs most (METHOD §7), so what accuses comes before what does not, and what accuses on thin grounds comes first.
Each ground for doubt has a weight between 0 and 1, set by us and printed on the method page; together they come as near to 1 as
independent doubts would: 1 − ∏(1 − weight)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod

from congkhai.records import Completeness, EvidenceKind, Sentence, Timeliness, Verdict

C, T = Completeness, Timeliness
FEW_PAGES = 10  # a site of which so few pages were seen is a small site, or one that hid most of itself
CLOSE = 2  # working days past a deadline that a date misread by one would undo
_GRADES = (C.NONE, C.PARTIAL, C.SUBSTANTIAL, C.FULL)

GROUNDS: Mapping[str, tuple[float, Sentence]] = {
    "none": (0.5, Sentence("Máy kết luận chưa cung cấp.", "The machine says that nothing was published.")),
    "late": (0.3, Sentence("Máy kết luận muộn.", "The machine says that it came late.")),
    "few_pages": (0.5, Sentence("Chỉ xem được ít trang.", "Only a few pages were seen.")),
    "look_alike": (0.4, Sentence("Có mục gần giống đã bị loại.", "Something much like it was set aside.")),
    "fell": (0.4, Sentence("Đợt trước khá hơn hẳn.", "It was much better in the last round.")),
    "back_dated": (
        0.4,
        Sentence("Ngày đăng ghi sớm hơn lần xem trước chưa thấy.", "The stated day is before a visit of ours that did not see it."),
    ),
    "close": (0.3, Sentence("Chỉ quá hạn ít ngày.", "It is only a few days past the deadline.")),
    "our_limit": (0.2, Sentence("Muộn theo hạn do chúng tôi đặt.", "It is late by a limit of ours.")),
    "poor_sight": (0.2, Sentence("Có nội dung nhưng chưa xem được hết.", "Something was found, but not all could be seen.")),
    "between": (0.2, Sentence("Các phần được đánh giá khác nhau.", "Its parts were judged differently.")),
    "undated": (0.1, Sentence("Có nội dung nhưng không rõ ngày.", "Something was found, but when it came is not known.")),
}


def doubts(verdict: Verdict, *, pages: int, before: Completeness | None) -> list[str]:
    """The grounds for doubt, heaviest first. ``pages`` were seen of the site; ``before`` is what held in the last round."""
    shown = any(seen.kind is not EvidenceKind.SECTION for seen in verdict.evidence)
    late, accuses = verdict.timeliness is T.LATE, verdict.completeness in {C.NONE, C.PARTIAL}
    grounds = {
        "none": verdict.completeness is C.NONE,
        "late": late,
        "few_pages": accuses and pages < FEW_PAGES,
        "look_alike": accuses and any(place.outcome == "look_alike" for place in verdict.looked),
        "fell": _fall(before, verdict.completeness) > 1,
        "back_dated": any(judgement.backdated for judgement in verdict.judgements),
        "close": late and (verdict.days_late or 0) <= CLOSE,
        "our_limit": late and verdict.proxy,
        "poor_sight": verdict.completeness is C.UNKNOWN and shown,
        "between": accuses and len({grade for grade in verdict.part_grades.values() if grade in _GRADES}) > 1,
        "undated": verdict.timeliness is T.UNKNOWN and shown,
    }
    return sorted((code for code, so in grounds.items() if so), key=lambda code: -GROUNDS[code][0])


def doubt(codes: Iterable[str]) -> float:
    """0 sure … 1 look first."""
    return round(1 - prod(1 - GROUNDS[code][0] for code in codes), 3)


def _fall(before: Completeness | None, now: Completeness) -> int:
    """By how many grades it fell; 0 where either is not a grade."""
    return _GRADES.index(before) - _GRADES.index(now) if before in _GRADES and now in _GRADES else 0
