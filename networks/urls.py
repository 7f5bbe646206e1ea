"""Addresses of the register's pages."""

from django.urls import include, path

from networks.views.head_count_import import head_count_import, head_count_import_preview, head_count_list
from networks.views.network_list import network_list
from networks.views.owner_list import owner_list
from networks.views.owner_xlsx import owner_xlsx
from networks.views.partner_list import partner_list
from networks.views.people_import import people_import, people_import_preview, people_import_template
from networks.views.person_list import person_list

urlpatterns = [
    path("", include("networks.needs_urls")),
    path("networks/", network_list, name="network_list"),
    path("owners/", owner_list, name="owner_list"),
    path("owners.xlsx", owner_xlsx, name="owner_xlsx"),
    path("partners/", partner_list, name="partner_list"),
    path("head-counts/", head_count_list, name="head_count_list"),
    path("head-counts/import/", head_count_import, name="head_count_import"),
    path("head-counts/import/preview/", head_count_import_preview, name="head_count_import_preview"),
    path("people/", person_list, name="person_list"),
    path("people/import/", people_import, name="people_import"),
    path("people/import/preview/", people_import_preview, name="people_import_preview"),
    path("people/import/template/", people_import_template, name="people_import_template"),
]
