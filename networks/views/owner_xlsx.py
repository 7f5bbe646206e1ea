"""The owners found, as a spreadsheet."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest
from networks.enums import OWNER_KINDS
from networks.selectors.register import Choices, owners_found


@require_safe
def owner_xlsx(request: SignedInRequest) -> HttpResponse:
    from networks.services.workbook import CONTENT_TYPE, table_workbook  # noqa: PLC0415 - openpyxl is heavy

    owners, _counts = owners_found(request.user, Choices.read(request.GET.dict(), [*OWNER_KINDS]), timezone.localdate())
    headers = [
        _("Owner"), _("Number"), _("Kind"), _("Network"), _("Organisation number"), _("Language form"), _("Made up"),
    ]  # fmt: skip
    rows = [
        (
            owner.name,
            owner.number,
            owner.get_kind_display(),
            ", ".join(membership.network.short_name for membership in owner.current),  # type: ignore[attr-defined]
            owner.organisation_number,
            owner.get_language_form_display(),
            _("Yes") if owner.is_made_up else "",
        )
        for owner in owners
    ]
    return HttpResponse(
        table_workbook(_("Owners"), headers, rows),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": 'attachment; filename="dekom-owners.xlsx"'},
    )
