"""A record's files in; those that are pictures, with their measures and the words that stand for them, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import ExifTags, Image

from congkhai.files.store import path_of
from congkhai.portal.models import Attachment

KINDS = frozenset({"image/jpeg", "image/png"})
_LYING = frozenset({5, 6, 7, 8})  # turned by a quarter when shown


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a page may show. ``words`` say it to those who do not see it; empty if nobody gave it a title."""

    attachment: Attachment
    words: str
    width: int
    height: int


def measured(attachment: Attachment) -> tuple[int, int] | None:
    """Width and height in pixels, as shown; None for what is no picture, or none that can be read. Reads the file's head alone."""
    if attachment.file.content_type not in KINDS:
        return None
    try:
        with Image.open(path_of(attachment.file.sha256)) as picture:
            width, height = picture.size
            lying = picture.getexif().get(ExifTags.Base.Orientation) in _LYING
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return (height, width) if lying else (width, height)


def pictures_of(files: Iterable[Attachment]) -> list[Picture]:
    """The pictures among the files, in their order."""
    return [Picture(one, one.title, *measures) for one in files if (measures := measured(one))]
