"""An approved version in; the same version live, or due at its hour, out."""

from __future__ import annotations

from wagtail.models import Revision

from congkhai.accounts.models import User
from congkhai.portal.models import Disclosure
from congkhai.portal.policy import demand


def publish(record: Disclosure, revision: Revision, *, by: User | None) -> Disclosure:
    """Let an approved version go live. ``by`` is None for the clock. Raises NotApproved. portal/going_live.py keeps the door,
    writes the log and tells the search index."""
    if by is not None:
        demand(by, "publish", record.agency_id)
    record.publish(revision, user=by, skip_permission_checks=True)
    record.refresh_from_db()
    return record
