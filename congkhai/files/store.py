"""An uploaded file in, its row out: checked, named, hashed, and kept under its own content's address."""

from __future__ import annotations

import hashlib
import os
import tempfile
from math import ceil
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.files.kinds import media_type
from congkhai.files.models import StoredFile
from congkhai.text import file_name

MB = 1024 * 1024


def path_of(sha256: str) -> Path:
    """Where bytes of that hash are kept."""
    return settings.VAR / "files" / sha256[:2] / sha256[2:4] / sha256


def store(upload: File, *, agency: Agency, by: User | None) -> StoredFile:
    """Keep a file for an agency. The same bytes under the same name are one row, and the same bytes are kept once.
    ValidationError, in a sentence for the person who sent it, when it is empty, too large, or not what its name says."""
    name = file_name(upload.name or "")
    if upload.size > settings.FILE_MAX_MB * MB:
        raise ValidationError(
            _("The file is too large: %(size)s MB, at most %(limit)s MB."),
            code="size",
            params={"size": ceil(upload.size / MB), "limit": settings.FILE_MAX_MB},
        )
    if not upload.size:
        raise ValidationError(_("“%(name)s” is empty: 0 bytes arrived."), code="empty", params={"name": name})
    content_type = media_type(name, upload)
    stored, _created = StoredFile.objects.get_or_create(
        agency=agency,
        sha256=keep(upload),
        name=name,
        defaults={"size": upload.size, "content_type": content_type, "uploaded_by": by},
    )
    return stored


def keep(upload: File) -> str:
    """Write the bytes to their place, whole or not at all, and give their hash."""
    root = settings.VAR / "files"
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    upload.seek(0)
    with tempfile.NamedTemporaryFile(dir=root, prefix="new-", delete=False) as fresh:  # mode 0600
        for chunk in upload.chunks():
            digest.update(chunk)
            fresh.write(chunk)
        fresh.flush()
        os.fsync(fresh.fileno())
    place = path_of(digest.hexdigest())
    place.parent.mkdir(parents=True, exist_ok=True)
    Path(fresh.name).replace(place)
    return digest.hexdigest()
