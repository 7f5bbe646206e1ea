"""Every criteria sheet of an assessment that the reader may see: listed, searched, counted, and as a spreadsheet."""

from io import BytesIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest, search_words
from forum.enums.sheets import Verdict
from forum.selectors.assessment_page import SheetList, SheetRow, sheet_list
from forum.views.groups import get_assessment, trail_up

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKS = {Verdict.FULFILLED: "done", Verdict.PARTLY: "work", Verdict.UNFULFILLED: "warn", "": "todo"}


@require_safe
def criteria_sheet_list(request: SignedInRequest, pk: int) -> HttpResponse:
    assessment = get_assessment(request, pk)
    search = search_words(request.GET)
    found = sheet_list(assessment, request.user, search)
    name = _("Groups, %(round)s") % {"round": assessment.round}
    context = {
        "assessment": assessment,
        "found": found,
        "rows": [(row, verdicts(row)) for row in found.rows],
        "search": search,
        "trail": [*trail_up(assessment), (name, assessment.get_absolute_url())],
    }
    return render(request, "forum/criteria_sheet_list.html", context)


def verdicts(row: SheetRow) -> list[tuple[str, str]]:
    """Mark and word of each criterion."""
    words = {verdict.value: str(verdict.label) for verdict in Verdict}
    return [(MARKS[verdict], words.get(verdict, _("Not assessed yet"))) for verdict in row.verdicts]


@require_safe
def criteria_sheet_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the list shows this reader, and nothing of what they are recused from."""
    assessment = get_assessment(request, pk)
    content = workbook(str(_("Criteria sheets")), table(sheet_list(assessment, request.user)))
    name = file_name(_("Criteria sheets"), assessment.round, ending="xlsx")
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"Content-Disposition": disposition})


def workbook(title: str, rows: list[list[str | int | None]]) -> bytes:
    """Amounts as numbers, all else as text: what begins with «=» stays a text."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and web processes must not import it at start

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(row=number, column=column, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "B2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def table(found: SheetList) -> list[list[str | int | None]]:
    """Head and rows."""
    head = [
        _("Network"),
        _("Group"),
        *(criterion.text for criterion in found.criteria),
        _("Requested"),
        _("Frame"),
        _("Amount"),
        _("Remark"),
        _("Conditions"),
        _("What releases the payout"),
    ]
    rows: list[list[str | int | None]] = [list(head)]
    for row in found.seen:
        sheet = row.sheet
        assert sheet is not None
        words = [word for _mark, word in verdicts(row)]
        texts = (sheet.remark, sheet.conditions, sheet.release_condition)
        rows.append([row.name, sheet.group.number, *words, row.requested, row.frame, sheet.amount, *texts])
    return rows
