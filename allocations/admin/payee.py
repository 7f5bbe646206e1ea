"""Payees' accounts, for reading, by those who may: whoever decides on money does not see where it is sent."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allocations.models import Payee
from dekom.core.ordering import norwegian_order
from networks.admin.base import WorkingAdmin
from networks.enums import RoleKind


@admin.register(Payee)
class PayeeAdmin(WorkingAdmin[Payee]):
    county_path = "organisation__county"
    has_national_rows = True
    is_addable = False
    readers = (RoleKind.PAYEE_REGISTRAR, RoleKind.AUDITOR)
    writers = ()
    list_display = ["organisation", "organisation_number", "account_number", "registered_by", "registered_at"]
    list_select_related = ["organisation", "registered_by"]
    ordering = [norwegian_order("organisation__name")]
    search_fields = ["organisation__name", "organisation_number"]
    search_help_text = _("Name or organisation number")
    fields = ["organisation", "organisation_number", "account_number", "registered_by", "registered_at"]

    def is_open(self, request: HttpRequest, row: Payee) -> bool:
        return False
