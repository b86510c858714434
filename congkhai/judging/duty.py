"""A record and its part's history in; the version in force when its duty arose, and the act that its limit counts from, out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from congkhai.judging.merging import Record
from congkhai.judging.scope import Asked


class Duty(NamedTuple):
    """``asked`` is None where nothing bound the agency when the duty would have arisen: before the first version, under a version
    that did not bind its kind, before the agency came to be. ``act`` is None where the record's limit has no day to count from."""

    asked: Asked | None
    act: date | None


def duty(record: Record, history: Sequence[Asked], since: date | None) -> Duty:
    """The duty of a record, judged by the version in force when it arose and never by the day of asking.

    It arose on the day of the act that a version's limit counts from, if that day lies in the version. A record without such a day
    arose on its first other act, else when it was first posted; one without any day is taken under the day's own version."""
    acts = record.acts
    dated = None
    for asked in reversed(history):
        act = None
        for role in asked.acts:
            day = acts.get(role)
            if day is not None and (act is None or day > act):
                act = day
        if act is not None:
            dated = act
            if asked.version.on(act) and (since is None or act >= since):
                return Duty(asked, act)
    if dated is not None:
        if since is not None and dated < since:
            return Duty(None, None)
        # A version that counts no time from the act may yet be the one in whose days it lies.
        return Duty(next((asked for asked in history if not asked.acts and asked.version.on(dated)), None), None)
    arose = min(acts.values()) if acts else min(record.days) if record.days else None
    if arose is None:
        return Duty(history[0], None)
    if since is not None and arose < since:
        return Duty(None, None)
    return Duty(next((asked for asked in history if asked.version.on(arose)), None), None)
