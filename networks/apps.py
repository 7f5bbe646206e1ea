"""The networks room's registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Networks")

    def ready(self) -> None:
        """Models are there now: mail may name invitations' links."""
        from dekom.core.secret_links import MAKERS  # noqa: PLC0415
        from networks.actions.invitations import link  # noqa: PLC0415

        MAKERS["invitation"] = link
