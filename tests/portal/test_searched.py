"""A record is found by what its files say, as long as the public may read them."""

from __future__ import annotations

import io
from functools import cache

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from congkhai.files.models import FileText
from congkhai.files.store import path_of, store
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.submit import submit
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.models import Attachment, Disclosure
from congkhai.portal.searched import read_files
from congkhai.search.find import find
from tests.portal.making import Office

pytestmark = pytest.mark.django_db


@cache  # saved twice, its bytes differ by the moment
def word_file(text: str) -> bytes:
    held = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(held)
    return held.getvalue()


@pytest.fixture
def with_file(office: Office, django_capture_on_commit_callbacks):
    def made(text: str = "Hỗ trợ hợp tác xã trồng hồi bản địa theo chính sách của tỉnh", **given) -> Disclosure:
        file = store(SimpleUploadedFile("van-ban.docx", word_file(text)), agency=office.agency, by=office.editor)
        with django_capture_on_commit_callbacks(execute=True):
            record = office.draft(**given)
            newest = record.get_latest_revision_as_object()
            newest.attachments = [Attachment(file=file, field="file")]
            newest.save_revision(user=office.editor)
            submit(Disclosure.objects.get(pk=record.pk), by=office.editor)
            approve(Disclosure.objects.get(pk=record.pk), by=office.approver)
        return Disclosure.objects.get(pk=record.pk)

    return made


def found(words: str, office: Office) -> list[int]:
    return [hit.record for hit in find(words, agency=office.agency.pk).hits]


def test_a_record_is_found_by_the_words_of_its_file_without_marks(office: Office, with_file) -> None:
    record = with_file()
    assert found("trong hoi ban dia", office) == [record.pk]


def test_a_file_of_a_field_lawfully_withheld_is_not_searched(office: Office, with_file) -> None:
    with_file(fields={"_withheld": {"file": "Bí mật kinh doanh"}})
    assert found("trong hoi ban dia", office) == []


def test_a_record_that_was_withdrawn_is_not_found_by_its_file(office: Office, with_file) -> None:
    withdraw(with_file(), by=office.chief, reason="Đăng nhầm tệp")
    assert found("trong hoi ban dia", office) == []


def test_a_file_is_read_once_however_many_records_show_it(office: Office, with_file) -> None:
    first, second = with_file(), with_file(title="Quyết định khác cùng tệp")
    assert FileText.objects.count() == 1
    assert set(found("trong hoi ban dia", office)) == {first.pk, second.pk}


def test_a_file_whose_bytes_are_gone_costs_its_words_and_nothing_else(office: Office, with_file) -> None:
    record = with_file()
    file = record.attachments.get().file
    FileText.objects.all().delete()
    path_of(file.sha256).unlink()
    read_files.enqueue(record.pk)
    assert found("trong hoi ban dia", office) == []
    assert found(record.title, office) == [record.pk]
