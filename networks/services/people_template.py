"""The workbook that people fill in before an import. Heavy to import: only where one is made."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter


def template_workbook(title: str, headers: Sequence[str]) -> bytes:
    """One sheet with the headers in bold, wide enough to write under."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for column, header in enumerate(headers, 1):
        cell = sheet.cell(row=1, column=column, value=header)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 26
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
