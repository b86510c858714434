"""The queue: what is most doubtful first, narrowed by what the address asks for."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from congkhai.accounts.models import User
from congkhai.agencies.law import catalogue
from congkhai.agencies.models import Agency
from congkhai.monitor.acts.confirm import confirm
from congkhai.monitor.acts.overturn import overturn
from congkhai.monitor.acts.send_back import send_back
from congkhai.monitor.effective import reviewed
from congkhai.monitor.models import Round, Stage, StoredVerdict
from congkhai.monitor.verdicts import keep
from congkhai.monitor.waiting import open_reviews
from tests import factories
from tests.monitor.surveys import DIRECTIVES, REWARDS, C, T, reviewable, row, verdict

pytestmark = pytest.mark.django_db
PAIRS = [(C.NONE, T.UNKNOWN), (C.FULL, T.LATE), (C.PARTIAL, T.ON_TIME), (C.FULL, T.ON_TIME), (C.UNKNOWN, T.UNKNOWN)]


def body(client: Client, round: Round, query: str = "") -> str:
    answer = client.get(reverse("rounds:queue", args=[round.slug]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(text: str) -> list[int]:
    """The keys of the verdicts that a page lists, in its order."""
    return [int(key) for key in re.findall(r'data-row href="[^"]*/ra-soat/(\d+)/', text)]


@pytest.fixture
def mixed(owner: Agency, editor: User) -> Round:
    """Of each kind of verdict two, and of the five of another agency one confirmed, one overturned, one sent back."""
    agencies = [factories.agency(name=f"Tỉnh {letter}") for letter in "ABC"]
    named = list(catalogue().rulesets["letter-2613"].obligations)[: len(PAIRS)]
    found = {agency: dict(zip(named, PAIRS, strict=True)) for agency in agencies}
    round = reviewable(owner, found)
    confirm(row(round, agencies[2], named[0]), by=editor)
    overturn(row(round, agencies[2], named[1]), completeness=C.NONE, timeliness=T.UNKNOWN, by=editor, reason="không có")
    send_back(row(round, agencies[2], named[3]), by=editor, reason="xem lại")
    return round


def test_the_database_and_the_count_of_a_whole_round_agree_on_what_waits(mixed: Round) -> None:
    review = reviewed(mixed)
    waiting = set(open_reviews(mixed.verdicts.all()).values_list("pk", flat=True))
    assert waiting == {one.verdict for one in (*review.accusing, *review.returned)}
    assert len(waiting) == 5


def test_the_most_doubtful_stands_first_and_the_order_is_total(mixed: Round, editor: User, signed_in) -> None:
    found = listed(body(signed_in(editor), mixed, "?tinh-trang=tat-ca"))
    doubts = dict(mixed.verdicts.values_list("pk", "doubt"))
    assert found == sorted(doubts, key=lambda pk: (-doubts[pk], pk))
    assert len(set(doubts.values())) > 1


@pytest.mark.parametrize(("state", "count"), [("can-nguoi", 5), ("may", 12), ("tra-lai", 1), ("da-quyet", 2), ("tat-ca", 15)])
def test_it_narrows_to_one_state(mixed: Round, editor: User, state: str, count: int, signed_in) -> None:
    assert len(listed(body(signed_in(editor), mixed, f"?tinh-trang={state}"))) == count


def test_what_needs_a_person_is_shown_unless_something_else_is_asked_for(mixed: Round, editor: User, signed_in) -> None:
    client = signed_in(editor)
    assert listed(body(client, mixed)) == listed(body(client, mixed, "?tinh-trang=can-nguoi"))


def test_it_narrows_to_an_agency_an_obligation_and_what_holds_now(mixed: Round, editor: User, signed_in) -> None:
    client = signed_in(editor)
    agency = mixed.sites.order_by("pk")[2].agency
    assert len(listed(body(client, mixed, f"?tinh-trang=tat-ca&co-quan={agency.slug}"))) == 5
    assert len(listed(body(client, mixed, f"?tinh-trang=tat-ca&noi-dung={DIRECTIVES}"))) == 3
    assert len(listed(body(client, mixed, "?tinh-trang=tat-ca&muc=none"))) == 4  # the overturned one is a none now
    assert len(listed(body(client, mixed, "?tinh-trang=tat-ca&muc=muon"))) == 2


@pytest.mark.parametrize(
    "query", ["tinh-trang=sai", "co-quan=tinh-la", "noi-dung=khong-co", "muc=tuyet", "co-quan=%00", "muc=%F0%9F"]
)
def test_a_filter_that_is_none_is_said_and_left_out(mixed: Round, editor: User, query: str, signed_in) -> None:
    text = body(signed_in(editor), mixed, f"?{query}")
    assert "Đã bỏ qua vì đợt này không có bộ lọc như vậy" in text
    assert len(listed(text)) == 5


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "1e9", ""])
def test_a_page_that_does_not_exist_shows_one_that_does(mixed: Round, editor: User, page: str, signed_in) -> None:
    assert listed(body(signed_in(editor), mixed, f"?trang={page}"))


def test_grounds_for_doubt_are_told_in_words(mixed: Round, editor: User, signed_in) -> None:
    text = body(signed_in(editor), mixed)
    assert "Máy kết luận chưa cung cấp." in text
    assert "Máy kết luận muộn." in text


def test_a_replaced_verdict_is_in_no_queue(round: Round, missing: StoredVerdict, surveyed: Agency, editor: User, signed_in) -> None:
    keep(round.sites.get(), verdict(surveyed, REWARDS, C.NONE, T.NOT_YET_DUE), None)
    found = listed(body(signed_in(editor), round, "?tinh-trang=tat-ca"))
    assert missing.pk not in found
    assert len(found) == 2


def test_an_empty_queue_says_so(round: Round, missing: StoredVerdict, editor: User, signed_in) -> None:
    confirm(missing, by=editor)
    text = body(signed_in(editor), round)
    assert "Không có kết luận nào." in text
    assert "Có thể duyệt đợt" in text


def test_the_queue_goes_on_after_approval(round: Round, missing: StoredVerdict, editor: User, signed_in) -> None:
    Round.objects.filter(pk=round.pk).update(stage=Stage.APPROVED)
    assert listed(body(signed_in(editor), round, "?tinh-trang=may"))


# --- cost -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("agencies", [1, 10, 85])
@pytest.mark.parametrize(("name", "number"), [("list", 9), ("round", 18), ("queue", 12), ("verdict", 20), ("log", 12)])
def test_a_page_costs_the_same_whatever_the_size_of_the_round(
    owner: Agency, editor: User, chief: User, agencies: int, name: str, number: int, django_assert_num_queries, signed_in
) -> None:
    named = catalogue().rulesets["letter-2613"].obligations
    verdicts = {one: PAIRS[n % len(PAIRS)] for n, one in enumerate(named)}
    round = reviewable(owner, {factories.agency(): verdicts for _n in range(agencies)})
    first = round.verdicts.order_by("-doubt", "pk")[0]
    for one in round.verdicts.order_by("-doubt", "pk")[1:9]:
        confirm(one, by=editor)
    given = {"list": [], "verdict": [round.slug, first.pk]}.get(name, [round.slug])
    client = signed_in(chief)
    where = reverse(f"rounds:{name}", args=given)
    client.get(where)
    with django_assert_num_queries(number):
        assert client.get(where).status_code == 200


def test_the_list_costs_the_same_whatever_the_number_of_rounds(
    owner: Agency, chief: User, django_assert_num_queries, signed_in
) -> None:
    for _n in range(20):
        reviewable(owner, {factories.agency(): {REWARDS: (C.NONE, T.UNKNOWN)}})
    client = signed_in(chief)
    client.get(reverse("rounds:list"))
    with django_assert_num_queries(9):
        assert client.get(reverse("rounds:list")).status_code == 200
