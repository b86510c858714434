"""Records for tests, each made as people make them: written by one, approved by another."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from congkhai.accounts.models import Role, User
from congkhai.agencies.models import Agency
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.submit import submit
from congkhai.portal.models import Disclosure
from tests import factories

OBLIGATION, PART = "rewards-and-sanctions", "rewards"
_number = count(1)


class Office:
    """An agency with one person of each role."""

    def __init__(self, **given: Any) -> None:
        self.agency: Agency = factories.agency(**given)
        self.editor = factories.member(self.agency, Role.EDITOR)
        self.approver = factories.member(self.agency, Role.APPROVER)
        self.chief = factories.member(self.agency, Role.CHIEF)

    def draft(self, *, by: User | None = None, **given: Any) -> Disclosure:
        """A record never public, last written by the editor."""
        n = next(_number)
        fields = {"issued_on": "2026-11-20"} | given.pop("fields", {})
        made = {"obligation": OBLIGATION, "part": PART, "title": f"Quyết định khen thưởng thứ {n}", "fields": fields} | given
        record = Disclosure(agency=self.agency, **made)
        record.save()
        record.save_revision(user=by or self.editor)
        return Disclosure.objects.get(pk=record.pk)

    def waiting(self, **given: Any) -> Disclosure:
        """A record before the approvers."""
        record = self.draft(**given)
        submit(record, by=self.editor)
        return Disclosure.objects.get(pk=record.pk)

    def public(self, **given: Any) -> Disclosure:
        """A live record."""
        record = self.waiting(**given)
        approve(record, by=self.approver)
        return Disclosure.objects.get(pk=record.pk)

    def rewrite(self, record: Disclosure, *, by: User | None = None, **changes: Any) -> Disclosure:
        """A new version of a record, not yet approved."""
        newest = record.get_latest_revision_as_object()
        for name, value in changes.items():
            setattr(newest, name, value)
        newest.save_revision(user=by or self.editor)
        return Disclosure.objects.get(pk=record.pk)


def many(office: Office, number: int) -> None:
    """So many live records at once, as a load of data leaves them: past the acts, and said so."""
    kept = [
        Disclosure(
            agency=office.agency,
            obligation=OBLIGATION,
            part=PART,
            title=f"Quyết định {n}",
            slug=f"quyet-dinh-{n}",
            natural_key=f"many:{n}",
            fields={"issued_on": "2026-10-01"},
            duty_on=date(2026, 10, 1),
            live=True,
            first_published_at="2026-10-02T08:00:00+07:00",
        )
        for n in range(number)
    ]
    Disclosure._base_manager.bulk_create(kept)
