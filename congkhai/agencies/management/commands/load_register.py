"""``register/agencies.csv`` in, its agencies in the database out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from congkhai.agencies.keep_register import keep_register
from congkhai.catalogue.problem import LawError
from congkhai.catalogue.register import load_register


class Command(BaseCommand):
    help = "Loads the register of agencies (CONGKHAI_REGISTER). Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            new, counted = keep_register(load_register(settings.REGISTER))
        except (LawError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"register: {counted} agencies, {new} of them new")
