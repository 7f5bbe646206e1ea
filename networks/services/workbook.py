"""A table as an Excel workbook. Heavy to import: only where one is made."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_workbook(title: str, headers: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> bytes:
    """One sheet: the headers in bold, then the rows as text; a text that begins with «=» stays a text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for number, row in enumerate([headers, *rows], 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(row=number, column=column, value=text)
            cell.data_type = TYPE_STRING
            if number == 1:
                cell.font = Font(bold=True)
    for column in range(1, len(headers) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 26
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
