"""An agency that publishes, with its people; and a test that begins in Vietnamese, whatever the one before asked for."""

import pytest
from django.utils import translation

from tests.portal.public.states import Desk


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture
def desk(db):
    return Desk(slug="mau-son", name="Ủy ban nhân dân tỉnh Mẫu Sơn", name_en="People's Committee of Mẫu Sơn Province")
