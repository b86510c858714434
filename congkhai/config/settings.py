"""Environment in, Django settings out. One file; every ``CONGKHAI_*`` variable is listed in docs/reference/settings.md."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("CONGKHAI_VAR", ROOT / "var"))
LAW = Path(os.environ.get("CONGKHAI_LAW", ROOT / "law"))
REGISTER = Path(os.environ.get("CONGKHAI_REGISTER", ROOT / "register"))
WINGS = tuple(filter(None, os.environ.get("CONGKHAI_WINGS", "portal").split(",")))

DEBUG = os.environ.get("CONGKHAI_DEBUG") == "1"
SECRET_KEY = os.environ.get("CONGKHAI_SECRET_KEY", "only-for-tests")
ALLOWED_HOSTS = os.environ.get("CONGKHAI_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    *(f"congkhai.{wing}" for wing in WINGS),
    "congkhai.accounts",
    "congkhai.files",
    "congkhai.ledger",
    "congkhai.search",
    "congkhai.skin",
    "congkhai.agencies",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
AUTH_USER_MODEL = "accounts.User"
ROOT_URLCONF = "congkhai.config.urls"
DATABASES = {"default": dj_database_url.parse(os.environ.get("CONGKHAI_DATABASE_URL", f"sqlite:///{VAR / 'congkhai.sqlite3'}"))}
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
STATIC_URL = "/static/"
WAGTAIL_SITE_NAME = "công khai"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
