"""How often a page of the observatory asks the database: as often for a whole country as for three agencies."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congkhai.agencies.law import catalogue
from congkhai.monitor.public import addresses
from tests.monitor.public.rounds import full_round, ministries, opened, provinces

MOST = {
    "front": 7,
    "matrix": 4,
    "agency": 6,
    "verdict": 6,
    "obligation": 4,
    "figure": 7,
    "about": 7,
    "round": 7,
    "letter": 4,
    "csv": 5,
    "json": 5,
    "figures-json": 4,
    "sitemap": 5,
    "agencies": 1,
    "agency-over-time": 4,
    "rounds": 2,
    "feed": 1,
    "method": 0,
}


def asked(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
        response.getvalue()
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize(("provincial", "ministerial"), [(2, 1), (63, 22)])
def test_a_page_asks_as_often_for_85_agencies_as_for_3(client, owner, chief, provincial, ministerial):
    agencies = [
        *provinces(*(f"Tỉnh {n:02}" for n in range(provincial))),
        *ministries(*(f"Bộ {n:02}" for n in range(ministerial))),
    ]
    round = opened(full_round(owner, agencies), chief)
    obligation = catalogue().obligations["rewards-and-sanctions"]
    args = {
        **dict.fromkeys(("matrix", "about", "round", "letter", "csv", "json", "figures-json", "sitemap"), (round.slug,)),
        "agency": (round.slug, agencies[0].slug),
        "verdict": (round.slug, agencies[0].slug, obligation),
        "obligation": (round.slug, obligation),
        "figure": (round.slug, "directives"),
        "agency-over-time": (agencies[0].slug,),
    }
    counts = {name: asked(client, addresses.of(name, *args.get(name, ()))) for name in MOST}
    assert {name: count for name, count in counts.items() if count > MOST[name]} == {}
