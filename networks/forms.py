"""What people type or upload on the register's pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.models import County
from networks.selectors.people_import import language_words, role_words
from networks.services.people_sheet import Sheet, read_people
from networks.services.sheets import MAX_BYTES, MAX_ROWS, Fault, SheetError

FILE_FAULTS = {
    Fault.TOO_BIG: _("The file is too large. At most %(megabytes)s MB; split it in several."),
    Fault.UNREADABLE: _("This file can't be read. Save it as an Excel workbook (.xlsx) or as CSV, and try again."),
    Fault.TOO_MANY_ROWS: _("The file has too many rows. At most %(rows)s; split it in several."),
    Fault.NO_HEADERS: _(
        "No row with the headers «E-mail» and «Role» is found. Use the template, or name the columns so."
    ),
    Fault.EMPTY: _("Under the headers there are no rows."),
}


class PeopleFileForm(forms.Form):
    """A spreadsheet of people, and the county that they work in; what could be read is in ``sheet``."""

    county = forms.ModelChoiceField(County.objects.none(), label=_("County"), empty_label=None)
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "Excel (.xlsx) or CSV, at most 1 MB and 2,000 rows. You see what it changes before anything is stored."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
    )

    def __init__(self, *args: Any, counties: Sequence[County], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet: Sheet | None = None
        if len(counties) > 1:
            self.fields["county"] = forms.ModelChoiceField(
                County.objects.filter(pk__in=[county.pk for county in counties]), label=_("County"), empty_label=None
            )
        else:
            del self.fields["county"]

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data["file"]
        data = uploaded.read(MAX_BYTES + 1)
        try:
            self.sheet = read_people(data, role_words(), language_words())
        except SheetError as error:
            limits = {"megabytes": MAX_BYTES // 1_000_000, "rows": MAX_ROWS}
            raise forms.ValidationError(FILE_FAULTS[error.fault], code=error.fault.value, params=limits) from error
        return uploaded
