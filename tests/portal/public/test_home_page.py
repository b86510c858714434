"""The home page, the list of agencies, the site map, and pages that are not there."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from congkhai.portal.clock import tick
from congkhai.portal.models import Disclosure
from congkhai.portal.public import addresses
from congkhai.portal.rules import asked_of
from congkhai.portal.selfcheck import kept
from tests.portal.public.states import PDF, Desk, many


def told(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_one_agency_s_home_is_the_installation_s(client, desk):
    page = told(client, "/")
    assert desk.agency.name in page
    assert '<link rel="canonical" href="http://127.0.0.1:8000/mau-son/">' in page


def test_several_agencies_are_listed(client, desk):
    Desk(slug="so-khcn", name="Sở Khoa học và Công nghệ")
    page = told(client, "/")
    assert 'href="/mau-son/"' in page
    assert "Sở Khoa học và Công nghệ" in page


def test_an_installation_without_agencies_says_there_is_nothing(client, db):
    assert "Không có trang này" in told(client, "/", 404)


def test_the_newest_of_each_section_stand_there_with_how_many_there_are(client, desk):
    for number in range(3):
        issued = {"issued_on": f"2026-10-0{number + 1}"}
        desk.live("leader-directives", title=f"Chỉ thị thứ {number}", fields=issued, files={"a.pdf": PDF})
    page = told(client, addresses.of("home", "mau-son"))
    assert "Chỉ thị thứ 2" in page
    assert "Chỉ thị thứ 0" not in page
    assert "Tất cả 3" in page
    assert "PDF, 1 KB" in page


def test_an_empty_portal_says_so(client, desk):
    assert "Chưa có nội dung nào được đăng." in told(client, addresses.of("home", "mau-son"))


def test_the_judge_s_own_words_stand_on_the_home_page_and_are_called_a_machine_s(client, desk):
    home = addresses.of("home", "mau-son")
    assert "Đã công khai đến đâu?" not in told(client, home)
    tick(timezone.now())
    page = told(client, home)
    assert f"Trong {len(kept(desk.agency, timezone.localdate()).verdicts)} nội dung:" in page
    assert "chưa có người xác nhận" in page


def test_the_home_page_and_its_stylesheet_are_light(client, desk):
    for number in range(3):
        for obligation in ("leader-directives", "petition-replies", "science-programmes"):
            desk.live(obligation, title=f"{'Tên rất dài ' * 20}{number}")
    page = client.get(addresses.of("home", "mau-son")).content
    assert len(page) + Path(finders.find("skin/style.css")).stat().st_size <= 100_000


def test_the_home_page_of_the_whole_list_is_light_too(client, db):
    desk = Desk(slug="mau-son", rules="portal-2026")
    for section in asked_of(desk.agency):
        many(desk.agency, section.id, next(iter(section.versions[-1].parts), "general"), 3)
    Disclosure._base_manager.update(title="Tên rất dài " * 20)
    for language in ("vi", "en"):
        page = client.get(addresses.of("home", "mau-son", language=language)).content
        assert len(page) + Path(finders.find("skin/style.css")).stat().st_size <= 100_000


@pytest.mark.parametrize("name", ["home", "search", "site-map"])
def test_the_same_page_is_one_step_away_in_the_other_language(client, desk, name):
    for language, other in (("vi", "en"), ("en", "vi")):
        page = told(client, addresses.of(name, "mau-son", language=language))
        assert f'<html lang="{language}">' in page
        assert f'href="{addresses.of(name, "mau-son", language=other)}" lang="{other}"' in page
        assert f'hreflang="{other}" href="http://127.0.0.1:8000{addresses.of(name, "mau-son", language=other)}"' in page


def test_what_was_asked_goes_along_into_the_other_language(client, desk):
    page = told(client, addresses.of("search", "mau-son") + "?q=đất")
    assert 'href="/en/mau-son/search/?q=%C4%91%E1%BA%A5t"' in page


def test_the_site_map_leads_to_every_section(client, desk):
    page = told(client, addresses.of("site-map", "mau-son"))
    for slug in ("y-kien-chi-dao-dieu-hanh", "khen-thuong-xu-phat/?phan=sanctions", "ket-qua-de-tai-khoa-hoc/co-so-phap-ly"):
        assert f'href="/mau-son/{slug}' in page


def test_a_page_that_is_not_there_keeps_the_agency_s_search_and_contents(client, desk):
    for url in ("/mau-son/khong-co/", "/mau-son/y-kien-chi-dao-dieu-hanh/abc/"):
        page = told(client, url, 404)
        assert "Không có trang này" in page
    page = told(client, "/mau-son/moi-goi-dau-tu/1-x/", 404)
    assert 'action="/mau-son/tim-kiem/"' in page
    assert 'id="danh-muc"' in page


def test_no_page_holds_inline_style_script_or_foreign_asset(client, desk):
    record = desk.live("leader-directives", files={"a.pdf": PDF})
    for url in ("/", addresses.of("search", "mau-son") + "?q=ban", addresses.of_record(record, desk.agency)):
        page = told(client, url)
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", page)
        assert not re.search(r"<script(?![^>]*(src=\"/static/|application/ld\+json))", page)
        assert not re.search(r"(?:src|rel=\"stylesheet\" href)=\"(?!/static/)", page)


def test_anonymous_pages_are_alike_for_all_and_asked_for_again(client, desk):
    record = desk.live("leader-directives")
    for url in ("/", addresses.of_record(record, desk.agency), addresses.of("search", "mau-son") + "?q=ban+ghi"):
        response = client.get(url)
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
        assert response["Cache-Control"] == "public, no-cache"
        again = client.get(url, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_done_to_a_public_page_but_read_it(client, desk, method):
    assert getattr(client, method)(addresses.of("home", "mau-son")).status_code == 405
    assert client.head(addresses.of("home", "mau-son")).status_code == 200
