"""How fast a round goes on this machine: a sweep over invented sites on loopback, judging, the table of 85 × 13, the letter,
and the observatory's pages.

    python -m bench.monitor [SITES] [PAGES-A-SITE] [PACE]

PACE is the rest between two requests to a host, in seconds; 0 unless said. With one, the time that the pace alone takes is printed
beside the time taken. The database is SQLite in a folder of its own, or that of CONGKHAI_DATABASE_URL, which must be empty.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from math import ceil
from pathlib import Path
from time import perf_counter, process_time

import django

folder = tempfile.TemporaryDirectory(prefix="congkhai-bench-")
os.environ |= {"CONGKHAI_DEMO": "1", "CONGKHAI_VAR": folder.name, "DJANGO_SETTINGS_MODULE": "congkhai.config.settings"}
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from congkhai.accounts.models import User  # noqa: E402
from congkhai.agencies.law import catalogue  # noqa: E402
from congkhai.agencies.models import Agency  # noqa: E402
from congkhai.monitor.acts.create import create  # noqa: E402
from congkhai.monitor.acts.release import release  # noqa: E402
from congkhai.monitor.acts.start import start  # noqa: E402
from congkhai.monitor.advance import advance  # noqa: E402
from congkhai.monitor.effective import table  # noqa: E402
from congkhai.monitor.letter import letter_of, survey_of  # noqa: E402
from congkhai.monitor.models import Round, RoundSite, Stage, StoredCapture  # noqa: E402
from congkhai.monitor.public import addresses  # noqa: E402
from congkhai.monitor.sweep import AT_ONCE, work  # noqa: E402
from congkhai.monitor.verdicts import keep  # noqa: E402
from congkhai.records import Completeness, Evidence, EvidenceKind, Force, Kind, Sentence, SiteState, Timeliness, Verdict  # noqa: E402
from congkhai.reporting.letter import pdf  # noqa: E402

ON = date(2026, 11, 25)
SERVER = Path(__file__).with_name("crawling.py")


def say(line: str) -> None:
    """One line of the account."""
    sys.stdout.write(f"{line}\n")


def sweep(owner: Agency, ports: list[str], pages: int, pace: float) -> Round:
    """Visits, reads and judges every site, and says how long it took."""
    agencies = [Agency.objects.create(slug=p, kind=Kind.PROVINCE, name=f"Tỉnh {p}", site=f"http://127.0.0.1:{p}/") for p in ports]
    how = {"between_requests": pace, "allow_private": True}
    round = start(
        create(owner=owner, rules="letter-2613", on=ON, agencies=agencies, by=None, pace=how, again_after=timedelta(0)), by=None
    )
    wall, cpu = perf_counter(), process_time()
    work(round)
    wall, cpu = perf_counter() - wall, process_time() - cpu
    kept = StoredCapture.objects.filter(site__round=round).count()
    asked = pages + 2  # robots.txt and the site map
    turns = ceil(len(ports) / AT_ONCE)  # one worker visits so many sites side by side, then the next
    alone = f"; the pace alone takes {turns * asked * pace:.1f} s" if pace else ""
    say(f"sweep: {kept} pages of {len(ports)} sites in {wall:.1f} s, {cpu:.1f} CPU-s: {kept / wall:.0f} pages/s{alone}")
    return round


def judge(round: Round) -> None:
    """Judges the swept round, alarms or not, and says how long it took."""
    if round.stage == Stage.HELD:
        round = release(round, by=User.objects.create_superuser("bench", password=None), reason="bench")
    wall = perf_counter()
    advance(round)
    wall = perf_counter() - wall
    count = round.verdicts.count()
    say(f"judging: {count} verdicts in {wall:.2f} s: {count / wall:.0f} rows/s")


def verdict(agency: Agency, obligation: str, grade: Completeness, records: int) -> Verdict:
    """A verdict with so many records behind it."""
    at = datetime(2026, 11, 25, 3, tzinfo=UTC)
    seen = [
        Evidence(
            f"{n}/QĐ", EvidenceKind.RECORD, obligation, None, f"https://x.example/{n}", f"Quyết định số {n} về một việc", at, ""
        )
        for n in range(records)
    ]
    return Verdict(
        obligation=obligation,
        agency=agency.slug,
        kind=Kind(agency.kind),
        on=ON,
        rules="letter-2613",
        force=Force.PRACTICE,
        completeness=grade,
        timeliness=Timeliness.UNKNOWN,
        part_grades={},
        days_late=None,
        proxy=False,
        reasons=(Sentence("vì thế", "for that"),),
        at_least=grade,
        at_most=grade,
        evidence=tuple(seen),
    )


def read(owner: Agency) -> None:
    """Says how long the table of 22 ministries and 63 provinces takes, and the letter over them."""
    round = Round.objects.create(owner=owner, slug="bang", title="Bảng", rules="letter-2613", on=ON, stage=Stage.REVIEW)
    obligations = catalogue().asked("letter-2613")
    grades = [Completeness.NONE, Completeness.PARTIAL, Completeness.SUBSTANTIAL, Completeness.FULL, Completeness.UNKNOWN]
    for number in range(85):
        kind = Kind.MINISTRY if number < 22 else Kind.PROVINCE
        agency = Agency.objects.create(slug=f"a{number}", kind=kind, name=f"Cơ quan {number}")
        home = {"home": "https://x.example/", "domain": "x.example", "state": SiteState.OK, "judged_at": timezone.now()}
        site = RoundSite.objects.create(round=round, agency=agency, evidence=[], **home)
        for place, obligation in enumerate(obligations):
            keep(site, verdict(agency, obligation.id, grades[(number + place) % 5], 30), None)
    with CaptureQueriesContext(connection) as asked:
        table(round)
    wall = perf_counter()
    found = table(round)
    say(f"table: {len(found.cells)} cells in {(perf_counter() - wall) * 1000:.0f} ms, {len(asked)} queries")
    wall = perf_counter()
    survey_of(round)
    say(f"figures: {(perf_counter() - wall) * 1000:.0f} ms")
    pdf(letter_of(round))
    wall = perf_counter()
    pdf(letter_of(round))
    say(f"letter: {(perf_counter() - wall) * 1000:.0f} ms with its figures, as a PDF")
    public(round)


def public(round: Round) -> None:
    """Opens the round, and says how long its public pages take and how large they are."""
    Round.objects.filter(pk=round.pk).update(stage=Stage.APPROVED, approved_at=timezone.now())
    agency, obligation = "a30", catalogue().asked(round.rules)[0]
    places = {
        "front": (),
        "matrix": (round.slug,),
        "agency": (round.slug, agency),
        "verdict": (round.slug, agency, obligation),
        "obligation": (round.slug, obligation),
        "letter": (round.slug,),
        "csv": (round.slug,),
        "json": (round.slug,),
    }
    client = Client(headers={"host": "localhost"})
    for name, args in places.items():
        url = addresses.of(name, *args)
        body = client.get(url).getvalue()
        times = []
        for _ in range(5):
            wall = perf_counter()
            client.get(url).getvalue()
            times.append(perf_counter() - wall)
        say(f"{name} page: {sorted(times)[2] * 1000:.0f} ms, {len(body) / 1000:.0f} KB")


def main(sites: int = 50, pages: int = 30, pace: float = 0.0) -> None:
    """Prints each measurement on a line."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    owner = Agency.objects.create(slug="bo", kind=Kind.MINISTRY, name="Bộ Khảo Sát")
    command = [sys.executable, str(SERVER), "serve", str(sites), str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdin is not None
        assert server.stdout is not None
        round = sweep(owner, server.stdout.readline().split(), pages, pace)
        server.stdin.close()
    judge(round)
    read(owner)
    connection.close()
    folder.cleanup()


if __name__ == "__main__":
    main(*(convert(given) for convert, given in zip((int, int, float), sys.argv[1:], strict=False)))
