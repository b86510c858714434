"""The accounts room, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "congkhai.accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"


class NoScreens(ViewSet):
    """No address and no menu entry."""


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's profiles without its screens of users and groups: accounts/people.py keeps people, by their memberships."""

    user_viewset = group_viewset = "congkhai.accounts.apps.NoScreens"
