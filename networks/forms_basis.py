"""What the secretariat types when it reviews a decision basis."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dekom.core.fields import DayField


class ExtensionForm(forms.Form):
    """A later deadline, and why; all readers see both."""

    until = DayField(label=_("New deadline"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody who may read the document sees it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ChangesForm(forms.Form):
    """A reason for each part, or measure, in which changes are asked for; the others stay locked."""

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in places:
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
            )
