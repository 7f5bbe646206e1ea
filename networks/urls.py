"""Addresses of the register's pages."""

from django.urls import path

from networks.views.head_count_import import head_count_import, head_count_import_preview, head_count_list
from networks.views.network_list import network_list
from networks.views.owner_list import owner_list
from networks.views.owner_xlsx import owner_xlsx
from networks.views.partner_list import partner_list
from networks.views.people_import import people_import, people_import_preview, people_import_template
from networks.views.person_list import person_list
from networks.views.reports import (
    report_control,
    report_detail,
    report_edit,
    report_list,
    report_remind,
    report_submit,
)

urlpatterns = [
    path("networks/", network_list, name="network_list"),
    path("owners/", owner_list, name="owner_list"),
    path("owners.xlsx", owner_xlsx, name="owner_xlsx"),
    path("partners/", partner_list, name="partner_list"),
    path("head-counts/", head_count_list, name="head_count_list"),
    path("head-counts/import/", head_count_import, name="head_count_import"),
    path("head-counts/import/preview/", head_count_import_preview, name="head_count_import_preview"),
    path("reports/", report_list, name="report_list"),
    path("reports/remind/", report_remind, name="report_remind"),
    path("reports/<int:pk>/", report_detail, name="report_detail"),
    path("reports/<int:pk>/edit/", report_edit, name="report_edit"),
    path("reports/<int:pk>/submit/", report_submit, name="report_submit"),
    path("reports/<int:pk>/control/", report_control, name="report_control"),
    path("people/", person_list, name="person_list"),
    path("people/import/", people_import, name="people_import"),
    path("people/import/preview/", people_import_preview, name="people_import_preview"),
    path("people/import/template/", people_import_template, name="people_import_template"),
]
