"""A section in; its newest records as an Atom feed out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language

from congkhai.agencies.law import said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Obligation
from congkhai.portal.models import Disclosure
from congkhai.portal.public import addresses, metadata
from congkhai.portal.public.page import public, section_of
from congkhai.portal.public.records import in_language, open_records

NEWEST = 50


class Feed(Atom1Feed):
    """Atom whose own date is the section's last change, a withdrawal included, and not the newest item's."""

    def __init__(self, *args: Any, changed: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changed = changed

    def latest_post_date(self) -> datetime:
        return self.changed


def changed_at(agency: Agency, section: Obligation) -> datetime:
    """When what the public sees of the section last changed; the epoch if it never did."""
    ever = Disclosure.objects.filter(agency=agency, obligation=section.id).exclude(first_published_at=None)
    over = Max("expire_at", filter=Q(expire_at__lte=timezone.now()))
    moments = ever.aggregate(Max("last_published_at"), Max("withdrawn_at"), over=over).values()
    return max(filter(None, moments), default=datetime.fromtimestamp(0, UTC))


def tag(record: Disclosure, agency: Agency) -> str:
    """A name that stays when the address changes (RFC 4151)."""
    day = timezone.localtime(record.first_published_at)
    return f"tag:{urlsplit(settings.ADDRESS).hostname},{day:%Y-%m-%d}:{agency.slug}/{record.pk}"


@public
def feed(request: HttpRequest, agency: Agency, obligation: Obligation) -> HttpResponse:
    section = section_of(agency, obligation)
    language = get_language()
    changed = changed_at(agency, section)
    here = addresses.absolute(addresses.of_section(agency, section))
    atom = Feed(
        title=f"{said(section.title)} – {agency.title}",
        link=here,
        description=said(section.summary),
        language=language,
        author_name=agency.title,
        feed_url=addresses.absolute(addresses.of_section(agency, section, page="section-feed")),
        feed_guid=here,
        changed=changed,
    )
    newest = in_language(open_records(agency).filter(obligation=section.id), language).order_by("-first_published_at", "-pk")
    for record in newest.prefetch_related("attachments__file")[:NEWEST]:
        told = metadata.of_record(record, agency, section)
        atom.add_item(
            title=record.title,
            link=told.identifier,
            description=told.description,
            unique_id=tag(record, agency),
            pubdate=record.first_published_at,
            updateddate=record.last_published_at,
            author_name=told.creator,
            categories=(told.subject,),
        )
    response = HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Last-Modified"] = http_date(changed.timestamp())
    return response
