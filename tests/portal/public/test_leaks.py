"""Every kind of record in every state, at every address, for someone who has not signed in."""

from itertools import cycle

import pytest
from django.db import connection
from django.utils import timezone

from congkhai.agencies.law import catalogue
from congkhai.portal.models import Disclosure
from congkhai.portal.public import addresses
from congkhai.portal.rules import parts_of, version_at
from congkhai.records import Kind
from congkhai.search.index import put
from tests import factories
from tests.portal.public.states import PDF, Desk

SECRET = "Bí mật chưa công khai"
LANGUAGES = ("vi", "en")
HIDDEN = ("draft", "in_review", "scheduled", "withdrawn", "expired")
WHOLE = "portal-2026"
SECTIONS = [
    (next(kind for kind in (Kind.PROVINCE, Kind.MINISTRY, Kind.DEPARTMENT) if kind in obligation.versions[-1].binds), obligation)
    for obligation in catalogue().asked(WHOLE)
    if not obligation.checked_only
]
if connection.vendor == "postgresql":  # what is asked of a database differs by the face; all sections are tried on the other one
    SECTIONS = [*{obligation.face: (kind, obligation) for kind, obligation in SECTIONS}.values()]
EACH_SECTION = pytest.mark.parametrize(("kind", "section"), SECTIONS, ids=[obligation.id for _kind, obligation in SECTIONS])


def reading(agency, section, parts=()):
    """The addresses of both languages that tell of an agency's records, but the records' own."""
    for language in LANGUAGES:
        yield addresses.of("front", language=language)
        yield addresses.of("home", agency.slug, language=language)
        yield addresses.of("site-map", agency.slug, language=language)
        for page in ("section", "section-law", "section-feed"):
            yield addresses.of_section(agency, section, page=page, language=language)
        if section.id == "leaders-schedule":
            yield addresses.of_section(agency, section, page="section-calendar", language=language)
        yield addresses.of("search", agency.slug, language=language) + "?q=bi+mat"
        yield addresses.of_section(agency, section, language=language) + "?q=bi+mat"
        for part in parts:
            yield addresses.of_section(agency, section, language=language) + f"?phan={part}"
    yield addresses.of("sitemap-index", language="vi")
    yield addresses.of("sitemap", agency.slug, 1, language="vi")


def told(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    page = response.content.decode()
    # The words that were asked for stand in the search boxes; nothing else may.
    return page.replace("bi+mat", "").replace("bi mat", "")


def names(record):
    """What a page that tells of the record would hold."""
    return [record.title, record.slug, f"/{record.pk}-", "bi-mat"]


@EACH_SECTION
def test_a_record_that_is_not_public_is_nowhere(client, db, kind, section):
    desk = Desk(kind=kind, rules=WHOLE)
    parts = list(parts_of(version_at(section, timezone.localdate()), desk.agency))
    hidden = []
    for number in range(max(len(HIDDEN), len(parts))):
        state, part = HIDDEN[number % len(HIDDEN)], parts[number % len(parts)]
        title = f"{SECRET} {state}"
        week = {"week": {"from": f"2026-0{number + 1}-05"}} if section.face == "calendar" else {}
        record = getattr(desk, state)(section.id, part, title=title, fields=week, files={"Tệp bí mật.pdf": PDF})
        # Even with an index that lags behind, search shows nothing.
        put("portal.disclosure", record.pk, agency=desk.agency.pk, section=section.id, language="vi", title=title, body=title)
        hidden.append((state, record))
    for url in reading(desk.agency, section, parts):
        page = told(client, url)
        for _state, record in hidden:
            assert not [name for name in names(record) if name in page], url
    for (state, record), language in zip(hidden, cycle(LANGUAGES)):
        expected = 410 if state in {"withdrawn", "expired"} else 404
        for url in (
            addresses.of_record(record, desk.agency, language=language),
            addresses.of("record-short", desk.agency.slug, section, record.pk, language=language),
        ):
            response = client.get(url)
            assert response.status_code == expected, url
            assert not [name for name in (SECRET, "Tệp bí mật", record.slug) if name in response.content.decode()], url
        response = client.get(addresses.of_file(record, desk.agency, record.attachments.get()))
        assert response.status_code == expected
        assert PDF not in response.content


@EACH_SECTION
def test_of_a_live_record_with_a_newer_draft_only_the_live_text_is_told(client, db, kind, section):
    desk = Desk(kind=kind, rules=WHOLE)
    parts = list(parts_of(version_at(section, timezone.localdate()), desk.agency))
    live = [
        desk.rewrite(desk.live(section.id, part, title="Lời đang công khai"), title=SECRET, summary=SECRET, body=f"<p>{SECRET}</p>")
        for part in parts
    ]
    for url in reading(desk.agency, section, parts):
        assert SECRET not in told(client, url), url
    for record in live:
        response = client.get(addresses.of_record(record, desk.agency))
        assert response.status_code == 200
        assert SECRET not in response.content.decode()
        assert "Lời đang công khai" in response.content.decode()


def test_a_record_whose_time_is_over_is_gone_even_if_the_clock_is_late(client, desk):
    record = desk.live("leader-directives", title=SECRET, files={"a.pdf": PDF})
    Disclosure.objects.filter(pk=record.pk).update(expire_at=timezone.now())
    section = catalogue().obligations["leader-directives"]
    for url in reading(desk.agency, section):
        assert SECRET not in told(client, url), url
    assert client.get(addresses.of_record(record, desk.agency)).status_code == 410
    assert client.get(addresses.of_file(record, desk.agency, record.attachments.get())).status_code == 410


def test_another_agency_s_records_and_files_are_not_here(client, desk):
    other = Desk()
    record = other.live("leader-directives", title=SECRET, files={"a.pdf": PDF})
    section = catalogue().obligations["leader-directives"]
    for url in reading(desk.agency, section):
        if url not in {"/", "/en/"}:
            assert SECRET not in told(client, url), url
    assert client.get(addresses.of_record(record, desk.agency)).status_code == 404
    assert client.get(addresses.of_file(record, desk.agency, record.attachments.get())).status_code == 404


def test_a_record_is_not_at_another_section_s_address(client, desk):
    record = desk.live("leader-directives")
    other = catalogue().obligations["petition-replies"]
    assert client.get(addresses.of("record", desk.agency.slug, other, record.pk, record.slug)).status_code == 404


def test_an_agency_that_does_not_publish_here_has_no_address(client, db):
    agency = factories.agency(portal=False)
    assert client.get(addresses.of("home", agency.slug)).status_code == 404
    assert client.get(addresses.of("sitemap", agency.slug, 1)).status_code == 404


def test_a_person_s_data_is_not_shown_unless_the_record_says_why(client, desk):
    person = "Hoàng Thị Riêng Tư"
    hidden = desk.live("petition-replies", fields={"asked_by": person})
    shown = desk.live("petition-replies", fields={"asked_by": person, "_may_show": {"asked_by": "Người hỏi đồng ý."}})
    section = catalogue().obligations["petition-replies"]
    assert person not in client.get(addresses.of_record(hidden, desk.agency)).content.decode()
    assert person in client.get(addresses.of_record(shown, desk.agency)).content.decode()
    found = client.get(addresses.of("search", desk.agency.slug), {"q": person}).content.decode()
    assert f"/{hidden.pk}-" not in found
    assert f"/{shown.pk}-" in found
    for page in ("section", "section-feed"):
        listed = client.get(addresses.of_section(desk.agency, section, page=page)).content.decode()
        assert person not in listed or f"/{shown.pk}-" in listed


def test_a_withheld_field_and_its_file_are_not_told(client, desk):
    record = desk.draft(
        "leader-directives",
        files={"mat.pdf": PDF},
        fields={"_withheld": {"file": "Điều 15 Luật Tiếp cận thông tin", "summary": "Mật"}},
    )
    record.attachments.update(field="file")
    revised = record.get_latest_revision_as_object()
    for attachment in revised.attachments.all():
        attachment.field = "file"
    revised.save_revision(user=desk.editor)
    record = desk.approved(Disclosure.objects.get(pk=record.pk))
    page = client.get(addresses.of_record(record, desk.agency)).content.decode()
    assert "mat.pdf" not in page
    assert "Điều 15 Luật Tiếp cận thông tin" in page
    assert record.fields["summary"] not in page
    assert client.get(addresses.of_file(record, desk.agency, record.attachments.get())).status_code == 404
    assert f"/{record.pk}-" not in client.get(addresses.of("search", desk.agency.slug), {"q": "mat.pdf"}).content.decode()


def test_a_private_item_of_the_schedule_leaves_no_trace(client, desk):
    today = timezone.localdate().isoformat()
    row = {"day": today, "starts": "08:00", "leader": "Nông Văn Thịnh", "content": "Giao ban"}
    private = {
        "day": today,
        "starts": "10:15",
        "leader": "Lãnh đạo Kín",
        "content": SECRET,
        "place": "Nơi kín",
        "status": "private",
    }
    record = desk.live("leaders-schedule", fields={"entries": [row, private]})
    section = catalogue().obligations["leaders-schedule"]
    urls = [*reading(desk.agency, section), addresses.of_record(record, desk.agency)]
    for url in urls:
        page = told(client, url)
        for word in (SECRET, "Lãnh đạo Kín", "Nơi kín", "10:15"):
            assert word not in page, url
    assert "Giao ban" in told(client, addresses.of_section(desk.agency, section))
