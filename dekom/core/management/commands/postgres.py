"""Starts and stops the embedded PostgreSQL by hand; it starts by itself when something connects."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dekom.core.embedded.cluster import Cluster, ClusterError


class Command(BaseCommand):
    """``manage.py postgres start|stop|status|url``."""

    help = "Starts, stops or tells about the embedded PostgreSQL."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["start", "stop", "status", "url"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if "CLUSTER" not in settings.DATABASES["default"]:
            raise CommandError("DATABASE_URL names another database: there is no embedded one.")
        cluster = Cluster(Path(str(settings.DATABASES["default"]["CLUSTER"])))
        try:
            if what in ("start", "stop"):
                getattr(cluster, what)()
        except ClusterError as error:
            raise CommandError(str(error)) from error
        if what == "url":
            self.stdout.write(cluster.url)
        else:
            self.stdout.write(f"{'running' if cluster.is_running() else 'stopped'} in {cluster.folder}")
