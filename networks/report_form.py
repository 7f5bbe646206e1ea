"""The report as it is typed: a field for each measure and question, and what each field held when the page opened."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dekom.core.fields import KronerField
from dekom.core.kroner import format_kroner
from networks.enums.reports import ControlResult, UnspentWish
from networks.models import Report
from networks.selectors.reports import questions_with_answers, report_values

SHORT, LONG = forms.Textarea(attrs={"rows": 3}), forms.Textarea(attrs={"rows": 6})


class ReportForm(forms.Form):
    """What can be read is saved, also while something else can't: nothing that was typed is lost.

    ``began`` carries what the fields held when the page was opened, so that a save never writes over a colleague.
    """

    began = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.values = report_values(report)
        self.lines = list(report.lines.all())
        self.questions = questions_with_answers(report)
        for line in self.lines:
            self.fields[f"line_{line.pk}_used"] = KronerField(label=_("Used"), required=False, min_value=0)
            self.fields[f"line_{line.pk}_reached"] = forms.CharField(
                label=_("What was reached"), required=False, widget=SHORT
            )
        self.fields["summary"] = forms.CharField(label=_("What came of it, in short"), required=False, widget=LONG)
        for question, _text in self.questions:
            self.fields[f"answer_{question.pk}"] = forms.CharField(label=question.text, required=False, widget=SHORT)
        self.fields["unspent_wish"] = forms.ChoiceField(
            label=_("What should become of what is left"), required=False, choices=[("", "–"), *UnspentWish.choices]
        )
        self.fields["unspent_reason"] = forms.CharField(
            label=_("Why money is left, and what it is for"), required=False, widget=SHORT
        )
        for name, value in self.values.items():
            self.fields[name].initial = value
        self.fields["began"].initial = json.dumps(self.values)

    def typed(self) -> dict[str, Any]:
        """What can be read of what was typed; a field that is not on the page is left alone."""
        return {
            name: self.cleaned_data[name]
            for name in self.values
            if name in self.cleaned_data and self.add_prefix(name) in self.data
        }

    def began_from(self) -> Mapping[str, Any]:
        """What the page was opened with, or what a field has saved by itself since. What can't be read is left out."""
        try:
            found = json.loads(self.cleaned_data.get("began") or "{}")
        except ValueError:
            found = {}
        began = found if isinstance(found, dict) else {}
        for name in self.values:
            with suppress(ValidationError):
                if f"base-{name}" in self.data:
                    began[name] = self.fields[name].clean(self.data[f"base-{name}"])
        return began

    def saved(self, name: str) -> str:
        """What the field's box holds of what is stored: autosave begins from it."""
        value = self.values[name]
        return format_kroner(value) if isinstance(value, int) else value or ""

    def boxes(self, *names: str) -> list[tuple[forms.BoundField, str, str]]:
        """Each field with how it saves itself, and what is stored."""
        kinds = {"unspent_wish": "choice"}
        return [
            (self[name], "kroner" if name.endswith("_used") else kinds.get(name, "text"), self.saved(name))
            for name in names
        ]

    def result(self) -> list[tuple[forms.BoundField, str, str]]:
        return self.boxes("summary")

    def left(self) -> list[tuple[forms.BoundField, str, str]]:
        return self.boxes("unspent_wish", "unspent_reason")

    def parts(self) -> list[dict[str, Any]]:
        """The measures with their fields, for the page."""
        return [
            {"line": line, "boxes": self.boxes(f"line_{line.pk}_used", f"line_{line.pk}_reached")}
            for line in self.lines
        ]

    def answers(self) -> list[tuple[forms.BoundField, str, str]]:
        return self.boxes(*(f"answer_{question.pk}" for question, _text in self.questions))


class ControlForm(forms.Form):
    """The control of a report: accepted, or sent back with what should change."""

    result = forms.ChoiceField(label=_("Result"), choices=ControlResult.choices, widget=forms.RadioSelect)
    form_in_order = forms.BooleanField(label=_("The form is in order"), required=False)
    reasonable = forms.BooleanField(label=_("The use of the money is reasonable"), required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        help_text=_("What should change, and why, if you send it back. The reporter reads it."),
        widget=SHORT,
    )
