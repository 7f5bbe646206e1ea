"""What people type on the pages of leftover funds."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allocations.actions import leftovers
from allocations.enums.payments import LeftoverMethod, SettlementKind
from allocations.services.distribution import NamedGrant
from dekom.core.fields import DayField, KronerField
from networks.models import Network, Organisation

NAMED_GRANTS = 2  # rows for named grants on the page


class DistributionForm(forms.Form):
    """How the leftover funds are shared: named grants, and the rest to networks."""

    on = DayField(label=_("The recommendation's day"))
    reference = forms.CharField(
        label=_("Meeting and item"), help_text=_("Such as: Cooperation forum 17 September 2025, item 21/25.")
    )
    method = forms.ChoiceField(label=_("How the rest is shared"), choices=LeftoverMethod.choices)
    networks = forms.MultipleChoiceField(
        label=_("Networks that share the rest"), required=False, widget=forms.CheckboxSelectMultiple
    )
    unit = forms.IntegerField(
        label=_("Rounding unit, in kroner"),
        min_value=1,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        *args: Any,
        recipients: Iterable[Organisation],
        weights: Mapping[Network, int],
        day: date,
        last: date | None,
        **kwargs: Any,
    ) -> None:
        """``weights`` are the networks that may share, with what they weigh where the rest is shared pro rata.

        ``day`` is today, and ``last`` the recommendation's day of the last distribution.
        """
        super().__init__(*args, **kwargs)
        self.day, self.last = day, last
        self.recipients = {organisation.pk: str(organisation) for organisation in recipients}
        self.names = {network.code: network.short_name for network in weights}
        self.weights = {network.code: weight for network, weight in weights.items()}
        networks: Any = self.fields["networks"]
        networks.choices, networks.initial = list(self.names.items()), list(self.names)
        self.fields["on"].initial = day
        for number in range(1, NAMED_GRANTS + 1):
            self.fields[f"purpose_{number}"] = forms.CharField(label=_("Purpose"), required=False, max_length=300)
            self.fields[f"amount_{number}"] = KronerField(label=_("Amount in kroner"), required=False, min_value=1)
            self.fields[f"recipients_{number}"] = forms.TypedMultipleChoiceField(
                choices=list(self.recipients.items()),
                coerce=int,
                label=_("Recipients, the same to each"),
                required=False,
                widget=forms.SelectMultiple(attrs={"size": 6}),
            )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if problems := leftovers.day_problems(on, last=self.last, today=self.day):
            raise forms.ValidationError(problems)
        return on

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        for number in range(1, NAMED_GRANTS + 1):
            parts = {name: cleaned.get(f"{name}_{number}") for name in ("purpose", "amount", "recipients")}
            if any(parts.values()):
                for name, value in parts.items():
                    if not value and f"{name}_{number}" not in self.errors:
                        self.add_error(f"{name}_{number}", _("A named grant has purpose, amount and recipients."))
        return cleaned

    def named(self) -> list[NamedGrant]:
        """The named grants that are filled in."""
        return [
            NamedGrant(
                self.cleaned_data[f"purpose_{number}"],
                self.cleaned_data[f"amount_{number}"],
                tuple(self.cleaned_data[f"recipients_{number}"]),
            )
            for number in range(1, NAMED_GRANTS + 1)
            if self.cleaned_data.get(f"amount_{number}")
        ]

    def shares(self) -> dict[str, int]:
        """The chosen networks' codes with their weights."""
        return {code: self.weights[code] for code in self.cleaned_data["networks"]}

    def named_fields(self) -> list[list[forms.BoundField]]:
        names = ("purpose", "amount", "recipients")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, NAMED_GRANTS + 1)]


class SettlementForm(forms.Form):
    """What becomes of what a recipient has left."""

    recipient = forms.ModelChoiceField(Organisation.objects.none(), label=_("Recipient"), empty_label=None)
    kind = forms.ChoiceField(label=_("What becomes of it"), choices=SettlementKind.choices)
    amount = KronerField(label=_("Amount in kroner"), min_value=1)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, recipients: Any, left: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"] = forms.ModelChoiceField(recipients, label=_("Recipient"), empty_label=None)
        self.fields["amount"].initial = left


class ReturnedForm(forms.Form):
    """The day that money came back."""

    on = DayField(label=_("Came back on"))
