"""``load_demo``: the invented province and its department, once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from congkhai.demo.load import load


class Command(BaseCommand):
    help = "Load the invented province, its department, their people and a year of their records."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            loaded = load()
        self.stdout.write("Demo loaded." if loaded else "Demo is there already.")
