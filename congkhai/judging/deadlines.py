"""Days, numbers of working days and the non-working days in; deadlines and days past them out, each worked out once."""

from __future__ import annotations

from collections.abc import Container, Hashable
from datetime import date
from functools import lru_cache

from congkhai.catalogue import workdays


def after(day: date, n: int, closed: Container[date]) -> date:
    """The n-th working day after a day (``workdays.after``). Remembered where ``closed`` is hashable, and so does not change."""
    return _after(day, n, closed) if isinstance(closed, Hashable) else workdays.after(day, n, closed)


def past(deadline: date, day: date, closed: Container[date]) -> int:
    """Days late: the working days past the deadline, so that a Saturday after a Friday is not late yet."""
    if day <= deadline:
        return 0
    return _between(deadline, day, closed) if isinstance(closed, Hashable) else workdays.between(deadline, day, closed)


_after = lru_cache(maxsize=2**16)(workdays.after)
_between = lru_cache(maxsize=2**16)(workdays.between)
