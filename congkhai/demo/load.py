"""Nothing in; an invented province and its department out, with a year of records that one person wrote and another approved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from unittest.mock import patch

import yaml
from django.core.files.base import ContentFile
from django.utils import timezone

from congkhai.accounts.models import Role, User
from congkhai.agencies.law import closed_days
from congkhai.agencies.models import Agency
from congkhai.catalogue.obligation import FieldType, Obligation
from congkhai.demo import papers
from congkhai.demo.items import CONTENT, Item, items
from congkhai.demo.people import Person, enrol
from congkhai.files.store import store
from congkhai.portal.acts.approve import approve
from congkhai.portal.acts.assign import assign
from congkhai.portal.acts.submit import submit
from congkhai.portal.acts.withdraw import withdraw
from congkhai.portal.models import Attachment, Disclosure
from congkhai.portal.rules import asked_of, find_part
from congkhai.portal.shown import WITHHELD
from congkhai.records import Kind

LETTER = Path(__file__).with_name("letter_2613.yaml")

PROVINCE = {
    "slug": "mau-son",
    "kind": Kind.PROVINCE,
    "rules": "portal-2026",
    "name": "Ủy ban nhân dân tỉnh Mẫu Sơn",
    "name_en": "People's Committee of Mẫu Sơn Province",
    "address": "Số 1 đường Hữu Nghị, phường Tân Lũng, tỉnh Mẫu Sơn",
    "telephone": "(0200) 0000 100",
    "fax": "(0200) 0000 101",
    "email": "cong@mauson.example",
    "responsible": "Vi Thị Hạnh, Trưởng Ban Biên tập",
    "operator": "Sở Khoa học và Công nghệ tỉnh Mẫu Sơn",
}
DEPARTMENT = {
    "slug": "so-khcn-mau-son",
    "kind": Kind.DEPARTMENT,
    "rules": "portal-2026",
    "name": "Sở Khoa học và Công nghệ tỉnh Mẫu Sơn",
    "name_en": "Department of Science and Technology of Mẫu Sơn Province",
    "address": "Số 9 đường Hữu Nghị, phường Tân Lũng, tỉnh Mẫu Sơn",
    "telephone": "(0200) 0000 200",
    "fax": "(0200) 0000 201",
    "email": "sokhcn@mauson.example",
    "responsible": "Mông Thị Lan, Phó Giám đốc",
    "operator": "Trung tâm Ứng dụng khoa học Mẫu Sơn",
}
PEOPLE: tuple[Person, ...] = (
    ("trieuthuha", "Triệu Thu Hà", "Chuyên viên", "mau-son", Role.EDITOR, "Văn phòng UBND tỉnh"),
    ("luongthimai", "Lương Thị Mai", "Chuyên viên", "mau-son", Role.EDITOR, "Sở Nông nghiệp và Môi trường"),
    ("nongthiduyen", "Nông Thị Duyên", "Chuyên viên", "mau-son", Role.EDITOR, "Ban Tiếp công dân"),
    ("bevanlam", "Bế Văn Lâm", "Phó Chánh Văn phòng", "mau-son", Role.APPROVER, "Văn phòng UBND tỉnh"),
    ("vithihanh", "Vi Thị Hạnh", "Trưởng Ban Biên tập", "mau-son", Role.CHIEF, "Văn phòng UBND tỉnh"),
    ("haminhtue", "Hà Minh Tuệ", "Chuyên viên", "so-khcn-mau-son", Role.EDITOR, "Phòng Quản lý khoa học"),
    ("mongthilan", "Mông Thị Lan", "Phó Giám đốc", "so-khcn-mau-son", Role.CHIEF, "Ban Giám đốc"),
)
# What the invented province leaves out, so that its editors have something to miss.
MISSING = ("natural-resources", "environment")
# Who holds an obligation, by its group; some are left with nobody, as happens.
HOLDERS = {"direction": "trieuthuha", "documents": "trieuthuha", "services": "nongthiduyen", "planning": "luongthimai"}


@contextmanager
def _as_of(moment: datetime) -> Iterator[None]:
    """Let the demo's year have happened when it says: what is loaded today was published over twelve months."""
    with patch.object(timezone, "now", lambda: moment):
        yield


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return min(datetime.combine(day, time(hour, minute), timezone.get_current_timezone()), timezone.now())


class _Loader:
    """One agency's records. The writer writes and submits, the reader approves."""

    def __init__(self, agency: Agency, writer: User, reader: User, on: date, content: Path) -> None:
        self.agency, self.writer, self.reader, self.on, self.content = agency, writer, reader, on, content

    def load(self, obligations: Sequence[Obligation]) -> None:
        for obligation in obligations:
            found = items(self.on, closed_days(), obligation=obligation.id, agency=self.agency.name, content=self.content)
            for item in reversed(found):
                if (item.obligation, item.part) != MISSING:
                    self.add(item)

    def add(self, item: Item) -> Disclosure:
        moment = _moment(item.posted_on or item.duty_on, 9, item.duty_on.day)
        with _as_of(moment):
            part = find_part(item.obligation, item.part, moment.date())
            assert part is not None, f"{item.obligation} has no part {item.part}"
            files = {f.name: item.fields[f.name] for f in part.fields if f.type is FieldType.FILE and f.name in item.fields}
            basis = item.fields.get("withheld_basis")
            lawful = [f.name for f in part.fields if f.type is FieldType.FILE and f.basis == "law" and f.name not in files]
            withheld = {WITHHELD: dict.fromkeys(lawful, basis)} if basis else {}
            record = Disclosure(
                agency=self.agency,
                obligation=item.obligation,
                part=item.part,
                title=item.title,
                summary=item.summary,
                body=item.body,
                fields={k: v for k, v in item.fields.items() if k not in files} | withheld,
                language=item.language,
                live=False,
            )
            record.save()
            first = next((f.name for f in part.fields if f.type is FieldType.FILE and f.name == "file"), "")
            for field, kind in (*files.items(), *((first, k) for k in item.files if first not in files)):
                stored = store(self._paper(item, kind), agency=self.agency, by=self.writer)
                record.attachments.add(Attachment(file=stored, field=field, title=kind.partition(" ")[2]))
            record.save_revision(user=self.writer, clean=False)
            record.refresh_from_db()
            submit(record, by=self.writer)
            if item.posted_on:
                approve(record, by=self.reader)
        return record

    def _paper(self, item: Item, kind: str) -> ContentFile:
        name = (item.number.replace("/", "-") or item.title)[:80]
        lines = (item.summary or item.title, f"Ngày {item.duty_on:%d/%m/%Y}.")
        if kind.startswith("jpg "):  # with the words that stand for the picture
            return ContentFile(papers.picture(kind), name=f"{name}.jpg")
        if kind == "xlsx":
            told = [line.split(": ", 1) for line in str(item.fields.get("figures", item.title)).splitlines()]
            return ContentFile(papers.sheet(("Chỉ tiêu", "Số liệu"), told), name=f"{name}.xlsx")
        return ContentFile(papers.pdf(self.agency.name, item.number, item.title, lines), name=f"{name}.pdf")


def load() -> bool:
    """Load the demonstration once; False if it is there already."""
    if Agency.objects.filter(slug=PROVINCE["slug"]).exists():
        return False
    province = Agency.objects.create(portal=True, invented=True, **PROVINCE)
    department = Agency.objects.create(portal=True, invented=True, parent=province, **DEPARTMENT)
    people = enrol(PEOPLE, {a.slug: a for a in (province, department)}, "mauson.example")
    on = timezone.localdate()
    loader = _Loader(province, people["trieuthuha"], people["bevanlam"], on, CONTENT)
    loader.load(asked_of(province))
    letter = yaml.safe_load(LETTER.read_text())
    directives = next(obligation for obligation in asked_of(province) if obligation.id == "leader-directives")
    arrived = date(2012, 10, 9)
    loader.add(
        Item(
            directives.id,
            letter["part"],
            letter["title"],
            letter["fields"]["number"],
            date(2012, 9, 27),
            arrived,
            letter["fields"],
            letter["summary"],
            letter["body"],
        )
    )
    _Loader(department, people["haminhtue"], people["mongthilan"], on, CONTENT / "department").load(asked_of(department))
    for obligation in asked_of(province):
        if holder := HOLDERS.get(obligation.group):
            person = people[holder]
            assign(province, obligation.id, unit=person.memberships.get().unit, person=person, by=people["vithihanh"])
    mistaken = Disclosure.objects.filter(agency=province, obligation="rewards-and-sanctions", part="sanctions", live=True).order_by(
        "duty_on"
    )[0]
    withdraw(mistaken, by=people["vithihanh"], reason="Quyết định xử phạt đã bị hủy bỏ do xác định nhầm đối tượng.")
    return True
