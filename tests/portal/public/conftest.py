"""An agency that publishes, with its people; and a test that begins in Vietnamese, whatever the one before asked for."""

import pytest
from django.utils import translation

from tests.portal.public.states import Desk


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


NAMED = {"slug": "mau-son", "name": "Ủy ban nhân dân tỉnh Mẫu Sơn", "name_en": "People's Committee of Mẫu Sơn Province"}


@pytest.fixture
def desk(db):
    return Desk(**NAMED)


@pytest.fixture
def whole(db):
    """One that shows all there is a section for."""
    return Desk(**NAMED, rules="portal-2026")
