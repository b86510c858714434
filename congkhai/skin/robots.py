"""The address of the list of pages in; what robots are told of the whole installation out."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse


def told_to_robots(sitemap: str) -> HttpResponse:
    """Everything may be read by machines but the rooms of those who work here."""
    lines = ["User-agent: *", f"Disallow: /{settings.ADMIN_PATH}", "", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
