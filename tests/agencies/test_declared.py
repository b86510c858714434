"""Addresses that an agency declares: clean, once each, and none that nobody outside could see."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import override

from congkhai.agencies.declared import declared_of
from congkhai.agencies.models import Agency, Declared
from tests import factories

pytestmark = pytest.mark.django_db
SCHEDULE = "leaders-schedule"


@pytest.fixture
def agency() -> Agency:
    return factories.agency()


def cleaned(agency: Agency, url: str) -> str:
    row = Declared(agency=agency, obligation=SCHEDULE, url=url)
    row.clean()
    row.full_clean()
    return row.url


def test_an_address_is_kept_as_a_browser_would_have_it(agency: Agency) -> None:
    assert cleaned(agency, "  Tinh.gov.vn/lich#tuan ") == "https://tinh.gov.vn/lich"


@pytest.mark.parametrize(
    "url", ["ftp://tinh.gov.vn", "javascript:alert(1)", "https://u:p@tinh.gov.vn/", "https://tinh.gov.vn/" + "a" * 600]
)
def test_what_is_no_address_is_refused(agency: Agency, url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        cleaned(agency, url)
    assert "url" in refused.value.message_dict


def test_the_refusal_is_told_in_the_readers_language(agency: Agency) -> None:
    said = []
    for language in ("vi", "en"):
        with override(language), pytest.raises(ValidationError) as refused:
            Declared(agency=agency, obligation=SCHEDULE, url="ftp://a.vn").clean()
        said.append(refused.value.message_dict["url"][0])
    assert said[0] != said[1]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/x", "http://10.0.0.5/", "http://localhost:8000/", "http://[::1]/", "http://0x7f000001/"]
)
def test_a_private_address_is_refused_except_in_a_trial(agency: Agency, url: str, settings) -> None:
    settings.DEMO = False
    with pytest.raises(ValidationError):
        Declared(agency=agency, obligation=SCHEDULE, url=url).clean()
    settings.DEMO = True
    Declared(agency=agency, obligation=SCHEDULE, url=url).clean()


def test_one_address_is_declared_once_for_an_obligation(agency: Agency) -> None:
    Declared.objects.create(agency=agency, obligation=SCHEDULE, url="https://a.vn/")
    Declared.objects.create(agency=factories.agency(), obligation=SCHEDULE, url="https://a.vn/")
    with pytest.raises(IntegrityError):
        Declared.objects.create(agency=agency, obligation=SCHEDULE, url="https://a.vn/")


def test_a_round_gets_them_by_agency_in_their_order_in_one_query(agency: Agency, django_assert_num_queries) -> None:
    other = factories.agency()
    for url in ("https://b.vn/", "https://a.vn/"):
        Declared.objects.create(agency=agency, obligation=SCHEDULE, url=url)
    Declared.objects.create(agency=agency, obligation="science-results", url="https://c.vn/")
    Declared.objects.create(agency=factories.agency(), obligation=SCHEDULE, url="https://d.vn/")
    with django_assert_num_queries(1):
        found = declared_of([agency, other], {SCHEDULE})
    assert dict(found) == {agency.slug: [(SCHEDULE, "https://b.vn/"), (SCHEDULE, "https://a.vn/")]}
