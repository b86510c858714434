"""The form of every part of the whole list: it opens, takes what its own hints ask for, and keeps it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from congkhai.agencies.law import catalogue
from congkhai.catalogue.obligation import FieldRule, FieldType
from congkhai.portal.models import Disclosure
from congkhai.portal.rules import find_part
from congkhai.records import Kind
from tests.portal.making import Office

WHOLE = "portal-2026"
KINDS = (Kind.PROVINCE, Kind.DEPARTMENT, Kind.MINISTRY)
PARTS = [
    (next(kind for kind in KINDS if kind in ((rule and rule.binds) or version.binds)), obligation.id, part)
    for obligation in catalogue().asked(WHOLE)
    if not obligation.checked_only
    for version in [obligation.version_on(timezone.localdate())]
    for part, rule in (version.parts or {"general": None}).items()
]
TYPED = {
    FieldType.DATE: "20/11/2026",
    FieldType.DATETIME: "20/11/2026 08:30",
    FieldType.NUMBER: "1.234,5",
    FieldType.MONEY: "1,5 tỷ",
    FieldType.DOCUMENT_NUMBER: "12/QĐ-UBND",
    FieldType.LINK: "https://example.gov.vn/1",
    FieldType.GEOMETRY: "22.66, 106.25",
}


def typed(rule: FieldRule, name: str) -> dict[str, str]:
    """What a person types into a field."""
    match rule.type:
        case FieldType.FILE:
            return {}
        case FieldType.CHOICE:
            return {name: rule.choices[0].value}
        case FieldType.PERIOD:
            return {f"{name}_from": "01/2026", f"{name}_until": "12/2026"}
        case FieldType.ROWS:
            cells = (typed(column, f"{name}-0-{column.name}") for column in rule.columns)
            return {f"{name}-count": "1"} | {key: value for cell in cells for key, value in cell.items()}
        case _:
            return {name: TYPED.get(rule.type, f"{rule.title.vi}, dòng một")}


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(("kind", "obligation", "part"), PARTS)
def test_a_part_s_form_takes_every_field_and_keeps_it(db, signed_in, kind: Kind, obligation: str, part: str) -> None:
    office = Office(kind=kind, rules=WHOLE)
    editor = signed_in(office.editor)
    address = f"{reverse('desk:create', args=[office.agency.slug])}?noi-dung={obligation}&phan={part}"
    page = editor.get(address)
    assert page.status_code == 200
    rules = find_part(obligation, part, timezone.localdate()).fields
    filled = {key: value for rule in rules for key, value in typed(rule, f"fields-{rule.name}").items()}
    told = page.content.decode()
    assert not [key for key in filled if f'name="{key}"' not in told]
    answer = editor.post(address, {"title": "Bản ghi thử", "summary": "", "body": "null", "replaces": ""} | filled)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    record = Disclosure.objects.get()
    assert set(record.fields) == {rule.name for rule in rules if rule.type is not FieldType.FILE}


def test_every_part_has_its_form_tried():
    assert len(PARTS) > 60
    assert {obligation for _kind, obligation, _part in PARTS} >= {
        obligation.id for obligation in catalogue().asked(WHOLE) if not obligation.checked_only
    }
