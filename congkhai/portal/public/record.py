"""A record's address in; the record, or why it is no longer there, out; and its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language

from congkhai.agencies.law import catalogue, said
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import Basis, Face, FieldType, Obligation, PartRule
from congkhai.files.serve import respond, respond_small
from congkhai.portal.duty import duty_met
from congkhai.portal.models import Attachment, Disclosure
from congkhai.portal.public import addresses, metadata
from congkhai.portal.public.answers import answered
from congkhai.portal.public.comments import comment_on
from congkhai.portal.public.history import history_of
from congkhai.portal.public.page import OTHER_LANGUAGE, frame, public, section_of
from congkhai.portal.public.pictures import KINDS as PICTURES
from congkhai.portal.public.pictures import pictures_of
from congkhai.portal.public.records import Standing, files_of, in_language, open_records, standing, twin_of
from congkhai.portal.public.shapes import contents_of
from congkhai.portal.public.states import document_tag
from congkhai.portal.related import does, done_to, listed, relating
from congkhai.portal.rules import find_part
from congkhai.portal.shown import Shown, kept_rows, shown
from congkhai.portal.words import DOES, DONE_BY

READ = (Face.PLAIN, Face.ANSWERS, Face.PROFILE)  # faces whose records are read for their text, and looked up for nothing
LONG = 240  # letters; what is longer does not fit beside a name


def is_long(field: Shown, section: Obligation) -> bool:
    """Whether a text stands under its own heading, and not in the list of facts."""
    return not field.withheld and (section.face in READ or len(field.words) > LONG)


def with_missing(fields: Sequence[Shown], part: PartRule) -> list[Shown]:
    """The fields, and empty ones for what the law has such a record say and this one does not."""
    told = {one.rule.name: one for one in fields}
    asked = [rule for rule in part.fields if rule.name in told or (rule.basis is Basis.LAW and not rule.personal)]
    return [told.get(rule.name) or Shown(rule, said(rule.title)) for rule in asked]


def _ever_public(agency: Agency, pk: int, **given: Any) -> Disclosure:
    """A record of the agency that is or was public. Of a draft nobody learns that it is there."""
    records = Disclosure.objects.select_related("withdrawn_by").prefetch_related("attachments__file")
    record = get_object_or_404(records, pk=pk, agency=agency, **given)
    if standing(record) is Standing.NEVER_PUBLIC or record.obligation not in catalogue().obligations:
        raise Http404
    return record


def _gone(request: HttpRequest, agency: Agency, record: Disclosure) -> HttpResponse:
    """The notice that stands where a record was: no title, no name, no file, and no address made of its title."""
    section = catalogue().obligations[record.obligation]
    other = OTHER_LANGUAGE[get_language()]
    return frame(
        request,
        agency,
        "gone.html",
        status=410,
        section=section,
        part=find_part(record.obligation, record.part, timezone.localdate()),
        record=record,
        withdrawn=standing(record) is Standing.WITHDRAWN,
        history=history_of(record),
        canonical="",
        other_language=addresses.of("record-short", agency.slug, section, record.pk, language=other),
    )


def _beside_others(record: Disclosure, agency: Agency) -> dict[str, Any]:
    """Whether a document is in force, what it does to others, and what they did to it."""
    documents = open_records(agency)
    done = done_to([record], documents).get(record.pk, [])
    links = [(DOES[one.act], one) for one in does(record, documents)] + [(DONE_BY[one.act], one) for one in done]
    return {"tag": document_tag(record, done), "related": links}


def _documents_in(record: Disclosure, agency: Agency, fields: Sequence[Shown]) -> dict[str, list[Disclosure | None]]:
    """By the field that lists documents, each row's own document, where it can be read here: in the reader's language first."""
    documents = in_language(open_records(agency), get_language())
    lists = [(one.rule, record.fields.get(one.rule.name)) for one in fields if one.rule.lists_documents and one.rows]
    return {rule.name: listed(kept_rows(rule, value, public=True), documents) for rule, value in lists}


@public
def record(request: HttpRequest, agency: Agency, obligation: Obligation, pk: int, slug: str = "") -> HttpResponseBase:
    section = section_of(agency, obligation)
    found = _ever_public(agency, pk, obligation=section.id)
    if standing(found) is not Standing.OPEN:
        return _gone(request, agency, found)
    path = addresses.of_record(found, agency)
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    fields = shown(found)
    titles = {one.rule.name: one.title for one in fields if one.files}
    other = OTHER_LANGUAGE[get_language()]
    part = find_part(found.obligation, found.part, timezone.localdate())
    pictures = pictures_of(files_of(found))
    seen = {one.attachment.pk for one in pictures}
    if part and section.face is Face.REGISTER and not found.nil_return:
        fields, contents = with_missing(fields, part), contents_of(part)
    else:
        contents = ()
    texts = [one for one in fields if one.rule.type is FieldType.LONG_TEXT and is_long(one, section) and one.rule not in contents]
    comment = comment_on(found, part, fields) if part else None
    answer = answered(found, fields) if section.face is Face.ANSWERS else None
    return frame(
        request,
        agency,
        "record.html",
        section=section,
        part=part,
        record=found,
        fields=[
            one
            for one in fields
            if one not in texts
            and one.words != found.title
            and (one.rule.type is not FieldType.FILE or not one.files or one.rule in contents)
            and not one.rule.relates
            and not (comment and one in comment.told)
        ],
        documents=_documents_in(found, agency, fields),
        texts=texts,
        text_first=section.face in READ,
        pictures=pictures,
        **(_beside_others(found, agency) if relating(part) else {"tag": comment.tag if comment else answer and answer.tag}),
        comment=comment,
        answer=answer,
        files=[(one, one.title or titles.get(one.field) or one.file.name) for one in files_of(found) if one.pk not in seen],
        foreign=found.language != get_language(),
        approval=found.approvals.filter(revision=found.live_revision_id).select_related("approved_by").first()
        if found.nil_return
        else None,
        supersedes=open_records(agency).filter(pk=found.supersedes_id).first() if found.supersedes_id else None,
        superseded_by=open_records(agency).filter(supersedes=found.pk).first(),
        duty_met=duty_met(found),
        history=history_of(found),
        metadata=metadata.of_record(found, agency, section),
        other_language=addresses.of_record(twin_of(found, other) or found, agency, language=other),
    )


def _file(record: Disclosure, attachment: int) -> Attachment:
    wanted = next((one for one in files_of(record) if one.pk == attachment), None)
    if wanted is None:
        raise Http404
    return wanted


@public
def small(request: HttpRequest, agency: Agency, pk: int, attachment: int) -> HttpResponseBase:
    """A picture as lists show it, under the same conditions as the file itself."""
    found = _ever_public(agency, pk)
    if standing(found) is not Standing.OPEN:
        return _gone(request, agency, found)
    wanted = _file(found, attachment)
    if wanted.file.content_type not in PICTURES:
        raise Http404
    return respond_small(request, wanted.file)


@public
def file(request: HttpRequest, agency: Agency, pk: int, attachment: int, name: str) -> HttpResponseBase:
    """The bytes of a file, while its record is open; asked for again at every fetch."""
    found = _ever_public(agency, pk)
    if standing(found) is not Standing.OPEN:
        return _gone(request, agency, found)
    wanted = _file(found, attachment)
    if name != wanted.file.name:
        return HttpResponsePermanentRedirect(addresses.of_file(found, agency, wanted))
    return respond(request, wanted.file)
