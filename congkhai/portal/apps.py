"""The portal room, as Django knows it."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "congkhai.portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        workflow = import_module("congkhai.portal.workflow")  # models exist only now
        post_migrate.connect(workflow.set_up_workflow, sender=self)
