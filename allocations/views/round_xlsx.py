"""The round as a spreadsheet: what the reader sees on the page, with sums that are formulas."""

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from allocations.selectors.round_page import RoundPage, round_page, rounds_with_parts
from allocations.selectors.standings import Standing
from allocations.views.round_parts import balance_sum, recommended_word
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest
from networks.models import Round

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AMOUNT = "#,##0"
Cell = str | int | None


@require_safe
def round_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(rounds_with_parts(Round.objects.visible_to(request.user)), pk=pk)
    content = BytesIO()
    workbook(round_page(round_, request.user)).save(content)
    name = file_name(round_, ending="xlsx")
    return HttpResponse(
        content.getvalue(),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def workbook(page: RoundPage) -> "Workbook":
    """Sheets for the networks and, where the reader may see the budget, for the sum and the fixed grants."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and web processes must not import it at start

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Networks")
    _fill(sheet, *_network_table(page))
    if page.sees_bases and page.standings:
        _tell_drafts(sheet, page)
    if found := balance_sum(page):
        lines: list[list[Cell]] = [[part["label"], part["amount"]] for part in found.parts]
        _fill(book.create_sheet(_("Sum")), [_("Part"), _("Amount")], lines)
    if page.fixed:
        grants: list[list[Cell]] = [
            [each.grant.purpose, each.grant.recipient_name, each.grant.amount] for each in page.fixed
        ]
        _fill(book.create_sheet(_("Fixed grants")), [_("Purpose"), _("Recipient"), _("Amount")], grants)
    return book


def _network_table(page: RoundPage) -> tuple[list[str], list[list[Cell]]]:
    """The page's columns; what the reader may see nothing of is left out."""
    head = [_("Network"), _("Frame")]
    if page.sees_bases:
        head += [_("Requested"), _("Difference"), _("State")]
    if page.sees_decisions:
        head += [recommended_word(page.round), pgettext("amount", "Decided"), _("Payout held"), _("Remark")]

    def cells(each: Standing) -> list[Cell]:
        row: list[Cell] = [each.network.name, each.frame]
        if page.sees_bases:
            row += [each.requested, each.difference, str(each.state[1])]
        if page.sees_decisions:
            row += [each.recommended, each.decided, _("Yes") if each.held else _("No"), each.remark]
        return row

    return head, [cells(each) for each in page.standings]


def _tell_drafts(sheet: "Worksheet", page: RoundPage) -> None:
    """The difference's sum is that of the sums beside it, as on the page; and what of the requested is in drafts."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    last = len(page.standings) + 1
    frame, requested, difference = (get_column_letter(number) for number in (2, 3, 4))
    if sheet[f"{frame}{last + 1}"].value and sheet[f"{requested}{last + 1}"].value:
        sheet[f"{difference}{last + 1}"] = f"={requested}{last + 1}-{frame}{last + 1}"
    drafts = [f"{requested}{line}" for line, each in enumerate(page.standings, 2) if each.in_draft]
    if drafts:
        sheet.cell(last + 2, 1, _("Of which in drafts"))
        sheet[f"{requested}{last + 2}"] = "=" + "+".join(drafts)
        sheet[f"{requested}{last + 2}"].number_format = AMOUNT


def _fill(sheet: "Worksheet", head: list[str], rows: list[list[Cell]]) -> None:
    """Header, rows, and under each column of amounts its sum as a formula. Texts are never read as formulas."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    sheet.append(head)
    for row in rows:
        sheet.append(row)
    last = len(rows) + 1
    for number in range(1, len(head) + 1):
        letter = get_column_letter(number)
        values = [row[number - 1] for row in rows]
        texts = [str(value) for value in values if isinstance(value, str)]
        if any(isinstance(value, int) for value in values):
            total = sheet.cell(last + 1, number, f"=SUM({letter}2:{letter}{last})")
            total.font = Font(bold=True)
            for line in range(2, last + 2):
                sheet.cell(line, number).number_format = AMOUNT
        for line, value in enumerate(values, 2):
            if isinstance(value, str):
                sheet.cell(line, number).data_type = "s"
                sheet.cell(line, number).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[letter].width = min(max(14, len(head[number - 1]) + 2, *map(len, texts), 14), 60)
        sheet.cell(1, number).font = Font(bold=True)
    sheet.cell(last + 1, 1, _("Sum")).font = Font(bold=True)
    sheet.freeze_panes = "B2"
