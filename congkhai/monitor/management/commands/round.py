"""What was typed in; rounds planned, run, shown and decided on out. Only the rows count: a run may be broken off at any moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congkhai.accounts.models import User
from congkhai.agencies.law import said
from congkhai.agencies.models import Agency
from congkhai.catalogue.problem import LawError
from congkhai.crawling.pace import Pace
from congkhai.crawling.remedies import STATES
from congkhai.monitor.acts.approve import approve
from congkhai.monitor.acts.close import close
from congkhai.monitor.acts.create import create
from congkhai.monitor.acts.judge import judge
from congkhai.monitor.acts.release import release
from congkhai.monitor.acts.resume import resume
from congkhai.monitor.acts.start import start
from congkhai.monitor.acts.stop import stop
from congkhai.monitor.effective import reviewed
from congkhai.monitor.letter import letter_of, survey_of
from congkhai.monitor.models import Round, Stage
from congkhai.monitor.plan import lasting, plan
from congkhai.monitor.progress import Progress, progress
from congkhai.monitor.scope import surveyed
from congkhai.monitor.sweep import pace_of, work
from congkhai.records import Kind
from congkhai.reporting.letter import pdf, text
from congkhai.reporting.survey import figure_to_json

_UNDER_WAY = {Stage.CRAWLING, Stage.JUDGING}


class Wrong(CommandError):
    """What was typed cannot be used: exit code 2, as for all wrong usage."""

    def __init__(self, words: str) -> None:
        super().__init__(words, returncode=2)


def day(given: str) -> date:
    """A day as typed."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Wrong(_("%(given)s is no day: write it as 2026-11-25.") % {"given": given}) from None


def day_or_year(given: str, on: date) -> date:
    """A day; or, of a year, the survey day if it lies in it, else the year's last."""
    if not (len(given) == 4 and given.isdigit()):
        return day(given)
    return on if on.year == int(given) else date(int(given), 12, 31)


class Command(BaseCommand):
    help = "Rounds: create, run, status, stop, resume, judge, release, approve, close, letter."
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

        def verb(name: str, about: str, *, by: bool = True, reason: bool = False, of: str = "ROUND") -> ArgumentParser:
            adding = verbs.add_parser(name, help=about, description=about)
            if of:
                adding.add_argument("round", metavar=of, nargs="?" if name == "status" else None, help="the round's address")
            if by:
                adding.add_argument("--by", metavar="USERNAME", help="who does it; else whoever runs the installation")
            if reason:
                adding.add_argument("--reason", default="", help="why")
            return adding

        asked = verb("create", "Plan a round.", of="")
        asked.add_argument("--register", metavar="YEAR|DAY", help="survey the agencies of the register in being then")
        asked.add_argument("--kind", action="append", default=[], choices=[*Kind], help="only of this kind; repeatable")
        asked.add_argument("--under", metavar="AGENCY", help="only those whose superior this is")
        asked.add_argument("--agency", action="append", default=[], metavar="AGENCY", help="this one too; repeatable")
        asked.add_argument("--rules", default="letter-2613", help="the rule set (letter-2613)")
        asked.add_argument("--on", metavar="DAY", help="the survey day (today)")
        asked.add_argument("--owner", default=settings.SURVEYOR, metavar="AGENCY", help="who surveys (CONGKHAI_SURVEYOR)")
        asked.add_argument("--title", default="")
        asked.add_argument("--pace", type=float, metavar="SECONDS", help="rest between two requests to a host (1)")
        asked.add_argument("--pages", type=int, metavar="N", help="visit at most so many pages of a site (500)")
        asked.add_argument("--again-after", type=float, metavar="HOURS", help="rest before a failed site is visited again (20)")
        asked.add_argument("--allow-private", action="store_true", help="let loopback and private addresses be visited")
        asked.add_argument("--code", default="", metavar="BKHCN-CĐS", help="what ends the letter's number")
        asked.add_argument("--place", default="", help="where the letter is written")
        asked.add_argument("--signature", action="append", default=[], metavar="LINE", help="of the letter, the name last")
        asked.add_argument("--dry-run", action="store_true", help="print what would be visited, how politely and for how long")

        running = verb("run", "Start a round, or go on with it, here and now. Ctrl-C breaks it off; nothing is lost.")
        running.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="one for each processor")
        verb("status", "How far a round is; all rounds, if none is named.", by=False)
        verb("stop", "Ask for no further page.", reason=True)
        verb("resume", "Go on with a stopped round.")
        verb("judge", "Wait no longer for failed sites; or judge a round anew from its stored pages.", reason=True)
        verb("release", "Let a round be judged despite its alarms.", reason=True)
        verb("approve", "Show a reviewed round to the public.")
        verb("close", "End a round.", reason=True)
        letter = verb("letter", "The round's letter, or its figures.", by=False)
        letter.add_argument("-o", "--output", type=Path, metavar="LETTER.pdf", help="write it as a PDF")
        letter.add_argument("--text", action="store_true", help="print it as text")
        letter.add_argument("--json", action="store_true", help="print its figures as JSON")

    def handle(self, *args: Any, verb: str, **given: Any) -> None:
        try:
            getattr(self, f"_{verb}")(**given)
        except ValidationError as error:
            raise Wrong(" ".join(error.messages)) from error
        except (PermissionDenied, LawError) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(_("The database says: %(why)s. Is it up to date? congkhai prepare") % {"why": error}) from error
        except OSError as error:
            raise CommandError(
                _("The system says: %(why)s. What was seen is kept; mend that and run again.") % {"why": error}
            ) from error
        except KeyboardInterrupt:
            self.stderr.write("\n" + _("Broken off. What was seen is kept: go on with “congkhai round run”."))
            sys.exit(130)

    # --- planning -----------------------------------------------------------------------------------------

    def _create(self, *, owner: str, rules: str, dry_run: bool, by: str | None, **given: Any) -> None:
        on = day(given["on"]) if given["on"] else timezone.localdate()
        agencies = surveyed(
            register=day_or_year(given["register"], on) if given["register"] else None,
            kinds=[Kind(kind) for kind in given["kind"]],
            under=self._agency(given["under"]) if given["under"] else None,
            named=given["agency"],
        )
        if not agencies:
            raise Wrong(_("No agency is chosen. Say --register 2026 --kind province, or --agency with an agency’s address."))
        pace = {"between_requests": given["pace"], "pages": given["pages"], "allow_private": given["allow_private"] or None}
        pace = {name: value for name, value in pace.items() if value is not None}
        if dry_run:
            self._print_plan(agencies, pace_of(pace))
            return
        hours = given["again_after"]
        round = create(
            owner=self._agency(owner),
            rules=rules,
            on=on,
            agencies=agencies,
            by=self._person(by),
            title=given["title"],
            pace=pace,
            again_after=None if hours is None else timedelta(hours=hours),
            letterhead={"code": given["code"], "place": given["place"], "signature": given["signature"]},
        )
        sites = ngettext("%d site", "%d sites", len(agencies)) % len(agencies)
        self.stdout.write(_("Planned: %(title)s (%(sites)s).") % {"title": round.title, "sites": sites})
        self.stdout.write(_("Run it: congkhai round run %(round)s") % {"round": round.slug})

    def _print_plan(self, agencies: list[Agency], pace: Pace) -> None:
        planned = plan(agencies, pace)
        for agency, home in planned.visited:
            self.stdout.write(f"{home}\t{agency.name}")
        for agency in planned.without:
            self.stdout.write(f"—\t{agency.name}\t" + _("no address known"))
        self.stdout.write("")
        say = _("%(sites)s sites on %(domains)s domains would be visited, %(at_once)s at once; %(without)s have no known address.")
        counts = {"sites": len(planned.visited), "domains": planned.domains, "without": len(planned.without)}
        self.stdout.write(say % {**counts, "at_once": pace.sites_at_once})
        say = _(
            "As “%(agent)s”, by robots.txt, one request at a time to a host and %(rest)s s of rest between two (up to %(slow)s)."
        )
        agent = {"agent": pace.user_agent, "rest": f"{pace.between_requests:g}", "slow": f"{pace.longest_crawl_delay:g}"}
        self.stdout.write(say % agent)
        say = _("At most %(pages)s pages, %(megabytes)s MB and %(minutes)s minutes a site.")
        most = {"pages": pace.pages, "megabytes": pace.total_bytes // 1_000_000, "minutes": ceil(pace.seconds / 60)}
        self.stdout.write(say % most)
        say = _("About %(likely)s, at most %(longest)s; sites that fail are visited again on two further days.")
        self.stdout.write(say % {"likely": lasting(planned.likely), "longest": lasting(planned.longest)})
        self.stdout.write(_("Nothing was asked of anyone."))

    # --- running ------------------------------------------------------------------------------------------

    def _run(self, *, round: str, by: str | None, workers: int, **given: Any) -> None:
        found, person = self._round(round), self._person(by)
        if found.stage == Stage.PLANNED:
            found = start(found, by=person)
        if found.stopped:
            raise Wrong(_("This round was stopped by a person. Go on with: congkhai round resume %(round)s") % {"round": round})
        if found.stage not in _UNDER_WAY:
            raise Wrong(_("This round is %(now)s: there is nothing to run.") % {"now": found.get_stage_display()})
        watch = self._watching(found)
        with ExitStack() as beside:
            for _worker in range(workers - 1):
                command = [sys.executable, "-m", "django", "round", "run", round, "--workers=1"]
                beside.enter_context(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))  # noqa: S603
            while self._goes_on(found):
                work(found, watch)
                time.sleep(0.5)  # others hold what is left, or leases of a killed worker are to lapse
        self._print_status(found)

    @staticmethod
    def _goes_on(round: Round) -> bool:
        """Whether there is anything left for workers to do today."""
        round.refresh_from_db()
        now = progress(round)
        rests = round.stage == Stage.CRAWLING and now.resting and now.ended + now.resting == now.sites
        return round.stage in _UNDER_WAY and not round.stopped and not (rests and now.again_at > timezone.now())

    def _watching(self, round: Round) -> Callable[[], None]:
        """Prints how far it is: every two seconds on the same line for a person, every half minute into a file."""
        live = self.stdout.isatty()
        every, printed_at = (2, 0.0) if live else (30, time.monotonic())

        def watch() -> None:
            nonlocal printed_at
            if time.monotonic() - printed_at >= every:
                printed_at = time.monotonic()
                line = told(progress(round))
                self.stdout.write(f"\r\033[K{line}" if live else line, ending="" if live else "\n")
                self.stdout.flush()

        return watch

    def _status(self, *, round: str | None, **given: Any) -> None:
        if round:
            self._print_status(self._round(round))
            return
        for each in Round.objects.select_related("owner"):
            self.stdout.write(f"{each.slug}\t{each.get_stage_display()}\t{each.owner.name}\t{told(progress(each))}")

    def _print_status(self, round: Round) -> None:
        now = progress(round)
        if self.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")
        stopped = f" ({_('stopped by a person')})" if round.stopped else ""
        self.stdout.write(f"{round.title}: {round.get_stage_display()}{stopped}")
        self.stdout.write(told(now))
        for state, count in now.states.items():
            self.stdout.write(f"  {count}\t{state}\t{said(STATES[state])}")
        for alarm in round.alarms:
            self.stdout.write(f"  ! {alarm['vi']}")
        if now.again_at:
            again = _("%(count)s failed sites are visited again from %(at)s. To wait no longer: congkhai round judge %(round)s")
            self.stdout.write(again % {"count": now.resting, "at": moment(now.again_at), "round": round.slug})
        if now.forsaken:
            self.stdout.write(_("No worker has shown itself for a while: start “congkhai sweeper”, or “congkhai round run”."))
        if round.stage == Stage.HELD:
            hint = _("Held back. If the alarm is false: congkhai round release %(round)s --by USERNAME --reason …")
            self.stdout.write(hint % {"round": round.slug})
        if round.stage in {Stage.REVIEW, Stage.APPROVED, Stage.CLOSED}:
            review = reviewed(round)
            open_ones = _("Confirmed by a person: %(confirmed)s of %(total)s verdicts; none or late without one: %(accusing)s.")
            counts = {"confirmed": review.total - review.unconfirmed, "total": review.total, "accusing": len(review.accusing)}
            self.stdout.write(open_ones % counts)

    # --- deciding -----------------------------------------------------------------------------------------

    def _stop(self, *, round: str, by: str | None, reason: str, **given: Any) -> None:
        self._print_status(stop(self._round(round), by=self._person(by), reason=reason))

    def _resume(self, *, round: str, by: str | None, **given: Any) -> None:
        self._print_status(resume(self._round(round), by=self._person(by)))

    def _judge(self, *, round: str, by: str | None, reason: str, **given: Any) -> None:
        found = judge(self._round(round), by=self._person(by), reason=reason)
        work(found)
        self._print_status(found)

    def _release(self, *, round: str, by: str | None, reason: str, **given: Any) -> None:
        found = release(self._round(round), by=self._somebody(by), reason=reason)
        work(found)
        self._print_status(found)

    def _approve(self, *, round: str, by: str | None, **given: Any) -> None:
        self._print_status(approve(self._round(round), by=self._somebody(by)))

    def _close(self, *, round: str, by: str | None, reason: str, **given: Any) -> None:
        self._print_status(close(self._round(round), by=self._person(by), reason=reason))

    # --- the letter -----------------------------------------------------------------------------------------

    def _letter(self, *, round: str, output: Path | None, **given: Any) -> None:
        found = self._round(round)
        if given["json"]:
            survey = survey_of(found)
            figures = [figure_to_json(figure, survey.names) for figure in survey.figures]
            self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2))
            return
        letter = letter_of(found)
        if given["text"] or output is None:
            self.stdout.write(text(letter), ending="")
        if output is not None:
            try:
                output.write_bytes(pdf(letter))
            except OSError as error:
                raise Wrong(_("Cannot write %(file)s: %(why)s.") % {"file": output, "why": error.strerror}) from error

    # --- what was named -------------------------------------------------------------------------------------

    @staticmethod
    def _round(slug: str) -> Round:
        found = Round.objects.select_related("owner").filter(slug=slug).first()
        if found is None:
            raise Wrong(_("There is no round “%(slug)s”. “congkhai round status” lists them.") % {"slug": slug})
        return found

    @staticmethod
    def _agency(slug: str) -> Agency:
        found = Agency.objects.filter(slug=slug).first()
        if found is None:
            hint = _("There is no agency “%(slug)s”. Load the register (congkhai load-register), or name another.")
            raise Wrong(hint % {"slug": slug})
        return found

    @staticmethod
    def _person(username: str | None) -> User | None:
        if username is None:
            return None
        found = User.objects.filter(username=username, is_active=True).first()
        if found is None:
            raise Wrong(_("Nobody signs in as “%(username)s”.") % {"username": username})
        return found

    def _somebody(self, username: str | None) -> User:
        person = self._person(username)
        if person is None:
            raise Wrong(_("A person must answer for this: say --by USERNAME."))
        return person


def told(now: Progress) -> str:
    """How far a round is, on one line."""
    parts = [_("%(ended)s of %(sites)s sites") % {"ended": now.ended, "sites": now.sites}]
    if now.in_hand:
        parts.append(_("%(count)s in hand") % {"count": now.in_hand})
    if now.resting:
        parts.append(_("%(count)s to be visited again") % {"count": now.resting})
    parts.append(ngettext("%d page", "%d pages", now.pages) % now.pages)
    if now.verdicts:
        parts.append(ngettext("%d verdict", "%d verdicts", now.verdicts) % now.verdicts)
    if now.done_at and now.ended < now.sites:
        parts.append(_("done about %(at)s") % {"at": moment(now.done_at)})
    return " · ".join(parts)


def moment(at: datetime) -> str:
    """A moment as people here write it."""
    return date_format(timezone.localtime(at), "H:i d/m/Y")
