"""The publication log only grows."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from congkhai.ledger.models import Entry
from congkhai.ledger.record import log
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    agency = factories.agency()
    return log("published", agency, agency=agency, actor=factories.user(), note="đúng hạn", version=3)


def test_an_act_is_written_down_with_who_what_where_and_why(entry):
    assert (entry.verb, entry.subject, entry.note, entry.data) == (
        "published",
        f"agencies.agency:{entry.agency_id}",
        "đúng hạn",
        {"version": 3},
    )


def test_an_entry_cannot_be_saved_again(entry):
    entry.note = "khác"
    with pytest.raises(TypeError, match="only grows"):
        entry.save()


def test_an_entry_cannot_be_deleted(entry):
    with pytest.raises(TypeError, match="only grows"):
        entry.delete()


@pytest.mark.parametrize(
    "act", [lambda rows: rows.update(note="khác"), lambda rows: rows.delete(), lambda rows: rows._raw_delete("default")]
)
def test_the_database_refuses_to_change_or_remove_entries_in_bulk(entry, act):
    with pytest.raises((DatabaseError, TypeError), match="only grows"), transaction.atomic():
        act(Entry.objects.all())
    assert Entry.objects.get().note == "đúng hạn"


@pytest.mark.parametrize("sql", ["UPDATE ledger_entry SET note = ''", "DELETE FROM ledger_entry"])
def test_the_database_refuses_plain_sql_too(entry, sql):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
