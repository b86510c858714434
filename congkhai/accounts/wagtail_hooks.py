"""What Wagtail's admin shows and starts: our screens, and less of its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.staticfiles import versioned_static
from wagtail.permissions import register_permission_policy

from congkhai.accounts.models import Membership, Role
from congkhai.accounts.people import AgencyRowPolicy, AgencyScreens, MembershipScreens, UnitScreens, UserScreens
from congkhai.accounts.policy import AgencyPolicy
from congkhai.agencies.models import Agency, Unit

CHIEFS = dict.fromkeys(("view", "add", "change", "delete"), Role.CHIEF)
register_permission_policy(Membership, AgencyPolicy(Membership, CHIEFS))
register_permission_policy(Unit, AgencyPolicy(Unit, CHIEFS))
register_permission_policy(Agency, AgencyRowPolicy(Agency, dict.fromkeys(("view", "add", "change"), Role.CHIEF), path="pk"))


@hooks.register("register_admin_viewset")
def screens() -> list[Any]:
    return [MembershipScreens("nguoi"), UnitScreens("bo-phan"), AgencyScreens("co-quan"), UserScreens("tai-khoan")]


@hooks.register("register_account_menu_item")
def way_to_the_door(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("How you sign in"),
        "help_text": _("Password, authenticator app, recovery codes."),
    }


@hooks.register("insert_global_admin_js")
def starter() -> SafeString:
    return format_html('<script src="{}"></script>', versioned_static("accounts/admin.js"))


class Nothing:
    """Stands where Wagtail's pages name an address of its image and document libraries, which are not installed: they serve
    whatever is uploaded to anyone who has the link, and ask no agency."""

    model = type(None)

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.refuse, name="listing")]

    @staticmethod
    def refuse(request: HttpRequest) -> None:
        raise Http404


@hooks.register("construct_admin_api")
def without_images_and_documents(router: Any) -> None:
    for name in ("images", "documents"):
        router.register_endpoint(name, Nothing)


class AccountSearch(SearchArea):
    """The box in the side bar asks for the first area, which would be pages, and those are not used here."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_superuser


@hooks.register("register_admin_search_area")
def search_of_accounts() -> SearchArea:
    return AccountSearch(_("Accounts"), reverse("tai-khoan:index"), name="accounts", icon_name="user", order=50)


@hooks.register("construct_main_menu")
def without_what_is_not_theirs(request: HttpRequest, items: list[MenuItem]) -> None:
    """Pages are not used here; reports, settings and help belong to those who run the installation."""
    unused = {"explorer", "help"} if request.user.is_superuser else {"explorer", "help", "reports", "settings"}
    items[:] = [item for item in items if item.name not in unused]
