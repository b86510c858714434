"""A kept picture in; the same picture small, drawn once and kept beside the files, out."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from congkhai.files.store import path_of

WIDTH, HEIGHT = 240, 160  # twice what a list shows, for sharp screens
MOST_PIXELS = 50_000_000  # what is larger would fill the memory when drawn


def small(sha256: str) -> Path | None:
    """Where the small picture is: as it is held upright, cut to one shape, on white. None for what cannot be drawn."""
    place = settings.VAR / "small" / sha256[:2] / f"{sha256}.jpg"
    if place.exists():
        return place
    try:
        with Image.open(path_of(sha256)) as picture:
            picture.draft("RGB", (2 * WIDTH, 2 * HEIGHT))  # a JPEG is read no larger than needed
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.thumbnail((4 * WIDTH, 4 * HEIGHT))
            seen = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    drawn = Image.new("RGB", (WIDTH, HEIGHT), "white")
    cut = ImageOps.fit(seen, (WIDTH, HEIGHT))
    drawn.paste(cut, mask=cut)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix="new-", delete=False) as fresh:
        drawn.save(fresh, "JPEG", quality=80)
    Path(fresh.name).replace(place)
    return place
