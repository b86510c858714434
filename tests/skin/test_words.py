"""Every word of the look, of search and of the public site is there in Vietnamese."""

import re
from pathlib import Path

import pytest
from django.utils import translation

import congkhai

ROOT = Path(congkhai.__file__).parent
PO = ROOT / "skin" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
SAID = re.compile(r"""\{% translate (?:"([^"]+)"|'([^']+)')""")
CODED = re.compile(r"""(?<![\w.])(?:_|gettext|gettext_lazy)\(\s*"((?:[^"\\]|\\.)+)"\s*\)""")
FOLDERS = [ROOT / "skin", ROOT / "search", ROOT / "portal" / "public", ROOT / "portal" / "templates" / "portal" / "public"]


def spoken():
    """The source strings that stand in templates and code."""
    found = set()
    for folder in FOLDERS:
        for path in folder.rglob("*.html"):
            found |= {double or single for double, single in SAID.findall(path.read_text())}
        for path in folder.rglob("*.py"):
            found |= set(CODED.findall(path.read_text()))
    return sorted(found)


@pytest.mark.parametrize("words", spoken())
def test_the_words_are_there_in_vietnamese(words):
    with translation.override("vi"):
        said = translation.gettext(words)
    assert said != words or words in {"Fax", "GeoJSON"}


def test_no_word_is_left_empty_or_guessed():
    entries = PO.read_text().split("\n\n")[1:]
    assert len(entries) > 150
    assert not [entry for entry in entries if re.search(r'^msgstr(\[0\])? ""$', entry, re.MULTILINE) or "#, fuzzy" in entry]
