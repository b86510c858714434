"""A person's way in, in a real browser: what she sees, and what the browser complains of."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe

from congkhai.accounts.models import Role, User
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chief():
    return factories.member(factories.agency(), Role.CHIEF, email="truong-ban@example.vn")


def sign_in(page, user, password="mat khau dai"):
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def faults(page):
    return [(found["id"], found["nodes"][0]["html"]) for found in Axe().run(page).response["violations"]]


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_first_sign_in_sets_up_the_second_step_shows_the_spare_codes_and_reaches_the_desk(page, chief, settings):
    settings.MFA_REQUIRED = True
    sign_in(page, chief)
    assert page.get_by_role("heading", name="Cài đặt bước thứ hai").is_visible()
    assert page.get_by_role("img", name="Mã QR").evaluate("img => img.naturalWidth") > 100
    assert faults(page) == []
    secret = page.locator("code").inner_text()
    page.get_by_label("Mã của ứng dụng xác thực").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Bật").click()
    assert len(page.locator(".codes code").all()) == 10
    assert faults(page) == []
    page.get_by_role("link", name="Vào bàn biên tập").click()
    assert re.search(r"/quan-tri/", page.url)
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_is_readable_at_any_width_in_either_light(page, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/tai-khoan/dang-nhap/", "/tai-khoan/mat-khau/quen/", "/en/tai-khoan/dang-nhap/"):
        page.goto(path)
        assert faults(page) == []
        assert fits(page)
    assert page.complaints == []


def test_a_wrong_password_is_said_beside_the_form_and_the_name_is_kept(page, chief):
    sign_in(page, chief, "sai")
    assert page.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng.").is_visible()
    assert page.get_by_label("Tên đăng nhập").input_value() == chief.username
    assert faults(page) == []


def test_five_wrong_passwords_are_answered_with_the_minutes_to_wait(page, chief):
    for _ in range(5):
        sign_in(page, chief, "sai")
    assert page.get_by_text("Hãy thử lại sau 15 phút.").is_visible()


def test_our_screens_work_under_our_own_policy(page, chief):
    sign_in(page, chief)
    page.goto("/quan-tri/nguoi/new/")
    page.get_by_label("Tên đăng nhập").fill("van-thu")
    page.get_by_label("Họ và tên").fill("Lò Thị Văn Thư")
    page.get_by_label("Thư điện tử").fill("van-thu@example.vn")
    page.get_by_label("Vai trò").select_option("editor")
    page.get_by_role("button", name="Tạo").click()
    page.wait_for_url("**/quan-tri/nguoi/")
    assert User.objects.get(username="van-thu").full_name == "Lò Thị Văn Thư"
    for path in ("/quan-tri/bo-phan/", "/quan-tri/co-quan/", "/quan-tri/account/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    page.goto("/quan-tri/account/")
    page.get_by_label("Họ và tên").fill("Vi Thị Hạnh")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_load_state("networkidle")
    assert User.objects.get(pk=chief.pk).full_name == "Vi Thị Hạnh"
    assert page.complaints == []
