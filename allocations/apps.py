"""The allocations room's registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AllocationsConfig(AppConfig):
    name = "allocations"
    verbose_name = _("Allocations")

    def ready(self) -> None:
        from allocations.actions.incoming import enter_next  # noqa: PLC0415 - rooms register when all models are there
        from dekom.core import sweeps  # noqa: PLC0415 - as above

        sweeps.register(enter_next)
