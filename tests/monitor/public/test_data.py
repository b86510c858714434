"""The data of a round: rows that a spreadsheet opens, and everything with its evidence."""

from __future__ import annotations

import csv
import io
import json

from congkhai.agencies.law import catalogue
from congkhai.monitor.acts.overturn import overturn
from congkhai.monitor.effective import all_effective
from congkhai.monitor.models import RoundSite
from congkhai.monitor.public import addresses
from congkhai.monitor.public.data import HEAD
from congkhai.monitor.public.told import figures_of
from congkhai.monitor.verdicts import keep
from tests.monitor.public.rounds import C, T
from tests.monitor.surveys import row, verdict

DIRECTIVES, SCHEDULE = "leader-directives", "leaders-schedule"


def table(client, round):
    body = client.get(addresses.of("csv", round.slug)).content
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_the_csv_has_a_row_for_every_verdict_with_the_machine_s_beside_what_holds(client, round, chief, surveyed):
    overturn(row(round, surveyed[0], SCHEDULE), completeness=C.FULL, timeliness=T.NO_LIMIT, by=chief, reason="Có, ở trang con")
    rows = table(client, round)
    assert list(rows[0]) == list(HEAD)
    assert len(rows) == 39
    order = [(one["agency"], one["obligation"]) for one in rows]
    assert order == sorted(order)
    changed = next(one for one in rows if (one["agency"], one["obligation"]) == (surveyed[0].slug, SCHEDULE))
    assert changed["completeness"] == "full"
    assert changed["machine_completeness"] == "none"
    assert (changed["by"], changed["act"], changed["reason"]) == ("person", "overturn", "Có, ở trang con")
    assert changed["address"].startswith("http://127.0.0.1:8000/giam-sat/dot/dot-mo/co-quan/")
    assert client.get(changed["address"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_no_cell_of_the_csv_can_start_a_formula(client, round, chief, surveyed):
    for start in "=+-@":
        overturn(
            row(round, surveyed[0], SCHEDULE),
            completeness=C.FULL if start in "=-" else C.PARTIAL,
            timeliness=T.NO_LIMIT,
            by=chief,
            reason=f"{start}cmd|' /C calc'!A0",
        )
        surveyed[0].name = f"{start}Tỉnh"
        surveyed[0].save()
        for one in table(client, round):
            assert all(not value.startswith(tuple("=+-@\t\r")) for value in one.values())


def test_the_json_holds_every_verdict_ever_given_with_reasons_evidence_and_reviews(client, round, chief, surveyed):
    overturn(row(round, surveyed[0], SCHEDULE), completeness=C.FULL, timeliness=T.NO_LIMIT, by=chief, reason="Có.")
    site = RoundSite.objects.get(round=round, agency=surveyed[0])
    keep(site, verdict(surveyed[0], DIRECTIVES, C.SUBSTANTIAL, T.ON_TIME), None)
    body = client.get(addresses.of("json", round.slug)).getvalue().decode()
    told = json.loads(body)
    assert (told["round"], told["catalogue"], told["owner"]) == ("dot-mo", round.catalogue, round.owner.slug)
    assert len(told["verdicts"]) == 40
    by_key = {(one["agency"], one["obligation"], one["current"]): one for one in told["verdicts"]}
    changed = by_key[surveyed[0].slug, SCHEDULE, True]
    assert (changed["machine"]["completeness"], changed["effective"]["completeness"]) == ("none", "full")
    assert [one["reason"] for one in changed["reviews"] if one["act"] == "overturn"] == ["Có."]
    assert changed["machine"]["looked"] == [{"url": f"https://{surveyed[0].slug}.example/gan-giong", "outcome": "look_alike"}]
    replaced = by_key[surveyed[0].slug, DIRECTIVES, False]
    assert replaced["effective"] is None
    [seen] = replaced["machine"]["evidence"]
    assert seen["url"].startswith("https://")
    assert {(one["value"], one["role"], one["origin"]) for one in seen["dates"]} == {
        ("2026-09-01", "issued", "stated"),
        ("2026-09-20", "posted", "first_seen"),
    }
    assert "fields" not in seen
    assert chief.full_name not in body
    assert chief.username not in body


def test_the_figures_can_be_counted_again_from_their_data(client, round):
    told = client.get(addresses.of("figures-json", round.slug)).json()
    survey = figures_of(round)
    assert survey is not None
    assert [one["id"] for one in told["figures"]] == [one.finding.id for one in survey.figures]
    held = {(one.agency, one.obligation): one for one in all_effective(round)}
    figure = next(one for one in told["figures"] if one["id"] == "rewards-and-sanctions")
    for agency in figure["agencies"]:
        assert held[agency["agency"], "rewards-and-sanctions"].completeness is not C.FULL
    assert len(figure["agencies"]) == figure["numerator"]
    assert told["draft"] is True


def test_data_are_alike_in_both_languages(client, round):
    for name in ("csv", "json", "figures-json"):
        vi, en = (client.get(addresses.of(name, round.slug, language=language)).getvalue() for language in ("vi", "en"))
        assert vi == en, name


def test_every_obligation_of_the_data_is_known_by_its_id(client, round):
    assert {one["obligation"] for one in table(client, round)} == set(catalogue().rulesets[round.rules].obligations)
