"""A reviewer at her desk in a real browser: by keyboard alone, and at any width."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.send_back import send_back
from congkhai.monitor.effective import effective
from congkhai.monitor.models import Review, Round
from congkhai.monitor.verdicts import keep
from tests import factories
from tests.monitor.desk.storing import HOME, stored
from tests.monitor.surveys import DIRECTIVES, REWARDS, C, T, record, reviewable, row, verdict

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LONG = "Quyết định về việc phê duyệt điều chỉnh quy hoạch sử dụng đất đến năm 2030 và kế hoạch sử dụng đất năm đầu " * 2


@pytest.fixture
def at_the_desk(page: Page, editor: User) -> Callable[[str], Page]:
    """The editor signed in, at an address."""
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(editor.username)
    page.get_by_label("Mật khẩu").fill("mat khau dai")
    page.get_by_role("button", name="Đăng nhập").click()

    def go(path: str) -> Page:
        page.goto(path)
        return page

    return go


@pytest.fixture
def three(owner: Agency) -> Round:
    """Three agencies of which the machine says none, with a stored home page of the first, and one that it could not see."""
    agencies = [factories.agency(name=f"Tỉnh {letter}") for letter in ("Mẫu Sơn", "Bình Hà", "Lũng Cao")]
    found: dict[Agency, Any] = {agency: {REWARDS: (C.NONE, T.UNKNOWN)} for agency in agencies}
    found[agencies[2]] |= {DIRECTIVES: (C.UNKNOWN, T.UNKNOWN)}
    round = reviewable(owner, found)
    stored(round, "<h1>Trang chủ của tỉnh</h1><script>document.body.innerHTML = 'bị đổi'</script>", HOME)
    return round


def test_a_few_verdicts_are_reviewed_with_the_keyboard_alone(at_the_desk, three: Round, tmp_path: Path) -> None:
    page = at_the_desk(f"/quan-tri/giam-sat/{three.slug}/ra-soat/")
    press = page.keyboard.press

    press("j")
    expect(page.get_by_role("link", name="Tỉnh Mẫu Sơn")).to_be_focused()
    press("j")
    expect(page.get_by_role("link", name="Tỉnh Bình Hà")).to_be_focused()
    press("k")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh Mẫu Sơn")
    expect(page.frame_locator("iframe[name=ban-chup]").get_by_role("heading")).to_have_text("Trang chủ của tỉnh")

    press("j")  # on, and back
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh Bình Hà")
    press("k")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh Mẫu Sơn")

    press("c")  # confirmed; the next opens by itself
    expect(page.get_by_role("status").first).to_have_text("Đã xác nhận.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh Bình Hà")

    press("o")  # overturned: the form opens with its first field in focus
    expect(page.get_by_label("Mức độ đầy đủ")).to_be_focused()
    page.get_by_label("Mức độ đầy đủ").select_option("full")
    press("Tab")
    page.get_by_label("Mức độ kịp thời").select_option("on_time")
    press("Tab")
    page.keyboard.type("có ở mục khác, tỉnh tự khai")  # its letters c, o, j are text here and no commands
    press("Tab")
    press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Đã bác bỏ.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh Lũng Cao")

    press("r")
    page.keyboard.type("trang hai chưa xem")
    press("Tab")
    press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Đã trả lại.")

    acts = [(review.verdict.agency.name, review.act) for review in Review.objects.order_by("pk")]
    assert acts == [("Tỉnh Mẫu Sơn", "confirm"), ("Tỉnh Bình Hà", "overturn"), ("Tỉnh Lũng Cao", "return")]
    assert Review.objects.get(act="overturn").reason == "có ở mục khác, tỉnh tự khai"

    unseen = row(three, three.sites.order_by("-pk")[0].agency, DIRECTIVES)
    page.goto(f"/quan-tri/giam-sat/{three.slug}/ra-soat/{unseen.pk}/")
    press("h")
    proof = tmp_path / "anh.pdf"
    proof.write_bytes(b"%PDF-1.4 x")
    page.locator("#xet-tay-muc").select_option("partial")
    page.locator("#xet-tay-han").select_option("no_limit")
    page.locator("#xet-tay-ly-do").fill("mở bằng trình duyệt lúc 9 giờ")
    page.locator("#xet-tay-tep").set_input_files(proof)
    page.get_by_role("button", name="Ghi kết luận tự xét").press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Đã ghi kết luận do người xét.")
    assert effective(unseen).act == "by_hand"
    assert page.complaints == []


def test_single_keys_can_be_switched_off(at_the_desk, three: Round) -> None:
    page = at_the_desk(f"/quan-tri/giam-sat/{three.slug}/ra-soat/{row(three, three.sites.order_by('pk')[0].agency).pk}/")
    page.keyboard.press("?")
    page.get_by_role("button", name="Tắt phím tắt").click()
    page.keyboard.press("c")
    page.keyboard.press("j")
    page.reload()
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh Mẫu Sơn")
    assert not Review.objects.exists()


def test_a_stored_page_runs_nothing_asks_nothing_and_leads_nowhere(at_the_desk, three: Round) -> None:
    agency = three.sites.order_by("pk")[0].agency
    hostile = (
        '<h1>Khen thưởng</h1><p>thấp</p><a href="https://xau.example/">ra ngoài</a><script>fetch("https://xau.example/")</script>'
        '<img src="https://xau.example/a.png" onerror="x()"><meta http-equiv="refresh" content="0;url=https://xau.example/">'
    )
    page_of_it = stored(three, hostile, "https://tinh.example/kt")
    found = record("kt", label="Khen thưởng", url="https://tinh.example/kt", sha256=page_of_it.sha256)
    keep(three.sites.get(agency=agency), verdict(agency, REWARDS, C.FULL, T.LATE, evidence=(found,)), None)
    page = at_the_desk(f"/quan-tri/giam-sat/{three.slug}/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/quan-tri/giam-sat/{three.slug}/ra-soat/{row(three, agency).pk}/")
    frame = page.frame_locator("iframe[name=ban-chup]")
    expect(frame.locator("mark#thay")).to_have_text("Khen thưởng")
    frame.get_by_text("ra ngoài").click()
    page.get_by_role("link", name="Khen thưởng", exact=True).click()  # the evidence's own link fills the frame
    expect(frame.locator("mark#thay")).to_be_visible()
    assert [url for url in asked if "xau.example" in url] == []
    assert page.complaints == []


@pytest.mark.usefixtures("page")  # for the clean-up after it
def test_without_scripts_every_act_is_a_form(three: Round, editor: User, chromium, live_server) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(editor.username)
    page.get_by_label("Mật khẩu").fill("mat khau dai")
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(f"/quan-tri/giam-sat/{three.slug}/ra-soat/")
    page.get_by_role("link", name="Tỉnh Mẫu Sơn").click()
    page.get_by_text("Bác bỏ, sửa kết luận").first.click()
    page.locator("#bac-bo-muc").select_option("full")
    page.locator("#bac-bo-han").select_option("late")
    page.locator("#bac-bo-ly-do").fill("có ở mục khác")
    page.locator("#bac-bo button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh Bình Hà")
    assert Review.objects.get().act == "overturn"
    context.close()


@pytest.fixture
def addresses(three: Round, chief: User) -> dict[str, str]:
    """Every page of the desk, with content that is hard to lay out."""
    Round.objects.filter(pk=three.pk).update(title=LONG[:190], alarms=[{"code": "x", "vi": LONG, "en": LONG}])
    agency = three.sites.order_by("pk")[0].agency
    Agency.objects.filter(pk=agency.pk).update(name="Ủy ban nhân dân " + "Đ" + "ường" * 40)
    evidence = (record("k", label=LONG, url="https://tinh.example/" + "dai" * 60),)
    keep(three.sites.get(agency=agency), verdict(agency, REWARDS, C.PARTIAL, T.LATE, evidence=evidence), None)
    one = row(three, agency)
    send_back(one, by=chief, reason=LONG)
    of_it = f"/quan-tri/giam-sat/{three.slug}/"
    return {
        "list": "/quan-tri/giam-sat/",
        "new": "/quan-tri/giam-sat/moi/",
        "round": of_it,
        "queue": f"{of_it}ra-soat/?tinh-trang=tat-ca",
        "verdict": f"{of_it}ra-soat/{one.pk}/",
        "log": f"{of_it}nhat-ky/",
        "approve": f"{of_it}viec/duyet/",
        "close": f"{of_it}viec/ket-thuc/",
        "letterhead": f"{of_it}dau-cong-van/",
    }


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_no_page_has_a_barrier_or_scrolls_sideways(
    at_the_desk, editor: User, addresses: dict[str, str], width: int, scheme: str
) -> None:
    editor.memberships.update(role="chief")
    found = {}
    for name, address in addresses.items():
        page = at_the_desk(address)
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        faults = [
            (v["id"], [n["html"][:200] for n in v["nodes"]][:2]) for v in Axe().run(page, options=RULES).response["violations"]
        ]
        reach = page.evaluate("document.documentElement.scrollWidth")
        if faults or reach > width:
            found[name] = (faults, reach)
    assert found == {}
    assert page.complaints == []
