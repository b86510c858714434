"""An agency that publishes, with its people."""

import pytest

from tests.portal.public.states import Desk


@pytest.fixture
def desk(db):
    return Desk(slug="mau-son", name="Ủy ban nhân dân tỉnh Mẫu Sơn", name_en="People's Committee of Mẫu Sơn Province")
