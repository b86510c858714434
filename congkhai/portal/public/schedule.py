"""The leaders' schedule: a published week in; its days, its leaders and its changes out, and the feed for calendars."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from congkhai.agencies.law import closed_days, said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Face, Obligation
from congkhai.portal.duty import duty_met
from congkhai.portal.models import Disclosure
from congkhai.portal.public import metadata
from congkhai.portal.public.history import history_of
from congkhai.portal.public.page import frame, public, section_of
from congkhai.portal.public.records import in_language, open_records
from congkhai.portal.rules import version_at
from congkhai.skin.citing import cited

PRIVATE, CHANGED, CANCELLED = "private", "changed", "cancelled"
PAST_WEEKS = 4  # that the feed for calendars still holds
WEEK = timedelta(days=7)
_HOUR = re.compile(r"\s*(\d{1,2})\s*(?:[:hg.]|giờ)\s*(\d{2})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the schedule that anyone may read. ``was`` is the day or hour it had before."""

    day: date
    starts: str
    ends: str
    leader: str
    content: str
    place: str
    attendants: str
    status: str
    was: str
    reason: str

    @property
    def changed(self) -> bool:
        return self.status == CHANGED

    @property
    def cancelled(self) -> bool:
        return self.status == CANCELLED

    @property
    def order(self) -> tuple[date, time, str]:
        return self.day, hour(self.starts) or time.min, self.starts


@dataclass(frozen=True, slots=True)
class Day:
    """One row of the week: each leader's items, in the order of the columns."""

    on: date
    cells: list[tuple[str, list[Entry]]]

    @property
    def empty(self) -> bool:
        return not any(entries for _leader, entries in self.cells)

    @property
    def closed(self) -> bool:
        return self.on in closed_days()


def hour(written: str) -> time | None:
    """``08:00``, ``8h30``, ``14 giờ``; None for what names no hour, such as "Sáng"."""
    match = _HOUR.match(written)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


def entries_of(record: Disclosure) -> list[Entry]:
    """A published week's items as they were typed, without the private ones: those leave no gap, no count and no name."""
    found = []
    for row in record.fields.get("entries") or ():
        try:
            day = date.fromisoformat(row["day"])
        except (KeyError, TypeError, ValueError):
            continue
        if row.get("status") != PRIVATE:
            words = {name: str(row.get(name) or "").strip() for name in Entry.__dataclass_fields__ if name != "day"}
            found.append(Entry(day=day, **words))
    return found


def _weeks(agency: Agency, section: Obligation) -> QuerySet[Disclosure]:
    records = open_records(agency).filter(obligation=section.id, period_from__isnull=False)
    return in_language(records, get_language()).order_by("-period_from", "-pk")


def day_of(agency: Agency, section: Obligation, day: date) -> list[Entry]:
    """What the leaders do that day, by the week that is published for it."""
    weeks = _weeks(agency, section).filter(period_from__lte=day, period_from__gt=day - WEEK)
    return sorted((entry for record in weeks for entry in entries_of(record) if entry.day == day), key=lambda entry: entry.order)


def monday(day: date) -> date:
    """The first day of the day's week."""
    return day - timedelta(days=day.weekday())


def asked_week(written: str | None, today: date) -> date:
    """The Monday of ``2026-W48``; of this week for anything else."""
    match = re.fullmatch(r"(\d{4})-W(\d{1,2})", written or "")
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else monday(today)
    except ValueError:
        return monday(today)


def days_of(first: date, entries: list[Entry]) -> list[Day]:
    """Monday to Friday, and the days of the weekend on which there is something."""
    leaders = list(dict.fromkeys(entry.leader for entry in entries))
    week = [first + timedelta(days=place) for place in range(7)]
    days = [
        Day(
            on,
            [
                (leader, sorted((e for e in entries if e.day == on and e.leader == leader), key=lambda e: e.order))
                for leader in leaders
            ],
        )
        for on in week
    ]
    return [day for place, day in enumerate(days) if place < 5 or not day.empty]


def week(request: HttpRequest, agency: Agency, section: Obligation) -> HttpResponse:
    """One week, and ways to the nearest published ones before and after it."""
    today = timezone.localdate()
    first = asked_week(request.GET.get("tuan"), today)
    weeks = _weeks(agency, section)
    record = weeks.filter(period_from__gte=first, period_from__lt=first + WEEK).prefetch_related("attachments__file").first()
    earlier = weeks.filter(period_from__lt=first).values_list("period_from", flat=True).first()
    later = weeks.filter(period_from__gte=first + WEEK).order_by("period_from").values_list("period_from", flat=True).first()
    entries = entries_of(record) if record else []
    version = version_at(section, today)
    return frame(
        request,
        agency,
        "schedule.html",
        section=section,
        version=version,
        cites=cited(version),
        record=record,
        duty_met=record and duty_met(record),
        metadata=metadata.of_section(agency, section, get_language()),
        first=first,
        last=first + timedelta(days=6),
        earlier=earlier and monday(earlier),
        later=later and monday(later),
        today=today,
        this_week=monday(today),
        days=days_of(first, entries) if entries else [],
        leaders=list(dict.fromkeys(entry.leader for entry in entries)),
        changes=sorted((entry for entry in entries if entry.changed or entry.cancelled), key=lambda entry: entry.order),
        history=history_of(record) if record else (),
    )


def _event(record: Disclosure, entry: Entry, uid: str) -> Event:
    zone = timezone.get_default_timezone()
    starts, ends = hour(entry.starts), hour(entry.ends)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", record.last_published_at)
    event.add("last-modified", record.last_published_at)
    event.add("sequence", int((record.last_published_at - record.first_published_at).total_seconds()) // 60)
    event.add("summary", f"{entry.leader}: {entry.content}" if entry.leader else entry.content)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if starts:
        event.add("dtstart", datetime.combine(entry.day, starts, zone))
        if ends and ends > starts:
            event.add("dtend", datetime.combine(entry.day, ends, zone))
    else:
        event.add("dtstart", entry.day)
    if entry.place:
        event.add("location", entry.place)
    before = _("Before: %(was)s") % {"was": entry.was} if entry.was else ""
    notes = [entry.starts if not starts else "", entry.attendants, before, entry.reason]
    if described := "\n".join(filter(None, notes)):
        event.add("description", described)
    return event


@public
def calendar(request: HttpRequest, agency: Agency, obligation: Obligation) -> HttpResponse:
    """The schedule for a telephone's calendar: the last weeks and all to come. An item keeps its identity when its hour changes."""
    section = section_of(agency, obligation)
    if section.face is not Face.CALENDAR:
        raise Http404
    host = urlsplit(settings.ADDRESS).hostname
    feed = Calendar()
    feed.add("prodid", "-//congkhai//lich//VI")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", f"{said(section.title)} – {agency.title}")
    feed.add("x-wr-timezone", settings.TIME_ZONE)
    for record in _weeks(agency, section).filter(period_from__gte=monday(timezone.localdate()) - PAST_WEEKS * WEEK):
        seen: Counter[tuple[str, str]] = Counter()
        for entry in entries_of(record):
            same = (entry.leader, entry.content)
            seen[same] += 1
            name = hashlib.sha256("\n".join([*same, str(seen[same])]).encode()).hexdigest()[:16]
            feed.add_component(_event(record, entry, f"{record.pk}-{name}@{host}"))
    feed.add_missing_timezones()
    response = HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{said(section.slug)}.ics"'
    return response
