"""Whoever edits here reads Vietnamese only: nothing of Wagtail's is left in English, and nothing in it is broken by translation."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation
from django.views.i18n import JSONCatalog

DOMAINS = ("django", "djangojs")  # the pages, and what the browser adds to them
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w[^>]*>")
FOLDER = next(folder for folder in settings.LOCALE_PATHS if folder.name == "wagtail_locale")
CURE = "Write them in congkhai/skin/wagtail_locale/vi/LC_MESSAGES/{}.po and compile it (pybabel compile)"


def _english(domain: str) -> Iterator[Message]:
    """Every string of the installed Wagtail apps, as their own catalogues list them."""
    for app in apps.get_app_configs():
        listed = Path(app.path, "locale", "en", "LC_MESSAGES", f"{domain}.po")
        if app.name.split(".")[0] == "wagtail" and listed.exists():
            yield from _strings(listed)


def _strings(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def _forms(message: Message) -> tuple[str, ...]:
    """One form, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _key(message: Message) -> str:
    return f"{message.context}\x04{_forms(message)[0]}" if message.context else _forms(message)[0]


def _in_effect(domain: str) -> dict[str, str]:
    """What a reader of Vietnamese gets: all catalogues laid over each other as the running site does it."""
    view = JSONCatalog.as_view(domain=domain, packages=["wagtail.admin"] if domain == "djangojs" else None)
    with translation.override("vi"):
        catalogue = json.loads(view(RequestFactory().get("/")).content)["catalog"]
    return {key: value if isinstance(value, str) else value[0] for key, value in catalogue.items()}


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_string_of_wagtail_has_its_vietnamese(domain: str) -> None:
    vietnamese = _in_effect(domain)
    english = {_key(message) for message in _english(domain)}
    missing = sorted(key for key in english if not vietnamese.get(key, "").strip())
    assert english
    assert not missing, CURE.format(domain) + ":\n" + "\n".join(missing)


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_placeholder_and_tag_survives_translation(domain: str) -> None:
    vietnamese = _in_effect(domain)
    for message in _english(domain):
        forms, said = _forms(message), vietnamese[_key(message)]
        needed = set.intersection(*(set(PLACEHOLDER.findall(form)) for form in forms))
        assert needed <= set(PLACEHOLDER.findall(said)) <= set(PLACEHOLDER.findall(forms[-1])), (forms, said)
        assert sorted(TAG.findall(said)) == sorted(TAG.findall(forms[-1])), (forms, said)


@pytest.mark.parametrize("domain", DOMAINS)
def test_our_catalogue_holds_nothing_unsure_and_nothing_that_nobody_says_any_more(domain: str) -> None:
    said = {_key(message) for message in _english(domain)}
    for part in ("conf", "contrib/auth", "contrib/contenttypes", "contrib/sessions", "contrib/humanize"):
        said |= {_key(message) for message in _strings(Path(django.__file__).parent / part / "locale/en/LC_MESSAGES/django.po")}
    for message in _strings(FOLDER / "vi" / "LC_MESSAGES" / f"{domain}.po"):
        words = message.string if isinstance(message.string, str) else message.string[0]
        assert not message.fuzzy
        assert words == unicodedata.normalize("NFC", words)
        assert _key(message) in said, f"neither Wagtail nor Django says this now, so take it out: {_key(message)!r}"
