"""A public page in; the same, told to caches, or the news that it has not changed, out."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import parse_http_date_safe, quote_etag
from django.utils.translation import get_language

OTHER_LANGUAGE = {"vi": "en", "en": "vi"}


def fresh(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let caches keep the page, and ask each time whether it still stands: what is withdrawn must be gone at once."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, public=True, no_cache=True)
    response.headers.setdefault("Content-Language", get_language())
    if response.streaming or response.status_code != 200:
        return response
    response.headers.setdefault("ETag", quote_etag(hashlib.sha256(response.content).hexdigest()[:32]))
    changed = parse_http_date_safe(response.get("Last-Modified", ""))
    answer = get_conditional_response(request, etag=response["ETag"], last_modified=changed, response=response)
    if request.method == "HEAD":
        answer["Content-Length"], answer.content = str(len(answer.content)), b""
    return answer
