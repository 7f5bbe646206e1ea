"""Payees' accounts: whoever decides on money does not see where it is sent, and does not write it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allocations.actions import payees
from allocations.models import Payee, PayeeChange
from allocations.permissions import may_write_payee, payee_counties
from allocations.permissions.payments import may_confirm_payee
from allocations.selectors.shared_accounts import shared_account
from dekom.core.ordering import norwegian_order
from networks.admin.base import WorkingAdmin
from networks.admin.columns import labelled
from networks.admin.confirm import Move, ReasonForm, confirmed
from networks.admin.states import state_column
from networks.enums import RoleKind
from networks.models import Access, Organisation

REGISTERED_BY: Any = labelled("registered_by", _("registered by"), "registered_by__name")
CONFIRMED_BY: Any = labelled("confirmed_by", _("confirmed by"), "confirmed_by__name")
REQUESTED_BY: Any = labelled("requested_by", _("entered by"), "requested_by__name")
CHANGE_COLORS = {"requested": "warning", "confirmed": "success", "refused": "neutral"}
Answer = dict[str, Any]


class OfRegistrars(WorkingAdmin[Any]):
    """What registrars write and auditors read."""

    county_path = "organisation__county"
    has_national_rows = True
    readers = (RoleKind.PAYEE_REGISTRAR, RoleKind.AUDITOR)
    writers = (RoleKind.PAYEE_REGISTRAR,)
    search_fields = ["organisation__name", "organisation_number"]
    search_help_text = _("Name or organisation number")

    def may_read(self, access: Access, row: Any = None) -> bool:
        """Never who decides on money, whatever else they are."""
        decides = access.has(RoleKind.DECISION_MAKER) and not access.is_superuser
        return super().may_read(access, row) and not decides


@admin.register(Payee)
class PayeeAdmin(OfRegistrars):
    """What is confirmed, for reading: a change is entered among the changes."""

    is_addable = False
    list_display = ["organisation", "organisation_number", "account_number", REGISTERED_BY, CONFIRMED_BY]
    list_select_related = ["organisation", "registered_by", "confirmed_by"]
    ordering = [norwegian_order("organisation__name")]
    fields = [
        "organisation",
        "organisation_number",
        "account_number",
        REGISTERED_BY,
        "registered_at",
        CONFIRMED_BY,
        "cooling_until",
    ]
    readonly_fields = [REGISTERED_BY, "registered_at", CONFIRMED_BY, "cooling_until"]

    def may_write(self, request: Any, row: Payee | None = None) -> bool:
        return False


@admin.register(PayeeChange)
class PayeeChangeAdmin(OfRegistrars):
    """Entered by one registrar, confirmed by another."""

    actions = ["confirm", "refuse"]
    list_display = ["organisation", "account_number", state_column(CHANGE_COLORS), REQUESTED_BY, "requested_at"]
    list_filter = ["status"]
    list_select_related = ["organisation", "requested_by"]
    ordering = ["-requested_at", "-pk"]
    fields = [
        "organisation",
        "organisation_number",
        "account_number",
        "source",
        "status",
        REQUESTED_BY,
        "requested_at",
        "settled_by",
        "settled_at",
        "refusal",
        "cooling_until",
    ]
    readonly_fields = ["status", REQUESTED_BY, "requested_at", "settled_by", "settled_at", "refusal", "cooling_until"]
    autocomplete_fields = ["organisation"]

    def get_form(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        unkept = AdminTextInputWidget(attrs={"data-unkept": True})  # no account stays in a browser
        return super().get_form(request, *args, widgets={"account_number": unkept}, **kwargs)

    def may_write(self, request: Any, row: PayeeChange | None = None) -> bool:
        """A new one by any registrar; what is entered stays as it was entered."""
        return row is None and bool(payee_counties(request.user))

    def get_field_queryset(self, db: str | None, db_field: Any, request: Any) -> QuerySet[Any] | None:
        counties = payee_counties(request.user)
        return Organisation.objects.filter(Q(county__in=counties) | Q(county=None))

    def save_model(self, request: Any, obj: PayeeChange, form: Any, change: Any) -> None:
        written = payees.register(
            obj.organisation,
            organisation_number=obj.organisation_number,
            account_number=obj.account_number,
            source=obj.source,
            actor=request.user,
            now=timezone.now(),
        )
        obj.pk = written.pk
        self.warn(request, obj)

    def warn(self, request: Any, change: PayeeChange) -> None:
        if warning := shared_account(change.organisation, change.account_number, request.user):
            self.message_user(request, f"{change}: {warning}", messages.WARNING)

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return bool(payee_counties(request.user))  # type: ignore[arg-type]  # whoever is in the admin is signed in

    @admin.action(description=_("Confirm the account"), permissions=["settle"])
    def confirm(self, request: Any, changes: QuerySet[PayeeChange]) -> HttpResponse | None:
        def act(batch: list[PayeeChange], answer: Answer) -> None:
            payees.confirm(batch[0], actor=request.user, now=timezone.now())

        def may(change: PayeeChange) -> bool:
            return may_confirm_payee(request.user, change)

        if "confirmed" not in request.POST:
            for change in changes:
                self.warn(request, change)
        return confirmed(self, request, changes, Move("confirm", _("Confirm accounts"), _("Confirm"), act, may))

    @admin.action(description=_("Refuse the account"), permissions=["settle"])
    def refuse(self, request: Any, changes: QuerySet[PayeeChange]) -> HttpResponse | None:
        def act(batch: list[PayeeChange], answer: Answer) -> None:
            payees.refuse(batch[0], reason=answer["reason"], actor=request.user, now=timezone.now())

        def may(change: PayeeChange) -> bool:
            return may_write_payee(request.user, change.organisation)

        form: type[forms.Form] = ReasonForm
        move = Move("refuse", _("Refuse accounts"), _("Refuse"), act, may, form_class=form)
        return confirmed(self, request, changes, move)
