"""What people type on the pages of decisions, letters and accounts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allocations.enums import GIVES_NOTHING
from allocations.models import Decision, DecisionLine, LetterTerms
from allocations.services.decisions import lines_for
from dekom.core.fields import DayField, KronerField
from dekom.core.kroner import format_kroner
from dekom.core.numbers import validate_account_number, validate_organisation_number
from dekom.core.ordering import norwegian_order
from networks.models import Organisation


class DigitsField(forms.CharField):
    """A number whose spaces and dots nobody should have to think about."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return "".join(character for character in text if character not in " .\u00a0\u202f\t-")


class DecisionForm(forms.ModelForm[Decision]):
    """A draft decision: amount, recipients and texts. ``lines`` holds kroner by recipient when it is valid."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decided = KronerField(label=_("Decided amount in kroner"), min_value=0)
    outcome = forms.ChoiceField(
        label=_("Where nothing is given"),
        choices=[(each.value, each.label) for each in GIVES_NOTHING],
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Counts only when the amount is 0. Dismissed: the application is not taken up, without judging it."
        ),
    )
    intent_until = forms.IntegerField(
        label=_("We mean to go on until (year)"),
        required=False,
        help_text=_("For measures over several years. The letter says that each year depends on that year's budget."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        localize=False,
    )
    intent_amount = KronerField(label=_("Meant for each later year, kroner"), required=False, min_value=1)

    class Meta:
        model = Decision
        fields = [
            *("decided", "grounds", "measures", "conditions", "payout_held", "release_condition"),
            *("intent_until", "intent_amount", "change_reason"),
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("grounds", "measures", "conditions", "release_condition", "change_reason")
        }

    def __init__(self, *args: Any, lines: Sequence[DecisionLine], organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: dict[int, int] | None = None
        self.existing = list(lines)
        self.initial["version"] = self.instance.version
        if self.instance.replaces_id is None:
            del self.fields["change_reason"]
        if self.instance.outcome not in GIVES_NOTHING:
            self.initial["outcome"] = GIVES_NOTHING[0].value
        if self.initial.get("decided") is None:
            self.initial["decided"] = self.instance.recommended
        for line in self.existing:
            self.fields[f"line_{line.recipient_id}"] = KronerField(
                label=_("To %(recipient)s, kroner") % {"recipient": line.recipient},
                required=False,
                min_value=0,
                initial=line.amount,
            )
        self.fields["new_recipient"] = forms.ModelChoiceField(
            organisations, label=_("Another recipient"), required=False, empty_label=_("Nobody else")
        )
        self.fields["new_amount"] = KronerField(label=_("To the other recipient, kroner"), required=False, min_value=0)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        decided = cleaned.get("decided")
        if not cleaned.get("outcome"):
            cleaned.pop("outcome", None)
        if decided == 0 and not self.errors:
            return cleaned  # nobody is paid: the action says who is told
        typed = {line.recipient_id: cleaned.get(f"line_{line.recipient_id}") or 0 for line in self.existing}
        if (other := cleaned.get("new_recipient")) and cleaned.get("new_amount"):
            typed[other.pk] = cleaned["new_amount"]
        if decided is None or self.errors:
            return cleaned
        if len(typed) == 1 and self.existing and not self._is_line_typed():
            typed = lines_for(decided, given={}, default=self.existing[0].recipient_id)
        if typed and sum(typed.values()) != decided:
            message = _("The recipients' amounts sum to %(sum)s kr, but %(decided)s kr are decided.")
            sums = {"sum": format_kroner(sum(typed.values())), "decided": format_kroner(decided)}
            self.add_error("decided", forms.ValidationError(message, params=sums))
        elif typed:
            self.lines = {recipient: amount for recipient, amount in typed.items() if amount}
        return cleaned

    def _is_line_typed(self) -> bool:
        """Somebody has given the one recipient an amount; left as it stood, or empty, it follows what is decided."""
        name = f"line_{self.existing[0].recipient_id}"
        return name in self.changed_data and self.cleaned_data.get(name) is not None


class ApprovalForm(forms.Form):
    """What the approver had on the screen: «key:version» of each decision."""

    seen = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str | Promise]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"] = forms.TypedMultipleChoiceField(choices=choices, required=True)

    def versions(self) -> dict[int, int]:
        pairs = (value.split(":") for value in self.cleaned_data["seen"])
        return {int(pk): int(version) for pk, version in pairs}


class LetterTermsForm(forms.ModelForm[LetterTerms]):
    """What all letters of a round share."""

    small_move_limit = KronerField(
        label=_("Limit for moves by notice, kroner"),
        min_value=0,
        help_text=_("Up to this a recipient may move money between measures by notice only."),
    )

    class Meta:
        model = LetterTerms
        fields = [
            "case_number",
            "finish_by",
            "pay_by",
            "small_move_limit",
            *(
                f"{name}_{language}"
                for name in ("forum_name", "plan", "purpose", "conditions", "own_contribution", "report", "enclosures")
                for language in ("nb", "nn")
            ),
        ]
        field_classes = {"finish_by": DayField, "pay_by": DayField}
        widgets = {
            f"{name}_{language}": forms.Textarea(attrs={"rows": 4})
            for name in ("purpose", "conditions", "own_contribution", "report", "enclosures")
            for language in ("nb", "nn")
        }


class PayeeForm(forms.Form):
    """Where a recipient is paid."""

    organisation_number = DigitsField(
        label=_("Organisation number"),
        validators=[validate_organisation_number],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    account_number = DigitsField(
        label=_("Bank account"),
        validators=[validate_account_number],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    source = forms.CharField(
        label=_("Where the numbers come from"), help_text=_("The recipient's letter, with its date."), max_length=200
    )


def recipients_for(county_id: int) -> Any:
    """Whoever may be paid in a county, in Norwegian order."""
    here = Organisation.objects.filter(county=county_id) | Organisation.objects.filter(county=None)
    return here.order_by(norwegian_order("name"))
