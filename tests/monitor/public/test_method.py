"""The page on the method prints the numbers by which we judge, not numbers that somebody once typed."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from congkhai.agencies.law import catalogue
from congkhai.crawling.pace import Pace
from congkhai.crawling.remedies import STATES
from congkhai.monitor.doubt import GROUNDS
from congkhai.monitor.models import COMPLETENESS
from congkhai.monitor.public import addresses, method
from congkhai.reporting.words import number


@pytest.fixture
def page(told, db):
    return re.sub(r"<[^>]+>", " ", told(addresses.of("method"))).replace("&lt;", "<").replace("&gt;", ">")


def test_every_ground_for_doubt_stands_with_its_weight(page):
    words = " ".join(page.split())
    for weight, sentence in GROUNDS.values():
        assert f"{sentence.vi} {number(weight, 'vi')}" in words


def test_every_grade_and_every_state_of_a_site_is_explained(page):
    for words in COMPLETENESS.values():
        assert str(words).capitalize() in page
    for state, sentence in STATES.items():
        assert (sentence.vi in page) is (state != "ok")


def test_the_crawler_is_named_as_it_names_itself(page):
    assert Pace(contact=settings.CONTACT).user_agent in page
    assert settings.CONTACT in page


def test_every_rule_set_and_the_mark_of_the_law_files_stand_there(page):
    for rules in catalogue().rulesets.values():
        assert rules.title.vi in page
    assert catalogue().hash in page


@pytest.mark.parametrize(
    ("name", "value", "printed"),
    [
        ("PARTS_FOR_SUBSTANTIAL", 0.7123, "71,2%"),
        ("ENOUGH_ON_TIME", 0.8123, "81,2%"),
        ("GRACE_MONTHS", 77, "77 tháng"),
        ("FEW_PAGES", 78, "dưới 78 trang"),
        ("CLOSE", 79, "79 ngày làm việc"),
        ("VISITS", 76, "đến 76 lần"),
        ("JUMP", 0.6123, "61,2%"),
        ("SILENT", 75, "ít nhất 75 trang"),
    ],
)
def test_a_number_that_changes_in_the_program_changes_on_the_page(told, db, monkeypatch, name, value, printed):
    assert printed not in told(addresses.of("method"))
    monkeypatch.setattr(method, name, value)
    assert printed in told(addresses.of("method"))


def test_in_english_numbers_have_a_point(told, db, monkeypatch):
    monkeypatch.setattr(method, "ENOUGH_ON_TIME", 0.8123)
    assert "81.2%" in told(addresses.of("method", language="en"))


@pytest.mark.parametrize("anchor", ["giai-trinh", "doc-duoc", "cong-cu"])
def test_the_places_that_other_pages_point_to_are_there(told, db, anchor):
    page = told(addresses.of("method"))
    assert f'id="{anchor}"' in page
    assert f'#{anchor}"' in page.split("<footer")[1]
