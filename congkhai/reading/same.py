"""Law objects as cache keys: the very objects, since hashing a law file costs more than reading a page."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """Equal to another that holds the same objects, one by one, in the same order. Keeps them alive, so that no id is used twice."""

    __slots__ = ("_ids", "objects")

    def __init__(self, *objects: T) -> None:
        self.objects = objects
        self._ids = tuple(map(id, objects))

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self._ids == other._ids
