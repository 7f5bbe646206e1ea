"""A county's own settings: letterhead, signatories, deadlines, holidays."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dekom.core.ordering import norwegian_order
from networks.admin.base import PeriodInline, WorkingAdmin, WorkingInline
from networks.models import County, DeadlineRule, Holiday, ReminderRule, Signatory, Theme, access_of


class SignatoryInline(PeriodInline):
    model = Signatory
    fields = ["role", "name", "title_nb", "title_nn", "valid_from", "valid_to"]
    ordering = ["-valid_from"]


class DeadlineRuleInline(WorkingInline):
    model = DeadlineRule
    fields = ["kind", "day", "month", "year_offset"]
    ordering = ["year_offset", "month", "day"]


class HolidayInline(WorkingInline):
    model = Holiday
    fields = ["date", "name"]
    ordering = ["-date"]


class ThemeInline(PeriodInline):
    model = Theme
    fields = ["order", "name_nb", "name_nn", "source", "valid_from", "valid_to"]
    ordering = ["order"]


class ReminderRuleInline(WorkingInline):
    model = ReminderRule
    fields = ["kind", "working_days"]
    ordering = ["kind", "-working_days"]


@admin.register(County)
class CountyAdmin(WorkingAdmin[County]):
    county_path = "pk"
    list_display = ["name", "number", "governor_name_nb", "email", "phone", "website"]
    ordering = [norwegian_order("name")]
    search_fields = ["name", "number", "governor_name_nb"]
    inlines = [SignatoryInline, DeadlineRuleInline, HolidayInline, ReminderRuleInline, ThemeInline]
    fieldsets = [
        (None, {"fields": ["name", "code", "number", "is_made_up"]}),
        (
            _("Letterhead"),
            {
                "fields": [
                    "governor_name_nb",
                    "governor_name_nn",
                    "governor_name_sami",
                    "organisation_number",
                    "postal_address",
                    "postal_code",
                    "postal_place",
                    "phone",
                    "email",
                    "website",
                ]
            },
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).is_superuser

    def get_readonly_fields(self, request: HttpRequest, obj: County | None = None) -> list[str]:
        """What addresses and files call the county is not the county's own to change."""
        fixed = [] if access_of(request.user).is_superuser else ["code", "number"]
        return [*super().get_readonly_fields(request, obj), *fixed]
