"""The judge's closed sets and time limits in; the words that people read, in both languages, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from congkhai.catalogue.obligation import Due, DueRegularly, DueWeekly, DueWithin
from congkhai.obstacles import NOT_HELD
from congkhai.records import Completeness, DateRole, Publisher, Sentence, Timeliness, Verdict

GRADES: Mapping[Completeness, Sentence] = {
    Completeness.FULL: Sentence("đầy đủ", "full"),
    Completeness.SUBSTANTIAL: Sentence("tương đối đầy đủ", "substantial"),
    Completeness.PARTIAL: Sentence("chưa đầy đủ", "partial"),
    Completeness.NONE: Sentence("chưa cung cấp", "none"),
    Completeness.UNKNOWN: Sentence("không đánh giá được", "unknown"),
    Completeness.NOT_BOUND: Sentence("không thuộc đối tượng", "not bound"),
}
TIMES: Mapping[Timeliness, Sentence] = {
    Timeliness.ON_TIME: Sentence("kịp thời", "on time"),
    Timeliness.LATE: Sentence("muộn", "late"),
    Timeliness.NOT_YET_DUE: Sentence("chưa đến hạn", "not yet due"),
    Timeliness.NO_LIMIT: Sentence("không có thời hạn", "no limit"),
    Timeliness.UNKNOWN: Sentence("không đánh giá được", "unknown"),
    Timeliness.NOT_BOUND: Sentence("không thuộc đối tượng", "not bound"),
}
_ACTS: Mapping[DateRole, Sentence] = {
    DateRole.ISSUED: Sentence("ngày ban hành", "its issue"),
    DateRole.APPROVED: Sentence("ngày phê duyệt", "its approval"),
    DateRole.ACCEPTED: Sentence("ngày nghiệm thu", "its acceptance"),
    DateRole.RECEIVED: Sentence("ngày nhận", "its receipt"),
    DateRole.EVENT: Sentence("ngày phát sinh", "the event"),
}
_WHO: Mapping[Publisher, Sentence] = {
    Publisher.ISSUER: Sentence("văn bản của chính cơ quan", "the agency's own documents"),
    Publisher.SUBJECT: Sentence("văn bản của nơi khác", "documents of others"),
}


def limit(due: Due) -> Sentence:
    """The time that a record may take, as one says it of something that is to be done."""
    if isinstance(due, DueWithin):
        act = _ACTS.get(due.after, Sentence("ngày có căn cứ", "the act it counts from"))
        days = {one.working_days: one.who for one in due.limits}
        several = len(days) > 1
        vi = "; ".join(f"{n} ngày làm việc" + (f" ({_WHO[who].vi})" if several else "") for n, who in days.items())
        en = "; ".join(
            f"{n} working {'day' if n == 1 else 'days'}" + (f" ({_WHO[who].en})" if several else "") for n, who in days.items()
        )
        return Sentence(f"{vi} từ {act.vi}", f"within {en} of {act.en}")
    if isinstance(due, DueRegularly) and due.event_driven:
        if due.within_working_days is None:
            return Sentence("khi có phát sinh", "as it happens")
        n = due.within_working_days
        return Sentence(f"{n} ngày làm việc từ ngày phát sinh", f"within {n} working days of the event")
    if isinstance(due, DueRegularly):
        return Sentence(f"cập nhật ít nhất {due.every_days} ngày một lần", f"kept up to date, at least every {due.every_days} days")
    if isinstance(due, DueWeekly):
        return Sentence("từ ngày làm việc đầu tuần", "by the week's first working day")
    if due.kind == "promptly":
        return Sentence("kịp thời; luật không ấn định số ngày", "promptly; the law names no number of days")
    return Sentence("luật không ấn định thời hạn", "the law sets no time")


def why_unknown(verdict: Verdict) -> Sequence[Sentence]:
    """Why it could not be judged: that we did not see well enough, where that is so; else all the judge says but the clauses."""
    unseen = [reason for reason in verdict.reasons if reason.vi.endswith(NOT_HELD.vi)]
    return unseen or verdict.reasons[1:] or verdict.reasons


def number(value: Fraction | float, language: str) -> str:
    """``1,5``, ``3``: two decimals at most, rounded half up, with the language's decimal mark."""
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    plain = f"{rounded:f}".rstrip("0").rstrip(".")
    return plain.replace(".", ",") if language == "vi" else plain


def plain_number(value: Fraction | None) -> int | float:
    """For a cell: whole where it is, two decimals at most; 0 for None."""
    exact = value or Fraction(0)
    return int(exact) if exact.denominator == 1 else round(float(exact), 2)
