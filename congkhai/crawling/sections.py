"""A likely place with its list, and what a visit saw of all of them in; how well each obligation was seen out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from yarl import URL

from congkhai.crawling.page import Link
from congkhai.records import Looked, Sight, SightQuality, Via

Ask = tuple[str, str | None]  # an obligation and its part, None for all of it
_MOST_LOOKED = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A record's own page or file, found on a list or on another record's page."""

    link: Link
    url: URL
    via: Via

    @property
    def age(self) -> date:
        """Sorts the newest last, and the undated before them."""
        return self.link.dated or date.min


@dataclass(slots=True, eq=False)
class Section:
    """A declared address or a link that fits a lead, with its list. ``exact``: sight depends on having read it. ``reason``: why it
    was not read, or its list not to the end. ``waiting``: pages of its list and records not visited yet."""

    url: URL
    via: Via
    exact: bool
    asked: set[Ask] = field(default_factory=set)
    declared: bool = False
    outcome: str = "not_visited"
    reason: str = ""
    lists: set[str] = field(default_factory=set)
    rows: dict[str, Row] = field(default_factory=dict)
    waiting: int = 0
    details: int = 0
    files: int = 0

    @property
    def whole(self) -> bool:
        """Whether it was read, its list to the end, and its newest records."""
        return self.outcome == "read" and not self.reason and not self.waiting

    def reached(self, label: str, referrer: str | None, trail: tuple[str, ...]) -> Via:
        """How a page of this section is reached, with the obligations it is visited for."""
        obligations = tuple(sorted({obligation for obligation, _ in self.asked}))
        return Via(label, referrer, trail, *((obligations, ()) if self.declared else ((), obligations)))

    def is_about(self, obligation: str) -> bool:
        """Whether it may hold any part of an obligation."""
        return any(obligation == about for about, _ in self.asked)

    def concerns(self, ask: Ask) -> bool:
        """Whether it may hold this part: a place for the whole obligation may hold each of its parts."""
        return not self.asked.isdisjoint({ask, (ask[0], None)})


@dataclass(slots=True)
class Seen:
    """What a visit saw besides the sections. ``poor``: a reason that holds for every obligation. ``cut``: the budget that ran out,
    or the host that stopped answering. ``menu``: the main navigation, by identity of address."""

    poor: str = ""
    cut: str = ""
    menu: dict[str, Looked] = field(default_factory=dict)
    menu_cut: str = ""
    alike: dict[Ask, dict[str, Looked]] = field(default_factory=dict)
    elsewhere: dict[Ask, dict[str, Looked]] = field(default_factory=dict)
    by_script: set[Ask] = field(default_factory=set)
    crowded: set[Ask] = field(default_factory=set)

    def sight(self, ask: Ask, sections: list[Section]) -> Sight:
        """How well one part was seen: good where nothing stood between us and it, else poor with the first thing that did."""
        concerned = [section for section in sections if section.concerns(ask)]
        read = [section for section in concerned if section.outcome == "read"]
        found = bool(read) or (ask[1] is None and any(s.outcome == "read" and s.is_about(ask[0]) for s in sections))
        reason = self.poor or self._in_the_way(ask, concerned, read, found=found)
        looked = [Looked(str(s.url) or s.via.label, s.via.label, s.outcome) for s in concerned]
        for others in (self.elsewhere, self.alike):
            looked += list(others.get(ask, {}).values())[:5]
        if not found:
            looked += self.menu.values()
        return Sight(
            obligation=ask[0],
            part=ask[1],
            quality=SightQuality.POOR if reason else SightQuality.GOOD,
            list_read_to_end=bool(read) and all(section.whole for section in read),
            reason=reason,
            looked=tuple(looked[:_MOST_LOOKED]),
        )

    def _in_the_way(self, ask: Ask, concerned: list[Section], read: list[Section], *, found: bool) -> str:
        """``found``: a place for it was read, or, for the whole obligation, one for any of its parts, which are then seen apart."""
        places = [section for section in concerned if section.exact] or concerned
        for section in places:
            if section.outcome in {"blocked", "failed"}:
                return section.reason
            if section.outcome == "not_visited":
                return self.cut or "not_visited"
        for section in [section for section in places if section in read] or read:
            if not section.whole:
                return section.reason or self.cut or "not_visited"
        if not found:
            asks = {ask, (ask[0], None)}
            for reason, hidden in (("by_script", self.by_script), ("elsewhere", self.elsewhere), ("too_many_leads", self.crowded)):
                if asks & set(hidden):
                    return reason
        outcomes = {looked.outcome for looked in self.menu.values()}
        if "not_visited" in outcomes:
            return self.cut or "menu_not_read"
        if not found and outcomes & {"blocked", "failed"}:
            return "menu_not_read"
        return self.menu_cut
