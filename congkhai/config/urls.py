"""Every address of the installation. Vietnamese stands at the root, English under ``/en/``."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    *i18n_patterns(
        path("tai-khoan/", include("congkhai.accounts.urls")),
        *(path("", include(f"congkhai.{wing}.urls")) for wing in settings.WINGS),
        prefix_default_language=False,
    ),
]
