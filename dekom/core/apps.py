"""The core room's registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "dekom.core"
    label = "core"
    verbose_name = _("Users and mail")
