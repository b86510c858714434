"""The shapes of the law files: in, validated YAML; out, frozen obligations, instruments and rule sets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from congkhai.records import Completeness, DateRole, Force, Kind, Publisher, Timeliness


class Frozen(BaseModel):
    """Unknown keys are errors; nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Frozen):
    """The same words in both languages."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Basis(StrEnum):
    """Who names a part or field. ``law`` and ``letter`` parts are asked for; only ``law`` fields count; ``ours`` never accuses."""

    LAW = "law"
    LETTER = "letter"
    OURS = "ours"


class FieldType(StrEnum):
    """How a field is asked for, checked, shown and read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    DATETIME = "datetime"
    PERIOD = "period"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    DOCUMENT_NUMBER = "document_number"
    PERSON = "person"
    AGENCY = "agency"
    FILE = "file"
    LINK = "link"
    GEOMETRY = "geometry"
    ROWS = "rows"


class Check(StrEnum):
    """What is tried on the site itself, where a part asks for a working function rather than for records."""

    SEARCH = "search"
    SITE_MAP = "site-map"
    PRINT_AND_SAVE = "print-and-save"
    METADATA = "metadata"
    QUESTION_AND_STATUS = "question-and-status"
    DOMAIN_RULE = "domain-rule"
    UNICODE = "unicode"
    LINKS = "links"
    UNIT_LINKS = "unit-links"


class Choice(Frozen):
    """One value of a choice field."""

    value: str
    title: Words


class Relation(StrEnum):
    """What one document does to another."""

    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"


class FieldRule(Frozen):
    """One field of a part's records. ``role`` says what a date field dates; ``labels`` are names pages give it;
    ``columns`` are the fields of one row where ``type`` is rows. ``relates``: each row names another document by ``number``, and
    in ``act`` what this one does to it."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    type: FieldType
    basis: Basis
    title: Words
    help: Words | None = None
    role: DateRole | None = None
    labels: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    columns: tuple[FieldRule, ...] = ()
    relates: bool = False
    personal: bool = False  # holds a natural person's data: not shown to the public unless the record says why it may be

    @property
    def lists_documents(self) -> bool:
        """Whether each row is another document, told by its number, as an issue of a gazette lists them."""
        return not self.relates and any(column.type is FieldType.DOCUMENT_NUMBER for column in self.columns)

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise ValueError("choices belong to fields of type choice, and only to them")
        if (self.type is FieldType.ROWS) != bool(self.columns):
            raise ValueError("columns belong to fields of type rows, and only to them")
        if self.relates:
            columns = {column.name: column for column in self.columns}
            acts, number = columns.get("act"), columns.get("number")
            if acts is None or number is None or number.type is not FieldType.DOCUMENT_NUMBER:
                raise ValueError("relates needs the columns act (type choice) and number (type document_number)")
            if not {choice.value for choice in acts.choices} <= set(Relation):
                raise ValueError("the choices of act are among amends, replaces, repeals")
        return self


class Limit(Frozen):
    """A number of working days for whoever published."""

    who: Publisher
    working_days: int = Field(ge=0)


class DueWithin(Frozen):
    """Published within so many working days after a dated act (Decree 43 Article 17(1)b–g)."""

    kind: Literal["within"]
    after: DateRole
    limits: tuple[Limit, ...] = Field(min_length=1)
    proxy: bool = False
    why: str = ""


class DueRegularly(Frozen):
    """Kept fresh: the newest record no older than ``every_days`` calendar days. Where ``event_driven``, silence is not late;
    only publication more than ``within_working_days`` after the event is."""

    kind: Literal["regularly"]
    every_days: int = Field(ge=1)
    event_driven: bool = False
    within_working_days: int | None = Field(default=None, ge=0)
    proxy: bool = False
    why: str = ""


class DueWeekly(Frozen):
    """The week's schedule visible by the week's first working day."""

    kind: Literal["weekly"]
    by: Literal["first_working_day"]
    proxy: bool = False
    why: str = ""


class DuePromptly(Frozen):
    """Prompt, without a number: no limit to be late by."""

    kind: Literal["promptly"]
    why: str = ""


class DueNone(Frozen):
    """The law sets no time."""

    kind: Literal["none"]
    why: str = ""


Due = Annotated[DueWithin | DueRegularly | DueWeekly | DuePromptly | DueNone, Field(discriminator="kind")]


class Window(Frozen):
    """Which records count as shown: the last ``months``, those ``in_force`` on the day, or the current week and ``weeks_ahead``.
    Exactly one is set."""

    months: int | None = Field(default=None, ge=1)
    in_force: bool = False
    weeks_ahead: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if sum([self.months is not None, self.in_force, self.weeks_ahead is not None]) != 1:
            raise ValueError("a window says exactly one of months, in_force, weeks_ahead")
        return self


class Total(Frozen):
    """How the number of records that ought to be shown is known: the agency's own ``declared`` figure, a document-number
    ``series``, or expected ``periods`` (``expected`` units of the window must each hold a record)."""

    by: Literal["declared", "series", "periods"]
    unit: Literal["week", "month", "quarter", "year"] | None = None
    expected: int | None = Field(default=None, ge=1)
    proxy: bool = False

    @model_validator(mode="after")
    def _periods_are_counted(self) -> Self:
        if (self.by == "periods") != (self.unit is not None and self.expected is not None):
            raise ValueError("a total by periods, and only that, needs unit and expected")
        return self


class PartRule(Frozen):
    """One thing that must be shown, judged apart. A part's own window, total, due and binds stand over its version's. A part with a
    ``check`` holds no records: the site itself is tried."""

    title: Words
    basis: Basis
    nil: bool = False
    binds: tuple[Kind, ...] | None = None
    fields: tuple[FieldRule, ...] = ()
    window: Window | None = None
    total: Total | None = None
    due: Due | None = None
    check: Check | None = None
    labels: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _checked_or_recorded(self) -> Self:
        if self.check and (self.fields or self.window or self.total or self.due or self.nil):
            raise ValueError("a part with a check has no fields, window, total, due or nil")
        return self


class Citation(Frozen):
    """Where the law says it. ``norm`` is in force throughout the version; ``request`` asks without binding; ``former`` bound.
    ``number`` is the instrument's, as people cite it, once the law folder is loaded; its id until then."""

    instrument: str
    place: str = Field(min_length=1)
    role: Literal["norm", "request", "former"]
    _number: str = PrivateAttr("")

    @property
    def number(self) -> str:
        return self._number or self.instrument

    def numbered(self, instruments: Mapping[str, Instrument]) -> None:
        """Take the number from the instrument cited."""
        self._number = instruments[self.instrument].number


class Thresholds(Frozen):
    """Shares of records complete, and of a known total shown (METHOD §2)."""

    full: float = Field(default=0.90, gt=0, le=1)
    substantial: float = Field(default=0.75, gt=0, le=1)


class Version(Frozen):
    """One dated wording of the duty, in force from ``from`` until the day before ``until``. Old versions are never edited.

    ``text_not_seen``: nobody here has read the text it rests on, so nothing is encoded and every verdict by it is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: date = Field(alias="from")
    until: date | None = None
    force: Force
    text_not_seen: bool = False
    cites: tuple[Citation, ...] = Field(min_length=1)
    binds: tuple[Kind, ...] = Field(min_length=1)
    # Left out only where nothing is encoded, or (window, due) where every part is a check: loading.py sees to it.
    parts: Mapping[str, PartRule] = {}
    window: Window = Window(in_force=True)
    total: Total | None = None
    due: Due = DueNone(kind="none")
    thresholds: Thresholds = Thresholds()

    def on(self, day: date) -> bool:
        """Whether this version is the one in force that day."""
        return self.from_ <= day and (self.until is None or day < self.until)

    @property
    def checked_only(self) -> bool:
        """Whether it asks for functions of the site alone, and for no record."""
        return bool(self.parts) and all(part.check for part in self.parts.values())


class Find(Frozen):
    """Signs to find the section by. Matching folds accents, tone placement, case and punctuation."""

    labels: tuple[str, ...] = ()  # none only where nothing but functions is asked
    slugs: tuple[str, ...] = ()
    not_: tuple[str, ...] = Field(default=(), alias="not")
    weak: tuple[str, ...] = ()  # labels that prove nothing alone

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Shown(Frozen):
    """One thing seen, in an example. ``nil`` is a period's last day; ``repeat`` stands for as many like it, a day apart."""

    part: str
    key: str | None = None
    fields: Mapping[str, Any] = {}
    absent: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    dates: Mapping[DateRole, date | tuple[date, date]] = {}
    first_seen: date | None = None
    last_absent: date | None = None
    own_page: bool = True
    publisher: Publisher | None = Publisher.ISSUER
    nil: bool = False
    repeat: int = Field(default=1, ge=1)


class Expected(Frozen):
    """What an example must give. Only what is written is checked."""

    completeness: Completeness | None = None
    timeliness: Timeliness | None = None
    days_late: int | None = None
    part_grades: Mapping[str, Completeness] = {}
    part: str | None = None  # for a page: the part it is recognised as


class Example(Frozen):
    """A proof inside the law file: either a judged case (``shown`` → ``expect``) or a page that is, or only looks like, the thing
    (``page`` → ``recognised``). ``sight`` is good unless said."""

    name: str = Field(min_length=8)
    case: Literal["met", "unmet", "unknown", "look_alike"]
    on: date
    kind: Kind
    sight: Literal["good", "poor"] = "good"
    since: date | None = None
    total: int | None = None
    shown: tuple[Shown, ...] = ()
    page: Mapping[Literal["label", "title", "text"], str] | None = None
    recognised: bool | None = None
    expect: Expected = Expected()

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if (self.page is None) != (self.recognised is None):
            raise ValueError("page and recognised go together")
        return self


class Face(StrEnum):
    """How the portal shows an obligation."""

    REGISTER = "register"
    CALENDAR = "calendar"
    MAP = "map"
    DOCUMENTS = "documents"
    ANSWERS = "answers"
    PROFILE = "profile"
    PLAIN = "plain"


class Group(StrEnum):
    """The menu that an obligation stands under. ``site`` holds the functions of the site itself and is no menu."""

    DIRECTION = "direction"
    PLANNING = "planning"
    SCIENCE_LAW = "science-law"
    DOCUMENTS = "documents"
    SERVICES = "services"
    DATA = "data"
    ABOUT = "about"
    SITE = "site"


class Obligation(Frozen):
    """One legal duty to publish, with its history and its proofs."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: Words
    slug: Words
    group: Group
    face: Face
    summary: Words  # one plain sentence for a citizen
    versions: tuple[Version, ...] = Field(min_length=1)
    find: Find
    not_encoded: str
    examples: tuple[Example, ...] = ()

    def version_on(self, day: date) -> Version | None:
        """The version in force that day, None if none was."""
        return next((v for v in self.versions if v.on(day)), None)

    @property
    def checked_only(self) -> bool:
        """Whether no version asks for records: the site itself is tried, and nobody writes anything."""
        encoded = [version for version in self.versions if version.parts]
        return bool(encoded) and all(version.checked_only for version in encoded)


class NotEncoded(Frozen):
    """A place of an instrument that no obligation encodes, wholly or in part, and why."""

    place: str = Field(min_length=1)
    why: Words


class Instrument(Frozen):
    """One law, decree or letter. ``until`` is the first day it is no longer in force."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    number: str
    title: Words
    issuer: Words
    type: Literal["law", "decree", "circular", "letter", "resolution", "decision"]
    issued: date
    from_: date | None = Field(default=None, alias="from")  # letters have no force
    until: date | None = None
    replaces: tuple[str, ...] = ()
    url: str | None = None
    text_not_seen: bool = False
    note: str = ""
    not_encoded: tuple[NotEncoded, ...] = ()

    def on(self, day: date) -> bool:
        """Whether it is in force that day. A letter, which has no day of entering into force, always stands."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day < self.until)


class RuleSet(Frozen):
    """A named list of obligations and the kinds of agency it asks about. ``instrument`` is what the list was taken from: where that
    is not in force, whoever still keeps to the list does so of its own will."""

    id: str
    title: Words
    about: Words
    instrument: str | None = None
    kinds: tuple[Kind, ...]
    obligations: tuple[str, ...] = Field(min_length=1)


class Catalogue(Frozen):
    """All the law that was loaded. ``hash`` is of the files' bytes, so that a verdict can say what it was judged by."""

    obligations: Mapping[str, Obligation]
    instruments: Mapping[str, Instrument]
    rulesets: Mapping[str, RuleSet]
    ended: Mapping[Kind, date] = {}  # kinds of agency that are no more, and since when
    hash: str

    def in_force(self, on: date, kind: Kind | None = None) -> list[tuple[Obligation, Version]]:
        """What is asked that day, of a kind of agency if one is given; nothing of a kind that is no more."""
        found = ((one, version) for one in self.obligations.values() if (version := one.version_on(on)) is not None)
        return [(one, version) for one, version in found if kind is None or kind in self.bound(version.binds, on)]

    def bound(self, kinds: Iterable[Kind], on: date) -> tuple[Kind, ...]:
        """Those of the kinds that a version or a part names that there are that day."""
        return tuple(kind for kind in kinds if kind not in self.ended or on < self.ended[kind])

    def asked(self, rules: str) -> tuple[Obligation, ...]:
        """The obligations of a rule set in its order. KeyError if there is no such set."""
        return tuple(self.obligations[i] for i in self.rulesets[rules].obligations)

    def lapsed(self, rules: str, on: date) -> Instrument | None:
        """The instrument that a rule set was taken from, if it is not in force that day: whoever keeps to the list then does so of
        its own will. KeyError if there is no such set."""
        name = self.rulesets[rules].instrument
        instrument = self.instruments[name] if name is not None else None
        return None if instrument is None or instrument.on(on) else instrument


def hash_of(contents: list[bytes]) -> str:
    """sha256 over the files' bytes in order, first 16 hex digits."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()[:16]
