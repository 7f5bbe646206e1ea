"""A scenario as papers for the meeting: a spreadsheet with live formulas, and a PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from allocations.models import AllocationKey
from allocations.selectors.bench import Bench, bench, key_input
from allocations.views import workbench_parts
from allocations.views.key_moves import key_to_read
from allocations.views.workbench_parts import Scenario
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest
from networks.models import Round

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def key_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    from allocations.views.key_workbook import key_workbook  # noqa: PLC0415 - openpyxl is heavy

    key = key_to_read(request, pk)
    found = bench_of_round(request, key)
    return file(key_workbook(found, scenario_of(found, key)), XLSX, file_name(key.round, key.name, ending="xlsx"))


@require_safe
def key_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    from dekom.core.pdf import render_archive_pdf  # noqa: PLC0415 - nobody else in this process needs it

    key = key_to_read(request, pk)
    found = bench_of_round(request, key)
    scenario = scenario_of(found, key)
    budget = found.budget
    context = {
        "language": get_language(),
        "round": found.round,
        "scenario": scenario,
        "today": timezone.localdate(),
        "balance": workbench_parts.balance(budget, solved=scenario.frames is not None),
        "rows": workbench_parts.rows(found, scenario),
        "sums": workbench_parts.sums(found, [scenario]),
        "even": workbench_parts.even_rows([scenario]),
    }
    html = render_to_string("allocations/key_pdf.html", context)
    return file(render_archive_pdf(html), "application/pdf", file_name(key.round, key.name, ending="pdf"))


def bench_of_round(request: SignedInRequest, key: AllocationKey) -> Bench:
    return bench(
        get_object_or_404(Round.objects.select_related("scheme", "county", "budget"), pk=key.round_id), request.user
    )


def scenario_of(found: Bench, key: AllocationKey) -> Scenario:
    return Scenario(key, key.name, key_input(key), key.counted_on, found, found.budget)


def file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
