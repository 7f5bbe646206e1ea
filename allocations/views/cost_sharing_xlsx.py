"""A year's invoice bases as a spreadsheet with live formulas."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.enums.costs import InvoiceKind
from allocations.selectors.cost_sharing import computed
from allocations.views.cost_sharing import year_to_read
from allocations.views.cost_sharing_parts import items_of, part_of
from allocations.views.key_files import XLSX, file
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest


@require_safe
def cost_sharing_xlsx(request: SignedInRequest, network_pk: int, year: int) -> HttpResponse:
    from allocations.views.cost_workbook import cost_workbook  # noqa: PLC0415 - openpyxl is heavy

    cost_year = year_to_read(request, network_pk, year)
    parts = [(part_of(cost_year, computed(cost_year, kind)), items_of(cost_year, kind)) for kind in InvoiceKind]
    return file(cost_workbook(parts), XLSX, file_name(_("Cost sharing"), cost_year, ending="xlsx"))
