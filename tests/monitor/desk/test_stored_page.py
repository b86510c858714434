"""A stored page: nothing in it acts or asks, its place is marked, and its response lets nothing out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from congkhai.accounts.models import User
from congkhai.monitor.captures import place_of
from congkhai.monitor.desk.harmless import harmless
from congkhai.monitor.models import Round
from tests.monitor.desk.storing import stored

AT = "https://tinh.example/muc/"
HOSTILE = """<!doctype html><html onload="a()"><head><base href="https://xau.example/"><title>x</title>
<style>@import url(//xau.example)</style>
<link rel="stylesheet" href="https://xau.example/x.css"><link rel="dns-prefetch" href="//xau.example"></head>
<body background="https://xau.example/b.png" onclick="b()"><!-- ghi chú --><script>c()</script>
<noscript><img src="https://xau.example/n"></noscript><meta http-equiv="refresh" content="0;url=https://xau.example/">
<iframe src="https://xau.example/"></iframe><frameset><frame src="//x"></frameset>
<img src="https://xau.example/a.png" srcset="https://xau.example/b.png 2x" alt="Ảnh lễ trao" onerror="d()">
<svg onload="e()"><a xlink:href="javascript:f()">x</a></svg><object data="//xau.example"></object>
<form action="https://xau.example/gui"><input value="g"><button formaction="//xau.example">Tìm</button></form>
<a href="javascript:h()" ping="//xau.example">Liên kết</a><p style="background:url(//xau.example);color:red">Chữ đỏ</p>
<p style="display:none">Ẩn đi</p><math><mtext><script>i()</script></mtext></math>
<video src="//xau.example" poster="//xau.example"></video></body></html>"""
TRACES = (
    *("<script", "<style", "<link", "<meta", "<base", "<iframe", "<frame", "<object", "<svg", "<math", "<video", "<form", "<input"),
    *("<button", "<noscript", "href=", "src=", "srcset", "style=", "background", "action", "ping", " on", "url(", "<!--"),
)


# --- harmless ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", TRACES)
def test_nothing_is_left_that_acts_or_asks(left: str) -> None:
    assert left not in harmless(HOSTILE, AT).body


def test_what_is_said_stays() -> None:
    body = harmless(HOSTILE, AT).body
    for words in ('alt="Ảnh lễ trao"', "Liên kết", "Chữ đỏ", "Tìm", '<p hidden="">Ẩn đi</p>'):
        assert words in body


def test_a_link_tells_where_it_led_and_leads_nowhere() -> None:
    assert harmless('<body><a href="../tin?x=1">Tin</a>', AT).body.strip() == '<a title="https://tinh.example/tin?x=1">Tin</a>'


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p>trước</p><p>Khen  thưởng <b>năm</b> 2026</p>", '<p><mark id="thay">Khen  thưởng <b>năm</b> 2026</mark></p>'),
        ("<ul><li><a>Khen thưởng năm 2026</a></li></ul><h2>Khen thưởng năm 2026</h2>", '<h2><mark id="thay">'),
        ("<td>1. KHEN THƯỞNG NĂM 2026 (mới)</td>", "mark"),
        (
            "<div><p>Khen thưởng năm 2026: danh sách</p><p>khác</p></div>",
            '<p><mark id="thay">Khen thưởng năm 2026: danh sách</mark></p>',
        ),
    ],
)
def test_the_place_that_says_the_label_is_marked(page: str, marked: str) -> None:
    found = harmless(f"<table><tr>{page}</tr></table>" if page.startswith("<td") else page, AT, "Khen thưởng năm 2026")
    assert found.marked
    assert marked in found.body
    assert found.body.count("<mark") == 1


@pytest.mark.parametrize("label", ["", "Không có ở đây", "Khen thưởng năm 20"])
def test_what_is_not_there_is_not_marked(label: str) -> None:
    found = harmless("<p>Khen thưởng năm 2026</p>", AT, label)
    assert not found.marked
    assert "<mark" not in found.body


@pytest.mark.parametrize("page", ["", "<", "\x00", "<frameset><frame src=x></frameset>", "<p>" * 3000])
def test_any_page_is_borne(page: str) -> None:
    harmless(page, AT, "x")


# --- its response -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_its_response_is_sandboxed_and_lets_nothing_out(round: Round, editor: User, signed_in) -> None:
    page = stored(round, HOSTILE)
    answer = signed_in(editor).get(reverse("rounds:stored-page", args=[round.slug, page.pk]), {"tim": "Chữ đỏ"})
    policy = dict([*rule.split(maxsplit=1), ""][:2] for rule in answer["Content-Security-Policy"].split("; "))
    assert policy.pop("style-src").startswith("'sha256-")
    assert policy == {
        "sandbox": "",
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "xau.example" not in answer.content.decode().replace('title="https://xau.example', "")
    assert '<mark id="thay">Chữ đỏ</mark>' in answer.content.decode()


@pytest.mark.django_db
def test_it_is_decoded_as_the_reader_decodes(round: Round, editor: User, signed_in) -> None:
    words = "Quyết định khen thưởng các tập thể đã có thành tích xuất sắc trong phong trào thi đua yêu nước"
    page = stored(round, f"<p>{words}</p>".encode("utf-16"), content_type="text/html")
    assert words in signed_in(editor).get(reverse("rounds:stored-page", args=[round.slug, page.pk])).content.decode()


@pytest.mark.django_db
def test_a_label_is_only_text(round: Round, editor: User, signed_in) -> None:
    page = stored(round, "<p>x</p>")
    where = reverse("rounds:stored-page", args=[round.slug, page.pk])
    body = signed_in(editor).get(where, {"tim": "<script>alert(1)</script>" * 100}).content.decode()
    assert "<script" not in body
    assert "Không thấy nguyên văn" in body


@pytest.mark.django_db
def test_a_file_is_saved_and_never_opened_in_place(round: Round, editor: User, signed_in) -> None:
    page = stored(round, b"%PDF-1.4 x", "https://tinh.example/tep/Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf", "application/pdf")
    client = signed_in(editor)
    assert "hãy lưu về" in client.get(reverse("rounds:stored-page", args=[round.slug, page.pk])).content.decode()
    answer = client.get(reverse("rounds:stored-file", args=[round.slug, page.pk]))
    assert answer.content == b"%PDF-1.4 x"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Quy%E1%BA%BFt" in answer["Content-Disposition"]


@pytest.mark.django_db
def test_bytes_that_are_gone_are_said_to_be(round: Round, editor: User, signed_in) -> None:
    page = stored(round, "<p>sẽ mất</p>")
    place_of(page.sha256).unlink()
    client = signed_in(editor)
    assert "bị mất hoặc hỏng" in client.get(reverse("rounds:stored-page", args=[round.slug, page.pk])).content.decode()
    assert client.get(reverse("rounds:stored-file", args=[round.slug, page.pk])).status_code == 404
