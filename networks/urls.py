"""Addresses of the register's pages."""

from django.urls import include, path

from networks.views.basis.detail import decision_basis_detail, decision_basis_read
from networks.views.basis.files import (
    decision_basis_combined,
    decision_basis_file,
    decision_basis_file_add,
    decision_basis_file_remove,
)
from networks.views.basis.handing_over import (
    decision_basis_confirm,
    decision_basis_measure_remove,
    decision_basis_pdf,
    decision_basis_receipt,
    decision_basis_submit,
)
from networks.views.basis.part import decision_basis_measure, decision_basis_part
from networks.views.basis.reviewing import (
    decision_basis_changes,
    decision_basis_extend,
    decision_basis_matrix,
    decision_basis_take_in,
)
from networks.views.basis.save import decision_basis_save
from networks.views.basis.talking import (
    decision_basis_answer,
    decision_basis_ask,
    decision_basis_comment,
    decision_basis_field,
    decision_basis_presence,
    decision_basis_resolve,
)
from networks.views.head_count_import import head_count_import, head_count_import_preview, head_count_list
from networks.views.network_list import network_list
from networks.views.owner_list import owner_list
from networks.views.owner_xlsx import owner_xlsx
from networks.views.partner_list import partner_list
from networks.views.people_import import people_import, people_import_preview, people_import_template
from networks.views.person_list import person_list
from networks.views.report_save import report_save
from networks.views.reports import (
    report_control,
    report_detail,
    report_edit,
    report_list,
    report_remind,
    report_submit,
)

urlpatterns = [
    path("", include("networks.needs_urls")),
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
    path("reports/<int:pk>/save/", report_save, name="report_save"),
    path("reports/<int:pk>/submit/", report_submit, name="report_submit"),
    path("reports/<int:pk>/control/", report_control, name="report_control"),
    path("people/", person_list, name="person_list"),
    path("people/import/", people_import, name="people_import"),
    path("people/import/preview/", people_import_preview, name="people_import_preview"),
    path("people/import/template/", people_import_template, name="people_import_template"),
    path("rounds/<int:pk>/decision-bases/", decision_basis_matrix, name="decision_basis_matrix"),
    path("decision-bases/<int:pk>/", decision_basis_detail, name="decision_basis_detail"),
    path("decision-bases/<int:pk>/read/", decision_basis_read, name="decision_basis_read"),
    path("decision-bases/<int:pk>/save/", decision_basis_save, name="decision_basis_save"),
    path("decision-bases/<int:pk>/here/", decision_basis_presence, name="decision_basis_presence"),
    path("decision-bases/<int:pk>/submit/", decision_basis_submit, name="decision_basis_submit"),
    path("decision-bases/<int:pk>/confirm/", decision_basis_confirm, name="decision_basis_confirm"),
    path("decision-bases/<int:pk>/receipt/", decision_basis_receipt, name="decision_basis_receipt"),
    path("decision-bases/<int:pk>/document.pdf", decision_basis_pdf, name="decision_basis_pdf"),
    path("decision-bases/<int:pk>/combined.pdf", decision_basis_combined, name="decision_basis_combined"),
    path("decision-bases/<int:pk>/take-in/", decision_basis_take_in, name="decision_basis_take_in"),
    path("decision-bases/<int:pk>/changes/", decision_basis_changes, name="decision_basis_changes"),
    path("decision-bases/<int:pk>/extend/", decision_basis_extend, name="decision_basis_extend"),
    path("decision-bases/<int:pk>/ask/", decision_basis_ask, name="decision_basis_ask"),
    path("decision-bases/<int:pk>/answer/<int:question>/", decision_basis_answer, name="decision_basis_answer"),
    path("decision-bases/<int:pk>/comment/", decision_basis_comment, name="decision_basis_comment"),
    path("decision-bases/<int:pk>/resolve/<int:comment>/", decision_basis_resolve, name="decision_basis_resolve"),
    path("decision-bases/<int:pk>/field/<str:key>/", decision_basis_field, name="decision_basis_field"),
    path("decision-bases/<int:pk>/attach/", decision_basis_file_add, name="decision_basis_file_add"),
    path("decision-bases/<int:pk>/attached/<int:file>/", decision_basis_file, name="decision_basis_file"),
    path(
        "decision-bases/<int:pk>/attached/<int:file>/remove/",
        decision_basis_file_remove,
        name="decision_basis_file_remove",
    ),
    path("decision-bases/<int:pk>/measures/<int:measure>/", decision_basis_measure, name="decision_basis_measure"),
    path(
        "decision-bases/<int:pk>/measures/<int:measure>/remove/",
        decision_basis_measure_remove,
        name="decision_basis_measure_remove",
    ),
    path("decision-bases/<int:pk>/<slug:part>/", decision_basis_part, name="decision_basis_part"),
]
