"""What was found in; sentences in both languages, plain enough for whoever is judged to check them, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from congkhai.catalogue.aspects import ASPECTS
from congkhai.catalogue.obligation import Check, Citation, DueRegularly, DueWithin, PartRule, Version
from congkhai.catalogue.places import in_english
from congkhai.judging.completeness import PartSeen
from congkhai.judging.scope import Asked, Scope
from congkhai.judging.totals import Known
from congkhai.judging.window import Span
from congkhai.obstacles import NOT_HELD, meaning
from congkhai.records import DateRole, Force, Publisher, Sentence, Timeliness

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ACTS = {
    DateRole.ISSUED: ("ngày ban hành", "issue"),
    DateRole.APPROVED: ("ngày phê duyệt", "approval"),
    DateRole.ACCEPTED: ("ngày nghiệm thu", "acceptance"),
    DateRole.RECEIVED: ("ngày tiếp nhận", "receipt"),
    DateRole.EVENT: ("ngày xảy ra sự việc", "the event"),
    DateRole.POSTED: ("ngày đăng", "posting"),
    DateRole.UPDATED: ("ngày cập nhật", "the update"),
    DateRole.PERIOD: ("kỳ", "the period"),
}
_WHO = {
    Publisher.ISSUER: ("cơ quan ban hành", "the issuing agency"),
    Publisher.SUBJECT: ("cơ quan thuộc phạm vi điều chỉnh", "agencies within its scope"),
}
_UNITS = {"week": ("tuần", "weeks"), "month": ("tháng", "months"), "quarter": ("quý", "quarters"), "year": ("năm", "years")}
_PROXY = (" (hạn do chúng tôi đặt vì pháp luật không ấn định số ngày)", " (a limit of ours, since the law gives no number)")


def day_vi(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def day_en(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _working_days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"


# --- the law -----------------------------------------------------------------------------------------


def _cited(cites: Iterable[Citation], role: str) -> tuple[str, str]:
    """The places cited in a role, Vietnamese and English; empty if none."""
    chosen = [cite for cite in cites if cite.role == role]
    places = [in_english(cite.place) for cite in chosen]
    return (
        "; ".join(f"{cite.place} ({cite.number})" for cite in chosen),
        "; ".join(f"{place} ({cite.number})" for place, cite in zip(places, chosen, strict=True)),
    )


@lru_cache(maxsize=1024)
def standing_of(scope: Scope, on: date) -> Sentence:
    """Which clauses ask for it, and whether they bind on the day."""
    vi, en = _clauses(scope)
    if scope.version.force is Force.BINDING:
        return Sentence(vi, en)
    return Sentence(
        f"Ngày {day_vi(on)}, đây là thông lệ tốt, không phải nghĩa vụ bắt buộc: thiếu hay muộn không phải là vi phạm. {vi}",
        f"On {day_en(on)} this is good practice, not a binding duty: what is missing or late is no breach. {en}",
    )


@lru_cache(maxsize=1024)
def _clauses(scope: Scope) -> tuple[str, str]:
    return _clauses_of(scope.version)


def _clauses_of(version: Version) -> tuple[str, str]:
    vi, en = [], []
    for role, word_vi, word_en in (
        ("norm", "Căn cứ", "Legal basis"),
        ("request", "Văn bản đề nghị", "Requested by"),
        ("former", "Quy định trước đây", "Formerly required by"),
    ):
        cited_vi, cited_en = _cited(version.cites, role)
        if cited_vi:
            vi.append(f"{word_vi}: {cited_vi}.")
            en.append(f"{word_en}: {cited_en}.")
    return " ".join(vi), " ".join(en)


def text_not_seen(version: Version, on: date) -> Sentence:
    """Why nothing can be said by a version whose text nobody here has read."""
    vi, en = _clauses_of(version)
    return Sentence(
        f"Chưa đánh giá được: chúng tôi chưa đọc nguyên văn quy định có hiệu lực ngày {day_vi(on)}, nên chưa biết phải công khai "
        f"những gì, chậm nhất khi nào. Không kết luận là thiếu hay muộn. {vi}".strip(),
        f"This cannot be judged: we have not read the words of the rule in force on {day_en(on)}, so what it asks for and by when "
        f"is not known. Nothing is held to be missing or late. {en}".strip(),
    )


def unbound(on: date) -> Sentence:
    return Sentence(
        f"Ngày {day_vi(on)}, quy định này không áp dụng đối với loại cơ quan này.",
        f"On {day_en(on)} the rule does not bind this kind of agency.",
    )


def no_version(on: date) -> Sentence:
    return Sentence(f"Ngày {day_vi(on)}, không có quy định nào về nội dung này.", f"On {day_en(on)} there is no rule about this.")


def unborn(on: date) -> Sentence:
    return Sentence(f"Ngày {day_vi(on)}, cơ quan chưa được thành lập.", f"On {day_en(on)} the agency did not exist yet.")


def part_unbound(rule: PartRule) -> Sentence:
    return Sentence(
        f"{rule.title.vi}: không yêu cầu đối với loại cơ quan này.", f"{rule.title.en}: not asked of this kind of agency."
    )


def too_young(until: date, *, agency: bool) -> Sentence:
    vi = "Cơ quan mới thành lập" if agency else "Quy định mới có hiệu lực"
    en = "The agency is new" if agency else "The rule is new"
    return Sentence(
        f"{vi}: đến hết ngày {day_vi(until)} mới qua hạn đầu tiên, nên kết quả này chưa tính vào số liệu.",
        f"{en}: its first deadline passes only after {day_en(until)}, so this verdict does not enter any figure yet.",
    )


# --- completeness --------------------------------------------------------------------------------------


def shown(part: PartSeen, window: Span, on: date) -> Sentence:
    """What is shown of a part, in counts that anyone can repeat."""
    if part.asked.rule.check:
        return _tried(part, part.asked.rule.check)
    vi, en = [], []
    if part.nil:
        vi.append("có thông báo không phát sinh cho kỳ nằm trong thời gian xét, được tính là đã công khai")
        en.append("a nil return for a period inside the window counts as shown")
    if part.inside:
        window_vi, window_en = _window(window, part.asked.window.months, on)
        vi.append(f"thấy {part.inside} mục {window_vi}")
        en.append(f"{_records(part.inside)} {window_en}")
        _fields(part, vi, en)
    if part.unplaced:
        vi.append(f"{part.unplaced} mục không cho biết ngày nên không rõ có thuộc thời gian xét hay không")
        en.append(f"{_records(part.unplaced)} without a day, which may or may not belong to the window")
    if part.nil is None:
        vi.append("có thông báo không phát sinh nhưng không ghi kỳ nào")
        en.append("a nil return that names no period")
    if part.outside and not part.inside:
        vi.append(f"{part.outside} mục ngoài thời gian xét")
        en.append(f"{_records(part.outside)} outside the window")
    if part.nil_outside and part.nil is False:
        vi.append("có thông báo không phát sinh nhưng kỳ không kết thúc trong thời gian xét")
        en.append("a nil return whose period does not end inside the window")
    if not vi:
        vi.append("không thấy nội dung nào đạt yêu cầu" if part.good else "chưa thấy nội dung nào ở những nơi xem được")
        en.append("nothing qualifying was found" if part.good else "nothing yet in the places that could be looked at")
    if part.total is not None and part.inside:
        total_vi, total_en = _total(part.total)
        vi.append(total_vi)
        en.append(total_en)
    title = part.asked.rule.title
    return Sentence(f"{title.vi}: {'; '.join(vi)}.", f"{title.en}: {'; '.join(en)}.")


def _tried(part: PartSeen, check: Check) -> Sentence:
    """What came of trying a function of the site, in counts of the pages it was tried on."""
    title, works = part.asked.rule.title, part.complete
    if not part.inside:
        return Sentence(
            f"{title.vi}: {'đã thử, không dùng được hoặc không có' if part.good else 'chưa thử được'}.",
            f"{title.en}: {'tried; it does not work or is not there' if part.good else 'it could not be tried'}.",
        )
    vi = "đã thử, dùng được" if part.inside == 1 == works else f"đạt ở {works}/{part.inside} trang đã thử"
    en = "tried; it works" if part.inside == 1 == works else f"as asked on {works} of {part.inside} pages tried"
    if part.missing:
        often = sorted(part.missing.items(), key=lambda item: (-item[1], item[0]))
        vi += "; thiếu " + ", ".join(f"{ASPECTS[check][name].vi}: {count}" for name, count in often)
        en += "; lacking " + ", ".join(f"{ASPECTS[check][name].en}: {count}" for name, count in often)
    return Sentence(f"{title.vi}: {vi}.", f"{title.en}: {en}.")


def _fields(part: PartSeen, vi: list[str], en: list[str]) -> None:
    if not part.asked.names:
        return
    unclear = part.inside - part.complete - part.lacking
    vi.append(f"{part.complete} mục đủ các thông tin pháp luật nêu")
    en.append(f"{part.complete} with all that the law names")
    if part.lacking:
        titles = {field.name: field.title for field in part.asked.rule.fields}
        often = sorted(part.missing.items(), key=lambda item: (-item[1], item[0]))[:4]
        vi.append(f"{part.lacking} mục thiếu (" + ", ".join(f"{titles[n].vi if n in titles else n}: {k}" for n, k in often) + ")")
        en.append(
            f"{part.lacking} lacking some (" + ", ".join(f"{titles[n].en if n in titles else n}: {k}" for n, k in often) + ")"
        )
    if unclear:
        vi.append(f"{unclear} mục chưa rõ vì chưa đọc được trang riêng hoặc tệp")
        en.append(f"{unclear} unclear, since their own page or file could not be read")


def _window(window: Span, months: int | None, on: date) -> tuple[str, str]:
    if months:
        return f"trong {months} tháng tính đến ngày {day_vi(on)}", f"in the {months} months to {day_en(on)}"
    if window.in_force:
        return f"còn hiệu lực vào ngày {day_vi(on)}", f"in force on {day_en(on)}"
    return (
        f"về các ngày từ {day_vi(window.first)} đến {day_vi(window.last)}",
        f"about the days from {day_en(window.first)} to {day_en(window.last)}",
    )


def _total(total: Known) -> tuple[str, str]:
    if total.rule.by == "declared":
        vi = f"cơ quan ghi tổng số {total.of}, thấy {total.shown}"
        en = f"the agency gives a total of {total.of}, of which {total.shown} were seen"
    elif total.rule.by == "series":
        vi = f"dãy số văn bản có {total.of} số, thấy {total.shown}"
        en = f"the numbers run over {total.of} documents, of which {total.shown} were seen"
    else:
        unit_vi, unit_en = _UNITS[total.rule.unit or "month"]
        vi = f"có nội dung trong {total.shown}/{total.of} {unit_vi} phải có"
        en = f"{total.shown} of the {total.of} {unit_en} expected hold something"
    if total.rule.proxy:
        vi, en = f"{vi} (mức do chúng tôi đặt)", f"{en} (a measure of ours)"
    return vi, en


def _titles(parts: Sequence[PartSeen], of: int) -> tuple[str, str]:
    """The parts' names to begin a sentence with; nothing where it is all of them."""
    if len(parts) == of:
        return "", ""
    titles = [part.asked.rule.title for part in parts]
    return "; ".join(title.vi for title in titles) + ": ", "; ".join(title.en for title in titles) + ": "


def no_total(parts: Sequence[PartSeen], of: int) -> Sentence:
    """``parts`` of the ``of`` that are asked for."""
    vi, en = _titles(parts, of)
    return Sentence(
        f"{vi}Không biết tổng số phải công khai nên không xét theo tổng số.",
        f"{en}How many there ought to be is not known, so no share of a total is judged.",
    )


def poorly_seen(parts: Sequence[PartSeen], of: int, why: Iterable[str]) -> Sentence:
    """``parts`` of the ``of`` that are asked for, and the codes that say why sight was poor."""
    vi, en = _titles(parts, of)
    known = [meaning(code) for code in sorted(set(why))]
    return Sentence(
        f"{vi}Chúng tôi chưa xem được hết ({'; '.join(k.vi for k in known)}), {NOT_HELD.vi}",
        f"{en}We could not look well enough ({'; '.join(k.en for k in known)}), {NOT_HELD.en}",
    )


def whole_total(total: Known) -> Sentence:
    return Sentence(
        f"Cơ quan ghi tổng số {total.of} cho cả chuyên mục, thấy {total.shown}.",
        f"The agency gives a total of {total.of} for the whole section, of which {total.shown} were seen.",
    )


# --- timeliness ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _limit(asked: Asked) -> tuple[str, str]:
    """``trong hạn 10 ngày làm việc kể từ ngày phê duyệt``, with what is ours marked so."""
    due = asked.due
    if isinstance(due, DueWithin):
        act_vi, act_en = _ACTS[due.after]
        numbers = {limit.working_days for limit in due.limits}
        if len(numbers) == 1:
            (number,) = numbers
            vi, en = f"{number} ngày làm việc", _working_days(number)
        else:
            vi = ", ".join(f"{limit.working_days} ngày làm việc ({_WHO[limit.who][0]})" for limit in due.limits)
            en = ", ".join(f"{_working_days(limit.working_days)} ({_WHO[limit.who][1]})" for limit in due.limits)
        vi, en = f"{vi} kể từ {act_vi}", f"{en} of {act_en}"
    elif isinstance(due, DueRegularly) and due.event_driven:
        number = due.within_working_days or 0
        vi, en = (
            f"{number} ngày làm việc kể từ ngày phát sinh hoặc ngày ký",
            f"{_working_days(number)} of the event or its decision",
        )
    elif isinstance(due, DueRegularly):
        vi, en = f"{due.every_days} ngày", _days(due.every_days)
    else:
        vi, en = "ngày làm việc đầu tuần", "the week's first working day"
    return (vi + _PROXY[0], en + _PROXY[1]) if asked.proxy else (vi, en)


def counted(asked: Asked, on_time: int, late: int, undecided: int, most: int, *, today: bool) -> Sentence:
    """Records judged one by one under one version; ``today``: it is the day's own."""
    limit_vi, limit_en = _limit(asked)
    vi, en = [], []
    if on_time or late:
        vi.append(f"{on_time}/{on_time + late} mục đăng trong hạn {limit_vi}")
        en.append(f"{on_time} of {_records(on_time + late)} posted within {limit_en}")
    if late:
        vi.append(f"{late} mục muộn, mức lớn nhất tính được là {most} ngày làm việc")
        en.append(f"{late} late, the latest by {_working_days(most)} as far as can be told")
    if undecided:
        vi.append(f"{undecided} mục không đủ căn cứ để xét" + ("" if vi else f" với hạn {limit_vi}"))
        en.append(f"{undecided} that cannot be told" + ("" if en else f" against the limit of {limit_en}"))
    head_vi, head_en = f"{asked.rule.title.vi}, thời hạn", f"{asked.rule.title.en}, timeliness"
    if not today:
        version = asked.version
        cited_vi, cited_en = _cited(version.cites, "norm" if version.force is Force.BINDING else "former")
        head_vi += f" theo quy định có hiệu lực từ ngày {day_vi(version.from_)}" + (f" ({cited_vi})" if cited_vi else "")
        head_en += f" by the rule in force from {day_en(version.from_)}" + (f" ({cited_en})" if cited_en else "")
    return Sentence(f"{head_vi}: {'; '.join(vi)}.", f"{head_en}: {'; '.join(en)}.")


def aged(asked: Asked, timeliness: Timeliness, newest: date | None, on: date, days_late: int, gap: int | None) -> Sentence:
    """How old the newest record is against the limit, and the year's longest gap, which is never judged."""
    limit_vi, limit_en = _limit(asked)
    title = asked.rule.title
    if newest is None:
        vi, en = "không mục nào cho biết ngày", "no record tells its day"
    else:
        age = (on - newest).days
        vi, en = (
            f"mục mới nhất ngày {day_vi(newest)}, cách ngày xét {age} ngày",
            f"the newest record is of {day_en(newest)}, {_days(age)} before the day of judging",
        )
    vi, en = (
        f"{title.vi}, thời hạn: {vi}; phải có mục mới trong {limit_vi}",
        f"{title.en}, timeliness: {en}; something new is due every {limit_en}",
    )
    if timeliness is Timeliness.LATE:
        vi, en = f"{vi}; muộn {days_late} ngày làm việc", f"{en}; late by {_working_days(days_late)}"
    if timeliness is Timeliness.NO_LIMIT:
        vi, en = (
            f"{vi}; đã có thông báo không phát sinh nên không tính muộn theo hạn này",
            f"{en}; with a nil return nothing is late by a limit of ours",
        )
    if gap is not None:
        vi, en = (
            f"{vi}. Khoảng trống dài nhất trong năm qua: {gap} ngày (chỉ nêu, không xét)",
            f"{en}. The longest gap of the past year: {_days(gap)} (told, not judged)",
        )
    return Sentence(f"{vi}.", f"{en}.")


def week_without_duty(asked: Asked, first: date) -> Sentence:
    return Sentence(
        f"{asked.rule.title.vi}, thời hạn: tuần từ ngày {day_vi(first)} không có ngày làm việc nên không phải đăng lịch.",
        f"{asked.rule.title.en}, timeliness: the week from {day_en(first)} has no working day, so no schedule is due.",
    )


def week(asked: Asked, first: date, deadline: date, timeliness: Timeliness, days_late: int | None, *, shown: bool) -> Sentence:
    """How this week's schedule stands to its deadline; ``shown``: it is there."""
    match timeliness:
        case Timeliness.ON_TIME:
            vi, en = "lịch tuần từ ngày {vi} đăng đúng hạn", "the schedule of the week from {en} was posted in time"
        case Timeliness.LATE:
            vi, en = "lịch tuần từ ngày {vi} đăng muộn", "the schedule of the week from {en} was posted late"
            vi, en = f"{vi} {days_late} ngày làm việc", f"{en} by {_working_days(days_late or 0)}"
        case Timeliness.NO_LIMIT:
            vi = "tuần từ ngày {vi} có thông báo không có lịch, không tính muộn theo hạn này"
            en = "for the week from {en} there is a nil return, never late by a limit of ours"
        case Timeliness.NOT_YET_DUE:
            vi, en = "lịch tuần từ ngày {vi} chưa tới hạn", "the schedule of the week from {en} is not due yet"
        case _ if shown:
            vi = "có lịch tuần từ ngày {vi} nhưng không xác định được ngày đăng"
            en = "the schedule of the week from {en} is there, but the day of its posting cannot be told"
        case _:
            vi = "không thấy lịch tuần từ ngày {vi} nên không biết lịch ấy có từng được đăng đúng hạn hay không"
            en = "the schedule of the week from {en} is not there, and whether it ever was in time cannot be told"
    limit_vi, limit_en = _limit(asked)
    vi, en = vi.format(vi=day_vi(first)), en.format(en=day_en(first))
    return Sentence(
        f"{asked.rule.title.vi}, thời hạn: {vi}; hạn là ngày {day_vi(deadline)}, {limit_vi}.",
        f"{asked.rule.title.en}, timeliness: {en}; the deadline is {day_en(deadline)}, {limit_en}.",
    )


@lru_cache(maxsize=1024)
def no_limit(asked: Asked) -> Sentence:
    return Sentence(
        f"{asked.rule.title.vi}, thời hạn: pháp luật không ấn định số ngày nên không xét sớm muộn.",
        f"{asked.rule.title.en}, timeliness: the law gives no number of days, so nothing is late.",
    )


def late_of_other_force(count: int, today: Force) -> Sentence:
    """Late records whose deadline lies in days of another force than the day of judging."""
    if today is Force.BINDING:
        return Sentence(
            f"{count} mục muộn có hạn nằm ngoài thời gian quy định bắt buộc mà nghĩa vụ phát sinh, nên không phải là vi phạm.",
            f"{_records(count)} late by a deadline outside the days in which the rule they arose under was binding: no breach.",
        )
    return Sentence(
        f"{count} mục muộn có hạn nằm trong thời gian quy định còn bắt buộc.",
        f"{_records(count)} late by a deadline in the days in which the rule was still binding.",
    )


def late_unseen(part: PartSeen) -> Sentence:
    return Sentence(
        f"{part.asked.rule.title.vi}, thời hạn: chưa xem được hết các mục nên không kết luận là muộn.",
        f"{part.asked.rule.title.en}, timeliness: not every record could be looked at, so nothing is held to be late.",
    )


# --- what the dates and sightings say of themselves --------------------------------------------------------


def _named(labels: Sequence[str]) -> str:
    return "; ".join(labels[:3]) + ("; …" if len(labels) > 3 else "")


def backdated(count: int) -> Sentence:
    return Sentence(
        f"{count} mục ghi ngày đăng sớm hơn một lần chúng tôi đã đọc danh sách mà chưa có mục ấy; không lấy ngày ghi làm căn cứ.",
        f"{_records(count)} bearing a day of posting before a visit that found the list without it; that day is not relied on.",
    )


def refused(labels: Sequence[str]) -> Sentence:
    return Sentence(
        f"{len(labels)} mục ghi ngày sau ngày xét; ngày ấy không được dùng: {_named(labels)}.",
        f"{_records(len(labels))} bearing a day after the day of judging, which is not used: {_named(labels)}.",
    )


def disagree(labels: Sequence[str]) -> Sentence:
    return Sentence(
        f"{len(labels)} mục có danh sách và trang chi tiết ghi khác nhau; lấy theo trang chi tiết: {_named(labels)}.",
        f"{_records(len(labels))} on which the list and the detail page differ; the detail page is followed: {_named(labels)}.",
    )


def before_duty(count: int) -> Sentence:
    return Sentence(
        f"{count} mục có từ trước khi nghĩa vụ phát sinh đối với cơ quan; tính là đã công khai, không xét muộn.",
        f"{_records(count)} from before the duty lay on the agency; counted as shown, never as late.",
    )


def strays(count: int) -> Sentence:
    return Sentence(
        f"{count} mục không rõ thuộc phần nào, nên phần chưa thấy không bị kết luận là thiếu.",
        f"{_records(count)} of no certain part, so no part is held to be missing for want of them.",
    )
