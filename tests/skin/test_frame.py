"""The frame of every page."""

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from congkhai.skin.templatetags.skin import ICONS


def drawn(source, **context):
    return Template("{% load skin %}" + source).render(Context(context))


@pytest.mark.parametrize("name", sorted(ICONS))
def test_an_icon_is_for_the_eye_only(name):
    assert 'aria-hidden="true"' in drawn(f'{{% icon "{name}" %}}')


def test_a_parameter_is_changed_and_the_others_stay():
    query = QueryDict("q=đất&trang=3")
    assert drawn("{% with_query query trang=4 %}", query=query) == "?q=%C4%91%E1%BA%A5t&amp;trang=4"
    assert drawn("{% with_query query trang=None %}", query=query) == "?q=%C4%91%E1%BA%A5t"


@pytest.mark.parametrize(("language", "words"), [("vi", "Không có trang này"), ("en", "There is no such page")])
def test_what_is_not_there_is_said_in_the_reader_s_language(language, words):
    with translation.override(language):
        assert words in render_to_string("404.html")


def test_a_fault_of_ours_needs_nothing_to_be_told():
    told = render_to_string("500.html")
    assert "Cổng đang gặp lỗi" in told
    assert "Something went wrong on our side" in told
