"""A record and the person who edits it in; the buttons of the edit form out, each in plain sight and without a script."""

from __future__ import annotations

from django.forms import Media
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from congkhai.portal.models import Disclosure
from congkhai.portal.policy import may


class ActionMenu:
    """Stands where Wagtail's own menu would. There is no button to publish: who writes does not approve (ADR 0005)."""

    media = Media()

    def __init__(self, request: HttpRequest, record: Disclosure | None) -> None:
        self.request, self.record = request, record

    def render_html(self) -> SafeString:
        record, user = self.record, self.request.user
        stored = record is not None and record.pk is not None
        context = {
            "record": record if stored else None,
            "may_delete": stored and record.first_published_at is None,
            "may_withdraw": stored and record.live and may(user, "withdraw", record.agency_id),
        }
        return render_to_string("portal/form/actions.html", context, request=self.request)
