"""The portal room, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "congkhai.portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"
