"""What a site's pages show of its functions in; for each function asked for, evidence that it works, or where it was sought in
vain, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from congkhai.catalogue.obligation import Check, Obligation
from congkhai.reading.functions.noted import LEAST_ENTRIES, Noted
from congkhai.records import Evidence, EvidenceKind, FieldSeen, FieldState, Kind, Looked, Sight, SightQuality

_MOST_PAGES = 50  # of one site that a check looks at page by page
_TURNED_AWAY = {401, 403, 429, 503}
_LEVELS = {  # names before .gov.vn, at least; law: function-domain-name
    Kind.MINISTRY: (1, 1),
    Kind.GOVERNMENT_AGENCY: (1, 1),
    Kind.PROVINCE: (1, 1),
    Kind.DEPARTMENT: (2, 4),
    Kind.DISTRICT: (2, 2),
    Kind.COMMUNE: (2, 2),
}
_STATE = (".gov.vn", ".chinhphu.vn")  # hosts of state agencies
_HAVE_UNITS = {Kind.MINISTRY, Kind.GOVERNMENT_AGENCY, Kind.PROVINCE}  # law: function-links

Row = tuple[Noted, Mapping[str, bool]]  # a page, and whether each aspect holds on it


@dataclass(frozen=True, slots=True)
class Matter:
    """What a check is given: the site's pages in the order of the visit, the obligation it is for, and whose site it is."""

    pages: Sequence[Noted]
    obligation: str
    kind: Kind | None
    home: str

    @property
    def own(self) -> list[Noted]:
        """The pages visited for this very obligation, and the home page."""
        return [page for page in self.pages if page.html and (page.home or self.obligation in page.visited_for) and not page.lost]


@dataclass(frozen=True, slots=True)
class Tried:
    """``rows`` prove it where it works, wholly or in part; ``vain`` are pages where it was looked for, each with a short code for
    what was found. ``reason``: why it could not be tried."""

    rows: tuple[Row, ...] = ()
    vain: tuple[tuple[Noted, str], ...] = ()
    reason: str = ""


# --- checks, one for each name that a law file may give -------------------------------------------------


def search(matter: Matter) -> Tried:
    """A search form is found, and the one request made by it is answered with results or with a plain word that there are none.

    Results of no kind that we know are still results where the page links to what the home page does not. Unknown where the form
    asks in a way that only a browser can follow, where a script may have brought the answer, and where our request was turned away
    or never made."""
    answer = next((page for page in matter.pages if page.asked), None)
    if answer is not None:
        if answer.status in _TURNED_AWAY:
            return Tried(reason=f"http_{answer.status}")
        good = answer.status == 200 and not answer.lost
        home = next((page.linked for page in matter.pages if page.home), frozenset())
        if good and (answer.answers or len(answer.linked - home) >= LEAST_ENTRIES):
            return Tried(((answer, {"answer": True}),))
        return Tried(reason="search_by_script") if good and answer.scripted else Tried(vain=((answer, "no_answer"),))
    if any(page.search for page in matter.pages):
        return Tried(reason="search_by_script" if not any(p.search == "get" for p in matter.pages) else "search_not_tried")
    return Tried(vain=tuple((page, "no_form") for page in matter.own))


def site_map(matter: Matter) -> Tried:
    """A page that lists the site's sections as a tree to read, or a site map in XML; either suffices."""
    rows: list[Row] = []
    rows += [(page, {"xml": True}) for page in matter.pages if page.xml][:1]
    trees = [page for page in matter.own if not page.home and page.entries >= LEAST_ENTRIES]
    rows += [(page, {"tree": True}) for page in trees[:1]]
    return Tried(tuple(rows)) if rows else Tried(vain=tuple((page, "no_map") for page in matter.own))


def print_and_save(matter: Matter) -> Tried:
    """Each page with a text of its own can be printed and kept by a control on it. Unknown where no such page was seen."""
    pages = [page for page in matter.pages if page.text and not page.asked][:_MOST_PAGES]
    return _each(pages, lambda page: {"print": page.prints, "save": page.saves}, "no_control")


def metadata(matter: Matter) -> Tried:
    """The home page and each page with a text of its own bear the six elements that may not be left out. What plain HTML says (its
    title, description and author) counts too, once a page marks any element as Dublin Core."""
    pages = [page for page in matter.pages if page.html and (page.home or page.text) and not page.asked][:_MOST_PAGES]
    if not any(page.marked for page in pages):
        return Tried(vain=tuple((page, "no_metadata") for page in pages), reason="" if pages else "no_page_to_try")
    elements = ("title", "creator", "date", "description", "publisher", "identifier")
    return Tried(tuple((page, {name: page.marked and name in page.core for name in elements}) for page in pages))


def question_and_status(matter: Matter) -> Tried:
    """A form to put a question by, and a way to follow what becomes of it; or an e-mail address, which the law takes instead."""
    with_form = [page for page in matter.own if page.form]
    follows = any(page.follows for page in matter.own if not page.home)
    if with_form and follows:
        return Tried(((with_form[0], {"form": True, "status": True}),))
    if written := [page for page in matter.own if page.email]:
        return Tried(((written[-1], {"email": True}),))
    if with_form:
        return Tried(((with_form[0], {"form": True, "status": False}),))
    return Tried(vain=tuple((page, "no_form") for page in matter.own))


def domain_rule(matter: Matter) -> Tried:
    """The home page stands under ``.gov.vn``, with as many names before it as the rule gives this kind of agency. Whether a name is
    the right one for the agency is for people. Unknown for a bare address, which no citizen types."""
    host = (urlsplit(matter.home).hostname or "").removeprefix("www.")
    home = next((page for page in matter.pages if page.home), None)
    if home is None or "." not in host or host.replace(".", "").isdigit() or ":" in host:
        return Tried(reason="no_domain_name")
    least, most = _LEVELS.get(matter.kind, (1, 4)) if matter.kind else (1, 4)
    names = host.removesuffix(".gov.vn").split(".") if host.endswith(".gov.vn") else []
    held = {"vn": host.endswith(".vn"), "pattern": least <= len(names) <= most}
    return Tried(((home, held),)) if any(held.values()) else Tried(vain=((home, "other_domain"),))


def unicode(matter: Matter) -> Tried:
    """Each page is UTF-8, with Vietnamese letters in one piece."""
    pages = [page for page in matter.pages if page.html and not page.lost][:_MOST_PAGES]
    return _each(pages, lambda page: {"utf8": page.utf8, "composed": page.composed}, "other_encoding", "utf8")


def links(matter: Matter) -> Tried:
    """The home page, or a page of links, leads to the sites of the agency's units, which stand under its own name, and of other
    state agencies. Those that surely have agencies under them need both; of the rest, whichever there is."""
    rows = list(_leading(matter))
    if not rows:
        return Tried(vain=tuple((page, "no_links") for page in matter.own))
    held = {name: any(row[name] for _, row in rows) for name in ("units", "agencies")}
    both = matter.kind in _HAVE_UNITS
    return Tried(((rows[0][0], {name: holds for name, holds in held.items() if holds or both}),))


def unit_links(matter: Matter) -> Tried:
    """The same, of the agency's units alone."""
    rows = [(page, {"units": True}) for page, row in _leading(matter) if row["units"]]
    return Tried(tuple(rows[:1])) if rows else Tried(vain=tuple((page, "no_links") for page in matter.own))


def _leading(matter: Matter) -> Iterator[Row]:
    """The pages that lead to another agency, and to which."""
    own = (urlsplit(matter.home).hostname or "").removeprefix("www.")
    for page in matter.own:
        hosts = {(urlsplit(link).hostname or "").removeprefix("www.") for link in page.linked} - {own}
        units = any(host.endswith(f".{own}") for host in hosts)
        others = any(f".{host}".endswith(_STATE) and not host.endswith(f".{own}") for host in hosts)
        if units or others:
            yield page, {"units": units, "agencies": others}


def _each(pages: Sequence[Noted], held: Callable[[Noted], Mapping[str, bool]], vain: str, needed: str = "") -> Tried:
    """The same asked of many pages. Where no page has anything of it (``needed`` names what must be), all were tried in vain."""
    rows = tuple((page, held(page)) for page in pages)
    if not rows:
        return Tried(reason="no_page_to_try")
    if not any(row[needed] if needed else any(row.values()) for _, row in rows):
        return Tried(vain=tuple((page, vain) for page in pages))
    return Tried(rows)


CHECKS: Mapping[Check, Callable[[Matter], Tried]] = {
    Check.SEARCH: search,
    Check.SITE_MAP: site_map,
    Check.PRINT_AND_SAVE: print_and_save,
    Check.METADATA: metadata,
    Check.QUESTION_AND_STATUS: question_and_status,
    Check.DOMAIN_RULE: domain_rule,
    Check.UNICODE: unicode,
    Check.LINKS: links,
    Check.UNIT_LINKS: unit_links,
}


# --- the room's side door -------------------------------------------------------------------------------


def tried(
    obligations: Iterable[Obligation],
    pages: Sequence[Noted],
    sights: Sequence[Sight],
    *,
    home: str,
    kind: Kind | None,
    on: date,
    unseen: str = "",
) -> tuple[list[Evidence], list[Sight]]:
    """Evidence and sight of every part that asks for a function on the day. ``sights`` are the crawler's: where a function was
    looked for in vain, its word on how well the places for it were seen stands. ``unseen``: why the site itself was not."""
    evidence: list[Evidence] = []
    told: list[Sight] = []
    for obligation in obligations:
        version = obligation.version_on(on)
        for name, rule in version.parts.items() if version else ():
            if rule.check is None:
                continue
            result = (
                CHECKS[rule.check](Matter(pages, obligation.id, kind, home)) if pages else Tried(reason=unseen or "not_visited")
            )
            evidence += [_evidence(obligation.id, name, rule.check, *row) for row in result.rows]
            told.append(_sight(obligation.id, name, result, sights))
    return evidence, told


def _evidence(obligation: str, part: str, check: Check, page: Noted, held: Mapping[str, bool]) -> Evidence:
    states = {True: FieldSeen(True, FieldState.PRESENT), False: FieldSeen(None, FieldState.ABSENT)}
    return Evidence(
        key=f"{check}#{page.url}",
        kind=EvidenceKind.FUNCTION,
        obligation=obligation,
        part=part,
        url=page.url,
        label=page.label,
        at=page.at,
        sha256=page.sha256,
        fields=MappingProxyType({name: states[holds] for name, holds in held.items()}),
        own_page=True,
    )


def _sight(obligation: str, part: str, result: Tried, sights: Sequence[Sight]) -> Sight:
    """Found is well seen. Not found is well seen if the crawler saw the likely places well."""
    crawled = [sight for sight in sights if sight.obligation == obligation]
    poor = next((sight.reason for sight in crawled if sight.quality is SightQuality.POOR), "")
    reason = result.reason or ("" if result.rows else poor)
    looked = [Looked(page.url, page.label, outcome) for page, outcome in result.vain]
    looked += [place for sight in crawled for place in sight.looked if place.url not in {page.url for page, _ in result.vain}]
    quality = SightQuality.POOR if reason else SightQuality.GOOD
    return Sight(
        obligation, part, quality, list_read_to_end=not reason, reason=reason, looked=tuple(looked) if not result.rows else ()
    )
