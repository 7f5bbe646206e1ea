"""Reports, for reading: they open when letters are issued and move by actions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.actions import reports
from networks.admin.base import WorkingAdmin
from networks.admin.confirm import Move, ReasonForm, confirmed
from networks.admin.filters import RoundFilter
from networks.admin.states import REPORT_COLORS, state_column
from networks.enums import RoleKind
from networks.enums.reports import ControlResult
from networks.models import Report, access_of
from networks.permissions.reports import may_control_report


class AcceptForm(forms.Form):
    """What was found in order."""

    form_in_order = forms.BooleanField(label=_("The form is in order"))
    reasonable = forms.BooleanField(label=_("The use of the money is reasonable"))


@admin.register(Report)
class ReportAdmin(WorkingAdmin[Report]):
    county_path = "round__county"
    is_addable = False
    actions = ["accept", "send_back"]
    list_display = ["reporter", "round", state_column(REPORT_COLORS), "due_on", "submitted_at"]
    list_filter = [RoundFilter, "status"]
    list_select_related = ["round__scheme", "network", "organisation"]
    ordering = ["-round__year", "due_on", "pk"]
    search_fields = ["network__name", "organisation__name"]
    search_help_text = _("Network or recipient")
    fields = ["round", "network", "organisation", "status", "due_on", "opened_at", "submitted_at"]
    readonly_fields = ["round", "network", "organisation", "status", "opened_at", "submitted_at"]

    @admin.display(description=_("from"))
    def reporter(self, report: Any) -> str:
        return report.network.short_name if report.network else str(report.organisation)

    def has_control_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).has(RoleKind.SECRETARIAT)

    @admin.action(description=_("Accept"), permissions=["control"])
    def accept(self, request: Any, rows: QuerySet[Report]) -> HttpResponse | None:
        act = self._control(request, ControlResult.ACCEPTED)
        move = Move("accept", _("Accept reports"), _("Accept"), act, self._may(request), form_class=AcceptForm)
        return confirmed(self, request, rows, move)

    @admin.action(description=_("Send back"), permissions=["control"])
    def send_back(self, request: Any, rows: QuerySet[Report]) -> HttpResponse | None:
        act = self._control(request, ControlResult.SENT_BACK)
        move = Move("send_back", _("Send reports back"), _("Send back"), act, self._may(request), form_class=ReasonForm)
        return confirmed(self, request, rows, move)

    def _control(self, request: Any, result: ControlResult) -> Any:
        def act(batch: list[Report], answer: dict[str, Any]) -> None:
            reports.control(
                batch[0],
                result=result,
                form_in_order=answer.get("form_in_order", False),
                reasonable=answer.get("reasonable", False),
                note=answer.get("reason", ""),
                actor=request.user,
                now=timezone.now(),
            )

        return act

    def _may(self, request: Any) -> Any:
        def may(report: Report) -> bool:
            return may_control_report(request.user, report)

        return may

    def is_open(self, request: Any, row: Report) -> bool:
        return not row.submitted_at
