"""A stored capture of a round in; what its reader saw, in a box from which nothing gets out, or the file for saving, out.

Others wrote these bytes. They are shown only to the owner's people, from a response of their own with no script, no frame, no
outside request and an origin of its own (``sandbox``); the page that shows them beside a verdict frames that response."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from urllib.parse import unquote, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from congkhai.files.serve import disposition
from congkhai.monitor.captures import body_of
from congkhai.monitor.desk.frame import of_round
from congkhai.monitor.desk.harmless import harmless
from congkhai.monitor.models import Round, StoredCapture
from congkhai.reading.documents import kind_of
from congkhai.reading.encodings import decode
from congkhai.skin.written import moment
from congkhai.text import file_name

LONGEST_LABEL = 300
STYLE = """
:root { color-scheme: light }
body { margin: 0; padding: 1rem; background: #fff; color: #1b1e24; overflow-wrap: anywhere;
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif }
.bar { margin: -1rem -1rem 1rem; padding: .5rem 1rem; background: #f6f4ee; border-block-end: 1px solid #757982; font-size: 13px }
.bar p { margin: 0 }
table { border-collapse: collapse }
td, th { border: 1px solid #dedbd2; padding: .2rem .4rem; text-align: start; vertical-align: top }
a { color: #1a4a93; text-decoration: underline dotted }
mark { background: #ffe58a; color: #1b1e24; outline: 3px solid #d9a83c; scroll-margin-block: 6rem }
ul, ol { padding-inline-start: 1.25rem }
[hidden] { display: none }
h1 { font-size: 1.3rem } h2 { font-size: 1.15rem } h3, h4 { font-size: 1rem }
"""
_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
SANDBOX = f"sandbox; default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
NOTHING = "sandbox; default-src 'none'; frame-ancestors 'none'"


def is_page(capture: StoredCapture, body: bytes) -> bool:
    """Whether the capture is a page that can be shown, rather than a file to be saved; as the reader tells them apart."""
    return kind_of(body, capture.headers.get("content-type", ""), capture.final_url) is None


def _capture(round: Round, pk: int) -> tuple[StoredCapture, bytes | None]:
    found = get_object_or_404(StoredCapture.objects.filter(site__round=round), pk=pk)
    return found, body_of(found.sha256)


def _document(bar: SafeString, inside: str) -> HttpResponse:
    page = format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<title>{}</title><style>{}</style></head><body><div class="bar">{}</div>{}</body></html>',
        get_language() or "vi",
        _("Stored page"),
        mark_safe(STYLE),  # noqa: S308  our own text, and its hash is the policy
        bar,
        mark_safe(inside),  # noqa: S308  made harmless, and sandboxed
    )
    response = HttpResponse(page, content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


@xframe_options_sameorigin
@of_round()
def shown(request: HttpRequest, round: Round, pk: int) -> HttpResponse:
    """The page as it was received, made harmless; ``?tim=`` is the label to be marked."""
    capture, body = _capture(round, pk)
    label = request.GET.get("tim", "")[:LONGEST_LABEL]
    told = format_html(
        "<p>{}</p>",
        _("As received on %(at)s (Vietnamese time) from %(address)s, without its pictures, styles and scripts.")
        % {"at": moment(capture.at), "address": capture.final_url},
    )
    if body is None:
        return _document(format_html("{}<p><b>{}</b></p>", told, _("The stored bytes are gone or damaged.")), "")
    if not is_page(capture, body):
        return _document(format_html("{}<p><b>{}</b></p>", told, _("This is a file and no page: save it to look at it.")), "")
    page = harmless(decode(body, capture.headers.get("content-type", "")).text, capture.final_url, label)
    if label and not page.marked:
        told = format_html("{}<p><b>{}</b></p>", told, _("“%(label)s” was not found word for word in it.") % {"label": label})
    return _document(told, page.body)


@of_round()
def download(request: HttpRequest, round: Round, pk: int) -> HttpResponse:
    """The bytes as received, for saving and never for opening in place."""
    capture, body = _capture(round, pk)
    if body is None:
        raise Http404
    name = file_name(unquote(urlsplit(capture.final_url).path).rpartition("/")[2] or f"ban-chup-{capture.pk}.html")
    response = HttpResponse(body, content_type="application/octet-stream")
    response["Content-Disposition"] = disposition(name, inline=False)
    response["Content-Security-Policy"] = NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
