"""Django's own command, made quick for a house with many models and triggers."""

from typing import Any

from django.core.management.commands import migrate

from dekom.core.migrating import rendering_little


class Command(migrate.Command):
    """``manage.py migrate``, see :mod:`dekom.core.migrating`."""

    def handle(self, *args: Any, **options: Any) -> None:
        with rendering_little():
            super().handle(*args, **options)
