"""The monitor wing, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitorConfig(AppConfig):
    name = "congkhai.monitor"
    verbose_name = _("Monitor")
    default_auto_field = "django.db.models.BigAutoField"
