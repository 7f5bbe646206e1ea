"""What people type in plans, wheels, school plans and agreements."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dekom.core.fields import DayField
from networks.enums.plans import Actor
from networks.models import Activity, CompetencePlan, CooperationAgreement, Owner, SchoolPlan

SIGNS = 4  # rows for indicators under a goal
AREA = {"rows": 4}


class PeriodForm(forms.ModelForm[Any]):
    """A form whose period ends after it begins."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        first, last = (cleaned.get(name) for name in self.period)
        if first and last and last < first:
            self.add_error(self.period[1], _("The period ends before it begins."))
        return cleaned

    period = ("valid_from", "valid_to")


class PlanForm(PeriodForm):
    valid_from = DayField(label=_("From"))
    valid_to = DayField(label=_("To and with"), help_text=_("About four years; it can be revised on the way."))

    class Meta:
        model = CompetencePlan
        fields = ["title", "valid_from", "valid_to", "background"]
        widgets = {"background": forms.Textarea(attrs={"rows": 6})}


class GoalForm(forms.Form):
    """A goal with up to four indicators."""

    text = forms.CharField(label=_("Goal"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, indicators: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(indicators)
        for number in range(1, max(SIGNS, len(known)) + 1):
            row = known[number - 1] if number <= len(known) else None
            fields = (
                ("sign", _("Indicator %(number)s: what will you see?"), 300, row and row.text),
                ("today", _("Today"), 100, row and row.baseline),
                ("end", _("At the end of the period"), 100, row and row.target),
            )
            for name, label, length, value in fields:
                self.fields[f"{name}_{number}"] = forms.CharField(
                    label=label % {"number": number}, max_length=length, required=False, initial=value or ""
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in [name for name in self.fields if name.startswith("sign_")]:
            number = name.removeprefix("sign_")
            if not cleaned.get(name) and (cleaned.get(f"today_{number}") or cleaned.get(f"end_{number}")):
                self.add_error(name, _("Write what you will see."))
        return cleaned

    def rows(self) -> list[tuple[str, str, str]]:
        numbers = [name.removeprefix("sign_") for name in self.fields if name.startswith("sign_")]
        read = [tuple(self.cleaned_data[f"{part}_{number}"] for part in ("sign", "today", "end")) for number in numbers]
        return [(sign, today, end) for sign, today, end in read if sign]


class AdoptForm(forms.Form):
    by = forms.CharField(label=_("Adopted by"), max_length=200, help_text=_("For example the network's meeting."))
    day = DayField(label=_("Adopted on"))


class ActivityForm(PeriodForm):
    period = ("starts_on", "ends_on")
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("To and with"), required=False, help_text=_("Empty: the same day."))
    actor = forms.ChoiceField(label=_("Whose work"), choices=Actor.choices)

    class Meta:
        model = Activity
        fields = ["title", "actor", "starts_on", "ends_on", "responsible", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people

    def clean(self) -> dict[str, Any] | None:
        if not self.cleaned_data.get("ends_on"):
            self.cleaned_data["ends_on"] = self.cleaned_data.get("starts_on")
        return super().clean()


class SchoolPlanForm(forms.ModelForm[SchoolPlan]):
    class Meta:
        model = SchoolPlan
        fields = ["school", "period", "situation", "goals", "measures", "organisation", "assessment"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 5})
            for name in ("situation", "goals", "measures", "organisation", "assessment")
        }


class SchoolPlanNewForm(forms.Form):
    owner = forms.ModelChoiceField(Owner.objects.none(), label=_("Owner"), empty_label=None)
    school = forms.CharField(label=_("School or kindergarten"), max_length=200)
    period = forms.CharField(label=_("Period"), max_length=60, help_text=_("For example 2027–2029."))

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = owners


class AgreementForm(PeriodForm):
    valid_from = DayField(label=_("From"))
    valid_to = DayField(label=_("To and with"))
    renewal_on = DayField(
        label=_("Renewal is taken up"), help_text=_("The leader and the coordinators are reminded in good time.")
    )

    class Meta:
        model = CooperationAgreement
        fields = [
            "title",
            "valid_from",
            "valid_to",
            "renewal_on",
            "purpose",
            "obligations",
            "organisation",
            "representation",
            "private_owners",
            "economy",
        ]
        widgets = {
            name: forms.Textarea(attrs=AREA)
            for name in ("purpose", "obligations", "organisation", "representation", "private_owners", "economy")
        }


class ElectionForm(forms.Form):
    """A leader and the deputy who follows them."""

    leader = forms.ModelChoiceField(Owner.objects.none(), label=_("Leader comes from"))
    deputy = forms.ModelChoiceField(Owner.objects.none(), label=_("Deputy leader comes from"))
    begins = DayField(label=_("They begin"), help_text=_("For two years. Then the deputy leader leads for two more."))
    elected_on = DayField(label=_("Elected on"))

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leader", "deputy"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = owners


class SignForm(forms.Form):
    """When each party signed."""

    def __init__(self, *args: Any, parties: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for party in parties:
            self.fields[f"party_{party.pk}"] = DayField(label=str(party.owner), required=False, initial=party.signed_on)

    def days(self) -> dict[int, Any]:
        return {int(name.removeprefix("party_")): day for name, day in self.cleaned_data.items()}
