"""Files are kept by content, checked before, named as people name them."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from congkhai.files.models import StoredFile
from congkhai.files.store import path_of, store
from tests import factories

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@pytest.fixture
def agency():
    return factories.agency()


def zipped(*members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return content.getvalue()


def kept(agency, name="Quyết định.pdf", content=PDF, by=None):
    return store(SimpleUploadedFile(name, content), agency=agency, by=by)


def test_a_file_is_kept_whole_under_the_hash_of_its_content(agency):
    person = factories.user()
    stored = kept(agency, by=person)
    assert path_of(stored.sha256).read_bytes() == PDF
    assert (stored.size, stored.content_type, stored.uploaded_by) == (len(PDF), "application/pdf", person)


def test_the_files_folder_is_readable_by_nobody_else(agency):
    assert path_of(kept(agency).sha256).stat().st_mode & 0o077 == 0


def test_nothing_is_left_beside_a_kept_file(agency, settings):
    kept(agency)
    assert not list((settings.VAR / "files").glob("new-*"))


def test_the_same_file_twice_is_one_row(agency):
    assert kept(agency) == kept(agency)


def test_the_same_content_under_another_name_keeps_its_name(agency):
    first, second = kept(agency), kept(agency, "Bản sao.pdf")
    assert (second.name, second.sha256) == ("Bản sao.pdf", first.sha256)


def test_two_agencies_with_the_same_file_share_no_row(agency):
    assert kept(agency) != kept(factories.agency())
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("90% đạt #1.pdf", "90% đạt #1.pdf"),
        ("Quyết định.pdf", "Quyết định.pdf"),  # NFD, as macOS sends it
        ('Công "văn".pdf', "Công văn.pdf"),
        ("dòng\r\nmới.pdf", "dòng mới.pdf"),
        ("x" * 300 + ".pdf", "x" * 176 + ".pdf"),
    ],
)
def test_names_are_kept_as_people_write_them(agency, given, name):
    upload = SimpleUploadedFile("a.pdf", PDF)
    upload._name = given
    assert store(upload, agency=agency, by=None).name == name


def test_a_file_from_disk_is_kept_like_one_from_memory(agency):
    upload = TemporaryUploadedFile("lớn.txt", "text/plain", 3 * 1024 * 1024, None)
    upload.write(b"a" * 3 * 1024 * 1024)
    assert path_of(store(upload, agency=agency, by=None).sha256).stat().st_size == 3 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.PDF", b"rac truoc\n" + PDF, "application/pdf"),
        (
            "a.docx",
            zipped("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a.xlsx", zipped("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.zip", zipped("văn bản.txt"), "application/zip"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00", "application/vnd.rar"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
        ("a.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.csv", "số;ngày\n1;2".encode("utf-16"), "text/csv"),
        ("a.txt", "Céng hoµ x· héi".encode("cp1252"), "text/plain"),
        ("a.geojson", b'{"type": "FeatureCollection"}', "application/geo+json"),
        ("a.kml", b'<?xml version="1.0"?><kml/>', "application/vnd.google-earth.kml+xml"),
    ],
)
def test_the_kinds_agencies_publish_are_accepted(agency, name, content, kind):
    assert kept(agency, name, content).content_type == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<script>"),
        ("a.svg", b"<svg/>"),
        ("a.exe", b"MZ"),
        ("a.docm", zipped("word/document.xml")),
        ("không đuôi", PDF),
        ("a.pdf.exe", PDF),
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.pdf", b"MZ\x90\x00"),
        ("a.docx", zipped("xl/workbook.xml")),
        ("a.docx", b"PK\x03\x04 not a zip"),
        ("a.png", b"GIF89a"),
        ("a.txt", b"a\x00b"),
        ("a.pdf", b""),
    ],
)
def test_what_is_not_a_document_or_not_what_it_is_called_is_refused_and_kept_nowhere(agency, name, content):
    with pytest.raises(ValidationError):
        kept(agency, name, content)
    assert not StoredFile.objects.exists()


def test_a_file_too_large_is_refused_with_both_sizes_in_the_persons_language(agency, settings):
    settings.FILE_MAX_MB = 1
    with pytest.raises(ValidationError) as refused:
        kept(agency, content=PDF + b"x" * 3 * 1024 * 1024)
    assert refused.value.messages == ["Tệp quá lớn: 4 MB, tối đa 1 MB."]


def test_a_kind_refused_is_answered_with_the_kinds_accepted(agency):
    with pytest.raises(ValidationError) as refused:
        kept(agency, "trang.html", b"<p>")
    assert "“trang.html”" in refused.value.messages[0]
    assert "docx" in refused.value.messages[0]
