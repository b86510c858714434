"""What travels between rooms: Target → Capture, SiteSeen → Evidence → Judgement, Verdict. All frozen; no behaviour but lookups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

EMPTY: Mapping[str, Any] = MappingProxyType({})


class Kind(StrEnum):
    """Kinds of agency (METHOD §1). Districts end on 2025-06-30 in the register, not here."""

    MINISTRY = "ministry"
    GOVERNMENT_AGENCY = "government_agency"
    DEPARTMENT = "department"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Force(StrEnum):
    """Whether the law names the duty that day, or it is kept as good practice and never called a breach."""

    BINDING = "binding"
    PRACTICE = "practice"


class Completeness(StrEnum):
    """METHOD §2, from most to least; the last two are not grades."""

    FULL = "full"
    SUBSTANTIAL = "substantial"
    PARTIAL = "partial"
    NONE = "none"
    UNKNOWN = "unknown"
    NOT_BOUND = "not_bound"


class Timeliness(StrEnum):
    """METHOD §3."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_YET_DUE = "not_yet_due"
    NO_LIMIT = "no_limit"
    UNKNOWN = "unknown"
    NOT_BOUND = "not_bound"


class FieldState(StrEnum):
    """Absent only where the record's own page or file was read and legible."""

    PRESENT = "present"
    ABSENT = "absent"
    UNREADABLE = "unreadable"
    WITHHELD = "withheld"


class DateRole(StrEnum):
    """What a date says about its record."""

    ISSUED = "issued"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    RECEIVED = "received"
    EVENT = "event"
    POSTED = "posted"
    UPDATED = "updated"
    PERIOD = "period"


class DateOrigin(StrEnum):
    """How a date was obtained. ``first_seen`` and ``last_absent`` are our own visits, and bound the publication day."""

    STATED = "stated"
    URL = "url"
    FILE = "file"
    SITEMAP = "sitemap"
    FIRST_SEEN = "first_seen"
    LAST_ABSENT = "last_absent"


class EvidenceKind(StrEnum):
    """A section is a list or heading (a label is not content); records, files and nil returns can satisfy a part. A function is
    something of the site itself that was tried and found to work, wholly or in part."""

    SECTION = "section"
    RECORD = "record"
    FILE = "file"
    NIL_RETURN = "nil_return"
    FUNCTION = "function"


class Publisher(StrEnum):
    """Who published: the agency that issued the document, or one within its scope (Decree 43 Article 17(1)c)."""

    ISSUER = "issuer"
    SUBJECT = "subject"


class SightQuality(StrEnum):
    """Good: the likely places were visited and their lists read to the end, without a block or a cut (METHOD §2)."""

    GOOD = "good"
    POOR = "poor"


class SiteState(StrEnum):
    """Every site ends a round in exactly one (METHOD §4)."""

    OK = "ok"
    PARTIAL = "partial"
    DNS = "dns"
    REFUSED = "refused"
    TLS = "tls"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    REDIRECT_LOOP = "redirect_loop"
    SOFT_ERROR = "soft_error"
    SCRIPT_WALL = "script_wall"
    CRAWLER_FAULT = "crawler_fault"


# --- asked of the crawler ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lead:
    """Where one obligation's part is likely to be: labels and slugs as the law file writes them, labels that mislead, and ``weak``
    ones, which are worth a look and prove nothing. ``tries`` names the check that the part asks for, empty where it asks for
    records."""

    obligation: str
    part: str | None
    labels: tuple[str, ...]
    slugs: tuple[str, ...]
    not_labels: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    tries: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One agency's site to crawl. ``declared`` holds (obligation id, url), visited first, also on another host. ``beside``: where
    others are known to publish on the same host; what lies under those addresses is not this agency's."""

    agency: str
    kind: Kind
    home: str
    declared: tuple[tuple[str, str], ...] = ()
    leads: tuple[Lead, ...] = ()
    beside: tuple[str, ...] = ()


# --- what the crawler brings back -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Via:
    """How a page was reached: the link's label, the page it stood on, the labels from home to here, and the obligations
    it was visited for (a declared address, or a lead that the link matched). ``asked``: what we typed into a search form for it."""

    label: str = ""
    referrer: str | None = None
    trail: tuple[str, ...] = ()
    declared_for: tuple[str, ...] = ()
    lead_for: tuple[str, ...] = ()
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """One response as received. ``body`` is decoded for transfer only (bytes, undecoded text); ``at`` is aware. ``agency`` is whose
    site it was asked for, empty for a page read by itself."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]  # lower-case names
    at: datetime
    sha256: str
    body: bytes
    via: Via = Via()
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """One place looked at for an obligation, kept as the proof of a negative. ``outcome`` is a short code:
    read | empty | placeholder | soft_error | look_alike | not_found | blocked | failed | not_visited; of a function
    no_answer | no_form | no_map | no_control | no_metadata | no_links | other_domain | other_encoding."""

    url: str
    label: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Sight:
    """How well one obligation's part was seen. ``reason`` is a code that says why sight is poor, empty when good."""

    obligation: str
    part: str | None  # None: every part of the obligation
    quality: SightQuality
    list_read_to_end: bool = False
    reason: str = ""
    looked: tuple[Looked, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteSeen:
    """A target's one end. ``counters``: pages, bytes, errors, seconds and the like, by name."""

    agency: str
    home: str
    state: SiteState
    reason: str = ""
    sights: tuple[Sight, ...] = ()
    counters: Mapping[str, int] = field(default_factory=lambda: EMPTY)


# --- what reading finds -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldSeen:
    """One field of a record. ``value`` is None unless present."""

    value: Any
    state: FieldState


@dataclass(frozen=True, slots=True)
class DateSeen:
    """One date with its role and origin. ``until`` closes a period (inclusive), else None."""

    value: date
    role: DateRole
    origin: DateOrigin
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing found. A list row and its detail page carry the same ``key``; ``own_page`` says that the detail was read.
    ``total`` is a section's own declared number of records. ``publisher`` is None where it is not known who issued it."""

    key: str
    kind: EvidenceKind
    obligation: str
    part: str | None
    url: str
    label: str
    at: datetime
    sha256: str
    fields: Mapping[str, FieldSeen] = field(default_factory=lambda: EMPTY)
    dates: tuple[DateSeen, ...] = ()
    own_page: bool = False
    publisher: Publisher | None = None
    total: int | None = None


# --- what the judge says ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agency:
    """Who is judged. ``since``: the day it came to be, None if older than the law; a new agency has until its first deadline."""

    id: str
    kind: Kind
    name: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One reason in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One record under the version in force when its duty arose. ``days_late`` in working days, None unless late or on time;
    ``basis`` names what the deadline rests on."""

    key: str
    part: str
    version_from: date
    force: Force
    timeliness: Timeliness
    deadline: date | None = None
    days_late: int | None = None
    proxy: bool = False
    basis: str = ""
    backdated: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """One agency, one obligation, one day: enough to write the letter from, and to explain it in court.

    ``at_least`` and ``at_most`` bound the grade where sight was poor, else equal ``completeness``. ``enters_figures`` says whether
    the agency and the version are old enough to have met a first deadline."""

    obligation: str
    agency: str
    kind: Kind
    on: date
    rules: str
    force: Force | None
    completeness: Completeness
    timeliness: Timeliness
    part_grades: Mapping[str, Completeness]
    days_late: int | None
    proxy: bool
    reasons: tuple[Sentence, ...]
    at_least: Completeness | None
    at_most: Completeness | None
    judgements: tuple[Judgement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    looked: tuple[Looked, ...] = ()
    enters_figures: bool = True
    catalogue: str = ""  # hash of the law files judged by
