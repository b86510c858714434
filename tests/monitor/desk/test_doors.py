"""Who comes in: the owner's people by their role, nobody else, at every address of the desk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory
from django.urls import reverse

from congkhai.accounts.models import Membership, Role, User
from congkhai.agencies.models import Agency
from congkhai.files.store import store
from congkhai.monitor.desk.deeds import DEEDS
from congkhai.monitor.desk.rounds import home
from congkhai.monitor.desk.urls import urlpatterns
from congkhai.monitor.models import Review, Round, Stage, StoredVerdict
from congkhai.records import Kind
from tests import factories
from tests.monitor.desk.storing import stored
from tests.monitor.surveys import C, T

pytestmark = pytest.mark.django_db
ONLY_THE_CHIEFS = {"deed", "letterhead", "new"}
OF_NO_ROUND = {"list", "new"}


@pytest.fixture
def addresses(round: Round, missing: StoredVerdict, editor: User) -> dict[str, str]:
    """Every address of the desk for what stands in one round, by name; the acts each by its own."""
    page = stored(round, "<p>bí mật của đợt</p>")
    review = Review.objects.create(
        verdict=missing,
        act=Review.Act.BY_HAND,
        completeness=C.PARTIAL,
        timeliness=T.UNKNOWN,
        reason="đã xem",
        by=editor,
        evidence=store(ContentFile(b"%PDF-1.4 x", name="anh.pdf"), agency=round.owner, by=editor),
    )
    known = {"pk": missing.pk, "review": review.pk, "round": round.slug}
    found = {}
    for pattern in urlpatterns:
        names = set(pattern.pattern.converters)
        given = {name: known[name] for name in names & set(known)}
        if pattern.name in {"stored-page", "stored-file"}:
            given["pk"] = page.pk
        for deed in DEEDS if "name" in names else [""]:
            found[f"{pattern.name} {deed}".strip()] = reverse(
                f"rounds:{pattern.name}", kwargs=given | ({"name": deed} if deed else {})
            )
    return found


def opened(client: Client, address: str) -> bool:
    """Whether there is a page; read to its end, so that a file is closed again."""
    answer = client.get(address)
    assert answer.getvalue() or answer.status_code != 200
    return answer.status_code == 200


def of_rounds(addresses: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, address) for name, address in addresses.items() if name not in OF_NO_ROUND)


def test_the_enumeration_reaches_every_page(addresses: dict[str, str]) -> None:
    assert len(addresses) == len(urlpatterns) - 1 + len(DEEDS)


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_agencys_people_find_nothing_at_any_address(
    addresses: dict[str, str], stranger: User, method: str, signed_in
) -> None:
    client = signed_in(stranger)
    before = Review.objects.count()
    answers = {name: getattr(client, method)(address).status_code for name, address in of_rounds(addresses)}
    assert set(answers.values()) == {404}, answers
    assert Review.objects.count() == before


def test_the_surveyed_agencys_own_chief_finds_nothing(addresses: dict[str, str], surveyed: Agency, signed_in) -> None:
    client = signed_in(factories.member(surveyed, Role.CHIEF))
    assert {client.get(address).status_code for _name, address in of_rounds(addresses)} == {404}


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_is_not_signed_in_is_sent_to_the_door(addresses: dict[str, str], method: str) -> None:
    for name, address in addresses.items():
        answer = getattr(Client(), method)(address)
        assert (name, answer.status_code) == (name, 302)
        assert answer.url.startswith("/tai-khoan/dang-nhap/")


def test_somebody_without_any_role_is_refused(addresses: dict[str, str], signed_in) -> None:
    client = signed_in(factories.user(), raise_request_exception=False)
    assert {client.get(address).status_code for address in addresses.values()} <= {302, 403, 404}


@pytest.mark.parametrize("role", ["editor", "approver", "chief"])
def test_the_owners_people_open_every_page_that_their_role_reaches(
    addresses: dict[str, str], role: str, request: pytest.FixtureRequest, signed_in
) -> None:
    client = signed_in(request.getfixturevalue(role))
    for name, address in addresses.items():
        reached = role == "chief" or name.partition(" ")[0] not in ONLY_THE_CHIEFS
        assert (name, opened(client, address)) == (name, reached)


def test_whoever_runs_the_installation_opens_every_page(addresses: dict[str, str], signed_in) -> None:
    client = signed_in(factories.superuser())
    assert all(opened(client, address) for address in addresses.values())


@pytest.mark.parametrize("role", ["editor", "approver"])
@pytest.mark.parametrize("name", DEEDS)
def test_an_act_on_the_round_is_refused_where_the_role_does_not_reach(
    round: Round, role: str, name: str, request: pytest.FixtureRequest, signed_in
) -> None:
    Round.objects.filter(pk=round.pk).update(stage=DEEDS[name].stages[0], stopped=name == "tiep-tuc")
    before = Round.objects.values().get(pk=round.pk)
    answer = signed_in(request.getfixturevalue(role)).post(
        reverse("rounds:deed", args=[round.slug, name]), {"ly-do": "vì thế", "so": "1"}
    )
    assert answer.status_code in {302, 403}
    assert Round.objects.values().get(pk=round.pk) == before


def test_a_chief_elsewhere_who_edits_here_acts_by_her_role_here(round: Round, owner: Agency, stranger: User, signed_in) -> None:
    Membership.objects.create(user=stranger, agency=owner, role=Role.EDITOR)
    client = signed_in(stranger)
    assert client.get(reverse("rounds:round", args=[round.slug])).status_code == 200
    client.post(reverse("rounds:deed", args=[round.slug, "ket-thuc"]), {"ly-do": "vì thế"})
    assert Round.objects.get().stage == Stage.REVIEW


def test_what_was_found_is_nobodys_before_the_round_was_judged(
    round: Round, missing: StoredVerdict, chief: User, signed_in
) -> None:
    Round.objects.filter(pk=round.pk).update(stage=Stage.CRAWLING)
    assert signed_in(chief).get(reverse("rounds:verdict", args=[round.slug, missing.pk])).status_code == 404


def test_one_rounds_verdict_is_not_found_under_anothers_address(
    round: Round, missing: StoredVerdict, owner: Agency, chief: User, signed_in
) -> None:
    other = factory_round(owner)
    page = stored(round, "<p>x</p>")
    client = signed_in(chief)
    assert client.get(reverse("rounds:verdict", args=[other.slug, missing.pk])).status_code == 404
    assert client.get(reverse("rounds:stored-page", args=[other.slug, page.pk])).status_code == 404


def factory_round(owner: Agency) -> Round:
    return Round.objects.create(
        owner=owner, slug="dot-khac", title="Đợt khác", rules="letter-2613", on="2026-10-01", stage=Stage.REVIEW
    )


# --- the way there ----------------------------------------------------------------------------------------


def test_a_surveyor_without_a_portal_is_led_from_the_door_to_her_rounds(round: Round, editor: User, signed_in) -> None:
    assert signed_in(editor).get("/quan-tri/").url == reverse("rounds:list")


def test_the_editors_desk_leads_to_the_rounds_of_those_whose_business_they_are(signed_in) -> None:
    agency = factories.agency(kind=Kind.PROVINCE)
    address = reverse("desk:agency", args=[agency.slug])
    way = f'href="{reverse("rounds:list")}"'
    assert way in signed_in(factories.member(agency, Role.CHIEF)).get(address).content.decode()
    assert way not in signed_in(factories.member(agency, Role.EDITOR)).get(address).content.decode()


@pytest.mark.parametrize(("role", "there"), [(Role.CHIEF, True), (Role.EDITOR, False)])
def test_the_menu_of_the_admin_has_them_too(role: Role, there: bool, signed_in) -> None:
    body = signed_in(factories.member(factories.agency(), role)).get("/quan-tri/account/").content.decode()
    assert (reverse("rounds:list") in body) == there


@pytest.mark.parametrize(
    ("wings", "home"),
    [("monitor", "congkhai.monitor.desk.rounds.home"), ("portal,monitor", "congkhai.portal.desk.today.home")],
)
def test_the_door_of_the_admin_opens_on_the_first_wing_that_is_on(wings: str, home: str, tmp_path: Path) -> None:
    ask = "import django; django.setup()\nfrom congkhai.config import urls; print(urls.HOME)"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CONGKHAI_", "DJANGO_"))}
    given = {"CONGKHAI_DEMO": "1", "CONGKHAI_VAR": str(tmp_path), "CONGKHAI_WINGS": wings}
    given["DJANGO_SETTINGS_MODULE"] = "congkhai.config.settings"
    done = subprocess.run([sys.executable, "-c", ask], env=clean | given, capture_output=True, text=True, timeout=120)
    assert (done.stdout.strip(), done.stderr) == (home, "")


def test_the_monitors_own_door_opens_on_the_rounds_and_asks_who_comes(editor: User, rf: RequestFactory) -> None:
    for user, where in ((editor, reverse("rounds:list")), (AnonymousUser(), "/tai-khoan/dang-nhap/")):
        request = rf.get("/quan-tri/")
        request.user = user
        assert home(request).url.startswith(where)
