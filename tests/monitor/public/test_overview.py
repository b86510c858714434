"""The first page, a round's own page, the lists of rounds and agencies: what they say, and what they never say."""

from __future__ import annotations

import re

import pytest

from congkhai.agencies.law import catalogue
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.effective import all_effective
from congkhai.monitor.models import StoredVerdict
from congkhai.monitor.public import addresses
from congkhai.monitor.public.told import figures_of
from congkhai.monitor.public.told import told as told_of
from congkhai.records import Completeness
from tests.monitor.public.rounds import C, T, full_round, opened, provinces
from tests.monitor.surveys import ON


def plain(page: str) -> str:
    """A page's words alone."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_without_a_public_round_the_first_page_says_so_plainly(told, db):
    page = told(addresses.of("front"))
    assert "Chưa có đợt khảo sát nào được duyệt để công bố." in page
    assert "Chưa có đợt khảo sát nào" in told(addresses.of("rounds"))
    assert "Chưa có đợt khảo sát nào" in told(addresses.of("agencies"))


def test_the_first_page_is_the_newest_public_round(told, owner, chief, round, surveyed):
    older = opened(full_round(owner, surveyed[:1], title="Đợt xưa", on=round.on.replace(year=2025)), chief)
    page = told(addresses.of("front"))
    assert "Đợt đã mở . Khảo sát ngày 25/11/2026" in plain(page)
    assert f'href="{addresses.of("round", older.slug)}"' in page


def test_each_figure_stands_with_numerator_denominator_and_unknowns(told, round):
    page = plain(told(addresses.of("front")))
    survey = figures_of(round)
    assert survey is not None
    figures = told_of(survey)
    assert len(figures) == 6
    for one in figures:
        assert f"{one.rate.numerator} trên {one.rate.denominator} cơ quan đánh giá được" in page
        assert f"{one.rate.unknown} không đánh giá được" in page
        assert one.words in page


def test_a_percentage_has_the_language_s_decimal_mark(told, owner, chief):
    some = provinces(*(f"Tỉnh {n}" for n in range(9)))
    full_one = [(C.FULL, T.ON_TIME)] * 12 + [(C.PARTIAL, T.ON_TIME)] * 24 + [(C.FULL, T.ON_TIME)] * 72
    round = opened(full_round(owner, some, full_one), chief)
    where = addresses.of("round", round.slug)
    assert "22,2%" in told(where)
    assert "22.2%" in told(addresses.of("round", round.slug, language="en"))


def test_where_too_few_could_be_assessed_only_counts_are_printed(told, owner, chief):
    some = provinces(*(f"Tỉnh {n}" for n in range(4)))
    round = opened(full_round(owner, some, [(C.PARTIAL, T.ON_TIME)] * 12 + [(C.UNKNOWN, T.UNKNOWN)] * 36), chief)
    page = told(addresses.of("round", round.slug))
    assert "Quá ít cơ quan đánh giá được nên không nêu tỷ lệ." in page
    assert "%<" not in page
    assert '<span class="big">1/1</span>' in page


def test_nobody_assessed_is_never_nought_per_cent(told, owner, chief):
    round = opened(full_round(owner, provinces("Tỉnh Kín"), [(C.UNKNOWN, T.UNKNOWN)]), chief)
    page = told(addresses.of("round", round.slug))
    assert "0%" not in plain(page)
    assert '<span class="big">–</span>' in page


def test_ministries_and_provinces_have_a_chart_each_with_its_table_beside_it(told, round):
    page = told(addresses.of("front"))
    assert [words.strip() for words in re.findall(r'<h2 id="nhom-[a-z_]+">([^,]+),', page)] == ["1 bộ", "2 tỉnh"]
    for part in page.split('<h2 id="nhom-')[1:]:
        assert "<rect" in part
        assert "<table>" in part
    assert 'x="0.000%"' in page  # in any language, as SVG reads numbers


def test_what_binds_nobody_of_a_kind_is_left_out_of_its_chart(told, round):
    ministry, province = told(addresses.of("front")).split('<h2 id="nhom-')[1:3]
    titles = {obligation.id: obligation.title.vi for obligation in catalogue().asked("letter-2613")}
    assert titles["land-use-plans"] not in ministry
    assert titles["land-use-plans"] in province
    assert titles["national-strategies-and-plans"] not in province


def test_good_practice_is_never_called_a_breach(told, round):
    page = told(addresses.of("front"))
    assert "Thông lệ tốt" in page
    assert "không gọi là vi phạm" in page
    assert "Bắt buộc" not in page


def test_a_rule_set_that_binds_in_part_says_so_and_leaves_it_to_each_verdict(told, owner, chief):
    def forces(rules):
        versions = [obligation.version_on(ON) for obligation in catalogue().asked(rules)]
        return {version.force for version in versions if version}

    rules = next(name for name in catalogue().rulesets if len(forces(name)) == 2)
    round = full_round(owner, [])
    round.rules = rules
    round.save()
    page = told(addresses.of("round", opened(round, chief).slug))
    assert "một số nội dung là bắt buộc, một số là thông lệ tốt; mỗi kết luận đều ghi rõ" in page


def test_how_many_verdicts_are_the_machine_s_alone_is_said(told, round, chief):
    alone = [one for one in all_effective(round) if not one.confirmed and one.completeness is not Completeness.NOT_BOUND]
    assert f"{len(alone)} kết luận do máy xét, chưa có người xác nhận." in told(addresses.of("front"))
    for one in alone:
        confirm(StoredVerdict.objects.get(pk=one.verdict), by=chief)
    page = told(addresses.of("front"))
    assert "Mọi kết luận đều đã có người xác nhận." in page
    assert "dự thảo" not in page


def test_sites_that_could_not_be_seen_are_named_and_explained(told, round, surveyed):
    round.sites.filter(agency=surveyed[0]).update(state="robots", reason="robots")
    page = told(addresses.of("front"))
    assert "Những trang không xem được" in page
    assert f'href="{addresses.of_agency(round, surveyed[0].slug)}"' in page
    about = told(addresses.of("about", round.slug))
    assert "Hãy cho phép tác nhân “congkhai” trong robots.txt." in about


def test_the_page_about_a_round_says_how_it_was_made_and_who_let_it_through(told, round, chief):
    round.alarms = [{"code": "x", "vi": "Có dấu hiệu lạ.", "en": "Something odd."}]
    round.save()
    page = told(addresses.of("about", round.slug))
    for words in (round.catalogue, "Có dấu hiệu lạ.", "Bộ Khảo Sát", "25/11/2026", "Đã xem được trang"):
        assert words in page
    assert "bởi người phụ trách khảo sát của Bộ Khảo Sát" in page
    assert chief.full_name not in page


def test_rounds_stand_newest_first(told, owner, chief, round, surveyed):
    opened(full_round(owner, surveyed[:1], title="Đợt xưa", on=round.on.replace(year=2025)), chief)
    page = told(addresses.of("rounds"))
    assert page.index("Đợt đã mở") < page.index("Đợt xưa")


def test_agencies_are_found_by_a_part_of_their_name_without_marks(told, round):
    page = told(addresses.of("agencies") + "?q=dong")
    assert "Tỉnh Đông" in page
    assert "Tỉnh An" not in page
    everyone = plain(told(addresses.of("agencies")))
    assert everyone.index("Bộ Thử") < everyone.index("Tỉnh An") < everyone.index("Tỉnh Đông")


def test_what_was_typed_is_shown_as_text(told, round):
    page = told(addresses.of("agencies") + "?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_an_agency_s_own_page_leads_to_its_newest_round_and_those_before(told, owner, chief, round, surveyed):
    older = opened(full_round(owner, surveyed[:1], on=round.on.replace(year=2025)), chief)
    page = told(addresses.of("agency-over-time", surveyed[0].slug))
    newest, before = (addresses.of_agency(one, surveyed[0].slug) for one in (round, older))
    assert page.index(newest) < page.index(before)


@pytest.mark.parametrize("query", ["trang=abc", "trang=-1", "trang=99999999999999999999", "trang=", "q=%00", "q=" + "ạ" * 5000])
def test_odd_parameters_are_no_fault(told, round, query):
    for page in ("agencies", "rounds"):
        assert told(f"{addresses.of(page)}?{query}")
    for page in ("matrix", "about"):
        assert told(f"{addresses.of(page, round.slug)}?{query}")


def test_every_page_stands_in_both_languages_with_the_way_to_the_other(told, round, surveyed):
    obligation = catalogue().obligations["rewards-and-sanctions"]
    pages = [
        *(("front",), ("method",), ("rounds",), ("agencies",), ("agency-over-time", surveyed[0].slug)),
        *((page, round.slug) for page in ("round", "matrix", "about", "letter")),
        *(("agency", round.slug, surveyed[0].slug), ("verdict", round.slug, surveyed[0].slug, obligation)),
        *(("obligation", round.slug, obligation), ("figure", round.slug, "directives")),
    ]
    for page in pages:
        vi, en = (addresses.of(*page, language=language) for language in ("vi", "en"))
        assert en.startswith("/en/giam-sat/")
        for here, there, language in ((vi, en, "vi"), (en, vi, "en")):
            body = told(here)
            assert f'<html lang="{language}">' in body
            assert f'href="{there}" lang="' in body
            assert f'<link rel="canonical" href="http://127.0.0.1:8000{here}">' in body


def test_english_pages_call_agencies_by_their_english_names(told, round):
    page = told(addresses.of("matrix", round.slug, language="en"))
    assert "Tỉnh An Province" in page
    assert "chưa đầy đủ" not in page.lower()
