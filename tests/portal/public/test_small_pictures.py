"""Pictures in lists: small, with their words, of a fixed size, and only what anyone may see."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from congkhai.agencies.law import catalogue
from congkhai.files.store import path_of
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.models import Attachment
from congkhai.portal.public import addresses
from tests.portal.public.states import PDF, Desk
from tests.portal.public.test_faces import jpeg, titled, told

NEWS = "news"
SHOWN = 'width="120" height="80" alt="{}" loading="lazy" decoding="async">'


def lists(client, whole, obligation=NEWS, language="vi"):
    """The section's list and the home page."""
    section = addresses.of_section(whole.agency, catalogue().obligations[obligation], language=language)
    return told(client, section), told(client, addresses.of("home", "mau-son", language=language))


def source(record):
    return addresses.of("small", record.agency.slug, record.pk, record.attachments.first().pk, language="vi")


def test_lists_of_news_show_the_first_picture_with_its_own_words(client, whole):
    record = titled(whole, whole.draft(NEWS, title="Khởi công", files={"a.pdf": PDF, "le.jpg": jpeg(3000, 2000)}), "Lễ khởi công")
    picture = record.attachments.get(file__content_type="image/jpeg")
    address = addresses.of("small", "mau-son", record.pk, picture.pk, language="vi")
    for page in lists(client, whole):
        assert page.count('class="thumb"') == 1
        assert f'<img class="thumb" src="{address}" {SHOWN.format("Lễ khởi công")}' in page
    for page in lists(client, whole, language="en"):
        assert 'alt="Lễ khởi công" lang="vi"' in page
    response = client.get(address)
    with Image.open(BytesIO(response.content)) as drawn:
        assert drawn.size == (240, 160)
    assert len(response.content) < 20_000
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, no-cache"
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("words", ["", "Khởi công"])
def test_a_picture_that_adds_no_words_to_the_title_beside_it_is_passed_over_by_readers(client, whole, words):
    titled(whole, whole.draft(NEWS, title="Khởi công", files={"le.jpg": jpeg()}), words)
    for page in lists(client, whole):
        assert SHOWN.format("") in page


def test_without_a_picture_that_can_be_read_there_is_none(client, whole):
    whole.live(NEWS, files={"a.pdf": PDF})
    whole.live(NEWS, files={"hong.jpg": b"\xff\xd8\xff\xe0 no picture"})
    assert all("thumb" not in page for page in lists(client, whole))


def test_a_picture_whose_rest_is_missing_is_given_as_it_is(client, whole):
    drawn = jpeg(600, 400)
    record = whole.live(NEWS, files={"dut.jpg": drawn[:-300]})
    response = client.get(source(record))
    assert b"".join(response.streaming_content) == drawn[:-300]


def test_lists_of_documents_show_no_pictures(client, whole):
    whole.live("leader-directives", files={"a.jpg": jpeg()})
    assert all("thumb" not in page for page in lists(client, whole, "leader-directives"))


def test_a_picture_lawfully_withheld_is_in_no_list_and_not_served_small(client, whole):
    record = whole.draft(NEWS, files={"kin.jpg": jpeg()}, fields={"_withheld": {"file": "Điều 15"}})
    Attachment.objects.filter(disclosure=record).update(field="file")
    record = whole.again(record)
    record.save_revision(user=whole.editor)
    record = whole.approved(whole.again(record))
    assert all("thumb" not in page for page in lists(client, whole))
    assert client.get(source(record)).status_code == 404


@pytest.mark.parametrize("state", ["draft", "in_review", "scheduled"])
def test_a_picture_that_was_never_public_is_not_there(client, whole, state):
    record = getattr(whole, state)(NEWS, files={"a.jpg": jpeg()})
    attachment = record.get_latest_revision_as_object().attachments.all()[0]
    address = addresses.of("small", "mau-son", record.pk, attachment.pk or 1, language="vi")
    assert client.get(address).status_code == 404
    assert all("thumb" not in page for page in lists(client, whole))


def test_a_withdrawn_record_s_picture_is_gone_at_once(client, whole):
    record = whole.live(NEWS, files={"a.jpg": jpeg()})
    address = source(record)
    tag = client.get(address)["ETag"]
    withdraw(record, by=whole.chief, reason="Đăng nhầm.")
    assert client.get(address).status_code == 410
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 410
    assert all("thumb" not in page for page in lists(client, whole))


def test_what_is_no_picture_or_not_this_agency_s_has_no_small_one(client, whole):
    document = whole.live(NEWS, files={"a.pdf": PDF})
    assert client.get(source(document)).status_code == 404
    record = whole.live(NEWS, files={"a.jpg": jpeg()})
    Desk(slug="tinh-khac", rules="portal-2026")
    assert client.get(source(record).replace("/mau-son/", "/tinh-khac/")).status_code == 404


def test_a_lost_file_costs_its_picture_and_nothing_else(client, whole):
    record = whole.live(NEWS, title="Khởi công", files={"a.jpg": jpeg(77, 55)})
    path_of(record.attachments.get().file.sha256).unlink()
    assert all("Khởi công" in page and "thumb" not in page for page in lists(client, whole))


def test_pictures_cost_a_list_no_query_of_their_own(client, whole):
    counted = []
    for _more in range(2):
        for width in range(40, 44):
            whole.live(NEWS, files={"a.jpg": jpeg(width, 30)})
        lists(client, whole)
        with CaptureQueriesContext(connection) as queries:
            lists(client, whole)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 20
