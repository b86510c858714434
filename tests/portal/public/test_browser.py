"""The public pages in Chromium: every kind of page, both themes, a telephone's width and a desk's, and paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from congkhai.agencies.law import catalogue
from congkhai.portal.public import addresses
from tests.barriers import barriers
from tests.portal.public.states import PDF, many
from tests.portal.public.test_faces import jpeg

pytestmark = pytest.mark.browser
LONG = ("Quyết định về việc phê duyệt điều chỉnh quy hoạch sử dụng đất đến năm 2030 và kế hoạch sử dụng đất năm đầu " * 3)[
    :300
].strip()
UNBROKEN = "Đ" + "ường" * 60


@pytest.fixture
def pages(desk) -> dict[str, str]:
    """An address of every kind of page, with content that is hard to lay out."""
    section = catalogue().obligations
    desk.agency.rules = "portal-2026"
    desk.agency.save()
    for number, part in enumerate(["administration", "leaders", "leaders", *["monuments"] * 4]):
        desk.live("about-territory", part, title=f"{number} {LONG}")
    for unit in ("Sở Xây dựng", "Sở Xây dựng", UNBROKEN):
        reached = {"unit": unit, "telephone": "(0200) 0000 113", "email": f"{'a' * 60}@mauson.example"}
        desk.live("officials-contacts", fields=reached)
    for work in ("Đất đai", "Hộ tịch"):
        found = {"name": None, "field_of_work": work, "address": "https://dichvucong.gov.vn/1"}
        desk.live("online-services", "procedures", title=f"{work} {LONG}", fields=found)
    article = desk.live("news", title=LONG, files={"a.jpg": jpeg(2400, 1600)}, fields={"content": LONG})
    today = timezone.localdate()
    period = {"from": today.isoformat(), "until": (today + timedelta(days=9)).isoformat()}
    draft = desk.live("draft-consultations", "drafts", fields={"open": period, "email": "gopy@mauson.example"})
    document = desk.live("legal-documents", fields={"effective_on": today.isoformat()})
    desk.live("english-pages", "about", title="At a glance", language="en")
    files = {f"{'Tên tệp rất dài ' * 9}.pdf": PDF}
    long = desk.live("rewards-and-sanctions", "sanctions", title=LONG, summary=LONG, files=files, fields={"party": UNBROKEN})
    desk.live("rewards-and-sanctions", "sanctions", nil_return=True)
    newer = desk.live("leader-directives", title=UNBROKEN, supersedes=desk.live("leader-directives", title="Bản cũ"))
    gone = desk.withdrawn("leader-directives", fields={"number": "2613/BTTTT-ƯDCNTT-KTTH-NNMT-VXNV-TCKH"}, reason=LONG)
    many(desk.agency, "petition-replies", "replies", 200)
    leaders = [f"Phó Chủ tịch Nguyễn Thị Tên Dài Số {n}" for n in range(5)]
    today = timezone.localdate().isoformat()
    rows = [{"day": today, "starts": "08:00", "leader": leader, "content": LONG[:89].strip()} for leader in leaders]
    rows[0] |= {"status": "changed", "was": "07:30", "reason": LONG[:79].strip()}
    rows[1] |= {"status": "cancelled", "reason": "Lùi sang tuần sau"}
    week = desk.live("leaders-schedule", fields={"entries": rows})
    agency = desk.agency
    return {
        "home": addresses.of("home", agency.slug),
        "list": addresses.of_section(agency, section["rewards-and-sanctions"]),
        "list of a part": addresses.of_section(agency, section["rewards-and-sanctions"]) + "?phan=sanctions",
        "pages of a list": addresses.of_section(agency, section["petition-replies"]) + "?trang=6",
        "empty list": addresses.of_section(agency, section["science-results"]),
        "record": addresses.of_record(long, agency),
        "record that supersedes": addresses.of_record(newer, agency),
        "record with a table": addresses.of_record(week, agency),
        "withdrawn": addresses.of_record(gone, agency),
        "schedule": addresses.of_section(agency, section["leaders-schedule"]),
        "search": addresses.of("search", agency.slug) + "?q=quyet+dinh",
        "search without a hit": addresses.of("search", agency.slug) + "?q=zzz",
        "site map": addresses.of("site-map", agency.slug),
        "legal basis": addresses.of_section(agency, section["rewards-and-sanctions"], page="section-law"),
        "profile": addresses.of_section(agency, section["about-territory"]),
        "directory": addresses.of_section(agency, section["officials-contacts"]),
        "catalogue": addresses.of_section(agency, section["online-services"]) + "?phan=procedures",
        "article with a picture": addresses.of_record(article, agency),
        "draft": addresses.of_record(draft, agency),
        "documents": addresses.of_section(agency, section["legal-documents"]),
        "document": addresses.of_record(document, agency),
        "English profile": addresses.of_section(agency, section["english-pages"], language="en"),
        "not there": "/mau-son/y-kien-chi-dao-dieu-hanh/1/",
        "English home": addresses.of("home", agency.slug, language="en"),
        "English record": addresses.of_record(long, agency, language="en"),
    }


def test_no_page_keeps_anybody_out(open_page, pages):
    assert barriers(open_page, pages) == {}


def test_the_policy_lets_the_data_block_stand(open_page, pages):
    with open_page(pages["record"]) as page:
        assert page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent).name") == LONG


def test_without_script_every_page_can_be_read(open_page, pages):
    with open_page(pages["schedule"], java_script_enabled=False) as page:
        assert page.get_by_role("heading", level=1).inner_text().startswith("Lịch làm việc")
        assert page.get_by_text("In trang này").is_hidden()


def test_with_script_a_record_can_be_printed_by_a_button(open_page, pages):
    with open_page(pages["record"]) as page:
        page.evaluate("window.print = () => { window.printed = true }")
        page.get_by_role("button", name="In trang này").click()
        assert page.evaluate("window.printed")


def test_the_first_tab_leads_past_the_menu(open_page, pages):
    with open_page(pages["list"]) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
        box = page.evaluate("(() => { const r = document.activeElement.getBoundingClientRect(); return [r.top, r.height] })()")
        assert box[0] >= 0
        assert box[1] >= 24
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#noi-dung"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_whatever_has_the_focus_is_seen_to(open_page, pages):
    with open_page(pages["search"]) as page:
        for _ in range(12):
            page.keyboard.press("Tab")
            style = "(({boxShadow, outlineStyle}) => boxShadow + outlineStyle)(getComputedStyle(document.activeElement))"
            assert page.evaluate(style) != "nonenone", page.evaluate("document.activeElement.outerHTML")


def test_a_person_finds_a_record_by_typing_without_marks(open_page, pages):
    with open_page(pages["home"], width=390) as page:
        page.get_by_role("searchbox").fill("dieu chinh quy hoach")
        page.keyboard.press("Enter")
        page.get_by_role("link", name=LONG).first.click()
        assert page.get_by_role("heading", level=1).inner_text() == LONG


def test_on_paper_the_menu_is_left_out_and_the_record_stays(open_page, pages):
    with open_page(pages["record"]) as page:
        page.emulate_media(media="print")
        assert page.get_by_role("navigation", include_hidden=True).first.is_hidden()
        assert page.get_by_role("heading", level=1).is_visible()
        assert page.locator(".facts").first.is_visible()
