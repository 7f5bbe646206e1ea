"""What every page of the admin has in common; all our admins inherit from here."""

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.db import IntegrityError, InternalError
from django.db.models import DateField, Field, Model, PositiveBigIntegerField, TextField, TimeField, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from dekom.core.errors import DomainError
from dekom.core.fields import ClockInput, DayInput, KronerField
from networks.admin.filters import RoundFilter
from networks.admin.forms import PeriodFormSet, PeriodInlineForm, RowForm
from networks.admin.history import HistoryAdmin
from networks.admin.scope import ScopedAdmin, ScopedInline
from networks.admin.spreadsheet import SpreadsheetAdmin
from networks.admin.sums import MoneyDisplay, SummingChangeList
from networks.models import County, access_of

Row = TypeVar("Row", bound=Model)
FIELDS: dict[type[Field[Any, Any]], dict[str, Any]] = {
    DateField: {"widget": DayInput},
    TimeField: {"widget": ClockInput},
    PositiveBigIntegerField: {"form_class": KronerField},
    TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
    URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
}


class WorkingAdmin(MoneyDisplay, HistoryAdmin, SpreadsheetAdmin, ScopedAdmin[Row]):
    """A place to work: scoped, summed, with history, in plain words."""

    form = RowForm
    formfield_overrides = FIELDS
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False
    list_per_page = 50
    save_on_top = False
    fixed_after_creation: tuple[str, ...] = ()  # what the row is, as opposed to what it says

    def get_list_display(self, request: HttpRequest) -> Any:
        """Without the round where the list is one round's."""
        columns = super().get_list_display(request)
        is_of_one = RoundFilter in self.list_filter and RoundFilter.parameter_name in request.GET
        return [column for column in columns if column != "round" or not is_of_one]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[SummingChangeList]:
        return SummingChangeList

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fixed = self.fixed_after_creation if obj else ()
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A person with one county need not choose it."""
        counties = access_of(request.user).counties_as(*self.writers)
        known = {"county": str(*counties)} if len(counties) == 1 else {}
        return {**known, **super().get_changeform_initial_data(request)}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DomainError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(request.get_full_path())
        except (IntegrityError, InternalError) as error:
            self.message_user(request, reason(error), messages.ERROR)
            return redirect(request.get_full_path())


class WorkingInline(MoneyDisplay, ScopedInline[Any], admin.TabularInline[Any, Any]):
    """A table of parts under a row."""

    form = RowForm
    formfield_overrides = FIELDS
    extra = 0


class PeriodInline(WorkingInline):
    """A table of periods: one may end where the next begins, in the same go."""

    form = PeriodInlineForm
    formset = PeriodFormSet


def reason(error: Exception) -> Any:
    """What the rule that the database refused by says of itself."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = diagnosis.constraint_name if diagnosis else None
    for model in County._meta.apps.get_models():
        for constraint in model._meta.constraints:
            if name and constraint.name == name:
                return constraint.get_violation_error_message()
    return _("Nothing was saved: the database refused it. Somebody may have changed the same rows just now.")
