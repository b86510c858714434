"""The table of agencies and obligations: each cell's drawing, words and way; its order, its filter, its sums."""

from __future__ import annotations

import re

from congkhai.agencies.law import catalogue
from congkhai.monitor.effective import all_effective
from congkhai.monitor.public import addresses
from congkhai.monitor.public.matrix import PER_PAGE
from congkhai.records import Completeness
from tests.monitor.public.rounds import full_round, ministries, opened, provinces


def rows(page: str) -> dict[str, list[str]]:
    """Each agency's cells."""
    found = {}
    for row in re.findall(r'<tr role="row">(.*?)</tr>', page.split("<tbody", 1)[1], re.S):
        name = re.search(r'<th role="rowheader" scope="row"><a[^>]*>([^<]+)', row)
        if name:
            found[name[1]] = re.findall(r'<td role="cell">(.*?)</td>', row)
    return found


def test_every_agency_has_a_cell_for_every_obligation_and_each_leads_to_its_verdict(told, round, surveyed):
    found = rows(told(addresses.of("matrix", round.slug)))
    held = {(one.agency, one.obligation): one for one in all_effective(round)}
    assert len(held) == 39
    for agency in surveyed:
        cells = found[agency.name]
        assert len(cells) == 13
        for cell, obligation in zip(cells, catalogue().asked(round.rules), strict=True):
            if held[agency.slug, obligation.id].completeness is Completeness.NOT_BOUND:
                assert "<a " not in cell
                assert "Không thuộc đối tượng" in cell
            else:
                assert f'href="{addresses.of_verdict(round, agency.slug, obligation)}"' in cell


def test_a_cell_tells_grade_lateness_and_who_judged_by_drawing_and_by_words(told, round, surveyed):
    page = told(addresses.of("matrix", round.slug))
    held = {(one.agency, one.obligation): one for one in all_effective(round)}
    cells = [cell for name in ("Tỉnh An", "Tỉnh Đông", "Bộ Thử") for cell in rows(page)[name]]
    assert len([cell for cell in cells if 'class="g g2 late"' in cell and "Chưa đầy đủ, chậm<" in cell]) == sum(
        one.completeness is Completeness.PARTIAL for one in held.values()
    )
    assert any('class="g g4 auto"' in cell and "Đầy đủ, máy kết luận" in cell for cell in cells)
    assert any('class="g g1"' in cell and ">Chưa cung cấp<" in cell for cell in cells)
    assert any('class="g gu auto"' in cell and "#gu" in cell for cell in cells)


def test_agencies_stand_by_kind_and_in_name_order(told, round):
    assert list(rows(told(addresses.of("matrix", round.slug)))) == ["Bộ Thử", "Tỉnh An", "Tỉnh Đông"]


def test_one_kind_can_be_asked_for(told, round):
    page = told(addresses.of("matrix", round.slug) + "?loai=province")
    assert list(rows(page)) == ["Tỉnh An", "Tỉnh Đông"]
    assert 'aria-current="page">2 tỉnh, thành phố' in page


def test_a_kind_that_is_none_of_the_round_is_said_and_all_are_shown(told, round):
    for odd in ("commune", "<b>x</b>", "x" * 500):
        page = told(addresses.of("matrix", round.slug) + f"?loai={odd}")
        assert "Đợt này không khảo sát loại cơ quan" in page
        assert "<b>x</b>" not in page
        assert len(rows(page)) == 3


def test_the_sums_count_what_could_be_assessed(told, owner, chief):
    agencies = provinces("Tỉnh A", "Tỉnh B", "Tỉnh C")
    round = opened(full_round(owner, agencies), chief)
    first = catalogue().asked(round.rules)[0].id
    held = [one for one in all_effective(round) if one.obligation == first]
    good = sum(one.completeness in {"full", "substantial"} for one in held)
    judged = sum(one.completeness in {"full", "substantial", "partial", "none"} for one in held)
    sums = told(addresses.of("matrix", round.slug)).split('class="sum"')[1]
    assert re.findall(r'<td role="cell">([^<]+)</td>', sums)[0] == f"{good}/{judged}"


def test_a_long_table_is_cut_into_pages_and_a_cut_kind_has_no_sums(told, owner, chief):
    many = provinces(*(f"Tỉnh {n:03}" for n in range(PER_PAGE + 1)))
    round = full_round(owner, [], slug="dai")
    for agency in many:
        round.sites.create(agency=agency, home="", domain="", state="ok", evidence=[])
    opened(round, chief)
    first, second = (told(addresses.of("matrix", round.slug) + f"?trang={n}") for n in (1, 2))
    assert len(rows(first)) == PER_PAGE
    assert list(rows(second)) == [f"Tỉnh {PER_PAGE:03}"]
    assert 'class="sum"' not in first


def test_a_site_that_was_not_seen_is_called_so(told, round, surveyed):
    round.sites.filter(agency=surveyed[0]).update(state="dns", reason="no_such_name")
    page = told(addresses.of("matrix", round.slug))
    assert re.search(r"Tỉnh Đông</a> <small>không xem được</small>", page)


def test_the_table_keeps_its_meaning_for_who_cannot_see_it(told, owner, chief):
    round = opened(full_round(owner, ministries("Bộ Một")), chief)
    page = told(addresses.of("matrix", round.slug))
    heads = re.findall(r'<th role="columnheader" scope="col">.*?</th>', page)
    assert len(heads) == 14
    for head, obligation in zip(heads[1:], catalogue().asked(round.rules), strict=True):
        assert obligation.title.vi in head
    assert '<caption class="vh">' in page
    assert all('aria-hidden="true"' in drawing for drawing in re.findall(r"<svg[^>]*>", page))
