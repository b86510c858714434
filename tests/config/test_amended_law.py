"""One law file amended, and all that follows from it without a line of code: form, menu, reminder, monitor, explanation. What was
judged before stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.start import start
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.sweep import work
from congkhai.portal.desk.owed import owed
from congkhai.portal.public import addresses
from congkhai.records import Force, Kind
from tests import factories
from tests.monitor.surveys import DIRECTIVES, planned, sites, started
from tests.portal.making import Office

pytestmark = pytest.mark.django_db

BEFORE, AFTER = "2026-12-01 10:00+07:00", "2027-03-01 10:00+07:00"
OLD_TITLE, NEW_TITLE = "Ý kiến chỉ đạo, điều hành của thủ trưởng cơ quan", "Chỉ đạo, điều hành và việc thực hiện"
# The amendment is of our invention: from 1 January 2027 directives are due within three working days, with whoever must do it named
# by the law, and how they were carried out is to be shown too.
AMENDMENT = """\
    until: 2027-01-01
    force: practice
"""
NEW_VERSION = """\
  - from: 2027-01-01
    force: binding
    cites:
      - {instrument: nd-224-2026, place: "Điều 9 khoản 1", role: norm}
    binds: *binds
    parts:
      directives:
        title: {vi: "Văn bản chỉ đạo", en: "Directives"}
        basis: law
        fields:
          - {name: issued_on, type: date, role: issued, basis: law, title: {vi: "Ngày ban hành", en: "Issued on"}}
          - {name: entrusted_to, type: text, basis: law, title: {vi: "Giao cho", en: "Entrusted to"}, labels: [Giao cho]}
      progress:
        title: {vi: "Tiến độ thực hiện chỉ đạo", en: "How directives are carried out"}
        basis: law
        fields:
          - {name: issued_on, type: date, role: issued, basis: law, title: {vi: "Ngày báo cáo", en: "Reported on"}}
    window: {months: 12}
    due: {kind: within, after: issued, limits: [{who: issuer, working_days: 3}, {who: subject, working_days: 3}]}

find:
"""
PROOF = """\
  - name: "Từ ngày 01/01/2027 không có gì: chưa cung cấp"
    case: unmet
    on: 2027-06-01
    kind: province
    expect: {completeness: none}
  - name: "Từ ngày 01/01/2027 trang không mở được: chưa biết"
    case: unknown
    on: 2027-06-01
    kind: province
    sight: poor
    expect: {completeness: unknown}
  - name: "Báo cáo tiến độ được xét riêng"
    case: unmet
    on: 2027-06-01
    kind: province
    shown:
      - {part: progress, key: "1", fields: {issued_on: "01/03/2027"}, dates: {issued: 2027-03-01}}
    expect: {part: progress, completeness: full}
"""


def amended(kept: Path, to: Path) -> Path:
    """A copy of the law folder in which one file says something else from 1 January 2027 on."""
    shutil.copytree(kept, to)
    file = to / "obligations" / f"{DIRECTIVES}.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        (OLD_TITLE, NEW_TITLE),
        ("  - from: 2022-08-15\n    force: practice\n", f"  - from: 2022-08-15\n{AMENDMENT}"),
        ("find:\n", NEW_VERSION),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text + PROOF, encoding="utf-8")
    return to


@pytest.fixture
def amend(settings: Any, tmp_path: Path) -> Callable[[], None]:
    """What a lawyer does: saves the file, and has the house started anew."""

    def act() -> None:
        settings.LAW = amended(settings.LAW, tmp_path / "law")

    return act


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def seen(agency: Agency, name: str, *more: Any) -> str:
    answer = Client().get(addresses.of(name, agency.slug, *more, language="vi"))
    assert answer.status_code == 200
    return answer.content.decode()


def section(agency: Agency, name: str = "section") -> str:
    return seen(agency, name, catalogue().obligations[DIRECTIVES])


def test_form_menu_reminder_and_explanation_follow_the_file_from_its_day_on(amend: Any) -> None:
    office = Office()
    agency = office.agency

    def form(part: str = "directives") -> str:
        editor = Client()
        editor.force_login(office.editor, backend="allauth.account.auth_backends.AuthenticationBackend")
        address = f"{reverse('desk:create', args=[agency.slug])}?noi-dung={DIRECTIVES}&phan={part}"
        return editor.get(address).content.decode()

    def row() -> Any:
        return next(row for row in owed(agency, office.editor, timezone.localdate()) if row.obligation.id == DIRECTIVES)

    with time_machine.travel(BEFORE, tick=False):
        before = form()
        assert "fields-entrusted_to" not in before
        old_menu = seen(agency, "home")
        amend()
        assert form().count("fields-") == before.count("fields-")  # not before its day
        assert set(row().parts) == {"directives"}
        # The title has no date: it is the menu's from now on.
        assert (OLD_TITLE in old_menu, OLD_TITLE in seen(agency, "home"), NEW_TITLE in seen(agency, "home")) == (True, False, True)

    with time_machine.travel(AFTER, tick=False):
        assert "fields-entrusted_to" in form()
        assert "fields-number" not in form()
        assert "Ngày báo cáo" in form("progress")
        assert "Tiến độ thực hiện chỉ đạo" in seen(agency, "site-map")
        told = section(agency, "section-law")
        assert "224/2026/NĐ-CP" in told
        assert "3 ngày làm việc" in told
        assert (
            NEW_TITLE in Client().get(f"{addresses.of('law-changes', agency.slug)}?from=2026-12-31&to=2027-01-01").content.decode()
        )

        office.draft(obligation=DIRECTIVES, part="directives", fields={"issued_on": "2027-03-01"}, title="Chỉ thị mới")
        office.draft(obligation=DIRECTIVES, part="directives", fields={"issued_on": "2026-12-28"}, title="Chỉ thị cũ")
        due = {one.about: one.on for one in row().dues}
        assert due["Chỉ thị mới"] == date(2027, 3, 4)
        assert due["Chỉ thị cũ"] == date(2027, 1, 12)  # ten days: its duty arose under the old version
        assert {"directives", "progress"} <= set(row().missing)
        assert not row().practice


def test_the_monitor_judges_by_the_new_file_and_what_it_judged_before_stays(amend: Any) -> None:
    owner = factories.agency(kind=Kind.MINISTRY, name="Bộ Khảo Sát", portal=False)
    with sites(1) as running:
        with time_machine.travel(BEFORE, tick=False):
            old = started(owner, running, on=date(2026, 12, 1))
        work(old)
        Round.objects.filter(pk=old.pk).update(stage=Stage.APPROVED, approved_at=timezone.now())
        kept = list(old.verdicts.order_by("pk").values())
        agency = old.sites.get().agency
        address = reverse("observatory:verdict", args=[old.slug, agency.slug, catalogue().obligations[DIRECTIVES]])
        page = Client().get(address).content.decode()
        assert "Điều 10 khoản 1 điểm c" in page

        amend()
        new = start(planned(owner, [agency], on=date(2027, 6, 1)), by=None)
        work(new)
    assert new.catalogue != old.catalogue
    judged = new.verdicts.get(obligation=DIRECTIVES, current=True).verdict
    assert set(judged["part_grades"]) == {"directives", "progress"}
    assert judged["force"] == Force.BINDING
    assert "Điều 9 khoản 1 (224/2026/NĐ-CP)" in judged["reasons"][0]["vi"]

    assert list(old.verdicts.order_by("pk").values()) == kept
    assert Client().get(address).content.decode().replace(NEW_TITLE, OLD_TITLE) == page
