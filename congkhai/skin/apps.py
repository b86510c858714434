"""The skin room, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkinConfig(AppConfig):
    name = "congkhai.skin"
    verbose_name = _("Look")
    default_auto_field = "django.db.models.BigAutoField"
