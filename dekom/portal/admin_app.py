"""Puts our own site in the place of Django's default admin."""

from django.contrib.admin.apps import AdminConfig


class DekomAdminConfig(AdminConfig):
    default_site = "dekom.portal.admin_site.DekomAdminSite"
