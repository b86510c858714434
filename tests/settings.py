"""The installation the tests run on: the product's settings, a folder of its own for data, and nothing slow."""

import atexit
import os
import shutil
import tempfile

var = tempfile.mkdtemp(prefix="congkhai-tests-")
atexit.register(shutil.rmtree, var, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("CONGKHAI_") and name != "CONGKHAI_DATABASE_URL"]:
    del os.environ[name]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in the thread that journeys run in
os.environ |= {"CONGKHAI_DEMO": "1", "CONGKHAI_VAR": var, "CONGKHAI_SECRET_KEY": "only-for-tests", "CONGKHAI_MFA_REQUIRED": "0"}

from congkhai.config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS += ["testserver"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
TASKS["default"] = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}  # noqa: F405
