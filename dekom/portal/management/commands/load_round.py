"""``manage.py load_round FILE``: bring a whole round in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dekom.core.errors import DomainError
from dekom.portal.casefile.load import load_round
from dekom.portal.casefile.read import read
from networks.actions import ship


class Command(BaseCommand):
    help = "Loads a round from a JSON file: all of it, or nothing and a list of what is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--county", default="", help="the county's code; the only one by default")

    def handle(self, *args: Any, file: Path, county: str, **options: Any) -> None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error}") from error
        try:
            with pghistory.context(command="load_round", file=file.name), transaction.atomic():
                round_, result = load_round(read(text), ship.county(county), source=file.name)
        except DomainError as error:
            raise CommandError("\n".join(f"{file.name}: {message}" for message in error.messages)) from error
        self.stdout.write(f"{round_}: {result}")
