"""A live record whose time is over in; the same record off the public site out."""

from __future__ import annotations

from congkhai.portal.models import Disclosure


def expire(record: Disclosure) -> None:
    """End what its own approved version said would end by now. Its address then says so."""
    record.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
