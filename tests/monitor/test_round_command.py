"""``congkhai round …``: what an operator types and reads."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from congkhai.accounts.models import User
from congkhai.agencies.models import Agency
from congkhai.monitor.models import Round, RoundSite, Stage
from tests import factories
from tests.fakesite.server import Answer, serving
from tests.monitor.surveys import REWARDS, C, T, of_sites, reviewable, sites

pytestmark = pytest.mark.django_db


def typed(*words: str) -> str:
    """What ``congkhai round`` prints."""
    out = StringIO()
    alone = ("--workers=1",) if words[0] == "run" else ()  # other processes do not see a test's database
    call_command("round", *words, *alone, stdout=out, stderr=out)
    return out.getvalue()


def refused(*words: str) -> str:
    with pytest.raises(CommandError) as error:
        typed(*words)
    return str(error.value)


@pytest.fixture
def registered(owner: Agency, settings: Any) -> list[Agency]:
    """Two provinces and a ministry of the register, and the ministry that surveys."""
    settings.SURVEYOR = owner.slug
    made = [factories.agency(slug=f"vung-{n}", register_id=f"vung-{n}", site=f"https://vung-{n}.example/") for n in (1, 2)]
    return [*made, factories.agency(slug="bo", register_id="bo", kind="ministry", site="https://bo.example/")]


def test_a_round_over_a_kind_of_the_register_is_one_line(registered: list[Agency], owner: Agency) -> None:
    told = typed("create", "--register", "2026", "--rules", "letter-2613", "--kind", "province", "--on", "2026-11-25")
    round = Round.objects.get()
    assert round.owner == owner
    assert {site.agency.slug for site in round.sites.all()} == {"vung-1", "vung-2"}
    assert f"congkhai round run {round.slug}" in told


def test_a_dry_run_says_what_would_be_visited_how_politely_and_for_how_long_and_plans_nothing(registered: list[Agency]) -> None:
    told = typed("create", "--register", "2026", "--kind", "province", "--dry-run")
    assert "https://vung-1.example/" in told
    assert "https://bo.example/" not in told
    assert "congkhai/" in told
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("create", "--register", "2026", "--rules", "letter-2316"), "letter-2613"),
        (("create", "--register", "hôm qua"), "hôm qua"),
        (("create", "--register", "2026", "--owner", "khong-co"), "khong-co"),
        (("create", "--agency", "khong-co"), "khong-co"),
        (("create",), "--register"),
        (("create", "--register", "2026", "--pace", "0.2"), "1"),
        (("create", "--register", "2026", "--by", "ai-do"), "ai-do"),
        (("run", "khong-co"), "khong-co"),
        (("status", "khong-co"), "khong-co"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(registered: list[Agency], words: tuple[str, ...], named: str) -> None:
    assert named in refused(*words)
    assert not Round.objects.exists()


def test_a_whole_round_from_the_command_line(owner: Agency, chief: User, editor: User, tmp_path: Path) -> None:
    with sites(2) as running:
        agencies = of_sites(running)
        named = [word for agency in agencies for word in ("--agency", agency.slug)]
        typed("create", *named, "--owner", owner.slug, "--pace", "0", "--allow-private", "--on", "2026-11-25")
        told = typed("run", "letter-2613-2026-11-25")
    assert "26" in told
    round = Round.objects.get()
    assert round.stage == Stage.REVIEW
    assert refused("approve", round.slug).count("--by") == 1
    assert agencies[0].slug in refused("approve", round.slug, "--by", chief.username)
    figures = json.loads(typed("letter", round.slug, "--json"))
    assert {figure["id"] for figure in figures} >= {"directives", "rewards-and-sanctions"}
    typed("letter", round.slug, "-o", str(tmp_path / "letter.pdf"))
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert typed("letter", round.slug, "--text").startswith("DỰ THẢO")


def test_a_round_whose_failed_sites_rest_says_when_and_how_to_wait_no_longer(owner: Agency) -> None:
    with sites(1) as running, serving({"*": Answer("", 500)}) as broken:
        named = [word for agency in of_sites([*running, broken]) for word in ("--agency", agency.slug)]
        typed("create", *named, "--owner", owner.slug, "--pace", "0", "--allow-private")
        round = Round.objects.get()
        told = typed("run", round.slug)
    assert f"congkhai round judge {round.slug}" in told
    typed("judge", round.slug)
    round.refresh_from_db()
    assert round.stage == Stage.REVIEW


def test_a_held_round_is_released_by_a_person_with_a_reason(owner: Agency, chief: User) -> None:
    with serving({"/": "<h1>Tỉnh Thử</h1>" + "<p>Trang thông tin điện tử của một cơ quan không có thật.</p>" * 9}) as empty:
        (agency,) = of_sites([empty])
        typed("create", "--agency", agency.slug, "--owner", owner.slug, "--pace", "0", "--allow-private")
        round = Round.objects.get()
        told = typed("run", round.slug)
    assert f"round release {round.slug}" in told
    assert "--by" in refused("release", round.slug, "--reason", "đúng là trang trống")
    assert refused("release", round.slug, "--by", chief.username)
    typed("release", round.slug, "--by", chief.username, "--reason", "đúng là trang trống")
    round.refresh_from_db()
    assert round.stage == Stage.REVIEW


def test_a_stopped_round_does_not_run_until_it_is_resumed(registered: list[Agency]) -> None:
    typed("create", "--register", "2026", "--on", "2026-11-25")
    Round.objects.update(stage=Stage.CRAWLING)
    typed("stop", "letter-2613-2026-11-25", "--reason", "cổng đang bảo trì")
    assert "resume" in refused("run", "letter-2613-2026-11-25")
    typed("resume", "letter-2613-2026-11-25")
    assert not Round.objects.get().stopped


def test_a_round_that_is_given_up_needs_a_reason(registered: list[Agency]) -> None:
    typed("create", "--register", "2026", "--on", "2026-11-25")
    assert refused("close", "letter-2613-2026-11-25")
    typed("close", "letter-2613-2026-11-25", "--reason", "nhầm ngày")
    assert Round.objects.get().stage == Stage.CLOSED


def test_status_lists_every_round_and_says_how_far_each_is(owner: Agency) -> None:
    first = reviewable(owner, {factories.agency(): {REWARDS: (C.NONE, T.UNKNOWN)}})
    second = reviewable(owner, {factories.agency(): {}})
    told = typed("status")
    assert first.slug in told
    assert second.slug in told
    assert "1" in typed("status", first.slug)


def test_status_tells_a_round_that_nobody_works_on(owner: Agency, settings: Any) -> None:
    round = reviewable(owner, {factories.agency(): {}}, started_at=timezone.now() - 5 * settings.SWEEP_LEASE, stage=Stage.CRAWLING)
    RoundSite.objects.update(state="", lease_until=timezone.now() - timedelta(hours=1))
    assert "sweeper" in typed("status", round.slug)
