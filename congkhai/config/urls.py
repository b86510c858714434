"""Every address of the installation. Vietnamese stands at the root, English under ``/en/``."""

from __future__ import annotations

from allauth.account.views import logout as account_logout
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.utils.module_loading import import_string
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.home import sprite
from wagtail.admin.views.i18n import localized_js_catalog

from congkhai.accounts.profile import Account


def nowhere(request: HttpRequest) -> HttpResponse:
    """Where parts of Wagtail's admin that are not used here would answer: the tree of pages, collections, its own API."""
    raise Http404


HOMES = {"portal": "congkhai.portal.desk.today.home", "monitor": "congkhai.monitor.desk.rounds.home"}  # the first wing that is on
HOME = next((home for wing, home in HOMES.items() if wing in settings.WINGS), None)
door = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path(f"{settings.ADMIN_PATH}login/", door),  # Wagtail's own would let a password alone in
    path(f"{settings.ADMIN_PATH}logout/", account_logout),
    re_path(rf"^{settings.ADMIN_PATH}password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    re_path(rf"^{settings.ADMIN_PATH}(?:pages|collections|api|test404|failwhale)/", nowhere),
    path(f"{settings.ADMIN_PATH}sprite/", sprite, name="wagtailadmin_sprite"),  # before all that hooks add
    path(f"{settings.ADMIN_PATH}jsi18n/", localized_js_catalog, name="wagtailadmin_javascript_catalog"),
    path(f"{settings.ADMIN_PATH}account/", require_admin_access(Account.as_view()), name="wagtailadmin_account"),
    *([path(settings.ADMIN_PATH, import_string(HOME), name="wagtailadmin_home")] if HOME else []),
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    *i18n_patterns(
        path("tai-khoan/", include("congkhai.accounts.urls")),
        # in the order of their names: the portal's begin with an agency's, so whatever is not an agency comes before
        *(path("", include(f"congkhai.{wing}.urls")) for wing in sorted(settings.WINGS)),
        prefix_default_language=False,
    ),
]
