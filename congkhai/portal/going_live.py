"""The one door: a revision in; live text out, if another person than its last editor approved that very text (ADR 0005)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Revision

from congkhai.ledger.record import log
from congkhai.portal.derived import derive
from congkhai.portal.related import tell_relations
from congkhai.portal.searched import tell_search

# What a reader sees, and where and when: the rest of a record is bookkeeping.
TEXT = ("title", "summary", "body", "fields")
CONTENT = (
    *TEXT,
    "agency",
    "obligation",
    "part",
    "slug",
    "language",
    "nil_return",
    "supersedes",
    "go_live_at",
    "expire_at",
)
# What may be written to a live record's row without its text being read again.
BOOKKEEPING = {
    "latest_revision",
    "has_unpublished_changes",
    "locked",
    "locked_at",
    "locked_by",
    "withdrawn_at",
    "withdrawn_by",
    "withdrawn_reason",
}


class NotApproved(PermissionDenied):
    """Text was about to go live that nobody but its last editor has approved. The message is for people."""


def digest(content: dict[str, Any]) -> str:
    """sha256 over what a reader would see of a revision's content, or of a record's own serialised data."""
    plain = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    seen = {name: plain.get(name) for name in CONTENT}
    seen["attachments"] = [
        [child.get(name) for name in ("file", "field", "title", "sort_order")] for child in plain.get("attachments", [])
    ]
    return hashlib.sha256(json.dumps(seen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class LiveByApproval(DraftStateMixin):
    """A record that goes live through ``publish`` alone, and never unseen by a second person. Whoever asks, and however: the
    button, the workflow, a schedule, a restored revision, a superuser, a line of Python."""

    live = models.BooleanField(verbose_name="live", default=False, editable=False)

    class Meta:
        abstract = True

    def second_pair_of_eyes(self, revision: Revision) -> Any:
        """The approval that lets this very text go live, None if there is none: by another than the revision's editor, of the
        content as it is now."""
        if revision.user_id is None:
            return None
        approvals = self.approvals.filter(revision=revision, content=digest(revision.content))
        return approvals.exclude(approved_by=revision.user_id).first()

    def demand_second_pair_of_eyes(self, revision: Revision | None) -> None:
        """Raise NotApproved, saying why, unless this very text was approved by another person."""
        if revision is None or str(revision.object_id) != str(self.pk):
            raise NotApproved(_("Nothing goes live but an approved version of the record itself."))
        if revision.user_id is None:
            raise NotApproved(
                _("It is not known who wrote this version last, so nobody can be told apart from its writer. Save it once more.")
            )
        if self.second_pair_of_eyes(revision) is None:
            raise NotApproved(
                _("This version has not been approved. Another person than its last editor, %s, must read and approve it.")
                % revision.user.get_full_name()
            )

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Make an approved revision live, now or at its hour. Raises NotApproved; ValidationError if the law's fields refuse it."""
        self.demand_second_pair_of_eyes(revision)
        revision.as_object().full_clean()
        with transaction.atomic():
            super().publish(revision, user=user, **kwargs)
            type(self)._base_manager.filter(pk=self.pk, live=True).update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
            record = type(self).objects.get(pk=self.pk)
            went_live = record.live and record.live_revision_id == revision.pk
            log(
                "published" if went_live else "scheduled",
                record,
                agency=record.agency,
                actor=user,
                revision=revision.pk,
                content=digest(revision.content),
                at=None if went_live else revision.approved_go_live_at.isoformat(),
            )
            if went_live:
                self._tell(record)

    def unpublish(self, set_expired: bool = False, commit: bool = True, user: Any = None, log_action: bool | str = True) -> None:
        """Take the record off the public site: at the end of its time, or withdrawn with a reason, and no other way."""
        if not set_expired and not self.withdrawn_reason:
            raise PermissionDenied(_("What was public leaves by withdrawal, with a reason that its address keeps."))
        with transaction.atomic():
            super().unpublish(set_expired=set_expired, commit=commit, user=user, log_action=log_action)
            log("expired" if set_expired else "withdrawn", self, agency=self.agency, actor=user, note=self.withdrawn_reason)
            self._tell(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to store live text that differs from its approved revision, whoever put it there."""
        written = kwargs.get("update_fields")
        if written is None:
            derive(self)
        if self.live and (written is None or not set(written) <= BOOKKEEPING):
            self.demand_second_pair_of_eyes(self.live_revision)
            if digest(self.serializable_data()) != digest(self.live_revision.content):
                raise NotApproved(_("A live record changes by a new version that another person approves, not in place."))
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """A version of the text as it is, with its columns in line."""
        derive(self)
        return super().save_revision(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A revision's text in a record that keeps what is its as a whole: whose it is, and how it stands with the public."""
        record = super().with_content_json(content)
        for name in (
            "agency_id",
            "live_revision_id",
            "last_published_at",
            "expired",
            "withdrawn_at",
            "withdrawn_by_id",
            "withdrawn_reason",
        ):
            setattr(record, name, getattr(self, name))
        return record

    @staticmethod
    def _tell(record: Any) -> None:
        """The public site has changed: search knows of it, and what the judge said of it before no longer stands."""
        tell_search(record)
        tell_relations(record)
        record.agency.self_checks.all().delete()
