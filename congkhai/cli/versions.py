"""The versions of obligations and the changes between them in; their JSON and their words out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from congkhai.catalogue.changes import Change
from congkhai.catalogue.clauses import Clause
from congkhai.catalogue.obligation import Catalogue, Obligation, Version
from congkhai.cli.said import FORCES, in_
from congkhai.records import Sentence


def force_in_words(version: Version, lang: str) -> str:
    """How strongly a version binds, and whether its text is still to be encoded."""
    unread = Sentence(", chưa mã hóa", ", not encoded") if version.text_not_seen else Sentence("", "")
    return in_(lang, FORCES[version.force]) + in_(lang, unread)


def cites_in_words(version: Version) -> str:
    """Each place with the id of its instrument."""
    return "; ".join(f"{cite.instrument} {cite.place}" for cite in version.cites)


def listed_to_json(obligation: Obligation, version: Version, catalogue: Catalogue) -> dict[str, Any]:
    """One row of ``law list``."""
    unseen = version.text_not_seen or any(
        cite.role == "norm" and catalogue.instruments[cite.instrument].text_not_seen for cite in version.cites
    )
    cites = [cite.model_dump(mode="json") for cite in version.cites]
    return {"id": obligation.id, "force": version.force, "cites": cites, "text_not_seen": unseen}


def clause_to_json(clause: Clause, catalogue: Catalogue, in_force: bool | None) -> dict[str, Any]:
    """One row of ``law clauses``. ``in_force``: whether the instrument was on the day asked for; None for no day."""
    resting = [
        {
            "id": one.obligation.id,
            "role": one.citation.role,
            "force": one.version.force,
            "from": one.since.isoformat(),
            "until": one.version.until.isoformat() if one.version.until else None,
            "binds": list(catalogue.bound(one.version.binds, one.since)),
            "text_not_seen": one.version.text_not_seen,
        }
        for one in clause.resting
    ]
    return {
        "place": clause.place,
        "in_force": in_force,
        "obligations": resting,
        "otherwise": [listed_to_json(obligation, version, catalogue) for obligation, version in clause.otherwise],
        "not_encoded": clause.why.model_dump() if clause.why else None,
    }


def clause_in_words(clause: Clause, lang: str) -> str:
    """What rests on a clause, a line for each obligation, by what else it is asked for, and what is not encoded of it."""
    lines = [
        f"{one.obligation.id} ({one.since} – {one.version.until or '…'}; {force_in_words(one.version, lang)})"
        for one in clause.resting
    ]
    for obligation, version in clause.otherwise:
        by = in_(lang, Sentence("ngày ấy căn cứ vào", "that day by"))
        lines.append(f"{obligation.id} ({by} {cites_in_words(version)}; {force_in_words(version, lang)})")
    return "\n".join([*lines, *([getattr(clause.why, lang)] if clause.why else [])])


def change_to_json(change: Change, catalogue: Catalogue) -> dict[str, Any]:
    """One row of ``law diff``."""
    version = change.after or change.before
    return {
        "id": change.obligation.id,
        "on": change.on.isoformat(),
        "title": change.obligation.title.model_dump(),
        "force": version.force if version else None,
        "text_not_seen": version.text_not_seen if version else False,
        "binds": list(catalogue.bound(version.binds, change.on)) if version else [],
        "differences": [
            {"what": one.what, "part": one.part, "before": asdict(one.before), "after": asdict(one.after), "listed": one.listed}
            for one in change.differences
        ],
    }


_WHAT: Mapping[str, Sentence] = {
    "force": Sentence("mức độ ràng buộc", "force"),
    "encoded": Sentence("mã hóa", "encoding"),
    "binds": Sentence("đối tượng", "who is bound"),
    "cites": Sentence("căn cứ", "cites"),
    "parts": Sentence("các phần", "parts"),
    "fields": Sentence("các trường", "fields"),
    "limits": Sentence("thời hạn", "time limit"),
    "window": Sentence("thời gian xét", "window"),
    "thresholds": Sentence("ngưỡng đầy đủ và tương đối đầy đủ", "thresholds of full and substantial"),
    "basis": Sentence("ai nêu", "named by"),
    "nil": Sentence("báo không phát sinh", "nil returns"),
    "total": Sentence("tổng số phải có", "how many there ought to be"),
}


def change_in_words(change: Change, lang: str) -> str:
    """What a change comes to, a line for each difference."""
    if change.before is None or change.after is None:
        force = FORCES[change.after.force if change.after else None]
        began = Sentence(f"bắt đầu ({force.vi})", f"began ({force.en})")
        return in_(lang, began if change.after else Sentence("hết hiệu lực, không có gì thay", "ended, and nothing took its place"))
    lines = []
    for one in change.differences:
        before, after = in_(lang, one.before), in_(lang, one.after)
        came_and_went = " ".join(f"{sign} {words}" for sign, words in (("−", before), ("+", after)) if words)
        name = f"{in_(lang, _WHAT[one.what])}{f' [{one.part}]' if one.part else ''}"
        lines.append(f"{name}: {came_and_went if one.listed else f'{before} → {after}'}")
    return "\n".join(lines) or in_(lang, Sentence("phiên bản mới, nội dung như cũ", "a new version that says the same"))


def version_to_json(obligation: Obligation, day: date, catalogue: Catalogue) -> dict[str, Any]:
    """What ``law show`` prints: an obligation by its version on a day, ``None`` where there is none."""
    version = obligation.version_on(day)
    names = ("from", "until", "force", "cites", "binds", "parts", "window", "due")
    plain = version.model_dump(mode="json", by_alias=True) if version else {}
    shown = {name: plain[name] for name in names} if version else None
    if shown and version:
        shown["binds"] = [kind.value for kind in catalogue.bound(version.binds, day)]
    if shown and version and version.text_not_seen:  # what an unread text sets is not known
        shown |= {"window": None, "due": None}
    return {"id": obligation.id, "title": obligation.title.model_dump(), "version": shown}
