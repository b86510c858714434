"""A list whose law is gone is still kept to, and called what it is, wherever the portal names it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from congkhai.agencies.law import catalogue
from congkhai.skin.templatetags.skin import adopted

FORMER = {"vi": "Danh mục cũ, cơ quan tự nguyện áp dụng", "en": "Former list, kept to by the agency of its own will"}


def test_the_desk_says_that_its_list_is_kept_to_by_free_will(office, signed_in):
    page = signed_in(office.editor).get(reverse("desk:agency", args=[office.agency.slug]))
    assert FORMER["vi"] in page.content.decode()


@pytest.mark.parametrize(("language", "words"), FORMER.items())
@pytest.mark.parametrize(("on", "former"), [(date(2022, 8, 14), False), (date(2022, 8, 15), True)])
def test_a_list_is_former_from_the_day_that_its_instrument_ends(language: str, words: str, on: date, former: bool):
    with translation.override(language):
        assert (words in adopted(catalogue().rulesets["letter-2613"], on)) is former


def test_a_list_in_force_is_not_called_former():
    assert adopted(catalogue().rulesets["nd-224-2026"], date(2026, 11, 28)) == ""
