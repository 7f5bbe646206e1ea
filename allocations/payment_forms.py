"""What people type on the pages of accounts, payments and leftover funds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allocations.services.instalments import InstalmentRule
from dekom.core.fields import DayField


class SettlePayeeForm(forms.Form):
    """Confirm an account, or refuse it and say why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is refused"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class SeenForm(forms.Form):
    """Chosen rows as they were on the screen: «key:version» of each."""

    seen = forms.TypedMultipleChoiceField(choices=())

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str | Promise]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"] = forms.TypedMultipleChoiceField(
            choices=choices, error_messages={"required": _("Choose at least one."), "invalid_choice": STALE}
        )

    def versions(self) -> dict[int, int]:
        pairs = (value.split(":") for value in self.cleaned_data["seen"])
        return {int(pk): int(version) for pk, version in pairs}


STALE = _("Somebody has changed one of these payments since you opened the page. Read it again.")


class HoldForm(forms.Form):
    """Why a payment waits, or need not wait any longer."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class ReceiptForm(forms.Form):
    """What came back from the accounting system."""

    file = forms.FileField(
        label=_("Receipt file"),
        help_text=_("CSV or XLSX with columns for reference, amount and date of payment."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class InstalmentForm(forms.Form):
    """One instalment; an empty row is none."""

    due_on = DayField(label=_("Paid on"), required=False)
    percent = forms.IntegerField(
        label=_("Percent"),
        required=False,
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    after_report = forms.BooleanField(label=_("When this round's report is accepted"), required=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        for name, other in (("due_on", "percent"), ("percent", "due_on")):
            if cleaned.get(other) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("An instalment has both a day and a percentage."))
        return cleaned


InstalmentFormSet = forms.formset_factory(InstalmentForm, extra=2)


def rules_in(formset: forms.BaseFormSet[InstalmentForm]) -> list[InstalmentRule]:
    """The rows that are filled in."""
    return [
        InstalmentRule(row["due_on"], row["percent"], row["after_report"])
        for row in formset.cleaned_data
        if row.get("due_on") and row.get("percent")
    ]
