"""What the environment says, the installation does, or it does not start and says why."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PRODUCTION = {"CONGKHAI_SECRET_KEY": "x" * 60 + "0123456789", "CONGKHAI_ADDRESS": "https://cong.example.gov.vn"}
SAY = "from django.conf import settings as s; print(repr({expression}))"


def python(*arguments, tmp_path, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CONGKHAI_", "DJANGO_"))}
    given = clean | {"CONGKHAI_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "congkhai.config.settings"} | environment
    return subprocess.run([sys.executable, "-W", "error", *arguments], env=given, capture_output=True, text=True, timeout=120)


@pytest.fixture
def ask(tmp_path):
    """What a setting is in a process of its own: its ``repr``, or the last line of the error."""

    def ask(expression, **environment):
        done = python("-c", SAY.format(expression=expression), tmp_path=tmp_path, **environment)
        return (done.stdout or done.stderr.splitlines()[-1]).strip()

    return ask


def test_production_does_not_start_without_a_secret_key(ask):
    answer = ask("s.SECRET_KEY", CONGKHAI_ADDRESS="https://cong.example.gov.vn")
    assert "CONGKHAI_SECRET_KEY is not set" in answer
    assert "Make one with" in answer


@pytest.mark.parametrize("address", [None, "http://cong.example.gov.vn", "cong.example.gov.vn", "https://"])
def test_production_does_not_start_without_an_encrypted_address(ask, address):
    environment = {"CONGKHAI_SECRET_KEY": "x"} | ({"CONGKHAI_ADDRESS": address} if address else {})
    assert "CONGKHAI_ADDRESS" in ask("s.ADDRESS", **environment)


def test_production_passes_djangos_own_check_for_deployment(tmp_path):
    done = python(
        "-m", "django", "check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, CONGKHAI_PROXIES="1", **PRODUCTION
    )
    assert done.returncode == 0, done.stderr


def test_production_keeps_cookies_and_browsers_on_https(ask):
    assert (
        ask("(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.DEBUG)", **PRODUCTION)
        == "(True, True, True, False)"
    )


def test_production_answers_to_its_own_names_only(ask):
    answer = ask("s.ALLOWED_HOSTS", CONGKHAI_HOSTS="mot.example.gov.vn, hai.example.gov.vn", **PRODUCTION)
    assert answer == "['cong.example.gov.vn', 'mot.example.gov.vn', 'hai.example.gov.vn']"


def test_a_second_step_is_required_unless_switched_off(ask):
    assert ask("s.MFA_REQUIRED", **PRODUCTION) == "True"


def test_a_demonstration_makes_its_key_once_and_keeps_it_to_itself(ask, tmp_path):
    first = ask("s.SECRET_KEY", CONGKHAI_DEMO="1")
    assert len(first) > 60
    assert ask("s.SECRET_KEY", CONGKHAI_DEMO="1") == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("CONGKHAI_DEBUG", "yes"), ("CONGKHAI_MFA_REQUIRED", "false"), ("CONGKHAI_PROXIES", "-1"), ("CONGKHAI_FILE_MAX_MB", "50 MB")],
)
def test_what_cannot_be_understood_stops_the_start_and_is_named(ask, name, value):
    answer = ask("s.DEBUG", **{"CONGKHAI_DEMO": "1", name: value})
    assert name in answer
    assert value in answer


def test_an_unknown_wing_stops_the_start_and_the_known_ones_are_named(ask):
    answer = ask("s.WINGS", CONGKHAI_DEMO="1", CONGKHAI_WINGS="portal,petitions")
    assert "'petitions'" in answer
    assert "portal, monitor" in answer


ROUNDS = "302 /giam-sat/"
# By the wings that are on: what the front answers before and after an agency publishes here, and what the monitor does.
FRONT = {
    "": ("404", "404", "404"),
    "monitor": (ROUNDS, ROUNDS, "200"),
    "portal,monitor": ("404", "200", "200"),
    "portal": ("404", "200", "404"),
}


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """One folder of data, as at home: the wings are turned on and off over it."""
    return tmp_path_factory.mktemp("var")


@pytest.mark.parametrize("wings", FRONT)
def test_the_house_boots_with_each_wing_and_without_any(var, wings):
    visit = (
        "import django; django.setup(); from io import StringIO; from django.apps import apps\n"
        "from django.core.management import call_command as call\n"
        "from django.test import Client; from congkhai.agencies.models import Agency\n"
        "call('migrate', verbosity=0); call('check', stdout=StringIO())\n"
        "print([apps.is_installed(f'congkhai.{wing}') for wing in ('portal', 'monitor')])\n"
        "def ask(*paths):\n"
        "    for answer in (Client().get(path, headers={'host': 'localhost'}) for path in paths):\n"
        "        print(answer.status_code, answer.headers.get('Location', '').partition('?')[0])\n"
        "agency, _ = Agency.objects.update_or_create(slug='tinh', defaults=dict(kind='province', name='Tỉnh', portal=False))\n"
        "ask('/')\n"
        "agency.portal = True; agency.save()\n"
        "ask('/', '/robots.txt', '/sitemap.xml', '/giam-sat/', '/en/giam-sat/', '/quan-tri/', '/tai-khoan/dang-nhap/')\n"
    )
    done = python("-c", visit, tmp_path=var, CONGKHAI_DEBUG="1", CONGKHAI_WINGS=wings)
    before, after, monitor = FRONT[wings]
    on = str(["portal" in wings, "monitor" in wings])
    maps = "200" if wings else "404"
    wanted = [on, before, after, maps, maps, monitor, monitor, "302 /tai-khoan/dang-nhap/", "200"]
    assert [line.strip() for line in done.stdout.splitlines()] == wanted, done.stderr


def test_sqlite_writes_ahead_and_takes_its_turn(tmp_path):
    ask = (
        "import django; django.setup(); from django.db import connection as c; c.ensure_connection(); k = c.cursor();"
        "asked = ('journal_mode', 'synchronous', 'foreign_keys');"
        "print([k.execute(f'PRAGMA {name}').fetchone()[0] for name in asked], c.transaction_mode)"
    )
    done = python("-c", ask, tmp_path=tmp_path, CONGKHAI_DEMO="1")
    assert done.stdout.strip() == "['wal', 1, 1] IMMEDIATE"


def test_two_processes_writing_at_once_wait_for_each_other(var):
    python("-m", "django", "migrate", "--verbosity", "0", tmp_path=var, CONGKHAI_DEMO="1", CONGKHAI_WINGS="")
    write = (
        "import django; django.setup(); from django.db import transaction; from congkhai.agencies.models import Agency, Unit\n"
        "import sys\n"
        "for n in range(30):\n"
        "    with transaction.atomic():\n"
        "        Agency.objects.count(); Agency.objects.create(slug=f'{sys.argv[1]}-{n}', name='x', kind='province')\n"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CONGKHAI_", "DJANGO_"))}
    given = clean | {
        "CONGKHAI_VAR": str(var),
        "CONGKHAI_DEMO": "1",
        "CONGKHAI_WINGS": "",
        "DJANGO_SETTINGS_MODULE": "congkhai.config.settings",
    }
    both = [subprocess.Popen([sys.executable, "-c", write, name], env=given) for name in "ab"]
    assert [process.wait(120) for process in both] == [0, 0]
