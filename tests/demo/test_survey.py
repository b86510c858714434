"""The demonstration's rounds: really visited, half reviewed, of nobody that exists, and surveyed once."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from congkhai.accounts.models import Membership, User
from congkhai.agencies.law import catalogue, closed_days
from congkhai.agencies.models import Agency
from congkhai.demo import survey
from congkhai.demo.serve import serving
from congkhai.demo.sites import SITES
from congkhai.demo.surveyors import MINISTRY, PEOPLE, load, surveyed
from congkhai.monitor.letter import letter_of, survey_of
from congkhai.monitor.models import Review, Round, Stage, StoredCapture
from congkhai.monitor.waiting import open_reviews

pytestmark = pytest.mark.django_db
PAGES = 20
FEW = [site for site in SITES if site.key in {"bo-song-ngoi", "tinh-cua-song"}]


@pytest.fixture
def loaded() -> None:
    assert load() is True


@pytest.fixture
def served(loaded: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two of the sites on ports that are free, looked at briefly; the others have no address."""
    monkeypatch.setitem(survey.PACE, "pages", PAGES)
    with serving(catalogue(), closed_days(), timezone.localdate(), first_port=0, sites=FEW) as addresses:
        Agency.objects.filter(invented=True).update(site="")
        for slug, address in addresses.items():
            Agency.objects.filter(slug=slug).update(site=address)
        yield


@pytest.fixture
def rounds(served: None) -> list[Round]:
    survey.survey_the_demo.call()
    return list(Round.objects.order_by("pk"))


def test_of_two_rounds_one_is_approved_with_its_letter_and_one_is_half_reviewed(rounds: list[Round]) -> None:
    first, second = rounds
    assert (first.stage, second.stage) == (Stage.APPROVED, Stage.REVIEW)
    assert list(Round.objects.public()) == [first]
    assert letter_of(first).number == first.letter_number == "1/BMB-GSCK"
    assert not survey_of(first).draft
    assert survey_of(second).draft
    assert not open_reviews(first.verdicts.all()).exists()
    assert open_reviews(second.verdicts.all()).count() > 1
    assert set(second.verdicts.filter(reviews__isnull=False).values_list("reviews__act", flat=True)) == {"confirm", "return"}
    for each in rounds:
        assert StoredCapture.objects.filter(site__round=each, status=200).count() == PAGES
        assert set(each.sites.values_list("agency__slug", "state")) == {("bo-song-ngoi", "partial"), ("tinh-cua-song", "refused")}


def test_a_second_time_nothing_is_visited_and_nothing_changes(rounds: list[Round]) -> None:
    before = StoredCapture.objects.count(), Review.objects.count()
    assert survey.order() is False
    survey.survey_the_demo.call()
    assert (StoredCapture.objects.count(), Review.objects.count()) == before
    assert Round.objects.count() == 2


def broken_off(round: Round) -> None:
    raise KeyboardInterrupt


def test_a_survey_that_was_broken_off_goes_on_from_where_it_was(served: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(survey, "work", broken_off)
        with pytest.raises(KeyboardInterrupt):
            survey.survey_the_demo.call()
    assert Round.objects.get().stage == Stage.CRAWLING
    assert survey.order() is True
    survey.survey_the_demo.call()
    assert [each.stage for each in Round.objects.order_by("pk")] == [Stage.APPROVED, Stage.REVIEW]


def test_where_nothing_answers_nobody_is_surveyed(loaded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "PATIENCE", 0)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        Agency.objects.filter(invented=True).update(site=f"http://127.0.0.1:{silent.getsockname()[1]}/")
        survey.survey_the_demo.call()
    assert not Round.objects.exists()


def test_the_survey_is_ordered_once_however_often_the_demo_is_loaded(settings) -> None:
    settings.WINGS = ["monitor"]
    for _ in range(2):
        call_command("load_demo", verbosity=0)
    ordered = DBTaskResult.objects.filter(task_path=survey.survey_the_demo.module_path)
    assert ordered.count() == 1
    assert ordered.get().backend_name == "rounds"


def test_only_the_invented_are_surveyed_where_this_installation_serves_them(loaded: None) -> None:
    real = Agency.objects.create(slug="bo-that", kind="ministry", name="Bộ Thật", site="https://bo-that.example/")
    assert real not in surveyed()
    assert {agency.site for agency in surveyed()} == {f"http://127.0.0.1:{8011 + n}/" for n in range(len(SITES))}


def test_an_installation_served_to_others_surveys_nobody(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ADDRESS = "https://thu.example.gov.vn"
    load()
    assert surveyed() == []
    assert survey.order() is False


def test_the_sites_follow_the_port_of_the_run(loaded: None, settings) -> None:
    settings.ADDRESS = "http://127.0.0.1:8500"
    assert load() is False
    assert Agency.objects.get(slug=SITES[0].key).site == "http://127.0.0.1:8511/"


def test_the_ministrys_people_may_sign_in_and_hold_their_roles(loaded: None) -> None:
    kept = dict(line.split("\t")[:2] for line in (settings.VAR / "demo-logins.txt").read_text().splitlines())
    for username, _name, _position, agency, role, _unit in PEOPLE:
        assert agency == MINISTRY["slug"]
        assert User.objects.get(username=username).check_password(kept[username])
        assert Membership.objects.get(user__username=username).role == role
