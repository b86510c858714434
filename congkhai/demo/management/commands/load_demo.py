"""``load_demo``: what is invented for the wings that are on, once; and its rounds, surveyed once somebody serves the sites."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import import_string

# In this order: the agencies that publish here are among those that are surveyed.
LOADERS = {"portal": "congkhai.demo.load.load", "monitor": "congkhai.demo.surveyors.load"}
SURVEY = "congkhai.demo.survey.order"


class Command(BaseCommand):
    help = "Load the invented agencies and their people, with a year of records and two rounds of survey."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            loaded = [import_string(load)() for wing, load in LOADERS.items() if wing in settings.WINGS]
        self.stdout.write("Demo loaded." if any(loaded) else "Demo is there already.")
        if "monitor" in settings.WINGS and import_string(SURVEY)():
            self.stdout.write("Its sites are surveyed as soon as they answer; that takes about a minute.")
