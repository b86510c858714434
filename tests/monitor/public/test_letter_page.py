"""The letter as a page: its words, its figures traced to the evidence, its draft, its PDF."""

from __future__ import annotations

import re

import pytest

from congkhai.agencies.law import catalogue
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.number import number
from congkhai.monitor.effective import all_effective
from congkhai.monitor.letter import letter_of
from congkhai.monitor.models import StoredVerdict
from congkhai.monitor.public import addresses
from congkhai.monitor.public.told import figures_of
from tests.monitor.public.rounds import C, T, full_round, opened, provinces


def confirmed(round, chief):
    for one in all_effective(round):
        if not one.confirmed and one.completeness is not C.NOT_BOUND:
            confirm(StoredVerdict.objects.get(pk=one.verdict), by=chief)


def test_every_figure_of_the_letter_leads_to_exactly_its_verdicts_and_from_there_to_the_evidence(told, round):
    page = told(addresses.of("letter", round.slug))
    links = dict.fromkeys(re.findall(r'href="([^"]+/so-lieu/[^"]+/)"', page))
    survey = figures_of(round)
    assert survey is not None
    assert len(links) == len(survey.figures) == 6
    walked = 0
    for link in links:
        figure = next(one for one in survey.figures if link.endswith(f"/{one.finding.id}/"))
        behind = told(link)
        assert f"<dt>Tử số</dt><dd>{figure.rate.numerator}</dd>" in behind
        assert f"<dt>Mẫu số</dt><dd>{figure.rate.denominator}:" in behind
        assert f"<dt>Không đánh giá được</dt><dd>{figure.rate.unknown}:" in behind
        parts = dict(re.findall(r'<h2 class="h3">(.*?)</h2>(.*?)</section>', behind, re.S))
        listed = {
            heading.split(":")[0]: re.findall(r'class="t" href="[^"]+/co-quan/([^/]+)/"', part) for heading, part in parts.items()
        }
        assert sorted(listed.get("Tính vào tử số", [])) == sorted(figure.rate.agencies)
        assert len(listed.get("Chỉ tính vào mẫu số", [])) == figure.rate.denominator - figure.rate.numerator
        assert sorted(listed.get("Không đánh giá được", [])) == sorted(figure.rate.undecided)
        assert len(listed.get("Không thuộc đối tượng", [])) == figure.rate.not_bound
        for verdict in re.findall(r'href="(/giam-sat/dot/[^"]+/co-quan/[^/"]+/[^/"]+/)"', behind):
            evidence = told(verdict)
            assert ".example/" in evidence or "Chúng tôi không nói cơ quan thiếu" in evidence
            walked += 1
    assert walked >= 12


def test_the_page_says_word_for_word_what_the_letter_says(told, round):
    page = re.sub(r"<[^>]+>", "", told(addresses.of("letter", round.slug)))
    for paragraph in letter_of(round).paragraphs:
        assert paragraph.text in page.replace("&quot;", '"').replace("&#x27;", "'")


def test_a_letter_with_unconfirmed_verdicts_is_called_a_draft_and_bears_no_number(told, round, chief):
    page = told(addresses.of("letter", round.slug))
    assert 'class="sheet draft"' in page
    assert "Dự thảo</span>" in page
    confirmed(round, chief)
    number(round, by=chief, number="412")
    page = told(addresses.of("letter", round.slug))
    assert "sheet draft" not in page
    assert "Số: 412/" in page
    assert "Đã vào sổ, số 412" in page


def test_the_letter_does_not_grow_younger(told, round):
    round.approved_at = round.approved_at.replace(year=2025, month=3, day=4, hour=5)
    round.save()
    assert "ngày 04 tháng 3 năm 2025" in told(addresses.of("letter", round.slug))


@pytest.mark.usefixtures("cache_table")
def test_the_pdf_is_laid_out_once_and_anew_when_it_says_something_else(client, round, chief, monkeypatch):
    laid = []
    monkeypatch.setattr("congkhai.monitor.public.sheet.pdf", lambda letter: laid.append(letter) or b"%PDF-1.7")
    url = addresses.of("letter-pdf", round.slug)
    for _ in range(2):
        response = client.get(url)
        assert response["Content-Type"] == "application/pdf"
        assert response.content == b"%PDF-1.7"
    assert [one.draft for one in laid] == [True]
    confirmed(round, chief)
    client.get(url)
    assert [one.draft for one in laid] == [True, False]


@pytest.mark.usefixtures("cache_table")
def test_the_pdf_is_a_pdf(client, round):
    response = client.get(addresses.of("letter-pdf", round.slug))
    assert response.content.startswith(b"%PDF-")
    assert f"cong-van-{round.slug}.pdf" in response["Content-Disposition"]


def test_a_rule_set_without_a_letter_has_no_letter_and_no_link_to_one(told, owner, chief):
    rules = next(name for name, one in catalogue().rulesets.items() if name != "letter-2613" and "province" in one.kinds)
    round = full_round(owner, [])
    round.rules = rules
    round.save()
    opened(round, chief)
    told(addresses.of("letter", round.slug), 404)
    told(addresses.of("letter-pdf", round.slug), 404)
    told(addresses.of("figures-json", round.slug), 404)
    assert "/cong-van/" not in told(addresses.of("round", round.slug))


def test_a_figure_that_is_none_has_no_page(told, round):
    told(addresses.of("figure", round.slug, "khong-co"), 404)


def test_a_figure_about_a_group_that_was_not_surveyed_is_nowhere(told, owner, chief):
    round = opened(full_round(owner, provinces("Tỉnh Một"), [(C.FULL, T.ON_TIME)]), chief)
    told(addresses.of("figure", round.slug, "science-ministries"), 404)
    assert "science-ministries" not in told(addresses.of("round", round.slug))
