"""Environment in, Django settings out. Every ``CONGKHAI_*`` variable has its heading in docs/reference/settings.md."""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import wagtail
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
KNOWN_WINGS = ("portal", "monitor")


def flag(name: str, *, default: bool = False) -> bool:
    """A variable that is 1 or 0. Anything else is refused: a switch misread is off when it was meant to be on."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write 1 (on) or 0 (off).")
    return value == "1"


def number(name: str, default: int) -> int:
    """A variable that is a whole number, zero or more."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number such as {default}.")
    return int(value)


def names(name: str, default: str = "") -> list[str]:
    """A variable that lists names with commas between them."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


# --- what kind of run this is: DEBUG for programmers, DEMO for a trial, else production -----------------

DEBUG = flag("CONGKHAI_DEBUG")
DEMO = flag("CONGKHAI_DEMO")
PRODUCTION = not (DEBUG or DEMO)
VAR = Path(os.environ.get("CONGKHAI_VAR", ROOT / "var")).resolve()
LAW = Path(os.environ.get("CONGKHAI_LAW", ROOT / "law"))
REGISTER = Path(os.environ.get("CONGKHAI_REGISTER", ROOT / "register"))


def wings() -> list[str]:
    """The wings switched on."""
    asked = names("CONGKHAI_WINGS", "portal,monitor")
    for wing in asked:
        if wing not in KNOWN_WINGS:
            raise ImproperlyConfigured(
                f"CONGKHAI_WINGS names {wing!r}, and there is no such wing. Write {', '.join(KNOWN_WINGS)}, with commas."
            )
        if not (ROOT / "congkhai" / wing / "apps.py").is_file():
            raise ImproperlyConfigured(f"CONGKHAI_WINGS names {wing!r}, which is not in this copy of congkhai. Leave it out.")
    return asked


def secret_key() -> str:
    """The key that signs sessions and reset links: given in production, made once and kept beside the data in a trial."""
    if given := os.environ.get("CONGKHAI_SECRET_KEY"):
        return given
    if PRODUCTION:
        raise ImproperlyConfigured(
            "CONGKHAI_SECRET_KEY is not set. It signs sessions and reset links, so in production it is never made up. "
            'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(64))" and keep it out of the repository. '
            "For a trial on your own machine set CONGKHAI_DEMO=1 instead."
        )
    kept = VAR / "secret-key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        fresh.rename(kept)
    return kept.read_text()


def address() -> str:
    """Where people reach this installation, without a slash at the end."""
    given = os.environ.get("CONGKHAI_ADDRESS", "" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(given)
    if parts.scheme not in ({"https"} if PRODUCTION else {"http", "https"}) or not parts.hostname:
        raise ImproperlyConfigured(
            f"CONGKHAI_ADDRESS is {given!r}; in production write the https address that people use, such as https://congkhai.example.gov.vn."
        )
    return given


WINGS = wings()
SECRET_KEY = secret_key()
ADDRESS = address()
ENCRYPTED = ADDRESS.startswith("https://")
PROXIES = number("CONGKHAI_PROXIES", 0)

# --- Django -------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    *(f"congkhai.{wing}" for wing in WINGS),
    *(["congkhai.demo"] if DEMO and WINGS else []),
    "congkhai.accounts.apps.AccountsConfig",
    "congkhai.files",
    "congkhai.ledger",
    "congkhai.search",
    "congkhai.skin",
    "congkhai.agencies",
    "wagtail.snippets",
    "congkhai.accounts.apps.UsersConfig",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "congkhai.config.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "congkhai.accounts.gate.Gate",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]
ROOT_URLCONF = "congkhai.config.urls"
WSGI_APPLICATION = "congkhai.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("CONGKHAI_DATABASE_URL", f"sqlite:///{VAR / 'congkhai.sqlite3'}"), conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn at BEGIN, and never fails half-way with "database is locked"
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}  # one for all workers
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    "rounds": {"BACKEND": "django_tasks_db.DatabaseBackend"},  # of the monitor: a sweep lasts for hours, so workers of its own
}

# --- the monitor --------------------------------------------------------------------------------------

CONTACT = os.environ.get("CONGKHAI_CONTACT", ADDRESS)
SURVEYOR = os.environ.get("CONGKHAI_SURVEYOR", "bo-khcn")
SWEEP_LEASE = timedelta(minutes=2)  # a worker shows itself four times in this; a killed one's sites wait so long for another

LANGUAGE_CODE = "vi"
FORMAT_MODULE_PATH = "congkhai.skin.formats"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "congkhai" / "skin" / name for name in ("locale", "wagtail_locale")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [Path(wagtail.__file__).parent / "images" / "static"]  # the admin's style sheet names a picture there
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is stored so: files/store.py alone keeps files
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_MAX_MB = number("CONGKHAI_FILE_MAX_MB", 50)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # long forms with many rows

# --- mail -----------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = os.environ.get("CONGKHAI_MAIL_FROM", f"congkhai@{urlsplit(ADDRESS).hostname}")
if EMAIL_HOST := os.environ.get("CONGKHAI_MAIL_HOST", ""):
    EMAIL_PORT = number("CONGKHAI_MAIL_PORT", 587)
    EMAIL_USE_TLS = EMAIL_PORT == 587
    EMAIL_USE_SSL = EMAIL_PORT == 465
    EMAIL_HOST_USER = os.environ.get("CONGKHAI_MAIL_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("CONGKHAI_MAIL_PASSWORD", "")
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"

# --- who may enter --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "congkhai.accounts.granting.MembershipBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
MFA_REQUIRED = flag("CONGKHAI_MFA_REQUIRED", default=True)

ACCOUNT_ADAPTER = "congkhai.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # else anyone could have us write to anyone
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "20/h/key"}  # from all addresses together, of passwords and of codes; axes locks sooner
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENCRYPTED else "http"
MFA_TOTP_ISSUER = "công khai"
MFA_TOTP_TOLERANCE = 1  # of half a minute either way: telephones' clocks drift

AXES_FAILURE_LIMIT = number("CONGKHAI_LOCKOUT_FAILURES", 5)
AXES_COOLOFF_TIME = timedelta(minutes=number("CONGKHAI_LOCKOUT_MINUTES", 15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "congkhai.accounts.lockout.respond"
AXES_CLIENT_IP_CALLABLE = "congkhai.accounts.lockout.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the wait that is printed holds
AXES_VERBOSE = False

SESSION_COOKIE_AGE = number("CONGKHAI_SESSION_HOURS", 10) * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENCRYPTED
CSRF_COOKIE_HTTPONLY = True

# --- what a browser may do ------------------------------------------------------------------------------

ALLOWED_HOSTS = [urlsplit(ADDRESS).hostname, *names("CONGKHAI_HOSTS"), *([] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])]
CSRF_TRUSTED_ORIGINS = [ADDRESS]
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = ENCRYPTED
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENCRYPTED else 0
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # an agency's other hosts are not ours to bind to https
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Wagtail's admin ------------------------------------------------------------------------------------

ADMIN_PATH = "quan-tri/"
WAGTAIL_SITE_NAME = "công khai"
WAGTAILADMIN_BASE_URL = ADDRESS
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# --- the log --------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "congkhai": {"level": "INFO"},
    },
}
