"""The ledger room, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "congkhai.ledger"
    verbose_name = _("Publication log")
    default_auto_field = "django.db.models.BigAutoField"
