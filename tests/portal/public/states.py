"""Records in every state, brought there by the portal's own acts; and many at once, for counting queries."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import FieldRule, FieldType
from congkhai.files.store import store
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.expire import expire
from congkhai.portal.acts.submit import submit
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.models import Attachment, Disclosure
from congkhai.portal.rules import asked_of, find_part, parts_of, version_at
from tests.portal.making import Office

PDF = b"%PDF-1.4\n%%EOF\n"
_number = count(1)


def value(rule: FieldRule, n: int, day: date) -> Any:
    """A plausible value of the field's type."""
    match rule.type:
        case FieldType.DATE:
            return day.isoformat()
        case FieldType.DATETIME:
            return f"{day.isoformat()}T08:30"
        case FieldType.PERIOD:
            monday = day - timedelta(days=day.weekday())
            return {"from": monday.isoformat(), "until": (monday + timedelta(days=6)).isoformat()}
        case FieldType.NUMBER:
            return n
        case FieldType.MONEY:
            return 150_000_000
        case FieldType.CHOICE:
            return rule.choices[0].value
        case FieldType.DOCUMENT_NUMBER:
            return f"{n}/QĐ-UBND"
        case FieldType.LINK:
            return f"https://example.gov.vn/{n}"
        case FieldType.GEOMETRY:
            return {"type": "Point", "coordinates": [106.25, 22.66]}
        case FieldType.ROWS:
            return [{column.name: value(column, n, day) for column in rule.columns}]
        case FieldType.FILE:
            return None
        case _:
            return f"{rule.title.vi} số {n}"


class Desk(Office):
    """The people of an agency, who bring a record of any part, with every field filled in, into any state."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.chief.full_name, self.chief.position = "Vi Thị Hạnh", "Trưởng Ban"
        self.chief.save()

    def draft(self, obligation: str, part: str | None = None, *, files: dict[str, bytes] | None = None, **given: Any) -> Disclosure:
        """A saved draft. ``fields`` given stand over those made up; None leaves one out."""
        n = next(_number)
        today = timezone.localdate()
        asked = next(one for one in asked_of(self.agency) if one.id == obligation)
        part = part or next(iter(parts_of(version_at(asked, today), self.agency)))
        rule = find_part(obligation, part, today)
        made = {field.name: value(field, n, today) for field in rule.fields} | given.pop("fields", {})
        fields = {name: one for name, one in made.items() if one is not None}
        if given.get("nil_return"):
            fields = {"period": {"from": "2026-07-01", "until": "2026-09-30"}}
        said = {"title": f"Bản ghi {n}", "live": False, "fields": fields} | given
        record = Disclosure(agency=self.agency, obligation=obligation, part=part, **said)
        for name, content in (files or {}).items():
            kept = store(ContentFile(content, name=name), agency=self.agency, by=self.editor)
            record.attachments.add(Attachment(file=kept))
        record.full_clean()
        record.save()
        record.save_revision(user=self.editor)
        return self.again(record)

    def again(self, record: Disclosure) -> Disclosure:
        """The record as it now stands."""
        return Disclosure.objects.select_related("agency").get(pk=record.pk)

    def approved(self, record: Disclosure) -> Disclosure:
        """The record after its latest version was submitted and approved."""
        submit(record, by=self.editor)
        approve(record, by=self.chief)
        return self.again(record)

    def in_review(self, *args: Any, **given: Any) -> Disclosure:
        record = self.draft(*args, **given)
        submit(record, by=self.editor)
        return record

    def live(self, *args: Any, **given: Any) -> Disclosure:
        return self.approved(self.draft(*args, **given))

    def scheduled(self, *args: Any, **given: Any) -> Disclosure:
        return self.live(*args, go_live_at=timezone.now() + timedelta(days=3), **given)

    def withdrawn(self, *args: Any, reason: str = "Đăng nhầm bản chưa ký.", **given: Any) -> Disclosure:
        return withdraw(self.live(*args, **given), by=self.chief, reason=reason)

    def expired(self, *args: Any, **given: Any) -> Disclosure:
        record = self.live(*args, **given)
        expire(record)
        return self.again(record)


def many(agency: Agency, obligation: str, part: str, number: int) -> None:
    """So many live records of one part, put there past the acts: only for counting queries and pages."""
    now, today = timezone.now(), timezone.localdate()
    rule = find_part(obligation, part, today)
    Disclosure._base_manager.bulk_create(
        (
            Disclosure(
                agency=agency,
                obligation=obligation,
                part=part,
                title=f"Quyết định số {n} về việc thứ {n}",
                slug=f"quyet-dinh-{n}",
                fields={field.name: one for field in rule.fields if (one := value(field, n, today)) is not None},
                number=f"{n}/QĐ-UBND",
                number_key=f"{n}/QDUBND",
                duty_on=today - timedelta(days=n % 1500),
                natural_key=f"number:{n}/QDUBND",
                live=True,
                first_published_at=now,
                last_published_at=now,
            )
            for n in range(1, number + 1)
        ),
        batch_size=500,
    )
