"""``manage.py export_round SCHEME_CODE YEAR``: write a whole round out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dekom.core.errors import DomainError
from dekom.portal.casefile.export import as_text, export_round
from networks.actions import ship
from networks.models import Round


class Command(BaseCommand):
    help = "Prints a round in the shape that load_round reads, with what has happened since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scheme_code")
        parser.add_argument("year", type=int)
        parser.add_argument("--county", default="", help="the county's code; the only one by default")

    def handle(self, *args: Any, scheme_code: str, year: int, county: str, **options: Any) -> None:
        try:
            rounds = Round.objects.filter(county=ship.county(county)).select_related("scheme", "legal_basis", "budget")
        except DomainError as error:
            raise CommandError(str(error)) from error
        found = rounds.filter(scheme__code=scheme_code, year=year).first()
        if found is None:
            known = ", ".join(f"{one.scheme.code} {one.year}" for one in rounds.order_by("year", "pk")) or "–"
            raise CommandError(f"No round {scheme_code} {year} here. Known: {known}.")
        self.stdout.write(as_text(export_round(found)), ending="")
