"""Owners, partners and everybody else who can be paid."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dekom.core.ordering import norwegian_order
from networks.admin.base import PeriodInline, WorkingAdmin
from networks.admin.filters import CountyFilter
from networks.enums import OWNER_KINDS, PARTNER_KINDS, STAFF_ROLES
from networks.models import Membership, NetworkHost, Organisation, Owner, Partner, Partnership


class OrganisationAdminBase(WorkingAdmin[Any]):
    """What owners, partners and other recipients have in common."""

    has_national_rows = True
    is_county_bound = False  # an owner may belong to a network across the county border
    is_removable = True
    readers = STAFF_ROLES
    kinds: tuple[str, ...] = ()  # all, where nothing is said
    list_display = ["name", "kind", "number", "organisation_number", "language_form", "county", "is_made_up"]
    list_filter = ["kind", "language_form", ("county", CountyFilter), "is_made_up"]
    list_select_related = ["county"]
    ordering = [norwegian_order("name")]
    search_fields = ["name", "number", "organisation_number", "postal_place"]
    search_help_text = _("Name, number or place")
    fieldsets = [
        (None, {"fields": ["name", "kind", "county", "number", "organisation_number", "language_form", "is_made_up"]}),
        (_("Address"), {"fields": ["postal_address", "postal_code", "postal_place"]}),
    ]

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind" and self.kinds:
            kwargs["choices"] = [choice for choice in db_field.get_choices() if choice[0] in ("", *self.kinds)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Organisation)
class OrganisationAdmin(OrganisationAdminBase):
    """All of them: also networks of leaders and the governor itself."""


class OwnerMembershipInline(PeriodInline):
    model = Membership
    fields = ["network", "scheme", "valid_from", "valid_to"]
    autocomplete_fields = ["network"]
    ordering = ["-valid_from"]


class OwnerHostInline(PeriodInline):
    model = NetworkHost
    fields = ["network", "mandate", "valid_from", "valid_to"]
    autocomplete_fields = ["network"]
    ordering = ["-valid_from"]


@admin.register(Owner)
class OwnerAdmin(OrganisationAdminBase):
    kinds = OWNER_KINDS
    list_display = ["name", "kind", "number", "organisation_number", "language_form", "networks_today"]
    inlines = [OwnerMembershipInline, OwnerHostInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        today = Membership.objects.on(timezone.localdate()).select_related("network")
        return super().get_queryset(request).prefetch_related(Prefetch("memberships", today, "memberships_today"))

    @admin.display(description=_("network"))
    def networks_today(self, owner: Any) -> str:
        return ", ".join(dict.fromkeys(membership.network.short_name for membership in owner.memberships_today))


class PartnerPartnershipInline(PeriodInline):
    model = Partnership
    fields = ["network", "valid_from", "valid_to"]
    autocomplete_fields = ["network"]
    ordering = ["-valid_from"]


@admin.register(Partner)
class PartnerAdmin(OrganisationAdminBase):
    kinds = PARTNER_KINDS
    list_display = ["name", "kind", "organisation_number", "county", "is_made_up"]
    inlines = [PartnerPartnershipInline]
