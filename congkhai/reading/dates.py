"""Vietnamese text, lines of a page and addresses in; dates with their role and origin out. What is not sure is left out.

Patterns read folded text (``text.fold``) with one kind of dash. The forms are those seen on agencies' pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import unquote

from congkhai.reading.numbers import DOCUMENT_KIND
from congkhai.records import DateOrigin, DateRole, DateSeen
from congkhai.text import label_key

VIETNAM = timezone(timedelta(hours=7))
_LONGEST_PERIOD = timedelta(days=366 * 51)  # a plan with its vision; what is longer is an anniversary
_ONLINE_SINCE = date(1997, 11, 19)  # Viet Nam joined the Internet: an earlier posting day is a system's default value
_PAST = {DateRole.ISSUED, DateRole.APPROVED, DateRole.ACCEPTED, DateRole.RECEIVED, DateRole.POSTED, DateRole.UPDATED}

_DASHES = "–—‐‑−"
_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _day(end: str) -> str:
    return rf"(?:ngay\s*:?\s*)?(?P<d{end}>\d{{1,2}})(?!\d)"


def _month(end: str) -> str:
    return rf"(?:\s?[/.-]\s?|\s+thang\s+)(?P<m{end}>\d{{1,2}})(?!\d)"


def _year(end: str) -> str:
    return rf"(?:\s?[/.-]\s?|,?\s*nam\s+|,\s*)(?P<y{end}>(?:19|20)\d\d)(?![\d]|/\w)"


_EDGE = r"(?<![\d/.,])(?<!\d-)(?<![a-z])"
_TIME = r"\d{1,2}\s?(?:[:hg]\s?\d{2}(?::\d{2})?|gio(?:\s?\d{1,2}\s?phut)?)(?:\s?(?:sa|ch|am|pm)\b)?"
_WEEKDAY = r"(?:thu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s*nhat|cn)\b"
_FULL = _day("") + _month("") + _year("")

_SINGLE = re.compile(_EDGE + _FULL)
_ISO = re.compile(r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")
_RANGE = re.compile(
    _EDGE
    + rf"(?P<from>\(\s*|tu\s+(?:{_TIME}\s+)?)?{_day('1')}(?:{_month('1')}(?:{_year('1')})?)?"
    + rf"(?P<join>\s*-\s*|\s*,?\s*(?:den|toi)\s+(?:het\s+)?(?:{_TIME}\s+)?){_day('2')}{_month('2')}(?:{_year('2')})?"
)
_ENDS = re.compile(
    rf"(?:bat dau|ngay dang du thao)\D{{0,40}}{_day('1')}{_month('1')}{_year('1')}[^\d]{{0,20}}"
    rf"(?:ket thuc|het han)\D{{0,40}}{_day('2')}{_month('2')}{_year('2')}"
)
_LASTING = re.compile(rf"(?<!\d)(?P<days>\d{{1,3}})\s+ngay\b[^.;\d]{{0,20}}(?:ke|tinh)\s+tu\s+{_FULL}")
_ON_WEEKDAY = re.compile(
    rf"(?:thu\s*(?P<weekday>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sunday>chu\s*nhat"
    rf"|cn))\b[\s,:(-]*{_day('')}{_month('')}(?!\s?[/.-]?\s?\d)"
)
_NO_YEAR = re.compile(rf"{_EDGE}(?:ngay|sang|chieu|toi)\s+{_day('')}[/-](?P<m>\d{{1,2}})(?![\d/-])")
_YEARS = re.compile(
    r"(?:giai doan|thoi ky|thoi gian|nhiem ky|nam)\s+(?:tu\s+)?(?:nam\s+)?((?:19|20)\d\d)\s*(?:-"
    r"|den)\s*(?:nam\s+)?((?:19|20)\d\d)"
)
_QUARTER = re.compile(r"\bquy\s+(iv|i{1,3}|[1-4])(?:\s*[/-]\s*|\s+(?:nam\s+)?)((?:19|20)\d\d)")
_PART_OF_YEAR = re.compile(r"\b0?([69])\s+thang\s+(dau|cuoi)\s+nam\s+((?:19|20)\d\d)")
_MONTH = re.compile(r"\bthang\s+(\d{1,2})(?:\s*[/-]\s*|\s+nam\s+)((?:19|20)\d\d)")
_YEAR = re.compile(r"\bnam\s+((?:19|20)\d\d)(?!\d|\s*-\s*\d)")
_BARE_TERM = re.compile(
    r"\W*(?:tu\s+)?(?:(?:thang\s+)?(?P<m1>\d{1,2})\s*[/-]\s*|nam\s+)?(?P<y1>(?:19|20)\d\d)"
    r"(?:\s*(?:-|den)\s*(?:(?:thang\s+)?(?P<m2>\d{1,2})\s*[/-]\s*|nam\s+)?(?P<y2>(?:19|20)\d\d))?(?![\d/])(?!-\d)"
)


@dataclass(frozen=True, slots=True)
class Written:
    """One date as written: where it stands in the folded text, and its value; ``until`` closes a range, inclusive."""

    start: int
    end: int
    value: date
    until: date | None = None


def folded(text: str) -> str:
    """Folded text with plain dashes and spaces and no other sign beyond ASCII: what every pattern here reads. Several times
    faster than ``text.fold``, whose letters stand where the text's own do."""
    if text.isascii():
        return text.lower()
    for dash in _DASHES:
        text = text.replace(dash, "-")
    bare = text.replace("\u00a0", " ").replace("đ", "d").replace("Đ", "D")
    return unicodedata.normalize("NFD", bare).encode("ascii", "ignore").decode().lower()


def _make(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def local_day(at: datetime) -> date:
    """The day in Viet Nam."""
    return at.astimezone(VIETNAM).date()


def written(text: str, *, near: date | None = None) -> list[Written]:
    """Every date of a folded text in reading order, ranges as one. A date without a year counts only if its weekday settles the
    year (looking back at most four years from ``near``, the cycle being five) or the text names that month with its year."""
    found: list[Written] = []
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        return all(match.end() <= start or end <= match.start() for start, end in taken)

    def take(match: re.Match[str], value: date | None, until: date | None = None) -> None:
        taken.append(match.span())
        if value is not None:
            found.append(Written(*match.span(), value, until))

    for pattern in (_ENDS, _RANGE, _LASTING):
        for match in filter(free, pattern.finditer(text)):
            ends = _ends_of(match)
            if ends is not None:
                take(match, *(ends if ends[1] and timedelta(0) <= ends[1] - ends[0] <= _LONGEST_PERIOD else (None,)))
    for pattern in (_SINGLE, _ISO):
        for match in filter(free, pattern.finditer(text)):
            take(match, _make(match["y"], match["m"], match["d"]))
    if near is not None:
        for match in filter(free, _ON_WEEKDAY.finditer(text)):
            take(match, _by_weekday(match, near))
    for match in filter(free, _NO_YEAR.finditer(text)):
        if named := re.search(rf"\bthang\s+0?{int(match['m'])}\s*[/-]\s*((?:19|20)\d\d)", text):
            take(match, _make(named[1], match["m"], match["d"]))
    return sorted(found, key=lambda w: w.start)


def _ends_of(match: re.Match[str]) -> tuple[date, date] | None:
    """Both ends of a range; None if it is no range after all, or an end is not certain."""
    groups = match.groupdict()
    if "days" in groups:
        start = _make(groups["y"], groups["m"], groups["d"])
        return (start, start + timedelta(days=int(groups["days"]) - 1)) if start else None
    day1, month1, year1 = groups["d1"], groups["m1"], groups["y1"]
    day2, month2, year2 = groups["d2"], groups["m2"], groups["y2"]
    if month1 is None and not groups.get("from") and groups["join"] != "-" and "ngay" not in match[0]:
        return None  # "Phiên 5 - 12/11/2026" is one day
    if year2 is None and year1 is None:
        return None
    if year2 is None:
        year2 = str(int(year1) + (int(month2) < int(month1)))
    month1 = month1 or month2
    year1 = year1 or str(int(year2) - (int(month1) > int(month2)))
    start, end = _make(year1, month1, day1), _make(year2, month2, day2)
    return (start, end) if start and end else None


def _by_weekday(match: re.Match[str], near: date) -> date | None:
    weekday = 6 if match["sunday"] else _WEEKDAYS[match["weekday"]]
    latest = near + timedelta(days=92)
    days = (_make(year, match["m"], match["d"]) for year in range(latest.year, latest.year - 5, -1))
    return next((d for d in days if d and d <= latest and d.weekday() == weekday and d.year > near.year - 5), None)


def single(text: str, *, near: date | None = None) -> date | None:
    """The one day a value such as ``Ngày 12 tháng 3 năm 2026 08:00`` gives; None if it gives none, several, or a range."""
    days = written(folded(text), near=near)
    return days[0].value if len(days) == 1 and days[0].until is None else None


def moment(text: str) -> datetime | None:
    """A day with its hour in Viet Nam, SA and CH being the halves of the day; None without both."""
    day, clock = single(text), re.search(r"(\d{1,2})\s?(?:[:hg]|gio)\s?(\d{2})?(?::(\d{2}))?\s?(sa|ch|am|pm)?\b", folded(text))
    if day is None or clock is None:
        return None
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4] in ("ch", "pm") else 0)
    try:
        return datetime(day.year, day.month, day.day, hour, int(clock[2] or 0), int(clock[3] or 0), tzinfo=VIETNAM)
    except ValueError:
        return None


def term(text: str, *, near: date | None = None) -> tuple[date, date] | None:
    """The period that a value is, rather than mentions: also ``2021–2030``, ``01/2025 - 12/2026`` and ``2026`` by themselves."""
    match = _BARE_TERM.match(folded(text))
    if match is None:
        return period(text, near=near)
    first, last = int(match["y1"]), int(match["y2"] or match["y1"])
    begins, ends = int(match["m1"] or 1), int(match["m2"] or (match["m1"] if match["y2"] is None else None) or 12)
    if not (1 <= begins <= 12 and 1 <= ends <= 12 and (first, begins) <= (last, ends)):
        return None
    return date(first, begins, 1), _end_of_month(last, ends)


def period(text: str, *, near: date | None = None) -> tuple[date, date] | None:
    """The first period a text names: days from–to, a quarter, half a year, a month, years from–to, a year."""
    plain = folded(text)
    for day in written(plain, near=near):
        if day.until:
            return day.value, day.until
    if match := _QUARTER.search(plain):
        last = _QUARTERS[match[1]] * 3
        return date(int(match[2]), last - 2, 1), _end_of_month(int(match[2]), last)
    if match := _PART_OF_YEAR.search(plain):
        year, months = int(match[3]), int(match[1])
        return (
            (date(year, 1, 1), _end_of_month(year, months))
            if match[2] == "dau"
            else (date(year, 13 - months, 1), date(year, 12, 31))
        )
    if (match := _YEARS.search(plain)) and int(match[1]) <= int(match[2]) <= int(match[1]) + 51:
        return date(int(match[1]), 1, 1), date(int(match[2]), 12, 31)
    if (match := _MONTH.search(plain)) and 1 <= int(match[1]) <= 12:
        return date(int(match[2]), int(match[1]), 1), _end_of_month(int(match[2]), int(match[1]))
    if match := _YEAR.search(plain):
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    return None


def _end_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


# --- dates of a page or row -------------------------------------------------------------------------

_ROLES = {
    DateRole.POSTED: r"(?:ngay|thoi gian|gio)\s+(?:dang(?!\s+(?:ky|nhap))|dua|xuat ban|cong khai|cong bo)"
    r"(?:\s+(?:tai|bai|tin|len|bai viet|tin bai|du thao))?"
    r"|(?:dang|dua)\s+(?:tai\s+|tin\s+|bai\s+)?(?:ngay|luc|vao)(?:\s+luc)?|dang tai|(?:date\s+)?posted(?:\s+on)?"
    r"|published(?:\s+on)?",
    DateRole.UPDATED: r"(?:ngay\s+|thoi gian\s+|lan\s+)?cap nhat(?:\s+(?:lan cuoi|luc|ngay|moi nhat|cuoi))*"
    r"|(?:ngay\s+)?sua doi lan cuoi|last\s+(?:updated|modified)",
    DateRole.ISSUED: r"ngay\s+(?:ban hanh|ky(?:\s+ban hanh)?|van ban|quyet dinh|ra (?:van ban|quyet dinh)|phat hanh)"
    r"|(?:ban hanh|ky)\s+ngay|ban hanh",
    DateRole.APPROVED: r"ngay\s+(?:phe\s+)?duyet|phe duyet\s+ngay",
    DateRole.ACCEPTED: r"(?:ngay\s+)?nghiem thu(?:\s+ngay)?",
    DateRole.RECEIVED: r"ngay\s+(?:tiep nhan|nhan|gui|hoi)(?:\s+cau hoi)?|(?:tiep nhan|gui|hoi)\s+(?:ngay|luc)",
}
_LABEL = "|".join(f"(?P<{role.value}>{pattern})" for role, pattern in _ROLES.items())
_GLUE = rf"[\s:.|(-]*(?:{_WEEKDAY}[\s,-]*)?(?:luc\s*)?(?:{_TIME}[\s,|-]*)?(?:ngay\s*:?\s*)?"
_ISO_OR_FULL = rf"(?:(?P<iy>(?:19|20)\d\d)-(?P<im>\d{{2}})-(?P<id>\d{{2}})|{_FULL})"
_LABELLED = re.compile(rf"(?:^|[|•(\[;*+·,/-]|\s\s)\s*(?:{_LABEL}){_GLUE}{_ISO_OR_FULL}")
_LABEL_ONLY = re.compile(rf"[\s•(*+-]*(?:{_LABEL})\s*:?\s*")
_STANDING = re.compile(
    rf"[\s(\[•*|,-]*(?P<before>{_TIME}[\s,|-]*)?(?:(?P<named>{_WEEKDAY})(?P<sep>[\s,-]*))?(?P<clock>{_TIME}[\s,|-]*)?{_FULL}"
    rf"[\s)\]|,-]*(?P<after>{_TIME})?(?P<gmt>\s*\(?gmt\s*[+-]\s*\d+\)?)?[\s)\]|,-]*(?:(?:so\s+)?(?:luot|view|xem)\b.*"
    rf"|\d{{1,7}}(?:\s+\d{{1,7}})?)?[\s)\]|]*"
)
_COUNTED = re.compile(
    rf"[\s(\[•*|,-]*(?:{_TIME}[\s,|-]*)?{_FULL}[\s)\]|,-]*(?:{_TIME})?[\s)\]|,-]*(?:so\s+)?luot (?:xem|doc|truy cap)\b.*"
)
_TRAP = re.compile(
    r"hom nay|thoi tiet|your ip|\bip\s*:|gio he thong|(?:mon|tues|wednes|thurs|fri|satur|sun)day|dang truc tuyen|online"
)
_NUMBERED = re.compile(rf"\d\s*/\s*[a-z0-9&.,/\s-]{{2,30}}?,?\s+{_FULL}")
_OTHER_ITEMS = re.compile(
    r"(?:cac\s+)?(?:tin|bai|bai viet|van ban|thong tin|noi dung)\s+(?:bai\s+|tuc\s+)?(?:khac|lien quan|cung chuyen muc"
    r"|da dua|moi hon|cu hon|da dang)\b.*"
    r"|cac tin da dua.*|nhung tin (?:cu|moi) hon.*|xem them\s*:?"
)


def refused(value: date, role: DateRole, at: datetime) -> bool:
    """A day that cannot be: an act already done cannot lie in the future, and nothing was posted before there was an Internet."""
    return (role in _PAST and value > local_day(at)) or (role in (DateRole.POSTED, DateRole.UPDATED) and value < _ONLINE_SINCE)


def _seen(value: date | None, role: DateRole, at: datetime, origin: DateOrigin = DateOrigin.STATED) -> Iterator[DateSeen]:
    if value is not None and not refused(value, role, at):
        yield DateSeen(value, role, origin)


def labelled(line: str, at: datetime) -> Iterator[DateSeen]:
    """The dates of a folded line that a word beside them gives a role."""
    for match in _LABELLED.finditer(line):
        role = next(r for r in _ROLES if match[r.value])
        day = _make(match["iy"], match["im"], match["id"]) if match["iy"] else _make(match["y"], match["m"], match["d"])
        yield from _seen(day, role, at)


def standing(line: str, at: datetime, *, after_title: bool) -> Iterator[DateSeen]:
    """The posting day of a folded line that holds a date and nothing else of weight. A weekday makes it the header's running
    clock, unless it is written as systems write postings: ``Thứ tư - 05/06/2024 07:52``, ``… | 08:52:28 GMT+7``, or below the
    title with an hour."""
    match = None if _TRAP.search(line) else _STANDING.fullmatch(line)
    if match is None:
        return
    if match["named"]:
        as_posted = match["gmt"] or ("-" in match["sep"] and match["after"]) or (after_title and match["after"])
        if match["before"] or not as_posted:
            return
    yield from _seen(_make(match["y"], match["m"], match["d"]), DateRole.POSTED, at)


def of_page(lines: Sequence[str], title: str, url: str, at: datetime, *, marked: date | None = None) -> tuple[DateSeen, ...]:
    """What a record's own page says of its dates: labelled ones; else a day that stands beside the title; else the page's own
    mark-up (``marked``); else the address, unless the text cites a document that is younger. Lists of other items are not
    looked at."""
    plain = _dated_lines(lines)
    dates: dict[DateRole, DateSeen] = {}

    def posted() -> bool:
        return DateRole.POSTED in dates or DateRole.UPDATED in dates

    for line in plain:
        if _DIGIT.search(line) and not _TRAP.search(line):
            for seen in labelled(line, at):
                dates.setdefault(seen.role, seen)
    if not posted():
        counted = (seen for line in plain if _COUNTED.fullmatch(line) for seen in standing(line, at, after_title=False))
        for seen in (*counted, *_beside_title(lines, title, at)):
            dates.setdefault(DateRole.POSTED, seen)
    if not posted() and marked:
        for seen in _seen(marked, DateRole.POSTED, at):
            dates[DateRole.POSTED] = seen
    if not posted():
        cited = [
            d for line in plain for m in _NUMBERED.finditer(line) if (d := _make(m["y"], m["m"], m["d"])) and d <= local_day(at)
        ]
        for seen in of_url(url, at):
            if all(day <= (seen.until or seen.value) + timedelta(days=1) for day in cited):
                dates[DateRole.POSTED] = seen
    return tuple(dates.values())


_DIGIT = re.compile(r"\d")
_SHORT_LINE = 60


def _dated_lines(lines: Sequence[str]) -> list[str]:
    """The lines that hold figures, folded, down to the first list of other items; a label alone is put before the line below it."""
    plain: list[str] = []
    label = ""
    for line in lines:
        if len(line) > _SHORT_LINE and not _DIGIT.search(line):
            continue
        one = folded(line).strip()
        if _OTHER_ITEMS.fullmatch(one):
            break
        plain.append(f"{label}{one}" if label else one)
        label = f"{one.rstrip(' :')}: " if _LABEL_ONLY.fullmatch(one) else ""
    return plain


def _beside_title(lines: Sequence[str], title: str, at: datetime) -> Iterator[DateSeen]:
    """Below the title first, then glued to it, then above it; nearest first."""
    key = label_key(title)
    place = next((n for n, line in enumerate(lines) if key and _is_titled(line, title, key)), None)
    if place is None:
        return
    glued = re.search(r"\(([^()]*)\)\s*$", lines[place])
    below, above = lines[place + 1 : place + 4], lines[max(0, place - 3) : place][::-1]
    tail = [re.sub(r"^.*?(?=\()", "", line) for line in above[:1]]  # a breadcrumb that ends in "(26-12-2017)"
    head = [m[1] for line in below if (m := re.match(r"\s*\(([^()]{8,40})\)", line))]  # "(17:30:00 02/05/2021) Ngày …"
    for line, after_title in [
        *((b, True) for b in (*below, *head)),
        *([(glued[1], True)] if glued else []),
        *((a, False) for a in [*tail, *above]),
    ]:
        if len(line) < 120:
            yield from standing(folded(line), at, after_title=after_title)


def _is_titled(line: str, title: str, key: str) -> bool:
    return line.startswith(title) or (
        abs(len(line) - len(title)) < 40 and (own := label_key(line)).startswith(key) and own[len(key) :][:1] in ("", " ")
    )


def of_row(lines: Sequence[str], at: datetime) -> tuple[DateSeen, ...]:
    """The dates of one row of a list: labelled ones, and a day that stands alone, which is when the row was posted."""
    dates: dict[DateRole, DateSeen] = {}
    plain = [folded(line) for line in lines if _DIGIT.search(line)]
    for line in plain:
        for seen in labelled(line, at):
            dates.setdefault(seen.role, seen)
    if not dates.keys() & {DateRole.POSTED, DateRole.UPDATED}:
        for line in plain:
            for seen in standing(line, at, after_title=True):
                dates.setdefault(DateRole.POSTED, seen)
    return tuple(dates.values())


_TITLED = re.compile(rf"(?:{DOCUMENT_KIND}\s+)?(?:so\s*:?\s*)?\d{{1,5}}\s?/[a-z0-9&/.\s-]{{2,30}}?,?\s*\b{_FULL}")


def issued_in_title(title: str, at: datetime) -> date | None:
    """The day of the document that a title begins with: ``Quyết định số 163/QĐ-UBND ngày 02/3/2024 …``."""
    plain = folded(title)
    match = _TITLED.match(plain) if " ngay " in plain or ", " in plain else None
    day = _make(match["y"], match["m"], match["d"]) if match else None
    return day if day and not refused(day, DateRole.ISSUED, at) else None


_URL_DAY = re.compile(r"/((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})(?=/|$)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})(?=/|$)")
_URL_EPOCH = re.compile(r"(?<=[-=/_])(1\d{9})(?:\d{3})?(?=\.\w{2,5}$|[&/?#]|$)")
_URL_STAMP = re.compile(r"-(\d{2})(\d{2})(\d{2})([01]\d|2[0-3])([0-5]\d)([0-5]\d)\d{6,8}(?=\.\w{2,5}$|$)")


def of_url(url: str, at: datetime) -> Iterator[DateSeen]:
    """The posting day an address carries: ISO, year/month (a span of days), seconds or milliseconds since 1970, ddmmyyhhmmss."""
    address = unquote(url).partition("://")[2]
    day: date | None = None
    until: date | None = None
    if match := _URL_DAY.search(address):
        day = _make(*match.groups())
    elif (match := _URL_MONTH.search(address)) and 1 <= int(match[2]) <= 12:
        day, until = date(int(match[1]), int(match[2]), 1), _end_of_month(int(match[1]), int(match[2]))
    elif match := _URL_STAMP.search(address):
        day = _make(2000 + int(match[3]), match[2], match[1])
    elif match := _URL_EPOCH.search(address):
        day = datetime.fromtimestamp(int(match[1]), UTC).astimezone(VIETNAM).date()
    if day is not None and not refused(day, DateRole.POSTED, at):
        yield DateSeen(day, DateRole.POSTED, DateOrigin.URL, until)
