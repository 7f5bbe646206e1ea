"""Payees' accounts: whoever decides on money does not see where it is sent, and does not write it."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allocations.actions import payees
from allocations.models import Payee
from allocations.permissions import may_write_payee, payee_counties
from dekom.core.ordering import norwegian_order
from networks.admin.base import WorkingAdmin
from networks.admin.columns import labelled
from networks.enums import RoleKind
from networks.models import Organisation

REGISTERED_BY: Any = labelled("registered_by", _("registered by"), "registered_by__name")


@admin.register(Payee)
class PayeeAdmin(WorkingAdmin[Payee]):
    county_path = "organisation__county"
    has_national_rows = True
    readers = (RoleKind.PAYEE_REGISTRAR, RoleKind.AUDITOR)
    writers = (RoleKind.PAYEE_REGISTRAR,)
    fixed_after_creation = ("organisation",)
    list_display = ["organisation", "organisation_number", "account_number", REGISTERED_BY, "registered_at"]
    list_select_related = ["organisation", "registered_by"]
    ordering = [norwegian_order("organisation__name")]
    search_fields = ["organisation__name", "organisation_number"]
    search_help_text = _("Name or organisation number")
    fields = ["organisation", "organisation_number", "account_number", REGISTERED_BY, "registered_at"]
    readonly_fields = [REGISTERED_BY, "registered_at"]
    autocomplete_fields = ["organisation"]

    def may_write(self, request: Any, row: Payee | None = None) -> bool:
        """The registrar's alone, an administrator's neither."""
        return bool(payee_counties(request.user)) if row is None else may_write_payee(request.user, row.organisation)

    def get_field_queryset(self, db: str | None, db_field: Any, request: Any) -> QuerySet[Any] | None:
        counties = payee_counties(request.user)
        return Organisation.objects.filter(Q(county__in=counties) | Q(county=None))

    def save_model(self, request: Any, obj: Payee, form: Any, change: Any) -> None:
        written = payees.register(
            obj.organisation,
            organisation_number=obj.organisation_number,
            account_number=obj.account_number,
            actor=request.user,
            now=timezone.now(),
        )
        obj.pk = written.pk
