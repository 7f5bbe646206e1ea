"""The portal's registration."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dekom.portal"
    label = "portal"
