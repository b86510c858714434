"""A round's way from the reviewers to the public, in a real browser: reviewed by keyboard, approved, and traced by a citizen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.waiting import open_reviews
from tests.monitor.public.rounds import full_round, provinces

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, user: User) -> Page:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill("mat khau dai")
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/quan-tri/**")
    return page


def test_a_round_is_reviewed_by_keyboard_approved_and_traced_from_the_letter_to_its_evidence(
    visitor: Callable[..., Page], owner: Agency, editor: User, chief: User
) -> None:
    round = full_round(owner, provinces("Tỉnh Mẫu Sơn"), title="Đợt quý IV")
    waiting = open_reviews(round.verdicts.all()).count()
    assert waiting > 3
    desk = f"/quan-tri/giam-sat/{round.slug}/"

    reviewer = sign_in(visitor(), editor)
    reviewer.goto(f"{desk}ra-soat/")
    reviewer.keyboard.press("j")
    reviewer.keyboard.press("Enter")
    for left in range(waiting, 0, -1):
        expect(reviewer.get_by_text(f"còn {left} theo")).to_be_visible()
        reviewer.keyboard.press("c")
    expect(reviewer.get_by_role("status").first).to_contain_text("Đã xác nhận.")
    reviewer.wait_for_load_state()
    assert not open_reviews(round.verdicts.all()).exists()

    citizen = visitor(java_script_enabled=False)
    assert citizen.goto(f"/giam-sat/dot/{round.slug}/").status == 404

    head = sign_in(visitor(), chief)
    head.goto(desk)
    head.get_by_role("link", name="Duyệt và công bố").click()
    head.get_by_role("button", name="Duyệt và công bố").click()
    expect(head.get_by_role("status").first).to_be_visible()
    assert Round.objects.get(pk=round.pk).stage == Stage.APPROVED

    citizen.goto("/giam-sat/")
    expect(citizen.get_by_text("Đợt quý IV").first).to_be_visible()
    citizen.get_by_role("link", name="Từng cơ quan").first.click()
    citizen.get_by_role("link", name="Tỉnh Mẫu Sơn").first.click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("Tỉnh Mẫu Sơn")

    citizen.get_by_role("link", name=re.compile("Công văn")).first.click()
    sheet = citizen.get_by_role("article", name="Công văn")
    sheet.locator(".body a").first.click()
    citizen.wait_for_url("**/so-lieu/**")
    citizen.locator("li.counted li a").first.click()
    evidence = citizen.get_by_role("region", name=re.compile("Bằng chứng")).get_by_role("link").first
    assert evidence.get_attribute("href").startswith("https://")
