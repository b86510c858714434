"""Files are handed out with their right name and kind, and harmlessly."""

from __future__ import annotations

import re
from contextlib import closing
from email.message import Message
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from congkhai.files.serve import disposition, respond
from congkhai.files.store import store
from tests import factories

PDF = b"%PDF-1.7\n" + bytes(range(256))


@pytest.fixture
def stored(db):
    return store(SimpleUploadedFile("90% đạt #1.pdf", PDF), agency=factories.agency(), by=None)


def body(response):
    content = b"".join(response.streaming_content)
    response.close()
    return content


def test_the_whole_file_comes_with_its_kind_size_and_mark(rf, stored):
    response = respond(rf.get("/"), stored)
    assert body(response) == PDF
    assert (response["Content-Type"], response["Content-Length"]) == ("application/pdf", str(len(PDF)))
    assert (response["ETag"], response["X-Content-Type-Options"]) == (f'"{stored.sha256}"', "nosniff")


@pytest.mark.parametrize("name", ["90% đạt #1.pdf", "Quyết định số 12/QĐ.pdf", "a;b=c, d.pdf", "tệp 'nháy'.pdf", "đĐ ử ỵ.docx"])
def test_a_name_survives_the_journey_in_the_header(name):
    header = disposition(name, inline=False)
    assert header.isascii()
    assert unquote(re.search(r"filename\*=UTF-8''(\S+)$", header).group(1)) == name
    message = Message()
    message["Content-Disposition"] = header.partition("; filename*")[0]
    assert message.get_filename().isascii()


def test_the_ascii_name_reads_like_the_true_one():
    assert 'filename="90_ dat #1.pdf"' in disposition("90% đạt #1.pdf", inline=False)


def test_quotes_and_line_ends_cannot_break_out_of_the_header():
    header = disposition('a"; x="\r\nSet-Cookie: b.pdf', inline=False)
    assert "\n" not in header
    assert "\r" not in header
    assert header.count('"') == 2


def header_of(request, stored, name, **how):
    with closing(respond(request, stored, **how)) as response:
        return response[name]


def test_a_pdf_opens_in_the_browser_and_an_office_file_is_saved(rf, stored):
    assert header_of(rf.get("/"), stored, "Content-Disposition").startswith("inline")
    assert header_of(rf.get("/"), stored, "Content-Disposition", inline=False).startswith("attachment")
    stored.content_type = "application/msword"
    assert header_of(rf.get("/"), stored, "Content-Disposition").startswith("attachment")


def test_nothing_a_file_holds_may_run_in_the_site(rf, stored):
    stored.content_type = "text/plain"
    assert "sandbox" in header_of(rf.get("/"), stored, "Content-Security-Policy")


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("bytes=0-8", 206, PDF[:9]),
        ("bytes=9-", 206, PDF[9:]),
        ("bytes=-5", 206, PDF[-5:]),
        ("bytes=5-99999", 206, PDF[5:]),
        ("bytes=0-1,4-5", 200, PDF),
        ("pages=1-2", 200, PDF),
        ("bytes=-", 200, PDF),
    ],
)
def test_a_broken_download_goes_on_from_where_it_stopped(rf, stored, asked, status, expected):
    response = respond(rf.get("/", headers={"Range": asked}), stored)
    assert response.status_code == status
    assert body(response) == expected
    assert response["Content-Length"] == str(len(expected))


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=9-3", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(rf, stored, asked):
    response = respond(rf.get("/", headers={"Range": asked}), stored)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(PDF)}")


def test_a_part_of_another_version_is_not_mixed_in(rf, stored):
    response = respond(rf.get("/", headers={"Range": "bytes=9-", "If-Range": '"another"'}), stored)
    assert (response.status_code, body(response)) == (200, PDF)
