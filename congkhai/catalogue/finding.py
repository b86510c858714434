"""The shape of ``law/findings/*.yaml``: the headings of a letter, each over one or more obligations."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from congkhai.catalogue.obligation import Frozen, Words
from congkhai.records import Kind


class Predicate(StrEnum):
    """What is asked of one verdict. Three-valued: a verdict may leave it open (METHOD §5)."""

    NONE = "none"
    NOT_FULL = "not_full"
    AT_LEAST_SUBSTANTIAL = "at_least_substantial"
    NOT_FULL_AND_ON_TIME = "not_full_and_on_time"


class Style(StrEnum):
    """How a share is worded: ``95%``; ``22,2%``; ``hơn 70%``; ``nhiều``."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    TENS = "tens"
    QUANTITY = "quantity"


class Group(Frozen):
    """Agencies counted together, never mixed with another group unless the heading itself speaks of all."""

    kinds: tuple[Kind, ...] = Field(min_length=1)
    title: Words


class Finding(Frozen):
    """One figure of a letter. ``words`` holds ``{share}`` where the figure stands; ``only`` says "chỉ có" of a share under half."""

    id: str
    heading: int
    group: str
    obligations: tuple[str, ...] = Field(min_length=1)
    combine: Literal["any", "all"]
    predicate: Predicate
    style: Style
    only: bool = False
    words: Words


class Thresholds(Frozen):
    """When words stand for shares: ``most`` and ``many`` at least so much; ``nearly`` so many points under the next ten; with less
    than ``judged`` of the group judged, or fewer than ``few`` agencies, only counts are printed."""

    most: float
    many: float
    nearly: float
    judged: float
    few: int


class Request(Frozen):
    """One thing the letter asks for, for a kind of addressee, in the letter's order."""

    heading: int
    to: str | None = None
    obligations: tuple[str, ...] = ()
    words: Words


class Recipient(Words):
    """Who receives the letter: the agencies of one group, named together. Left out where none of the group was surveyed."""

    to: str | None = None


class Opening(Frozen):
    """The first paragraph, by whether the obligations bind on the day of the survey; ``{on}`` is that day."""

    binding: Words
    practice: Words


class LetterPlan(Frozen):
    """All that a letter says apart from its figures. ``turning`` holds ``{headings}``."""

    instrument: str
    rules: str
    subject: Words
    opening: Opening
    turning: Words
    asking: Words
    closing: Words
    thanks: Words
    headings: tuple[Words, ...]
    groups: dict[str, Group]
    thresholds: Thresholds
    findings: tuple[Finding, ...]
    requests: tuple[Request, ...]
    recipients: tuple[Recipient, ...]
    copies: tuple[Words, ...]
