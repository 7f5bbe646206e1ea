"""A document's state as a coloured word in a list. States are never typed: actions move them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from networks.enums import BasisStatus, ReportStatus

BASIS_COLORS = {
    BasisStatus.DRAFT: "neutral",
    BasisStatus.SUBMITTED: "success",
    BasisStatus.CHANGES_REQUESTED: "warning",
    BasisStatus.IN_REVIEW: "info",
    BasisStatus.DECIDED: "success",
}
REPORT_COLORS = {
    ReportStatus.OPEN: "neutral",
    ReportStatus.SUBMITTED: "info",
    ReportStatus.CHANGES_REQUESTED: "warning",
    ReportStatus.ACCEPTED: "success",
}


def tag(label: Any, color: str, mark: str = "") -> SafeString:
    html = render_to_string("components/tag.html", {"label": label, "color": color, "mark": mark})
    return mark_safe(html.strip())  # noqa: S308 - a template wrote it


def state_column(colors: Mapping[Any, str]) -> Callable[[Any], SafeString]:
    """The state of each row, in the colour that ``colors`` gives it."""

    @admin.display(description=_("state"), ordering="status")
    def state(row: Any) -> SafeString:
        return tag(row.get_status_display(), colors[row.status])

    return state
