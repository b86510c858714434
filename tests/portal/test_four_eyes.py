from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from congkhai.ledger.models import Entry
from congkhai.portal.acts.approve import approve
from congkhai.portal.going_live import NotApproved
from congkhai.portal.models import Approval, Disclosure
from tests import factories
from tests.portal.making import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_record_goes_live_when_another_person_approves_it(office: Office) -> None:
    record = office.public()
    assert record.live
    assert record.first_published_at is not None
    verbs = list(Entry.objects.filter(agency=office.agency).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["submitted", "approved", "published"]
