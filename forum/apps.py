"""The forum's registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Cooperation forum")

    def ready(self) -> None:
        from dekom.core import sweeps  # noqa: PLC0415 - rooms register when all models are there
        from forum.actions.approve import approve_next  # noqa: PLC0415 - as above

        sweeps.register(approve_next)
