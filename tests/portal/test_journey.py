"""One record's way, in a real browser: written by an editor, approved by another, found by a citizen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from congkhai.agencies.law import catalogue
from congkhai.demo.papers import pdf
from congkhai.portal.public import addresses
from tests.portal.making import OBLIGATION, Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Tặng Bằng khen cho Hợp tác xã Nà Lũng"


def sign_in(page: Page, username: str) -> Page:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill("mat khau dai")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/quan-tri/**")
    return page


def test_what_an_editor_writes_another_approves_and_a_citizen_without_scripts_finds(
    visitor: Callable[..., Page], tmp_path: Path
) -> None:
    office = Office()
    home, today = f"/quan-tri/{office.agency.slug}/", timezone.localdate()
    file = tmp_path / "120-QD-UBND.pdf"
    file.write_bytes(pdf(office.agency.name, "120/QĐ-UBND", TITLE, ("Tặng Bằng khen.",)))

    editor = sign_in(visitor(), office.editor.username)
    editor.goto(home)
    editor.get_by_role("link", name="Đăng bản ghi mới").first.click()
    editor.get_by_role("link", name="Khen thưởng", exact=True).click()
    editor.get_by_role("textbox", name="Tên bản ghi").fill(TITLE)
    editor.get_by_role("textbox", name="Số quyết định").fill("120/QĐ-UBND")
    editor.get_by_role("textbox", name="Ngày quyết định").fill(f"{today:%d/%m/%Y}")
    editor.get_by_role("group", name="Tệp quyết định").get_by_label("Chọn tệp").set_input_files(file)
    editor.get_by_role("button", name="Lưu và gửi duyệt").click()
    editor.get_by_role("button", name="Lưu và gửi duyệt").wait_for(state="detached")

    citizen = visitor(java_script_enabled=False)
    section = addresses.of_section(office.agency, catalogue().obligations[OBLIGATION])
    citizen.goto(section)
    assert citizen.get_by_role("link", name=TITLE).count() == 0

    approver = sign_in(visitor(), office.approver.username)
    approver.goto(home)
    approver.get_by_role("link", name=TITLE).first.click()
    approver.get_by_role("button", name="Duyệt và đăng").click()
    approver.get_by_role("button", name="Duyệt và đăng").wait_for(state="detached")

    citizen.goto(section)
    assert citizen.get_by_role("link", name=TITLE).is_visible()
    citizen.goto(addresses.of("home", office.agency.slug))
    citizen.get_by_role("searchbox").first.fill("tang bang khen hop tac xa na lung")
    citizen.get_by_role("button", name="Tìm").first.click()
    citizen.get_by_role("link", name=TITLE).click()
    assert citizen.get_by_role("heading", name=TITLE).is_visible()
    address = citizen.get_by_role("link", name="120-QD-UBND").first.get_attribute("href")
    answer = citizen.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body() == file.read_bytes()
