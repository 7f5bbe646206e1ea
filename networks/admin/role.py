"""People's roles: who does what, where and when. Roles on the staff are given by superusers only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dekom.core.ordering import norwegian_order
from networks.admin.base import PeriodInline, WorkingAdmin
from networks.admin.filters import CountyFilter, InForceFilter, SeenOnly
from networks.admin.forms import PeriodFormSet, is_kept
from networks.enums import STAFF_ROLES
from networks.models import Role, access_of
from networks.models.role import KEPT_APART


class RoleKinds(admin.options.BaseModelAdmin[Any]):
    """Offers the roles that the person may give: nobody makes themselves a decision maker."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind" and not access_of(request.user).is_superuser:
            kwargs["choices"] = [choice for choice in db_field.get_choices() if choice[0] not in STAFF_ROLES]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class RoleFormSet(PeriodFormSet):
    """One person's roles, of which some may not be held at the same time."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if is_kept(self, form)]
        for place, form in enumerate(kept):
            if any(form.instance.clashes_with(other.instance) for other in kept[:place]):
                form.add_error(None, KEPT_APART)


class RoleInline(RoleKinds, PeriodInline):
    """The roles of one person that the reader may change, or see."""

    model = Role
    formset = RoleFormSet
    fields = ["kind", "county", "network", "organisation", "valid_from", "valid_to"]
    autocomplete_fields = ["network", "organisation"]
    ordering = ["-valid_from"]


@admin.register(Role)
class RoleAdmin(RoleKinds, WorkingAdmin[Role]):
    is_removable = True
    list_display = ["user", "kind", "place", "county", "valid_from", "valid_to"]
    list_filter = [InForceFilter, "kind", ("county", CountyFilter), ("network", SeenOnly)]
    list_select_related = ["user", "county", "network", "organisation"]
    date_hierarchy = "valid_from"
    ordering = [norwegian_order("user__name"), "-valid_from"]
    search_fields = ["user__name", "user__email", "network__name", "organisation__name"]
    search_help_text = _("Person, network or organisation")
    fields = ["user", "kind", "county", "network", "organisation", "valid_from", "valid_to"]
    autocomplete_fields = ["user", "network", "organisation"]

    def is_open(self, request: HttpRequest, row: Role) -> bool:
        return row.kind not in STAFF_ROLES or access_of(request.user).is_superuser

    @admin.display(description=_("for"))
    def place(self, role: Role) -> str:
        return ", ".join(str(place) for place in (role.network, role.organisation) if place)
