"""What people type about appeals and in the journal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allocations.enums import AppealOutcome, JournalDirection
from dekom.core.fields import DayField
from networks.models import Round

NOTHING_MOVES = _("Nothing is paid back or set off until the appeal is settled")  # where it is on a settlement


class AppealForm(forms.Form):
    """An appeal that has come."""

    decision: Any = forms.ModelChoiceField(queryset=None, label=_("The decision that they appeal against"))
    received_on = DayField(label=_("Received on"))
    grounds = forms.CharField(label=_("Grounds of the appeal"), widget=forms.Textarea(attrs={"rows": 4}))
    late_reason = forms.CharField(
        label=_("Why it is taken up though late"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Only where it came after the last day."),
    )
    suspends = forms.BooleanField(label=_("Payment waits until the appeal is settled"), required=False)

    def __init__(self, *args: Any, decisions: Any, **kwargs: Any) -> None:
        """``decisions`` are those that the letter tells of; without any, it tells of a settlement."""
        super().__init__(*args, **kwargs)
        if not decisions:
            del self.fields["decision"]
            self.fields["suspends"].label = NOTHING_MOVES
            return
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
        if len(decisions) == 1:
            self.initial.setdefault("decision", decisions[0].pk)


class AppealStepForm(forms.Form):
    """One step of an appeal; which fields count depends on the step."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AssessmentForm(AppealStepForm):
    assessment = forms.CharField(label=_("Our assessment"), widget=forms.Textarea(attrs={"rows": 6}))


class ReverseForm(AppealStepForm):
    reason = forms.CharField(
        label=_("Why the decision is reversed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the letter."),
    )


class SuspensionForm(AppealStepForm):
    suspends = forms.BooleanField(label=_("Payment waits until the appeal is settled"), required=False)


class OutcomeForm(AppealStepForm):
    outcome = forms.ChoiceField(label=_("The appeal body's outcome"), choices=AppealOutcome.choices)
    outcome_on = DayField(label=_("Dated"))
    text = forms.CharField(
        label=_("What the appeal body says"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class JournalForm(forms.Form):
    """A document that is entered by hand."""

    direction = forms.ChoiceField(label=_("Direction"), choices=JournalDirection.choices)
    round: Any = forms.ModelChoiceField(queryset=None, label=_("Round"), required=False, empty_label=_("No round"))
    party = forms.CharField(label=_("Sender or recipient"), max_length=200)
    content = forms.CharField(label=_("What it is about"), max_length=300)
    dated = DayField(label=_("The document's date"))
    sent_on = DayField(label=_("Sent or received on"))
    exempt = forms.BooleanField(label=_("Exempt from the public"), required=False)
    legal_ground = forms.CharField(
        label=_("Legal ground of the exemption"),
        max_length=200,
        required=False,
        help_text=_("For example offentleglova § 13, forvaltningsloven § 13."),
    )

    def __init__(self, *args: Any, county_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = Round.objects.filter(county=county_id).select_related("scheme").order_by("-year", "pk")
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]


class ExemptionForm(forms.Form):
    """Whether the public may see a document."""

    exempt = forms.BooleanField(label=_("Exempt from the public"), required=False)
    legal_ground = forms.CharField(label=_("Legal ground of the exemption"), max_length=200, required=False)
